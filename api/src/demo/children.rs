//! The children of the two authorities, and their carers.

use chrono::{Days, Months, NaiveDate};
use entity::enums::{Restriction, Sex};

use super::carers::{DemoCarer, carers};
use super::dice::Dice;
use super::names::{ORIGINS, Origin, origin};
use super::organisations::{Place, SETTING_WEIGHTS};
use crate::codes::NhsNumber;
use crate::import::columns::Column;

/// How many children each authority has.
pub const CHILDREN: u32 = 110;

/// A child.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DemoChild {
    /// Its id in the sending system.
    pub id: String,
    /// NHS number; a few have none.
    pub nhs_number: Option<NhsNumber>,
    /// Given name.
    pub given_name: String,
    /// Family name.
    pub family_name: String,
    /// Birth date.
    pub birth_date: NaiveDate,
    /// Sex.
    pub sex: Sex,
    /// Postcode.
    pub postcode: String,
    /// Ethnic category.
    pub ethnicity: &'static str,
    /// GP practice.
    pub gp_practice: String,
    /// The setting, by the id of the organisation.
    pub setting: Option<&'static str>,
    /// The health team, by the id of the organisation.
    pub health_team: &'static str,
    /// The named health visitor, by the id of the practitioner.
    pub health_visitor: &'static str,
    /// The key person, by the id of the practitioner.
    pub key_person: Option<&'static str>,
    /// Protection of whereabouts.
    pub restriction: Restriction,
    /// The language at home.
    pub language: &'static str,
    /// Completed weeks of gestation.
    pub gestation_weeks: u32,
    /// Who cares for the child.
    pub carers: Vec<DemoCarer>,
}

/// The children whose circumstances are fixed, by their number.
pub mod special {
    /// The first of the twins.
    pub const TWIN: u32 = 1;
    /// The second of the twins.
    pub const OTHER_TWIN: u32 = 2;
    /// Restricted.
    pub const RESTRICTED: u32 = 3;
    /// Very restricted.
    pub const VERY_RESTRICTED: u32 = 4;
    /// In no setting.
    pub const NO_SETTING: u32 = 5;
    /// With a childminder.
    pub const CHILDMINDER: u32 = 6;
    /// Whose two halves are written, and of which the parents have opened the one of early years.
    pub const TOLD: u32 = 7;
    /// Born at 31 weeks.
    pub const PREMATURE: u32 = 7;
    /// The family needs an interpreter.
    pub const INTERPRETER: u32 = 8;
    /// Without an NHS number.
    pub const NO_NHS_NUMBER: u32 = 9;
    /// With a foster carer.
    pub const FOSTERED: u32 = 10;
    /// The parents dispute who is responsible.
    pub const DISPUTED: u32 = 11;
    /// Up to here children have a story of their own; their age is in the middle of the window.
    pub const LAST: u32 = 11;
}

/// The children of a place, in a fixed order.
pub fn children(place: &Place, dice: &mut Dice, today: NaiveDate) -> Vec<DemoChild> {
    let mut children: Vec<DemoChild> = Vec::new();
    for number in 1..=CHILDREN {
        let mut child = child(place, dice, today, number);
        if let (special::OTHER_TWIN, Some(twin)) = (number, children.first()) {
            make_twin(&mut child, twin, dice);
        }
        children.push(child);
    }
    children
}

/// The second twin shares everything with the first but given name, sex, number and ids.
fn make_twin(child: &mut DemoChild, twin: &DemoChild, dice: &mut Dice) {
    let own = child.clone();
    let family = ORIGINS
        .iter()
        .find(|origin| origin.girls.contains(&twin.given_name.as_str()));
    let given_name = family.map_or(own.given_name, |origin| dice.word(origin.boys).to_owned());
    let mut carers = twin.carers.clone();
    for (carer, number) in carers.iter_mut().zip(1..) {
        carer.id = format!("{}-C{number}", own.id);
    }
    *child = DemoChild {
        id: own.id,
        nhs_number: own.nhs_number,
        given_name,
        sex: own.sex,
        carers,
        ..twin.clone()
    };
}

/// The id of a child in the sending system.
pub fn child_id(place: &Place, number: u32) -> String {
    let area = place.slug.get(..3).unwrap_or(place.slug).to_uppercase();
    format!("{area}-{number:04}")
}

fn child(place: &Place, dice: &mut Dice, today: NaiveDate, number: u32) -> DemoChild {
    let origin = origin_of(place, dice, number);
    let (sex, given) = given_name(origin, dice, number);
    let family_name = dice.word(origin.families).to_owned();
    let (setting, key_person) = care(dice, number);
    let (health_team, health_visitor, district) = team(dice, number);
    let (area, digit) = (place.area, place.digit);
    let language = dice.word(origin.languages);
    let mut child = DemoChild {
        id: child_id(place, number),
        nhs_number: nhs_number(place, number)
            .filter(|_| number != special::NO_NHS_NUMBER && !number.is_multiple_of(23)),
        given_name: given.to_owned(),
        family_name,
        birth_date: birth_date(dice, today, number),
        sex,
        postcode: format!(
            "{area}{district} {}{}",
            dice.below(10),
            dice.word(&["AB", "DE", "HJ", "LN", "PR", "ST", "WX"])
        ),
        ethnicity: dice.word(origin.ethnicities),
        gp_practice: format!("Z99{digit}0{}", 1 + dice.below(5)),
        setting,
        health_team,
        health_visitor,
        key_person,
        restriction: restriction(number),
        language,
        gestation_weeks: if number == special::PREMATURE {
            31
        } else {
            37 + dice.below(5)
        },
        carers: Vec::new(),
    };
    child.carers = carers(place, dice, origin, &child, number);
    child
}

fn restriction(number: u32) -> Restriction {
    match number {
        special::RESTRICTED => Restriction::Restricted,
        special::VERY_RESTRICTED => Restriction::VeryRestricted,
        _ => Restriction::Unrestricted,
    }
}

fn origin_of(place: &Place, dice: &mut Dice, number: u32) -> &'static Origin {
    let drawn = origin(dice, |origin| {
        if place.digit == 1 {
            origin.borough
        } else {
            origin.county
        }
    });
    let foreign = ORIGINS.iter().find(|origin| origin.languages == ["Somali"]);
    foreign
        .filter(|_| number == special::INTERPRETER)
        .unwrap_or(drawn)
}

/// The twins are a girl and a boy, so that their names cannot be alike.
fn given_name(origin: &Origin, dice: &mut Dice, number: u32) -> (Sex, &'static str) {
    let girl = match number {
        special::TWIN => true,
        special::OTHER_TWIN => false,
        _ => dice.chance(49),
    };
    if girl {
        (Sex::Female, dice.word(origin.girls))
    } else {
        (Sex::Male, dice.word(origin.boys))
    }
}

/// Ages are spread over 20 to 30 months; those with a story of their own are within the window.
fn birth_date(dice: &mut Dice, today: NaiveDate, number: u32) -> NaiveDate {
    let months = if number <= special::LAST {
        24 + dice.below(5)
    } else {
        20 + number % 11
    };
    let days = u64::from(dice.below(27));
    today
        .checked_sub_months(Months::new(months))
        .and_then(|day| day.checked_sub_days(Days::new(days)))
        .unwrap_or(today)
}

/// Setting and key person.
fn care(dice: &mut Dice, number: u32) -> (Option<&'static str>, Option<&'static str>) {
    let drawn = dice
        .weighted(&SETTING_WEIGHTS, |(_, weight)| *weight)
        .and_then(|(setting, _)| *setting);
    let setting = match number {
        special::NO_SETTING => None,
        special::CHILDMINDER => Some("CMI-1"),
        special::TWIN..=special::LAST => Some("NUR-1"),
        _ => drawn,
    };
    let key_person = match setting {
        Some("NUR-1") if number.is_multiple_of(4) => Some("KP-2"),
        Some("NUR-1") => Some("KP-1"),
        Some("NUR-2") => Some("KP-3"),
        Some("PRE-1") => Some("KP-4"),
        Some("SCH-1") => Some("KP-5"),
        Some("OTH-1") => Some("KP-6"),
        Some("CMI-1") => Some("CM-1"),
        Some("CMI-2") => Some("CM-2"),
        _ => None,
    };
    (setting, key_person)
}

/// Health team, named health visitor and postcode district.
fn team(dice: &mut Dice, number: u32) -> (&'static str, &'static str, u32) {
    if number <= special::LAST {
        return ("TEAM-1", "HV-1", 1);
    }
    match 1 + dice.below(4) {
        district @ 1 => ("TEAM-1", "HV-1", district),
        district @ 2 => ("TEAM-1", "HV-2", district),
        district => ("TEAM-2", "HV-3", district),
    }
}

/// The first number with a valid check digit in the child's own ten.
fn nhs_number(place: &Place, number: u32) -> Option<NhsNumber> {
    (0..10).find_map(|offset| NhsNumber::from_body(place.nhs_from + number * 10 + offset))
}

impl DemoChild {
    /// The cells of the import for this child.
    pub fn cells(&self, place: &Place, urn: Option<&str>, team_ods: Option<&str>) -> Vec<(Column, String)> {
        use entity::enums::ValueSet;
        let (directory, some) = (place.directory_system(), |text: &str| Some(text.to_owned()));
        let cells = [
            (
                Column::NhsNumber,
                self.nhs_number.as_ref().map(NhsNumber::display),
            ),
            (Column::GivenName, some(&self.given_name)),
            (Column::FamilyName, some(&self.family_name)),
            (Column::BirthDate, Some(self.birth_date.to_string())),
            (Column::Sex, some(if self.sex == Sex::Female { "F" } else { "M" })),
            (Column::Postcode, some(&self.postcode)),
            (Column::EthnicityCode, some(self.ethnicity)),
            (Column::GpPracticeOds, some(&self.gp_practice)),
            (Column::SettingUrn, urn.and_then(some)),
            (Column::HealthTeamOds, team_ods.and_then(some)),
            (Column::ExternalSystem, Some(place.child_system())),
            (Column::ExternalId, some(&self.id)),
            (Column::NamedHealthVisitorSystem, some(&directory)),
            (Column::NamedHealthVisitorId, some(self.health_visitor)),
            (
                Column::KeyPersonSystem,
                self.key_person.and_then(|_| some(&directory)),
            ),
            (Column::KeyPersonId, self.key_person.and_then(some)),
            (Column::Restriction, some(self.restriction.as_str())),
            (Column::FirstLanguage, some(self.language)),
            (Column::GestationWeeks, Some(self.gestation_weeks.to_string())),
        ];
        cells
            .into_iter()
            .filter_map(|(column, text)| text.map(|text| (column, text)))
            .collect()
    }
}
