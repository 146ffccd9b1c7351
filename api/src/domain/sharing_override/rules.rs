//! How overrides are asked for and approved. Pure.

use chrono::{DateTime, Days, NaiveDate, Utc};
use entity::enums::{DirectoryStatus, LegalGateway, Role, RuleCode, SharingCategory, SharingOverrideStatus};
use entity::ids::PractitionerId;
use entity::{practitioner, role_assignment, sharing_override};
use sea_orm::ActiveValue::Set;

use crate::codes::{Inputs, REASON};
use crate::policy::lens::others_half;
use crate::policy::sharing::lens_of;
use crate::problem::{Problem, Result};

/// How many days an override counts at most.
pub const LONGEST: u64 = 28;

/// Who asks or approves.
#[derive(Debug, Clone, Copy)]
pub struct Person {
    /// Who.
    pub id: PractitionerId,
    /// In which role.
    pub role: Role,
}

/// What is asked for.
#[derive(Debug, Clone, Copy)]
pub struct Wish<'a> {
    /// Which half.
    pub category: SharingCategory,
    /// On which legal basis.
    pub gateway: LegalGateway,
    /// Why.
    pub reason: &'a str,
    /// Whether the parents were told.
    pub parents_told: bool,
    /// Why not.
    pub not_told_reason: Option<&'a str>,
    /// The last day.
    pub until: NaiveDate,
}

/// The legal bases on which something is opened without the parents.
const fn overrides(gateway: LegalGateway) -> bool {
    matches!(
        gateway,
        LegalGateway::Ca1989S17
            | LegalGateway::Ca1989S47
            | LegalGateway::Ca2004S11
            | LegalGateway::Cswa2026S4Duty
            | LegalGateway::CourtOrder
            | LegalGateway::OverridingPublicInterest
    )
}

/// A new request that a half be opened to somebody of the other profession; `roles` are those that they hold.
pub fn request(
    by: Person,
    (to, roles): (&practitioner::Model, &[role_assignment::Model]),
    wish: Wish<'_>,
    today: NaiveDate,
) -> Result<sharing_override::ActiveModel> {
    let mut inputs = Inputs::default();
    let reason = inputs.text("reason", wish.reason, REASON);
    let not_told = inputs.optional("notToldReason", wish.not_told_reason, REASON);
    inputs.must(
        wish.parents_told || wish.not_told_reason.is_some(),
        "notToldReason",
        || "say why the parents were not told".to_owned(),
    );
    inputs.must(overrides(wish.gateway), "gateway", || {
        "opens nothing without the parents: name the duty or power to protect the child".to_owned()
    });
    let last = today.checked_add_days(Days::new(LONGEST)).unwrap_or(today);
    inputs.must(today <= wish.until && wish.until <= last, "until", || {
        format!("must lie between today and {LONGEST} days from now")
    });
    let reads = |held: &role_assignment::Model| {
        held.status == DirectoryStatus::Active && others_half(held.role) == Some(lens_of(wish.category))
    };
    inputs.must(roles.iter().any(reads), "recipient", || {
        "must be a practitioner of the profession that did not write this half".to_owned()
    });
    inputs.done()?;
    if to.status != DirectoryStatus::Active {
        return Err(Problem::rule(
            RuleCode::NotActive,
            "this practitioner is no longer active in the directory",
        ));
    }
    Ok(sharing_override::ActiveModel {
        category: Set(wish.category),
        recipient_id: Set(to.id),
        gateway: Set(wish.gateway),
        reason: Set(reason),
        parents_told: Set(wish.parents_told),
        not_told_reason: Set(not_told.filter(|_| !wish.parents_told)),
        until_on: Set(wish.until),
        status: Set(SharingOverrideStatus::Requested),
        requested_by_id: Set(by.id),
        requested_by_role: Set(by.role),
        ..Default::default()
    })
}

/// Approves it: another person than whoever asked and whoever is to read, before its last day has passed.
pub fn approve(
    row: &sharing_override::Model,
    by: Person,
    (now, today): (DateTime<Utc>, NaiveDate),
) -> Result<sharing_override::ActiveModel> {
    if [row.requested_by_id, row.recipient_id].contains(&by.id) {
        return Err(Problem::rule(
            RuleCode::SameApprover,
            "whoever asked for it, or is to read by it, does not approve it: another lead or the Caldicott guardian does",
        ));
    }
    if row.until_on < today {
        return Err(Problem::rule(
            RuleCode::ImpossibleDate,
            "its last day has passed: ask again",
        ));
    }
    Ok(sharing_override::ActiveModel {
        status: Set(SharingOverrideStatus::Approved),
        decided_by_id: Set(Some(by.id)),
        decided_by_role: Set(Some(by.role)),
        decided_at: Set(Some(now)),
        ..Default::default()
    })
}
