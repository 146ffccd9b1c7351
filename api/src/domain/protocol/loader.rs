//! What is followed, read with a transaction's own eyes; and the protocols that reviews follow, in one statement for any
//! number of them.

use std::collections::HashMap;

use chrono::NaiveDate;
use entity::enums::DeliveryModel;
use entity::ids::ProtocolId;
use entity::protocol;
use sea_orm::{ColumnTrait, Condition};

use super::steps::{self, Followed};
use super::types::{Protocol, ReviewProtocol};
use crate::domain::review::Review;
use crate::gql::wire::Call;
use crate::problem::Result;
use crate::store::{Reader, Tx};

/// Approved versions that are in force on a day.
fn effective(on: NaiveDate) -> Condition {
    use protocol::Column as P;
    let still = Condition::any()
        .add(P::EffectiveTo.is_null())
        .add(P::EffectiveTo.gt(on));
    Condition::all()
        .add(P::ApprovedAt.is_not_null())
        .add(P::EffectiveFrom.lte(on))
        .add(still)
}

/// The versions of every delivery model that are in force today, for whoever plans many reviews.
pub async fn in_force(tx: &Tx) -> Result<Vec<protocol::Model>> {
    let seen = tx.see::<protocol::Entity>().filter(effective(tx.today()));
    tx.all(seen).await
}

/// What a review of this model follows that is planned today.
pub async fn followed(tx: &Tx, model: DeliveryModel) -> Result<Followed> {
    let of_model = protocol::Column::DeliveryModel.eq(model);
    let seen = tx
        .see::<protocol::Entity>()
        .filter(effective(tx.today()))
        .filter(of_model);
    steps::followed(&tx.all(seen).await?, model, tx.today())
}

/// What a review of this model follows that is planned on a day, as a caller may see it.
pub async fn on(reader: &Reader, model: DeliveryModel, on: NaiveDate) -> Result<ReviewProtocol> {
    let of_model = protocol::Column::DeliveryModel.eq(model);
    let seen = reader
        .see::<protocol::Entity>()
        .filter(effective(on))
        .filter(of_model);
    let own = reader.one(seen).await?.map(Protocol);
    ReviewProtocol::new(model, own)
}

/// What each review follows; nothing where it was planned before there were protocols.
pub async fn of_reviews(reviews: &[Review], call: &Call<'_>) -> Result<Vec<Option<ReviewProtocol>>> {
    let mut ids: Vec<ProtocolId> = reviews
        .iter()
        .filter_map(|review| review.0.base().protocol_id)
        .collect();
    ids.sort_unstable();
    ids.dedup();
    let reader = &call.walk.request.reader;
    let rows = reader
        .among::<protocol::Entity>(protocol::Column::Id, ids)
        .await?;
    let found: HashMap<ProtocolId, Protocol> = rows
        .into_iter()
        .map(|row| (row.base().id, Protocol(row)))
        .collect();
    let of = |review: &Review| {
        let row = review.0.base();
        row.protocol_number?;
        let own = row.protocol_id.and_then(|id| found.get(&id).cloned());
        Some(ReviewProtocol::new(row.delivery_model, own))
    };
    reviews.iter().map(|review| of(review).transpose()).collect()
}
