//! The rules of a child's entry. Pure.

use chrono::NaiveDate;
use entity::child;
use entity::enums::{ChildDeparture, ChildStatus, NhsNumberStatus, Restriction, RuleCode};
use sea_orm::ActiveValue::{NotSet, Set};

pub use self::follow::{ended, named_too, placed_too, restricted_too, window_moved};
pub use self::identify::{Identified, identify};
pub use self::place::{Candidate, Placed, Placement, place};
use super::input::{ChildAmendInput, ChildIdentifyInput, ChildRegisterInput};
use crate::codes::{self, EthnicityCode, ExternalId, GpPracticeCode, Inputs, NhsNumber, Postcode};
use crate::domain::change;
use crate::problem::{Problem, Result};

mod follow;
mod identify;
mod place;
#[cfg(test)]
mod tests;

/// Children of this age and older are none of this platform's.
const TOO_OLD: u32 = 6;
/// Identifiers that one registration brings at most.
const MOST_IDENTIFIERS: usize = 20;

/// A new child, and how other systems call it.
pub fn register(
    input: &ChildRegisterInput,
    place: Placed,
    today: NaiveDate,
) -> Result<(child::ActiveModel, Vec<ExternalId>)> {
    let mut inputs = Inputs::default();
    let given_name = inputs.check("givenName", codes::name(&input.given_name));
    let family_name = inputs.check("familyName", codes::name(&input.family_name));
    birth_date(&mut inputs, input.birth_date.0, today);
    gestation(&mut inputs, input.gestation_weeks);
    let mut code = |field, given: &Option<String>, parse: fn(&str) -> codes::Checked<String>| {
        given.as_deref().and_then(|text| inputs.check(field, parse(text)))
    };
    let ethnicity_code = code("ethnicityCode", &input.ethnicity_code, |text| {
        EthnicityCode::parse(text).map(String::from)
    });
    let first_language = code("firstLanguage", &input.first_language, codes::name);
    let postcode = code("postcode", &input.postcode, |text| {
        Postcode::parse(text).map(String::from)
    });
    let gp_practice_ods = code("gpPracticeOds", &input.gp_practice_ods, |text| {
        GpPracticeCode::parse(text).map(String::from)
    });
    let has_number = input.nhs_number.is_some();
    let nhs_number_status = input.nhs_number_status.unwrap_or(usual_status(has_number));
    fits_number(&mut inputs, nhs_number_status, has_number);
    let external = external_ids(&mut inputs, input);
    inputs.done()?;
    let family_name = family_name.unwrap_or_default();
    let child = child::ActiveModel {
        given_name: Set(given_name.unwrap_or_default()),
        family_key: Set(codes::name_key(&family_name)),
        family_name: Set(family_name),
        birth_date: Set(input.birth_date.0),
        sex: Set(input.sex),
        ethnicity_code: Set(ethnicity_code),
        first_language: Set(first_language),
        gestation_weeks: Set(input.gestation_weeks),
        postcode: Set(postcode),
        gp_practice_ods: Set(gp_practice_ods),
        nhs_number_status: Set(nhs_number_status),
        restriction: Set(input.restriction),
        health_team_id: Set(place.health_team),
        setting_id: Set(place.setting),
        named_health_visitor_id: Set(place.named_health_visitor),
        key_person_id: Set(place.key_person),
        status: Set(ChildStatus::Active),
        ..Default::default()
    };
    Ok((child, external))
}

/// Corrected particulars.
pub fn amend(
    row: &child::Model,
    input: &ChildAmendInput,
    has_number: bool,
    today: NaiveDate,
) -> Result<child::ActiveModel> {
    let mut inputs = Inputs::default();
    let mut name = |field, given: &Option<String>| {
        given
            .as_deref()
            .and_then(|text| inputs.check(field, codes::name(text)))
    };
    let given_name = name("givenName", &input.given_name);
    let family_name = name("familyName", &input.family_name);
    let ethnicity = change::read(
        &mut inputs,
        "ethnicityCode",
        &input.ethnicity_code,
        EthnicityCode::parse,
    );
    let language = change::read(&mut inputs, "firstLanguage", &input.first_language, codes::name);
    let postcode = change::read(&mut inputs, "postcode", &input.postcode, Postcode::parse);
    let practice = change::read(
        &mut inputs,
        "gpPracticeOds",
        &input.gp_practice_ods,
        GpPracticeCode::parse,
    );
    let birth = input.birth_date.map(|date| date.0);
    if let Some(birth) = birth {
        birth_date(&mut inputs, birth, today);
    }
    let weeks: Option<Option<i32>> = input.gestation_weeks.into();
    gestation(&mut inputs, weeks.flatten());
    if let Some(status) = input.nhs_number_status {
        fits_number(&mut inputs, status, has_number);
    }
    inputs.done()?;
    let family_name = change::to(family_name, &row.family_name);
    let family_key = match &family_name {
        Set(name) => Set(codes::name_key(name)),
        _ => NotSet,
    };
    change::something(child::ActiveModel {
        given_name: change::to(given_name, &row.given_name),
        family_name,
        family_key,
        birth_date: change::to(birth, &row.birth_date),
        sex: change::to(input.sex, &row.sex),
        ethnicity_code: change::to(ethnicity, &row.ethnicity_code),
        first_language: change::to(language, &row.first_language),
        gestation_weeks: change::to(weeks, &row.gestation_weeks),
        postcode: change::to(postcode, &row.postcode),
        gp_practice_ods: change::to(practice, &row.gp_practice_ods),
        nhs_number_status: change::to(input.nhs_number_status, &row.nhs_number_status),
        ..Default::default()
    })
}

/// Another protection of the child's whereabouts.
pub fn restrict(row: &child::Model, to: Restriction) -> Result<child::ActiveModel> {
    change::something(child::ActiveModel {
        restriction: change::to(Some(to), &row.restriction),
        ..Default::default()
    })
}

/// The child leaves the authority's care; on which day.
pub fn depart(
    row: &child::Model,
    departure: ChildDeparture,
    on: Option<NaiveDate>,
    today: NaiveDate,
) -> Result<(ChildStatus, NaiveDate, child::ActiveModel)> {
    let on = on.unwrap_or(today);
    let mut inputs = Inputs::default();
    inputs.must(on <= today, "departedOn", || {
        "lies in the future: record it once it has come".to_owned()
    });
    inputs.must(row.birth_date <= on, "departedOn", || {
        "lies before the child's birth".to_owned()
    });
    inputs.done()?;
    let to = match departure {
        ChildDeparture::MovedAway => ChildStatus::MovedAway,
        ChildDeparture::Deceased => ChildStatus::Deceased,
    };
    let change = child::ActiveModel {
        status: Set(to),
        departed_on: Set(Some(on)),
        ..Default::default()
    };
    Ok((to, on, change))
}

/// The child is back.
pub fn come_back() -> child::ActiveModel {
    child::ActiveModel {
        status: Set(ChildStatus::Active),
        departed_on: Set(None),
        ..Default::default()
    }
}

fn birth_date(inputs: &mut Inputs, birth: NaiveDate, today: NaiveDate) {
    inputs.must(birth <= today, "birthDate", || {
        "lies in the future: compare it with the source".to_owned()
    });
    let young = today < birth || today.years_since(birth).is_some_and(|age| age < TOO_OLD);
    inputs.must(young, "birthDate", || {
        format!("makes the child {TOO_OLD} years old or more: compare it with the source")
    });
}

fn gestation(inputs: &mut Inputs, weeks: Option<i32>) {
    inputs.must(
        weeks.is_none_or(|weeks| (20..=44).contains(&weeks)),
        "gestationWeeks",
        || "must be completed weeks from 20 to 44".to_owned(),
    );
}

const fn usual_status(has_number: bool) -> NhsNumberStatus {
    if has_number {
        NhsNumberStatus::NotTraced
    } else {
        NhsNumberStatus::NotPresent
    }
}

/// Only a number that is there can be verified, and one that is there is not absent.
fn fits_number(inputs: &mut Inputs, status: NhsNumberStatus, has_number: bool) {
    let fits = match status {
        NhsNumberStatus::Verified | NhsNumberStatus::NotTraced => has_number,
        NhsNumberStatus::NotPresent => !has_number,
        NhsNumberStatus::TraceRequired => true,
    };
    inputs.must(fits, "nhsNumberStatus", || {
        if has_number {
            "the child has an NHS number: give VERIFIED, NOT_TRACED or TRACE_REQUIRED"
        } else {
            "the child has no NHS number: give NOT_PRESENT or TRACE_REQUIRED, or the number first"
        }
        .to_owned()
    });
}

fn external_ids(inputs: &mut Inputs, input: &ChildRegisterInput) -> Vec<ExternalId> {
    inputs.must(
        input.external_ids.len() <= MOST_IDENTIFIERS,
        "externalIds",
        || format!("at most {MOST_IDENTIFIERS} at once; add others with childIdentify"),
    );
    let mut external: Vec<ExternalId> = Vec::new();
    for given in &input.external_ids {
        inputs.must(given.system.trim() != NhsNumber::SYSTEM, "externalIds", || {
            "give the NHS number as nhsNumber, where it is checked".to_owned()
        });
        let read = ExternalId::parse(&given.system, &given.value);
        external.extend(inputs.check("externalIds", read));
    }
    external.sort_unstable();
    external.dedup();
    let number = input.nhs_number.as_ref();
    external.extend(number.and_then(|number| ExternalId::parse(NhsNumber::SYSTEM, number.0.as_str()).ok()));
    external
}

/// Reads an identifier; an NHS number is checked as one.
fn identifier(inputs: &mut Inputs, input: &ChildIdentifyInput) -> Option<ExternalId> {
    let given = inputs.check(
        "externalId",
        ExternalId::parse(&input.external_id.system, &input.external_id.value),
    )?;
    if given.system() != NhsNumber::SYSTEM {
        inputs.must(input.nhs_number_status.is_none(), "nhsNumberStatus", || {
            "belongs to an NHS number: leave it out for other identifiers".to_owned()
        });
        return Some(given);
    }
    let number = inputs.check("externalId", NhsNumber::parse(given.value()))?;
    fits_number(
        inputs,
        input.nhs_number_status.unwrap_or(NhsNumberStatus::NotTraced),
        true,
    );
    ExternalId::parse(NhsNumber::SYSTEM, number.as_str()).ok()
}

/// The rule that a child's identifier is already known says so.
fn nothing_to_change(message: &str) -> Problem {
    Problem::rule(RuleCode::NothingToChange, message)
}
