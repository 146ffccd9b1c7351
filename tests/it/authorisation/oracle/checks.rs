//! The early years half of a review: that it is there is known with the review, but to health where the parents keep it
//! secret; what it says is for the early years, and for health where it was handed in and the parents agree or an override
//! opens it.

use entity::enums::{Lens, ProgressCheckStatus, SharingCategory};
use entity::{progress_check, progress_check_addition, progress_check_area, progress_check_contribution};
use integrated_review::policy::Sight;
use integrated_review::policy::lens::others_half;
use integrated_review::policy::relation::Who;
use sea_orm::prelude::Uuid;
use tests::World;

use super::{PLACE, Rows};

/// Every row of the progress checks.
pub struct Checks {
    pub whole: Vec<progress_check::Model>,
    pub areas: Vec<progress_check_area::Model>,
    pub contributions: Vec<progress_check_contribution::Model>,
    pub additions: Vec<progress_check_addition::Model>,
}

impl Checks {
    pub async fn read(world: &World) -> Self {
        Self {
            whole: world.rows::<progress_check::Entity>().await,
            areas: world.rows::<progress_check_area::Entity>().await,
            contributions: world.rows::<progress_check_contribution::Entity>().await,
            additions: world.rows::<progress_check_addition::Entity>().await,
        }
    }
}

impl Rows {
    pub fn sight_of_check(&self, who: &Who, kind: &str, key: Uuid) -> Option<Sight> {
        macro_rules! known_with_the_review {
            ($rows:ident, $check:ident) => {{
                let row = self.checks.$rows.iter().find(|row| row.id.0 == key)?;
                let review = self.reviews.get(&row.review_id)?;
                if !self.review(who, review, PLACE) {
                    return None;
                }
                let sight = self.in_review(who, row.review_id, row);
                if others_half(who.role) != Some(Lens::EarlyYearsDevelopment) {
                    return Some(sight);
                }
                let sharing = self.sharing(who, review.child_id, SharingCategory::EarlyYearsDevelopment);
                let handed_in = self.checks.whole.iter().any(|check| {
                    check.id.0 == row.$check.0
                        && [ProgressCheckStatus::Submitted, ProgressCheckStatus::Amended]
                            .contains(&check.status)
                });
                (!sharing.is_secret).then(|| sight.across(Lens::EarlyYearsDevelopment, sharing, handed_in))
            }};
        }
        match kind {
            "ProgressCheck" => known_with_the_review!(whole, id),
            "ProgressCheckArea" => known_with_the_review!(areas, progress_check_id),
            "ProgressCheckContribution" => known_with_the_review!(contributions, progress_check_id),
            _ => known_with_the_review!(additions, progress_check_id),
        }
    }
}
