//! What is followed, read with a transaction's own eyes or a reader's.

use chrono::NaiveDate;
use entity::topic_map;
use sea_orm::ColumnTrait;

use super::links::{self, Followed};
use super::types::{TopicMap, TopicMapInForce};
use crate::problem::Result;
use crate::store::{Reader, Tx};

/// The links that are in force on a day in the caller's authority, as plain data: its own, or the shipped default.
pub async fn in_force(reader: &Reader, on: NaiveDate) -> Result<Followed> {
    let rows = reader.all(begun(reader, on)).await?;
    let rows: Vec<topic_map::Model> = rows.iter().map(|row| row.base().clone()).collect();
    links::followed(&rows, on)
}

/// The same with the eyes of a transaction, today.
pub async fn in_force_in(tx: &Tx) -> Result<Followed> {
    let begun = topic_map::Column::EffectiveFrom.lte(tx.today());
    let rows = tx.all(tx.see::<topic_map::Entity>().filter(begun)).await?;
    links::followed(&rows, tx.today())
}

/// What is in force on a day, as a caller may see it.
pub async fn on(reader: &Reader, on: NaiveDate) -> Result<TopicMapInForce> {
    let rows = reader.all(begun(reader, on)).await?;
    let newest = rows
        .into_iter()
        .max_by_key(|row| (row.base().effective_from, row.base().number));
    TopicMapInForce::new(newest.map(TopicMap))
}

/// The versions whose day has come.
fn begun(reader: &Reader, on: NaiveDate) -> crate::store::Seen<topic_map::Entity> {
    let begun = topic_map::Column::EffectiveFrom.lte(on);
    reader.see::<topic_map::Entity>().filter(begun)
}
