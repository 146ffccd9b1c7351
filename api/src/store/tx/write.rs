//! The changes that a permit allows, each with its fact.

use std::str::FromStr;

use entity::ids::{ProtocolId, TypedId};
use entity::review;
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, Iterable, QueryFilter};

use super::Tx;
use crate::policy::{Act, Record, Recorded};
use crate::problem::{Problem, Refusal, Result};
use crate::store::outbox::About;
use crate::store::{Fact, Permit, attempt, constraint};

impl Tx {
    /// Changes exactly the row of the permit: key and version are taken from it, whatever the change says.
    pub async fn change<A: Act, M>(&mut self, permit: Permit<A>, change: M, fact: Fact) -> Result<()>
    where
        M: ActiveModelTrait<Entity = <A::Row as sea_orm::ModelTrait>::Entity>,
    {
        self.update(permit.row(), change, fact).await
    }

    /// Changes a row that belongs to the permit's row: the same review or child, or a part of it.
    pub async fn cascade<A: Act, R, M>(
        &mut self,
        permit: &Permit<A>,
        row: &R,
        change: M,
        fact: Fact,
    ) -> Result<()>
    where
        R: Record,
        M: ActiveModelTrait<Entity = <R as sea_orm::ModelTrait>::Entity>,
    {
        let parent = permit.row();
        let same_review = parent.review_id().is_some() && parent.review_id() == row.review_id();
        let same_child = parent.child_id().is_some() && parent.child_id() == row.child_id();
        let same_authority = A::Row::kind() == "authority" && parent.authority_id() == row.authority_id();
        // The version of a protocol before ends where the next one begins.
        let same_protocol = A::Row::kind() == ProtocolId::PREFIX
            && R::kind() == ProtocolId::PREFIX
            && parent.authority_id() == row.authority_id();
        let part_of = row.part_of() == Some(parent.id().uuid());
        if !(same_review || same_child || same_authority || same_protocol || part_of) {
            return Err(Problem::internal(format!(
                "{} does not belong to the permit's {}",
                R::kind(),
                A::Row::kind()
            )));
        }
        self.update(row, change, fact).await
    }

    /// Changes a part of a review of the permit's child.
    pub async fn cascade_in<A: Act, R, M>(
        &mut self,
        permit: &Permit<A>,
        review: &review::Model,
        (row, change): (&R, M),
        fact: Fact,
    ) -> Result<()>
    where
        R: Record,
        M: ActiveModelTrait<Entity = <R as sea_orm::ModelTrait>::Entity>,
    {
        let of_child = permit.row().child_id() == Some(review.child_id);
        if !of_child || row.review_id() != Some(review.id) {
            return Err(Problem::internal(format!(
                "{} is no part of a review of the permit's child",
                R::kind()
            )));
        }
        self.update(row, change, fact).await
    }

    pub(in crate::store) async fn update<R, M>(&mut self, row: &R, mut change: M, fact: Fact) -> Result<()>
    where
        R: Record,
        M: ActiveModelTrait<Entity = <R as sea_orm::ModelTrait>::Entity>,
    {
        type Columns<M> = <<M as ActiveModelTrait>::Entity as EntityTrait>::Column;
        for fixed in ["id", "authority_id", "created_at", "version", "updated_at"] {
            if let Ok(column) = Columns::<M>::from_str(fixed) {
                change.not_set(column);
            }
        }
        let changed: Vec<&'static str> = Columns::<M>::iter()
            .filter(|column| change.get(*column).is_set())
            .map(|column| sea_orm::IdenStatic::as_str(&column))
            .collect();
        let version = row.version() + 1;
        set(&mut change, "version", version.into());
        set(&mut change, "updated_at", self.now.into());
        let key = attempt::primary_key::<M::Entity>()?;
        let current = column::<M::Entity>("version")?;
        let done = M::Entity::update_many()
            .set(change)
            .filter(key.eq(row.id().uuid()))
            .filter(current.eq(row.version()))
            .exec(&self.db)
            .await
            .map_err(constraint::problem)?;
        if done.rows_affected != 1 {
            return Err(Refusal::VersionConflict {
                current: version,
                changed: Vec::new(),
                by: None,
            }
            .into());
        }
        self.journal(row, version, fact, &changed);
        Ok(())
    }

    /// Makes a new row under the permit's row: its authority, and the review or child it belongs to, come from there.
    pub async fn create<A: Act, M>(
        &mut self,
        permit: &Permit<A>,
        mut new: M,
        fact: Fact,
    ) -> Result<<<M::Entity as EntityTrait>::Model as Record>::Id>
    where
        M: ActiveModelTrait,
        M::Entity: Recorded,
        <M::Entity as EntityTrait>::Model: sea_orm::IntoActiveModel<M>,
    {
        let id: <<M::Entity as EntityTrait>::Model as Record>::Id = self.new_id();
        let parent = permit.row();
        set(&mut new, "id", id.uuid().into());
        set(&mut new, "authority_id", parent.authority_id().uuid().into());
        set(&mut new, "version", 1.into());
        set(&mut new, "created_at", self.now.into());
        set(&mut new, "updated_at", self.now.into());
        if let Some(review) = parent.review_id() {
            set(&mut new, "review_id", review.uuid().into());
        }
        if let Some(child) = parent.child_id() {
            set(&mut new, "child_id", child.uuid().into());
        }
        let row = M::Entity::insert(new)
            .exec_with_returning(&self.db)
            .await
            .map_err(constraint::problem)?;
        self.journal(&row, 1, fact, &[]);
        Ok(id)
    }

    fn journal<R: Record>(&mut self, row: &R, version: i32, fact: Fact, changed: &[&str]) {
        let about = About::of(row, version);
        self.outbox.touch(&about);
        self.note(about, fact, changed);
    }
}

pub(in crate::store) fn column<E: EntityTrait>(name: &str) -> Result<E::Column> {
    E::Column::from_str(name).map_err(|_| Problem::internal(format!("no column {name}")))
}

/// Sets a column by its name, where the table has it.
pub(in crate::store) fn set<M: ActiveModelTrait>(model: &mut M, name: &str, value: sea_orm::Value) {
    if let Ok(column) = <M::Entity as EntityTrait>::Column::from_str(name) {
        model.set(column, value);
    }
}
