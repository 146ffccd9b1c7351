//! How parents' answers are recorded and withdrawn, and by whom.

use entity::enums::AuditOutcome::{Allowed, Rejected};
use tests::{json, on_both};

use super::{answer, by_id, gather, heard, withdraw, yes};

on_both! {
    async fn a_parent_answers_and_takes_it_back(world: World) {
        gather(&world).await;
        let mother = world.parent();
        let given = answer(&mother, &world, yes()).await;
        let seen = given.record();
        let plain = ["status", "recipient", "purpose", "mode", "channel", "recordedByRole", "from", "answeredOn"].map(|it| seen[it].clone());
        assert_eq!(plain, ["GIVEN", "EARLY_YEARS_SETTING", "INTEGRATED_REVIEW", "CONTENT", "ONLINE", "PARENT", "2026-03-02", "2026-03-02"]);
        assert_eq!((&seen["isInForce"], &seen["isExpired"], &seen["until"]), (&json!(true), &json!(false), &json!(null)));
        assert_eq!(seen["givenBy"]["id"], mother.id());
        let back = withdraw(&mother, &given, json!({})).await;
        assert_eq!((back.record()["status"].as_str(), back.record()["withdrawnChannel"].as_str()), (Some("WITHDRAWN"), Some("ONLINE")));
        assert_eq!(back.record()["isInForce"], false);
        let again = json!({ "sharingAgreement": by_id(&given.id()), "expectedVersion": 2, "input": {} });
        mother.mutate("sharingAgreementWithdraw", again).await.refused("IllegalTransition").from("WITHDRAWN");
        assert_eq!(world.kinds().await, ["sharingAgreement.recorded", "sharingAgreement.withdrawn"]);
        let audit: Vec<_> = world.audit().await.into_iter().map(|line| (line.act, line.outcome)).collect();
        assert_eq!(audit, [("sharingAgreementRecord".to_owned(), Allowed), ("sharingAgreementWithdraw".to_owned(), Allowed),
            ("sharingAgreementWithdraw".to_owned(), Rejected)]);
    }

    async fn a_practitioner_says_which_parent_answered_and_how(world: World) {
        gather(&world).await;
        let maya = world.health_visitor();
        let unsaid = answer(&maya, &world, yes()).await.wrong_inputs();
        assert_eq!(unsaid, ["input.channel", "input.givenBy"]);
        let mut stepfather = heard(&world, yes());
        stepfather["givenBy"] = by_id(&world.home().stepfather.person.id);
        answer(&maya, &world, stepfather).await.refused("RuleRefused").rule("NO_PARENTAL_RESPONSIBILITY");
        let mut other = heard(&world, yes());
        other["givenBy"] = by_id(&world.home().minded_mother.person.id);
        answer(&maya, &world, other).await.refused("RuleRefused").rule("NOT_OF_THIS_CHILD");
        let mut wrong = heard(&world, yes());
        wrong["recipient"] = "HEALTH_VISITING".into();
        wrong["until"] = "2026-03-01".into();
        wrong["answeredOn"] = "2026-03-03".into();
        wrong["channel"] = "ONLINE".into();
        let wrong = answer(&maya, &world, wrong).await.wrong_inputs();
        assert_eq!(wrong, ["input.channel", "input.recipient", "input.until", "input.answeredOn"]);
        let mut nameless = heard(&world, yes());
        nameless["recipient"] = "OTHER_NAMED".into();
        answer(&maya, &world, nameless).await.refused("InvalidInput").at("input.recipientName");
        let given = answer(&maya, &world, heard(&world, yes())).await;
        assert_eq!(given.record()["recordedByRole"], "HEALTH_VISITOR");
        withdraw(&maya, &given, json!({})).await.refused("InvalidInput").at("input.channel");
        withdraw(&world.key_person(), &given, json!({ "channel": "IN_WRITING" })).await.ok();
        let child = world.home().child.id;
        let query = format!(r#"{{ child(child: {{ id: "{child}" }}) {{ sharingAgreements {{ id status givenBy {{ givenName }} }} }} }}"#);
        for reads in [maya, world.parent(), world.key_person()] {
            let seen = reads.query(&query).await["child"]["sharingAgreements"].clone();
            assert_eq!(seen[0]["status"], "WITHDRAWN");
            assert_eq!(seen[0]["givenBy"]["givenName"], "Anna");
        }
    }

    async fn nobody_else_answers_for_the_parents(world: World) {
        gather(&world).await;
        let given = answer(&world.parent(), &world, yes()).await;
        for other in [world.health_lead(), world.early_years_lead(), world.admin(), world.caldicott(), world.integration()] {
            let refused = answer(&other, &world, heard(&world, yes())).await;
            refused.refused("NotAllowed").because("ROLE_NOT_ALLOWED").responsible(&["PARENT", "HEALTH_VISITOR"]);
            let refused = withdraw(&other, &given, json!({ "channel": "IN_WRITING" })).await;
            refused.refused("NotAllowed").because("ROLE_NOT_ALLOWED");
        }
        for stranger in [world.childminder(), world.other_health_visitor(), world.guest(), world.analyst(), world.carer(&world.home().minded_mother)] {
            answer(&stranger, &world, heard(&world, yes())).await.refused("NotFound").at("review");
        }
        let area = world.area_senco();
        answer(&area, &world, heard(&world, yes())).await.refused("NotAllowed").because("RELATION_MISSING");
        assert_eq!(world.facts("sharingAgreement.recorded").await.len(), 1);
    }

    async fn it_does_the_step_of_whoever_was_to_ask_and_is_refused_to_nobody_who_hears_it(world: World) {
        gather(&world).await;
        let plan = json!({ "child": by_id(&world.home().minded_child.id.to_string()), "input": { "deliveryModel": "JOINT_MEETING" } });
        let review = world.health_lead().mutate("reviewPlan", plan).await.id();
        let step = async || {
            let query = format!(r#"{{ review(review: {{ id: "{review}" }}) {{ responsibilities {{ step party status }} }} }}"#);
            let seen = world.health_lead().query(&query).await;
            let all = seen["review"]["responsibilities"].as_array().unwrap().clone();
            all.into_iter().find(|it| it["step"] == "RECORD_SHARING_AGREEMENT").unwrap()
        };
        assert_eq!(step().await, json!({ "step": "RECORD_SHARING_AGREEMENT", "party": "EARLY_YEARS", "status": "OPEN" }));
        let mut input = heard(&world, yes());
        input["givenBy"] = by_id(&world.home().minded_mother.person.id);
        let arguments = json!({ "review": by_id(&review), "input": input });
        world.health_visitor().mutate("sharingAgreementRecord", arguments.clone()).await.ok();
        assert_eq!(step().await["status"], "OPEN", "the setting is still to ask");
        world.childminder().mutate("sharingAgreementRecord", arguments).await.ok();
        assert_eq!(step().await["status"], "DONE");
    }
}
