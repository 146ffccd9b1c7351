//! What the parents' agreements, and overrides for safeguarding, open of one half of a review to the other profession.
//! Pure.
//!
//! Of what the parents have answered about one half, for the integrated review and for the profession that would read it,
//! the last answer in force today decides: agreed to the content, it opens what was handed in; agreed to the existence, or
//! refused, it opens nothing; refused with the existence, not even that the half is there is known. What was withdrawn or
//! has expired counts as if it had never been said.

use chrono::NaiveDate;
use entity::enums::{
    DirectoryStatus, LegalGateway, Lens, ParentalResponsibility, RecipientClass, RuleCode, SharingCategory,
    SharingMode, SharingOverrideStatus, SharingPurpose, SharingStatus,
};
use entity::ids::{ChildId, SharingAgreementId, SharingOverrideId};
use entity::{carer, sharing_agreement, sharing_override};

use super::relation::Who;
use crate::clock::london_date;
use crate::problem::{Problem, Result};

/// The record by which something crosses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum By {
    /// The parents' agreement.
    Agreement(SharingAgreementId),
    /// An override for safeguarding.
    Override(SharingOverrideId),
}

/// By what something crosses between the professions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Gateway {
    /// On which legal basis.
    pub legal: LegalGateway,
    /// By which record.
    pub by: By,
    /// Whether the parents know.
    pub parents_informed: bool,
}

/// What is opened of one half to the profession that did not write it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Sharing {
    /// By what its content is open; none where it is closed.
    pub gateway: Option<Gateway>,
    /// Whether it is not even to be known that it is there.
    pub is_secret: bool,
}

/// The class of data of a half.
pub const fn lens_of(category: SharingCategory) -> Lens {
    match category {
        SharingCategory::HealthDevelopment => Lens::HealthDevelopment,
        SharingCategory::EarlyYearsDevelopment => Lens::EarlyYearsDevelopment,
    }
}

/// The half that a class of data is.
pub const fn category_of(lens: Lens) -> Option<SharingCategory> {
    match lens {
        Lens::HealthDevelopment => Some(SharingCategory::HealthDevelopment),
        Lens::EarlyYearsDevelopment => Some(SharingCategory::EarlyYearsDevelopment),
        _ => None,
    }
}

/// The profession that reads a half across.
pub const fn other_profession(category: SharingCategory) -> RecipientClass {
    match category {
        SharingCategory::HealthDevelopment => RecipientClass::EarlyYearsSetting,
        SharingCategory::EarlyYearsDevelopment => RecipientClass::HealthVisiting,
    }
}

/// The profession that writes a half, to which it need not be shared.
pub const fn own_profession(category: SharingCategory) -> RecipientClass {
    match category {
        SharingCategory::HealthDevelopment => RecipientClass::HealthVisiting,
        SharingCategory::EarlyYearsDevelopment => RecipientClass::EarlyYearsSetting,
    }
}

/// Whether a day lies in the period of an agreement.
pub fn in_period(row: &sharing_agreement::Model, today: NaiveDate) -> bool {
    row.from_on <= today && row.until_on.is_none_or(|until| today <= until)
}

/// Whether an answer counts today.
pub fn in_force(row: &sharing_agreement::Model, today: NaiveDate) -> bool {
    row.status != SharingStatus::Withdrawn && in_period(row, today)
}

/// Whether an override opens something today.
pub fn overrides(row: &sharing_override::Model, today: NaiveDate) -> bool {
    row.status == SharingOverrideStatus::Approved && today <= row.until_on
}

/// Whether somebody may answer for the child: an entry in use of a carer of the child, with parental responsibility.
pub fn speaks_for(parent: &carer::Model, child: ChildId) -> Result<()> {
    let refuse = |code, text: &str| Err(Problem::rule(code, text.to_owned()));
    if parent.child_id != child {
        return refuse(RuleCode::NotOfThisChild, "this is not a carer of the child");
    }
    if parent.status != DirectoryStatus::Active {
        return refuse(RuleCode::NotActive, "this carer's entry is no longer in use");
    }
    let holds = matches!(
        parent.parental_responsibility,
        ParentalResponsibility::Held | ParentalResponsibility::LaShared
    );
    if !holds {
        return refuse(
            RuleCode::NoParentalResponsibility,
            "only somebody with parental responsibility answers for the child",
        );
    }
    Ok(())
}

impl Sharing {
    /// What is opened of a half to somebody of the other profession, by all that is on record about the child.
    pub fn of(
        category: SharingCategory,
        who: &Who,
        agreements: &[sharing_agreement::Model],
        overriding: &[sharing_override::Model],
    ) -> Self {
        let today = london_date(who.now);
        let last = agreements
            .iter()
            .filter(|row| row.category == category && row.recipient == other_profession(category))
            .filter(|row| row.purpose == SharingPurpose::IntegratedReview && in_force(row, today))
            .max_by_key(|row| row.id);
        let agreed =
            last.filter(|row| row.status == SharingStatus::Given && row.mode == SharingMode::Content);
        let by_agreement = agreed.map(|row| Gateway {
            legal: LegalGateway::ParentAgreement,
            by: By::Agreement(row.id),
            parents_informed: true,
        });
        let for_them = |row: &&sharing_override::Model| {
            row.category == category && row.recipient_id.0 == who.actor && overrides(row, today)
        };
        let by_override = || {
            overriding.iter().find(for_them).map(|row| Gateway {
                legal: row.gateway,
                by: By::Override(row.id),
                parents_informed: row.parents_told,
            })
        };
        let gateway = by_agreement.or_else(by_override);
        let refused = last
            .is_some_and(|row| row.status == SharingStatus::Refused && row.mode == SharingMode::Existence);
        Self {
            gateway,
            is_secret: refused && gateway.is_none(),
        }
    }
}

#[cfg(test)]
mod tests;
