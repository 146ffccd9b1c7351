use super::*;
use crate::domain::protocol::defaults;
use crate::problem::Refusal;
use entity::ids::{AuthorityId, ProtocolId};
use sea_orm::prelude::Uuid;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

const JOINT: DeliveryModel = DeliveryModel::JointMeeting;

fn row(effective_from: &str) -> protocol::Model {
    protocol::Model {
        id: ProtocolId(Uuid::from_u128(1)),
        authority_id: AuthorityId(Uuid::from_u128(2)),
        delivery_model: JOINT,
        number: 1,
        steps: serde_json::to_value(defaults::steps(JOINT)).unwrap(),
        note: None,
        effective_from: day(effective_from),
        effective_to: None,
        operational_approved_by_id: None,
        operational_approved_on: None,
        operational_recorded_at: None,
        strategic_approved_by_id: None,
        strategic_approved_on: None,
        strategic_recorded_at: None,
        approved_at: None,
        version: 1,
        created_at: DateTime::UNIX_EPOCH,
        updated_at: DateTime::UNIX_EPOCH,
    }
}

fn person(number: u128) -> PractitionerId {
    PractitionerId(Uuid::from_u128(number))
}

fn step(step: ReviewStep, party: StepParty) -> Step {
    Step {
        step,
        party,
        role: None,
        days: 0,
        required: true,
    }
}

#[track_caller]
fn paths(result: Result<()>) -> Vec<String> {
    let Err(Problem::Refused(refusal)) = result else {
        panic!("refused")
    };
    let Refusal::Invalid(problems) = *refusal else {
        panic!("invalid: {refusal:?}")
    };
    problems
        .into_iter()
        .map(|problem| problem.path.join("."))
        .collect()
}

#[track_caller]
fn rule<T: std::fmt::Debug>(result: Result<T>) -> RuleCode {
    let Err(Problem::Refused(refusal)) = result else {
        panic!("refused: {result:?}")
    };
    let Refusal::Rule { code, .. } = *refusal else {
        panic!("a rule: {refusal:?}")
    };
    code
}

#[test]
fn what_is_wrong_with_steps_is_said_where_it_is() {
    use StepParty::{Both, EarlyYears, Either, Health, Role as OfRole};
    let wrong = [
        step(ReviewStep::InviteFamily, Health),
        step(ReviewStep::InviteFamily, EarlyYears),
        step(ReviewStep::LeadMeeting, OfRole),
        Step {
            role: Some(Role::HealthVisitor),
            ..step(ReviewStep::AgreeActions, Both)
        },
        Step {
            role: Some(Role::Parent),
            ..step(ReviewStep::CollectFeedback, OfRole)
        },
        step(ReviewStep::CompleteHealthReview, Either),
        Step {
            role: Some(Role::SettingManager),
            ..step(ReviewStep::CompleteProgressCheck, OfRole)
        },
        Step {
            days: 251,
            ..step(ReviewStep::ShareOutcome, Health)
        },
    ];
    let expected = ["1", "2", "3", "4", "5", "7"].map(|place| format!("input.steps.{place}"));
    assert_eq!(paths(check(JOINT, &wrong)), expected);
    assert_eq!(paths(check(JOINT, &[])), ["input.steps"]);
    let early_years = [step(ReviewStep::ShareProgressCheck, EarlyYears)];
    assert_eq!(
        paths(check(DeliveryModel::HealthOnly, &early_years)),
        ["input.steps.0"]
    );
}

#[test]
fn two_groups_approve_by_two_people_before_the_day() {
    let now = DateTime::UNIX_EPOCH;
    let today = day("2026-03-02");
    let by = |group, by| Approval { group, on: None, by };
    let operational = by(GovernanceGroup::Operational, person(1));
    let draft = row("2026-04-01");
    let (change, approved) = approve(&draft, operational, None, (now, today)).unwrap();
    assert!(!approved && change.approved_at == NotSet);
    let half = protocol::Model {
        operational_approved_by_id: Some(person(1)),
        ..draft
    };
    let again = approve(&half, operational, None, (now, today));
    assert_eq!(rule(again), RuleCode::AlreadyApproved);
    let same = by(GovernanceGroup::Strategic, person(1));
    assert_eq!(
        rule(approve(&half, same, None, (now, today))),
        RuleCode::SameApprover
    );
    let strategic = by(GovernanceGroup::Strategic, person(2));
    let (change, approved) = approve(&half, strategic, None, (now, today)).unwrap();
    assert!(approved && change.approved_at == Set(Some(now)));
    let late = approve(&half, strategic, None, (now, day("2026-04-02")));
    assert_eq!(rule(late), RuleCode::ImpossibleDate);
    let later = row("2026-04-01");
    let blocked = approve(&half, strategic, Some(&later), (now, today));
    assert_eq!(rule(blocked), RuleCode::LaterProtocol);
    let tomorrow = Approval {
        on: Some(day("2026-03-03")),
        ..strategic
    };
    assert!(approve(&half, tomorrow, None, (now, today)).is_err());
}

#[test]
fn who_amends_a_draft_voids_its_approvals() {
    let approved_once = protocol::Model {
        strategic_approved_by_id: Some(person(1)),
        strategic_approved_on: Some(day("2026-03-01")),
        ..row("2026-04-01")
    };
    let steps = defaults::steps(JOINT);
    let wish = Wish {
        effective_from: day("2026-05-01"),
        steps,
        note: None,
    };
    let change = amend(&approved_once, wish, day("2026-03-02")).unwrap();
    assert_eq!(change.strategic_approved_by_id, Set(None));
    assert_eq!(change.strategic_approved_on, Set(None));
    assert!(change.steps.is_not_set() && change.operational_approved_by_id.is_not_set());
    let same = Wish {
        effective_from: day("2026-04-01"),
        ..wish
    };
    assert_eq!(
        rule(amend(&approved_once, same, day("2026-03-02"))),
        RuleCode::NothingToChange
    );
    let past = Wish {
        effective_from: day("2026-03-01"),
        ..wish
    };
    assert!(draft(JOINT, past, None, day("2026-03-02")).is_err());
    assert_eq!(
        draft(JOINT, wish, Some(3), day("2026-03-02")).unwrap().number,
        Set(4)
    );
}
