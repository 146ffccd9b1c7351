//! Who has looked at children's records, read back: the newest looks at each child, in one statement for any number of
//! children.

use std::collections::HashMap;

use entity::access_log;
use entity::access_shown;
use entity::child;
use entity::enums::Lens;
use entity::ids::ChildId;
use sea_orm::prelude::Uuid;
use sea_orm::{ConnectionTrait, DatabaseBackend, FromQueryResult, QueryResult, Statement, Value};

use super::page::{Bounds, PageRequest, Paged, decode, encode, no_cursor};
use super::{Reader, Visible, constraint, shown};
use crate::policy::{Lenses, Relations};
use crate::problem::{Problem, Result};

/// The name of the order in its cursors.
const ORDER: &str = "accessLog";

/// One look at a child's record.
#[derive(Debug, Clone)]
pub struct Look {
    /// Who, when and why.
    pub entry: access_log::Model,
    /// The classes of data that were shown of the child.
    pub lenses: Lenses,
    /// How whoever looked stood to the child.
    pub relations: Relations,
}

/// The newest of each child first; the places are bounds that lie outside of the page.
const PAGE_ON_POSTGRES: &str = "
    SELECT c.child::text AS child, l.*, s.children, s.classes
    FROM unnest($1::uuid[]) AS c(child)
    CROSS JOIN LATERAL (
      SELECT n.* FROM access_shown AS m CROSS JOIN LATERAL (
        SELECT * FROM access_log WHERE shown_id = m.id AND authority_id = $2 AND id < $3 AND $4 < id
        ORDER BY id {order} LIMIT $5
      ) AS n
      WHERE m.children @> ARRAY[c.child] ORDER BY n.id {order} LIMIT $5
    ) AS l
    JOIN access_shown AS s ON s.id = l.shown_id";
const PAGE_ON_SQLITE: &str = "
    SELECT c.value AS child, l.*, s.children, s.classes
    FROM json_each($1) AS c
    JOIN access_log AS l ON l.id IN (
      SELECT n.id FROM access_shown_child AS m JOIN access_log AS n ON n.shown_id = m.shown_id
      WHERE m.child_id = c.value AND n.authority_id = $2 AND n.id < $3 AND $4 < n.id
      ORDER BY n.id {order} LIMIT $5
    )
    JOIN access_shown AS s ON s.id = l.shown_id";
const COUNT_ON_POSTGRES: &str = "
    SELECT c.child::text AS child, count(l.id) AS looks
    FROM unnest($1::uuid[]) AS c(child)
    JOIN access_shown AS m ON m.children @> ARRAY[c.child]
    JOIN access_log AS l ON l.shown_id = m.id AND l.authority_id = $2
    GROUP BY 1";
const COUNT_ON_SQLITE: &str = "
    SELECT c.value AS child, count(l.id) AS looks
    FROM json_each($1) AS c
    JOIN access_shown_child AS m ON m.child_id = c.value
    JOIN access_log AS l ON l.shown_id = m.shown_id AND l.authority_id = $2
    GROUP BY 1";

impl Reader {
    /// The looks at each of these children, the newest first. A child whose access log is not open to the viewer has no
    /// entry.
    pub async fn looks_at(
        &self,
        children: &[Visible<child::Model>],
        page: &PageRequest,
    ) -> Result<HashMap<ChildId, Paged<Look>>> {
        let bounds = page.bounds()?;
        let (order, after, before) = places(&bounds)?;
        let open = open(children);
        if open.is_empty() {
            return Ok(HashMap::new());
        }
        let sql = match self.store().inner.current().get_database_backend() {
            DatabaseBackend::Postgres => PAGE_ON_POSTGRES,
            _ => PAGE_ON_SQLITE,
        };
        let limit = i64::try_from(bounds.limit).unwrap_or(i64::MAX).saturating_add(1);
        let values = [after.into(), before.into(), limit.into()];
        let rows = self
            .of_children(&sql.replace("{order}", order), &open, values)
            .await?;
        let mut found: HashMap<ChildId, Vec<Look>> =
            open.into_iter().map(|child| (child, Vec::new())).collect();
        for row in &rows {
            let (child, look) = look(row)?;
            found.entry(child).or_default().push(look);
        }
        found
            .into_iter()
            .map(|(child, looks)| Ok((child, paged(looks, &bounds)?)))
            .collect()
    }

    /// How many looks there were at each of these children.
    pub async fn count_looks_at(&self, children: &[Visible<child::Model>]) -> Result<HashMap<ChildId, u64>> {
        let open = open(children);
        if open.is_empty() {
            return Ok(HashMap::new());
        }
        let sql = match self.store().inner.current().get_database_backend() {
            DatabaseBackend::Postgres => COUNT_ON_POSTGRES,
            _ => COUNT_ON_SQLITE,
        };
        let mut counted: HashMap<ChildId, u64> = open.iter().map(|child| (*child, 0)).collect();
        for row in self.of_children(sql, &open, []).await? {
            let looks: i64 = row.try_get("", "looks").map_err(constraint::problem)?;
            counted.insert(child_of(&row)?, u64::try_from(looks).unwrap_or(0));
        }
        Ok(counted)
    }

    async fn of_children<const N: usize>(
        &self,
        sql: &str,
        children: &[ChildId],
        values: [Value; N],
    ) -> Result<Vec<QueryResult>> {
        let db = self.store().inner.current();
        let backend = db.get_database_backend();
        let ids: Vec<Uuid> = children.iter().map(|child| child.0).collect();
        let children: Value = match backend {
            DatabaseBackend::Postgres => ids.into(),
            _ => serde_json::to_string(&ids).map_err(Problem::internal)?.into(),
        };
        let authority = self.viewer().authority().0.into();
        let values = [children, authority].into_iter().chain(values);
        db.query_all_raw(Statement::from_sql_and_values(backend, sql, values))
            .await
            .map_err(constraint::problem)
    }
}

/// The children whose access log is open, each once.
fn open(children: &[Visible<child::Model>]) -> Vec<ChildId> {
    let open = children
        .iter()
        .filter(|child| child.sight().lenses.has(Lens::AccessLog));
    let mut ids: Vec<ChildId> = open.map(|child| child.base().id).collect();
    ids.sort_unstable();
    ids.dedup();
    ids
}

/// The order of a page and the places between which it lies.
fn places(bounds: &Bounds) -> Result<(&'static str, i64, i64)> {
    let place = |cursor: &Option<String>, argument, open: i64| match cursor {
        None => Ok(open),
        Some(cursor) => {
            let [id] = decode(ORDER, cursor, argument)?;
            id.parse().map_err(|_| no_cursor(argument))
        }
    };
    let order = if bounds.backwards { "ASC" } else { "DESC" };
    let after = place(&bounds.after, "after", i64::MAX)?;
    Ok((order, after, place(&bounds.before, "before", 0)?))
}

fn paged(mut looks: Vec<Look>, bounds: &Bounds) -> Result<Paged<Look>> {
    looks.sort_unstable_by_key(|look| std::cmp::Reverse(look.entry.id));
    let limit = usize::try_from(bounds.limit).unwrap_or(usize::MAX);
    let more = limit < looks.len();
    if bounds.backwards {
        looks.drain(..looks.len().saturating_sub(limit));
    }
    looks.truncate(limit);
    let (has_next, has_previous) = bounds.around(more);
    let cursor = |look: &Look| encode([ORDER, &look.entry.id.to_string()]);
    let rows = looks.into_iter().map(|look| Ok((cursor(&look)?, look)));
    Ok(Paged {
        rows: rows.collect::<Result<_>>()?,
        has_next,
        has_previous,
    })
}

fn look(row: &QueryResult) -> Result<(ChildId, Look)> {
    let child = child_of(row)?;
    let entry = access_log::Model::from_query_result(row, "").map_err(constraint::problem)?;
    let content = access_shown::Model {
        id: entry.shown_id,
        children: row.try_get("", "children").map_err(constraint::problem)?,
        classes: row.try_get("", "classes").map_err(constraint::problem)?,
    };
    let (lenses, relations) = shown::of_child(&content, child);
    let look = Look {
        entry,
        lenses,
        relations,
    };
    Ok((child, look))
}

fn child_of(row: &QueryResult) -> Result<ChildId> {
    let text: String = row.try_get("", "child").map_err(constraint::problem)?;
    text.parse().map(ChildId).map_err(Problem::internal)
}
