//! Who did and saw what: what is recorded, by whom it is read, and that it cannot be changed unnoticed.

mod access_log;
mod command;
mod groups;
mod looks;
mod purpose;
mod seals;
mod trail;
mod withheld;

use tests::{Actor, Value, json};

/// Asks for a child by its id.
async fn child(by: &Actor, id: impl ToString, fields: &str) -> Value {
    let query = format!("query Child($id: ID!) {{ child(child: {{ id: $id }}) {{ {fields} }} }}");
    by.query_with(&query, json!({ "id": id.to_string() })).await["child"].clone()
}
