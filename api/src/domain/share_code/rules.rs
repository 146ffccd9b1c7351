//! How share codes are issued and used. Pure.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use entity::enums::{
    DisclosureKind, LegalGateway, RecipientClass, Role, RuleCode, ShareCodeStatus, SharingCategory,
    SharingChannel, SharingMode, SharingPurpose, SharingStatus,
};
use entity::ids::{PractitionerId, SharingAgreementId};
use entity::{carer, disclosure, share_code, sharing_agreement};
use sea_orm::ActiveValue::Set;
use sea_orm::prelude::Uuid;

use crate::codes::Inputs;
use crate::policy::lens::others_half;
use crate::policy::sharing::{lens_of, other_profession};
use crate::problem::{Problem, Result};

/// How many days a code may be used.
pub const DAYS: i32 = 14;
/// How many days a code may be used at most.
const MOST_DAYS: i32 = 28;
/// Codes that may be tried in vain for one review in 24 hours.
pub const TRIES: u64 = 10;
/// Codes that are out for one child at once.
const MOST: usize = 20;

/// Who issues it.
#[derive(Debug, Clone, Copy)]
pub struct Issuer {
    /// Their entry: a practitioner or a carer.
    pub entry: Uuid,
    /// In which role.
    pub role: Role,
}

/// A new code; `out` are those of the child that its issuer has handed out before.
pub fn issue(
    by: Issuer,
    (category, parent): (SharingCategory, Option<&carer::Model>),
    (hash, days): (String, Option<i32>),
    (out, now): (&[share_code::Model], DateTime<Utc>),
) -> Result<share_code::ActiveModel> {
    let mut inputs = Inputs::default();
    let days = days.unwrap_or(DAYS);
    inputs.must((1..=MOST_DAYS).contains(&days), "validDays", || {
        format!("must lie between 1 and {MOST_DAYS}")
    });
    inputs.must(parent.is_some(), "givenBy", || {
        "say to which parent you hand the code".to_owned()
    });
    inputs.must(may_hand_out(by.role, category), "category", || {
        "is the other profession's half: hand out a code for your own".to_owned()
    });
    inputs.done()?;
    let parent = parent.ok_or_else(|| Problem::internal("a code was refused without a reason"))?;
    let usable = |code: &&share_code::Model| code.status == ShareCodeStatus::Issued && now < code.expires_at;
    if MOST <= out.iter().filter(usable).count() {
        return Err(Problem::rule(
            RuleCode::TooMany,
            format!("there are {MOST} codes out for this child at most"),
        ));
    }
    Ok(share_code::ActiveModel {
        category: Set(category),
        given_by_id: Set(parent.id),
        hash: Set(hash),
        status: Set(ShareCodeStatus::Issued),
        expires_at: Set(now + TimeDelta::days(i64::from(days))),
        issued_by_id: Set(if by.role == Role::Parent {
            parent.id.0
        } else {
            by.entry
        }),
        issued_by_role: Set(by.role),
        ..Default::default()
    })
}

/// Parents hand out codes for both halves, practitioners for that of their own profession.
fn may_hand_out(role: Role, category: SharingCategory) -> bool {
    role == Role::Parent || others_half(role).is_some_and(|other| other != lens_of(category))
}

/// The one refusal of every code that does not work, whatever the reason.
pub fn invalid() -> Problem {
    Problem::rule(
        RuleCode::ShareCodeInvalid,
        format!(
            "this code does not work here: ask the parents for a new one; after {TRIES} in vain no code works for a day"
        ),
    )
}

/// Whether a code works now for somebody in this role: not used, not expired, and of the other profession's half.
pub fn works(code: &share_code::Model, role: Role, now: DateTime<Utc>) -> Result<()> {
    let works = code.status == ShareCodeStatus::Issued
        && now < code.expires_at
        && others_half(role) == Some(lens_of(code.category));
    if works { Ok(()) } else { Err(invalid()) }
}

/// The agreement that a parent gives by handing over a code.
pub fn agreement(code: &share_code::Model, by: Issuer, today: NaiveDate) -> sharing_agreement::ActiveModel {
    sharing_agreement::ActiveModel {
        recipient: Set(other_profession(code.category)),
        recipient_name: Set(None),
        category: Set(code.category),
        purpose: Set(SharingPurpose::IntegratedReview),
        mode: Set(SharingMode::Content),
        status: Set(SharingStatus::Given),
        from_on: Set(today),
        until_on: Set(None),
        given_by_id: Set(code.given_by_id),
        channel: Set(SharingChannel::ShareCode),
        answered_on: Set(today),
        recorded_by_id: Set(by.entry),
        recorded_by_role: Set(by.role),
        ..Default::default()
    }
}

/// The disclosure that using a code is.
pub fn disclosure(
    code: &share_code::Model,
    agreement: SharingAgreementId,
    (by, request, now): (Issuer, &str, DateTime<Utc>),
) -> disclosure::ActiveModel {
    disclosure::ActiveModel {
        kind: Set(DisclosureKind::Release),
        category: Set(code.category),
        gateway: Set(LegalGateway::ParentAgreement),
        agreement_id: Set(Some(agreement)),
        recipient: Set(other_profession(code.category)),
        parents_informed: Set(true),
        happened_at: Set(now),
        by_id: Set(PractitionerId(by.entry)),
        by_role: Set(by.role),
        request_id: Set(request.to_owned()),
        ..Default::default()
    }
}

/// What a code is about: the half, who reads it by it, and that its content is meant.
pub const fn about(code: &share_code::Model) -> (SharingCategory, RecipientClass, SharingMode) {
    (
        code.category,
        other_profession(code.category),
        SharingMode::Content,
    )
}

/// It was used.
pub fn redeemed(by: Issuer, now: DateTime<Utc>) -> share_code::ActiveModel {
    share_code::ActiveModel {
        status: Set(ShareCodeStatus::Redeemed),
        redeemed_by_id: Set(Some(PractitionerId(by.entry))),
        redeemed_at: Set(Some(now)),
        ..Default::default()
    }
}
