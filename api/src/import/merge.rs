//! From a row to a child: what is new, what is brought up to date, what stays.
//!
//! An empty cell says nothing: many lists have no column for what another list gave. So it never takes anything away.

use chrono::{DateTime, Utc};
use entity::child;
use entity::enums::{ChildStatus, NhsNumberStatus, Restriction};
use entity::ids::{AuthorityId, ChildId};

use super::directory::Placed;
use super::row::ImportRow;
use crate::codes::{EthnicityCode, ExternalId, GpPracticeCode, NhsNumber, Postcode, name_key};

/// A child that was not known.
pub fn new_child(
    id: ChildId,
    authority: AuthorityId,
    now: DateTime<Utc>,
    row: &ImportRow,
    placed: Placed,
) -> child::Model {
    let mut child = child::Model {
        id,
        authority_id: authority,
        given_name: String::new(),
        family_name: String::new(),
        family_key: String::new(),
        birth_date: row.birth_date,
        sex: row.sex,
        ethnicity_code: None,
        first_language: None,
        gestation_weeks: None,
        postcode: None,
        gp_practice_ods: None,
        nhs_number_status: NhsNumberStatus::NotPresent,
        restriction: Restriction::Unrestricted,
        health_team_id: None,
        setting_id: None,
        named_health_visitor_id: None,
        key_person_id: None,
        status: ChildStatus::Active,
        departed_on: None,
        version: 1,
        created_at: now,
        updated_at: now,
    };
    bring_up_to_date(&mut child, row, placed);
    child
}

/// Takes over what a row says.
pub fn bring_up_to_date(child: &mut child::Model, row: &ImportRow, placed: Placed) {
    row.given_name.clone_into(&mut child.given_name);
    row.family_name.clone_into(&mut child.family_name);
    child.family_key = name_key(&row.family_name);
    child.birth_date = row.birth_date;
    child.sex = row.sex;
    take(&mut child.postcode, row.postcode.as_ref().map(Postcode::as_str));
    take(
        &mut child.ethnicity_code,
        row.ethnicity.as_ref().map(EthnicityCode::as_str),
    );
    take(
        &mut child.gp_practice_ods,
        row.gp_practice.as_ref().map(GpPracticeCode::as_str),
    );
    take(&mut child.first_language, row.first_language.as_deref());
    child.gestation_weeks = row.gestation_weeks.map(i32::from).or(child.gestation_weeks);
    child.restriction = row.restriction.unwrap_or(child.restriction);
    if row.nhs_number.is_some() && child.nhs_number_status != NhsNumberStatus::Verified {
        child.nhs_number_status = NhsNumberStatus::NotTraced;
    }
    place(child, placed);
}

/// Who works where the child no longer is loses sight of it with the move, unless the row names them again.
fn place(child: &mut child::Model, placed: Placed) {
    if placed.setting.is_some() && placed.setting != child.setting_id {
        child.setting_id = placed.setting;
        child.key_person_id = None;
    }
    if placed.health_team.is_some() && placed.health_team != child.health_team_id {
        child.health_team_id = placed.health_team;
        child.named_health_visitor_id = None;
    }
    child.key_person_id = placed.key_person.or(child.key_person_id);
    child.named_health_visitor_id = placed.health_visitor.or(child.named_health_visitor_id);
}

fn take(known: &mut Option<String>, given: Option<&str>) {
    if let Some(given) = given.filter(|given| known.as_deref() != Some(given)) {
        *known = Some(given.to_owned());
    }
}

/// The identifiers of a row: system and value.
pub fn identifiers(row: &ImportRow) -> Vec<(String, String)> {
    let nhs_number = row
        .nhs_number
        .as_ref()
        .map(|number| (NhsNumber::SYSTEM, number.as_str()));
    let external = row
        .external
        .as_ref()
        .map(|id| (ExternalId::system(id), id.value()));
    nhs_number
        .into_iter()
        .chain(external)
        .map(|(system, value)| (system.to_owned(), value.to_owned()))
        .collect()
}

#[cfg(test)]
mod tests {
    use entity::ids::{OrganisationId, PractitionerId, TypedId};
    use sea_orm::prelude::Uuid;

    use super::*;
    use crate::import::columns::Column;
    use crate::import::row::RawRow;
    use crate::import::rules;

    fn row(cells: &[(Column, &str)]) -> ImportRow {
        let mut raw = RawRow::new(2);
        let base = [
            (Column::GivenName, "Anna"),
            (Column::FamilyName, "Berg"),
            (Column::BirthDate, "2024-03-09"),
            (Column::Sex, "F"),
        ];
        for (column, text) in base.iter().chain(cells) {
            raw.set(*column, text);
        }
        rules::check(&raw, "2026-11-22".parse().unwrap()).unwrap()
    }

    fn child(row: &ImportRow, placed: Placed) -> child::Model {
        let id = ChildId::from_uuid(Uuid::from_u128(1));
        new_child(
            id,
            AuthorityId::from_uuid(Uuid::from_u128(2)),
            DateTime::default(),
            row,
            placed,
        )
    }

    #[test]
    fn an_empty_cell_takes_nothing_away() {
        let full = row(&[
            (Column::NhsNumber, "9000000009"),
            (Column::Postcode, "AS1 1AA"),
            (Column::Restriction, "R"),
            (Column::GestationWeeks, "31"),
            (Column::FirstLanguage, "Urdu"),
        ]);
        let known = child(&full, Placed::default());
        assert_eq!(known.restriction, Restriction::Restricted);
        assert_eq!(known.nhs_number_status, NhsNumberStatus::NotTraced);
        let mut after = known.clone();
        bring_up_to_date(&mut after, &row(&[]), Placed::default());
        assert_eq!(after, known);
        bring_up_to_date(&mut after, &row(&[(Column::Restriction, "U")]), Placed::default());
        assert_eq!(after.restriction, Restriction::Unrestricted);
    }

    #[test]
    fn a_move_ends_the_part_of_who_stayed_behind() {
        let organisation = |n| Some(OrganisationId::from_uuid(Uuid::from_u128(n)));
        let person = |n| Some(PractitionerId::from_uuid(Uuid::from_u128(n)));
        let here = Placed {
            setting: organisation(1),
            health_team: organisation(2),
            health_visitor: person(3),
            key_person: person(4),
        };
        let mut moved = child(&row(&[]), here);
        let there = Placed {
            setting: organisation(5),
            ..Placed::default()
        };
        bring_up_to_date(&mut moved, &row(&[]), there);
        assert_eq!((moved.setting_id, moved.key_person_id), (organisation(5), None));
        assert_eq!(moved.named_health_visitor_id, person(3));
    }
}
