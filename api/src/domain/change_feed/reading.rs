//! From facts to the changes that a viewer may know of.

use std::sync::Arc;

use entity::journal;

use super::types::Change;
use crate::gql::node::Node;
use crate::problem::Result;
use crate::store::Reader;

/// Of these facts those whose record the viewer may know of now, as changes, in their order: one statement a kind of record.
pub async fn visible(reader: &Reader, rows: Vec<Arc<journal::Model>>) -> Result<Vec<Change>> {
    let wanted: Vec<_> = rows
        .iter()
        .map(|row| (row.subject_type.clone(), row.subject_id))
        .collect();
    let found = Node::among(reader, wanted.iter().map(|(kind, key)| (kind.as_str(), *key))).await?;
    let change = |row: Arc<journal::Model>| {
        let subject = found.get(&(row.subject_type.as_str(), row.subject_id))?.clone();
        Some(Change { row, subject })
    };
    Ok(rows.into_iter().filter_map(change).collect())
}
