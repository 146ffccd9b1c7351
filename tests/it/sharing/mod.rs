//! Sharing between the professions: what parents agree to, what it opens and hides, what is recorded of it.

use tests::{Actor, Payload, Value, World, json};

mod agreements;
mod codes;
mod crossing;
mod disclosures;
mod overrides;

pub fn by_id(id: &str) -> Value {
    json!({ "id": id })
}

/// Everybody has a place in the review.
pub async fn gather(world: &World) {
    for actor in [world.health_visitor(), world.key_person()] {
        world.take_part(&world.review(), &actor).await;
    }
}

pub async fn answer(who: &Actor, world: &World, input: Value) -> Payload {
    let arguments = json!({ "review": by_id(&world.review()), "input": input });
    who.mutate("sharingAgreementRecord", arguments).await
}

/// Yes to the health half's going to the setting, as a parent gives it.
pub fn yes() -> Value {
    json!({ "answer": "GIVEN", "category": "HEALTH_DEVELOPMENT" })
}

/// The same as the mother said it to a practitioner.
pub fn heard(world: &World, mut input: Value) -> Value {
    input["givenBy"] = by_id(&world.home().mother.person.id);
    input["channel"] = "SAID_TO_PRACTITIONER".into();
    input
}

pub async fn withdraw(who: &Actor, agreement: &Payload, input: Value) -> Payload {
    let arguments =
        json!({ "sharingAgreement": by_id(&agreement.id()), "expectedVersion": 1, "input": input });
    who.mutate("sharingAgreementWithdraw", arguments).await
}

/// The health half, written and, if wished, handed in.
pub async fn health_half(world: &World, review: &str, hand_in: bool) -> String {
    let maya = world.health_visitor();
    let half = maya
        .mutate("healthReviewStart", json!({ "review": by_id(review) }))
        .await
        .id();
    let edit = |version: i32, input: Value| json!({ "healthReview": by_id(&half), "expectedVersion": version, "input": input });
    let contact = json!({ "medium": "FACE_TO_FACE", "place": "FAMILY_HOME", "contactOn": "2026-03-01", "sleep": "Wakes at two." });
    maya.mutate("healthReviewRecord", edit(1, contact)).await.ok();
    let score = |area: &str| json!({ "area": area, "score": 40.0 });
    let scores: Vec<Value> = [
        "COMMUNICATION",
        "GROSS_MOTOR",
        "FINE_MOTOR",
        "PROBLEM_SOLVING",
        "PERSONAL_SOCIAL",
    ]
    .map(score)
    .to_vec();
    let form = json!({ "instrument": "ASQ_3", "intervalMonths": 27, "completedOn": "2026-03-01", "respondent": "PARENT",
        "mode": "PAPER", "scores": scores });
    maya.mutate(
        "assessmentRecord",
        json!({ "healthReview": by_id(&half), "input": form }),
    )
    .await
    .ok();
    let note = json!({ "topic": "PARENTAL_MENTAL_HEALTH", "text": "Low since the winter." });
    maya.mutate(
        "familyNoteRecord",
        json!({ "healthReview": by_id(&half), "input": note }),
    )
    .await
    .ok();
    if hand_in {
        submit(world, &half).await;
    }
    half
}

pub async fn submit(world: &World, half: &str) {
    let input = json!({ "completedOn": "2026-03-02" });
    let arguments = json!({ "healthReview": by_id(half), "expectedVersion": 2, "input": input });
    world
        .health_visitor()
        .mutate("healthReviewSubmit", arguments)
        .await
        .ok();
}

/// What somebody reads of the health half: its status, its sleep, how many assessments; and why something is withheld.
pub async fn look(who: &Actor, review: &str) -> (Value, Vec<Value>) {
    let query = format!(
        r#"{{ review(review: {{ id: "{review}" }}) {{ healthReview {{ status sleep assessments {{ instrument }} familyNotes {{ text }} }} }} }}"#
    );
    let answer = who.post(&query, json!({})).await;
    let reasons = answer
        .withheld()
        .iter()
        .map(|entry| json!([entry["path"][2], entry["reason"]]));
    (answer.data()["review"]["healthReview"].clone(), reasons.collect())
}
