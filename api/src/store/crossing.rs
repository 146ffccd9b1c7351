//! What crosses between the professions: of the halves that were handed in, what agreements and overrides open. From what
//! is kept of the reviews: a change to either bumps their revisions, and what has expired is found by the day of each read.

use std::collections::{HashMap, HashSet};

use entity::enums::Lens;
use entity::ids::{ReviewId, TypedId};
use entity::{health_review, progress_check, review};
use sea_orm::prelude::Uuid;

use super::parts::Key;
use super::{Part, Reader, Visible};
use crate::policy::lens::others_half;
use crate::policy::matrix::HANDED_IN;
use crate::policy::sharing::{Sharing, category_of};
use crate::policy::{Record, Sight};
use crate::problem::Result;

/// What is known of the halves that the viewer's profession did not write.
#[derive(Debug, Default, Clone)]
pub(super) struct Crossing {
    lens: Option<Lens>,
    sharing: HashMap<ReviewId, Sharing>,
    handed_in: HashSet<Uuid>,
}

impl Crossing {
    /// The sight of a row of a half, with what crosses.
    pub fn over<M: Record>(&self, sight: Sight, row: &M) -> Sight {
        let (Some(lens), Some(review)) = (row.tells_of(), row.review_id()) else {
            return sight;
        };
        let Some(sharing) = self.sharing.get(&review).filter(|_| self.lens == Some(lens)) else {
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
        let other = others_half(who.role).filter(|other| M::HALF == Some(*other) || M::TELLS);
        let Some((lens, category)) = other.and_then(|lens| Some((lens, category_of(lens)?))) else {
            return Ok(Crossing::default());
        };
        let statements = self.statements(reviews).await?;
        let sharing = statements.iter().map(|(review, said)| {
            let sharing = Sharing::of(category, who, &said.agreements, &said.overrides);
            (*review, sharing)
        });
        Ok(Crossing {
            lens: Some(lens),
            sharing: sharing.collect(),
            handed_in: match M::HALF {
                Some(_) => self.handed_in(lens, reviews).await?,
                None => HashSet::new(),
            },
        })
    }

    /// Those of these reviews of which the parents keep it from the viewer's profession that this half is there.
    pub async fn kept_secret(
        &self,
        reviews: &[Visible<review::Model>],
        half: Lens,
    ) -> Result<HashSet<ReviewId>> {
        let who = self.viewer().who();
        let reads_across = others_half(who.role) == Some(half);
        let Some(category) = category_of(half).filter(|_| reads_across) else {
            return Ok(HashSet::new());
        };
        let bases: Vec<_> = reviews.iter().map(Visible::base).collect();
        let statements = self.statements(&bases).await?;
        let secret = statements
            .iter()
            .filter(|(_, said)| Sharing::of(category, who, &said.agreements, &said.overrides).is_secret);
        Ok(secret.map(|(review, _)| *review).collect())
    }

    /// The halves that were handed in and stand.
    async fn handed_in(&self, lens: Lens, reviews: &[&review::Model]) -> Result<HashSet<Uuid>> {
        let keys: Vec<_> = reviews
            .iter()
            .map(|review| (review.id, review.revision))
            .collect();
        match lens {
            Lens::HealthDevelopment => self.halves_in::<health_review::Entity>(&keys).await,
            Lens::EarlyYearsDevelopment => self.halves_in::<progress_check::Entity>(&keys).await,
            _ => Ok(HashSet::new()),
        }
    }

    /// Of one kind of halves those that were handed in and stand.
    async fn halves_in<E: Part>(&self, reviews: &[Key]) -> Result<HashSet<Uuid>> {
        let halves = self.part_rows::<E>(reviews).await?;
        let rows = halves.values().flat_map(|rows| rows.iter());
        let is_in = |half: &&std::sync::Arc<E::Model>| HANDED_IN.contains(&half.state());
        Ok(rows.filter(is_in).map(|half| half.id().uuid()).collect())
    }
}
