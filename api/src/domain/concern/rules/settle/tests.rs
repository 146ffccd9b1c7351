use super::*;
use crate::problem::Refusal;
use entity::enums::ConcernOutcome::{Action, Monitor, NoFurtherAction, Referral, SafeguardingRoute};
use entity::enums::{ConcernLevel, ReferralReason, ReferralStatus, ReferralUrgency, Topic};
use entity::ids::{AuthorityId, ChildId, ConcernId, OrganisationId};
use sea_orm::prelude::Uuid;

const BY: By = By {
    id: PractitionerId(Uuid::from_u128(2)),
    role: Role::KeyPerson,
};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn concern() -> concern::Model {
    let at = "2026-03-02T09:00:00Z".parse().unwrap();
    concern::Model {
        id: ConcernId(Uuid::from_u128(3)),
        authority_id: AuthorityId(Uuid::from_u128(4)),
        review_id: ReviewId(Uuid::from_u128(5)),
        topic: Topic::Sleep,
        level: ConcernLevel::Watch,
        original_level: ConcernLevel::Watch,
        sensitivity: Sensitivity::Standard,
        evidence: String::new(),
        raised_by_practitioner_id: None,
        raised_by_carer_id: None,
        raised_by_role: Role::Parent,
        status: ConcernStatus::Open,
        withdrawn_reason: None,
        version: 1,
        created_at: at,
        updated_at: at,
    }
}

fn referral_of(review: u128) -> referral::Model {
    let at = "2026-03-02T09:00:00Z".parse().unwrap();
    referral::Model {
        id: ReferralId(Uuid::from_u128(7)),
        authority_id: AuthorityId(Uuid::from_u128(4)),
        review_id: ReviewId(Uuid::from_u128(review)),
        child_id: ChildId(Uuid::from_u128(8)),
        concern_id: None,
        service_id: OrganisationId(Uuid::from_u128(9)),
        reason: ReferralReason::SpeechAndLanguage,
        urgency: ReferralUrgency::Routine,
        summary: String::new(),
        evidence: None,
        status: ReferralStatus::Draft,
        drafted_by_id: BY.id,
        drafted_by_role: Role::HealthVisitor,
        parent_agreement: None,
        parent_agreement_on: None,
        parent_agreement_from: None,
        proposed_on: None,
        sent_at: None,
        respond_by: None,
        received_at: None,
        decided_at: None,
        response: None,
        advice: None,
        service_reference: None,
        withdrawn_reason: None,
        version: 1,
        created_at: at,
        updated_at: at,
    }
}

/// What is wrong with a wish, by field.
fn wrong(wish: Wish<'_>) -> Vec<String> {
    match settle(&concern(), BY, wish, (0, day("2026-03-02"))).map_err(refusal) {
        Ok(_) => Vec::new(),
        Err(Refusal::Invalid(wrong)) => wrong.iter().map(|one| one.path.join(".")).collect(),
        Err(other) => panic!("{other:?}"),
    }
}

fn refusal(problem: Problem) -> Refusal {
    let Problem::Refused(refusal) = problem else {
        panic!("{problem:?}")
    };
    *refusal
}

fn wish(outcome: ConcernOutcome) -> Wish<'static> {
    Wish {
        outcome,
        sensitivity: None,
        note: "Seen again.",
        referral: None,
        look_again_on: None,
    }
}

#[test]
fn what_is_monitored_is_looked_at_again_and_nothing_else_is() {
    let table: [(ConcernOutcome, Option<&str>, bool); 6] = [
        (Monitor, None, false),
        (Monitor, Some("2026-03-02"), false),
        (Monitor, Some("2026-03-03"), true),
        (Action, Some("2026-03-03"), false),
        (Action, None, true),
        (NoFurtherAction, None, true),
    ];
    for (outcome, on, fits) in table {
        let given = Wish {
            look_again_on: on.map(day),
            ..wish(outcome)
        };
        let expected: &[&str] = if fits { &[] } else { &["input.lookAgainOn"] };
        assert_eq!(wrong(given), expected, "{outcome:?} {on:?}");
    }
}

#[test]
fn a_referral_is_one_out_of_the_same_review() {
    let (own, other) = (referral_of(5), referral_of(6));
    let table = [
        (Referral, None, true),
        (Referral, Some(&own), true),
        (Referral, Some(&other), false),
        (Action, Some(&own), false),
    ];
    for (outcome, referral, fits) in table {
        let given = Wish {
            referral,
            ..wish(outcome)
        };
        let expected: &[&str] = if fits { &[] } else { &["input.referral"] };
        assert_eq!(wrong(given), expected, "{outcome:?}");
    }
}

#[test]
fn the_way_of_safeguarding_is_never_told_to_the_family() {
    use Sensitivity::{PractitionersOnly, Standard};
    let table = [
        (SafeguardingRoute, None, Some(PractitionersOnly)),
        (
            SafeguardingRoute,
            Some(PractitionersOnly),
            Some(PractitionersOnly),
        ),
        (SafeguardingRoute, Some(Standard), None),
        (Action, None, Some(Standard)),
        (Action, Some(PractitionersOnly), Some(PractitionersOnly)),
    ];
    for (outcome, given, becomes) in table {
        let given = Wish {
            sensitivity: given,
            ..wish(outcome)
        };
        let settled = settle(&concern(), BY, given, (0, day("2026-03-02"))).ok();
        assert_eq!(
            settled.map(|row| row.sensitivity.unwrap()),
            becomes,
            "{outcome:?}"
        );
    }
}

#[test]
fn it_takes_words_and_is_not_done_without_end() {
    let empty = Wish {
        note: " ",
        ..wish(Action)
    };
    assert_eq!(wrong(empty), ["input.note"]);
    let now = "2026-03-02T09:00:00Z".parse().unwrap();
    assert!(reopen(BY, " ", now).is_err());
    assert!(reopen(BY, "Worse again.", now).is_ok());
    let often = settle(
        &concern(),
        BY,
        wish(Action),
        (MOST_SETTLEMENTS, day("2026-03-02")),
    );
    assert!(matches!(often.map_err(refusal), Err(Refusal::Rule { .. })));
}
