//! The relations of referrals: one statement a relation for any number of referrals.

use entity::{child, concern};

use super::types::Referral;
use crate::domain::concern::Concern;
use crate::domain::review::{Review, loader};
use crate::gql::relation;
use crate::gql::wire::Call;
use crate::problem::Result;
use crate::store::Visible;

/// The review of each referral.
pub async fn reviews(referrals: &[Referral], call: &Call<'_>) -> Result<Vec<Option<Review>>> {
    let ids = referrals.iter().map(|referral| referral.0.base().review_id);
    let found = loader::by_ids(ids, call).await?;
    Ok(referrals
        .iter()
        .map(|referral| found.get(&referral.0.base().review_id).cloned())
        .collect())
}

/// The child of each referral, seen as the review is.
pub async fn children<T>(
    referrals: &[Referral],
    call: &Call<'_>,
    wire: impl Fn(Visible<child::Model>) -> T,
) -> Result<Vec<Option<T>>> {
    let ids = referrals.iter().map(|referral| referral.0.base().review_id);
    let reviews: Vec<Review> = loader::by_ids(ids, call).await?.into_values().collect();
    let children = call
        .walk
        .request
        .reader
        .children_of(&loader::rows(&reviews))
        .await?;
    Ok(referrals
        .iter()
        .map(|referral| children.get(&referral.0.base().review_id).cloned().map(&wire))
        .collect())
}

/// The concern that each referral answers, where the viewer may know of it.
pub async fn concerns(referrals: &[Referral], call: &Call<'_>) -> Result<Vec<Option<Concern>>> {
    let ids = referrals.iter().map(|referral| referral.0.base().concern_id);
    relation::by_id::<concern::Entity, _>(concern::Column::Id, ids, call, Concern).await
}
