//! Responsibilities: made with the plan of a review, done by the acts that fulfil them, refused to everybody else.

mod acts;
mod planning;

use tests::{Actor, Payload, Value, World, json};

/// A new child of the nursery, born so that two and a quarter is at the turn of the year.
async fn new_child(world: &World, number: usize, in_setting: bool) -> String {
    let home = world.home();
    let by_id = |id: &dyn std::fmt::Display| json!({ "id": id.to_string() });
    let mut input = json!({
        "givenName": "Ada", "familyName": format!("Winter{}", "abcdefgh".get(number..=number).unwrap()),
        "birthDate": "2024-10-04", "sex": "FEMALE",
        "healthTeam": by_id(&home.health_team.id), "namedHealthVisitor": by_id(&home.health_visitor.id),
    });
    if in_setting {
        input["setting"] = by_id(&home.nursery.id);
        input["keyPerson"] = by_id(&home.key_person.id);
    }
    world
        .admin()
        .mutate("childRegister", json!({ "input": input }))
        .await
        .id()
}

/// Plans a review of this model that is due on this day.
async fn plan(world: &World, child: &str, model: &str, due_on: &str) -> Payload {
    let input = json!({ "deliveryModel": model, "dueOn": due_on });
    world
        .health_lead()
        .mutate("reviewPlan", json!({ "child": { "id": child }, "input": input }))
        .await
}

/// The responsibilities of a review, as somebody sees them.
async fn of_review(by: &Actor, review: &str) -> Vec<Value> {
    let look = format!(
        r#"{{ review(review: {{ id: "{review}" }}) {{ responsibilities {{
            id version step party status dueOn isOverdue isRequired fulfilledBy settledByRole reason
            practitioner {{ displayName }} presentPractitioner {{ displayName }} settledBy {{ displayName }} }} }} }}"#
    );
    let seen = by.query(&look).await;
    seen["review"]["responsibilities"].as_array().unwrap().clone()
}

/// The one of this step and party.
async fn one(by: &Actor, review: &str, step: &str, party: &str) -> Value {
    let rows = of_review(by, review).await;
    let found = rows
        .iter()
        .find(|row| row["step"] == step && row["party"] == party);
    found
        .unwrap_or_else(|| panic!("no {step} of {party}: {rows:#?}"))
        .clone()
}

/// Calls an act on a responsibility as it was read.
async fn act(by: &Actor, mutation: &str, row: &Value, input: Value) -> Payload {
    let arguments =
        json!({ "responsibility": { "id": row["id"] }, "expectedVersion": row["version"], "input": input });
    by.mutate(mutation, arguments).await
}
