//! What cannot be recorded does not leave.

use tests::{Answer, json, on_both};

const ASK: &str = "{ reviews { nodes { id child { givenName } } } }";

fn nothing_left(answer: &Answer, code: &str) {
    assert_eq!((answer.status, answer.code()), (503, code), "{:#}", answer.body);
    assert_eq!(answer.body["errors"][0]["extensions"]["retryable"], true);
    assert!(answer.body.get("data").is_none());
    let text = answer.body.to_string();
    assert!(!text.contains("Zofia") && !text.contains("review_"), "{text}");
}

on_both! {
    async fn an_answer_that_cannot_be_recorded_does_not_leave(world: World) {
        world.break_access_log().await;
        nothing_left(&world.health_visitor().post(ASK, json!({})).await, "UNAVAILABLE");
        nothing_left(&world.parent().post(ASK, json!({})).await, "UNAVAILABLE");
        // What shows nothing of a child needs no record.
        world.health_visitor().query("{ viewer { name } organisations { nodes { name } } }").await;
        assert!(world.looks().await.is_empty());
        world.mend_access_log().await;
        let (data, looks) = world.looking(world.health_visitor().query(ASK)).await;
        assert_eq!((data["reviews"]["nodes"][0]["child"]["givenName"].as_str(), looks.len()), (Some("Zofia"), 1));
    }

    async fn an_act_that_is_done_is_answered_when_it_is_repeated(world: World) {
        world.break_access_log().await;
        let visitor = world.health_visitor();
        let arguments = json!({
            "review": { "id": world.review() }, "expectedVersion": 1, "idempotencyKey": "invite-1",
        });
        let payload = visitor.mutate("reviewInvite", arguments.clone()).await;
        nothing_left(&payload.answer, "OUTCOME_UNKNOWN");
        let told = payload.answer.body["errors"][0]["message"].as_str().unwrap();
        assert!(told.contains("same idempotency key"), "{told}");
        assert_eq!(world.kinds().await, ["review.invited"]);
        world.mend_access_log().await;
        let repeated = visitor.mutate("reviewInvite", arguments).await;
        assert!(repeated.replayed());
        assert_eq!(repeated.record()["status"], "INVITED");
        assert_eq!(world.kinds().await, ["review.invited"]);
    }
}
