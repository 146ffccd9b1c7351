//! What a review lacks, in tables.

use chrono::DateTime;
use entity::enums::{Role, StepParty};
use entity::ids::{AuthorityId, ResponsibilityId, ReviewId};
use sea_orm::prelude::Uuid;

use super::*;

fn duty(step: ReviewStep, status: ResponsibilityStatus) -> responsibility::Model {
    responsibility::Model {
        id: ResponsibilityId(Uuid::from_u128(1)),
        authority_id: AuthorityId(Uuid::from_u128(2)),
        review_id: ReviewId(Uuid::from_u128(3)),
        step,
        party: StepParty::Health,
        role: None,
        practitioner_id: None,
        due_on: "2026-03-02".parse().unwrap(),
        required: true,
        status,
        reason: None,
        settled_by_id: None,
        settled_by_role: None,
        settled_at: None,
        version: 1,
        created_at: DateTime::UNIX_EPOCH,
        updated_at: DateTime::UNIX_EPOCH,
    }
}

fn seen<'a>(duties: &'a [&'a responsibility::Model]) -> Known<'a> {
    Known {
        model: DeliveryModel::JointMeeting,
        health: Some(HealthReviewStatus::Submitted),
        duties,
        concerns: Some(0),
    }
}

fn codes(missing: &[Gap]) -> Vec<ReadinessCode> {
    missing.iter().map(|gap| gap.code).collect()
}

#[test]
fn a_half_is_in_when_it_was_handed_in_or_has_its_reason() {
    use ResponsibilityStatus::{Done, Lapsed, Open, Waived};
    let table = [
        (Open, HalfReadiness::Missing),
        (Done, HalfReadiness::In),
        (Waived, HalfReadiness::Reasoned),
        (Lapsed, HalfReadiness::Missing),
    ];
    for (status, expected) in table {
        let (health, check) = (
            duty(ReviewStep::CompleteHealthReview, status),
            duty(ReviewStep::CompleteProgressCheck, status),
        );
        let duties = [&health, &check];
        let found = general(Known {
            health: Some(HealthReviewStatus::InProgress),
            ..seen(&duties)
        });
        assert_eq!(
            (found.health, found.early_years),
            (expected, expected),
            "{status:?}"
        );
    }
    let found = general(Known {
        model: DeliveryModel::HealthOnly,
        ..seen(&[])
    });
    assert_eq!(
        (found.health, found.early_years),
        (HalfReadiness::In, HalfReadiness::NotApplicable)
    );
    assert!(found.missing.is_empty());
}

#[test]
fn required_steps_and_concerns_that_are_open_are_missing() {
    use ResponsibilityStatus::{Done, Open};
    let check = duty(ReviewStep::CompleteProgressCheck, Done);
    let outcome = duty(ReviewStep::ShareOutcome, Open);
    let lead = responsibility::Model {
        party: StepParty::Role,
        role: Some(Role::SettingManager),
        ..duty(ReviewStep::LeadMeeting, Open)
    };
    let optional = responsibility::Model {
        required: false,
        ..duty(ReviewStep::MakeReferrals, Open)
    };
    let duties = [&check, &outcome, &lead, &optional];
    let found = general(Known {
        concerns: Some(2),
        ..seen(&duties)
    });
    assert_eq!((found.open_steps, found.open_concerns), (2, Some(2)));
    let expected = [
        ReadinessCode::StepOpen,
        ReadinessCode::StepOpen,
        ReadinessCode::ConcernOpen,
    ];
    assert_eq!(codes(&found.missing), expected);
    assert_eq!(
        found.missing[1].message,
        "the step LEAD_MEETING of SETTING_MANAGER is open"
    );
    assert_eq!(found.missing[2].message, "2 concerns are without an outcome");
    let blind = general(Known {
        concerns: None,
        ..seen(&duties)
    });
    assert_eq!(
        codes(&blind.missing),
        [ReadinessCode::StepOpen, ReadinessCode::StepOpen]
    );
    let unwritten = duty(ReviewStep::CompleteHealthReview, Open);
    let duties = [&unwritten, &check];
    let found = general(Known {
        health: None,
        ..seen(&duties)
    });
    assert_eq!(
        codes(&found.missing),
        [ReadinessCode::HealthHalfMissing],
        "said once"
    );
}

#[test]
fn what_was_agreed_is_counted_whatever_became_of_it() {
    use PreMeetingTopicStatus as S;
    let topic = |status, is_prepared| SensitiveTopic { status, is_prepared };
    let topics = [
        topic(S::Discussed, true),
        topic(S::Discussed, true),
        topic(S::Open, true),
        topic(S::Open, false),
        topic(S::Deferred, false),
        topic(S::SafeguardingRoute, false),
        topic(S::Removed, true),
    ];
    let found = carried(&[PreMeetingStatus::Closed, PreMeetingStatus::Scheduled], &topics);
    let counts = (
        found.agreed,
        found.discussed,
        found.deferred,
        found.safeguarding_route,
        found.open,
    );
    assert_eq!(counts, (3, 2, 1, 1, 2));
    let expected = [
        ReadinessCode::PreMeetingNotSignedOff,
        ReadinessCode::TopicNotAgreed,
        ReadinessCode::TopicOpen,
    ];
    assert_eq!(codes(&found.missing), expected);
    assert_eq!(found.missing[2].message, "2 sensitive topics without an outcome");
    assert_eq!(carried(&[PreMeetingStatus::SignedOff], &[]), Carried::default());
}
