//! The pre-meeting: opened by either profession, words agreed by both, signed off by each, carried into the review; unknown to
//! everybody else.

mod rights;
mod talk;

use tests::{Actor, Payload, Value, World, json};

fn by_id(id: &str) -> Value {
    json!({ "id": id })
}

/// A review of the childminder's child, planned by the shipped protocol of joint meetings and scheduled; the health visitor
/// and the childminder take part.
async fn planned(world: &World) -> String {
    let (maya, carol) = (world.health_visitor(), world.childminder());
    let child = json!({ "child": by_id(&world.home().minded_child.id.to_string()) });
    let review = maya.mutate("reviewPlan", child).await.id();
    world.take_part(&review, &maya).await;
    world.take_part(&review, &carol).await;
    let input = json!({ "scheduledAt": "2026-03-20T10:00:00Z", "place": "FAMILY_HOME" });
    let schedule = json!({ "review": by_id(&review), "expectedVersion": 1, "input": input });
    maya.mutate("reviewSchedule", schedule).await.ok();
    review
}

/// A concern that practitioners keep among themselves.
async fn keep(who: &Actor, review: &str) -> String {
    let input = json!({ "topic": "HOME_AND_FAMILY", "level": "CONCERN", "evidence": "Comes to us hungry.",
        "sensitivity": "PRACTITIONERS_ONLY" });
    who.mutate("concernRaise", json!({ "review": by_id(review), "input": input }))
        .await
        .id()
}

async fn open(who: &Actor, review: &str) -> Payload {
    who.mutate("preMeetingOpen", json!({ "review": by_id(review) }))
        .await
}

/// An act on a pre-meeting in a version.
async fn on_meeting(
    who: &Actor,
    act: &str,
    (meeting, version): (&str, i64),
    input: Option<Value>,
) -> Payload {
    let mut arguments = json!({ "preMeeting": by_id(meeting), "expectedVersion": version });
    if let Some(input) = input {
        arguments["input"] = input;
    }
    who.mutate(act, arguments).await
}

/// An act on a topic in a version.
async fn on_topic(who: &Actor, act: &str, (topic, version): (&str, i64), input: Option<Value>) -> Payload {
    let mut arguments = json!({ "preMeetingTopic": by_id(topic), "expectedVersion": version });
    if let Some(input) = input {
        arguments["input"] = input;
    }
    who.mutate(act, arguments).await
}

/// Puts a topic on the agenda.
async fn add(who: &Actor, meeting: &str, input: Value) -> Payload {
    who.mutate(
        "preMeetingTopicAdd",
        json!({ "preMeeting": by_id(meeting), "input": input }),
    )
    .await
}

/// The version of a record.
async fn version(who: &Actor, id: &str) -> i64 {
    let look = "query($id: ID!) { node(id: $id) { ... on PreMeeting { version } ... on PreMeetingTopic { version } } }";
    let seen = who.query_with(look, json!({ "id": id })).await;
    seen["node"]["version"].as_i64().expect("a version")
}

/// Signs off in the present version.
async fn sign(who: &Actor, meeting: &str) -> Payload {
    let now = version(who, meeting).await;
    on_meeting(who, "preMeetingSignOff", (meeting, now), None).await
}

/// The review's status, and how each part of the step stands: health's, early years'.
async fn stands(who: &Actor, review: &str) -> (String, [String; 2]) {
    let look = format!(
        r#"{{ review(review: {{ id: "{review}" }}) {{ status responsibilities {{ step party status }} }} }}"#
    );
    let seen = who.query(&look).await;
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let part = |party: &str| {
        let rows = seen["review"]["responsibilities"]
            .as_array()
            .expect("responsibilities");
        let own = rows
            .iter()
            .find(|row| row["step"] == "HOLD_PRE_MEETING" && row["party"] == party);
        own.map_or_else(String::new, |row| text(&row["status"]))
    };
    (
        text(&seen["review"]["status"]),
        ["HEALTH", "EARLY_YEARS"].map(part),
    )
}
