//! The second layer of who may do what: a step of a review belongs to the party that the review's protocol names. Pure.
//!
//! An act declares the step that it fulfils on its line of the matrix (`fulfils InviteFamily`); nothing else is to be
//! done for it to be refused to everybody but the responsible party, and to mark the responsibility done. A lead may act
//! in the party's place, and says why.

use chrono::NaiveDate;
use entity::enums::{Discipline, ResponsibilityStatus, ReviewStep, Role, StepParty};
use entity::ids::PractitionerId;
use entity::{practitioner, responsibility};

use super::relation::Who;
use super::sets::Steps;

/// What an act fulfils.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fulfils {
    /// A step of the review.
    Step(ReviewStep),
    /// The step of the responsibility that it is about.
    Own,
}

/// Steps in which the parents are heard: their answer is recorded by whoever hears it, or by themselves, so nobody who may
/// record it is refused. It is the responsible party's all the same: what others record does not do it for them.
pub const HEARD: Steps = Steps::of(&[ReviewStep::RecordSharingAgreement, ReviewStep::RecordParentView]);

/// Steps of those that are done once the parents have been heard, whoever heard them: there is nothing left to ask.
pub const HEARD_ONCE: Steps = Steps::of(&[ReviewStep::RecordParentView]);

/// Steps in which each profession speaks for itself, so neither is refused, whatever the protocol says. It is the
/// responsible party's all the same: what others do does not do it for them.
pub const EACH_FOR_ITSELF: Steps = Steps::of(&[ReviewStep::HoldPreMeeting]);

/// How somebody stands to a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Standing {
    /// It is theirs, or nobody's in particular.
    #[default]
    Responsible,
    /// It is another party's, and they lead: with a reason.
    Leads,
    /// It is another party's.
    Other,
}

/// The steps that are somebody else's: what `access` needs to know of a row beside how the caller stands to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Others {
    /// Steps of the review.
    pub steps: Steps,
    /// Whether the row is a responsibility, and another party's.
    pub own: bool,
}

impl Others {
    /// Whether what an act fulfils is another party's, and the caller does not lead.
    pub fn hold(self, fulfils: Option<Fulfils>) -> bool {
        match fulfils {
            None => false,
            Some(Fulfils::Step(step)) => self.steps.has(step),
            Some(Fulfils::Own) => self.own,
        }
    }
}

/// Whether a responsibility still says whose its step is.
pub fn counts(row: &responsibility::Model) -> bool {
    matches!(
        row.status,
        ResponsibilityStatus::Open | ResponsibilityStatus::Done
    )
}

/// How somebody stands to one step: `rows` are its responsibilities; `covered` are those whom they cover today. Where
/// the protocol says nothing of the step, the matrix alone decides. A system records what the responsible party has done
/// in it.
pub fn standing<'a>(
    who: &Who,
    covered: &[PractitionerId],
    rows: impl IntoIterator<Item = &'a responsibility::Model>,
) -> Standing {
    let rows: Vec<&responsibility::Model> = rows.into_iter().filter(|row| counts(row)).collect();
    stands(who, covered, &rows)
}

/// How somebody stands to one responsibility, whatever has become of it.
pub fn stands_to(who: &Who, covered: &[PractitionerId], row: &responsibility::Model) -> Standing {
    stands(who, covered, &[row])
}

fn stands(who: &Who, covered: &[PractitionerId], rows: &[&responsibility::Model]) -> Standing {
    let is_theirs = rows
        .iter()
        .any(|row| is_of(who, covered, row) || HEARD.has(row.step) || EACH_FOR_ITSELF.has(row.step));
    if rows.is_empty() || is_theirs || who.role == Role::Integration {
        Standing::Responsible
    } else if rows.iter().any(|row| leads_over(who.role, row)) {
        Standing::Leads
    } else {
        Standing::Other
    }
}

/// Whether a responsibility is somebody's: of their party, named in it, or covering for whoever is.
pub fn is_of(who: &Who, covered: &[PractitionerId], row: &responsibility::Model) -> bool {
    let named = row
        .practitioner_id
        .is_some_and(|named| who.is(named.0) || covered.contains(&named));
    named || is_of_party(who.role, row.party, row.role)
}

/// Whether somebody in a role is of the party. Those who lead a service are none of the front line.
pub fn is_of_party(role: Role, party: StepParty, of_role: Option<Role>) -> bool {
    match party {
        StepParty::Role => of_role == Some(role),
        _ if leads(role) => false,
        StepParty::Health => role.discipline() == Some(Discipline::Health),
        StepParty::EarlyYears => role.discipline() == Some(Discipline::EarlyYears),
        StepParty::Either | StepParty::Both => role.discipline().is_some(),
    }
}

/// The profession of a party; none where either will do.
pub fn discipline_of(party: StepParty, role: Option<Role>) -> Option<Discipline> {
    match party {
        StepParty::Health => Some(Discipline::Health),
        StepParty::EarlyYears => Some(Discipline::EarlyYears),
        StepParty::Role => role.and_then(Role::discipline),
        StepParty::Either | StepParty::Both => None,
    }
}

/// Whether somebody may act in the place of whose responsibility it is: each lead in that of their own profession.
pub fn leads_over(role: Role, row: &responsibility::Model) -> bool {
    let of_party = discipline_of(row.party, row.role);
    leads(role) && (role.discipline().is_none() || of_party.is_none() || of_party == role.discipline())
}

/// Whether the role leads a service or runs the platform for the authority.
pub const fn leads(role: Role) -> bool {
    matches!(
        role,
        Role::HealthServiceLead | Role::EarlyYearsServiceLead | Role::AuthorityAdmin
    )
}

/// Who stands in for somebody on a day: their cover, where they are away. [`super::scope::covered_by`] is the same as a
/// condition.
pub fn cover_of(person: &practitioner::Model, on: NaiveDate) -> Option<PractitionerId> {
    let is_away =
        person.away_from.is_some_and(|from| from <= on) && person.away_until.is_some_and(|until| on <= until);
    person.cover_id.filter(|_| is_away)
}

/// The parties of whose steps a role is one, for searching.
pub fn parties_of(role: Role) -> Vec<StepParty> {
    let all = [StepParty::Health, StepParty::EarlyYears, StepParty::Either];
    all.into_iter()
        .filter(|party| is_of_party(role, *party, None))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::directory::fixtures;
    use chrono::DateTime;
    use entity::ids::{AuthorityId, ResponsibilityId, ReviewId};
    use sea_orm::prelude::Uuid;

    fn row(party: StepParty, role: Option<Role>, named: Option<u128>) -> responsibility::Model {
        responsibility::Model {
            id: ResponsibilityId(Uuid::from_u128(1)),
            authority_id: AuthorityId(Uuid::from_u128(2)),
            review_id: ReviewId(Uuid::from_u128(3)),
            step: ReviewStep::InviteFamily,
            party,
            role,
            practitioner_id: named.map(|id| PractitionerId(Uuid::from_u128(id))),
            due_on: "2026-03-02".parse().unwrap(),
            required: true,
            status: ResponsibilityStatus::Open,
            reason: None,
            settled_by_id: None,
            settled_by_role: None,
            settled_at: None,
            version: 1,
            created_at: DateTime::UNIX_EPOCH,
            updated_at: DateTime::UNIX_EPOCH,
        }
    }

    fn who(role: Role) -> Who {
        let actor = Uuid::from_u128(7);
        Who {
            actor,
            actors: vec![actor],
            authority: AuthorityId(Uuid::from_u128(2)),
            role,
            organisation: None,
            children: Vec::new(),
            now: DateTime::UNIX_EPOCH,
        }
    }

    fn stands(role: Role, rows: &[responsibility::Model]) -> Standing {
        standing(&who(role), &[], rows)
    }

    #[test]
    fn somebody_is_covered_on_the_days_that_they_are_away() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let cover = PractitionerId(Uuid::from_u128(9));
        let person = |from: Option<&str>, until: Option<&str>, cover_id| practitioner::Model {
            away_from: from.map(day),
            away_until: until.map(day),
            cover_id,
            ..fixtures::practitioner(7, AuthorityId(Uuid::from_u128(2)))
        };
        let away = person(Some("2026-03-02"), Some("2026-03-13"), Some(cover));
        for (on, expected) in [
            ("2026-03-01", None),
            ("2026-03-02", Some(cover)),
            ("2026-03-13", Some(cover)),
            ("2026-03-14", None),
        ] {
            assert_eq!(cover_of(&away, day(on)), expected, "{on}");
        }
        assert_eq!(
            cover_of(&person(None, None, Some(cover)), day("2026-03-02")),
            None
        );
        let nobody = person(Some("2026-03-02"), Some("2026-03-13"), None);
        assert_eq!(cover_of(&nobody, day("2026-03-02")), None);
    }

    #[test]
    fn a_step_is_its_partys_and_a_leads_with_a_reason() {
        use Standing::{Leads, Other, Responsible};
        let health = [row(StepParty::Health, None, Some(1))];
        let early_years = [row(StepParty::EarlyYears, None, None)];
        let both = [health[0].clone(), early_years[0].clone()];
        let manager = [row(StepParty::Role, Some(Role::SettingManager), None)];
        let table = [
            (Role::HealthVisitor, [Responsible, Other, Responsible, Other]),
            (
                Role::CommunityNurseryNurse,
                [Responsible, Other, Responsible, Other],
            ),
            (Role::KeyPerson, [Other, Responsible, Responsible, Other]),
            (Role::AreaSenco, [Other, Responsible, Responsible, Other]),
            (
                Role::SettingManager,
                [Other, Responsible, Responsible, Responsible],
            ),
            (Role::HealthServiceLead, [Leads, Other, Leads, Other]),
            (Role::EarlyYearsServiceLead, [Other, Leads, Leads, Leads]),
            (Role::AuthorityAdmin, [Leads; 4]),
            (Role::Integration, [Responsible; 4]),
            (Role::Parent, [Other; 4]),
            (Role::GuestProfessional, [Other; 4]),
        ];
        for (role, expected) in table {
            let found = [&health[..], &early_years, &both, &manager].map(|rows| stands(role, rows));
            assert_eq!(found, expected, "{role:?}");
            assert_eq!(stands(role, &[]), Responsible, "the protocol says nothing");
        }
    }

    #[test]
    fn whoever_is_named_or_covers_is_responsible_whatever_their_role() {
        let rows = [row(StepParty::Health, None, Some(7))];
        assert_eq!(stands(Role::KeyPerson, &rows), Standing::Responsible);
        let rows = [row(StepParty::Health, None, Some(8))];
        assert_eq!(stands(Role::KeyPerson, &rows), Standing::Other);
        let covered = [PractitionerId(Uuid::from_u128(8))];
        let covering = standing(&who(Role::KeyPerson), &covered, &rows);
        assert_eq!(covering, Standing::Responsible);
    }

    #[test]
    fn whoever_hears_the_parents_records_their_answer() {
        let rows = [responsibility::Model {
            step: ReviewStep::RecordSharingAgreement,
            ..row(StepParty::EarlyYears, None, None)
        }];
        for role in [Role::HealthVisitor, Role::KeyPerson, Role::Parent] {
            assert_eq!(stands(role, &rows), Standing::Responsible, "{role:?}");
        }
    }

    #[test]
    fn each_profession_signs_the_pre_meeting_off_for_itself() {
        let rows = [responsibility::Model {
            step: ReviewStep::HoldPreMeeting,
            ..row(StepParty::Health, None, None)
        }];
        for role in [Role::HealthVisitor, Role::KeyPerson, Role::AreaSenco] {
            assert_eq!(stands(role, &rows), Standing::Responsible, "{role:?}");
        }
        assert!(
            !is_of(&who(Role::KeyPerson), &[], &rows[0]),
            "it is not done by others"
        );
    }

    #[test]
    fn what_was_waived_or_has_lapsed_is_nobodys() {
        for status in [ResponsibilityStatus::Waived, ResponsibilityStatus::Lapsed] {
            let row = responsibility::Model {
                status,
                ..row(StepParty::Health, None, None)
            };
            assert_eq!(stands(Role::KeyPerson, &[row]), Standing::Responsible);
        }
    }
}
