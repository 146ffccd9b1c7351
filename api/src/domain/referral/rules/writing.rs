//! Writing a referral. Pure.

use entity::enums::{
    ConcernStatus, DirectoryStatus, OrganisationKind, ReferralReason, ReferralStatus, ReferralUrgency, Role,
    RuleCode,
};
use entity::ids::{PractitionerId, ReviewId};
use entity::{concern, organisation, referral};
use sea_orm::ActiveModelTrait;
use sea_orm::ActiveValue::Set;

use super::{PAGES, SENTENCES, Step};
use crate::codes::Inputs;
use crate::problem::{Problem, Result};
use crate::store::changed;

/// Who writes.
#[derive(Debug, Clone, Copy)]
pub struct Author {
    /// The practitioner.
    pub id: PractitionerId,
    /// In which role.
    pub role: Role,
}

/// A new referral.
#[derive(Debug, Clone, Copy)]
pub struct Draft<'a> {
    /// Where to.
    pub service: &'a organisation::Model,
    /// For which concern.
    pub concern: Option<&'a concern::Model>,
    /// Why.
    pub reason: ReferralReason,
    /// How soon.
    pub urgency: ReferralUrgency,
    /// What the service is asked for.
    pub summary: &'a str,
    /// Evidence against the service's criteria.
    pub evidence: Option<&'a str>,
}

/// What changes; what is absent stays.
#[derive(Debug, Clone, Copy, Default)]
pub struct Amend<'a> {
    /// Where to.
    pub service: Option<&'a organisation::Model>,
    /// For which concern.
    pub concern: Option<&'a concern::Model>,
    /// Why.
    pub reason: Option<ReferralReason>,
    /// How soon.
    pub urgency: Option<ReferralUrgency>,
    /// What the service is asked for.
    pub summary: Option<&'a str>,
    /// Evidence against the service's criteria.
    pub evidence: Option<&'a str>,
}

/// A new referral out of a review.
pub fn draft(review: ReviewId, author: Author, wish: Draft<'_>) -> Result<referral::ActiveModel> {
    let mut inputs = Inputs::default();
    receives(&mut inputs, wish.service);
    of_review(&mut inputs, review, wish.concern);
    let summary = inputs.text("summary", wish.summary, SENTENCES);
    let evidence = inputs.optional("evidence", wish.evidence, PAGES);
    inputs.done()?;
    in_use(wish.service)?;
    Ok(referral::ActiveModel {
        concern_id: Set(wish.concern.map(|concern| concern.id)),
        service_id: Set(wish.service.id),
        reason: Set(wish.reason),
        urgency: Set(wish.urgency),
        summary: Set(summary),
        evidence: Set(evidence),
        status: Set(ReferralStatus::Draft),
        drafted_by_id: Set(author.id),
        drafted_by_role: Set(author.role),
        ..Default::default()
    })
}

/// Another wording, service or weight. Where the parents have been asked and what they were asked changes (service,
/// concern, reason, summary), they must be asked again. Evidence and urgency may change without.
pub fn amend(row: &referral::Model, wish: Amend<'_>) -> Result<(ReferralStatus, referral::ActiveModel)> {
    let mut inputs = Inputs::default();
    wish.service
        .into_iter()
        .for_each(|service| receives(&mut inputs, service));
    of_review(&mut inputs, row.review_id, wish.concern);
    let summary = inputs.optional("summary", wish.summary, SENTENCES);
    let evidence = inputs.optional("evidence", wish.evidence, PAGES);
    let elsewhere = wish.service.filter(|service| service.id != row.service_id);
    let known_to_service = row.status == ReferralStatus::ReturnedForInformation;
    inputs.must(elsewhere.is_none() || !known_to_service, "service", || {
        "cannot change once it was sent: withdraw the referral and draft one to the other service".to_owned()
    });
    inputs.done()?;
    elsewhere.map_or(Ok(()), in_use)?;
    let asked = referral::ActiveModel {
        service_id: changed(elsewhere.map_or(row.service_id, |to| to.id), &row.service_id),
        concern_id: changed(wish.concern.map(|to| to.id).or(row.concern_id), &row.concern_id),
        reason: changed(wish.reason.unwrap_or(row.reason), &row.reason),
        summary: changed(summary.unwrap_or_else(|| row.summary.clone()), &row.summary),
        ..Default::default()
    };
    let reworked = asked.is_changed();
    let change = referral::ActiveModel {
        urgency: changed(wish.urgency.unwrap_or(row.urgency), &row.urgency),
        evidence: changed(evidence.or_else(|| row.evidence.clone()), &row.evidence),
        ..asked
    };
    if !change.is_changed() {
        return Err(Problem::rule(
            RuleCode::NothingToChange,
            "the referral already says this",
        ));
    }
    match Step::Rework.take(row) {
        Ok(to) if reworked => Ok((to, asked_again(change, to))),
        _ => Ok((row.status, change)),
    }
}

/// What the parents said was about something else.
fn asked_again(change: referral::ActiveModel, to: ReferralStatus) -> referral::ActiveModel {
    referral::ActiveModel {
        status: Set(to),
        parent_agreement: Set(None),
        parent_agreement_on: Set(None),
        parent_agreement_from: Set(None),
        ..change
    }
}

fn receives(inputs: &mut Inputs, service: &organisation::Model) {
    let right = service.kind == OrganisationKind::ReferralService;
    inputs.must(right, "service", || {
        "does not receive referrals: name an organisation of the kind REFERRAL_SERVICE".to_owned()
    });
}

/// The service is still in use.
pub(super) fn in_use(service: &organisation::Model) -> Result<()> {
    if service.status == DirectoryStatus::Active {
        return Ok(());
    }
    Err(Problem::rule(
        RuleCode::NotActive,
        "the service is no longer in use: choose another",
    ))
}

fn of_review(inputs: &mut Inputs, review: ReviewId, concern: Option<&concern::Model>) {
    inputs.must(
        concern.is_none_or(|concern| concern.review_id == review),
        "concern",
        || "was raised in another review".to_owned(),
    );
    inputs.must(
        concern.is_none_or(|concern| concern.status != ConcernStatus::Withdrawn),
        "concern",
        || "has been withdrawn".to_owned(),
    );
}
