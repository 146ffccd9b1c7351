use chrono::{DateTime, Days, Utc};
use entity::enums::{
    ConcernLevel, ConcernStatus, DirectoryStatus, OrganisationKind, ParentAgreement, ReferralReason,
    ReferralUrgency, Role, Sensitivity, Topic,
};
use entity::ids::{
    AuthorityId, ChildId, ConcernId, OrganisationId, PractitionerId, ReferralId, ReviewId, TypedId,
};
use entity::{concern, organisation};
use sea_orm::prelude::Uuid;
use sea_orm::{ActiveModelTrait, IntoActiveModel, Iterable, TryIntoModel};

use super::*;
use crate::policy::{Act, act};
use crate::problem::Problem;

mod life;

fn id<I: TypedId>(number: u128) -> I {
    I::from_uuid(Uuid::from_u128(number))
}

fn now() -> DateTime<Utc> {
    "2026-11-22T09:00:00Z".parse().unwrap()
}

fn today() -> NaiveDate {
    now().date_naive()
}

fn service() -> organisation::Model {
    organisation::Model {
        id: id::<OrganisationId>(7),
        authority_id: id::<AuthorityId>(1),
        kind: OrganisationKind::ReferralService,
        name: "Speech and language therapy".to_owned(),
        ods_code: None,
        ofsted_urn: None,
        setting_type: None,
        sector: None,
        delivery_model: None,
        destination: None,
        acceptance_criteria: None,
        required_evidence: Some("a completed screen\n three months of strategies;".to_owned()),
        response_days: Some(10),
        postcode: None,
        phone: None,
        email: None,
        status: DirectoryStatus::Active,
        version: 1,
        created_at: now(),
        updated_at: now(),
    }
}

fn concern() -> concern::Model {
    concern::Model {
        id: id::<ConcernId>(5),
        authority_id: id::<AuthorityId>(1),
        review_id: id::<ReviewId>(2),
        topic: Topic::ALL[0],
        level: ConcernLevel::ALL[0],
        original_level: ConcernLevel::ALL[0],
        sensitivity: Sensitivity::Standard,
        evidence: "few words".to_owned(),
        raised_by_practitioner_id: Some(id::<PractitionerId>(4)),
        raised_by_carer_id: None,
        raised_by_role: Role::HealthVisitor,
        status: ConcernStatus::Open,
        withdrawn_reason: None,
        version: 1,
        created_at: now(),
        updated_at: now(),
    }
}

fn wish(service: &organisation::Model) -> Draft<'_> {
    Draft {
        service,
        concern: None,
        reason: ReferralReason::SpeechAndLanguage,
        urgency: ReferralUrgency::Routine,
        summary: "an assessment",
        evidence: None,
    }
}

/// The row that a draft makes.
fn drafted() -> referral::Model {
    let author = Author {
        id: id::<PractitionerId>(4),
        role: Role::HealthVisitor,
    };
    let blank = referral::Model {
        id: id::<ReferralId>(3),
        authority_id: id::<AuthorityId>(1),
        review_id: id::<ReviewId>(2),
        child_id: id::<ChildId>(6),
        concern_id: None,
        service_id: id::<OrganisationId>(0),
        reason: ReferralReason::NotKnown,
        urgency: ReferralUrgency::Routine,
        summary: String::new(),
        evidence: None,
        status: S::EnteredInError,
        drafted_by_id: id::<PractitionerId>(0),
        drafted_by_role: Role::Analyst,
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
        created_at: now(),
        updated_at: now(),
    };
    after(&blank, &draft(blank.review_id, author, wish(&service())).unwrap())
}

/// The row as it is after a change.
fn after(row: &referral::Model, change: &referral::ActiveModel) -> referral::Model {
    let mut next = row.clone().into_active_model();
    for column in referral::Column::iter() {
        if let Set(value) = change.get(column) {
            next.set(column, value);
        }
    }
    next.try_into_model().unwrap()
}

fn in_state(status: S) -> referral::Model {
    referral::Model {
        status,
        parent_agreement: Some(ParentAgreement::Agreed),
        proposed_on: Some(today()),
        ..drafted()
    }
}

/// What was refused, in short: the fields, the rule, or the state.
fn refused<T>(outcome: Result<T>) -> String {
    match outcome {
        Ok(_) => "done".to_owned(),
        Err(Problem::Refused(refusal)) => match *refusal {
            Refusal::Invalid(problems) => {
                let paths = problems.iter().map(|problem| problem.path.join("."));
                paths.collect::<Vec<_>>().join(" ")
            }
            Refusal::Rule { code, .. } => code.as_str().to_owned(),
            Refusal::IllegalTransition { from, .. } => format!("not from {from}"),
            other => format!("{other:?}"),
        },
        Err(failed) => format!("{failed:?}"),
    }
}

#[test]
fn the_loop_is_what_the_matrix_allows() {
    fn states<A: Act>() -> &'static [&'static str] {
        A::RULE.states
    }
    let matrix = [
        (Step::Propose, states::<act::ReferralPropose>()),
        (Step::Agree, states::<act::ReferralAnswer>()),
        (Step::Decline, states::<act::ReferralAnswer>()),
        (Step::Send, states::<act::ReferralSend>()),
        (Step::Acknowledge, states::<act::ReferralAcknowledge>()),
        (Step::Accept, states::<act::ReferralAccept>()),
        (Step::Return, states::<act::ReferralReturn>()),
        (Step::Reject, states::<act::ReferralReject>()),
        (Step::Withdraw, states::<act::ReferralWithdraw>()),
        (Step::EnterInError, states::<act::ReferralEnterInError>()),
    ];
    for (step, allowed) in matrix {
        let from: Vec<_> = step.transition().0.iter().map(|state| state.as_str()).collect();
        assert_eq!(from, allowed, "{step:?}");
    }
    let amend = states::<act::ReferralAmend>();
    let rework = Step::Rework.transition().0;
    assert!(rework.iter().all(|state| amend.contains(&state.as_str())));
    assert_eq!(matrix.len() + 1, Step::ALL.len());
}

#[test]
fn every_state_is_reached_and_every_open_state_has_an_owner() {
    for state in S::ALL.iter().copied() {
        let leads_there = Step::ALL.iter().any(|step| step.transition().1 == state);
        assert!(leads_there || state == S::Draft, "{state:?}");
        let goes_on = Step::ALL
            .iter()
            .filter(|step| !matches!(step, Step::EnterInError))
            .any(|step| step.transition().0.contains(&state));
        let owned = next_owner(state) != NextOwner::Nobody;
        assert!(owned || !goes_on, "{state:?} waits for somebody");
    }
}

#[test]
fn a_referral_goes_to_a_service_in_use_for_a_concern_of_its_review() {
    let author = Author {
        id: id::<PractitionerId>(4),
        role: Role::KeyPerson,
    };
    let try_it = |wish: Draft<'_>| refused(draft(id::<ReviewId>(2), author, wish));
    let (mut setting, mut closed) = (service(), service());
    setting.kind = OrganisationKind::EarlyYearsSetting;
    closed.status = DirectoryStatus::Inactive;
    let (mut elsewhere, mut withdrawn, standing) = (concern(), concern(), concern());
    elsewhere.review_id = id::<ReviewId>(9);
    withdrawn.status = ConcernStatus::Withdrawn;
    let open = service();
    let base = wish(&open);
    let for_concern = |concern| Draft { concern, ..base };
    assert_eq!(try_it(for_concern(Some(&standing))), "done");
    assert_eq!(try_it(for_concern(Some(&elsewhere))), "input.concern");
    assert_eq!(try_it(for_concern(Some(&withdrawn))), "input.concern");
    assert_eq!(try_it(wish(&closed)), "NOT_ACTIVE");
    let wrong = Draft {
        summary: " ",
        evidence: Some(""),
        ..wish(&setting)
    };
    assert_eq!(try_it(wrong), "input.service input.summary input.evidence");
}

#[test]
fn what_the_parents_agreed_to_does_not_change_behind_them() {
    let other = organisation::Model {
        id: id::<OrganisationId>(8),
        ..service()
    };
    let evidence = Amend {
        evidence: Some("a screen"),
        urgency: Some(ReferralUrgency::Urgent),
        ..Amend::default()
    };
    let elsewhere = Amend {
        service: Some(&other),
        ..Amend::default()
    };
    let same = Amend {
        summary: Some("an assessment"),
        ..Amend::default()
    };
    for state in [S::AwaitingParentAgreement, S::Ready] {
        let row = in_state(state);
        let (to, change) = amend(&row, elsewhere).unwrap();
        let next = after(&row, &change);
        assert_eq!(
            (to, next.status, next.parent_agreement),
            (S::Draft, S::Draft, None)
        );
        assert_eq!(next.service_id, other.id);
        let (to, change) = amend(&row, evidence).unwrap();
        let next = after(&row, &change);
        assert_eq!(
            (to, next.status, next.parent_agreement),
            (state, state, row.parent_agreement)
        );
    }
    let returned = in_state(S::ReturnedForInformation);
    assert_eq!(refused(amend(&returned, elsewhere)), "input.service");
    assert_eq!(amend(&returned, evidence).unwrap().0, S::ReturnedForInformation);
    assert_eq!(refused(amend(&returned, same)), "NOTHING_TO_CHANGE");
    let (to, _) = amend(&drafted(), elsewhere).unwrap();
    assert_eq!(to, S::Draft);
}

#[test]
fn parents_answer_themselves_or_somebody_says_how_they_know() {
    let row = in_state(S::AwaitingParentAgreement);
    let told = |by, from, on: Option<&str>| {
        let wish = Answer {
            answer: ParentAgreement::Agreed,
            on: on.map(|on| on.parse().unwrap()),
            recorded_from: from,
        };
        refused(answer(&row, by, wish, today()))
    };
    assert_eq!(told(Role::Parent, None, None), "done");
    assert_eq!(
        told(Role::Parent, Some("by telephone"), None),
        "input.recordedFrom"
    );
    assert_eq!(told(Role::HealthVisitor, Some("by telephone"), None), "done");
    assert_eq!(told(Role::HealthVisitor, None, None), "input.recordedFrom");
    assert_eq!(told(Role::Parent, None, Some("2026-11-23")), "input.answeredOn");
    assert_eq!(told(Role::Parent, None, Some("2026-11-21")), "input.answeredOn");
}

#[test]
fn nothing_is_sent_without_agreement_and_the_evidence_that_is_asked_for() {
    let time = (now(), today());
    let mut row = in_state(S::Ready);
    let Err(Problem::Refused(refusal)) = send(&row, &service(), time) else {
        panic!("refused")
    };
    let Refusal::Rule { code, missing, .. } = *refusal else {
        panic!("a rule")
    };
    assert_eq!(code.as_str(), "EVIDENCE_MISSING");
    assert_eq!(missing, ["a completed screen", "three months of strategies"]);
    row.evidence = Some("both enclosed".to_owned());
    let sent = after(&row, &send(&row, &service(), time).unwrap());
    assert_eq!(
        (
            sent.status,
            sent.sent_at,
            sent.respond_by.map(|day| day.to_string())
        ),
        (S::Sent, Some(now()), Some("2026-12-04".to_owned())),
        "ten working days after a Sunday"
    );
    let mut unasked = row.clone();
    unasked.parent_agreement = None;
    assert_eq!(
        refused(send(&unasked, &service(), time)),
        "PARENT_AGREEMENT_MISSING"
    );
    let closed = organisation::Model {
        status: DirectoryStatus::Inactive,
        ..service()
    };
    assert_eq!(refused(send(&row, &closed, time)), "NOT_ACTIVE");
    let silent = organisation::Model {
        response_days: None,
        ..service()
    };
    assert_eq!(send(&row, &silent, time).unwrap().respond_by, Set(None));
}

#[test]
fn silence_past_the_day_is_overdue_as_long_as_the_service_owes_an_answer() {
    let day = today();
    for state in S::ALL.iter().copied() {
        let row = referral::Model {
            respond_by: Some(day),
            ..in_state(state)
        };
        assert!(!is_overdue(&row, day), "not on the day itself");
        let late = day.checked_add_days(Days::new(1)).unwrap();
        assert_eq!(
            is_overdue(&row, late),
            matches!(state, S::Sent | S::Received),
            "{state:?}"
        );
    }
}

#[test]
fn a_service_that_says_no_or_asks_for_more_says_why() {
    let row = in_state(S::Sent);
    let nothing = Reply::default();
    assert_eq!(
        refused(return_for_information(&row, nothing, now())),
        "input.needed"
    );
    assert_eq!(refused(reject(&row, nothing, now())), "input.reason");
    let reply = Reply {
        message: Some("below our threshold"),
        advice: Some("the family hub's talking walk-in"),
        reference: Some("SLT-42"),
    };
    let next = after(&row, &reject(&row, reply, now()).unwrap());
    assert_eq!(next.response.as_deref(), Some("below our threshold"));
    assert_eq!(next.service_reference.as_deref(), Some("SLT-42"));
    assert_eq!((next.received_at, next.decided_at), (Some(now()), Some(now())));
    assert_eq!(refused(withdraw(&row, "")), "input.reason");
}
