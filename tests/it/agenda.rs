//! The agenda: what both professions, the parents and the assessments say of a topic, side by side.

use tests::{Actor, Value, World, json, on_both};

const AGENDA: &str = "query($review: ReviewRef!) { review(review: $review) { agenda { title lead topics \
    earlyYears { area judgement strengths } health { topic text } \
    results { score { area score nationalBand } assessment { instrument } } \
    parentViews { enjoys } concerns { topic level } } } }";

async fn topic(who: &Actor, review: &str, title: &str) -> (Value, Vec<Value>) {
    let answer = who.post(AGENDA, json!({ "review": { "id": review } })).await;
    let agenda = answer.data()["review"]["agenda"]
        .as_array()
        .expect("an agenda")
        .clone();
    let found = agenda
        .into_iter()
        .find(|topic| topic["title"].as_str().is_some_and(|it| it.starts_with(title)));
    (found.expect("the topic"), answer.withheld().to_vec())
}

/// Both halves, the mother's account, and a concern about sleep.
async fn written(world: &World) {
    let (visitor, person, review) = (world.health_visitor(), world.key_person(), world.review());
    let by_id = |id: &str| json!({ "id": id });
    for actor in [&visitor, &person] {
        world.take_part(&review, actor).await;
    }
    let half = visitor
        .mutate("healthReviewStart", json!({ "review": by_id(&review) }))
        .await;
    let input = json!({ "sleep": "Wakes three times a night.", "behaviour": "Bites when tired." });
    let record =
        json!({ "healthReview": by_id(&half.id()), "expectedVersion": half.version(), "input": input });
    visitor.mutate("healthReviewRecord", record).await.ok();
    let check = person
        .mutate("progressCheckStart", json!({ "review": by_id(&review) }))
        .await;
    let input = json!({
        "area": "PERSONAL_SOCIAL_EMOTIONAL_DEVELOPMENT", "judgement": "SOME_ADDITIONAL_SUPPORT",
        "strengths": "Shares with one friend.",
    });
    let area =
        json!({ "progressCheck": by_id(&check.id()), "expectedVersion": check.version(), "input": input });
    person.mutate("progressCheckRecordArea", area).await.ok();
    let view = json!({ "review": by_id(&review), "input": { "enjoys": "Trains." } });
    world.parent().mutate("parentViewRecord", view).await.ok();
    let concern = json!({ "topic": "SLEEP", "level": "CONCERN", "evidence": "Tired at the nursery." });
    person
        .mutate(
            "concernRaise",
            json!({ "review": by_id(&review), "input": concern }),
        )
        .await
        .ok();
}

on_both! {
    async fn behaviour_and_sleep_stand_beside_personal_social_and_emotional_development(world: World) {
        written(&world).await;
        let review = world.review();
        let (health, withheld) = topic(&world.health_visitor(), &review, "Personal, social").await;
        assert_eq!(health["topics"], json!(["PERSONAL_SOCIAL", "BEHAVIOUR", "SLEEP"]));
        assert_eq!(health["health"], json!([
            { "topic": "BEHAVIOUR", "text": "Bites when tired." },
            { "topic": "SLEEP", "text": "Wakes three times a night." },
        ]));
        assert_eq!(health["parentViews"], json!([{ "enjoys": "Trains." }]));
        assert_eq!(health["concerns"], json!([{ "topic": "SLEEP", "level": "CONCERN" }]));
        assert_eq!(health["earlyYears"][0]["area"], "PERSONAL_SOCIAL_EMOTIONAL_DEVELOPMENT");
        assert!(health["earlyYears"][0]["strengths"].is_null(), "no agreement of the parents");
        assert!(withheld.iter().any(|entry| entry["reason"] == "NO_SHARING_AGREEMENT"), "{withheld:?}");

        let (setting, withheld) = topic(&world.key_person(), &review, "Personal, social").await;
        assert_eq!(setting["earlyYears"][0]["strengths"], "Shares with one friend.");
        assert_eq!(setting["health"], json!([]), "health's own");
        assert!(withheld.iter().any(|entry| entry["lens"] == "HEALTH_DEVELOPMENT"), "{withheld:?}");
        let (family, _) = topic(&world.parent(), &review, "Personal, social").await;
        assert_eq!((&family["health"], &family["concerns"][0]["topic"]), (&json!([]), &json!("SLEEP")));
    }

    async fn an_agenda_costs_the_same_for_one_review_and_for_many(world: World) {
        let query = |first: u32| format!("{{ reviews(first: {first}) {{ nodes {{ agenda {{ title earlyYears {{ judgement }} \
            health {{ text }} results {{ score {{ score }} }} parentViews {{ enjoys }} concerns {{ topic }} }} }} }} }}");
        world.crowd(30).await;
        let lead = world.health_lead();
        for first in [1, 25] {
            lead.query(&query(first)).await;
        }
        world.forget_parts().await;
        let (_, one) = world.counting(lead.query(&query(1))).await;
        world.forget_parts().await;
        let (_, many) = world.counting(lead.query(&query(25))).await;
        assert_eq!(one, many);
    }
}
