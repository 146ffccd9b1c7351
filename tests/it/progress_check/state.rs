//! How far the early years half is: that none is expected and that none has come are two things.

use entity::enums::ReviewStep;
use tests::{Actor, World, json, on_both};

use super::{append, by_id, edit, start, whole};

async fn state(who: &Actor, review: &str) -> serde_json::Value {
    let query = format!(
        r#"{{ review(review: {{ id: "{review}" }}) {{ progressCheckStatus progressCheck {{ id }} }} }}"#
    );
    let seen = who.query(&query).await;
    seen["review"]["progressCheckStatus"].clone()
}

async fn planned(world: &World, child: entity::ids::ChildId, model: &str) -> String {
    let plan = json!({ "child": by_id(&child.to_string()), "input": { "deliveryModel": model } });
    world.health_lead().mutate("reviewPlan", plan).await.id()
}

on_both! {
    async fn from_not_received_to_amended(world: World) {
        let (priya, maya, review) = (world.key_person(), world.health_visitor(), world.review());
        assert_eq!(state(&maya, &review).await, "NOT_RECEIVED");
        let check = start(&priya, &review).await.id();
        assert_eq!(state(&maya, &review).await, "IN_PROGRESS");
        edit(&priya, "progressCheckEnterInError", (&check, 1), json!({ "reason": "The other twin." })).await.ok();
        assert_eq!(state(&maya, &review).await, "NOT_RECEIVED");
        let check = whole(&priya, &review, true).await;
        assert_eq!(state(&maya, &review).await, "SUBMITTED");
        append(&priya, "progressCheckAmend", &check, "Six words now.").await.ok();
        for reads in [maya, priya, world.parent(), world.health_lead(), world.integration(), world.admin()] {
            assert_eq!(state(&reads, &review).await, "AMENDED", "{:?}", reads.person().role);
        }
    }

    async fn a_child_in_no_setting_needs_none(world: World) {
        let review = planned(&world, world.home().home_child.id, "HEALTH_ONLY").await;
        assert_eq!(state(&world.health_visitor(), &review).await, "NOT_APPLICABLE");
        let priya = world.key_person();
        world.take_part(&review, &priya).await;
        start(&priya, &review).await.refused("RuleRefused").rule("SETTING_REQUIRED");
        assert_eq!(state(&priya, &review).await, "NOT_APPLICABLE");
    }

    async fn nor_does_a_review_whose_step_was_waived_with_a_reason(world: World) {
        let review = planned(&world, world.home().minded_child.id, "JOINT_MEETING").await;
        let lead = world.early_years_lead();
        assert_eq!(state(&lead, &review).await, "NOT_RECEIVED");
        let duties = world.rows::<entity::responsibility::Entity>().await;
        let duty = duties.iter().find(|row| row.review_id.to_string() == review && row.step == ReviewStep::CompleteProgressCheck).unwrap();
        let waive = json!({ "responsibility": by_id(&duty.id.to_string()), "expectedVersion": 1, "input": { "reason": "Starts in April." } });
        lead.mutate("responsibilityWaive", waive).await.ok();
        assert_eq!(state(&lead, &review).await, "NOT_APPLICABLE");
        // A check that comes all the same counts.
        whole(&world.childminder(), &review, true).await;
        assert_eq!(state(&lead, &review).await, "SUBMITTED");
    }
}
