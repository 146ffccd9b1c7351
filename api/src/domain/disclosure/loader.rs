//! The disclosures about children: one statement for any number of them.

use std::collections::HashMap;

use super::types::Disclosure;
use crate::domain::child::Child;
use crate::gql::connection::Connection;
use crate::gql::page;
use crate::gql::wire::Call;
use crate::problem::Result;
use crate::store::PageRequest;

/// A page of the disclosures about each child, the newest first.
pub async fn of_children(
    children: &[Child],
    call: &Call<'_>,
    request: &PageRequest,
) -> Result<Vec<Option<Connection<Disclosure>>>> {
    let reader = &call.walk.request.reader;
    let rows: Vec<_> = children.iter().map(|child| child.0.clone()).collect();
    let pages = reader.disclosures_of(&rows, request).await?;
    let counted = if call.asks("totalCount") && page::counts(reader.viewer().role()) {
        reader.count_disclosures_of(&rows).await?
    } else {
        HashMap::new()
    };
    let of = |child: &Child| {
        let id = child.0.base().id;
        let page = pages.get(&id)?.clone();
        Some(Connection::new(page, counted.get(&id).copied(), Disclosure))
    };
    Ok(children.iter().map(of).collect())
}
