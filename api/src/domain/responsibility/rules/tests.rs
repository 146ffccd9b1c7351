use super::*;
use crate::problem::Refusal;
use chrono::DateTime;
use entity::enums::StepParty;
use entity::ids::{AuthorityId, PractitionerId, ResponsibilityId, ReviewId};
use sea_orm::prelude::Uuid;

fn row(step: ReviewStep, required: bool) -> responsibility::Model {
    responsibility::Model {
        id: ResponsibilityId(Uuid::from_u128(1)),
        authority_id: AuthorityId(Uuid::from_u128(2)),
        review_id: ReviewId(Uuid::from_u128(3)),
        step,
        party: StepParty::Health,
        role: None,
        practitioner_id: None,
        due_on: "2026-03-02".parse().unwrap(),
        required,
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

const LEAD: Decider = Decider {
    role: Role::HealthServiceLead,
    standing: Standing::Leads,
};
const OWN: Decider = Decider {
    role: Role::HealthVisitor,
    standing: Standing::Responsible,
};
const OTHER: Decider = Decider {
    role: Role::KeyPerson,
    standing: Standing::Other,
};

fn settled() -> responsibility::ActiveModel {
    responsibility::ActiveModel {
        settled_by_id: Set(Some(PractitionerId(Uuid::from_u128(4)))),
        ..Default::default()
    }
}

#[track_caller]
fn rule(result: Result<responsibility::ActiveModel>) -> RuleCode {
    let Err(Problem::Refused(refusal)) = result else {
        panic!("refused")
    };
    let Refusal::Rule { code, .. } = *refusal else {
        panic!("a rule: {refusal:?}")
    };
    code
}

#[test]
fn what_has_an_act_of_its_own_is_done_by_it() {
    let done = complete(&row(ReviewStep::ShareOutcome, true), None, settled()).unwrap();
    assert_eq!(done.status, Set(ResponsibilityStatus::Done));
    let invite = complete(&row(ReviewStep::InviteFamily, true), None, settled());
    assert_eq!(rule(invite), RuleCode::StepHasAct);
}

#[test]
fn the_party_waives_what_may_be_left_out_and_a_lead_what_is_required() {
    let (must, may) = (
        row(ReviewStep::ShareOutcome, true),
        row(ReviewStep::MakeReferrals, false),
    );
    assert_eq!(
        rule(waive(&must, OWN, "Not needed.", settled())),
        RuleCode::LeadDecides
    );
    assert_eq!(
        rule(waive(&may, OTHER, "Not needed.", settled())),
        RuleCode::OtherDiscipline
    );
    assert!(waive(&may, OWN, "Not needed.", settled()).is_ok());
    let waived = waive(&must, LEAD, " Moves away. ", settled()).unwrap();
    assert_eq!(waived.reason, Set(Some("Moves away.".to_owned())));
    assert!(waive(&must, LEAD, " ", settled()).is_err());
}

#[test]
fn what_a_lead_has_waived_a_lead_takes_back() {
    let waived = responsibility::Model {
        status: ResponsibilityStatus::Waived,
        settled_by_role: Some(Role::HealthServiceLead),
        ..row(ReviewStep::ShareOutcome, true)
    };
    assert_eq!(rule(reopen(&waived, OWN, "Not yet.")), RuleCode::LeadDecides);
    assert_eq!(reopen(&waived, LEAD, "Not yet.").unwrap().settled_at, Set(None));
    let done = responsibility::Model {
        status: ResponsibilityStatus::Done,
        ..waived
    };
    assert!(reopen(&done, OWN, "Not yet.").is_ok());
    assert_eq!(rule(reopen(&done, OTHER, "Not yet.")), RuleCode::OtherDiscipline);
}
