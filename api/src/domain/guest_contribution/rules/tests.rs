use entity::enums::{CarerRelationship, DirectoryStatus, ParentalResponsibility, ValueSet};
use entity::ids::{AuthorityId, CarerId, GuestContributionId, ParticipantId, ReviewId};
use sea_orm::prelude::Uuid;

use super::*;
use crate::problem::Refusal;

fn uuid(number: u128) -> Uuid {
    Uuid::from_u128(number)
}

fn now() -> DateTime<Utc> {
    "2026-03-02T09:00:00Z".parse().unwrap()
}

fn parent(held: ParentalResponsibility) -> carer::Model {
    carer::Model {
        id: CarerId(uuid(20)),
        authority_id: AuthorityId(uuid(2)),
        child_id: ChildId(uuid(3)),
        given_name: String::new(),
        family_name: String::new(),
        relationship: CarerRelationship::BiologicalMother,
        parental_responsibility: held,
        language: None,
        interpreter_needed: false,
        email: None,
        phone: None,
        issuer: None,
        subject: None,
        status: DirectoryStatus::Active,
        version: 1,
        created_at: now(),
        updated_at: now(),
    }
}

fn row(status: GuestContributionStatus, answer: Option<&str>) -> guest_contribution::Model {
    guest_contribution::Model {
        id: GuestContributionId(uuid(1)),
        authority_id: AuthorityId(uuid(2)),
        review_id: ReviewId(uuid(4)),
        participant_id: ParticipantId(uuid(5)),
        practitioner_id: PractitionerId(uuid(6)),
        question: "Does she follow two-step requests?".to_owned(),
        sensitivity: Sensitivity::Standard,
        status,
        expires_at: now(),
        agreed_by_id: CarerId(uuid(20)),
        agreed_on: now().date_naive(),
        asked_by_id: PractitionerId(uuid(7)),
        asked_by_role: Role::HealthVisitor,
        answer: answer.map(str::to_owned),
        contributed_at: None,
        declined_reason: None,
        revoked_reason: None,
        version: 1,
        created_at: now(),
        updated_at: now(),
    }
}

/// The code of the rule that refused, or the field of the input.
fn refusal<T>(outcome: Result<T>) -> String {
    match outcome {
        Ok(_) => "done".to_owned(),
        Err(Problem::Refused(refusal)) => match *refusal {
            Refusal::Rule { code, .. } => code.as_str().to_owned(),
            Refusal::Invalid(problems) => problems[0].path.join("."),
            other => format!("{other:?}"),
        },
        Err(failed) => format!("{failed:?}"),
    }
}

#[test]
fn a_parent_who_may_has_agreed_by_today() {
    let wish = Wish {
        question: "Does she follow two-step requests?",
        sensitivity: Sensitivity::Standard,
        expires_at: now(),
        agreed_on: None,
    };
    let asked = |held, wish: Wish<'_>, known| {
        let by = (PractitionerId(uuid(7)), Role::HealthVisitor);
        let child = (ChildId(uuid(3)), &parent(held));
        let limits = (known, now().date_naive());
        refusal(ask(by, PractitionerId(uuid(6)), child, &wish, limits))
    };
    let held = ParentalResponsibility::Held;
    assert_eq!(asked(held, wish, 0), "done");
    assert_eq!(asked(held, wish, MOST), "TOO_MANY");
    let without = ParentalResponsibility::NotHeld;
    assert_eq!(asked(without, wish, 0), "NO_PARENTAL_RESPONSIBILITY");
    let late = Wish {
        agreed_on: "2026-03-03".parse().ok(),
        ..wish
    };
    assert_eq!(asked(held, late, 0), "input.agreedOn");
    assert_eq!(
        asked(
            held,
            Wish {
                question: " ",
                ..wish
            },
            0
        ),
        "input.question"
    );
}

#[test]
fn an_answer_is_amended_by_another_one() {
    use GuestContributionStatus::{Asked, Contributed, Declined};
    let table = [
        (row(Asked, None), "Yes.", "done"),
        (row(Contributed, Some("Yes.")), "Yes.", "NOTHING_TO_CHANGE"),
        (row(Contributed, Some("Yes.")), "Mostly.", "done"),
        (row(Declined, None), "Yes.", "done"),
        (row(Asked, None), " ", "input.answer"),
    ];
    for (row, answer, expected) in table {
        assert_eq!(refusal(contribute(&row, answer, now())), expected, "{answer}");
    }
}
