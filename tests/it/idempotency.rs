//! Idempotency keys: a retry is safe, however many run at once.

use entity::review;
use futures::future::join_all;
use tests::{Actor, Payload, json, on_both};

const THIRTY_DAYS: std::time::Duration = std::time::Duration::from_hours(30 * 24);

async fn plan(actor: &Actor, child: entity::ids::ChildId, key: &str) -> Payload {
    let arguments = json!({ "child": { "id": child }, "idempotencyKey": key });
    actor.mutate_for("reviewPlan", arguments, "review { id }").await
}

on_both! {
    async fn a_hundred_copies_at_once_make_one_row(world: World) {
        let (admin, child) = (world.admin(), world.home().minded_child.id);
        let before = world.rows::<review::Entity>().await.len();
        let answers = join_all((0..100).map(|_| plan(&admin, child, "once"))).await;
        let first = answers[0].id();
        assert!(answers.iter().all(|answer| answer.id() == first));
        assert_eq!(answers.iter().filter(|answer| !answer.replayed()).count(), 1);
        assert_eq!(world.rows::<review::Entity>().await.len(), before + 1);
        assert_eq!(world.kinds().await, ["review.planned"]);
    }

    async fn a_key_stands_for_one_input_of_one_actor_and_one_act(world: World) {
        let home = world.home();
        let (minded, other) = (home.minded_child.id, home.home_child.id);
        let planned = plan(&world.admin(), minded, "key").await;
        assert!(!planned.replayed());

        plan(&world.admin(), other, "key").await.refused("IdempotencyKeyReused").at("idempotencyKey");
        assert!(plan(&world.admin(), minded, "key").await.replayed());

        // Somebody else's key of the same name is another key.
        assert!(!plan(&world.health_lead(), other, "key").await.replayed());
        let change = json!({
            "review": { "id": planned.id() }, "expectedVersion": 1, "idempotencyKey": "key",
            "input": { "deliveryModel": "SEPARATE_RED_BOOK" },
        });
        assert!(!world.admin().mutate("reviewChangeModel", change).await.replayed());
    }

    async fn a_refusal_does_not_use_the_key_up(world: World) {
        let child = world.home().minded_child.id;
        plan(&world.childminder(), child, "key").await.refused("NotAllowed");
        plan(&world.childminder(), child, "key").await.refused("NotAllowed");
        let unknown = entity::ids::ChildId(world.clock().new_uuid());
        plan(&world.admin(), unknown, "again").await.refused("NotFound");
        assert!(!plan(&world.admin(), child, "again").await.replayed());
    }

    async fn a_replay_is_authorised_again(world: World) {
        let child = world.home().minded_child.id;
        let planned = plan(&world.health_visitor(), child, "key").await;
        world.deactivate(&world.health_visitor()).await;
        plan(&world.health_visitor(), child, "key").await.failed("FORBIDDEN");
        assert_eq!(plan(&world.admin(), child, "key").await.refused("RuleRefused").0["rule"], "REVIEW_EXISTS");
        assert!(!planned.replayed());
    }

    async fn a_key_is_forgotten_after_thirty_days(world: World) {
        let child = world.home().minded_child.id;
        plan(&world.admin(), child, "key").await.ok();
        world.advance(std::time::Duration::from_hours(29 * 24));
        assert_eq!(world.store().forget_old_keys(THIRTY_DAYS).await.unwrap_or_default(), 0);
        assert!(plan(&world.admin(), child, "key").await.replayed());
        world.advance(std::time::Duration::from_hours(2 * 24));
        assert_eq!(world.store().forget_old_keys(THIRTY_DAYS).await.unwrap_or_default(), 1);
    }
}
