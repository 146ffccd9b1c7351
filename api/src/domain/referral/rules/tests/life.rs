//! The state machine, by random lives.

use proptest::prelude::*;

use super::*;

/// One act of a random life, through the rule that the mutation uses.
fn live(step: Step, row: &referral::Model) -> Result<referral::ActiveModel> {
    let told = |answer| Answer {
        answer,
        on: None,
        recorded_from: Some("in person"),
    };
    let reply = Reply {
        message: Some("said so"),
        ..Reply::default()
    };
    let said =
        |answer_is| answer(row, Role::HealthVisitor, told(answer_is), today()).map(|(_, change)| change);
    match step {
        Step::Propose => propose(row, None, today()),
        Step::Rework => {
            let summary = format!("{}!", row.summary);
            let wish = Amend {
                summary: Some(&summary),
                evidence: Some("a screen"),
                ..Amend::default()
            };
            amend(row, wish).map(|(_, change)| change)
        }
        Step::Agree => said(ParentAgreement::Agreed),
        Step::Decline => said(ParentAgreement::Declined),
        Step::Send => send(row, &service(), (now(), today())),
        Step::Acknowledge => acknowledge(row, reply, now()),
        Step::Accept => accept(row, reply, now()),
        Step::Return => return_for_information(row, reply, now()),
        Step::Reject => reject(row, reply, now()),
        Step::Withdraw => withdraw(row, "not needed"),
        Step::EnterInError => enter_in_error(row, "another child"),
    }
}

/// Whether the matrix lets the step's act begin from this state.
fn begins(step: Step, state: S) -> bool {
    match step {
        Step::Rework => <act::ReferralAmend as Act>::RULE.states.contains(&state.as_str()),
        other => other.transition().0.contains(&state),
    }
}

proptest! {
    #[test]
    fn no_life_of_a_referral_leaves_the_loop(
        steps in proptest::collection::vec(proptest::sample::select(Step::ALL.to_vec()), 0..40)
    ) {
        let mut row = drafted();
        for step in steps {
            if step == Step::Rework && !begins(step, row.status) {
                continue; // The permit stands before the rule.
            }
            let outcome = live(step, &row);
            let (from, to) = step.transition();
            let Ok(change) = outcome else {
                let unready = step == Step::Send && row.evidence.is_none();
                prop_assert!(!begins(step, row.status) || unready, "{step:?} refused from {:?}", row.status);
                continue;
            };
            let next = after(&row, &change);
            if from.contains(&row.status) {
                prop_assert_eq!(next.status, to);
            } else {
                prop_assert_eq!(step, Step::Rework, "only an amendment leaves a referral where it is");
                prop_assert_eq!(next.status, row.status);
            }
            let was_sent = matches!(
                next.status,
                S::Sent | S::Received | S::ReturnedForInformation | S::Accepted | S::Rejected
            );
            if was_sent {
                prop_assert_eq!(next.parent_agreement, Some(ParentAgreement::Agreed));
                prop_assert!(next.sent_at.is_some() && next.evidence.is_some());
            }
            let decided = matches!(next.status, S::Accepted | S::Rejected);
            prop_assert!(!decided || (next.decided_at.is_some() && next.received_at.is_some()));
            row = next;
        }
    }
}
