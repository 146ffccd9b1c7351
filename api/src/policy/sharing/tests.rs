//! Every answer of the parents, alone and after another.

use chrono::DateTime;
use entity::enums::{Role, SharingChannel};
use entity::ids::{AuthorityId, CarerId, PractitionerId};
use sea_orm::prelude::Uuid;

use super::*;

const HEALTH: SharingCategory = SharingCategory::HealthDevelopment;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn who() -> Who {
    Who {
        actor: Uuid::from_u128(7),
        actors: vec![Uuid::from_u128(7)],
        authority: AuthorityId(Uuid::nil()),
        role: Role::KeyPerson,
        organisation: None,
        children: Vec::new(),
        now: "2026-03-02T09:00:00Z".parse().unwrap(),
    }
}

fn answer(number: u128, status: SharingStatus, mode: SharingMode) -> sharing_agreement::Model {
    sharing_agreement::Model {
        id: SharingAgreementId(Uuid::from_u128(number)),
        authority_id: AuthorityId(Uuid::nil()),
        child_id: ChildId(Uuid::nil()),
        recipient: RecipientClass::EarlyYearsSetting,
        recipient_name: None,
        category: HEALTH,
        purpose: SharingPurpose::IntegratedReview,
        mode,
        status,
        from_on: day("2026-03-01"),
        until_on: None,
        given_by_id: CarerId(Uuid::nil()),
        channel: SharingChannel::Online,
        answered_on: day("2026-03-01"),
        recorded_by_id: Uuid::nil(),
        recorded_by_role: Role::Parent,
        withdrawn_on: None,
        withdrawn_channel: None,
        withdrawn_by_id: None,
        withdrawn_by_role: None,
        version: 1,
        created_at: DateTime::UNIX_EPOCH,
        updated_at: DateTime::UNIX_EPOCH,
    }
}

fn over(recipient: u128, status: SharingOverrideStatus, until: &str) -> sharing_override::Model {
    sharing_override::Model {
        id: SharingOverrideId(Uuid::from_u128(99)),
        authority_id: AuthorityId(Uuid::nil()),
        child_id: ChildId(Uuid::nil()),
        category: HEALTH,
        recipient_id: PractitionerId(Uuid::from_u128(recipient)),
        gateway: LegalGateway::Ca1989S47,
        reason: String::new(),
        parents_told: false,
        not_told_reason: None,
        until_on: day(until),
        status,
        requested_by_id: PractitionerId(Uuid::nil()),
        requested_by_role: Role::HealthVisitor,
        decided_by_id: None,
        decided_by_role: None,
        decided_at: None,
        version: 1,
        created_at: DateTime::UNIX_EPOCH,
        updated_at: DateTime::UNIX_EPOCH,
    }
}

/// Open by which agreement, and whether it is a secret.
fn found(answers: &[sharing_agreement::Model]) -> (Option<u128>, bool) {
    let sharing = Sharing::of(HEALTH, &who(), answers, &[]);
    let by = sharing.gateway.map(|gateway| match gateway.by {
        By::Agreement(id) => id.0.as_u128(),
        By::Override(id) => id.0.as_u128(),
    });
    (by, sharing.is_secret)
}

#[test]
fn the_last_answer_in_force_decides() {
    use SharingMode::{Content, Existence};
    use SharingStatus::{Given, Refused, Withdrawn};
    let table = [
        (vec![], (None, false)),
        (vec![answer(1, Given, Content)], (Some(1), false)),
        (vec![answer(1, Given, Existence)], (None, false)),
        (vec![answer(1, Refused, Content)], (None, false)),
        (vec![answer(1, Refused, Existence)], (None, true)),
        (vec![answer(1, Withdrawn, Content)], (None, false)),
        (
            vec![answer(1, Given, Content), answer(2, Refused, Content)],
            (None, false),
        ),
        (
            vec![answer(1, Refused, Existence), answer(2, Given, Content)],
            (Some(2), false),
        ),
        (
            vec![answer(1, Refused, Existence), answer(2, Withdrawn, Content)],
            (None, true),
        ),
        (
            vec![answer(1, Given, Content), answer(2, Given, Existence)],
            (None, false),
        ),
    ];
    for (answers, expected) in table {
        assert_eq!(found(&answers), expected, "{answers:#?}");
        let backwards: Vec<_> = answers.iter().rev().cloned().collect();
        assert_eq!(found(&backwards), expected, "in whatever order they were read");
    }
}

#[test]
fn the_period_counts_with_both_of_its_days() {
    let given = |from: &str, until: Option<&str>| sharing_agreement::Model {
        from_on: day(from),
        until_on: until.map(day),
        ..answer(1, SharingStatus::Given, SharingMode::Content)
    };
    for (row, open) in [
        (given("2026-03-02", None), true),
        (given("2026-03-03", None), false),
        (given("2026-01-01", Some("2026-03-02")), true),
        (given("2026-01-01", Some("2026-03-01")), false),
    ] {
        assert_eq!(found(&[row]).0.is_some(), open);
    }
}

#[test]
fn another_half_recipient_or_purpose_opens_nothing() {
    let given = answer(1, SharingStatus::Given, SharingMode::Content);
    for other in [
        sharing_agreement::Model {
            category: SharingCategory::EarlyYearsDevelopment,
            ..given.clone()
        },
        sharing_agreement::Model {
            recipient: RecipientClass::Gp,
            ..given.clone()
        },
        sharing_agreement::Model {
            purpose: SharingPurpose::Transition,
            ..given.clone()
        },
    ] {
        assert_eq!(found(&[other]), (None, false));
    }
}

#[test]
fn an_override_opens_it_for_whom_it_names_once_it_is_approved_and_until_its_last_day() {
    use SharingOverrideStatus::{Approved, Requested};
    let refused = [answer(1, SharingStatus::Refused, SharingMode::Existence)];
    for (row, open) in [
        (over(7, Approved, "2026-03-02"), true),
        (over(7, Approved, "2026-03-01"), false),
        (over(7, Requested, "2026-03-02"), false),
        (over(8, Approved, "2026-03-02"), false),
    ] {
        let sharing = Sharing::of(HEALTH, &who(), &refused, &[row]);
        assert_eq!((sharing.gateway.is_some(), sharing.is_secret), (open, !open));
        if let Some(gateway) = sharing.gateway {
            assert_eq!(
                (gateway.legal, gateway.parents_informed),
                (LegalGateway::Ca1989S47, false)
            );
        }
    }
}
