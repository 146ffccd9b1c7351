//! Entering, correcting, identifying; the departure and its end.

use tests::{World, json, on_both};

use super::{FREE, NHS, act, new_child, read, zofia};

on_both! {
    async fn a_health_visitor_enters_a_child_into_their_own_team(world: World) {
        let input = new_child(json!({
            "nhsNumber": "900 000 0009", "externalIds": [{ "system": "mosaic", "value": "77" }],
            "postcode": "zz993vz", "gpPracticeOds": "a81001", "ethnicityCode": "a", "gestationWeeks": 35,
        }));
        let entered = world.health_visitor().mutate("childRegister", input).await;
        let record = entered.record();
        assert_eq!((&record["status"], &record["restriction"]), (&json!("ACTIVE"), &json!("UNRESTRICTED")));
        assert_eq!(record["healthTeam"]["id"], world.home().health_team.id.to_string());
        assert_eq!((&record["nhsNumber"], &record["nhsNumberStatus"]), (&json!(FREE[0]), &json!("NOT_TRACED")));
        assert_eq!((&record["postcode"], &record["gpPracticeOds"]), (&json!("ZZ99 3VZ"), &json!("A81001")));
        assert_eq!((&record["ageInMonths"], &record["gestationWeeks"]), (&json!(22), &json!(35)));
        let ids = record["externalIds"].as_array().unwrap();
        assert_eq!(ids.len(), 2, "{ids:?}");
        assert_eq!(record["access"]["canPlanReview"], true);
        assert_eq!(world.kinds().await, ["child.registered", "identifier.added", "identifier.added"]);
        assert_eq!(world.last_audit().await, ("childRegister".to_owned(), "ALLOWED".to_owned(), None));
        let found = format!(r#"{{ child(child: {{ external: {{ system: "{NHS}", value: "{}" }} }}) {{ id }} }}"#, FREE[0]);
        assert_eq!(world.health_visitor().query(&found).await["child"]["id"], entered.id());
    }

    async fn everything_wrong_with_a_child_is_said_at_once(world: World) {
        let input = new_child(json!({
            "givenName": " ", "birthDate": "2026-03-03", "gestationWeeks": 50, "postcode": "nowhere",
            "nhsNumberStatus": "VERIFIED", "externalIds": [{ "system": NHS, "value": FREE[0] }],
        }));
        let wrong = world.admin().mutate("childRegister", input).await;
        assert_eq!(wrong.wrong_inputs(), [
            "input.givenName", "input.birthDate", "input.gestationWeeks", "input.postcode", "input.nhsNumberStatus",
            "input.externalIds",
        ]);
        assert!(world.journal().await.is_empty());
        let bad = world.admin().mutate("childRegister", new_child(json!({ "nhsNumber": "1111111111" }))).await;
        bad.failed("BAD_USER_INPUT");
    }

    async fn an_identifier_belongs_to_one_child_of_an_authority(world: World) {
        let taken = json!({ "nhsNumber": world.home().child.nhs_number });
        let refused = world.admin().mutate("childRegister", new_child(taken.clone())).await;
        refused.refused("RuleRefused").rule("IDENTIFIER_TAKEN");
        world.other_authority_admin().mutate("childRegister", new_child(taken)).await.ok();
        let other = json!({ "externalId": { "system": tests::cast::CMS, "value": "child-2" } });
        act(&world.admin(), zofia(&world), "childIdentify", 1, other)
            .await
            .refused("RuleRefused")
            .rule("IDENTIFIER_TAKEN");
    }

    async fn a_system_enters_a_child_knowing_no_id_of_ours(world: World) {
        let system = world.integration();
        let mut input = new_child(json!({
            "externalIds": [{ "system": "census", "value": "c-1" }],
            "healthTeam": World::external("organisation-1"), "setting": World::external("organisation-3"),
            "namedHealthVisitor": World::external("practitioner-1"), "keyPerson": World::external("practitioner-5"),
        }));
        input["idempotencyKey"] = json!("once");
        let first = system.mutate("childRegister", input.clone()).await;
        let again = system.mutate("childRegister", input.clone()).await;
        assert_eq!((again.id(), again.replayed(), first.replayed()), (first.id(), true, false));
        assert_eq!(first.record()["keyPerson"]["id"], world.key_person().id());
        input["input"]["postcode"] = json!(null);
        system.mutate("childRegister", input).await.refused("IdempotencyKeyReused");

        let child = json!({ "external": { "system": "census", "value": "c-1" } });
        let key = |input: tests::Value, key: &str| {
            json!({ "child": child, "expectedVersion": 1, "idempotencyKey": key, "input": input })
        };
        let amended = system.mutate("childAmend", key(json!({ "firstLanguage": "Polish" }), "a")).await;
        assert_eq!(amended.record()["firstLanguage"], "Polish");
        let other = key(json!({ "firstLanguage": "Polish", "postcode": null }), "a");
        system.mutate("childAmend", other).await.refused("IdempotencyKeyReused");
    }

    async fn a_correction_leaves_what_it_does_not_name(world: World) {
        let (visitor, id) = (world.health_visitor(), zofia(&world));
        let input = json!({ "familyName": "Nowak", "postcode": null, "firstLanguage": "Polish" });
        let amended = act(&visitor, &id, "childAmend", 1, input).await;
        let record = amended.record();
        assert_eq!((&record["givenName"], &record["familyName"]), (&json!("Zofia"), &json!("Nowak")));
        assert_eq!((&record["postcode"], &record["firstLanguage"]), (&json!(null), &json!("Polish")));
        let fact = &world.facts("child.amended").await[0];
        assert_eq!(fact.data["changed"], json!(["family_name", "family_key", "first_language", "postcode"]));
        act(&visitor, &id, "childAmend", 2, json!({ "postcode": null }))
            .await
            .refused("RuleRefused")
            .rule("NOTHING_TO_CHANGE");
        act(&visitor, &id, "childAmend", 1, json!({ "sex": "MALE" }))
            .await
            .refused("VersionConflict")
            .current_version(2);
    }

    async fn a_corrected_birth_date_moves_the_window_of_the_open_review(world: World) {
        let (visitor, id) = (world.health_visitor(), zofia(&world));
        act(&visitor, &id, "childAmend", 1, json!({ "birthDate": "2024-06-01" })).await.ok();
        let reviews = read(&visitor, &id, "reviews { windowOpensOn windowClosesOn dueOn version }").await;
        let moved = json!({
            "windowOpensOn": "2026-06-01", "windowClosesOn": "2026-12-01", "dueOn": "2026-09-01", "version": 2,
        });
        assert_eq!(reviews["reviews"], json!([moved]));
        assert_eq!(world.kinds().await, ["review.windowMoved", "child.amended"]);
    }

    async fn a_replaced_number_is_kept_for_those_who_mend_identities(world: World) {
        let (visitor, id) = (world.health_visitor(), zofia(&world));
        let old = &world.home().child.nhs_number;
        let new = |replaces| json!({ "externalId": { "system": NHS, "value": "900 000 0009" }, "replaces": replaces });
        act(&visitor, &id, "childIdentify", 1, new(false))
            .await
            .refused("InvalidInput")
            .at("input.replaces");
        let replaced = act(&visitor, &id, "childIdentify", 1, new(true)).await;
        assert_eq!(
            (&replaced.record()["nhsNumber"], &replaced.record()["nhsNumberStatus"]),
            (&json!(FREE[0]), &json!("NOT_TRACED"))
        );
        assert_eq!(world.kinds().await, ["identifier.marked", "identifier.added", "child.identified"]);

        let numbers = async |by: &tests::Actor| {
            let child = read(by, &id, "externalIds { system value status }").await;
            let ids = child["externalIds"].as_array().unwrap().clone();
            ids.into_iter().filter(|one| one["system"] == NHS).collect::<Vec<_>>()
        };
        assert_eq!(numbers(&visitor).await, [json!({ "system": NHS, "value": FREE[0], "status": "CURRENT" })]);
        assert_eq!(numbers(&world.admin()).await[1], json!({ "system": NHS, "value": old, "status": "SUPERSEDED" }));
        let by_old = format!(r#"{{ child(child: {{ external: {{ system: "{NHS}", value: "{old}" }} }}) {{ id }} }}"#);
        assert_eq!(world.admin().query(&by_old).await["child"]["id"], json!(id));
        assert_eq!(visitor.query(&by_old).await["child"], json!(null));

        let back = json!({ "externalId": { "system": NHS, "value": old }, "replaces": true });
        let restored = act(&world.admin(), &id, "childIdentify", 2, back).await;
        assert_eq!(restored.record()["nhsNumber"], json!(old));
        assert_eq!(numbers(&visitor).await.len(), 1);
    }

    async fn a_departure_ends_the_open_review_and_can_be_taken_back(world: World) {
        let (visitor, id) = (world.health_visitor(), zofia(&world));
        act(&visitor, &id, "childDepart", 1, json!({ "departure": "MOVED_AWAY", "departedOn": "2026-03-03" }))
            .await
            .refused("InvalidInput")
            .at("input.departedOn");
        let gone = json!({ "departure": "MOVED_AWAY", "departedOn": "2026-02-20" });
        let left = act(&visitor, &id, "childDepart", 1, gone).await;
        assert_eq!(
            (&left.record()["status"], &left.record()["departedOn"]),
            (&json!("MOVED_AWAY"), &json!("2026-02-20"))
        );
        let reviews = read(&visitor, &id, "reviews { status endedOn }").await;
        assert_eq!(reviews["reviews"], json!([{ "status": "MOVED_AWAY", "endedOn": "2026-02-20" }]));
        assert_eq!(world.facts("review.ended").await[0].data["end"], "MOVED_AWAY");
        act(&visitor, &id, "childAmend", 2, json!({ "sex": "MALE" }))
            .await
            .refused("IllegalTransition")
            .from("MOVED_AWAY");
        let listed = "{ children(filter: { familyNameStartsWith: \"kowal\" }) { totalCount } }";
        assert_eq!(visitor.query(listed).await["children"]["totalCount"], 0);

        let back = json!({ "child": { "id": id }, "expectedVersion": 2 });
        visitor.mutate("childReturn", back.clone()).await.refused("NotAllowed").because("ROLE_NOT_ALLOWED");
        let returned = world.health_lead().mutate("childReturn", back).await;
        assert_eq!(
            (&returned.record()["status"], &returned.record()["departedOn"]),
            (&json!("ACTIVE"), &json!(null))
        );
        act(&visitor, &id, "childDepart", 3, json!({ "departure": "DECEASED" })).await.ok();
        assert_eq!(read(&visitor, &id, "ageInMonths").await["ageInMonths"], json!(null));
    }
}
