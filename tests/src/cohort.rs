//! A list of children as a child health information service sends it, and its way in.

use std::fmt::Write as _;

use integrated_review::codes::NhsNumber;
use integrated_review::import::file::{self, Finished};
use integrated_review::import::run::Options;
use integrated_review::store::bootstrap::{OPERATOR, operator};

use crate::cast::{CMS, Place};
use crate::world::World;

const GIVEN: [&str; 20] = [
    "Amara", "Bertie", "Chidi", "Dorota", "Elif", "Finlay", "Gwen", "Hamza", "Ines", "Jakub", "Keziah",
    "Lwazi", "Mei", "Niamh", "Omar", "Petra", "Quentin", "Rosa", "Suleiman", "Tilda",
];
const FAMILY: [&str; 10] = [
    "Abbott",
    "Brzezinski",
    "Chowdhury",
    "Delacroix",
    "Eze",
    "Fitzgerald",
    "Goldberg",
    "Hussain",
    "Ivanova",
    "Jones",
];

/// A file of up to 200 children: half in the nursery, then with the childminder, the last fifth in no setting. The
/// sender's id of the first is `cohort-1`.
pub fn csv(place: &Place, count: u32) -> String {
    let mut file = "nhs_number,given_name,family_name,birth_date,sex,postcode,setting_urn,health_team_ods,\
        external_system,external_id,named_health_visitor_system,named_health_visitor_id,key_person_system,key_person_id\n"
        .to_owned();
    let mut numbers = (999_500_000..).filter_map(NhsNumber::from_body);
    for index in 0..count {
        let number = numbers.next().unwrap();
        let (given, family) = (GIVEN[(index % 20) as usize], FAMILY[(index / 20) as usize]);
        let born = place.child.born + chrono::Days::new(u64::from(index % 60));
        let sex = if index.is_multiple_of(2) { "F" } else { "M" };
        let (urn, key_person) = match index * 10 / count {
            0..5 => (place.nursery.code.as_str(), "practitioner-5"),
            5..8 => (place.childminding.code.as_str(), "practitioner-6"),
            _ => ("", ""),
        };
        let key_person_system = if key_person.is_empty() { "" } else { CMS };
        let _ = writeln!(
            file,
            "{},{given},{family},{born},{sex},ZZ99 {}ZZ,{urn},{},{CMS},cohort-{},{CMS},practitioner-1,{key_person_system},{key_person}",
            number.as_str(),
            index % 10,
            place.health_team.code,
            index + 1,
        );
    }
    file
}

impl World {
    /// Imports a file for the home authority, as its operator does from the command line.
    pub async fn import(&self, csv: &str, options: Options) -> Finished {
        let operator = operator(self.store(), self.home().gss_code, OPERATOR).await;
        let operator = operator.map_err(|it| format!("{it:?}")).unwrap();
        let done = file::children(self.store(), &operator, csv.as_bytes(), options, |row| {
            assert!(row.problems.is_empty(), "line {}: {:?}", row.line, row.problems);
            Ok(())
        });
        done.await.map_err(|it| format!("{it:?}")).unwrap()
    }
}
