//! Who opens, reads and changes a pre-meeting, and who does not know that there is one.

use entity::enums::{ParticipantStatus, Role};
use tests::{Actor, Value, World, json, on_both};

use super::{add, by_id, keep, on_meeting, on_topic, open, planned, sign};

/// Those to whom nothing of it exists, though they know of the review, but for the analyst and the guest who was not asked.
async fn strangers(world: &World, review: &str) -> Vec<Actor> {
    let guest = world.guest();
    world.answered(review, &guest, ParticipantStatus::Accepted).await;
    vec![
        world.parent(),
        guest,
        world.integration(),
        world.admin(),
        world.analyst(),
        world.caldicott(),
        world.area_senco(),
        world.other_health_visitor(),
    ]
}

on_both! {
    async fn it_does_not_exist_for_anybody_else(world: World) {
        let review = world.review();
        let (maya, priya) = (world.health_visitor(), world.key_person());
        world.take_part(&review, &maya).await;
        world.take_part(&review, &priya).await;
        keep(&priya, &review).await;
        let opened = open(&maya, &review).await;
        let (id, topic) = (opened.id(), opened.record()["topics"][0]["id"].as_str().unwrap().to_owned());
        let words = json!({ "wording": "We worry about the nights." });
        on_topic(&priya, "preMeetingWordingPropose", (&topic, 1), Some(words.clone())).await.ok();
        priya.mutate("preMeetingJoin", json!({ "preMeeting": by_id(&id) })).await.ok();
        let look = format!(
            r#"{{ review(review: {{ id: "{review}" }}) {{ preMeeting {{ id status topics {{ id wording }} attendance {{ id }} }} }}
                preMeeting(preMeeting: {{ id: "{id}" }}) {{ id }} preMeetingTopic(preMeetingTopic: {{ id: "{topic}" }}) {{ id wording }}
                node(id: "{id}") {{ id }} nodes(ids: ["{topic}"]) {{ id ... on PreMeetingTopic {{ wording preMeeting {{ id }} }} }} }}"#
        );
        for other in strangers(&world, &review).await {
            let role = other.person().role;
            let answer = other.post(&look, json!({})).await;
            let seen = answer.data();
            assert!(seen["review"]["preMeeting"].is_null(), "{role:?}: {seen}");
            assert!(seen["preMeeting"].is_null() && seen["preMeetingTopic"].is_null() && seen["node"].is_null(), "{role:?}: {seen}");
            assert_eq!(seen["nodes"], json!([null]), "{role:?}");
            assert!(!answer.body.to_string().contains("We worry"), "{role:?}");
            assert!(answer.withheld().iter().all(|entry| entry["lens"] == "PRACTITIONER_ONLY" && entry["subjects"] == json!([review])), "{role:?}: {:?}", answer.withheld());
            add(&other, &id, json!({ "topic": "SLEEP", "isSensitive": false })).await.refused("NotFound").at("preMeeting");
            on_meeting(&other, "preMeetingClose", (&id, 1), None).await.refused("NotFound").at("preMeeting");
            on_topic(&other, "preMeetingWordingPropose", (&topic, 1), Some(words.clone())).await.refused("NotFound").at("preMeetingTopic");
        }
        crate::live::raise(&world.parent(), &review, "STANDARD").await;
        world.settled().await;
        for reads in [world.integration(), world.admin()] {
            let feed = reads.query("{ changes(first: 100) { changes { type subjectId } } }").await.to_string();
            let hears = reads.person().role == Role::Integration;
            assert!(feed.contains("concern.raised") == hears && !feed.contains("preMeeting") && !feed.contains("pre_meeting"), "{feed}");
        }
        for reads in [&maya, &priya, &world.nursery_nurse(), &world.setting_manager(), &world.health_lead(), &world.early_years_lead()] {
            let answer = reads.post(&look, json!({})).await;
            assert_eq!(answer.data()["preMeetingTopic"]["wording"], "We worry about the nights.", "{:?}", reads.person().role);
            assert_eq!(answer.data()["review"]["preMeeting"]["id"], id.as_str());
            assert!(answer.withheld().is_empty());
        }
    }

    async fn an_unanswered_invitation_opens_nothing(world: World) {
        let review = world.review();
        let id = open(&world.health_visitor(), &review).await.id();
        let invited = world.other_health_visitor();
        world.answered(&review, &invited, ParticipantStatus::Invited).await;
        let look = format!(r#"{{ review(review: {{ id: "{review}" }}) {{ preMeeting {{ id }} }} node(id: "{id}") {{ id }} }}"#);
        let answer = invited.post(&look, json!({})).await;
        assert_eq!(answer.data(), &json!({ "review": { "preMeeting": null }, "node": null }));
        assert_eq!(answer.withheld()[0]["reason"], "INVITATION_NOT_ACCEPTED");
        let senco = world.area_senco();
        world.take_part(&review, &senco).await;
        assert_eq!(senco.query(&look).await["node"]["id"], id.as_str());
    }

    async fn only_the_front_line_of_both_professions_opens_and_signs(world: World) {
        let review = world.review();
        let guest = world.guest();
        world.answered(&review, &guest, ParticipantStatus::Accepted).await;
        let refused = [
            world.parent(), guest, world.integration(), world.admin(), world.caldicott(), world.health_lead(),
            world.early_years_lead(), world.setting_manager(),
        ];
        for other in &refused {
            let answer = open(other, &review).await.refused("NotAllowed");
            answer.because("ROLE_NOT_ALLOWED").responsible(&["HEALTH_VISITOR", "KEY_PERSON", "CHILDMINDER", "AREA_SENCO"]).naming("Maya Okafor");
        }
        open(&world.area_senco(), &review).await.refused("NotAllowed").because("RELATION_MISSING");
        open(&world.other_health_visitor(), &review).await.refused("NotFound").at("review");
        open(&world.analyst(), &review).await.refused("NotFound").at("review");
        let id = open(&world.setting_senco(), &review).await.id();
        for other in [world.health_lead(), world.early_years_lead(), world.setting_manager()] {
            sign(&other, &id).await.refused("NotAllowed").because("ROLE_NOT_ALLOWED");
            on_meeting(&other, "preMeetingClose", (&id, 1), None).await.refused("NotAllowed").because("ROLE_NOT_ALLOWED");
        }
        world.setting_manager().mutate("preMeetingJoin", json!({ "preMeeting": by_id(&id) })).await.ok();
        assert_eq!(world.last_audit().await, ("preMeetingJoin".to_owned(), "ALLOWED".to_owned(), None));
        assert_eq!(world.kinds().await, ["preMeeting.opened", "preMeeting.joined"]);
    }

    async fn a_retry_with_the_same_key_opens_one(world: World) {
        let review = world.review();
        let ask = json!({ "review": by_id(&review), "idempotencyKey": "talk" });
        let first = world.health_visitor().mutate("preMeetingOpen", ask.clone()).await;
        let again = world.health_visitor().mutate("preMeetingOpen", ask).await;
        assert_eq!((first.id(), again.replayed()), (again.id(), true));
        assert_eq!(world.facts("preMeeting.opened").await.len(), 1);
    }

    async fn the_number_of_statements_does_not_depend_on_the_number_of_reviews(world: World) {
        let (maya, priya) = (world.health_visitor(), world.key_person());
        for review in world.crowd(12).await {
            let review = review.to_string();
            world.take_part(&review, &priya).await;
            world.take_part(&review, &maya).await;
            let concern = keep(&priya, &review).await;
            let id = open(&maya, &review).await.id();
            let input = json!({ "topic": "SLEEP", "isSensitive": true, "wording": "As seen.", "concern": by_id(&concern) });
            add(&priya, &id, input).await.ok();
            maya.mutate("preMeetingJoin", json!({ "preMeeting": by_id(&id) })).await.ok();
            let post = json!({ "review": by_id(&review), "input": { "kind": "QUESTION", "to": { "discipline": "EARLY_YEARS" }, "text": "Well?" } });
            let asked = maya.mutate("liaisonPost", post).await.id();
            let reply = json!({ "liaisonMessage": by_id(&asked), "input": { "text": "Yes." } });
            priya.mutate("liaisonReply", reply).await.ok();
            priya.mutate("liaisonMarkRead", json!({ "liaisonMessage": by_id(&asked) })).await.ok();
        }
        let look = |first: u32| format!(
            "{{ reviews(first: {first}, orderBy: DUE_ON_DESC) {{ nodes {{
                preMeeting {{ openedBy {{ id }} access {{ canSignOff }} attendance {{ practitioner {{ id }} }}
                    topics {{ wording concern {{ id }} proposedBy {{ id }} access {{ canAmend }} preMeeting {{ id }} }} }}
                liaison(first: 2) {{ totalCount nodes {{ text author {{ id }} inReplyTo {{ id }} replies {{ id }} readBy {{ id }} }} }}
                contactCards {{ contactCard {{ email }} }} readiness {{ missing {{ code }} carryOver {{ open }} }} }} }} }}"
        );
        let warm: Value = maya.query(&look(12)).await;
        assert_eq!(warm["reviews"]["nodes"][11]["preMeeting"]["topics"][1]["wording"], "As seen.");
        assert_eq!(warm["reviews"]["nodes"][11]["liaison"]["totalCount"], 2);
        // What is shown for the first time is written down once.
        maya.query(&look(1)).await;
        let (_, one) = world.counting(maya.query(&look(1))).await;
        let (_, twelve) = world.counting(maya.query(&look(12))).await;
        assert_eq!(one, twelve);
    }

    async fn nothing_is_opened_where_the_review_has_begun_or_has_no_setting(world: World) {
        let review = planned(&world).await;
        let model = json!({ "review": by_id(&review), "expectedVersion": 2, "input": { "deliveryModel": "HEALTH_ONLY" } });
        world.health_lead().mutate("reviewChangeModel", model).await.ok();
        open(&world.health_visitor(), &review).await.refused("RuleRefused").rule("SETTING_REQUIRED");
        let end = json!({ "review": by_id(&review), "expectedVersion": 3, "input": { "end": "DECLINED", "reason": "They said no." } });
        world.health_lead().mutate("reviewEnd", end).await.ok();
        open(&world.health_visitor(), &review).await.refused("IllegalTransition").from("DECLINED");
    }
}
