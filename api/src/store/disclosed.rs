//! What was read across the professions: each reading is a disclosure, written with the record of the look, in the same
//! transaction, before the answer leaves. And the disclosures about children, read back: one statement for any number.

use std::collections::HashMap;

use entity::disclosure::{self, Column as C};
use entity::enums::DisclosureKind;
use entity::ids::{ChildId, DisclosureId, PractitionerId, TypedId};
use sea_orm::sea_query::{Alias, Expr, ExprTrait, Func, Query, WindowStatement};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, ConnectionTrait, EntityTrait, FromQueryResult, Order,
    QueryFilter, QueryOrder, QuerySelect, QueryTrait,
};

use super::page::{Bounds, PageRequest, Paged, decode, encode, no_cursor};
use super::reader::among;
use super::{Reader, Store, Visible, constraint};
use crate::auth::viewer::Caller;
use crate::policy::Crossed;
use crate::policy::sharing::{By, category_of, other_profession};
use crate::problem::{Problem, Result};

/// The name of the order in its cursors.
const ORDER: &str = "disclosures";
/// How many rows go into one statement: the databases bound its parameters.
const AT_ONCE: usize = 1_000;

impl Store {
    /// The disclosures that an answer makes, one a child and half.
    pub(super) fn disclosures(
        &self,
        caller: &Caller,
        crossed: &[(ChildId, Crossed)],
    ) -> Vec<disclosure::ActiveModel> {
        let (who, now) = (caller.viewer.who(), self.inner.clock.now());
        let one = |(child, crossed): &(ChildId, Crossed)| {
            let category = category_of(crossed.lens)?;
            let (agreement, overriding) = match crossed.gateway.by {
                By::Agreement(id) => (Some(id), None),
                By::Override(id) => (None, Some(id)),
            };
            Some(disclosure::ActiveModel {
                id: Set(self.inner.clock.new_id()),
                authority_id: Set(who.authority),
                child_id: Set(*child),
                kind: Set(DisclosureKind::Read),
                category: Set(category),
                gateway: Set(crossed.gateway.legal),
                agreement_id: Set(agreement),
                override_id: Set(overriding),
                recipient: Set(other_profession(category)),
                recipient_name: Set(None),
                what: Set(None),
                reason: Set(None),
                parents_informed: Set(crossed.gateway.parents_informed),
                not_informed_reason: Set(None),
                happened_at: Set(now),
                by_id: Set(PractitionerId(who.actor)),
                by_role: Set(who.role),
                request_id: Set(caller.request_id.to_string()),
                version: Set(1),
                created_at: Set(now),
                updated_at: Set(now),
            })
        };
        crossed.iter().filter_map(one).collect()
    }
}

/// Writes disclosures.
pub(super) async fn write<C: ConnectionTrait>(db: &C, rows: Vec<disclosure::ActiveModel>) -> Result<()> {
    let mut rows = rows.into_iter();
    loop {
        let some: Vec<_> = rows.by_ref().take(AT_ONCE).collect();
        if some.is_empty() {
            return Ok(());
        }
        disclosure::Entity::insert_many(some)
            .exec_without_returning(db)
            .await
            .map_err(constraint::problem)?;
    }
}

#[derive(FromQueryResult)]
struct Counted {
    child_id: ChildId,
    rows: i64,
}

impl Reader {
    /// The disclosures about each of these children that the viewer may know of, the newest first.
    pub async fn disclosures_of(
        &self,
        children: &[Visible<entity::child::Model>],
        page: &PageRequest,
    ) -> Result<HashMap<ChildId, Paged<Visible<disclosure::Model>>>> {
        let bounds = page.bounds()?;
        let order = if bounds.backwards { Order::Asc } else { Order::Desc };
        let db = self.store().inner.current();
        let mut inner = self
            .see::<disclosure::Entity>()
            .filter(Condition::all().add(among(db, C::ChildId, ids(children))))
            .filter(within(&bounds)?)
            .select()
            .select_only()
            .column(C::Id)
            .into_query();
        let window = WindowStatement::partition_by(C::ChildId.as_column_ref())
            .order_by(C::Id.as_column_ref(), order)
            .to_owned();
        inner.expr_window_as(Func::cust(Alias::new("row_number")), window, Alias::new("place"));
        let limit = i64::try_from(bounds.limit).unwrap_or(i64::MAX).saturating_add(1);
        let wanted = Query::select()
            .column(Alias::new("id"))
            .from_subquery(inner, Alias::new("page"))
            .and_where(Expr::col(Alias::new("place")).lte(limit))
            .to_owned();
        let rows = disclosure::Entity::find()
            .filter(C::Id.in_subquery(wanted))
            .order_by_desc(C::Id)
            .all(db)
            .await
            .map_err(constraint::problem)?;
        let mut found: HashMap<ChildId, Vec<disclosure::Model>> = children
            .iter()
            .map(|child| (child.base().id, Vec::new()))
            .collect();
        for row in rows {
            found.entry(row.child_id).or_default().push(row);
        }
        let who = self.viewer().who();
        let seen = |row: disclosure::Model| {
            let child = children.iter().find(|child| child.base().id == row.child_id)?;
            let sight = child.sight().of_author(who, &row);
            Some(Visible::new(row.into(), sight, Some(child.base().id)))
        };
        found
            .into_iter()
            .map(|(child, rows)| {
                let rows = rows.into_iter().filter_map(seen).collect();
                Ok((child, paged(rows, &bounds)?))
            })
            .collect()
    }

    /// How many disclosures there are about each of these children.
    pub async fn count_disclosures_of(
        &self,
        children: &[Visible<entity::child::Model>],
    ) -> Result<HashMap<ChildId, u64>> {
        let db = self.store().inner.current();
        let counted = self
            .see::<disclosure::Entity>()
            .filter(Condition::all().add(among(db, C::ChildId, ids(children))))
            .select()
            .select_only()
            .column(C::ChildId)
            .column_as(C::Id.count(), "rows")
            .group_by(C::ChildId)
            .into_model::<Counted>()
            .all(db)
            .await
            .map_err(constraint::problem)?;
        let mut found: HashMap<ChildId, u64> = children.iter().map(|child| (child.base().id, 0)).collect();
        found.extend(
            counted
                .iter()
                .map(|counted| (counted.child_id, u64::try_from(counted.rows).unwrap_or(0))),
        );
        Ok(found)
    }
}

/// The ids of children, each once.
fn ids(children: &[Visible<entity::child::Model>]) -> Vec<ChildId> {
    let mut ids: Vec<ChildId> = children.iter().map(|child| child.base().id).collect();
    ids.sort_unstable();
    ids.dedup();
    ids
}

/// The rows between the cursors of a page.
fn within(bounds: &Bounds) -> Result<Condition> {
    let place = |cursor: &Option<String>, argument| {
        let Some(cursor) = cursor else { return Ok(None) };
        let [id] = decode(ORDER, cursor, argument)?;
        let id = DisclosureId::parse(&id).map_err(|_| no_cursor(argument))?;
        Ok::<_, Problem>(Some(id))
    };
    Ok(Condition::all()
        .add_option(place(&bounds.after, "after")?.map(|id| C::Id.lt(id)))
        .add_option(place(&bounds.before, "before")?.map(|id| C::Id.gt(id))))
}

/// A page of rows, the newest first, of which there may be one too many at the far end.
fn paged(
    mut rows: Vec<Visible<disclosure::Model>>,
    bounds: &Bounds,
) -> Result<Paged<Visible<disclosure::Model>>> {
    let limit = usize::try_from(bounds.limit).unwrap_or(usize::MAX);
    let more = limit < rows.len();
    if bounds.backwards {
        rows.drain(..rows.len().saturating_sub(limit));
    }
    rows.truncate(limit);
    let (has_next, has_previous) = bounds.around(more);
    let cursor = |row: &Visible<disclosure::Model>| encode([ORDER, &row.base().id.to_string()]);
    let rows = rows.into_iter().map(|row| Ok((cursor(&row)?, row)));
    Ok(Paged {
        rows: rows.collect::<Result<_>>()?,
        has_next,
        has_previous,
    })
}
