//! The audit trail, read back: acts and looks in one list, the newest first.

use std::cmp::{Ordering, Reverse};
use std::collections::HashMap;
use std::sync::Arc;

use chrono::SecondsFormat;
use entity::enums::{AuditKind, ValueSet};
use entity::{access_log, access_shown, audit};
use sea_orm::sea_query::ExprTrait;
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, Order, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
};

use super::page::{PageRequest, Paged, decode, encode, no_cursor};
use super::{Reader, constraint};
use crate::problem::Result;

mod filter;
mod line;

pub use self::filter::TrailFilter;
use self::line::Place;
pub use self::line::{Said, TrailLine};

/// The name of the order in its cursors.
const ORDER: &str = "auditTrail";

impl Reader {
    /// One page of the trail, as far as the viewer reads it.
    pub async fn trail(&self, filter: &TrailFilter, page: &PageRequest) -> Result<Paged<TrailLine>> {
        let bounds = page.bounds()?;
        let after = place(bounds.after.as_deref(), "after")?;
        let before = place(bounds.before.as_deref(), "before")?;
        let order = if bounds.backwards { Order::Asc } else { Order::Desc };
        let mut lines = Vec::new();
        if let Some(condition) = filter.acts() {
            use audit::Column as C;
            let between = between(C::At, C::Id, AuditKind::Act, (after, before));
            let rows = self
                .see::<audit::Entity>()
                .filter(condition)
                .filter(between)
                .select();
            let rows = rows.order_by(C::At, order.clone()).order_by(C::Id, order.clone());
            let rows = rows.limit(bounds.limit + 1).all(self.store().inner.current());
            let rows = rows.await.map_err(constraint::problem)?;
            lines.extend(rows.into_iter().map(|row| TrailLine::Act(Arc::new(row))));
        }
        if let Some(condition) = filter.looks(self.store().inner.current().get_database_backend()) {
            use access_log::Column as C;
            let between = between(C::At, C::Id, AuditKind::Look, (after, before));
            let rows = self
                .see::<access_log::Entity>()
                .filter(condition)
                .filter(between)
                .select();
            let rows = rows.order_by(C::At, order.clone()).order_by(C::Id, order);
            let rows = rows.limit(bounds.limit + 1).all(self.store().inner.current());
            lines.extend(
                self.with_content(rows.await.map_err(constraint::problem)?)
                    .await?,
            );
        }
        lines.sort_unstable_by_key(|line| Reverse(line.place()));
        let limit = usize::try_from(bounds.limit).unwrap_or(usize::MAX);
        let more = limit < lines.len();
        if bounds.backwards {
            lines.drain(..lines.len().saturating_sub(limit));
        }
        lines.truncate(limit);
        let (has_next, has_previous) = bounds.around(more);
        let rows = lines.into_iter().map(|line| Ok((cursor(line.place())?, line)));
        Ok(Paged {
            rows: rows.collect::<Result<_>>()?,
            has_next,
            has_previous,
        })
    }

    /// How many lines the filter leaves of the trail.
    pub async fn count_trail(&self, filter: &TrailFilter) -> Result<u64> {
        let db = self.store().inner.current();
        let mut count = 0;
        if let Some(condition) = filter.acts() {
            let acts = self.see::<audit::Entity>().filter(condition).select();
            count += acts.count(db).await.map_err(constraint::problem)?;
        }
        if let Some(condition) = filter.looks(self.store().inner.current().get_database_backend()) {
            let looks = self.see::<access_log::Entity>().filter(condition).select();
            count += looks.count(db).await.map_err(constraint::problem)?;
        }
        Ok(count)
    }

    /// Looks with what they showed, in one statement.
    async fn with_content(&self, looks: Vec<access_log::Model>) -> Result<Vec<TrailLine>> {
        if looks.is_empty() {
            return Ok(Vec::new());
        }
        let mut ids: Vec<_> = looks.iter().map(|look| look.shown_id).collect();
        ids.sort_unstable();
        ids.dedup();
        let contents = access_shown::Entity::find()
            .filter(access_shown::Column::Id.is_in(ids))
            .all(self.store().inner.current())
            .await
            .map_err(constraint::problem)?;
        let contents: HashMap<_, _> = contents.into_iter().map(|row| (row.id, Arc::new(row))).collect();
        let line = |look: access_log::Model| {
            let content = contents.get(&look.shown_id)?;
            Some(TrailLine::Look(Arc::new(look), Arc::clone(content)))
        };
        Ok(looks.into_iter().filter_map(line).collect())
    }
}

/// The rows of one table that lie between two places of the list.
fn between<C: ColumnTrait>(
    at: C,
    id: C,
    kind: AuditKind,
    (after, before): (Option<Place>, Option<Place>),
) -> Condition {
    // At the place's own time, the order of the kinds decides, and within one kind the id.
    let older = |(time, other, number): Place| {
        let same_time = match kind.cmp(&other) {
            Ordering::Less => Some(at.eq(time)),
            Ordering::Equal => Some(at.eq(time).and(id.lt(number))),
            Ordering::Greater => None,
        };
        Condition::any().add(at.lt(time)).add_option(same_time)
    };
    let newer = |(time, other, number): Place| {
        let same_time = match kind.cmp(&other) {
            Ordering::Greater => Some(at.eq(time)),
            Ordering::Equal => Some(at.eq(time).and(id.gt(number))),
            Ordering::Less => None,
        };
        Condition::any().add(at.gt(time)).add_option(same_time)
    };
    Condition::all()
        .add_option(after.map(older))
        .add_option(before.map(newer))
}

fn cursor((at, kind, id): Place) -> Result<String> {
    let at = at.to_rfc3339_opts(SecondsFormat::Micros, true);
    encode([ORDER, &at, kind.as_str(), &id.to_string()])
}

fn place(cursor: Option<&str>, argument: &'static str) -> Result<Option<Place>> {
    let Some(cursor) = cursor else {
        return Ok(None);
    };
    let [at, kind, id] = decode(ORDER, cursor, argument)?;
    let read = || Some((at.parse().ok()?, AuditKind::from_text(&kind)?, id.parse().ok()?));
    read().map(Some).ok_or_else(|| no_cursor(argument))
}
