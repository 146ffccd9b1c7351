//! The progress check at two: written, handed in, added to, shared with health; and how far it is.

use tests::{Actor, Payload, Value, World, json};

mod acts;
mod crossing;
mod refused;
mod state;

pub const AREAS: [&str; 3] = [
    "COMMUNICATION_AND_LANGUAGE",
    "PHYSICAL_DEVELOPMENT",
    "PERSONAL_SOCIAL_EMOTIONAL_DEVELOPMENT",
];

pub fn by_id(id: &str) -> Value {
    json!({ "id": id })
}

pub async fn start(who: &Actor, review: &str) -> Payload {
    who.mutate("progressCheckStart", json!({ "review": by_id(review) }))
        .await
}

/// An act on the check in a version.
pub async fn edit(who: &Actor, act: &str, (check, version): (&str, i64), input: Value) -> Payload {
    let arguments = json!({ "progressCheck": by_id(check), "expectedVersion": version, "input": input });
    who.mutate(act, arguments).await
}

pub async fn submit(who: &Actor, (check, version): (&str, i64)) -> Payload {
    let arguments = json!({ "progressCheck": by_id(check), "expectedVersion": version });
    who.mutate("progressCheckSubmit", arguments).await
}

/// An act that appends to the check.
pub async fn append(who: &Actor, act: &str, check: &str, text: &str) -> Payload {
    let arguments = json!({ "progressCheck": by_id(check), "input": { "text": text } });
    who.mutate(act, arguments).await
}

/// All that is said of an area where the child gets on well.
pub fn well(area: &str) -> Value {
    json!({ "area": area, "judgement": "PROGRESSING_WELL", "strengths": "Sings along.", "strategiesAtHome": "Look at books.",
        "strategiesInSetting": "Small groups." })
}

/// A check by somebody, of whom it is, complete and, if wished, handed in; gives its id.
pub async fn whole(who: &Actor, review: &str, hand_in: bool) -> String {
    let check = start(who, review).await.id();
    for (area, version) in AREAS.iter().zip(1..) {
        edit(who, "progressCheckRecordArea", (&check, version), well(area))
            .await
            .ok();
    }
    let rest =
        json!({ "childsVoice": "Says 'more' at the water tray.", "discussedWithParentsOn": "2026-03-01" });
    edit(who, "progressCheckRecord", (&check, 4), rest).await.ok();
    if hand_in {
        submit(who, (&check, 5)).await.ok();
    }
    check
}

/// What a parent answers about the check's going to health.
pub fn answer(said: &str) -> Value {
    json!({ "answer": said, "category": "EARLY_YEARS_DEVELOPMENT" })
}

/// What somebody reads of the check: its status, the child's voice, how many areas; and why something is withheld.
pub async fn look(who: &Actor, review: &str) -> (Value, Vec<Value>) {
    let query = format!(
        r#"{{ review(review: {{ id: "{review}" }}) {{ progressCheckStatus progressCheck {{ status childsVoice areas {{ area strengths }}
            nationalForm {{ parentalConsent communicationAndLanguage }} }} }} }}"#
    );
    let answer = who.post(&query, json!({})).await;
    let reasons = answer
        .withheld()
        .iter()
        .map(|entry| json!([entry["path"][2], entry["reason"]]));
    (answer.data()["review"].clone(), reasons.collect())
}

/// Everybody of health who reads across by an agreement.
pub fn health(world: &World) -> Vec<Actor> {
    vec![world.health_visitor(), world.nursery_nurse(), world.health_lead()]
}
