//! What grows without bound under reviews, in pages: one statement for any number of reviews.

use std::collections::HashMap;

use entity::enums::Lens;
use entity::ids::{ReviewId, TypedId};
use entity::review;
use sea_orm::sea_query::{Expr, ExprTrait, IntoCondition, Query};
use sea_orm::{ColumnTrait, IdenStatic, QuerySelect, QueryTrait};

use super::attempt::primary_key;
use super::page::{Bounds, Direction, Keyset, PageRequest, Paged};
use super::reader::among;
use super::{Reader, Visible, constraint};
use crate::policy::scope::Scoped;
use crate::policy::{Record, Recorded};
use crate::problem::Result;

/// The reviews on which a class of data is open to the viewer.
fn open(reviews: &[Visible<review::Model>], lens: Lens) -> Vec<ReviewId> {
    let open = reviews.iter().filter(|review| review.sight().lenses.has(lens));
    open.map(|review| review.base().id).collect()
}

impl Reader {
    /// A page of the rows under each of these reviews, the newest first; `of` is the column that names the review, `name`
    /// the order's name in its cursors. A review whose viewer lacks the lens has no entry.
    pub async fn newest_of<E: Recorded + Scoped>(
        &self,
        (reviews, lens): (&[Visible<review::Model>], Lens),
        (of, name): (E::Column, &'static str),
        page: &PageRequest,
    ) -> Result<HashMap<ReviewId, Paged<Visible<E::Model>>>> {
        let bounds = page.bounds()?;
        let open = open(reviews, lens);
        if open.is_empty() {
            return Ok(HashMap::new());
        }
        let id = primary_key::<E>()?;
        let keyset: Keyset<E> = Keyset {
            name,
            column: id,
            id,
            direction: Direction::Descending,
        };
        let db = self.store().inner.current();
        let mut condition = among(db, of, open.iter().copied()).into_condition();
        if let Some(cursor) = &bounds.after {
            condition = condition.add(keyset.beyond(cursor, "after", true)?);
        }
        if let Some(cursor) = &bounds.before {
            condition = condition.add(keyset.beyond(cursor, "before", false)?);
        }
        let place = rank::<E>(of, id, bounds.backwards);
        let ranked = self
            .see::<E>()
            .filter(condition)
            .select()
            .select_only()
            .column(id)
            .expr_as(Expr::cust(place), "place")
            .into_query();
        let first = Query::select()
            .column("id")
            .from_subquery(ranked, "ranked")
            .and_where(Expr::col("place").lte(i64::try_from(bounds.limit + 1).unwrap_or(i64::MAX)))
            .to_owned();
        let mut rows = self.all(self.see::<E>().filter(id.in_subquery(first))).await?;
        rows.sort_by_key(|row| std::cmp::Reverse(row.base().id().uuid()));
        let mut found: HashMap<ReviewId, Vec<Visible<E::Model>>> =
            open.into_iter().map(|review| (review, Vec::new())).collect();
        for row in rows {
            if let Some(review) = row.base().review_id() {
                found.entry(review).or_default().push(row);
            }
        }
        found
            .into_iter()
            .map(|(review, rows)| Ok((review, cut(rows, &keyset, &bounds)?)))
            .collect()
    }

    /// How many rows there are under each of these reviews.
    pub async fn count_of<E: Recorded + Scoped>(
        &self,
        (reviews, lens): (&[Visible<review::Model>], Lens),
        of: E::Column,
    ) -> Result<HashMap<ReviewId, u64>> {
        let open = open(reviews, lens);
        if open.is_empty() {
            return Ok(HashMap::new());
        }
        let db = self.store().inner.current();
        let mut counted: HashMap<ReviewId, u64> = open.iter().map(|review| (*review, 0)).collect();
        let rows: Vec<(ReviewId, i64)> = self
            .see::<E>()
            .filter(among(db, of, open))
            .select()
            .select_only()
            .column(of)
            .expr_as(Expr::cust("COUNT(*)"), "rows")
            .group_by(of)
            .into_tuple()
            .all(db)
            .await
            .map_err(constraint::problem)?;
        counted.extend(
            rows.into_iter()
                .map(|(review, rows)| (review, u64::try_from(rows).unwrap_or(0))),
        );
        Ok(counted)
    }
}

/// A page of these rows, which may go beyond it at its far end.
fn cut<E: Recorded>(
    mut rows: Vec<Visible<E::Model>>,
    keyset: &Keyset<E>,
    bounds: &Bounds,
) -> Result<Paged<Visible<E::Model>>> {
    let limit = usize::try_from(bounds.limit).unwrap_or(usize::MAX);
    let surplus = rows.len().saturating_sub(limit);
    if bounds.backwards {
        rows.drain(..surplus);
    } else {
        rows.truncate(limit);
    }
    let cursors = rows.iter().map(|row| keyset.cursor(row.base()));
    let cursors = cursors.collect::<Result<Vec<_>>>()?;
    let (has_next, has_previous) = bounds.around(0 < surplus);
    Ok(Paged {
        rows: cursors.into_iter().zip(rows).collect(),
        has_next,
        has_previous,
    })
}

/// The place of a row among those of its review, from the end at which a page begins.
fn rank<E: Recorded>(of: E::Column, id: E::Column, backwards: bool) -> String {
    let table = E::default();
    let column = |column: E::Column| format!("\"{}\".\"{}\"", table.table_name(), column.as_str());
    let order = if backwards { "ASC" } else { "DESC" };
    format!(
        "ROW_NUMBER() OVER (PARTITION BY {} ORDER BY {} {order})",
        column(of),
        column(id)
    )
}
