//! What crosses between the professions: of the halves that were handed in, what agreements and overrides open. From what
//! is kept of the reviews: a change to either bumps their revisions, and what has expired is found by the day of each read.

use std::collections::{HashMap, HashSet};

use entity::enums::{HealthReviewStatus, Lens};
use entity::ids::ReviewId;
use entity::{health_review, review};
use sea_orm::prelude::Uuid;

use super::Reader;
use crate::policy::lens::others_half;
use crate::policy::sharing::{Sharing, category_of};
use crate::policy::{Record, Sight};
use crate::problem::Result;

/// What is known of the halves that the viewer's profession did not write.
#[derive(Debug, Default, Clone)]
pub(super) struct Crossing {
    sharing: HashMap<ReviewId, Sharing>,
    handed_in: HashSet<Uuid>,
}

impl Crossing {
    /// The sight of a row of a half, with what crosses.
    pub fn over<M: Record>(&self, sight: Sight, row: &M) -> Sight {
        let (Some(lens), Some(review)) = (M::HALF, row.review_id()) else {
            return sight;
        };
        let Some(sharing) = self.sharing.get(&review) else {
            return sight;
        };
        let handed_in = row.half().is_some_and(|half| self.handed_in.contains(&half));
        sight.across(lens, *sharing, handed_in)
    }
}

impl Reader {
    /// What crosses of these reviews to the viewer; nothing is looked up where rows of this kind never cross to them.
    pub(super) async fn crossing<M: Record>(&self, reviews: &[&review::Model]) -> Result<Crossing> {
        let who = self.viewer().who();
        let other = M::HALF.filter(|half| others_half(who.role) == Some(*half));
        let Some((lens, category)) = other.and_then(|lens| Some((lens, category_of(lens)?))) else {
            return Ok(Crossing::default());
        };
        let statements = self.statements(reviews).await?;
        let sharing = statements.iter().map(|(review, said)| {
            let sharing = Sharing::of(category, who, &said.agreements, &said.overrides);
            (*review, sharing)
        });
        Ok(Crossing {
            sharing: sharing.collect(),
            handed_in: self.handed_in(lens, reviews).await?,
        })
    }

    /// The halves that were handed in and stand.
    async fn handed_in(&self, lens: Lens, reviews: &[&review::Model]) -> Result<HashSet<Uuid>> {
        let keys: Vec<_> = reviews
            .iter()
            .map(|review| (review.id, review.revision))
            .collect();
        if lens != Lens::HealthDevelopment {
            return Ok(HashSet::new());
        }
        let halves = self.part_rows::<health_review::Entity>(&keys).await?;
        let is_in = |half: &health_review::Model| {
            matches!(
                half.status,
                HealthReviewStatus::Submitted | HealthReviewStatus::Amended
            )
        };
        let rows = halves.values().flat_map(|rows| rows.iter());
        Ok(rows.filter(|half| is_in(half)).map(|half| half.id.0).collect())
    }
}
