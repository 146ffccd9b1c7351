//! The acts of those whose check it is, and of a second setting.

use tests::{Value, json, on_both};

use super::{AREAS, append, by_id, edit, start, submit, well, whole};

on_both! {
    async fn the_check_from_start_to_addition(world: World) {
        let (priya, review) = (world.key_person(), world.review());
        let check = start(&priya, &review).await;
        assert_eq!(check.record()["status"], "IN_PROGRESS");
        start(&world.setting_manager(), &review).await.refused("RuleRefused").rule("ALREADY_STARTED");
        let id = check.id();
        let voice = json!({ "childsVoice": "Says 'more' at the water tray.", "mostUsefulWhen": "Before the move to the big room." });
        edit(&priya, "progressCheckRecord", (&id, 1), voice.clone()).await.ok();
        edit(&priya, "progressCheckRecord", (&id, 1), voice.clone()).await.refused("VersionConflict").current_version(2);
        edit(&priya, "progressCheckRecord", (&id, 2), voice).await.refused("RuleRefused").rule("NOTHING_TO_CHANGE");
        let ahead = json!({ "discussedWithParentsOn": "2026-03-03" });
        edit(&priya, "progressCheckRecord", (&id, 2), ahead).await.refused("InvalidInput").at("input.discussedWithParentsOn");
        append(&priya, "progressCheckAmend", &id, "Late.").await.refused("IllegalTransition").from("IN_PROGRESS");
        // The SENCO of the setting writes it too.
        let mut talks = well(AREAS[0]);
        talks["judgement"] = "CONCERN_POSSIBLE_DELAY".into();
        talks["aspects"] = json!([{ "aspect": "SPEAKING", "observation": "Says four words." }]);
        let area = edit(&world.setting_senco(), "progressCheckRecordArea", (&id, 2), talks).await;
        assert_eq!(area.version(), 3, "an area is a part of the check");
        edit(&priya, "progressCheckRecordArea", (&id, 2), well(AREAS[1])).await.refused("VersionConflict").current_version(3);
        let missing = submit(&priya, (&id, 3)).await.refused("RuleRefused");
        missing.rule("NOT_COMPLETE");
        let named: Vec<&str> = missing.0["missing"].as_array().unwrap().iter().filter_map(Value::as_str).collect();
        assert_eq!(named.first(), Some(&"areas.COMMUNICATION_AND_LANGUAGE.supportNeeded"));
        assert_eq!(&named[named.len() - 4..], ["discussedWithParentsOn", "targetedPlan", "targetedPlanWith", "targetedPlanReviewBy"]);
        assert_eq!(named.len(), 13);

        let support = json!({ "area": AREAS[0], "supportNeeded": "Hearing to be tested." });
        edit(&priya, "progressCheckRecordArea", (&id, 3), support).await.ok();
        for (area, version) in AREAS.iter().skip(1).zip(4..) {
            edit(&priya, "progressCheckRecordArea", (&id, version), well(area)).await.ok();
        }
        let plan = json!({ "discussedWithParentsOn": "2026-03-01", "targetedPlan": "Talk at meals.",
            "targetedPlanWith": "The mother and the SENCO", "targetedPlanReviewBy": "2026-06-01" });
        edit(&priya, "progressCheckRecord", (&id, 6), plan).await.ok();
        submit(&priya, (&id, 7)).await.ok();
        edit(&priya, "progressCheckRecordArea", (&id, 8), well(AREAS[1])).await.refused("IllegalTransition").from("SUBMITTED");
        let added = append(&priya, "progressCheckAmend", &id, "Six words now.").await;
        assert_eq!((added.record()["status"].as_str(), added.version()), (Some("AMENDED"), 9));

        let seen = priya.query(&format!(r#"{{ progressCheck(progressCheck: {{ id: "{id}" }}) {{ childsVoice mostUsefulWhen targetedPlan
            discussedWithParentsOn author {{ familyName }} submittedBy {{ familyName }} setting {{ name }} additions {{ text }} review {{ id }}
            areas {{ area judgement supportNeeded framework aspects {{ aspect observation }} }}
            nationalForm {{ parentalConsent communicationAndLanguage physicalDevelopment areasOfConcern supportedRequestedOrProvided }} }} }}"#)).await;
        let seen = &seen["progressCheck"];
        assert_eq!((&seen["author"]["familyName"], &seen["submittedBy"]["familyName"], &seen["setting"]["name"]), (&json!("Nair"), &json!("Nair"), &json!("Kingfisher Nursery")));
        assert_eq!((&seen["additions"], &seen["review"]["id"]), (&json!([{ "text": "Six words now." }]), &json!(review)));
        let areas: Vec<_> = seen["areas"].as_array().unwrap().iter().map(|it| it["area"].as_str().unwrap()).collect();
        assert_eq!(areas, AREAS);
        assert_eq!(seen["areas"][0], json!({ "area": AREAS[0], "judgement": "CONCERN_POSSIBLE_DELAY", "supportNeeded": "Hearing to be tested.",
            "framework": "EYFS_2021", "aspects": [{ "aspect": "SPEAKING", "observation": "Says four words." }] }));
        let form = &seen["nationalForm"];
        assert_eq!((&form["parentalConsent"], &form["physicalDevelopment"]), (&json!("N"), &json!("Progressing well.\nStrengths: Sings along.")));
        assert_eq!(form["areasOfConcern"], "Communication and language: Concern about a possible developmental delay. Hearing to be tested.");
        assert!(form["supportedRequestedOrProvided"].as_str().unwrap().contains("Targeted plan: Talk at meals."));
        let kinds = world.kinds().await;
        assert_eq!((kinds.first().unwrap().as_str(), kinds.last().unwrap().as_str()), ("progressCheck.started", "progressCheck.amended"));
        for fact in world.journal().await {
            let said = fact.data.to_string();
            assert!(!said.contains("water tray") && !said.contains("Sings") && !said.contains("DELAY"), "{said}");
        }
        assert_eq!(world.last_audit().await, ("progressCheckAmend".to_owned(), "ALLOWED".to_owned(), None));
    }

    async fn a_significant_concern_in_the_review_asks_for_a_plan(world: World) {
        let (priya, review) = (world.key_person(), world.review());
        world.take_part(&review, &priya).await;
        let check = whole(&priya, &review, false).await;
        let raised = json!({ "topic": "COMMUNICATION", "level": "SIGNIFICANT", "evidence": "Four words." });
        let concern = priya.mutate("concernRaise", json!({ "review": by_id(&review), "input": raised })).await;
        let refused = submit(&priya, (&check, 5)).await.refused("RuleRefused");
        refused.rule("NOT_COMPLETE");
        assert_eq!(refused.0["missing"], json!(["targetedPlan", "targetedPlanWith", "targetedPlanReviewBy"]));
        let withdraw = json!({ "concern": by_id(&concern.id()), "expectedVersion": 1, "input": { "reason": "She talks at home." } });
        priya.mutate("concernWithdraw", withdraw).await.ok();
        submit(&priya, (&check, 5)).await.ok();
    }

    async fn a_second_setting_contributes_and_does_not_write(world: World) {
        let (priya, bukola, review) = (world.key_person(), world.childminder(), world.review());
        let check = whole(&priya, &review, false).await;
        append(&bukola, "progressCheckContribute", &check, "Plays alone.").await.refused("NotFound");
        world.take_part(&review, &bukola).await;
        append(&bukola, "progressCheckContribute", &check, "Plays alone.").await.ok();
        edit(&bukola, "progressCheckRecord", (&check, 5), json!({ "summary": "Mine." })).await.refused("NotAllowed").because("RELATION_MISSING");
        append(&priya, "progressCheckContribute", &check, "Ours.").await.refused("NotAllowed").because("RELATION_MISSING");
        world.take_part(&review, &priya).await;
        append(&priya, "progressCheckContribute", &check, "Ours.").await.refused("RuleRefused").rule("OWN_SETTING");
        submit(&priya, (&check, 5)).await.ok();
        let said = append(&bukola, "progressCheckContribute", &check, "Two words together.").await;
        assert_eq!(said.record()["status"], "SUBMITTED", "the check itself is as it was");
        let seen = priya.query(&format!(r#"{{ node(id: "{check}") {{ ... on ProgressCheck {{ contributions {{ text contributedByRole contributedBy {{ familyName }}
            setting {{ name }} progressCheck {{ id }} }} }} }} }}"#)).await;
        let one = |text: &str| json!({ "text": text, "contributedByRole": "CHILDMINDER", "contributedBy": { "familyName": "Adeyemi" },
            "setting": { "name": "Bukola Adeyemi, childminder" }, "progressCheck": { "id": check } });
        assert_eq!(seen["node"]["contributions"], json!([one("Plays alone."), one("Two words together.")]));
        assert_eq!(world.facts("progressCheck.contributed").await.len(), 2);
    }

    async fn the_setting_that_writes_it_may_be_another_than_the_childs_now(world: World) {
        let (bukola, review) = (world.childminder(), world.review());
        start(&bukola, &review).await.refused("NotFound").at("review");
        world.take_part(&review, &bukola).await;
        let check = start(&bukola, &review).await.id();
        // Colin works in the child's setting now, but the check is the childminder's.
        let own = json!({ "summary": "Ours." });
        edit(&world.setting_manager(), "progressCheckRecord", (&check, 1), own.clone()).await.refused("RuleRefused").rule("OTHER_SETTING");
        edit(&bukola, "progressCheckRecord", (&check, 1), own).await.ok();
    }

    async fn one_entered_in_error_is_kept_another_may_be_started_and_the_step_is_open_again(world: World) {
        let (bukola, lead) = (world.childminder(), world.early_years_lead());
        let plan = json!({ "child": by_id(&world.home().minded_child.id.to_string()), "input": { "deliveryModel": "JOINT_MEETING" } });
        let review = world.health_lead().mutate("reviewPlan", plan).await.id();
        let step = async || {
            let seen = bukola.query(&format!(r#"{{ review(review: {{ id: "{review}" }}) {{ responsibilities {{ step status settledBy {{ displayName }} }} }} }}"#)).await;
            let steps = seen["review"]["responsibilities"].as_array().unwrap().clone();
            steps.into_iter().find(|it| it["step"] == "COMPLETE_PROGRESS_CHECK").unwrap()["status"].clone()
        };
        assert_eq!(step().await, "OPEN");
        let check = whole(&bukola, &review, true).await;
        assert_eq!(step().await, "DONE");
        let reason = json!({ "reason": "The other twin." });
        edit(&world.health_lead(), "progressCheckEnterInError", (&check, 6), reason.clone()).await.refused("NotAllowed").because("ROLE_NOT_ALLOWED");
        edit(&lead, "progressCheckEnterInError", (&check, 6), reason).await.ok();
        assert_eq!(step().await, "OPEN");
        append(&bukola, "progressCheckAmend", &check, "Late.").await.refused("IllegalTransition").from("ENTERED_IN_ERROR");
        let again = whole(&bukola, &review, true).await;
        assert_eq!(step().await, "DONE");
        let seen = bukola.query(&format!(r#"{{ review(review: {{ id: "{review}" }}) {{ progressCheck {{ id }} progressCheckStatus }}
            progressCheck(progressCheck: {{ id: "{check}" }}) {{ status errorReason }} }}"#)).await;
        assert_eq!(seen["review"], json!({ "progressCheck": { "id": again }, "progressCheckStatus": "SUBMITTED" }));
        assert_eq!(seen["progressCheck"], json!({ "status": "ENTERED_IN_ERROR", "errorReason": "The other twin." }));
        let reopened = world.facts("responsibility.reopened").await;
        assert_eq!((reopened.len(), &reopened[0].data["by"]), (1, &json!("progressCheckEnterInError")));
    }

    async fn the_number_of_statements_does_not_depend_on_the_number_of_checks(world: World) {
        let priya = world.key_person();
        for review in world.crowd(12).await {
            let check = whole(&priya, &review.to_string(), true).await;
            append(&priya, "progressCheckAmend", &check, "More.").await.ok();
        }
        let look = |first: u32| format!(
            "{{ reviews(first: {first}, orderBy: DUE_ON_DESC) {{ nodes {{ progressCheckStatus progressCheck {{ childsVoice author {{ id }} setting {{ id }}
                submittedBy {{ id }} review {{ id }} additions {{ text addedBy {{ id }} }} contributions {{ text }} access {{ canSubmit }}
                nationalForm {{ areasOfConcern }} areas {{ strengths aspects {{ observation }} progressCheck {{ id }} }} }} }} }} }}"
        );
        let warm = priya.query(&look(12)).await;
        assert_eq!(warm["reviews"]["nodes"][11]["progressCheck"]["areas"][0]["strengths"], "Sings along.");
        // What is shown for the first time is written down once.
        priya.query(&look(1)).await;
        let (_, one) = world.counting(priya.query(&look(1))).await;
        let (_, twelve) = world.counting(priya.query(&look(12))).await;
        assert_eq!(one, twelve);
    }
}
