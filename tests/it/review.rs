//! The review: planned, invited.

use tests::{World, json, on_both};

on_both! {
    async fn the_health_visitor_plans_and_invites(world: World) {
        let child = json!({ "id": world.home().minded_child.id });
        let planned = world.health_visitor().mutate("reviewPlan", json!({ "child": child })).await;
        assert_eq!(planned.record()["status"], "DUE");
        assert_eq!(planned.record()["deliveryModel"], "JOINT_MEETING");

        let review = json!({ "review": { "id": planned.id() }, "expectedVersion": planned.version() });
        let invited = world.health_visitor().mutate("reviewInvite", review).await;
        assert_eq!(invited.record()["status"], "INVITED");
        assert_eq!(invited.version(), 2);
        assert_eq!(world.kinds().await, ["review.planned", "review.invited", "responsibility.done"]);
        assert_eq!(world.last_audit().await, ("reviewInvite".to_owned(), "ALLOWED".to_owned(), None));
    }

    async fn a_key_person_may_neither_plan_nor_invite(world: World) {
        let review = json!({ "review": { "id": world.review() }, "expectedVersion": 1 });
        let refused = world.key_person().mutate("reviewInvite", review).await.refused("NotAllowed");
        refused.because("ROLE_NOT_ALLOWED").responsible(&["HEALTH_VISITOR"]).naming("Maya Okafor");
        assert!(world.journal().await.is_empty());
        let (act, outcome, reason) = world.last_audit().await;
        assert_eq!((act.as_str(), outcome.as_str()), ("reviewInvite", "REFUSED"));
        assert_eq!(reason.as_deref(), Some("ROLE_NOT_ALLOWED"));
    }

    async fn a_system_names_the_child_in_its_own_words(world: World) {
        let child = json!({ "child": World::external("child-2") });
        let planned = world.integration().mutate("reviewPlan", child).await;
        assert_eq!(planned.record()["child"]["id"], world.home().minded_child.id.to_string());
    }
}
