//! How releases and decisions not to disclose are recorded. Pure.

use chrono::{DateTime, Utc};
use entity::enums::{
    DisclosureKind, LegalGateway, RecipientClass, Role, RuleCode, SharingCategory, SharingMode, SharingStatus,
};
use entity::ids::{ChildId, PractitionerId};
use entity::{disclosure, sharing_agreement};
use sea_orm::ActiveValue::Set;

use crate::clock::london_date;
use crate::codes::{Inputs, REASON};
use crate::policy::sharing::in_period;
use crate::problem::{Problem, Result};

/// The longest name of a recipient, in characters.
const NAME: usize = 200;
/// The longest account of what was released, in characters.
const WHAT: usize = 2000;

/// Who records it, and in which request.
#[derive(Debug, Clone, Copy)]
pub struct Recorder<'a> {
    /// Who.
    pub person: PractitionerId,
    /// In which role.
    pub role: Role,
    /// The request.
    pub request: &'a str,
    /// Now.
    pub now: DateTime<Utc>,
}

/// What was released, or was to be.
#[derive(Debug, Clone, Copy)]
pub struct Wish<'a> {
    /// Which half.
    pub category: SharingCategory,
    /// To whom.
    pub recipient: RecipientClass,
    /// To whom by name.
    pub recipient_name: Option<&'a str>,
    /// What in particular.
    pub what: Option<&'a str>,
    /// On which legal basis.
    pub gateway: LegalGateway,
    /// Why.
    pub reason: Option<&'a str>,
    /// Whether the parents were informed.
    pub parents_informed: bool,
    /// Why not.
    pub not_informed_reason: Option<&'a str>,
    /// When; now if nothing is said.
    pub happened_at: Option<DateTime<Utc>>,
}

/// A release outside of the platform; `agreement` is the one that it was made under.
pub fn record(
    by: Recorder<'_>,
    (child, agreement): (ChildId, Option<&sharing_agreement::Model>),
    wish: Wish<'_>,
) -> Result<disclosure::ActiveModel> {
    let mut inputs = Inputs::default();
    let at = wish.happened_at.unwrap_or(by.now);
    inputs.must(wish.what.is_some(), "what", || "say what was released".to_owned());
    inputs.must(wish.recipient_name.is_some(), "recipientName", || {
        "say who received it".to_owned()
    });
    inputs.must(at <= by.now, "happenedAt", || {
        "must not lie in the future".to_owned()
    });
    let by_agreement = wish.gateway == LegalGateway::ParentAgreement;
    inputs.must(!by_agreement || agreement.is_some(), "agreement", || {
        "name the agreement that it was released under".to_owned()
    });
    inputs.must(by_agreement || agreement.is_none(), "agreement", || {
        "goes with PARENT_AGREEMENT only: leave it out".to_owned()
    });
    let row = written(inputs, by, DisclosureKind::Release, wish)?;
    if let Some(agreement) = agreement {
        covers(agreement, child, wish, at)?;
    }
    Ok(disclosure::ActiveModel {
        agreement_id: Set(agreement.map(|agreement| agreement.id)),
        happened_at: Set(at),
        ..row
    })
}

/// A decision not to disclose something, with the gateway that was considered.
pub fn decline(by: Recorder<'_>, wish: Wish<'_>) -> Result<disclosure::ActiveModel> {
    let mut inputs = Inputs::default();
    inputs.must(wish.reason.is_some(), "reason", || {
        "say why it is not disclosed".to_owned()
    });
    written(inputs, by, DisclosureKind::Declined, wish)
}

fn written(
    mut inputs: Inputs,
    by: Recorder<'_>,
    kind: DisclosureKind,
    wish: Wish<'_>,
) -> Result<disclosure::ActiveModel> {
    let recipient_name = inputs.optional("recipientName", wish.recipient_name, NAME);
    let what = inputs.optional("what", wish.what, WHAT);
    let reason = inputs.optional("reason", wish.reason, REASON);
    let not_informed_reason = inputs.optional("notInformedReason", wish.not_informed_reason, REASON);
    let is_named = wish.recipient != RecipientClass::OtherNamed || wish.recipient_name.is_some();
    let unnamed = kind == DisclosureKind::Declined && !is_named;
    inputs.must(!unnamed, "recipientName", || "say who it is".to_owned());
    let is_told = wish.parents_informed || wish.not_informed_reason.is_some();
    let untold = kind == DisclosureKind::Release && !is_told;
    inputs.must(!untold, "notInformedReason", || {
        "say why the parents were not informed".to_owned()
    });
    inputs.done()?;
    Ok(disclosure::ActiveModel {
        kind: Set(kind),
        category: Set(wish.category),
        gateway: Set(wish.gateway),
        recipient: Set(wish.recipient),
        recipient_name: Set(recipient_name),
        what: Set(what),
        reason: Set(reason),
        parents_informed: Set(wish.parents_informed),
        not_informed_reason: Set(not_informed_reason.filter(|_| !wish.parents_informed)),
        happened_at: Set(by.now),
        by_id: Set(by.person),
        by_role: Set(by.role),
        request_id: Set(by.request.to_owned()),
        ..Default::default()
    })
}

/// Whether an agreement covers a release: of this child and half, to these recipients, its content, and on that day.
fn covers(
    agreement: &sharing_agreement::Model,
    child: ChildId,
    wish: Wish<'_>,
    at: DateTime<Utc>,
) -> Result<()> {
    let covers = agreement.child_id == child
        && agreement.status == SharingStatus::Given
        && agreement.mode == SharingMode::Content
        && (agreement.category, agreement.recipient) == (wish.category, wish.recipient)
        && in_period(agreement, london_date(at));
    if covers {
        return Ok(());
    }
    Err(Problem::rule(
        RuleCode::ParentAgreementMissing,
        "this agreement does not cover the release: it must be given, for this half, these recipients and that day",
    ))
}
