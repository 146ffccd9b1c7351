use super::*;
use crate::problem::Refusal;
use entity::enums::ConcernLevel::{Concern, Significant, Watch};
use entity::ids::{AuthorityId, ReviewId};

fn author(role: Role) -> Author {
    let entry = match role {
        Role::Parent => Entry::Carer(CarerId(Uuid::from_u128(1))),
        _ => Entry::Practitioner(PractitionerId(Uuid::from_u128(2))),
    };
    Author { role, entry }
}

fn row(raised_by: Role, level: ConcernLevel) -> concern::Model {
    let at = "2026-03-02T09:00:00Z".parse().unwrap();
    concern::Model {
        id: ConcernId(Uuid::from_u128(3)),
        authority_id: AuthorityId(Uuid::from_u128(4)),
        review_id: ReviewId(Uuid::from_u128(5)),
        topic: Topic::Sleep,
        level,
        original_level: Watch,
        sensitivity: Sensitivity::Standard,
        evidence: String::new(),
        raised_by_practitioner_id: None,
        raised_by_carer_id: None,
        raised_by_role: raised_by,
        status: ConcernStatus::Open,
        withdrawn_reason: None,
        version: 1,
        created_at: at,
        updated_at: at,
    }
}

fn wish(sensitivity: Sensitivity, evidence: &str) -> Wish<'_> {
    Wish {
        topic: Topic::Sleep,
        level: Watch,
        sensitivity,
        evidence,
    }
}

#[test]
fn only_practitioners_keep_a_concern_among_themselves() {
    let table = [
        (Role::HealthVisitor, true),
        (Role::KeyPerson, true),
        (Role::AreaSenco, true),
        (Role::Parent, false),
        (Role::GuestProfessional, false),
    ];
    for (role, may) in table {
        let sensitive = raise(author(role), wish(Sensitivity::PractitionersOnly, "wakes"), 0);
        assert_eq!(sensitive.is_ok(), may, "{role:?}");
        assert!(raise(author(role), wish(Sensitivity::Standard, "wakes"), 0).is_ok());
    }
}

#[test]
fn everything_wrong_is_said_at_once_and_a_review_is_bounded() {
    let Err(Problem::Refused(refusal)) =
        raise(author(Role::Parent), wish(Sensitivity::PractitionersOnly, " "), 0)
    else {
        panic!("refused")
    };
    assert!(matches!(*refusal, Refusal::Invalid(problems) if problems.len() == 2));
    assert!(raise(author(Role::Parent), wish(Sensitivity::Standard, "wakes"), MOST).is_err());
    assert!(
        add(
            row(Role::Parent, Watch).id,
            author(Role::Parent),
            "again",
            None,
            MOST_ADDITIONS
        )
        .is_err()
    );
}

#[test]
fn nobody_talks_down_what_the_other_side_raised() {
    use Role::{Childminder, CommunityNurseryNurse, GuestProfessional, HealthVisitor, KeyPerson, Parent};
    let table = [
        (HealthVisitor, CommunityNurseryNurse, Concern, Watch, true),
        (HealthVisitor, KeyPerson, Concern, Watch, false),
        (HealthVisitor, KeyPerson, Concern, Significant, true),
        (KeyPerson, HealthVisitor, Significant, Concern, false),
        (KeyPerson, Childminder, Significant, Concern, true),
        (HealthVisitor, Parent, Concern, Watch, false),
        (HealthVisitor, Parent, Concern, Significant, true),
        (Parent, Parent, Concern, Watch, true),
        (Parent, HealthVisitor, Concern, Watch, false),
        (GuestProfessional, KeyPerson, Concern, Watch, true),
        (GuestProfessional, Parent, Concern, Watch, false),
    ];
    for (raised, adds, from, to, may) in table {
        let moved = weigh(&row(raised, from), adds, Some(to));
        assert_eq!(
            moved.is_ok(),
            may,
            "{adds:?} moves {raised:?}'s from {from:?} to {to:?}"
        );
    }
    assert!(
        weigh(&row(HealthVisitor, Concern), Parent, Some(Concern))
            .unwrap_or(None)
            .is_none()
    );
    assert!(
        weigh(&row(HealthVisitor, Concern), Parent, None)
            .unwrap_or(None)
            .is_none()
    );
}
