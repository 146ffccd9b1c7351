//! Names of many origins. Every combination is an invention.

use super::dice::Dice;

/// Names, languages and ethnic categories that go together often enough to be plausible.
#[derive(Debug)]
pub struct Origin {
    /// How often in the borough.
    pub borough: u32,
    /// How often in the county.
    pub county: u32,
    /// NHS ethnic categories of 2001.
    pub ethnicities: &'static [&'static str],
    /// Languages at home; English stands for itself.
    pub languages: &'static [&'static str],
    /// Given names of girls.
    pub girls: &'static [&'static str],
    /// Given names of boys.
    pub boys: &'static [&'static str],
    /// Family names, in a form that girls and boys share.
    pub families: &'static [&'static str],
}

macro_rules! origins {
    ($($borough:literal $county:literal $ethnicities:tt $languages:tt $girls:tt $boys:tt $families:tt)+) => {
        /// The origins of the people of this world.
        pub static ORIGINS: [Origin; 19] = [$(Origin {
            borough: $borough,
            county: $county,
            ethnicities: &$ethnicities,
            languages: &$languages,
            girls: &$girls,
            boys: &$boys,
            families: &$families,
        },)+];
    };
}

origins! {
    28 60 ["A"] ["English"]
        ["Amelia", "Poppy", "Freya", "Isla", "Martha", "Ivy", "Elsie", "Florence", "Daisy", "Harriet", "Matilda", "Willow"]
        ["Oliver", "Archie", "Theo", "Arthur", "Stanley", "Jude", "Rory", "Freddie", "Albert", "Ralph", "Toby", "Hugo"]
        ["Ashdown", "Brackley", "Carver", "Dunmore", "Fairweather", "Hollis", "Kirkby", "Larkin", "Marchmont", "Oakley", "Pemberton", "Thorne", "Whitcombe", "Smith-Hale"]
    3 4 ["A"] ["English"]
        ["Cerys", "Eilidh", "Niamh", "Mairi", "Seren", "Megan"] ["Rhys", "Callum", "Ewan", "Dylan", "Fergus", "Gethin"]
        ["Abercrombie", "Griffiths", "MacAulay", "Pritchard", "Strachan", "ap Rhys"]
    3 3 ["B"] ["English"]
        ["Aoife", "Saoirse", "Clodagh", "Róisín", "Orla"] ["Cillian", "Darragh", "Oisín", "Fionn", "Eoin"]
        ["O'Callaghan", "Ó Broin", "Gallagher", "McGrath", "O'Dowd"]
    6 5 ["C"] ["Polish", "English"]
        ["Zuzanna", "Maja", "Hania", "Oliwia", "Lena"] ["Jakub", "Szymon", "Antoni", "Filip", "Łukasz"]
        ["Nowak", "Wójcik", "Zając", "Mazur", "Dąbek", "Wróbel"]
    4 3 ["C"] ["Romanian", "English"]
        ["Ioana", "Ana-Maria", "Denisa", "Ilinca", "Sofia"] ["Andrei", "Matei", "Ștefan", "Rareș", "Luca"]
        ["Popescu", "Munteanu", "Ionescu", "Dumitru", "Crăciun"]
    2 2 ["C"] ["Ukrainian"]
        ["Solomiia", "Daryna", "Yeva", "Zlata", "Kateryna"] ["Danylo", "Mykyta", "Tymofii", "Ostap", "Yurii"]
        ["Shevchenko", "Bondarenko", "Kovalenko", "Tkachuk", "Marchenko"]
    3 1 ["C"] ["Portuguese", "English"]
        ["Beatriz", "Inês", "Luísa", "Carolina", "Mariana"] ["João", "Tomás", "Rodrigo", "Afonso", "Thiago"]
        ["Gonçalves", "da Silva", "Magalhães", "Ferreira", "dos Anjos"]
    4 1 ["C", "S"] ["Turkish", "English"]
        ["Elif", "Defne", "Zeynep", "Ayşe", "Nehir"] ["Emir", "Çınar", "Yiğit", "Ömer", "Kerem"]
        ["Yıldız", "Şahin", "Aydoğan", "Demirel", "Koç"]
    9 4 ["H"] ["Punjabi", "Gujarati", "Hindi", "English"]
        ["Anaya", "Simran", "Diya", "Kavya", "Jasleen", "Meera"] ["Arjun", "Harpreet", "Vihaan", "Rohan", "Gurdeep", "Kiran"]
        ["Patel", "Sandhu", "Chaudhari", "Gill", "Ramanathan", "Mistry", "Iyer"]
    9 3 ["J"] ["Urdu", "Punjabi", "English"]
        ["Ayesha", "Zainab", "Inaya", "Hafsa", "Maryam", "Noor"] ["Ibrahim", "Yusuf", "Hamza", "Bilal", "Muhammad", "Zayn"]
        ["Akhtar", "Mahmood", "Qureshi", "Siddiqui", "Butt", "Rehman"]
    6 1 ["K"] ["Bengali", "Sylheti", "English"]
        ["Tasnim", "Nusrat", "Raisa", "Sumaiya", "Labiba"] ["Rayhan", "Tahmid", "Ishaq", "Nafis", "Arif"]
        ["Begum-Ali", "Choudhury", "Miah", "Rahman", "Uddin"]
    6 2 ["N"] ["Yoruba", "Igbo", "English"]
        ["Adébísí", "Chiamaka", "Ifeoma", "Temilolu", "Zikora"] ["Olúwáṣeun", "Chidera", "Tobenna", "Ayodele", "Kelechi"]
        ["Adeyemi", "Okonkwo", "Balógun", "Nwosu", "Ẹniọlá"]
    3 1 ["N"] ["Twi", "English"]
        ["Akosua", "Abena", "Efua", "Adwoa"] ["Kwabena", "Kofi", "Yaw", "Nana Kwame"]
        ["Mensah", "Owusu", "Boateng", "Asante-Yeboah"]
    5 1 ["N"] ["Somali"]
        ["Hodan", "Ifrah", "Sagal", "Ubah", "Fadumo"] ["Abdirahman", "Liban", "Mahad", "Zakariye", "Guled"]
        ["Warsame", "Farah", "Jama", "Abdullahi", "Hirsi"]
    4 2 ["M", "D"] ["English"]
        ["Amaya", "Shanice", "Keziah", "Imani", "Renée"] ["Jaydon", "Malachi", "Ezra", "Kyrell", "Josiah"]
        ["Campbell-Reid", "Grant", "Francis", "Bartley", "St. Hilaire"]
    3 2 ["R"] ["Cantonese", "Mandarin"]
        ["Hoi Yan", "Mei", "Jingyi", "Wing Lam"] ["Ka Ho", "Zihan", "Chun Yin", "Wei"]
        ["Cheung", "Lam", "Zhao", "Ng", "Li"]
    2 1 ["L"] ["Vietnamese", "English"]
        ["Bảo Anh", "Thảo", "Minh Châu", "Linh"] ["Gia Bảo", "Đức", "Khôi", "Minh"]
        ["Nguyễn", "Trần", "Phạm", "Đặng"]
    5 1 ["S", "P"] ["Arabic", "English"]
        ["Layan", "Salma", "Yasmin", "Rima", "Dunya"] ["Karim", "Idris", "Omar", "Sami", "Tariq"]
        ["Haddad", "El-Amin", "Mansour", "Benali", "Khoury"]
    5 4 ["F", "G", "E"] ["English", "French"]
        ["Zoë", "Chloë", "Anaïs", "Maya", "Thandi"] ["Kai", "Noé", "Raphaël", "Leon", "Jonah"]
        ["Baker-Osei", "Lindqvist", "Dubois", "Tan-Hughes", "Moreau"]
}

/// An origin, each with its weight.
pub fn origin(dice: &mut Dice, weight: impl Fn(&Origin) -> u32) -> &'static Origin {
    let [commonest, ..] = &ORIGINS;
    dice.weighted(&ORIGINS, weight).unwrap_or(commonest)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::codes::{EthnicityCode, name, starts_like_a_formula};

    #[test]
    fn every_name_and_code_passes_our_own_checks() {
        for origin in &ORIGINS {
            let texts = [origin.girls, origin.boys, origin.families, origin.languages].concat();
            for text in texts {
                assert_eq!(name(text).as_deref(), Ok(text));
                assert!(!starts_like_a_formula(text));
            }
            assert!(
                origin
                    .ethnicities
                    .iter()
                    .all(|code| EthnicityCode::parse(code).is_ok())
            );
            assert!(!origin.girls.is_empty() && !origin.boys.is_empty() && !origin.families.is_empty());
        }
    }
}
