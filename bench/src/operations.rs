//! The fixed operations.

use serde_json::{Value, json};

/// One kind of request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Operation {
    /// One review with its child, participants and concerns.
    Point,
    /// The 50 next-due reviews of an authority with child, participants, concerns and referrals.
    List,
    /// A concern, with journal, audit and idempotency key.
    Raise,
}

impl Operation {
    /// All of them, in the order of a report.
    pub const ALL: [Self; 3] = [Self::Point, Self::List, Self::Raise];

    /// Its short name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Point => "Q1 one review",
            Self::List => "Q2 50 reviews",
            Self::Raise => "M1 raise a concern",
        }
    }

    /// The body of one request about this review; `number` makes its key unique.
    pub fn body(self, review: &str, number: u64) -> Value {
        match self {
            Self::Point => json!({
                "query": "query($id: ID!) { review(review: { id: $id }) { id status dueOn deliveryModel \
                    child { id givenName familyName birthDate } participants { id capacity status } \
                    concerns { id topic level status evidence } } }",
                "variables": { "id": review },
            }),
            Self::List => json!({
                "query": "{ reviews(first: 50) { nodes { id status dueOn deliveryModel windowOpensOn windowClosesOn \
                    child { id givenName familyName birthDate } participants { id capacity status version } \
                    concerns { id topic level status evidence } referrals { id status urgency summary } } } }",
            }),
            Self::Raise => json!({
                "query": "mutation($review: ReviewRef!, $key: String, $input: ConcernRaiseInput!) { \
                    concernRaise(review: $review, idempotencyKey: $key, input: $input) { \
                    concern { id } userErrors { code message } } }",
                "variables": {
                    "review": { "id": review },
                    "key": format!("bench-{number}"),
                    "input": { "topic": "SLEEP", "level": "WATCH", "evidence": "Wakes often at night." },
                },
            }),
        }
    }
}
