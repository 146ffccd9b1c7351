//! The local protocol: drafted, approved by both groups, in force from its day, and never for reviews in flight.

use tests::{Actor, Payload, Value, World, json, on_both};

async fn draft(by: &Actor, model: &str, effective_from: &str, steps: Value) -> Payload {
    let input = json!({ "deliveryModel": model, "effectiveFrom": effective_from, "steps": steps });
    by.mutate("protocolDraft", json!({ "input": input })).await
}

async fn amend(by: &Actor, (id, version): (&str, i64), input: Value) -> Payload {
    let arguments = json!({ "protocol": { "id": id }, "expectedVersion": version, "input": input });
    by.mutate("protocolAmend", arguments).await
}

async fn approve(by: &Actor, (id, version): (&str, i64), group: &str) -> Payload {
    let input = json!({ "group": group });
    let arguments = json!({ "protocol": { "id": id }, "expectedVersion": version, "input": input });
    by.mutate("protocolApprove", arguments).await
}

/// Steps of a small protocol: the family is invited so many working days before.
fn steps(invite: i32) -> Value {
    json!([
        { "step": "INVITE_FAMILY", "party": "HEALTH", "dueWorkingDays": invite },
        { "step": "COMPLETE_PROGRESS_CHECK", "party": "EARLY_YEARS", "dueWorkingDays": -5 },
        { "step": "COMPLETE_HEALTH_REVIEW", "party": "ROLE", "role": "HEALTH_VISITOR", "dueWorkingDays": 0 },
    ])
}

/// Drafts a protocol for joint meetings and has it approved by both groups.
async fn approved(world: &World, effective_from: &str, invite: i32) -> String {
    let id = draft(&world.admin(), "JOINT_MEETING", effective_from, steps(invite))
        .await
        .id();
    approve(&world.health_lead(), (&id, 1), "OPERATIONAL").await.ok();
    let done = approve(&world.early_years_lead(), (&id, 2), "STRATEGIC").await;
    assert!(done.record()["approvedAt"].is_string());
    id
}

const IN_FORCE: &str = "query($model: DeliveryModel!, $on: Date) { protocolInForce(deliveryModel: $model, on: $on) {
    deliveryModel isDefault number steps { step party role dueWorkingDays isRequired } protocol { id status } } }";

/// Plans a review of the child with the childminder.
async fn plan(world: &World) -> String {
    let input = json!({ "deliveryModel": "JOINT_MEETING", "dueOn": "2026-05-05" });
    let child = json!({ "id": world.home().minded_child.id.to_string() });
    let planned = world
        .health_lead()
        .mutate("reviewPlan", json!({ "child": child, "input": input }))
        .await;
    planned.id()
}

/// What a review follows: whether a default, its number, and when the family is to be invited.
async fn followed(world: &World, review: &str) -> (bool, i64, String) {
    let look = format!(
        r#"{{ review(review: {{ id: "{review}" }}) {{
        protocol {{ isDefault number }} responsibilities {{ step dueOn }} }} }}"#
    );
    let seen = world.health_lead().query(&look).await;
    let (protocol, rows) = (
        &seen["review"]["protocol"],
        seen["review"]["responsibilities"].as_array().unwrap(),
    );
    let invite = rows.iter().find(|row| row["step"] == "INVITE_FAMILY").unwrap();
    (
        protocol["isDefault"].as_bool().unwrap(),
        protocol["number"].as_i64().unwrap(),
        invite["dueOn"].as_str().unwrap().to_owned(),
    )
}

on_both! {
    async fn a_protocol_takes_effect_on_its_day_once_both_groups_have_approved(world: World) {
        let (admin, health, early) = (world.admin(), world.health_lead(), world.early_years_lead());
        let drafted = draft(&admin, "JOINT_MEETING", "2026-04-01", steps(-20)).await;
        let record = drafted.record();
        assert_eq!((&record["status"], &record["number"]), (&json!("DRAFT"), &json!(1)));
        let id = drafted.id();
        approve(&health, (&id, 1), "OPERATIONAL").await.ok();
        approve(&early, (&id, 2), "OPERATIONAL").await.refused("RuleRefused").rule("ALREADY_APPROVED");
        approve(&health, (&id, 2), "STRATEGIC").await.refused("RuleRefused").rule("SAME_APPROVER");
        let done = approve(&early, (&id, 2), "STRATEGIC").await;
        let record = done.record();
        assert_eq!((&record["status"], &record["access"]["canAmend"]), (&json!("APPROVED"), &json!(false)));
        let groups: Vec<_> = record["approvals"].as_array().unwrap().iter()
            .map(|it| (it["group"].as_str().unwrap(), it["approvedOn"].as_str().unwrap())).collect();
        assert_eq!(groups, [("OPERATIONAL", "2026-03-02"), ("STRATEGIC", "2026-03-02")]);
        assert_eq!(world.kinds().await, ["protocol.drafted", "protocol.approved", "protocol.approved"]);
        assert_eq!(world.last_audit().await, ("protocolApprove".to_owned(), "ALLOWED".to_owned(), None));

        let on = async |day: &str| {
            let seen = admin.query_with(IN_FORCE, json!({ "model": "JOINT_MEETING", "on": day })).await;
            (seen["protocolInForce"]["isDefault"] == true, seen["protocolInForce"]["steps"].as_array().unwrap().len())
        };
        assert_eq!((on("2026-03-31").await, on("2026-04-01").await), ((true, 13), (false, 3)));
        let other = json!({ "model": "HEALTH_ONLY" });
        assert_eq!(admin.query_with(IN_FORCE, other).await["protocolInForce"]["isDefault"], true);
        approve(&admin, (&id, 3), "STRATEGIC").await.refused("IllegalTransition").from("APPROVED");
        amend(&admin, (&id, 3), json!({ "note": "Late." })).await.refused("IllegalTransition").from("APPROVED");
    }

    async fn reviews_in_flight_keep_the_protocol_they_were_planned_by(world: World) {
        let first = approved(&world, "2026-03-02", -20).await;
        let review = plan(&world).await;
        // 6 April is Easter Monday, 3 April Good Friday, 4 May a bank holiday.
        assert_eq!(followed(&world, &review).await, (false, 1, "2026-04-02".to_owned()));
        let second = approved(&world, "2026-03-03", -30).await;
        assert_eq!(followed(&world, &review).await, (false, 1, "2026-04-02".to_owned()));
        world.set_time("2026-03-03T09:00:00Z".parse().unwrap());
        let look = "{ protocols { nodes { id number status effectiveTo } } }";
        let seen = world.parent().query(look).await;
        assert_eq!(seen["protocols"]["nodes"], json!([
            { "id": second, "number": 2, "status": "IN_FORCE", "effectiveTo": null },
            { "id": first, "number": 1, "status": "SUPERSEDED", "effectiveTo": "2026-03-03" },
        ]));
        let past = world.admin().query("{ protocols(filter: { statusIn: [SUPERSEDED] }) { totalCount nodes { id } } }").await;
        assert_eq!(past["protocols"], json!({ "totalCount": 1, "nodes": [{ "id": first }] }));
        assert_eq!(followed(&world, &review).await, (false, 1, "2026-04-02".to_owned()));
        assert_eq!(world.facts("protocol.superseded").await.len(), 1);

        // Changed to another model and back, it follows what is in force now.
        let change = |version: i32, model: &str| {
            let arguments = json!({ "review": { "id": review }, "expectedVersion": version, "input": { "deliveryModel": model } });
            let lead = world.health_lead();
            async move { lead.mutate("reviewChangeModel", arguments).await.ok().clone() }
        };
        change(1, "HEALTH_ONLY").await;
        assert_eq!(followed(&world, &review).await, (true, 1, "2026-04-20".to_owned()));
        change(2, "JOINT_MEETING").await;
        assert_eq!(followed(&world, &review).await, (false, 2, "2026-03-19".to_owned()));
    }

    async fn versions_take_effect_one_after_the_other_and_never_in_the_past(world: World) {
        let admin = world.admin();
        approved(&world, "2026-04-01", -10).await;
        let same_day = draft(&admin, "JOINT_MEETING", "2026-04-01", steps(-9)).await.id();
        approve(&world.health_lead(), (&same_day, 1), "STRATEGIC").await.ok();
        let refused = approve(&world.early_years_lead(), (&same_day, 2), "OPERATIONAL").await;
        refused.refused("RuleRefused").rule("LATER_PROTOCOL");
        let moved = amend(&admin, (&same_day, 2), json!({ "effectiveFrom": "2026-04-02" })).await;
        assert_eq!(moved.record()["approvals"], json!([]), "the group had approved something else");
        draft(&admin, "JOINT_MEETING", "2026-03-01", steps(-9)).await.refused("InvalidInput").at("input.effectiveFrom");
        approve(&world.health_lead(), (&same_day, 3), "STRATEGIC").await.ok();
        world.set_time("2026-04-03T09:00:00Z".parse().unwrap());
        let late = approve(&world.early_years_lead(), (&same_day, 4), "OPERATIONAL").await;
        late.refused("RuleRefused").rule("IMPOSSIBLE_DATE");
        amend(&admin, (&same_day, 3), json!({ "note": "Old." })).await.refused("VersionConflict").current_version(4);
    }

    async fn what_is_wrong_with_steps_is_said_where_it_is(world: World) {
        let wrong = json!([
            { "step": "INVITE_FAMILY", "party": "HEALTH", "dueWorkingDays": -300 },
            { "step": "COMPLETE_HEALTH_REVIEW", "party": "EARLY_YEARS", "dueWorkingDays": 0 },
            { "step": "COMPLETE_PROGRESS_CHECK", "party": "EITHER", "dueWorkingDays": 0 },
            { "step": "LEAD_MEETING", "party": "ROLE", "dueWorkingDays": 0 },
        ]);
        let refused = draft(&world.admin(), "JOINT_MEETING", "2026-04-01", wrong).await;
        assert_eq!(refused.wrong_inputs(), ["input.steps.0", "input.steps.1", "input.steps.2", "input.steps.3"]);
        let whole = world.admin().mutate("protocolDraft", json!({ "input": {
            "deliveryModel": "SEPARATE_RED_BOOK", "effectiveFrom": "2026-04-01", "note": "As it is.",
        } })).await;
        assert_eq!(whole.record()["steps"].as_array().unwrap().len(), 12, "what is followed now");
    }

    async fn who_may_write_and_approve_protocols(world: World) {
        let id = draft(&world.health_lead(), "JOINT_MEETING", "2026-04-01", steps(-10)).await.id();
        let others = [
            world.health_visitor(), world.nursery_nurse(), world.key_person(), world.childminder(), world.setting_manager(),
            world.area_senco(), world.guest(), world.parent(), world.analyst(), world.caldicott(), world.integration(),
        ];
        for other in others {
            let refused = draft(&other, "JOINT_MEETING", "2026-04-01", steps(-10)).await;
            refused.refused("NotAllowed").because("ROLE_NOT_ALLOWED").responsible(&["HEALTH_SERVICE_LEAD", "AUTHORITY_ADMIN"]);
            approve(&other, (&id, 1), "STRATEGIC").await.refused("NotAllowed").because("ROLE_NOT_ALLOWED");
            amend(&other, (&id, 1), json!({ "note": "Mine." })).await.refused("NotAllowed");
        }
        approve(&world.other_authority_health_lead(), (&id, 1), "STRATEGIC").await.refused("NotFound").at("protocol");
        assert_eq!(world.journal().await.len(), 1);
    }
}
