//! Safeguarding overrides: asked for by one, approved by another, ended by themselves, never silent.

use entity::disclosure;
use entity::enums::LegalGateway;
use tests::{Actor, Payload, Value, World, json, on_both};

use super::{answer, by_id, gather, health_half, look};

fn wish(world: &World) -> Value {
    json!({ "category": "HEALTH_DEVELOPMENT", "recipient": by_id(&world.home().key_person.id), "gateway": "CA1989_S47",
        "reason": "Bruises that nobody explains.", "parentsTold": false, "notToldReason": "It would raise the risk.",
        "until": "2026-03-09" })
}

async fn request(who: &Actor, world: &World, changes: Value) -> Payload {
    let mut input = wish(world);
    input
        .as_object_mut()
        .unwrap()
        .extend(changes.as_object().unwrap().clone());
    let arguments = json!({ "review": by_id(&world.review()), "input": input });
    who.mutate("sharingOverrideRequest", arguments).await
}

async fn approve(who: &Actor, over: &Payload) -> Payload {
    let arguments = json!({ "sharingOverride": by_id(&over.id()), "expectedVersion": 1 });
    who.mutate("sharingOverrideApprove", arguments).await
}

on_both! {
    async fn an_approved_override_opens_the_half_to_whom_it_names_until_its_last_day(world: World) {
        gather(&world).await;
        let (review, maya, priya) = (world.review(), world.health_visitor(), world.key_person());
        health_half(&world, &review, true).await;
        let secret = json!({ "answer": "REFUSED", "category": "HEALTH_DEVELOPMENT", "mode": "EXISTENCE" });
        answer(&world.parent(), &world, secret).await.ok();
        let asked = request(&maya, &world, json!({})).await;
        assert_eq!((asked.record()["status"].as_str(), asked.record()["isInForce"].as_bool()), (Some("REQUESTED"), Some(false)));
        let (seen, _) = look(&priya, &review).await;
        assert!(seen.is_null(), "nothing is open before it is approved");
        approve(&world.caldicott(), &asked).await.ok();
        let (seen, withheld) = look(&priya, &review).await;
        assert_eq!(seen["sleep"], "Wakes at two.");
        assert_eq!(withheld, [json!(["familyNotes", "NOT_YOUR_DISCIPLINE"])]);
        let (seen, _) = look(&world.setting_manager(), &review).await;
        assert!(seen.is_null(), "it names the key person alone");
        let rows = world.rows::<disclosure::Entity>().await;
        let [row] = rows.as_slice() else { panic!("{} disclosures", rows.len()) };
        assert_eq!((row.gateway, row.agreement_id, row.parents_informed), (LegalGateway::Ca1989S47, None, false));
        assert_eq!(row.override_id.unwrap().to_string(), asked.id());
        world.set_time("2026-03-09T23:59:59Z".parse().unwrap());
        assert!(look(&priya, &review).await.0["sleep"].is_string());
        world.set_time("2026-03-10T00:00:00Z".parse().unwrap());
        assert!(look(&priya, &review).await.0.is_null());
        assert!(world.kinds().await.ends_with(&["sharingOverride.requested".to_owned(), "sharingOverride.approved".to_owned()]));
        assert_eq!(world.last_audit().await, ("sharingOverrideApprove".to_owned(), "ALLOWED".to_owned(), None));
    }

    async fn it_is_asked_for_with_reasons_and_approved_by_another(world: World) {
        gather(&world).await;
        let (maya, lead) = (world.health_visitor(), world.health_lead());
        let wrong = json!({ "notToldReason": null, "gateway": "PARENT_AGREEMENT", "until": "2026-03-31", "reason": " ",
            "recipient": by_id(&world.home().nursery_nurse.id) });
        let wrong = request(&maya, &world, wrong).await.wrong_inputs();
        assert_eq!(wrong, ["input.reason", "input.notToldReason", "input.gateway", "input.until", "input.recipient"]);
        let asked = request(&lead, &world, json!({})).await;
        approve(&lead, &asked).await.refused("RuleRefused").rule("SAME_APPROVER");
        for other in [world.health_visitor(), world.key_person(), world.parent(), world.admin(), world.integration()] {
            let arguments = json!({ "sharingOverride": by_id(&asked.id()), "expectedVersion": 1 });
            other.mutate("sharingOverrideApprove", arguments).await.refused("NotFound").at("sharingOverride");
        }
        let own = request(&maya, &world, json!({})).await;
        approve(&maya, &own).await.refused("NotAllowed").because("ROLE_NOT_ALLOWED").responsible(&["CALDICOTT_GUARDIAN"]);
        world.set_time("2026-03-10T09:00:00Z".parse().unwrap());
        approve(&world.early_years_lead(), &asked).await.refused("RuleRefused").rule("IMPOSSIBLE_DATE");
        for other in [world.parent(), world.admin(), world.caldicott(), world.integration()] {
            request(&other, &world, json!({})).await.refused("NotAllowed").because("ROLE_NOT_ALLOWED");
        }
    }

    async fn it_is_shown_to_leads_guardian_and_whoever_asked_and_to_nobody_else(world: World) {
        gather(&world).await;
        let maya = world.health_visitor();
        let asked = request(&maya, &world, json!({})).await;
        approve(&world.health_lead(), &asked).await.ok();
        let child = world.home().child.id;
        let query = format!(r#"{{ child(child: {{ id: "{child}" }}) {{ sharingOverrides {{ id reason decidedBy {{ familyName }} }} }}
            node(id: "{}") {{ id }} }}"#, asked.id());
        for reads in [maya, world.health_lead(), world.early_years_lead(), world.caldicott()] {
            let seen = reads.query(&query).await;
            let expected = json!([{ "id": asked.id(), "reason": "Bruises that nobody explains.", "decidedBy": { "familyName": "Strand" } }]);
            assert_eq!(seen["child"]["sharingOverrides"], expected, "{:?}", reads.person().role);
        }
        for closed in [world.parent(), world.key_person(), world.nursery_nurse(), world.admin(), world.integration()] {
            let seen = closed.query(&query).await;
            assert_eq!((&seen["child"]["sharingOverrides"], &seen["node"]), (&json!([]), &json!(null)), "{:?}", closed.person().role);
        }
    }
}
