//! Streams: what is given, to whom, when, and how it ends.

use tests::socket::Socket;
use tests::{Actor, json};

mod chaos;
mod ending;
mod feed;
mod flood;
mod follower;
mod frames;
mod protocol;
mod rights;
mod room;
mod sse;

/// What is asked of a stream's items.
pub const ITEMS: &str = "__typename ... on Change { id cursor type subjectId version isTombstone actorRole subject { __typename id } } \
    ... on Heartbeat { cursor } ... on ResyncRequired { reason cursor }";

/// Follows a review.
pub fn review_events() -> String {
    format!(
        "subscription($review: ReviewRef!, $after: Cursor) {{ reviewEvents(review: $review, after: $after) {{ {ITEMS} }} }}"
    )
}

/// Follows everything.
pub fn changes() -> String {
    format!(
        "subscription($after: Cursor, $types: [String!]) {{ changes(after: $after, types: $types) {{ {ITEMS} }} }}"
    )
}

/// Raises a concern in the home review, and gives its id.
pub async fn raise(who: &Actor, review: &str, sensitivity: &str) -> String {
    let input = json!({
        "topic": "SLEEP", "level": "WATCH", "evidence": "Wakes often.", "sensitivity": sensitivity,
    });
    let raised = who
        .mutate(
            "concernRaise",
            json!({ "review": { "id": review }, "input": input }),
        )
        .await;
    raised.id()
}

/// The ids of the next changes of a stream, so many.
pub async fn next_ids(socket: &mut Socket, count: usize) -> Vec<String> {
    let mut ids = Vec::new();
    while ids.len() < count {
        let item = socket.item("Change").await;
        ids.push(item["id"].as_str().expect("an id").to_owned());
    }
    ids
}

/// Every change that a query gives from a cursor on, in pages.
pub async fn read_on(who: &Actor, after: Option<&str>, types: &[&str]) -> Vec<String> {
    let query = "query($after: Cursor, $types: [String!]) { changes(first: 7, after: $after, types: $types) { \
        changes { id } cursor hasMore } }";
    let (mut at, mut ids) = (after.map(str::to_owned), Vec::new());
    loop {
        let data = who
            .query_with(query, json!({ "after": at, "types": types }))
            .await;
        let page = &data["changes"];
        let changes = page["changes"].as_array().expect("changes");
        ids.extend(
            changes
                .iter()
                .map(|change| change["id"].as_str().expect("an id").to_owned()),
        );
        if page["hasMore"] != true {
            return ids;
        }
        at = page["cursor"].as_str().map(str::to_owned);
    }
}
