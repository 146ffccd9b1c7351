//! What a party may answer, and what is recorded of them.

use chrono::{DateTime, Utc};
use entity::enums::{ParticipantStatus, Role, RuleCode};
use entity::{carer, participant, review};
use sea_orm::ActiveValue::Set;

use crate::codes::Inputs;
use crate::problem::{Problem, Result};

/// The longest reason, in characters.
const REASON: usize = 1000;
/// The longest contribution, in characters.
const CONTRIBUTION: usize = 8000;

/// They come.
pub fn accept() -> participant::ActiveModel {
    participant::ActiveModel {
        status: Set(ParticipantStatus::Accepted),
        declined_reason: Set(None),
        ..Default::default()
    }
}

/// They do not take part. A practitioner says why, a parent need not.
pub fn decline(row: &participant::Model, reason: Option<&str>) -> Result<participant::ActiveModel> {
    let mut inputs = Inputs::default();
    inputs.must(
        reason.is_some() || row.practitioner_id.is_none(),
        "reason",
        || "is required of practitioners: say why, so that somebody else can be asked".to_owned(),
    );
    let reason = inputs.optional("reason", reason, REASON);
    inputs.done()?;
    Ok(participant::ActiveModel {
        status: Set(ParticipantStatus::Declined),
        declined_reason: Set(reason),
        ..Default::default()
    })
}

/// They cannot come and contribute in writing.
pub fn apologise(contribution: &str) -> Result<participant::ActiveModel> {
    let mut inputs = Inputs::default();
    let contribution = inputs.text("contribution", contribution, CONTRIBUTION);
    inputs.done()?;
    Ok(participant::ActiveModel {
        status: Set(ParticipantStatus::Apologies),
        contribution: Set(Some(contribution)),
        declined_reason: Set(None),
        ..Default::default()
    })
}

/// They were there; not at a meeting that is still to come.
pub fn attend(review: Option<&review::Model>, now: DateTime<Utc>) -> Result<participant::ActiveModel> {
    let meeting = review.and_then(|review| review.scheduled_at);
    if meeting.is_some_and(|at| now < at) {
        return Err(Problem::rule(
            RuleCode::ImpossibleDate,
            "the meeting is still to come: nobody has been there yet",
        ));
    }
    Ok(participant::ActiveModel {
        status: Set(ParticipantStatus::Attended),
        ..Default::default()
    })
}

/// They are taken off. Each profession keeps its own people: a practitioner or lead of the other one does not remove
/// them.
pub fn remove(row: &participant::Model, caller: Role, reason: &str) -> Result<participant::ActiveModel> {
    let (theirs, ours) = (row.role.and_then(Role::discipline), caller.discipline());
    if theirs.is_some() && ours.is_some() && theirs != ours {
        return Err(Problem::rule(
            RuleCode::OtherDiscipline,
            "this party speaks for the other profession: its practitioners, its service lead or an administrator remove them",
        ));
    }
    let mut inputs = Inputs::default();
    let reason = inputs.text("reason", reason, REASON);
    inputs.done()?;
    Ok(participant::ActiveModel {
        status: Set(ParticipantStatus::Removed),
        removed_reason: Set(Some(reason)),
        ..Default::default()
    })
}

/// What somebody said who does not sign in.
#[derive(Debug, Clone, Copy)]
pub struct Answer<'a> {
    /// What they answered.
    pub status: ParticipantStatus,
    /// Why they declined, in words.
    pub reason: Option<&'a str>,
    /// What they contribute.
    pub contribution: Option<&'a str>,
}

/// Records what a party answered who does not sign in: a carer without a sign-in, an interpreter.
pub fn record(
    row: &participant::Model,
    carer: Option<&carer::Model>,
    answer: Answer<'_>,
) -> Result<participant::ActiveModel> {
    let signs_in = carer.is_some_and(|carer| carer.subject.is_some());
    if row.practitioner_id.is_some() || signs_in {
        return Err(Problem::rule(
            RuleCode::AnswersForThemselves,
            "this party signs in and answers on their own",
        ));
    }
    if row.status == answer.status {
        return Err(Problem::rule(
            RuleCode::NothingToChange,
            "this answer is already recorded",
        ));
    }
    match answer.status {
        ParticipantStatus::Declined => decline(row, answer.reason),
        ParticipantStatus::Apologies => apologise(answer.contribution.unwrap_or_default()),
        _ => Ok(accept()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::participant::rules::fixtures::{carer, entry, review};
    use crate::problem::Refusal;
    use entity::enums::ParticipantCapacity::{Interpreter, OtherProfessional, ParentOrCarer};

    fn rule<T: std::fmt::Debug>(outcome: Result<T>) -> Option<RuleCode> {
        match outcome {
            Err(Problem::Refused(refusal)) => match *refusal {
                Refusal::Rule { code, .. } => Some(code),
                _ => None,
            },
            _ => None,
        }
    }

    #[test]
    fn a_practitioner_says_why_they_decline_and_a_parent_need_not() {
        let mut row = entry(OtherProfessional, ParticipantStatus::Invited);
        assert!(decline(&row, None).is_err());
        assert!(decline(&row, Some(" ")).is_err());
        assert!(decline(&row, Some("on leave")).is_ok());
        row.practitioner_id = None;
        assert!(decline(&row, None).is_ok());
    }

    #[test]
    fn nobody_has_been_at_a_meeting_that_is_still_to_come() {
        let mut case = review();
        let now = case.created_at;
        assert!(attend(Some(&case), now).is_ok(), "no date is set");
        case.scheduled_at = Some(now);
        assert!(attend(Some(&case), now).is_ok());
        case.scheduled_at = Some(now + chrono::TimeDelta::hours(1));
        assert_eq!(rule(attend(Some(&case), now)), Some(RuleCode::ImpossibleDate));
    }

    #[test]
    fn each_profession_removes_its_own() {
        let table = [
            (Some(Role::KeyPerson), Role::HealthVisitor, false),
            (Some(Role::HealthVisitor), Role::KeyPerson, false),
            (Some(Role::HealthVisitor), Role::EarlyYearsServiceLead, false),
            (Some(Role::HealthVisitor), Role::HealthServiceLead, true),
            (Some(Role::HealthVisitor), Role::AuthorityAdmin, true),
            (Some(Role::GuestProfessional), Role::KeyPerson, true),
            (Some(Role::Parent), Role::HealthVisitor, true),
            (None, Role::Childminder, true),
        ];
        for (theirs, ours, may) in table {
            let mut row = entry(OtherProfessional, ParticipantStatus::Accepted);
            row.role = theirs;
            assert_eq!(
                remove(&row, ours, "in error").is_ok(),
                may,
                "{ours:?} removes {theirs:?}"
            );
        }
    }

    #[test]
    fn answers_are_recorded_for_those_who_do_not_sign_in() {
        let answer = |status| Answer {
            status,
            reason: None,
            contribution: None,
        };
        let mut row = entry(Interpreter, ParticipantStatus::Invited);
        row.practitioner_id = None;
        assert!(record(&row, None, answer(ParticipantStatus::Accepted)).is_ok());
        assert!(record(&row, None, answer(ParticipantStatus::Declined)).is_ok());
        assert!(record(&row, None, answer(ParticipantStatus::Apologies)).is_err());

        let mut mother = carer();
        row.capacity = ParentOrCarer;
        row.carer_id = Some(mother.id);
        assert!(record(&row, Some(&mother), answer(ParticipantStatus::Accepted)).is_ok());
        mother.subject = Some("sub".to_owned());
        let refused = record(&row, Some(&mother), answer(ParticipantStatus::Accepted));
        assert_eq!(rule(refused), Some(RuleCode::AnswersForThemselves));

        let own = entry(OtherProfessional, ParticipantStatus::Invited);
        let refused = record(&own, None, answer(ParticipantStatus::Accepted));
        assert_eq!(rule(refused), Some(RuleCode::AnswersForThemselves));
    }
}
