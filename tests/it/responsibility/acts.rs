//! Who does what: acts that fulfil a step, by whom, in whose place, and what a refusal says.

use tests::{Value, World, json, on_both};

use super::{act, new_child, of_review, one, plan};

/// A review of a child of the nursery, planned by the shipped protocol, with both professions taking part.
async fn planned(world: &World) -> String {
    world.set_time("2026-11-24T09:00:00Z".parse().unwrap());
    let child = new_child(world, 0, true).await;
    let review = plan(world, &child, "JOINT_MEETING", "2027-01-04").await.id();
    world.take_part(&review, &world.health_visitor()).await;
    world.take_part(&review, &world.key_person()).await;
    review
}

fn invite(review: &str, version: i64, input: Value) -> Value {
    let mut arguments = json!({ "review": { "id": review }, "expectedVersion": version });
    arguments["input"] = input;
    arguments
}

on_both! {
    async fn an_act_marks_its_step_done_in_the_same_transaction(world: World) {
        let review = planned(&world).await;
        let maya = world.health_visitor();
        maya.mutate("reviewInvite", invite(&review, 1, json!({}))).await.ok();
        let done = one(&maya, &review, "INVITE_FAMILY", "HEALTH").await;
        assert_eq!((&done["status"], &done["settledByRole"], &done["reason"]), (&json!("DONE"), &json!("HEALTH_VISITOR"), &Value::Null));
        assert_eq!((&done["settledBy"]["displayName"], &done["version"]), (&json!("Maya Okafor"), &json!(2)));
        assert_eq!(done["fulfilledBy"], json!(["reviewInvite"]));
        let facts = world.facts("responsibility.done").await;
        assert_eq!(facts.len(), 1);
        assert_eq!((&facts[0].data["step"], &facts[0].data["by"]), (&json!("INVITE_FAMILY"), &json!("reviewInvite")));
        let invited = &world.facts("review.invited").await[0];
        assert_eq!(facts[0].request_id, invited.request_id);
        act(&maya, "responsibilityComplete", &done, json!({})).await.refused("IllegalTransition").from("DONE");
    }

    async fn a_lead_acts_in_the_partys_place_with_a_reason(world: World) {
        let review = planned(&world).await;
        let lead = world.health_lead();
        lead.mutate("reviewInvite", invite(&review, 1, json!({}))).await.refused("InvalidInput").at("input.inPlaceReason");
        let blank = json!({ "inPlaceReason": "  " });
        lead.mutate("reviewInvite", invite(&review, 1, blank)).await.refused("InvalidInput").at("input.inPlaceReason");
        let reason = json!({ "inPlaceReason": "Maya is ill." });
        lead.mutate("reviewInvite", invite(&review, 1, reason)).await.ok();
        let done = one(&lead, &review, "INVITE_FAMILY", "HEALTH").await;
        assert_eq!((&done["status"], &done["reason"], &done["settledByRole"]), (&json!("DONE"), &json!("Maya is ill."), &json!("HEALTH_SERVICE_LEAD")));
        // The reason is for practitioners.
        let look = format!(r#"{{ review(review: {{ id: "{review}" }}) {{ responsibilities {{ step reason }} }} }}"#);
        let answer = world.admin().post(&look, json!({})).await;
        assert!(answer.data()["review"]["responsibilities"].as_array().unwrap().iter().all(|row| row["reason"].is_null()));
        assert_eq!(answer.withheld()[0]["lens"], "PRACTITIONER_ONLY");
    }

    async fn a_refusal_names_the_party_its_roles_and_the_person(world: World) {
        let review = planned(&world).await;
        let (maya, priya) = (world.health_visitor(), world.key_person());
        let outcome = one(&maya, &review, "SHARE_OUTCOME", "HEALTH").await;
        let refused = act(&priya, "responsibilityComplete", &outcome, json!({})).await.refused("NotAllowed");
        refused.because("NOT_RESPONSIBLE").responsible(&["HEALTH_VISITOR", "COMMUNITY_NURSERY_NURSE"]).naming("Maya Okafor");
        let party = &refused.0["responsible"];
        assert_eq!((&party["step"], &party["discipline"]), (&json!("SHARE_OUTCOME"), &json!("HEALTH")));
        assert!(!party["roles"].as_array().unwrap().contains(&json!("KEY_PERSON")), "{party:#}");
        assert!(party["contact"].as_str().unwrap().contains('@'), "{party:#}");
        assert_eq!(world.last_audit().await, ("responsibilityComplete".to_owned(), "REFUSED".to_owned(), Some("NOT_RESPONSIBLE".to_owned())));
        let check = one(&maya, &review, "SHARE_PROGRESS_CHECK", "EARLY_YEARS").await;
        let refused = act(&maya, "responsibilityComplete", &check, json!({})).await.refused("NotAllowed");
        refused.because("NOT_RESPONSIBLE").naming("Priya Nair").responsible(&["KEY_PERSON"]);
        assert_eq!(refused.0["responsible"]["discipline"], "EARLY_YEARS");
        // A lead of the other profession is no lead of this one.
        let refused = act(&world.health_lead(), "responsibilityComplete", &check, json!({ "inPlaceReason": "Late." })).await;
        refused.refused("NotAllowed").because("NOT_RESPONSIBLE").naming("Priya Nair");
        // Who may not by their role is told the same.
        let early = world.key_person().mutate("reviewInvite", invite(&review, 1, json!({}))).await.refused("NotAllowed");
        early.because("ROLE_NOT_ALLOWED").naming("Maya Okafor");
        assert_eq!(early.0["responsible"]["step"], "INVITE_FAMILY");
        let seen = of_review(&world.parent(), &world.review()).await;
        assert!(seen.is_empty(), "planned before there were protocols");
    }

    async fn a_step_that_the_protocol_gives_to_early_years_is_refused_to_health(world: World) {
        world.set_time("2026-11-24T09:00:00Z".parse().unwrap());
        let steps = json!([
            { "step": "INVITE_FAMILY", "party": "EARLY_YEARS", "dueWorkingDays": -10 },
            { "step": "MAKE_REFERRALS", "party": "ROLE", "role": "SETTING_SENCO", "dueWorkingDays": 5 },
        ]);
        let input = json!({ "deliveryModel": "JOINT_MEETING", "effectiveFrom": "2026-11-24", "steps": steps });
        let id = world.admin().mutate("protocolDraft", json!({ "input": input })).await.id();
        for (version, by, group) in [(1, world.health_lead(), "STRATEGIC"), (2, world.early_years_lead(), "OPERATIONAL")] {
            let arguments = json!({ "protocol": { "id": id }, "expectedVersion": version, "input": { "group": group } });
            by.mutate("protocolApprove", arguments).await.ok();
        }
        let review = planned(&world).await;
        let maya = world.health_visitor();
        let refused = maya.mutate("reviewInvite", invite(&review, 1, json!({}))).await.refused("NotAllowed");
        refused.because("NOT_RESPONSIBLE").naming("Priya Nair");
        let look = format!(r#"{{ review(review: {{ id: "{review}" }}) {{ access {{ canInvite canSchedule }} }} }}"#);
        assert_eq!(maya.query(&look).await["review"]["access"], json!({ "canInvite": false, "canSchedule": true }));
        assert_eq!(world.integration().query(&look).await["review"]["access"]["canInvite"], true, "records what others did");
        let why = "query($record: ID!, $who: PractitionerRef!) { explainAccess(record: $record, practitioner: $who, role: HEALTH_VISITOR) { acts { mutation allowed reason } } }";
        let seen = world.admin().query_with(why, json!({ "record": review, "who": { "id": maya.id() } })).await;
        let acts = seen["explainAccess"]["acts"].as_array().unwrap();
        let own = acts.iter().find(|act| act["mutation"] == "reviewInvite").unwrap();
        assert_eq!((&own["allowed"], &own["reason"]), (&json!(false), &json!("NOT_RESPONSIBLE")));
    }

    async fn whoever_covers_counts_as_the_responsible_person(world: World) {
        let review = planned(&world).await;
        let (maya, grace, senco) = (world.health_visitor(), world.nursery_nurse(), world.setting_senco());
        let mine = "{ responsibilities(filter: { mine: true, stepIn: [SHARE_OUTCOME] }) { nodes { id } } }";
        let count = async |who: &tests::Actor| who.query(mine).await["responsibilities"]["nodes"].as_array().unwrap().len();
        assert_eq!((count(&maya).await, count(&grace).await, count(&senco).await), (1, 0, 0));
        let away = json!({ "cover": { "id": senco.id() }, "away": { "from": "2026-11-25", "until": "2026-11-27" } });
        let card = maya.mutate("practitionerAmend", json!({ "practitioner": { "id": maya.id() }, "expectedVersion": 1, "input": away })).await;
        assert_eq!(card.record()["contactCard"]["awayUntil"], "2026-11-27");
        let outcome = one(&maya, &review, "SHARE_OUTCOME", "HEALTH").await;
        act(&senco, "responsibilityComplete", &outcome, json!({})).await.refused("NotAllowed").because("NOT_RESPONSIBLE").naming("Maya Okafor");
        for (day, covers) in [("2026-11-25", true), ("2026-11-27", true), ("2026-11-28", false)] {
            world.set_time(format!("{day}T09:00:00Z").parse().unwrap());
            assert_eq!(count(&senco).await, usize::from(covers), "{day}");
            let present = one(&grace, &review, "SHARE_OUTCOME", "HEALTH").await["presentPractitioner"].clone();
            assert_eq!(present["displayName"], if covers { "Farah Aziz" } else { "Maya Okafor" });
        }
        world.set_time("2026-11-26T09:00:00Z".parse().unwrap());
        let refused = act(&world.key_person(), "responsibilityComplete", &outcome, json!({})).await.refused("NotAllowed");
        refused.naming("Farah Aziz");
        act(&senco, "responsibilityComplete", &outcome, json!({})).await.ok();
        let wrong = json!({ "away": { "from": "2026-11-27", "until": "2026-11-25" } });
        let wrong = maya.mutate("practitionerAmend", json!({ "practitioner": { "id": maya.id() }, "expectedVersion": 2, "input": wrong })).await;
        assert_eq!(wrong.wrong_inputs(), ["input.away"]);
    }

    async fn somebody_in_particular_is_named(world: World) {
        let review = planned(&world).await;
        let (maya, grace) = (world.health_visitor(), world.nursery_nurse());
        let row = one(&maya, &review, "SHARE_OUTCOME", "HEALTH").await;
        let to = |id: String| json!({ "practitioner": { "id": id } });
        act(&world.key_person(), "responsibilityReassign", &row, to(grace.id())).await.refused("RuleRefused").rule("OTHER_DISCIPLINE");
        act(&maya, "responsibilityReassign", &row, to(world.key_person().id())).await.refused("InvalidInput").at("input.practitioner");
        act(&maya, "responsibilityReassign", &row, to(maya.id())).await.refused("RuleRefused").rule("NOTHING_TO_CHANGE");
        act(&world.parent(), "responsibilityReassign", &row, to(grace.id())).await.refused("NotFound");
        let given = act(&maya, "responsibilityReassign", &row, to(grace.id())).await;
        assert_eq!(given.record()["practitioner"]["displayName"], "Grace Lindqvist");
        let back = act(&world.health_lead(), "responsibilityReassign", given.record(), json!({})).await;
        assert!(back.record()["practitioner"].is_null());
        let facts = world.facts("responsibility.reassigned").await;
        assert_eq!((facts.len(), &facts[1].data["practitioner"]), (2, &Value::Null));
        let mine = maya.query("{ responsibilities(filter: { mine: true, stepIn: [SHARE_OUTCOME] }) { nodes { id } } }").await;
        assert_eq!(mine["responsibilities"]["nodes"].as_array().unwrap().len(), 1, "of her party, in her review");
    }

    async fn waived_completed_and_taken_back(world: World) {
        let review = planned(&world).await;
        let (maya, priya, lead) = (world.health_visitor(), world.key_person(), world.health_lead());
        let outcome = one(&maya, &review, "SHARE_OUTCOME", "HEALTH").await;
        let why = json!({ "reason": "The family has moved." });
        act(&maya, "responsibilityWaive", &outcome, why.clone()).await.refused("RuleRefused").rule("LEAD_DECIDES");
        act(&world.early_years_lead(), "responsibilityWaive", &outcome, why.clone()).await.refused("RuleRefused").rule("OTHER_DISCIPLINE");
        for other in [world.admin(), world.integration(), world.caldicott(), world.setting_manager()] {
            act(&other, "responsibilityWaive", &outcome, why.clone()).await.refused("NotAllowed").because("ROLE_NOT_ALLOWED");
        }
        let waived = act(&lead, "responsibilityWaive", &outcome, why.clone()).await;
        let waived = waived.record();
        assert_eq!((&waived["status"], &waived["reason"], &waived["settledBy"]["displayName"]), (&json!("WAIVED"), &json!("The family has moved."), &json!("Helen Strand")));
        act(&maya, "responsibilityReopen", waived, why.clone()).await.refused("RuleRefused").rule("LEAD_DECIDES");
        let open = act(&lead, "responsibilityReopen", waived, why.clone()).await;
        assert_eq!((&open.record()["status"], &open.record()["settledAt"]), (&json!("OPEN"), &Value::Null));
        let done = act(&maya, "responsibilityComplete", open.record(), json!({})).await;
        assert_eq!(done.record()["status"], "DONE");
        act(&priya, "responsibilityReopen", done.record(), why.clone()).await.refused("RuleRefused").rule("OTHER_DISCIPLINE");
        act(&maya, "responsibilityReopen", done.record(), why.clone()).await.ok();

        let feedback = one(&maya, &review, "COLLECT_FEEDBACK", "EITHER").await;
        act(&priya, "responsibilityWaive", &feedback, why).await.ok();
        let referrals = one(&maya, &review, "MAKE_REFERRALS", "EITHER").await;
        act(&maya, "responsibilityComplete", &referrals, json!({})).await.refused("RuleRefused").rule("STEP_HAS_ACT");
        let kinds = ["responsibility.waived", "responsibility.reopened", "responsibility.done"];
        for (kind, count) in kinds.into_iter().zip([2, 2, 1]) {
            assert_eq!(world.facts(kind).await.len(), count, "{kind}");
        }
        let facts: Vec<Value> = world.facts("responsibility.waived").await.into_iter().map(|fact| fact.data).collect();
        assert!(!json!(facts).to_string().contains("moved."), "no reasons in the journal");
    }
}
