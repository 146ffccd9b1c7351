//! The review: date and place, the model, the ends.

use tests::{Actor, Value, json, on_both};

/// Calls an act on the review of the child in the nursery, at this version.
async fn act(by: &Actor, review: &str, mutation: &str, version: i64, input: Value) -> tests::Payload {
    let arguments = json!({ "review": { "id": review }, "expectedVersion": version, "input": input });
    by.mutate(mutation, arguments).await
}

const LATER: &str = "2026-03-20T10:00:00Z";

on_both! {
    async fn a_meeting_is_set_moved_and_cancelled(world: World) {
        let (nurse, id) = (world.nursery_nurse(), world.review());
        let input = json!({ "scheduledAt": LATER, "place": "EARLY_YEARS_SETTING", "placeDetail": "Room 2" });
        let set = act(&nurse, &id, "reviewSchedule", 1, input).await;
        let record = set.record();
        assert_eq!((&record["status"], &record["durationMinutes"]), (&json!("SCHEDULED"), &json!(45)));
        assert_eq!(
            (&record["place"], &record["placeDetail"]),
            (&json!("EARLY_YEARS_SETTING"), &json!("Room 2"))
        );

        let input = json!({ "place": "FAMILY_HOME", "reason": "The nursery is closed." });
        let moved = act(&nurse, &id, "reviewReschedule", 2, input).await;
        let record = moved.record();
        assert_eq!((&record["status"], &record["scheduledAt"]), (&json!("SCHEDULED"), &json!(LATER)));
        assert_eq!(
            (&record["placeDetail"], &record["meetingChangeReason"]),
            (&json!(null), &json!("The nursery is closed."))
        );
        let again = act(&nurse, &id, "reviewReschedule", 3, json!({ "durationMinutes": 45 })).await;
        again.refused("RuleRefused").rule("NOTHING_TO_CHANGE");

        let cancelled = act(&nurse, &id, "reviewCancel", 3, json!({ "reason": "The child is ill." })).await;
        let record = cancelled.record();
        assert_eq!(
            (&record["status"], &record["scheduledAt"], &record["place"]),
            (&json!("DUE"), &json!(null), &json!(null))
        );
        assert_eq!(world.kinds().await, ["review.scheduled", "review.rescheduled", "review.cancelled"]);
        assert_eq!(world.last_audit().await, ("reviewCancel".to_owned(), "ALLOWED".to_owned(), None));
    }

    async fn a_cancelled_meeting_of_an_invited_family_leaves_it_invited(world: World) {
        let (visitor, id) = (world.health_visitor(), world.review());
        act(&visitor, &id, "reviewInvite", 1, json!({})).await.ok();
        act(&visitor, &id, "reviewSchedule", 2, json!({ "scheduledAt": LATER, "place": "GP_SURGERY" }))
            .await
            .ok();
        let cancelled = act(&visitor, &id, "reviewCancel", 3, json!({ "reason": "No room." })).await;
        assert_eq!(cancelled.record()["status"], "INVITED");
    }

    async fn everything_wrong_with_a_date_is_said_at_once(world: World) {
        let input = json!({
            "scheduledAt": "2026-03-02T09:00:00Z", "durationMinutes": 9,
            "place": "FAMILY_HOME", "placeDetail": " ",
        });
        let wrong = act(&world.health_visitor(), &world.review(), "reviewSchedule", 1, input).await;
        assert_eq!(wrong.wrong_inputs(), ["input.scheduledAt", "input.durationMinutes", "input.placeDetail"]);
        assert!(world.journal().await.is_empty());
    }

    async fn only_those_of_the_case_set_the_date(world: World) {
        let id = world.review();
        let input = || json!({ "scheduledAt": LATER, "place": "FAMILY_HOME" });
        let refused = act(&world.key_person(), &id, "reviewSchedule", 1, input()).await.refused("NotAllowed");
        refused.because("RELATION_MISSING").responsible(&["HEALTH_VISITOR"]).naming("Maya Okafor");
        act(&world.early_years_lead(), &id, "reviewSchedule", 1, input())
            .await
            .refused("NotAllowed")
            .because("ROLE_NOT_ALLOWED");
        act(&world.parent(), &id, "reviewSchedule", 1, input())
            .await
            .refused("NotAllowed")
            .because("ROLE_NOT_ALLOWED");
        act(&world.other_health_visitor(), &id, "reviewSchedule", 1, input())
            .await
            .refused("NotFound");
        act(&world.other_authority_admin(), &id, "reviewSchedule", 1, input())
            .await
            .refused("NotFound");
        let narrow = world.integration().with_scopes(&["concerns:write"]);
        act(&narrow, &id, "reviewSchedule", 1, input())
            .await
            .refused("NotAllowed")
            .because("SCOPE_MISSING");
        world.take_part(&id, &world.key_person()).await;
        act(&world.key_person(), &id, "reviewSchedule", 1, input()).await.ok();
        act(&world.key_person(), &id, "reviewSchedule", 2, input())
            .await
            .refused("IllegalTransition")
            .from("SCHEDULED");
    }

    async fn the_place_of_a_protected_child_is_withheld(world: World) {
        let child = json!({ "id": world.home().restricted_child.id });
        let planned = world.health_visitor().mutate("reviewPlan", json!({ "child": child })).await;
        let input = json!({ "scheduledAt": LATER, "place": "FAMILY_HOME", "placeDetail": "3 Elm Row" });
        let set = act(&world.health_visitor(), &planned.id(), "reviewSchedule", 1, input).await;
        assert_eq!((&set.record()["place"], &set.record()["placeDetail"]), (&json!(null), &json!(null)));
        assert!(set.answer.withheld().iter().any(|one| one["reason"] == "RESTRICTED_CHILD"));
    }

    async fn the_model_changes_and_the_participants_stay(world: World) {
        let (lead, id) = (world.health_lead(), world.review());
        world.take_part(&id, &world.key_person()).await;
        act(&lead, &id, "reviewChangeModel", 1, json!({ "deliveryModel": "JOINT_MEETING" }))
            .await
            .refused("RuleRefused")
            .rule("MODEL_UNCHANGED");
        let input = json!({ "deliveryModel": "SEPARATE_DIRECT_SHARE", "reason": "The family works by day." });
        let changed = act(&lead, &id, "reviewChangeModel", 1, input).await;
        assert_eq!(changed.record()["deliveryModel"], "SEPARATE_DIRECT_SHARE");
        assert_eq!(changed.record()["participants"].as_array().unwrap().len(), 1);
        assert_eq!(world.facts("review.modelChanged").await[0].data["deliveryModel"], "SEPARATE_DIRECT_SHARE");
        act(
            &world.nursery_nurse(),
            &id,
            "reviewChangeModel",
            2,
            json!({ "deliveryModel": "HEALTH_ONLY" }),
        )
        .await
        .refused("NotAllowed")
        .because("ROLE_NOT_ALLOWED")
        .responsible(&["HEALTH_SERVICE_LEAD", "EARLY_YEARS_SERVICE_LEAD"]);

        let child = json!({ "id": world.home().home_child.id });
        let planned = world.health_visitor().mutate("reviewPlan", json!({ "child": child })).await;
        assert_eq!(planned.record()["deliveryModel"], "HEALTH_ONLY");
        act(&lead, &planned.id(), "reviewChangeModel", 1, json!({ "deliveryModel": "JOINT_MEETING" }))
            .await
            .refused("RuleRefused")
            .rule("SETTING_REQUIRED");
        let input = json!({ "scheduledAt": LATER, "place": "EARLY_YEARS_SETTING" });
        act(&lead, &planned.id(), "reviewSchedule", 1, input)
            .await
            .refused("RuleRefused")
            .rule("SETTING_REQUIRED");
    }

    async fn a_child_has_one_review_a_cycle_unless_it_was_entered_in_error(world: World) {
        let (visitor, id) = (world.health_visitor(), world.review());
        let child = json!({ "id": world.home().child.id });
        visitor
            .mutate("reviewPlan", json!({ "child": child }))
            .await
            .refused("RuleRefused")
            .rule("REVIEW_EXISTS");
        act(
            &visitor,
            &id,
            "reviewSchedule",
            1,
            json!({ "scheduledAt": LATER, "place": "FAMILY_HOME" }),
        )
        .await
        .ok();
        act(&visitor, &id, "reviewEnd", 2, json!({ "end": "ENTERED_IN_ERROR" }))
            .await
            .refused("InvalidInput")
            .at("input.reason");
        let ended = act(
            &visitor,
            &id,
            "reviewEnd",
            2,
            json!({ "end": "ENTERED_IN_ERROR", "reason": "Wrong child." }),
        )
        .await;
        assert_eq!(
            (&ended.record()["status"], &ended.record()["endedOn"]),
            (&json!("ENTERED_IN_ERROR"), &json!("2026-03-02"))
        );
        assert_eq!(ended.record()["scheduledAt"], json!(null), "nobody is reminded of it");
        let fresh = visitor.mutate("reviewPlan", json!({ "child": child })).await;
        let all = visitor.query("{ reviews { nodes { id } } }").await;
        assert_eq!(all["reviews"]["nodes"], json!([{ "id": fresh.id() }]), "errors are left out of lists");
    }

    async fn the_ends_have_their_reasons_and_their_day(world: World) {
        let (visitor, id) = (world.health_visitor(), world.review());
        let input = json!({ "end": "MOVED_AWAY", "endedOn": "2026-03-03" });
        let wrong = act(&visitor, &id, "reviewEnd", 1, input).await;
        assert_eq!(wrong.wrong_inputs(), ["input.reason", "input.endedOn"]);
        act(&world.key_person(), &id, "reviewEnd", 1, json!({ "end": "EARLY_YEARS_ONLY" }))
            .await
            .refused("NotAllowed")
            .because("ROLE_NOT_ALLOWED")
            .responsible(&["HEALTH_VISITOR"]);
        let ended = act(&visitor, &id, "reviewEnd", 1, json!({ "end": "HEALTH_ONLY", "endedOn": "2026-03-01" })).await;
        assert_eq!(ended.record()["status"], "CLOSED_HEALTH_ONLY");
        assert_eq!(world.facts("review.ended").await[0].data["end"], "HEALTH_ONLY");
        act(&visitor, &id, "reviewEnd", 2, json!({ "end": "HEALTH_ONLY" }))
            .await
            .refused("IllegalTransition")
            .from("CLOSED_HEALTH_ONLY");
    }

    async fn the_late_ones_and_ones_own_are_found(world: World) {
        let mut reviews = world.crowd(6).await;
        let mine = reviews.pop().unwrap().to_string();
        world.take_part(&mine, &world.key_person()).await;
        let count = |answer: &Value| answer["reviews"]["totalCount"].clone();
        let key_person = world.key_person();
        let own = key_person.query("{ reviews(filter: { mine: true }) { nodes { id } } }").await;
        assert_eq!(own["reviews"]["nodes"], json!([{ "id": mine }]));
        let late = "{ reviews(filter: { overdue: true }) { totalCount } }";
        let not_late = "{ reviews(filter: { overdue: false }) { totalCount } }";
        assert_eq!(count(&key_person.query(late).await), 0);
        world.advance(std::time::Duration::from_hours(40 * 24));
        assert_eq!(count(&key_person.query(late).await), 7);
        assert_eq!(count(&key_person.query(not_late).await), 0);
    }

    async fn a_conflict_names_the_fields_as_the_schema_does(world: World) {
        let (visitor, id) = (world.health_visitor(), world.review());
        act(&visitor, &id, "reviewSchedule", 1, json!({ "scheduledAt": LATER, "place": "FAMILY_HOME" })).await.ok();
        let input = json!({ "durationMinutes": 60 });
        act(&visitor, &id, "reviewReschedule", 2, input.clone()).await.ok();
        let conflict = act(&world.nursery_nurse(), &id, "reviewReschedule", 2, input).await;
        let conflict = conflict.refused("VersionConflict");
        let said = &conflict.current_version(3).0;
        assert_eq!(
            (&said["changedFields"], &said["changedByRole"]),
            (&json!(["durationMinutes"]), &json!("HEALTH_VISITOR"))
        );
    }
}
