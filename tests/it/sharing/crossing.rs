//! What agreements open of the other profession's half, and hide of it: acceptance of sharing.

use entity::enums::RecipientClass::{EarlyYearsSetting, Gp};
use entity::enums::SharingStatus::{Given, Withdrawn};
use tests::{Value, json, on_both};

use super::{answer, gather, health_half, heard, look, submit, withdraw, yes};

/// Everybody of the early years who reads across by an agreement.
fn early_years(world: &tests::World) -> Vec<tests::Actor> {
    vec![
        world.key_person(),
        world.setting_manager(),
        world.setting_senco(),
        world.early_years_lead(),
    ]
}

const CLOSED: &str = "NO_SHARING_AGREEMENT";

fn waits(reason: &str) -> Vec<Value> {
    vec![
        json!(["assessments", reason]),
        json!(["familyNotes", "NOT_YOUR_DISCIPLINE"]),
        json!(["sleep", reason]),
    ]
}

on_both! {
    async fn an_agreement_opens_what_was_handed_in_and_its_withdrawal_closes_it(world: World) {
        gather(&world).await;
        let (review, mother) = (world.review(), world.parent());
        let half = health_half(&world, &review, false).await;
        for reads in early_years(&world) {
            let (seen, withheld) = look(&reads, &review).await;
            assert_eq!((&seen["status"], &seen["sleep"]), (&json!("IN_PROGRESS"), &json!(null)));
            assert_eq!(withheld, waits(CLOSED), "{:?}", reads.person().role);
        }
        let given = answer(&mother, &world, yes()).await;
        for reads in early_years(&world) {
            let (seen, withheld) = look(&reads, &review).await;
            assert!(seen["sleep"].is_null(), "a half in progress does not cross");
            assert_eq!(withheld, waits("NOT_YET_SHARED"), "{:?}", reads.person().role);
        }
        submit(&world, &half).await;
        for reads in early_years(&world) {
            let (seen, withheld) = look(&reads, &review).await;
            assert_eq!((&seen["sleep"], &seen["assessments"]), (&json!("Wakes at two."), &json!([{ "instrument": "ASQ_3" }])));
            assert_eq!(withheld, [json!(["familyNotes", "NOT_YOUR_DISCIPLINE"])], "{:?}", reads.person().role);
        }
        let (seen, _) = look(&mother, &review).await;
        assert!(seen["sleep"].is_null(), "it is shared with the setting");
        withdraw(&mother, &given, json!({})).await.ok();
        for reads in early_years(&world) {
            let (seen, withheld) = look(&reads, &review).await;
            assert_eq!((&seen["status"], &seen["sleep"]), (&json!("SUBMITTED"), &json!(null)));
            assert_eq!(withheld, waits(CLOSED), "{:?}", reads.person().role);
        }
    }

    async fn by_no_path_does_more_cross_than_was_agreed(world: World) {
        gather(&world).await;
        let (review, mother, priya) = (world.review(), world.parent(), world.key_person());
        let half = health_half(&world, &review, true).await;
        let query = format!(r#"{{ node(id: "{half}") {{ ... on HealthReview {{ sleep assessments {{ id instrument }} familyNotes {{ id }} }} }} }}"#);
        let read = async || priya.post(&query, json!({})).await.data()["node"].clone();
        assert_eq!(read().await, json!({ "sleep": null, "assessments": null, "familyNotes": null }));
        for other in [json!({ "recipient": "GP" }), json!({ "purpose": "TRANSITION" }), json!({ "mode": "EXISTENCE" }),
            json!({ "from": "2026-03-03" }), json!({ "from": "2026-02-01", "until": "2026-03-01" }),
            json!({ "category": "EARLY_YEARS_DEVELOPMENT" })] {
            let mut input = yes();
            input.as_object_mut().unwrap().extend(other.as_object().unwrap().clone());
            answer(&mother, &world, input).await.ok();
            assert!(read().await["sleep"].is_null(), "{other}");
        }
        answer(&mother, &world, yes()).await.ok();
        assert_eq!(read().await["sleep"], "Wakes at two.");
        assert_eq!(read().await["assessments"][0]["instrument"], "ASQ_3");
        assert!(read().await["familyNotes"].is_null());
        let (seen, _) = look(&world.childminder(), &review).await;
        assert!(seen.is_null(), "whoever does not know of the review");
        let invited = world.area_senco();
        let (seen, _) = look(&invited, &review).await;
        assert!(seen["sleep"].is_null(), "the area SENCO does not take part");
        world.take_part(&review, &invited).await;
        let (seen, _) = look(&invited, &review).await;
        assert_eq!(seen["sleep"], "Wakes at two.");
    }

    async fn it_ends_with_its_last_day(world: World) {
        gather(&world).await;
        let (review, priya) = (world.review(), world.key_person());
        health_half(&world, &review, true).await;
        let mut input = yes();
        input["until"] = "2026-03-04".into();
        let given = answer(&world.parent(), &world, input).await;
        for (now, open) in [("2026-03-04T23:59:59Z", true), ("2026-03-05T00:00:00Z", false)] {
            world.set_time(now.parse().unwrap());
            let (seen, _) = look(&priya, &review).await;
            assert_eq!(seen["sleep"].is_string(), open, "{now}");
        }
        let query = format!(r#"{{ sharingAgreement(sharingAgreement: {{ id: "{}" }}) {{ status isExpired isInForce }} }}"#, given.id());
        let seen = priya.query(&query).await;
        assert_eq!(seen["sharingAgreement"], json!({ "status": "GIVEN", "isExpired": true, "isInForce": false }));
    }

    async fn a_later_refusal_wins_and_may_hide_that_there_is_anything(world: World) {
        gather(&world).await;
        let (review, mother, priya) = (world.review(), world.parent(), world.key_person());
        let half = health_half(&world, &review, true).await;
        answer(&mother, &world, yes()).await.ok();
        let no = json!({ "answer": "REFUSED", "category": "HEALTH_DEVELOPMENT" });
        answer(&mother, &world, no.clone()).await.ok();
        let (seen, withheld) = look(&priya, &review).await;
        assert_eq!((&seen["status"], withheld), (&json!("SUBMITTED"), waits(CLOSED)));
        let mut secret = no;
        secret["mode"] = "EXISTENCE".into();
        answer(&world.health_visitor(), &world, heard(&world, secret)).await.ok();
        let form = world.rows::<entity::assessment::Entity>().await[0].id;
        let ids = format!(r#"{{ nodes(ids: ["{half}", "{form}"]) {{ id }} healthReview(healthReview: {{ id: "{half}" }}) {{ id }} }}"#);
        for reads in early_years(&world) {
            let (seen, withheld) = look(&reads, &review).await;
            assert!(seen.is_null() && withheld.is_empty(), "{:?}: {seen}", reads.person().role);
            let by_id = reads.query(&ids).await;
            assert_eq!(by_id, json!({ "nodes": [null, null], "healthReview": null }));
        }
        for reads in [world.health_visitor(), world.nursery_nurse(), world.health_lead()] {
            let (seen, _) = look(&reads, &review).await;
            assert_eq!(seen["sleep"], "Wakes at two.");
        }
        let (seen, _) = look(&mother, &review).await;
        assert_eq!(seen["status"], "SUBMITTED");
        answer(&mother, &world, yes()).await.ok();
        let (seen, _) = look(&priya, &review).await;
        assert_eq!(seen["sleep"], "Wakes at two.");
    }

    async fn a_step_does_not_tell_of_a_half_that_is_a_secret(world: World) {
        let plan = json!({ "child": super::by_id(&world.home().minded_child.id.to_string()), "input": { "deliveryModel": "JOINT_MEETING" } });
        let review = world.health_lead().mutate("reviewPlan", plan).await.id();
        health_half(&world, &review, true).await;
        let query = format!(r#"{{ review(review: {{ id: "{review}" }}) {{ responsibilities {{ step status }} }}
            responsibilities(filter: {{ review: "{review}" }}) {{ nodes {{ step }} }} }}"#);
        let steps = async |who: &tests::Actor| {
            let seen = who.query(&query).await;
            let of = |list: &Value| list.as_array().unwrap().iter().filter(|it| it["step"] == "COMPLETE_HEALTH_REVIEW").count();
            (of(&seen["review"]["responsibilities"]), of(&seen["responsibilities"]["nodes"]))
        };
        let minder = world.childminder();
        assert_eq!(steps(&minder).await, (1, 1));
        let mother = world.carer(&world.home().minded_mother);
        let secret = json!({ "answer": "REFUSED", "category": "HEALTH_DEVELOPMENT", "mode": "EXISTENCE" });
        mother.mutate("sharingAgreementRecord", json!({ "review": super::by_id(&review), "input": secret })).await.ok();
        assert_eq!(steps(&minder).await, (0, 0));
        for reads in [world.health_visitor(), world.health_lead(), mother] {
            assert_eq!(steps(&reads).await, (1, 1));
        }
    }

    async fn a_withdrawal_takes_every_agreement_to_the_same_with_it(world: World) {
        gather(&world).await;
        let (review, mother, priya) = (world.review(), world.parent(), world.key_person());
        health_half(&world, &review, true).await;
        answer(&world.health_visitor(), &world, heard(&world, yes())).await.ok();
        let given = answer(&mother, &world, yes()).await;
        let mut elsewhere = yes();
        elsewhere["recipient"] = "GP".into();
        answer(&mother, &world, elsewhere).await.ok();
        withdraw(&mother, &given, json!({})).await.ok();
        let (seen, _) = look(&priya, &review).await;
        assert!(seen["sleep"].is_null());
        let left: Vec<_> = world.rows::<entity::sharing_agreement::Entity>().await.into_iter().map(|row| (row.recipient, row.status)).collect();
        assert_eq!(left.iter().filter(|it| **it == (EarlyYearsSetting, Withdrawn)).count(), 2);
        assert!(left.contains(&(Gp, Given)));
    }

    async fn what_crosses_costs_as_many_statements_for_many_as_for_one(world: World) {
        let priya = world.key_person();
        for review in world.crowd(12).await {
            let review = review.to_string();
            health_half(&world, &review, true).await;
            let child = world.rows::<entity::review::Entity>().await.into_iter().find(|row| row.id.to_string() == review).unwrap().child_id;
            world.insert_agreement(world.home(), child, (Given, entity::enums::SharingMode::Content)).await;
        }
        let list = |first: u32| format!("{{ reviews(first: {first}, orderBy: DUE_ON_DESC) {{ nodes {{ healthReview {{ sleep assessments {{ instrument }} }} }} }} }}");
        let warm = priya.query(&list(12)).await;
        assert_eq!(warm["reviews"]["nodes"][11]["healthReview"]["sleep"], "Wakes at two.");
        priya.query(&list(1)).await;
        let (_, one) = world.counting(priya.query(&list(1))).await;
        let (_, twelve) = world.counting(priya.query(&list(12))).await;
        assert_eq!(one, twelve);
        world.forget_parts().await;
        let (_, one) = world.counting(priya.query(&list(1))).await;
        world.forget_parts().await;
        let (_, twelve) = world.counting(priya.query(&list(12))).await;
        assert_eq!(one, twelve);
    }
}
