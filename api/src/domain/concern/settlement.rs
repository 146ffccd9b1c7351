//! How concerns were settled, on the wire.

use std::collections::HashMap;

use entity::concern_settlement;
use entity::enums::{ConcernOutcome, Discipline, Role, Sensitivity};
use entity::ids::{ConcernId, ConcernSettlementId};
use entity::{concern, referral};

use super::loader;
use super::types::{Concern, ConcernAuthor};
use crate::domain::referral::Referral;
use crate::gql::relation;
use crate::gql::scalars::{Date, DateTime};
use crate::gql::wire::Call;
use crate::problem::Result;
use crate::store::Visible;
use crate::wire;

/// How a concern was settled.
#[derive(Debug, Clone)]
pub struct ConcernSettlement(pub Visible<concern_settlement::Model>);

wire! {
    /// How a concern was settled, and why it was taken up again where it was. Read by whoever reads the concern; but parents
    /// and systems do not know of one that practitioners keep among themselves, as they do with SAFEGUARDING_ROUTE.
    ConcernSettlement = "ConcernSettlement", node, |settlement, call| {
        /// The id, for example `concern_settlement_01j…`. Never changes.
        base "id": ConcernSettlementId = settlement.0.base().id;
        /// What became of the concern.
        lens(ConcernDetail) "outcome": ConcernOutcome = |row| Some(row.outcome);
        /// Why, and what follows, in the words of whoever settled it.
        lens(ConcernDetail) "note": String = |row| Some(row.note.clone());
        /// Who may hear of the outcome.
        lens(ConcernDetail) "sensitivity": Sensitivity = |row| Some(row.sensitivity);
        /// When it is to be looked at again, where it is monitored.
        lens(ConcernDetail) "lookAgainOn": Date = |row| row.look_again_on.map(Date);
        /// Whether that day has come and the outcome still stands.
        lens(ConcernDetail) "isToBeLookedAt": bool = |row| Some(is_to_be_looked_at(row, call));
        /// The referral that it led to, if it is named and you may see it.
        one(Referral) "referral": Referral = referrals;
        /// In which role it was settled.
        base "settledByRole": Role = settlement.0.base().settled_by_role;
        /// By which profession it was settled.
        base "settledByDiscipline": Option<Discipline> = settlement.0.base().settled_by_role.discipline();
        /// Who settled it.
        one(Identity) "settledBy": ConcernAuthor = settled_by;
        /// Why it was taken up again; null where it stands.
        lens(ConcernDetail) "reopenedReason": String = |row| row.reopened_reason.clone();
        /// In which role it was taken up again.
        base "reopenedByRole": Option<Role> = settlement.0.base().reopened_by_role;
        /// Who took it up again.
        one(Identity) "reopenedBy": ConcernAuthor = reopened_by;
        /// When it was taken up again.
        base "reopenedAt": Option<DateTime> = settlement.0.base().reopened_at.map(DateTime);
        /// When it was settled.
        base "createdAt": DateTime = DateTime(settlement.0.base().created_at);
        /// When it was taken up again, or else when it was settled.
        base "updatedAt": DateTime = DateTime(settlement.0.base().updated_at);
        /// The concern.
        one "concern": Concern = concerns;
    }
}

fn is_to_be_looked_at(row: &concern_settlement::Model, call: &Call<'_>) -> bool {
    let today = call.walk.request.store.clock().today();
    row.reopened_at.is_none() && row.look_again_on.is_some_and(|on| on <= today)
}

/// How each concern was settled each time, first to last.
pub async fn all(concerns: &[Concern], call: &Call<'_>) -> Result<Vec<Option<Vec<ConcernSettlement>>>> {
    let ids: Vec<ConcernId> = concerns.iter().map(|concern| concern.0.base().id).collect();
    let mut rows = call
        .walk
        .request
        .reader
        .among::<concern_settlement::Entity>(concern_settlement::Column::ConcernId, ids.clone())
        .await?;
    rows.sort_by_key(|row| row.base().id);
    let mut found: HashMap<ConcernId, Vec<ConcernSettlement>> = HashMap::new();
    for row in rows {
        let of = row.base().concern_id;
        found.entry(of).or_default().push(ConcernSettlement(row));
    }
    Ok(ids.iter().map(|id| found.get(id).cloned()).collect())
}

/// How each concern is settled now.
pub async fn standing(concerns: &[Concern], call: &Call<'_>) -> Result<Vec<Option<ConcernSettlement>>> {
    let stands = |one: &ConcernSettlement| one.0.base().reopened_at.is_none();
    let all = all(concerns, call).await?;
    Ok(all
        .into_iter()
        .map(|of_one| of_one?.into_iter().find(stands))
        .collect())
}

async fn concerns(batch: &[ConcernSettlement], call: &Call<'_>) -> Result<Vec<Option<Concern>>> {
    let ids = batch.iter().map(|one| Some(one.0.base().concern_id));
    relation::by_id::<concern::Entity, _>(concern::Column::Id, ids, call, Concern).await
}

async fn referrals(batch: &[ConcernSettlement], call: &Call<'_>) -> Result<Vec<Option<Referral>>> {
    let ids = batch.iter().map(|one| one.0.base().referral_id);
    relation::by_id::<referral::Entity, _>(referral::Column::Id, ids, call, Referral).await
}

async fn settled_by(batch: &[ConcernSettlement], call: &Call<'_>) -> Result<Vec<Option<ConcernAuthor>>> {
    let spoke = |one: &ConcernSettlement| (one.0.base().settled_by_role, one.0.base().settled_by_id.0);
    loader::authors(batch.iter().map(spoke), call).await
}

async fn reopened_by(batch: &[ConcernSettlement], call: &Call<'_>) -> Result<Vec<Option<ConcernAuthor>>> {
    let spoke = |one: &ConcernSettlement| {
        let row = one.0.base();
        Some((row.reopened_by_role?, row.reopened_by_id?.0))
    };
    let mut authors = loader::authors(batch.iter().filter_map(spoke), call)
        .await?
        .into_iter();
    let of = |one| match spoke(one) {
        Some(_) => authors.next().flatten(),
        None => None,
    };
    Ok(batch.iter().map(of).collect())
}
