//! Edits never overwrite each other silently.

use futures::future::join;
use tests::{Actor, Payload, json, on_both};

async fn change(actor: &Actor, review: &str, version: i32, model: &str) -> Payload {
    let arguments = json!({
        "review": { "id": review }, "expectedVersion": version, "input": { "deliveryModel": model },
    });
    actor.mutate("reviewChangeModel", arguments).await
}

on_both! {
    async fn of_two_edits_at_once_one_wins_and_one_is_told(world: World) {
        let review = world.review();
        let (health, early) = (world.health_lead(), world.early_years_lead());
        let (one, two) = join(
            change(&health, &review, 1, "SEPARATE_RED_BOOK"),
            change(&early, &review, 1, "SEPARATE_BY_EXCEPTION"),
        ).await;
        let refused = |payload: &Payload| {
            payload.answer.data()["reviewChangeModel"]["userErrors"][0]["__typename"] == "VersionConflict"
        };
        let (winner, loser, by) = match (refused(&one), refused(&two)) {
            (false, true) => (one, two, "HEALTH_SERVICE_LEAD"),
            (true, false) => (two, one, "EARLY_YEARS_SERVICE_LEAD"),
            both => panic!("one of the two must be refused: {both:?}"),
        };
        assert_eq!(winner.version(), 2);
        let conflict = loser.refused("VersionConflict");
        conflict.current_version(2).at("expectedVersion");
        assert_eq!(conflict.0["changedByRole"], by);
        let changed = conflict.0["changedFields"].as_array().unwrap();
        assert!(changed.contains(&json!("deliveryModel")), "{changed:?}");
        assert_eq!(world.kinds().await.len(), 1);
    }

    async fn a_version_from_the_future_is_a_conflict_too(world: World) {
        let refused = change(&world.health_lead(), &world.review(), 7, "SEPARATE_RED_BOOK").await;
        refused.refused("VersionConflict").current_version(1);
        let (_, outcome, reason) = world.last_audit().await;
        assert_eq!((outcome.as_str(), reason.as_deref()), ("REJECTED", Some("VERSION_CONFLICT")));
    }

    async fn many_edits_one_after_the_other_lose_nothing(world: World) {
        let (lead, review) = (world.health_lead(), world.review());
        let models = ["SEPARATE_RED_BOOK", "JOINT_MEETING"];
        for (version, model) in (1..=20).zip(models.iter().cycle()) {
            assert_eq!(change(&lead, &review, version, model).await.version(), i64::from(version) + 1);
        }
        let versions: Vec<i32> = world.facts("review.modelChanged").await.iter().map(|fact| fact.subject_version).collect();
        assert_eq!(versions, (2..=21).collect::<Vec<_>>());
    }
}
