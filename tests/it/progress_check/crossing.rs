//! What agreements open of the progress check to health, and hide of it.

use entity::disclosure;
use entity::enums::{DisclosureKind, LegalGateway, RecipientClass, Role, SharingCategory};
use tests::{Actor, Payload, Value, World, json, on_both};

use super::{answer, append, by_id, health, look, submit, whole};

async fn answered(who: &Actor, world: &World, input: Value) -> Payload {
    let arguments = json!({ "review": by_id(&world.review()), "input": input });
    who.mutate("sharingAgreementRecord", arguments).await
}

async fn withdraw(who: &Actor, given: &Payload) -> Payload {
    let arguments = json!({ "sharingAgreement": by_id(&given.id()), "expectedVersion": 1, "input": {} });
    who.mutate("sharingAgreementWithdraw", arguments).await
}

fn waits(reason: &str) -> Vec<Value> {
    ["areas", "childsVoice", "nationalForm"]
        .map(|field| json!([field, reason]))
        .to_vec()
}

on_both! {
    async fn an_agreement_opens_what_was_handed_in_at_once_and_its_withdrawal_closes_it(world: World) {
        let (priya, mother, review) = (world.key_person(), world.parent(), world.review());
        let check = whole(&priya, &review, false).await;
        for reads in health(&world) {
            let (seen, withheld) = look(&reads, &review).await;
            assert_eq!((&seen["progressCheckStatus"], &seen["progressCheck"]["status"]), (&json!("IN_PROGRESS"), &json!("IN_PROGRESS")));
            assert!(seen["progressCheck"]["childsVoice"].is_null());
            assert_eq!(withheld, waits("NO_SHARING_AGREEMENT"), "{:?}", reads.person().role);
        }
        let given = answered(&mother, &world, answer("GIVEN")).await;
        for reads in health(&world) {
            let (_, withheld) = look(&reads, &review).await;
            assert_eq!(withheld, waits("NOT_YET_SHARED"), "{:?}", reads.person().role);
        }
        submit(&priya, (&check, 5)).await.ok();
        for reads in health(&world) {
            let (seen, withheld) = look(&reads, &review).await;
            let half = &seen["progressCheck"];
            assert_eq!((&half["childsVoice"], half["areas"].as_array().unwrap().len()), (&json!("Says 'more' at the water tray."), 3));
            assert_eq!(half["nationalForm"]["parentalConsent"], "Y");
            assert!(withheld.is_empty(), "{:?}: {withheld:?}", reads.person().role);
        }
        append(&priya, "progressCheckAmend", &check, "Six words now.").await.ok();
        let added = format!(r#"{{ node(id: "{check}") {{ ... on ProgressCheck {{ status additions {{ text }} }} }} }}"#);
        let seen = world.health_visitor().query(&added).await;
        assert_eq!(seen["node"], json!({ "status": "AMENDED", "additions": [{ "text": "Six words now." }] }));
        withdraw(&mother, &given).await.ok();
        for reads in health(&world) {
            let (seen, withheld) = look(&reads, &review).await;
            assert_eq!((&seen["progressCheck"]["status"], &seen["progressCheck"]["childsVoice"]), (&json!("AMENDED"), &json!(null)));
            assert_eq!(withheld, waits("NO_SHARING_AGREEMENT"), "{:?}", reads.person().role);
        }
        let (seen, _) = look(&priya, &review).await;
        assert_eq!(seen["progressCheck"]["childsVoice"], "Says 'more' at the water tray.");
        // An agreement about the other half opens nothing of this one.
        answered(&mother, &world, json!({ "answer": "GIVEN", "category": "HEALTH_DEVELOPMENT" })).await.ok();
        let (_, withheld) = look(&world.health_visitor(), &review).await;
        assert_eq!(withheld, waits("NO_SHARING_AGREEMENT"));
    }

    async fn a_refusal_of_the_existence_hides_even_that_it_is_there(world: World) {
        let (priya, mother, review) = (world.key_person(), world.parent(), world.review());
        let check = whole(&priya, &review, true).await;
        answered(&mother, &world, answer("REFUSED")).await.ok();
        let (seen, withheld) = look(&world.health_visitor(), &review).await;
        assert_eq!((&seen["progressCheckStatus"], withheld), (&json!("SUBMITTED"), waits("NO_SHARING_AGREEMENT")));
        let mut secret = answer("REFUSED");
        secret["mode"] = "EXISTENCE".into();
        answered(&mother, &world, secret).await.ok();
        let area = world.rows::<entity::progress_check_area::Entity>().await[0].id;
        let ids = format!(r#"{{ nodes(ids: ["{check}", "{area}"]) {{ id }} progressCheck(progressCheck: {{ id: "{check}" }}) {{ id }} }}"#);
        for reads in health(&world) {
            let (seen, withheld) = look(&reads, &review).await;
            assert_eq!(seen, json!({ "progressCheckStatus": null, "progressCheck": null }), "{:?}", reads.person().role);
            assert!(withheld.is_empty(), "nothing is withheld of what is not there: {withheld:?}");
            assert_eq!(reads.query(&ids).await, json!({ "nodes": [null, null], "progressCheck": null }));
            append(&reads, "progressCheckAmend", &check, "No.").await.refused("NotFound").at("progressCheck");
        }
        for reads in [priya, world.setting_manager(), world.early_years_lead()] {
            let (seen, _) = look(&reads, &review).await;
            assert_eq!((&seen["progressCheckStatus"], &seen["progressCheck"]["childsVoice"]), (&json!("SUBMITTED"), &json!("Says 'more' at the water tray.")));
        }
        let (seen, _) = look(&mother, &review).await;
        assert_eq!(seen["progressCheckStatus"], "SUBMITTED");
        answered(&mother, &world, answer("GIVEN")).await.ok();
        let (seen, _) = look(&world.health_visitor(), &review).await;
        assert_eq!(seen["progressCheck"]["childsVoice"], "Says 'more' at the water tray.");
    }

    async fn a_secret_is_the_same_whether_there_is_a_check_or_none(world: World) {
        let (mother, review) = (world.parent(), world.review());
        let mut secret = answer("REFUSED");
        secret["mode"] = "EXISTENCE".into();
        answered(&mother, &world, secret).await.ok();
        let maya = world.health_visitor();
        let without = look(&maya, &review).await;
        whole(&world.key_person(), &review, true).await;
        assert_eq!(look(&maya, &review).await, without);
    }

    async fn each_reading_by_health_is_a_disclosure_and_no_other_is(world: World) {
        let (priya, maya, review) = (world.key_person(), world.health_visitor(), world.review());
        whole(&priya, &review, true).await;
        let count = async || world.rows::<disclosure::Entity>().await.len();
        look(&maya, &review).await;
        assert_eq!(count().await, 0, "nothing was read");
        let given = answered(&world.parent(), &world, answer("GIVEN")).await.id();
        for own in [priya, world.early_years_lead(), world.parent()] {
            look(&own, &review).await;
        }
        maya.query(&format!(r#"{{ review(review: {{ id: "{review}" }}) {{ progressCheckStatus progressCheck {{ status author {{ id }} }} }} }}"#)).await;
        assert_eq!(count().await, 0, "that it is there is not what it says");
        look(&maya, &review).await;
        let rows = world.rows::<disclosure::Entity>().await;
        let [row] = rows.as_slice() else { panic!("{} disclosures", rows.len()) };
        assert_eq!((row.kind, row.category, row.gateway), (DisclosureKind::Read, SharingCategory::EarlyYearsDevelopment, LegalGateway::ParentAgreement));
        assert_eq!((row.child_id, row.by_id.0, row.by_role), (world.home().child.id, maya.person().uuid, Role::HealthVisitor));
        assert_eq!((row.recipient, row.agreement_id.unwrap().to_string()), (RecipientClass::HealthVisiting, given));
        look(&maya, &review).await;
        assert_eq!(count().await, 2, "each reading");
    }
}
