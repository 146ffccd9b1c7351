//! The facts of a transaction until it commits, and the reviews whose revision they bump.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use entity::ids::{AuthorityId, ChildId, ReviewId, TypedId};
use entity::{journal, review};
use sea_orm::prelude::Uuid;
use sea_orm::sea_query::{Expr, ExprTrait, UpdateStatement};
use sea_orm::{ActiveValue::Set, ConnectionTrait, EntityTrait, QueryFilter, QueryTrait};

use super::Fact;
use super::batch::Batch;
use super::reader::among;
use crate::auth::viewer::Caller;
use crate::policy::Record;
use crate::problem::{Problem, Result};

/// How many facts go into one statement: the databases bound its parameters.
const AT_ONCE: usize = 1_000;

/// What a fact is about.
#[derive(Clone, Copy)]
pub(super) struct About {
    pub authority: AuthorityId,
    pub kind: &'static str,
    pub id: Uuid,
    pub version: i32,
    pub review: Option<ReviewId>,
    pub child: Option<ChildId>,
}

impl About {
    pub fn of<R: Record>(row: &R, version: i32) -> Self {
        Self {
            authority: row.authority_id(),
            kind: R::kind(),
            id: row.id().uuid(),
            version,
            review: row.review_id(),
            child: row.child_id(),
        }
    }
}

/// The facts of one transaction.
#[derive(Default)]
pub(super) struct Outbox {
    facts: Vec<journal::ActiveModel>,
    reviews: BTreeSet<ReviewId>,
    children: BTreeSet<ChildId>,
}

impl Outbox {
    /// Keeps a fact, with the names of the fields that changed.
    pub fn note(
        &mut self,
        caller: &Caller,
        at: DateTime<Utc>,
        about: &About,
        mut fact: Fact,
        changed: &[&str],
    ) {
        if let Some(data) = fact.data.as_object_mut().filter(|_| !changed.is_empty()) {
            data.insert("changed".to_owned(), changed.into());
        }
        let who = caller.viewer.who();
        self.facts.push(journal::ActiveModel {
            at: Set(at),
            authority_id: Set(about.authority),
            actor_id: Set(who.actor),
            actor_role: Set(who.role),
            kind: Set(fact.kind.to_owned()),
            schema_version: Set(1),
            subject_type: Set(about.kind.to_owned()),
            subject_id: Set(about.id),
            subject_version: Set(about.version),
            review_id: Set(about.review),
            child_id: Set(about.child),
            data: Set(fact.data),
            request_id: Set(caller.request_id.to_string()),
            ..Default::default()
        });
    }

    /// Marks what is read together with a changed row as changed.
    pub fn touch(&mut self, about: &About) {
        self.reviews.extend(about.review);
        if about.review.is_none() {
            self.children.extend(about.child);
        }
    }

    /// Adds the facts, and the new revisions of the reviews they are about, to what is written last.
    pub fn write(self, db: &impl ConnectionTrait, batch: &mut Batch) -> Result<()> {
        if self.facts.is_empty() {
            return Err(Problem::internal(
                "a transaction without a fact was to be committed",
            ));
        }
        if !self.reviews.is_empty() {
            batch.update(bump(among(db, review::Column::Id, self.reviews)));
        }
        if !self.children.is_empty() {
            batch.update(bump(among(db, review::Column::ChildId, self.children)));
        }
        let mut facts = self.facts.into_iter();
        loop {
            let some: Vec<_> = facts.by_ref().take(AT_ONCE).collect();
            if some.is_empty() {
                return Ok(());
            }
            batch.insert(journal::Entity::insert_many(some).into_query());
        }
    }
}

fn bump(which: sea_orm::sea_query::SimpleExpr) -> UpdateStatement {
    review::Entity::update_many()
        .filter(which)
        .col_expr(
            review::Column::Revision,
            Expr::col(review::Column::Revision).add(1),
        )
        .into_query()
}
