//! What becomes of concerns: settled with an outcome, kept from the family where it must be, taken up again.

use entity::concern_settlement;
use tests::{Actor, Payload, Value, World, json, on_both};

fn by_id(id: &str) -> Value {
    json!({ "id": id })
}

async fn raise(who: &Actor, review: &str) -> String {
    let input = json!({ "topic": "SLEEP", "level": "CONCERN", "evidence": "Wakes three times a night." });
    let arguments = json!({ "review": by_id(review), "input": input });
    who.mutate("concernRaise", arguments).await.id()
}

async fn settle(who: &Actor, (id, version): (&str, i64), input: Value) -> Payload {
    let arguments = json!({ "concern": by_id(id), "expectedVersion": version, "input": input });
    who.mutate("concernSettle", arguments).await
}

async fn reopen(who: &Actor, (id, version): (&str, i64), reason: &str) -> Payload {
    let input = json!({ "reason": reason });
    let arguments = json!({ "concern": by_id(id), "expectedVersion": version, "input": input });
    who.mutate("concernReopen", arguments).await
}

fn with(outcome: &str) -> Value {
    json!({ "outcome": outcome, "note": "Talked about in the meeting." })
}

/// The health visitor and the key person, both taking part.
async fn both(world: &World) -> (Actor, Actor) {
    let (maya, priya) = (world.health_visitor(), world.key_person());
    world.take_part(&world.review(), &maya).await;
    world.take_part(&world.review(), &priya).await;
    (maya, priya)
}

const LOOK: &str = "query($id: ID!) { node(id: $id) { ... on Concern { status
    settlement { outcome note } settlements { outcome note reopenedReason settledBy { name } reopenedBy { name } } } } }";

on_both! {
    async fn whoever_takes_part_settles_what_either_side_or_a_parent_raised(world: World) {
        let (maya, priya) = both(&world).await;
        let review = world.review();
        for (raises, settles) in [(&maya, &priya), (&priya, &maya), (&world.parent(), &priya)] {
            let id = raise(raises, &review).await;
            let settled = settle(settles, (&id, 1), with("ACTION")).await;
            let record = settled.record();
            assert_eq!((&record["status"], settled.version()), (&json!("SETTLED"), 2));
            assert_eq!(record["settlement"]["outcome"], "ACTION");
            assert_eq!(record["settlement"]["sensitivity"], "STANDARD");
            assert_eq!(record["access"]["canSettle"], false);
            assert_eq!((&record["access"]["canReopen"], &record["access"]["canAdd"]), (&json!(true), &json!(false)));
            let seen = world.parent().query_with(LOOK, json!({ "id": id })).await;
            assert_eq!(seen["node"]["settlement"], json!({ "outcome": "ACTION", "note": "Talked about in the meeting." }));
        }
        assert_eq!(world.facts("concern.settled").await.len(), 3);
        assert_eq!(world.facts("concern.outcomeRecorded").await.len(), 3);
        for fact in world.journal().await {
            assert!(!fact.data.to_string().contains("ACTION"), "{}", fact.data);
        }
        assert_eq!(world.last_audit().await, ("concernSettle".to_owned(), "ALLOWED".to_owned(), None));
    }

    async fn who_may_not_settle_or_reopen(world: World) {
        let (maya, _) = both(&world).await;
        let id = raise(&maya, &world.review()).await;
        let nurse = world.nursery_nurse();
        world.take_part(&world.review(), &nurse).await;
        for refused in [&nurse, &world.parent(), &world.health_lead(), &world.early_years_lead(), &world.integration()] {
            let refusal = settle(refused, (&id, 1), with("NO_FURTHER_ACTION")).await;
            refusal.refused("NotAllowed").because("ROLE_NOT_ALLOWED").responsible(&["HEALTH_VISITOR", "KEY_PERSON", "SETTING_SENCO", "AREA_SENCO"]);
        }
        settle(&world.setting_senco(), (&id, 1), with("ACTION")).await.refused("NotAllowed").because("RELATION_MISSING");
        for stranger in [world.admin(), world.caldicott(), world.analyst(), world.childminder(), world.area_senco(), world.guest(), world.other_authority_health_visitor()] {
            settle(&stranger, (&id, 1), with("ACTION")).await.refused("NotFound").at("concern");
            reopen(&stranger, (&id, 1), "Worse.").await.refused("NotFound").at("concern");
        }
        settle(&maya, (&id, 1), with("ACTION")).await.ok();
        for refused in [&nurse, &world.parent(), &world.health_lead()] {
            let refusal = reopen(refused, (&id, 2), "Worse.").await;
            refusal.refused("NotAllowed").because("ROLE_NOT_ALLOWED").responsible(&["HEALTH_VISITOR", "KEY_PERSON"]);
        }
        assert_eq!(world.facts("concern.reopened").await.len(), 0);
    }

    async fn safeguarding_and_what_practitioners_keep_is_unknown_to_the_family_by_every_path(world: World) {
        let (maya, priya) = both(&world).await;
        let review = world.review();
        let (first, second) = (raise(&world.parent(), &review).await, raise(&maya, &review).await);
        let mut told = with("SAFEGUARDING_ROUTE");
        told["sensitivity"] = "STANDARD".into();
        assert_eq!(settle(&maya, (&first, 1), told).await.wrong_inputs(), ["input.sensitivity"]);
        let hidden = settle(&maya, (&first, 1), with("SAFEGUARDING_ROUTE")).await;
        assert_eq!(hidden.record()["settlement"]["sensitivity"], "PRACTITIONERS_ONLY");
        let settlement = hidden.record()["settlement"]["id"].as_str().unwrap().to_owned();
        let mut kept = with("ACTION");
        kept["sensitivity"] = "PRACTITIONERS_ONLY".into();
        settle(&priya, (&second, 1), kept).await.ok();

        let look = format!(
            r#"{{ concerns(first: 10) {{ nodes {{ id status settlement {{ outcome }} settlements {{ id }} }} }}
                safeguarding: concerns(filter: {{ outcomeIn: [SAFEGUARDING_ROUTE, ACTION] }}) {{ nodes {{ id }} }}
                node(id: "{settlement}") {{ id }} }}"#
        );
        for blind in [world.parent(), world.integration()] {
            let answer = blind.post(&look, json!({})).await;
            let seen = answer.data();
            let nodes = seen["concerns"]["nodes"].as_array().unwrap();
            assert_eq!(nodes.len(), 2);
            for node in nodes {
                // What is kept and what goes the way of safeguarding look the same.
                assert_eq!((&node["status"], &node["settlement"], &node["settlements"]), (&json!("SETTLED"), &Value::Null, &json!([])));
            }
            assert_eq!(seen["safeguarding"]["nodes"], json!([]));
            assert!(seen["node"].is_null() && answer.withheld().is_empty(), "{:?}", answer.withheld());
        }
        world.settled().await;
        let feed = world.integration().told().await;
        assert!(feed.iter().all(|(kind, _)| kind != "concern.outcomeRecorded"), "the journal that systems read");
        let seen = maya.query(&look).await;
        assert_eq!(seen["safeguarding"]["nodes"].as_array().unwrap().len(), 2);
        assert_eq!(seen["node"]["id"], json!(settlement));
    }

    async fn what_is_monitored_has_a_day_and_is_found_by_it(world: World) {
        let (maya, _) = both(&world).await;
        let id = raise(&maya, &world.review()).await;
        assert_eq!(settle(&maya, (&id, 1), with("MONITOR")).await.wrong_inputs(), ["input.lookAgainOn"]);
        let mut monitor = with("MONITOR");
        monitor["lookAgainOn"] = "2026-04-01".into();
        let settled = settle(&maya, (&id, 1), monitor).await;
        let record = &settled.record()["settlement"];
        assert_eq!((&record["lookAgainOn"], &record["isToBeLookedAt"]), (&json!("2026-04-01"), &json!(false)));
        let due = "query($to: Date!) { concerns(filter: { outcomeIn: [MONITOR], lookAgainOn: { to: $to } }) { totalCount nodes { settlement { isToBeLookedAt } } } }";
        assert_eq!(maya.query_with(due, json!({ "to": "2026-03-31" })).await["concerns"]["totalCount"], 0);
        world.set_time("2026-04-01T09:00:00Z".parse().unwrap());
        let seen = maya.query_with(due, json!({ "to": "2026-04-01" })).await;
        assert_eq!(seen["concerns"], json!({ "totalCount": 1, "nodes": [{ "settlement": { "isToBeLookedAt": true } }] }));
    }

    async fn it_may_lead_to_a_referral_out_of_the_same_review(world: World) {
        let (maya, _) = both(&world).await;
        let (_, referral) = world.insert_case(world.home().review).await;
        let other = world.crowd(1).await[0];
        let (_, elsewhere) = world.insert_case(other).await;
        let id = raise(&maya, &world.review()).await;
        let to = |outcome: &str, referral: String| {
            let mut input = with(outcome);
            input["referral"] = by_id(&referral);
            input
        };
        assert_eq!(settle(&maya, (&id, 1), to("ACTION", referral.to_string())).await.wrong_inputs(), ["input.referral"]);
        assert_eq!(settle(&maya, (&id, 1), to("REFERRAL", elsewhere.to_string())).await.wrong_inputs(), ["input.referral"]);
        let settled = settle(&maya, (&id, 1), to("REFERRAL", referral.to_string())).await;
        assert_eq!(settled.record()["settlement"]["referral"]["id"], json!(referral.to_string()));
    }

    async fn a_settled_concern_rests_until_it_is_taken_up_again(world: World) {
        let (maya, priya) = both(&world).await;
        let id = raise(&maya, &world.review()).await;
        reopen(&maya, (&id, 1), "Not yet.").await.refused("IllegalTransition").from("OPEN");
        settle(&priya, (&id, 7), with("ACTION")).await.refused("VersionConflict").current_version(1);
        settle(&priya, (&id, 1), with("ACTION")).await.ok();
        let reason = json!({ "reason": "Slept." });
        let withdraw = json!({ "concern": by_id(&id), "expectedVersion": 2, "input": reason });
        maya.mutate("concernWithdraw", withdraw.clone()).await.refused("IllegalTransition").from("SETTLED");
        let add = json!({ "concern": by_id(&id), "input": { "text": "Again." } });
        maya.mutate("concernAdd", add.clone()).await.refused("IllegalTransition").from("SETTLED");
        settle(&maya, (&id, 2), with("ACTION")).await.refused("IllegalTransition").from("SETTLED");
        reopen(&maya, (&id, 1), "Worse.").await.refused("VersionConflict").current_version(2);
        assert_eq!(reopen(&maya, (&id, 2), " ").await.wrong_inputs(), ["input.reason"]);

        let open = reopen(&maya, (&id, 2), "Worse again.").await;
        assert_eq!((&open.record()["status"], &open.record()["settlement"], open.version()), (&json!("OPEN"), &Value::Null, 3));
        maya.mutate("concernAdd", add).await.ok();
        settle(&maya, (&id, 3), with("REFERRAL")).await.ok();
        let seen = priya.query_with(LOOK, json!({ "id": id })).await;
        let all = &seen["node"]["settlements"];
        assert_eq!((&all[0]["outcome"], &all[0]["reopenedReason"], &all[0]["reopenedBy"]["name"]), (&json!("ACTION"), &json!("Worse again."), &json!("Maya Okafor")));
        assert_eq!((&all[1]["outcome"], &all[1]["reopenedReason"]), (&json!("REFERRAL"), &Value::Null));
        assert_eq!(world.rows::<concern_settlement::Entity>().await.len(), 2);
        assert_eq!(world.facts("concern.outcomeSetAside").await.len(), 1);
        let found = maya.query("{ old: concerns(filter: { outcomeIn: [ACTION] }) { totalCount } now: concerns(filter: { outcomeIn: [REFERRAL], statusIn: [SETTLED] }) { totalCount } }").await;
        assert_eq!((&found["old"]["totalCount"], &found["now"]["totalCount"]), (&json!(0), &json!(1)));
    }

    async fn a_withdrawn_concern_is_not_settled_and_nothing_after_the_review(world: World) {
        let (maya, _) = both(&world).await;
        let (gone, stays) = (raise(&maya, &world.review()).await, raise(&maya, &world.review()).await);
        let withdraw = json!({ "concern": by_id(&gone), "expectedVersion": 1, "input": { "reason": "A mistake." } });
        maya.mutate("concernWithdraw", withdraw).await.ok();
        settle(&maya, (&gone, 2), with("ACTION")).await.refused("IllegalTransition").from("WITHDRAWN");
        let end = json!({ "end": "ENTERED_IN_ERROR", "reason": "Planned twice." });
        maya.mutate("reviewEnd", json!({ "review": by_id(&world.review()), "expectedVersion": 1, "input": end })).await.ok();
        settle(&maya, (&stays, 1), with("ACTION")).await.refused("IllegalTransition").from("ENTERED_IN_ERROR");
    }
}
