//! Sending a referral, and what the service says. Pure.

use chrono::{DateTime, NaiveDate, Utc};
use entity::enums::{ParentAgreement, ReferralStatus, RuleCode};
use entity::{organisation, referral};
use sea_orm::ActiveValue::Set;

use super::writing::in_use;
use super::{SENTENCES, Step, WORDS};
use crate::calendar::working_days_from;
use crate::codes::Inputs;
use crate::problem::{Problem, Refusal, Result};
use crate::store::changed;

/// What the service says; each act takes the part that it knows.
#[derive(Debug, Clone, Copy, Default)]
pub struct Reply<'a> {
    /// Its message: what it needs, why it does not take the child on.
    pub message: Option<&'a str>,
    /// What it advises instead.
    pub advice: Option<&'a str>,
    /// Its own reference.
    pub reference: Option<&'a str>,
}

/// The referral goes to the service: agreed by the parents, with the evidence that the service asks for. The service
/// answers within its own number of working days, where it has published one.
pub fn send(
    row: &referral::Model,
    service: &organisation::Model,
    (now, today): (DateTime<Utc>, NaiveDate),
) -> Result<referral::ActiveModel> {
    let to = Step::Send.take(row)?;
    in_use(service)?;
    if row.parent_agreement != Some(ParentAgreement::Agreed) {
        return Err(Problem::rule(
            RuleCode::ParentAgreementMissing,
            "the parents have not agreed to this referral: put it to them first",
        ));
    }
    evidence(row, service)?;
    let days = service.response_days.filter(|days| 0 < *days);
    Ok(referral::ActiveModel {
        status: Set(to),
        sent_at: Set(Some(now)),
        respond_by: Set(days.and_then(|days| working_days_from(today, days))),
        received_at: Set(None),
        ..Default::default()
    })
}

/// A service that asks for evidence gets some.
fn evidence(row: &referral::Model, service: &organisation::Model) -> Result<()> {
    let given = row.evidence.as_deref().unwrap_or_default().trim();
    let wanted = service.required_evidence.as_deref().unwrap_or_default();
    let missing: Vec<String> = wanted
        .split(['\n', ';'])
        .map(|one| one.trim().to_owned())
        .filter(|one| !one.is_empty())
        .collect();
    if !given.is_empty() || missing.is_empty() {
        return Ok(());
    }
    Err(Refusal::Rule {
        code: RuleCode::EvidenceMissing,
        message: "the service does not take referrals without its evidence: add it with referralAmend"
            .to_owned(),
        missing,
    }
    .into())
}

/// The service has the referral.
pub fn acknowledge(
    row: &referral::Model,
    reply: Reply<'_>,
    now: DateTime<Utc>,
) -> Result<referral::ActiveModel> {
    let to = Step::Acknowledge.take(row)?;
    let mut inputs = Inputs::default();
    let change = replied(row, &mut inputs, reply, to);
    inputs.done()?;
    Ok(referral::ActiveModel {
        received_at: Set(Some(now)),
        ..change
    })
}

/// The service takes the child on.
pub fn accept(row: &referral::Model, reply: Reply<'_>, now: DateTime<Utc>) -> Result<referral::ActiveModel> {
    let to = Step::Accept.take(row)?;
    let mut inputs = Inputs::default();
    let change = replied(row, &mut inputs, reply, to);
    inputs.done()?;
    Ok(decided(row, change, now))
}

/// The service asks for more: what, it must say.
pub fn return_for_information(
    row: &referral::Model,
    reply: Reply<'_>,
    now: DateTime<Utc>,
) -> Result<referral::ActiveModel> {
    let to = Step::Return.take(row)?;
    let mut inputs = Inputs::default();
    let needed = inputs.text("needed", reply.message.unwrap_or_default(), SENTENCES);
    let change = replied(
        row,
        &mut inputs,
        Reply {
            message: None,
            ..reply
        },
        to,
    );
    inputs.done()?;
    Ok(referral::ActiveModel {
        response: Set(Some(needed)),
        received_at: changed(row.received_at.or(Some(now)), &row.received_at),
        ..change
    })
}

/// The service does not take the child on: why, it must say.
pub fn reject(row: &referral::Model, reply: Reply<'_>, now: DateTime<Utc>) -> Result<referral::ActiveModel> {
    let to = Step::Reject.take(row)?;
    let mut inputs = Inputs::default();
    let reason = inputs.text("reason", reply.message.unwrap_or_default(), SENTENCES);
    let change = replied(
        row,
        &mut inputs,
        Reply {
            message: None,
            ..reply
        },
        to,
    );
    inputs.done()?;
    let change = referral::ActiveModel {
        response: Set(Some(reason)),
        ..change
    };
    Ok(decided(row, change, now))
}

/// Whoever decides has received it.
fn decided(
    row: &referral::Model,
    change: referral::ActiveModel,
    now: DateTime<Utc>,
) -> referral::ActiveModel {
    referral::ActiveModel {
        received_at: changed(row.received_at.or(Some(now)), &row.received_at),
        decided_at: Set(Some(now)),
        ..change
    }
}

/// What every answer of the service may bring; what it does not say stays.
fn replied(
    row: &referral::Model,
    inputs: &mut Inputs,
    reply: Reply<'_>,
    to: ReferralStatus,
) -> referral::ActiveModel {
    let message = inputs.optional("message", reply.message, SENTENCES);
    let advice = inputs.optional("advice", reply.advice, SENTENCES);
    let reference = inputs.optional("serviceReference", reply.reference, WORDS);
    referral::ActiveModel {
        status: Set(to),
        response: changed(message.or_else(|| row.response.clone()), &row.response),
        advice: changed(advice.or_else(|| row.advice.clone()), &row.advice),
        service_reference: changed(
            reference.or_else(|| row.service_reference.clone()),
            &row.service_reference,
        ),
        ..Default::default()
    }
}
