//! Share codes: carried by the parents from one profession to the other.

use std::time::Duration;

use entity::enums::DisclosureKind;
use entity::{disclosure, share_code};
use tests::{Actor, Payload, Value, World, json, on_both};

use super::{by_id, gather, health_half, heard, look};

async fn issue(who: &Actor, world: &World, input: Value) -> Payload {
    let arguments = json!({ "review": by_id(&world.review()), "input": input });
    who.mutate("shareCodeIssue", arguments).await
}

fn code(issued: &Payload) -> String {
    issued.ok()["code"]
        .as_str()
        .expect("the code is shown")
        .to_owned()
}

async fn redeem(who: &Actor, world: &World, code: &str) -> Payload {
    let arguments = json!({ "review": by_id(&world.review()), "input": { "code": code } });
    who.mutate("shareCodeRedeem", arguments).await
}

fn health() -> Value {
    json!({ "category": "HEALTH_DEVELOPMENT" })
}

on_both! {
    async fn a_code_that_is_handed_over_becomes_the_parents_agreement(world: World) {
        gather(&world).await;
        let (review, mother, priya) = (world.review(), world.parent(), world.key_person());
        health_half(&world, &review, true).await;
        let carried = code(&issue(&mother, &world, health()).await);
        assert_eq!((carried.len(), carried.matches('-').count()), (19, 3));
        let kept = &world.rows::<share_code::Entity>().await[0];
        assert!(!kept.hash.contains(&carried) && kept.hash.len() == 64);
        assert!(look(&priya, &review).await.0["sleep"].is_null(), "it is not handed over yet");
        let typed = carried.to_lowercase().replace('-', " ");
        let given = redeem(&priya, &world, &typed).await;
        let seen = given.record();
        assert_eq!((&seen["status"], &seen["channel"], &seen["recordedByRole"]), (&json!("GIVEN"), &json!("SHARE_CODE"), &json!("KEY_PERSON")));
        assert_eq!(seen["givenBy"]["id"], mother.id());
        assert_eq!(look(&priya, &review).await.0["sleep"], "Wakes at two.");
        let mut kinds: Vec<_> = world.rows::<disclosure::Entity>().await.into_iter().map(|row| row.kind).collect();
        kinds.sort();
        assert_eq!(kinds, [DisclosureKind::Read, DisclosureKind::Release]);
        let facts = world.kinds().await;
        let ours: Vec<_> = facts.iter().filter(|kind| !kind.starts_with("health") && !kind.starts_with("assess") && !kind.starts_with("family")).collect();
        assert_eq!(ours, ["shareCode.issued", "sharingAgreement.recorded", "disclosure.recorded", "shareCode.redeemed"]);
        for fact in world.journal().await {
            assert!(!fact.data.to_string().contains(&kept.hash), "{}", fact.kind);
        }
        assert_eq!(world.last_audit().await, ("shareCodeRedeem".to_owned(), "ALLOWED".to_owned(), None));
    }

    async fn unknown_used_expired_and_wrong_codes_cannot_be_told_apart(world: World) {
        gather(&world).await;
        let (mother, priya) = (world.parent(), world.key_person());
        let used = code(&issue(&mother, &world, health()).await);
        redeem(&priya, &world, &used).await.ok();
        let own = code(&issue(&mother, &world, json!({ "category": "EARLY_YEARS_DEVELOPMENT" })).await);
        let mut short = health();
        short["validDays"] = 1.into();
        let expired = code(&issue(&mother, &world, short).await);
        world.advance(Duration::from_hours(24));
        let unknown = "0000-0000-0000-0000".to_owned();
        let mut told = Vec::new();
        for invalid in [&used, &own, &expired, &unknown] {
            let refused = redeem(&priya, &world, invalid).await.refused("RuleRefused");
            refused.rule("SHARE_CODE_INVALID");
            told.push(refused.0.to_string());
        }
        told.dedup();
        assert_eq!(told.len(), 1, "{told:#?}");
        assert_eq!(world.facts("shareCode.redeemed").await.len(), 1);
    }

    async fn after_ten_in_vain_no_code_works_for_a_day(world: World) {
        gather(&world).await;
        let (mother, priya) = (world.parent(), world.key_person());
        let good = code(&issue(&mother, &world, health()).await);
        for _ in 0..10 {
            redeem(&priya, &world, "0000-0000-0000-0000").await.refused("RuleRefused").rule("SHARE_CODE_INVALID");
        }
        redeem(&world.setting_manager(), &world, &good).await.refused("RuleRefused").rule("SHARE_CODE_INVALID");
        world.advance(Duration::from_secs(86_401));
        redeem(&priya, &world, &good).await.ok();
    }

    async fn who_issues_a_code_and_who_enters_it(world: World) {
        gather(&world).await;
        let maya = world.health_visitor();
        let wrong = json!({ "category": "EARLY_YEARS_DEVELOPMENT", "validDays": 29 });
        assert_eq!(issue(&maya, &world, wrong).await.wrong_inputs(), ["input.validDays", "input.givenBy", "input.category"]);
        let mut to_mother = heard(&world, health());
        to_mother.as_object_mut().unwrap().remove("channel");
        let carried = code(&issue(&maya, &world, to_mother.clone()).await);
        let mut to_stepfather = to_mother.clone();
        to_stepfather["givenBy"] = by_id(&world.home().stepfather.person.id);
        issue(&maya, &world, to_stepfather).await.refused("RuleRefused").rule("NO_PARENTAL_RESPONSIBILITY");
        for other in [world.setting_senco(), world.health_lead(), world.admin(), world.caldicott(), world.integration()] {
            issue(&other, &world, to_mother.clone()).await.refused("NotAllowed").because("ROLE_NOT_ALLOWED");
        }
        for other in [world.parent(), world.early_years_lead(), world.admin(), world.integration()] {
            redeem(&other, &world, &carried).await.refused("NotAllowed").because("ROLE_NOT_ALLOWED");
        }
        redeem(&world.childminder(), &world, &carried).await.refused("NotFound").at("review");
        redeem(&maya, &world, &carried).await.refused("RuleRefused").rule("SHARE_CODE_INVALID");
        redeem(&world.setting_senco(), &world, &carried).await.ok();
    }

    async fn a_retry_does_not_show_the_code_again(world: World) {
        gather(&world).await;
        let arguments = json!({ "review": by_id(&world.review()), "input": health(), "idempotencyKey": "once" });
        let first = world.parent().mutate("shareCodeIssue", arguments.clone()).await;
        assert!(first.ok()["code"].is_string());
        let again = world.parent().mutate("shareCodeIssue", arguments).await;
        assert!(again.replayed() && again.ok()["code"].is_null());
        assert_eq!(again.ok()["expiresAt"], first.ok()["expiresAt"]);
        assert_eq!(world.rows::<share_code::Entity>().await.len(), 1);
    }
}
