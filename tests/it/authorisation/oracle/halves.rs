//! The halves of a review: that they are there is known with the review, what they say is behind the lens of their
//! discipline; family-sensitive notes exist for the health team alone.

use entity::enums::Role;
use entity::{assessment, family_note, health_review, health_review_addition};
use integrated_review::policy::Sight;
use integrated_review::policy::relation::Who;
use sea_orm::prelude::Uuid;
use tests::World;

use super::{PLACE, Rows};

/// Every row of the halves.
pub struct Halves {
    pub health_reviews: Vec<health_review::Model>,
    pub health_additions: Vec<health_review_addition::Model>,
    pub assessments: Vec<assessment::Model>,
    pub family_notes: Vec<family_note::Model>,
}

impl Halves {
    pub async fn read(world: &World) -> Self {
        Self {
            health_reviews: world.rows::<health_review::Entity>().await,
            health_additions: world.rows::<health_review_addition::Entity>().await,
            assessments: world.rows::<assessment::Entity>().await,
            family_notes: world.rows::<family_note::Entity>().await,
        }
    }
}

impl Rows {
    pub fn sight_of_half(&self, who: &Who, kind: &str, key: Uuid) -> Option<Sight> {
        macro_rules! known_with_the_review {
            ($rows:ident, $half:ident) => {{
                let row = self.halves.$rows.iter().find(|row| row.id.0 == key)?;
                let review = self.reviews.get(&row.review_id)?;
                if !self.review(who, review, PLACE) {
                    return None;
                }
                let sight = self.in_review(who, row.review_id, row);
                self.across(who, (row.review_id, row.$half.0), sight)
            }};
        }
        match kind {
            "HealthReview" => known_with_the_review!(health_reviews, id),
            "HealthReviewAddition" => known_with_the_review!(health_additions, health_review_id),
            "Assessment" => known_with_the_review!(assessments, health_review_id),
            _ => {
                let row = self.halves.family_notes.iter().find(|row| row.id.0 == key)?;
                let of_health_team = matches!(
                    who.role,
                    Role::HealthVisitor | Role::CommunityNurseryNurse | Role::HealthServiceLead
                );
                (of_health_team && self.content(who, row.review_id))
                    .then(|| self.in_review(who, row.review_id, row))
            }
        }
    }
}
