//! Guests among the parties: another professional who is asked one question for a limited time. Their entry is their access to
//! the review; what they are asked and answer is a noun of its own (`guest_contribution`), and there is no other way to ask
//! one. Pure.

use chrono::{DateTime, TimeDelta, Utc};
use entity::enums::{DirectoryStatus, ParticipantCapacity, ParticipantStatus, Role, RuleCode};
use entity::{participant, practitioner};
use sea_orm::ActiveValue::Set;

pub use super::rules::Case;
use super::rules::{self, Party};
use crate::codes::Inputs;
use crate::problem::{Problem, Result};

/// How long a guest is asked for at most.
const GUEST_DAYS: i64 = 28;

/// Who is asked.
#[derive(Debug)]
pub struct Guest {
    /// Their entry in the directory.
    pub person: practitioner::Model,
    /// The roles that they hold now.
    pub roles: Vec<Role>,
}

/// The entry of a guest, and the one of before under which they are asked again, where there is one.
pub fn ask<'a>(
    case: &Case<'a>,
    guest: &Guest,
    until: DateTime<Utc>,
) -> Result<(Option<&'a participant::Model>, participant::ActiveModel)> {
    let mut inputs = Inputs::default();
    let latest = case.now + TimeDelta::days(GUEST_DAYS);
    inputs.must(case.now < until && until <= latest, "expiresAt", || {
        format!("must lie in the future, at most {GUEST_DAYS} days from now")
    });
    inputs.done()?;
    if guest.person.status != DirectoryStatus::Active {
        return Err(Problem::rule(
            RuleCode::NotActive,
            "the practitioner is not active in the directory",
        ));
    }
    if !guest.roles.contains(&Role::GuestProfessional) {
        return Err(Problem::rule(
            RuleCode::CapacityMismatch,
            "a question goes to a GUEST_PROFESSIONAL: whoever works in either profession takes part (participantInvite)",
        ));
    }
    let party = Party::Practitioner(Box::new(guest.person.clone()), guest.roles.clone());
    let earlier = rules::earlier(case, &party)?;
    let entry = participant::ActiveModel {
        capacity: Set(ParticipantCapacity::OtherProfessional),
        role: Set(Some(Role::GuestProfessional)),
        practitioner_id: Set(Some(guest.person.id)),
        carer_id: Set(None),
        name: Set(None),
        invited_reason: Set(None),
        status: Set(ParticipantStatus::Invited),
        declined_reason: Set(None),
        removed_reason: Set(None),
        expires_at: Set(Some(until)),
        ..Default::default()
    };
    Ok((earlier, entry))
}

/// Whoever answers takes part; nothing where they do so already.
pub fn answers(entry: &participant::Model) -> Option<participant::ActiveModel> {
    let waits = matches!(
        entry.status,
        ParticipantStatus::Invited | ParticipantStatus::Declined
    );
    waits.then(rules::accept)
}

/// They do not answer; the reason is where the question is.
pub fn declines() -> participant::ActiveModel {
    participant::ActiveModel {
        status: Set(ParticipantStatus::Declined),
        ..Default::default()
    }
}

/// The question was taken back: from the next request on they see nothing. Nothing where they were taken off before.
pub fn leaves(entry: &participant::Model) -> Option<participant::ActiveModel> {
    let is_there = entry.status != ParticipantStatus::Removed;
    is_there.then(|| participant::ActiveModel {
        status: Set(ParticipantStatus::Removed),
        ..Default::default()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::participant::rules::fixtures::{entry, now, person, review};
    use crate::problem::Refusal;
    use entity::enums::ValueSet;
    use sea_orm::prelude::Uuid;

    fn asked(parties: &[participant::Model], roles: &[Role], days: i64) -> String {
        let review = review();
        let case = Case {
            review: &review,
            parties,
            caller: Uuid::from_u128(1),
            now: now(),
        };
        let guest = Guest {
            person: person(10, &[]),
            roles: roles.to_vec(),
        };
        match ask(&case, &guest, now() + TimeDelta::days(days)) {
            Ok((Some(_), _)) => "again".to_owned(),
            Ok((None, _)) => "done".to_owned(),
            Err(Problem::Refused(refusal)) => match *refusal {
                Refusal::Rule { code, .. } => code.as_str().to_owned(),
                Refusal::Invalid(problems) => problems[0].path.join("."),
                other => format!("{other:?}"),
            },
            Err(failed) => format!("{failed:?}"),
        }
    }

    #[test]
    fn a_guest_is_asked_for_four_weeks_at_most() {
        let guest = [Role::GuestProfessional];
        let table = [
            (-1, "input.expiresAt"),
            (0, "input.expiresAt"),
            (1, "done"),
            (28, "done"),
            (29, "input.expiresAt"),
        ];
        for (days, expected) in table {
            assert_eq!(asked(&[], &guest, days), expected, "{days}");
        }
        assert_eq!(asked(&[], &[Role::AreaSenco], 7), "CAPACITY_MISMATCH");
    }

    #[test]
    fn whoever_has_a_question_open_is_not_asked_another() {
        use ParticipantStatus as S;
        let table = [
            (S::Invited, 1, "ALREADY_PARTICIPANT"),
            (S::Accepted, 1, "ALREADY_PARTICIPANT"),
            (S::Accepted, 0, "again"),
            (S::Declined, 1, "again"),
            (S::Removed, 1, "again"),
        ];
        for (status, days, expected) in table {
            let mut before = entry(ParticipantCapacity::OtherProfessional, status);
            before.expires_at = Some(now() + TimeDelta::days(days));
            let found = asked(&[before], &[Role::GuestProfessional], 7);
            assert_eq!(found, expected, "{status:?} {days}");
        }
    }

    #[test]
    fn whoever_answers_takes_part() {
        use ParticipantStatus as S;
        for (status, moves) in [
            (S::Invited, true),
            (S::Declined, true),
            (S::Accepted, false),
            (S::Attended, false),
        ] {
            let row = entry(ParticipantCapacity::OtherProfessional, status);
            assert_eq!(answers(&row).is_some(), moves, "{status:?}");
        }
    }
}
