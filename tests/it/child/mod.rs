//! The child: entered, corrected, identified, placed, protected, departed; by everybody who may and may not.

mod acts;
mod lists;
mod placing;
mod protected;
mod rights;

use tests::{Actor, Payload, Value, World, json};

/// Calls an act on a child at this version.
async fn act(by: &Actor, child: impl ToString, mutation: &str, version: i64, input: Value) -> Payload {
    let child = json!({ "id": child.to_string() });
    by.mutate(
        mutation,
        json!({ "child": child, "expectedVersion": version, "input": input }),
    )
    .await
}

/// A child to be entered, with these fields beside the required ones.
#[expect(clippy::needless_pass_by_value, reason = "a literal at each call")]
fn new_child(more: Value) -> Value {
    let mut input = json!({
        "givenName": "Ada", "familyName": "O'Brien", "birthDate": "2024-05-01", "sex": "FEMALE",
    });
    let fields = input.as_object_mut().unwrap();
    fields.extend(more.as_object().unwrap().clone());
    json!({ "input": input })
}

/// What somebody reads of a child.
async fn read(by: &Actor, child: impl ToString, fields: &str) -> Value {
    let query = format!("query($id: ID!) {{ child(child: {{ id: $id }}) {{ {fields} }} }}");
    by.query_with(&query, json!({ "id": child.to_string() })).await["child"].clone()
}

/// An identifier of the national system.
const NHS: &str = "https://fhir.nhs.uk/Id/nhs-number";
/// Numbers that belong to nobody.
const FREE: [&str; 2] = ["9000000009", "9000000025"];

/// The id of the child in the nursery.
fn zofia(world: &World) -> String {
    world.home().child.id.to_string()
}
