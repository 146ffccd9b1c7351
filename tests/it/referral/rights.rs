//! Who has a part in the loop, and who sees it.

use entity::referral;
use tests::{Actor, Value, json, on_both};

use super::{Case, draft, seen};

on_both! {
    async fn parents_see_a_referral_once_it_has_been_put_to_them(world: World) {
        let (visitor, parent) = (world.health_visitor(), world.parent());
        let mut case = Case::draft(&world).await;
        let lists = "{ referrals { nodes { id } } reviews { nodes { referrals { id } } } }";
        let node = json!({ "id": case.id });
        assert_eq!(seen(&parent, &case.id).await, json!(null));
        assert_eq!(
            parent.query_with("query($id: ID!) { node(id: $id) { id } }", node.clone()).await["node"],
            json!(null)
        );
        let found = parent.query(lists).await;
        assert_eq!(
            (&found["referrals"]["nodes"], &found["reviews"]["nodes"][0]["referrals"]),
            (&json!([]), &json!([]))
        );
        case.call(&parent, "referralAnswer", json!({ "answer": "AGREED" }))
            .await
            .refused("NotFound")
            .at("referral");

        case.step(&visitor, "referralPropose", json!({})).await;
        let found = parent.query(lists).await;
        assert_eq!(
            (&found["referrals"]["nodes"], &found["reviews"]["nodes"][0]["referrals"]),
            (&json!([node.clone()]), &json!([node]))
        );
        assert_eq!(seen(&parent, &case.id).await["access"]["canAnswer"], true);
        case.call(&parent, "referralAnswer", json!({ "answer": "AGREED", "recordedFrom": "me" }))
            .await
            .refused("InvalidInput")
            .at("input.recordedFrom");

        case.step(&visitor, "referralEnterInError", json!({ "reason": "Another child's." })).await;
        assert_eq!(seen(&parent, &case.id).await, json!(null), "it may be about another child");
        assert_eq!(
            visitor.query(lists).await["referrals"]["nodes"],
            json!([]),
            "errors are left out of lists"
        );
    }

    async fn nobody_else_drafts(world: World) {
        let nobody = draft(&world.health_visitor(), &world, json!({})).await.refused("NotAllowed");
        nobody.because("RELATION_MISSING").responsible(&["HEALTH_VISITOR", "KEY_PERSON"]);
        for (actor, reason) in [
            (world.key_person(), "RELATION_MISSING"),
            (world.setting_manager(), "ROLE_NOT_ALLOWED"),
            (world.health_lead(), "ROLE_NOT_ALLOWED"),
            (world.parent(), "ROLE_NOT_ALLOWED"),
            (world.admin(), "ROLE_NOT_ALLOWED"),
            (world.integration(), "ROLE_NOT_ALLOWED"),
        ] {
            draft(&actor, &world, json!({})).await.refused("NotAllowed").because(reason);
        }
        for actor in [
            world.other_health_visitor(),
            world.other_authority_health_visitor(),
            world.guest(),
            world.analyst(),
        ] {
            draft(&actor, &world, json!({})).await.refused("NotFound").at("review");
        }
        assert!(world.rows::<referral::Entity>().await.is_empty());
        assert!(world.journal().await.is_empty());
    }

    async fn each_step_has_its_own_people(world: World) {
        let case = Case::sent(&world).await;
        let (nurse, lead) = (world.nursery_nurse(), world.health_lead());
        let refuse = async |by: &Actor, mutation: &str, input: Value, reason: &str| {
            case.call(by, mutation, input).await.refused("NotAllowed").because(reason).clone()
        };
        refuse(&nurse, "referralPropose", json!({}), "ROLE_NOT_ALLOWED")
            .await
            .responsible(&["HEALTH_VISITOR"])
            .naming("Maya Okafor");
        refuse(&lead, "referralSend", json!({}), "ROLE_NOT_ALLOWED")
            .await
            .responsible(&["HEALTH_VISITOR", "KEY_PERSON"]);
        refuse(&world.parent(), "referralAccept", json!({}), "ROLE_NOT_ALLOWED")
            .await
            .responsible(&["INTEGRATION"]);
        refuse(&world.key_person(), "referralAmend", json!({ "urgency": "URGENT" }), "RELATION_MISSING").await;
        let narrow = world.integration().with_scopes(&["reviews:write"]);
        refuse(&narrow, "referralAcknowledge", json!({}), "SCOPE_MISSING").await;
        world.take_part(&world.review(), &world.key_person()).await;
        refuse(&world.key_person(), "referralWithdraw", json!({ "reason": "No." }), "NOT_THE_AUTHOR")
            .await
            .responsible(&["HEALTH_SERVICE_LEAD"]);
        for hidden in [
            world.admin(),
            world.caldicott(),
            world.analyst(),
            world.area_senco(),
            world.other_authority_integration(),
        ] {
            case.call(&hidden, "referralAcknowledge", json!({}))
                .await
                .refused("NotFound")
                .at("referral");
            assert_eq!(seen(&hidden, &case.id).await, json!(null));
        }
        let (act, outcome, reason) = world.last_audit().await;
        assert_eq!(
            (act.as_str(), outcome.as_str(), reason.as_deref()),
            ("referralAcknowledge", "REFUSED", Some("NOT_FOUND"))
        );
        let withdrawn = case.call(&lead, "referralWithdraw", json!({ "reason": "The family moves." })).await;
        assert_eq!(
            (&withdrawn.record()["status"], &withdrawn.record()["withdrawnReason"]),
            (&json!("WITHDRAWN"), &json!("The family moves."))
        );
    }

    async fn what_the_parents_must_not_know_of_stays_with_the_practitioners(world: World) {
        let (visitor, parent) = (world.health_visitor(), world.parent());
        world.take_part(&world.review(), &visitor).await;
        let mut raised = Vec::new();
        for sensitivity in ["STANDARD", "PRACTITIONERS_ONLY"] {
            let input = json!({
                "topic": "COMMUNICATION", "level": "CONCERN",
                "sensitivity": sensitivity, "evidence": "Few words.",
            });
            let review = json!({ "id": world.review() });
            raised.push(visitor.mutate("concernRaise", json!({ "review": review, "input": input })).await.id());
        }
        let concern_seen = async |by: &Actor, id: &str| {
            let query = "query($id: ID!) { referral(referral: { id: $id }) { concern { id } } }";
            by.query_with(query, json!({ "id": id })).await["referral"]["concern"].clone()
        };
        for (concern, open) in raised.iter().zip([true, false]) {
            let drafted = draft(&visitor, &world, json!({ "concern": { "id": concern } })).await;
            assert_eq!(drafted.record()["concern"]["id"], json!(concern));
            let mut case = Case { world: world.clone(), id: drafted.id(), version: 1 };
            case.step(&visitor, "referralPropose", json!({})).await;
            let expected = if open { json!({ "id": concern }) } else { json!(null) };
            assert_eq!(concern_seen(&parent, &case.id).await, expected);
            assert_eq!(concern_seen(&world.integration(), &case.id).await, expected);
            let fact = world.facts("referral.drafted").await.pop().unwrap();
            assert_eq!(fact.data["concern"].is_string(), open, "systems read the journal, too");
        }
        let elsewhere = world.crowd(1).await[0].to_string();
        world.take_part(&elsewhere, &visitor).await;
        let input = json!({
            "service": { "id": world.home().speech_service.id }, "concern": { "id": raised[0] },
            "reason": "HEARING", "summary": "A hearing test.",
        });
        let wrong = visitor.mutate("referralDraft", json!({ "review": { "id": elsewhere }, "input": input })).await;
        wrong.refused("InvalidInput").at("input.concern");
    }
}
