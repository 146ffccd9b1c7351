//! What parents have answered: known to whoever knows of the child, but for guests. And what it opens of the other
//! profession's half, or hides of it.

use entity::enums::{HealthReviewStatus, Lens, ReviewStep, Role, SharingCategory};
use entity::ids::{ChildId, ReviewId};
use entity::{disclosure, responsibility, sharing_agreement, sharing_override};
use integrated_review::policy::Sight;
use integrated_review::policy::lens::others_half;
use integrated_review::policy::relation::Who;
use integrated_review::policy::sharing::Sharing;
use sea_orm::prelude::Uuid;
use tests::World;

use super::Rows;

/// Every row of sharing.
pub struct Shared {
    pub agreements: Vec<sharing_agreement::Model>,
    pub overrides: Vec<sharing_override::Model>,
    pub disclosures: Vec<disclosure::Model>,
}

impl Shared {
    pub async fn read(world: &World) -> Self {
        Self {
            agreements: world.rows::<sharing_agreement::Entity>().await,
            overrides: world.rows::<sharing_override::Entity>().await,
            disclosures: world.rows::<disclosure::Entity>().await,
        }
    }
}

impl Rows {
    pub fn sight_of_sharing(&self, who: &Who, key: Uuid) -> Option<Sight> {
        let row = self.shared.agreements.iter().find(|row| row.id.0 == key)?;
        let known = self.child(who, &self.children[&row.child_id]);
        let is_guest = matches!(who.role, Role::GuestProfessional | Role::Analyst);
        (known && !is_guest).then(|| self.sight_of_child(who, row.child_id))
    }

    /// Leads, the guardian, and whoever asked for it.
    pub fn sight_of_override(&self, who: &Who, key: Uuid) -> Option<Sight> {
        let row = self.shared.overrides.iter().find(|row| row.id.0 == key)?;
        let leads = matches!(
            who.role,
            Role::HealthServiceLead | Role::EarlyYearsServiceLead | Role::CaldicottGuardian
        );
        let told = leads || row.requested_by_id.0 == who.actor;
        (told && self.child(who, &self.children[&row.child_id]))
            .then(|| self.sight_of_child(who, row.child_id))
    }

    /// Leads and the guardian all; the parents what they were informed of; everybody what they have done themselves.
    pub fn sight_of_disclosure(&self, who: &Who, key: Uuid) -> Option<Sight> {
        let row = self.shared.disclosures.iter().find(|row| row.id.0 == key)?;
        let told = match who.role {
            Role::HealthServiceLead | Role::EarlyYearsServiceLead | Role::CaldicottGuardian => true,
            Role::Parent => row.parents_informed,
            _ => row.by_id.0 == who.actor,
        };
        (told && self.child(who, &self.children[&row.child_id]))
            .then(|| self.sight_of_child(who, row.child_id))
    }

    /// A step that is done with a half which is kept from the caller's profession.
    pub fn is_secret(&self, who: &Who, row: &responsibility::Model) -> bool {
        let (half, category) = match row.step {
            ReviewStep::CompleteHealthReview => (Lens::HealthDevelopment, SharingCategory::HealthDevelopment),
            ReviewStep::CompleteProgressCheck | ReviewStep::ShareProgressCheck => (
                Lens::EarlyYearsDevelopment,
                SharingCategory::EarlyYearsDevelopment,
            ),
            _ => return false,
        };
        let child = self.reviews[&row.review_id].child_id;
        others_half(who.role) == Some(half) && self.sharing(who, child, category).is_secret
    }

    /// What is opened of one half to somebody.
    pub fn sharing(&self, who: &Who, child: ChildId, category: SharingCategory) -> Sharing {
        let of_child = |row: &&sharing_agreement::Model| row.child_id == child;
        let agreements: Vec<_> = self.shared.agreements.iter().filter(of_child).cloned().collect();
        let of_child = |row: &&sharing_override::Model| row.child_id == child;
        let overrides: Vec<_> = self.shared.overrides.iter().filter(of_child).cloned().collect();
        Sharing::of(category, who, &agreements, &overrides)
    }

    /// The sight of a row of the health half with what crosses; `None` where it is kept from the caller's profession that
    /// there is one.
    pub fn across(&self, who: &Who, (review, half): (ReviewId, Uuid), sight: Sight) -> Option<Sight> {
        if others_half(who.role) != Some(Lens::HealthDevelopment) {
            return Some(sight);
        }
        let child = self.reviews[&review].child_id;
        let sharing = self.sharing(who, child, SharingCategory::HealthDevelopment);
        let mut halves = self.halves.health_reviews.iter();
        let handed_in = halves.any(|row| {
            row.id.0 == half
                && [HealthReviewStatus::Submitted, HealthReviewStatus::Amended].contains(&row.status)
        });
        (!sharing.is_secret).then(|| sight.across(Lens::HealthDevelopment, sharing, handed_in))
    }
}
