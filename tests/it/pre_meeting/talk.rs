//! How practitioners speak before the family joins, from the opening to the closing.

use entity::enums::{ReviewStep, Role};
use tests::{json, on_both};

use super::{add, by_id, keep, on_meeting, on_topic, open, planned, sign, stands, version};

fn done(status: &str, parts: [&str; 2]) -> (String, [String; 2]) {
    (status.to_owned(), parts.map(str::to_owned))
}

on_both! {
    async fn a_pre_meeting_from_the_opening_to_the_closing(world: World) {
        let review = planned(&world).await;
        let (maya, carol) = (world.health_visitor(), world.childminder());
        let concern = keep(&carol, &review).await;
        let opened = open(&maya, &review).await;
        assert_eq!((opened.record()["status"].as_str(), opened.record()["openedByDiscipline"].as_str()), (Some("OPEN"), Some("HEALTH")));
        let agenda = opened.record()["topics"].as_array().unwrap();
        assert_eq!(agenda.len(), 1, "what practitioners keep among themselves is on it by itself");
        assert_eq!((&agenda[0]["isSensitive"], &agenda[0]["addedByRole"]), (&json!(true), &json!("CHILDMINDER")));
        assert_eq!(agenda[0]["concern"]["id"], concern.as_str());
        let (id, topic) = (opened.id(), agenda[0]["id"].as_str().unwrap().to_owned());
        open(&carol, &review).await.refused("RuleRefused").rule("PRE_MEETING_OPEN");

        let when = json!({ "scheduledAt": "2026-03-18T12:00:00Z", "medium": "TELEPHONE", "note": "I call." });
        let set = on_meeting(&carol, "preMeetingSchedule", (&id, 1), Some(when.clone())).await;
        assert_eq!((set.record()["status"].as_str(), set.record()["medium"].as_str()), (Some("SCHEDULED"), Some("TELEPHONE")));
        on_meeting(&maya, "preMeetingSchedule", (&id, 1), Some(when)).await.refused("VersionConflict").current_version(2);
        for who in [&maya, &carol, &carol] {
            who.mutate("preMeetingJoin", json!({ "preMeeting": by_id(&id) })).await.ok();
        }
        assert_eq!(world.facts("preMeeting.joined").await.len(), 2, "joining again changes nothing");

        let lacking = on_meeting(&maya, "preMeetingSignOff", (&id, 2), None).await.refused("RuleRefused");
        lacking.rule("TOPIC_NOT_AGREED");
        assert_eq!(lacking.0["missing"], json!(["topic 1 (HOME_AND_FAMILY): agreed words", "topic 1 (HOME_AND_FAMILY): who leads"]));
        let how = json!({ "lead": "JOINTLY", "notInPresenceOf": "The grandmother.", "parentSeenAlone": true });
        on_topic(&maya, "preMeetingTopicAmend", (&topic, 1), Some(how)).await.ok();
        on_topic(&carol, "preMeetingWordingAgree", (&topic, 2), None).await.refused("RuleRefused").rule("NOTHING_PROPOSED");
        let words = json!({ "wording": "We have noticed that she is often hungry." });
        on_topic(&carol, "preMeetingWordingPropose", (&topic, 2), Some(words)).await.ok();
        on_topic(&carol, "preMeetingWordingAgree", (&topic, 3), None).await.refused("RuleRefused").rule("OWN_PROPOSAL");
        on_topic(&maya, "preMeetingWordingAgree", (&topic, 2), None).await.refused("VersionConflict").current_version(3);
        let agreed = on_topic(&maya, "preMeetingWordingAgree", (&topic, 3), None).await;
        assert_eq!(agreed.record()["agreedWording"], "We have noticed that she is often hungry.");
        assert_eq!(agreed.record()["agreedBy"], json!(["HEALTH", "EARLY_YEARS"]));

        on_meeting(&maya, "preMeetingSignOff", (&id, 2), None).await.refused("VersionConflict");
        let first = sign(&maya, &id).await;
        assert_eq!(first.record()["healthSignature"]["practitioner"]["id"], maya.id());
        assert_eq!(stands(&maya, &review).await, done("SCHEDULED", ["DONE", "OPEN"]));
        sign(&maya, &id).await.refused("RuleRefused").rule("NOTHING_TO_CHANGE");
        assert_eq!(sign(&carol, &id).await.record()["status"], "SIGNED_OFF");
        assert_eq!(stands(&maya, &review).await, done("PRE_MEETING_HELD", ["DONE", "DONE"]));

        let came = json!({ "outcome": "DISCUSSED", "note": "The mother will see the family hub." });
        let version_now = version(&maya, &topic).await;
        on_meeting(&carol, "preMeetingClose", (&id, version(&carol, &id).await), None).await.refused("RuleRefused").rule("OUTCOME_MISSING");
        let settled = on_topic(&carol, "preMeetingTopicSettle", (&topic, version_now), Some(came)).await;
        assert_eq!((settled.record()["status"].as_str(), settled.record()["outcome"].as_str()), (Some("DISCUSSED"), Some("DISCUSSED")));
        let closed = on_meeting(&carol, "preMeetingClose", (&id, version(&carol, &id).await), None).await;
        assert_eq!(closed.record()["closingSignature"]["role"], "CHILDMINDER");
        add(&maya, &id, json!({ "topic": "SLEEP", "isSensitive": false })).await.refused("IllegalTransition").from("CLOSED");
        assert_eq!(stands(&maya, &review).await.0, "PRE_MEETING_HELD");
        assert_eq!(world.kinds().await.iter().filter(|kind| kind.starts_with("preMeeting.signedOff")).count(), 2);
        for fact in world.journal().await {
            let said = fact.data.to_string();
            assert!(!said.contains("HOME_AND_FAMILY") && !said.contains("hungry"), "{said}");
        }
        assert_eq!(world.last_audit().await.0, "preMeetingTopicAdd");
        open(&carol, &review).await.ok();
    }

    async fn a_change_after_a_signature_voids_it_and_takes_the_review_back(world: World) {
        let review = planned(&world).await;
        let (maya, carol) = (world.health_visitor(), world.childminder());
        let id = open(&carol, &review).await.id();
        let ahead = json!({ "topic": "SLEEP", "isSensitive": false, "title": "Naps" });
        let topic = add(&carol, &id, ahead).await;
        for who in [&maya, &carol] {
            sign(who, &id).await.ok();
        }
        assert_eq!(stands(&maya, &review).await, done("PRE_MEETING_HELD", ["DONE", "DONE"]));
        on_topic(&maya, "preMeetingTopicRemove", (&topic.id(), 1), Some(json!({ "reason": "No." }))).await.refused("RuleRefused").rule("OTHER_DISCIPLINE");
        assert_eq!(stands(&maya, &review).await.0, "PRE_MEETING_HELD", "a refusal changes nothing");

        let acts = [
            ("preMeetingTopicAmend", json!({ "isSensitive": true })),
            ("preMeetingWordingPropose", json!({ "wording": "She sleeps too late." })),
            ("preMeetingTopicRemove", json!({ "reason": "Settled by itself." })),
        ];
        for (act, input) in acts {
            on_topic(&carol, act, (&topic.id(), version(&carol, &topic.id()).await), Some(input)).await.ok();
            let look = format!(r#"{{ preMeeting(preMeeting: {{ id: "{id}" }}) {{ status healthSignature {{ at }} earlyYearsSignature {{ at }} }} }}"#);
            let seen = maya.query(&look).await;
            assert_eq!(seen["preMeeting"], json!({ "status": "OPEN", "healthSignature": null, "earlyYearsSignature": null }), "{act}");
            assert_eq!(stands(&maya, &review).await, done("SCHEDULED", ["OPEN", "OPEN"]), "{act}");
            if act == "preMeetingTopicAmend" {
                // Sensitive by now, and without agreed words.
                sign(&maya, &id).await.refused("RuleRefused").rule("TOPIC_NOT_AGREED");
            }
        }
        assert_eq!(world.facts("preMeeting.reopened").await.len(), 1);
        assert_eq!(world.facts("review.preMeetingReopened").await.len(), 1);
        assert_eq!(world.facts("responsibility.reopened").await.len(), 2);
        for who in [&carol, &maya] {
            sign(who, &id).await.ok();
        }
        let when = json!({ "scheduledAt": "2026-03-18T12:00:00Z", "medium": "VIDEO" });
        on_meeting(&maya, "preMeetingSchedule", (&id, version(&maya, &id).await), Some(when)).await.ok();
        assert_eq!(stands(&maya, &review).await, done("SCHEDULED", ["OPEN", "OPEN"]), "another time too");
    }

    async fn what_was_put_off_waits_for_its_day_and_is_carried_into_the_review(world: World) {
        let review = planned(&world).await;
        let (maya, carol) = (world.health_visitor(), world.childminder());
        let id = open(&maya, &review).await.id();
        let one = |topic: &str| json!({ "topic": topic, "isSensitive": true, "wording": "As we see it.", "lead": "HEALTH" });
        let (late, safe) = (add(&maya, &id, one("BEHAVIOUR")).await.id(), add(&maya, &id, one("HOME_AND_FAMILY")).await.id());
        let carried = async |who: &tests::Actor| {
            let look = format!(r#"{{ review(review: {{ id: "{review}" }}) {{ readiness {{ healthHalf earlyYearsHalf openConcerns missing {{ code }}
                carryOver {{ agreed discussed deferred safeguardingRoute open missing {{ code }} }} }} }} }}"#);
            who.query(&look).await["review"]["readiness"].clone()
        };
        let before = carried(&maya).await;
        let codes = json!([{ "code": "PRE_MEETING_NOT_SIGNED_OFF" }, { "code": "TOPIC_NOT_AGREED" }, { "code": "TOPIC_OPEN" }]);
        assert_eq!(before["carryOver"], json!({ "agreed": 0, "discussed": 0, "deferred": 0, "safeguardingRoute": 0, "open": 2, "missing": codes }));
        assert_eq!((before["healthHalf"].as_str(), before["earlyYearsHalf"].as_str()), (Some("MISSING"), Some("MISSING")));
        on_topic(&carol, "preMeetingWordingAgree", (&late, 1), None).await.ok();
        let settle = async |topic: &str, input| on_topic(&carol, "preMeetingTopicSettle", (topic, version(&carol, topic).await), Some(input)).await;
        settle(&late, json!({ "outcome": "DISCUSSED" })).await.refused("RuleRefused").rule("NOT_SIGNED_OFF");
        settle(&late, json!({ "outcome": "DEFERRED" })).await.refused("InvalidInput").at("input.deferredUntil");
        let deferred = settle(&late, json!({ "outcome": "DEFERRED", "deferredUntil": "2026-04-01" })).await;
        assert_eq!(deferred.record()["deferredUntil"], "2026-04-01");
        settle(&safe, json!({ "outcome": "SAFEGUARDING_ROUTE" })).await.ok();
        for who in [&maya, &carol] {
            sign(who, &id).await.ok();
        }
        assert_eq!(carried(&carol).await["carryOver"], json!({ "agreed": 1, "discussed": 0, "deferred": 1, "safeguardingRoute": 1, "open": 0, "missing": [] }));
        let now = settle(&late, json!({ "outcome": "DISCUSSED" })).await;
        assert_eq!((now.record()["status"].as_str(), now.record()["deferredUntil"].as_str()), (Some("DISCUSSED"), None));
        settle(&late, json!({ "outcome": "DISCUSSED" })).await.refused("IllegalTransition").from("DISCUSSED");
        on_topic(&maya, "preMeetingTopicAmend", (&safe, version(&maya, &safe).await), Some(json!({ "lead": "JOINTLY" }))).await
            .refused("IllegalTransition").from("SAFEGUARDING_ROUTE");
        keep(&maya, &review).await;
        let parent = world.carer(&world.home().minded_mother);
        let answer = parent.post(&format!(r#"{{ review(review: {{ id: "{review}" }}) {{ readiness {{ openConcerns carryOver {{ open }} }} }} }}"#), json!({})).await;
        assert_eq!(answer.data()["review"]["readiness"], json!({ "openConcerns": 0, "carryOver": null }), "what is kept among practitioners is not counted");
        assert_eq!(answer.withheld()[0]["lens"], "PRACTITIONER_ONLY");
        assert_eq!(carried(&carol).await["openConcerns"], 1);
    }

    async fn each_profession_signs_for_itself_also_where_the_step_is_given_to_one(world: World) {
        let review = world.review();
        world.insert_step(&review, ReviewStep::HoldPreMeeting, Role::HealthVisitor).await;
        let (maya, priya) = (world.health_visitor(), world.key_person());
        let id = open(&priya, &review).await.id();
        let step = async || {
            let seen = maya.query(&format!(r#"{{ review(review: {{ id: "{review}" }}) {{ status responsibilities {{ status fulfilledBy }} }} }}"#)).await;
            seen["review"].clone()
        };
        sign(&priya, &id).await.ok();
        assert_eq!(step().await["responsibilities"], json!([{ "status": "OPEN", "fulfilledBy": ["preMeetingSignOff"] }]));
        sign(&maya, &id).await.ok();
        assert_eq!(step().await["responsibilities"][0]["status"], "DONE");
        assert_eq!(step().await["status"], "DUE", "a review without a date does not move");
    }
}
