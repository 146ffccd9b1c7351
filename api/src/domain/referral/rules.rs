//! The rules of a referral. Pure.
//!
//! The loop stands in one table, [`Step`]: from which states each step is possible and where it leads. A test holds it
//! against the responsibility matrix.

use chrono::NaiveDate;
use entity::enums::{ReferralStatus, ValueSet};
use entity::referral;
use sea_orm::ActiveValue::Set;

pub use self::family::{Answer, answer, propose};
pub use self::service::{Reply, accept, acknowledge, reject, return_for_information, send};
pub use self::writing::{Amend, Author, Draft, amend, draft};
use super::types::NextOwner;
use crate::codes::Inputs;
use crate::problem::{Refusal, Result};

mod family;
mod service;
mod writing;

/// How long a few sentences may be.
const SENTENCES: usize = 2_000;
/// How long a page or two may be.
const PAGES: usize = 8_000;
/// How long a name or number may be.
const WORDS: usize = 200;

use ReferralStatus as S;

/// A step of the loop.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Step {
    /// Put to the parents.
    Propose,
    /// Changed in what the parents are asked to agree to, so that they must be asked again.
    Rework,
    /// The parents agree.
    Agree,
    /// The parents do not agree.
    Decline,
    /// Sent to the service.
    Send,
    /// The service has it.
    Acknowledge,
    /// The service takes the child on.
    Accept,
    /// The service asks for more.
    Return,
    /// The service does not take the child on.
    Reject,
    /// The referrer takes it back.
    Withdraw,
    /// It should never have been written.
    EnterInError,
}

impl Step {
    /// Every step.
    pub const ALL: &'static [Self] = &[
        Self::Propose,
        Self::Rework,
        Self::Agree,
        Self::Decline,
        Self::Send,
        Self::Acknowledge,
        Self::Accept,
        Self::Return,
        Self::Reject,
        Self::Withdraw,
        Self::EnterInError,
    ];

    /// From which states, and where to.
    pub const fn transition(self) -> (&'static [S], S) {
        const WITH_SERVICE: &[S] = &[S::Sent, S::Received, S::ReturnedForInformation];
        const WITH_FAMILY: &[S] = &[S::AwaitingParentAgreement];
        match self {
            Self::Propose => (&[S::Draft], S::AwaitingParentAgreement),
            Self::Rework => (&[S::AwaitingParentAgreement, S::Ready], S::Draft),
            Self::Agree => (WITH_FAMILY, S::Ready),
            Self::Decline => (WITH_FAMILY, S::DeclinedByParent),
            Self::Send => (&[S::Ready, S::ReturnedForInformation], S::Sent),
            Self::Acknowledge => (&[S::Sent], S::Received),
            Self::Accept => (WITH_SERVICE, S::Accepted),
            Self::Return => (&[S::Sent, S::Received], S::ReturnedForInformation),
            Self::Reject => (WITH_SERVICE, S::Rejected),
            Self::Withdraw => (
                &[
                    S::Draft,
                    S::AwaitingParentAgreement,
                    S::Ready,
                    S::Sent,
                    S::Received,
                    S::ReturnedForInformation,
                ],
                S::Withdrawn,
            ),
            Self::EnterInError => (
                &[
                    S::Draft,
                    S::AwaitingParentAgreement,
                    S::Ready,
                    S::Sent,
                    S::Received,
                    S::ReturnedForInformation,
                    S::Rejected,
                    S::Accepted,
                    S::Withdrawn,
                    S::DeclinedByParent,
                ],
                S::EnteredInError,
            ),
        }
    }

    /// Where this step leads a referral, if it is possible from where the referral stands.
    pub fn take(self, referral: &referral::Model) -> Result<S> {
        let (from, to) = self.transition();
        if from.contains(&referral.status) {
            return Ok(to);
        }
        Err(Refusal::IllegalTransition {
            from: referral.status.as_str().to_owned(),
            allowed: from.iter().map(|state| state.as_str().to_owned()).collect(),
        }
        .into())
    }
}

/// Who has to act for the referral to go on.
pub const fn next_owner(status: S) -> NextOwner {
    match status {
        S::Draft | S::Ready | S::ReturnedForInformation => NextOwner::Referrer,
        S::AwaitingParentAgreement => NextOwner::Parent,
        S::Sent | S::Received | S::Accepted => NextOwner::Service,
        S::Rejected | S::Withdrawn | S::DeclinedByParent | S::EnteredInError => NextOwner::Nobody,
    }
}

/// The states in which the service owes an answer.
pub const AWAITING_SERVICE: &[S] = &[S::Sent, S::Received];

/// Whether the service has let its day pass without an answer.
pub fn is_overdue(referral: &referral::Model, today: NaiveDate) -> bool {
    AWAITING_SERVICE.contains(&referral.status) && referral.respond_by.is_some_and(|day| day < today)
}

/// The referrer takes the referral back.
pub fn withdraw(referral: &referral::Model, reason: &str) -> Result<referral::ActiveModel> {
    take_back(Step::Withdraw.take(referral)?, reason)
}

/// The referral should never have been written.
pub fn enter_in_error(referral: &referral::Model, reason: &str) -> Result<referral::ActiveModel> {
    take_back(Step::EnterInError.take(referral)?, reason)
}

fn take_back(to: S, reason: &str) -> Result<referral::ActiveModel> {
    let mut inputs = Inputs::default();
    let reason = inputs.text("reason", reason, SENTENCES);
    inputs.done()?;
    Ok(referral::ActiveModel {
        status: Set(to),
        withdrawn_reason: Set(Some(reason)),
        ..Default::default()
    })
}

#[cfg(test)]
mod tests;
