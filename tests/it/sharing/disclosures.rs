//! What is recorded of what crosses: each reading, each release, each decision not to disclose.

use entity::disclosure;
use entity::enums::{DisclosureKind, LegalGateway, RecipientClass, Role, SharingCategory};
use tests::{Actor, Payload, Value, World, json, on_both};

use super::{answer, by_id, gather, health_half, look, yes};

async fn of_child(who: &Actor, world: &World) -> Vec<Value> {
    let child = world.home().child.id;
    let query = format!(
        r#"{{ child(child: {{ id: "{child}" }}) {{ disclosures(first: 20) {{ nodes {{ id kind category gateway byRole parentsInformed recipientName
            by {{ familyName }} agreement {{ id }} }} }} }} }}"#
    );
    let seen = who.query(&query).await;
    seen["child"]["disclosures"]["nodes"].as_array().unwrap().clone()
}

fn release() -> Value {
    json!({ "category": "HEALTH_DEVELOPMENT", "recipient": "EARLY_HELP", "recipientName": "Early help, Mill Lane",
        "what": "The summary.", "gateway": "CA1989_S17", "parentsInformed": true })
}

async fn record(who: &Actor, world: &World, input: Value) -> Payload {
    let child = world.home().child.id.to_string();
    who.mutate(
        "disclosureRecord",
        json!({ "child": by_id(&child), "input": input }),
    )
    .await
}

async fn decline(who: &Actor, world: &World) -> Payload {
    let child = world.home().child.id.to_string();
    let input = json!({ "category": "HEALTH_DEVELOPMENT", "recipient": "GP", "gateway": "PUBLIC_TASK",
        "reason": "Not needed there.", "parentsInformed": false });
    who.mutate(
        "disclosureDecline",
        json!({ "child": by_id(&child), "input": input }),
    )
    .await
}

on_both! {
    async fn every_reading_across_the_professions_is_a_disclosure_and_no_other_is(world: World) {
        gather(&world).await;
        let (review, priya) = (world.review(), world.key_person());
        health_half(&world, &review, true).await;
        let count = async || world.rows::<disclosure::Entity>().await.len();
        look(&priya, &review).await;
        assert_eq!(count().await, 0, "nothing was read");
        let given = answer(&world.parent(), &world, yes()).await.id();
        for own in [world.health_visitor(), world.health_lead(), world.parent()] {
            look(&own, &review).await;
        }
        priya.query(&format!(r#"{{ review(review: {{ id: "{review}" }}) {{ healthReview {{ status accountable {{ id }} }} }} }}"#)).await;
        assert_eq!(count().await, 0, "that it is there is not what it says");
        let reading = priya.clone().with_header("x-request-id", "the-reading");
        look(&reading, &review).await;
        let rows = world.rows::<disclosure::Entity>().await;
        let [row] = rows.as_slice() else { panic!("{} disclosures", rows.len()) };
        assert_eq!((row.kind, row.category, row.gateway), (DisclosureKind::Read, SharingCategory::HealthDevelopment, LegalGateway::ParentAgreement));
        assert_eq!((row.child_id, row.by_id.0, row.by_role), (world.home().child.id, priya.person().uuid, Role::KeyPerson));
        assert_eq!((row.agreement_id.unwrap().to_string(), row.override_id), (given, None));
        assert_eq!((row.recipient, row.parents_informed), (RecipientClass::EarlyYearsSetting, true));
        assert_eq!(row.request_id, "the-reading");
        let looks = world.looks().await;
        assert!(looks.iter().any(|look| look.entry.request_id == "the-reading"));
        look(&priya, &review).await;
        look(&world.early_years_lead(), &review).await;
        assert_eq!(count().await, 3, "each of them, each time");
    }

    async fn who_is_shown_what_was_disclosed(world: World) {
        gather(&world).await;
        let (review, priya) = (world.review(), world.key_person());
        health_half(&world, &review, true).await;
        answer(&world.parent(), &world, yes()).await.ok();
        look(&priya, &review).await;
        record(&world.health_visitor(), &world, release()).await.ok();
        let mut untold = release();
        untold["parentsInformed"] = false.into();
        untold["gateway"] = "CA1989_S47".into();
        record(&world.health_visitor(), &world, untold.clone()).await.refused("InvalidInput").at("input.notInformedReason");
        untold["notInformedReason"] = "It would raise the risk.".into();
        record(&world.health_visitor(), &world, untold).await.ok();
        decline(&world.caldicott(), &world).await.ok();
        for reads in [world.health_lead(), world.early_years_lead(), world.caldicott()] {
            let seen = of_child(&reads, &world).await;
            let kinds: Vec<_> = seen.iter().map(|it| it["kind"].clone()).collect();
            assert_eq!(kinds, ["DECLINED", "RELEASE", "RELEASE", "READ"], "{:?}", reads.person().role);
            assert_eq!(seen[3]["by"]["familyName"], "Nair");
        }
        let seen = of_child(&world.parent(), &world).await;
        let told: Vec<_> = seen.iter().map(|it| (it["kind"].clone(), it["byRole"].clone(), it["by"].clone())).collect();
        assert_eq!(told, [(json!("RELEASE"), json!("HEALTH_VISITOR"), json!(null)), (json!("READ"), json!("KEY_PERSON"), json!(null))]);
        let child = world.home().child.id;
        let query = format!(r#"{{ child(child: {{ id: "{child}" }}) {{ disclosures {{ nodes {{ id }} }} }} }}"#);
        for closed in [world.health_visitor(), priya, world.admin()] {
            let answer = closed.post(&query, json!({})).await;
            assert!(answer.data()["child"]["disclosures"].is_null());
            assert_eq!(answer.withheld()[0]["lens"], "ACCESS_LOG");
        }
    }

    async fn pages_of_disclosures(world: World) {
        let lead = world.health_lead();
        for _ in 0..5 {
            record(&lead, &world, release()).await.ok();
        }
        let child = world.home().child.id;
        let page = async |arguments: &str| {
            let query = format!(r#"{{ child(child: {{ id: "{child}" }}) {{ disclosures({arguments}) {{ totalCount nodes {{ id }} pageInfo {{ hasNextPage hasPreviousPage startCursor endCursor }} }} }} }}"#);
            lead.query(&query).await["child"]["disclosures"].clone()
        };
        let ids = |page: &Value| page["nodes"].as_array().unwrap().iter().map(|it| it["id"].as_str().unwrap().to_owned()).collect::<Vec<_>>();
        let all = ids(&page("first: 20").await);
        assert_eq!(all.len(), 5);
        let first = page("first: 2").await;
        assert_eq!((ids(&first), &first["totalCount"], &first["pageInfo"]["hasNextPage"]), (all[..2].to_vec(), &json!(5), &json!(true)));
        let next = page(&format!("first: 2, after: {}", first["pageInfo"]["endCursor"])).await;
        assert_eq!((ids(&next), &next["pageInfo"]["hasPreviousPage"]), (all[2..4].to_vec(), &json!(true)));
        let last = page(&format!("last: 2, before: {}", next["pageInfo"]["startCursor"])).await;
        assert_eq!((ids(&last), &last["pageInfo"]["hasPreviousPage"]), (all[..2].to_vec(), &json!(false)));
        let end = page("last: 2").await;
        assert_eq!((ids(&end), &end["pageInfo"]["hasPreviousPage"]), (all[3..].to_vec(), &json!(true)));
    }

    async fn a_release_says_by_which_gateway_and_under_which_agreement(world: World) {
        gather(&world).await;
        let maya = world.health_visitor();
        let with = |changes: Value| {
            let mut input = release();
            input.as_object_mut().unwrap().extend(changes.as_object().unwrap().clone());
            input
        };
        record(&maya, &world, with(json!({ "gateway": "PARENT_AGREEMENT" }))).await.refused("InvalidInput").at("input.agreement");
        record(&maya, &world, with(json!({ "happenedAt": "2026-03-02T09:00:01Z" }))).await.refused("InvalidInput").at("input.happenedAt");
        let mut to_gp = yes();
        to_gp["recipient"] = "GP".into();
        let given = answer(&world.parent(), &world, to_gp).await.id();
        let under = |recipient: &str| with(json!({ "gateway": "PARENT_AGREEMENT", "agreement": by_id(&given), "recipient": recipient }));
        record(&maya, &world, under("EARLY_HELP")).await.refused("RuleRefused").rule("PARENT_AGREEMENT_MISSING");
        let done = record(&maya, &world, under("GP")).await;
        assert_eq!((&done.record()["agreement"]["id"], &done.record()["recipientName"]), (&json!(given), &json!("Early help, Mill Lane")));
        decline(&world.key_person(), &world).await.ok();
        assert_eq!(world.kinds().await, ["sharingAgreement.recorded", "disclosure.recorded", "disclosure.declined"]);
        assert_eq!(world.last_audit().await, ("disclosureDecline".to_owned(), "ALLOWED".to_owned(), None));
        for other in [world.parent(), world.admin(), world.integration()] {
            record(&other, &world, release()).await.refused("NotAllowed").because("ROLE_NOT_ALLOWED");
            decline(&other, &world).await.refused("NotAllowed").because("ROLE_NOT_ALLOWED");
        }
        for stranger in [world.childminder(), world.guest(), world.analyst()] {
            record(&stranger, &world, release()).await.refused("NotFound").at("child");
        }
    }
}
