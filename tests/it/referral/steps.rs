//! The closed loop, step by step.

use tests::{json, on_both};

use super::{Case, draft, seen};

on_both! {
    async fn the_loop_from_the_draft_to_the_services_yes(world: World) {
        let (visitor, parent, system) = (world.health_visitor(), world.parent(), world.integration());
        world.take_part(&world.review(), &visitor).await;
        let drafted = draft(&visitor, &world, json!({ "externalId": { "system": "cms", "value": "R-1" } })).await;
        let record = drafted.record();
        assert_eq!(
            (&record["status"], &record["nextOwner"], &record["urgency"]),
            (&json!("DRAFT"), &json!("REFERRER"), &json!("ROUTINE"))
        );
        assert_eq!((&record["reasonCode"], &record["draftedByRole"]), (&json!(62), &json!("HEALTH_VISITOR")));
        assert_eq!(
            (&record["draftedBy"]["familyName"], &record["externalIds"][0]["value"]),
            (&json!("Okafor"), &json!("R-1"))
        );
        let mut case = Case { world: world.clone(), id: drafted.id(), version: 1 };

        let proposed = case.step(&visitor, "referralPropose", json!({})).await;
        assert_eq!(
            (&proposed["nextOwner"], &proposed["proposedOn"]),
            (&json!("PARENT"), &json!("2026-03-02"))
        );
        let answered = case.step(&parent, "referralAnswer", json!({ "answer": "AGREED" })).await;
        assert_eq!(
            (&answered["status"], &answered["parentAgreement"], &answered["parentAgreementFrom"]),
            (&json!("READY"), &json!("AGREED"), &json!(null))
        );
        let sent = case
            .step(&visitor, "referralSend", json!({ "externalId": { "system": "slt", "value": "M-7" } }))
            .await;
        assert_eq!(
            (&sent["status"], &sent["respondBy"]),
            (&json!("SENT"), &json!("2026-04-13")),
            "28 working days over Easter"
        );

        // The service's own system knows nothing but its own identifiers.
        let named = |value: &str| json!({ "external": { "system": "slt", "value": value } });
        let read = "query($r: ReferralRef!) { referral(referral: $r) { version summary service { name } } }";
        let found = system.query_with(read, json!({ "r": named("M-7") })).await["referral"].clone();
        assert_eq!(found["service"]["name"], "Speech and Language Therapy");
        let input = json!({ "serviceReference": "SLT-42", "externalId": { "system": "slt", "value": "C-99" } });
        let arguments = json!({ "referral": named("M-7"), "expectedVersion": found["version"], "input": input });
        let received = system.mutate("referralAcknowledge", arguments).await;
        assert_eq!(
            (&received.record()["status"], &received.record()["serviceReference"]),
            (&json!("RECEIVED"), &json!("SLT-42"))
        );
        let input = json!({ "message": "First visit in May." });
        let arguments = json!({ "referral": named("C-99"), "expectedVersion": received.version(), "input": input });
        let accepted = system.mutate("referralAccept", arguments).await;
        assert_eq!(
            (&accepted.record()["status"], &accepted.record()["response"]),
            (&json!("ACCEPTED"), &json!("First visit in May."))
        );

        let kinds = world.kinds().await;
        let of_referral: Vec<&str> =
            kinds.iter().map(String::as_str).filter(|kind| kind.starts_with("referral.")).collect();
        let expected = ["drafted", "proposed", "answered", "sent", "acknowledged", "accepted"]
            .map(|kind| format!("referral.{kind}"));
        assert_eq!(of_referral, expected);
        assert_eq!(world.last_audit().await, ("referralAccept".to_owned(), "ALLOWED".to_owned(), None));
        assert_eq!(seen(&parent, &case.id).await["status"], "ACCEPTED", "the family sees how it went");
    }

    async fn a_practitioner_records_the_answer_and_says_how_it_came(world: World) {
        let visitor = world.health_visitor();
        let mut case = Case::draft(&world).await;
        case.step(&visitor, "referralPropose", json!({})).await;
        case.call(&visitor, "referralAnswer", json!({ "answer": "DECLINED" }))
            .await
            .refused("InvalidInput")
            .at("input.recordedFrom");
        let input = json!({ "answer": "DECLINED", "recordedFrom": "by telephone", "answeredOn": "2026-03-02" });
        let declined = case.step(&visitor, "referralAnswer", input).await;
        assert_eq!(
            (&declined["status"], &declined["nextOwner"]),
            (&json!("DECLINED_BY_PARENT"), &json!("NOBODY"))
        );
        assert_eq!(declined["parentAgreementFrom"], "by telephone");
        case.call(&visitor, "referralSend", json!({}))
            .await
            .refused("IllegalTransition")
            .from("DECLINED_BY_PARENT");
    }

    async fn no_step_is_skipped_or_taken_twice(world: World) {
        let (visitor, system) = (world.health_visitor(), world.integration());
        let mut case = Case::draft(&world).await;
        case.call(&visitor, "referralSend", json!({}))
            .await
            .refused("IllegalTransition")
            .from("DRAFT");
        case.call(&system, "referralAccept", json!({}))
            .await
            .refused("IllegalTransition")
            .from("DRAFT");
        case.step(&visitor, "referralPropose", json!({})).await;
        case.call(&visitor, "referralPropose", json!({}))
            .await
            .refused("IllegalTransition")
            .from("AWAITING_PARENT_AGREEMENT");
        case.step(&world.parent(), "referralAnswer", json!({ "answer": "AGREED" })).await;
        case.call(&world.parent(), "referralAnswer", json!({ "answer": "DECLINED" }))
            .await
            .refused("IllegalTransition")
            .from("READY");
        case.step(&visitor, "referralSend", json!({})).await;
        case.call(&visitor, "referralAmend", json!({ "summary": "More." }))
            .await
            .refused("IllegalTransition")
            .from("SENT");
        case.step(
            &system,
            "referralReject",
            json!({ "reason": "Below our threshold.", "advice": "The talking walk-in." }),
        )
        .await;
        case.call(&system, "referralAccept", json!({}))
            .await
            .refused("IllegalTransition")
            .from("REJECTED");
    }

    async fn what_the_service_requires_comes_with_the_referral(world: World) {
        let visitor = world.health_visitor();
        let mut case = Case::agreed(&world).await;
        case.service_wants("a completed screen\nthree months of strategies").await;
        let refused = case.call(&visitor, "referralSend", json!({})).await.refused("RuleRefused");
        assert_eq!(
            refused.rule("EVIDENCE_MISSING").0["missing"],
            json!(["a completed screen", "three months of strategies"])
        );
        let amended = case
            .step(
                &visitor,
                "referralAmend",
                json!({ "evidence": "Screen of 1 March; strategies since December." }),
            )
            .await;
        assert_eq!(amended["status"], "READY", "evidence needs no new agreement");
        case.step(&visitor, "referralSend", json!({})).await;

        let returned = case
            .step(&world.integration(), "referralReturn", json!({ "needed": "The hearing test." }))
            .await;
        assert_eq!(
            (&returned["status"], &returned["nextOwner"], &returned["response"]),
            (&json!("RETURNED_FOR_INFORMATION"), &json!("REFERRER"), &json!("The hearing test."))
        );
        case.step(&visitor, "referralAmend", json!({ "evidence": "Hearing tested on 2 March: clear." }))
            .await;
        let again = case.step(&visitor, "referralSend", json!({})).await;
        assert_eq!((&again["status"], &again["receivedAt"]), (&json!("SENT"), &json!(null)));
    }

    async fn another_wording_asks_the_parents_again(world: World) {
        let mut case = Case::agreed(&world).await;
        let amended = case
            .step(&world.health_visitor(), "referralAmend", json!({ "summary": "Assess her hearing, too." }))
            .await;
        assert_eq!((&amended["status"], &amended["parentAgreement"]), (&json!("DRAFT"), &json!(null)));
        assert_eq!(world.facts("referral.amended").await[0].data["from"], "READY");
        assert_eq!(
            seen(&world.parent(), &case.id).await["summary"],
            "Assess her hearing, too.",
            "they have seen it before"
        );
    }

    async fn a_referral_goes_to_a_service_for_a_concern_of_its_review(world: World) {
        let visitor = world.health_visitor();
        world.take_part(&world.review(), &visitor).await;
        let nursery = json!({ "service": { "id": world.home().nursery.id }, "summary": " " });
        assert_eq!(draft(&visitor, &world, nursery).await.wrong_inputs(), ["input.service", "input.summary"]);
        let elsewhere = json!({ "service": { "id": world.elsewhere().speech_service.id } });
        draft(&visitor, &world, elsewhere).await.refused("NotFound").at("input.service");
        let unknown = json!({ "concern": { "external": { "system": "cms", "value": "none" } } });
        draft(&visitor, &world, unknown).await.refused("NotFound").at("input.concern");
        let taken = json!({ "externalId": { "system": "cms", "value": "R-1" } });
        draft(&visitor, &world, taken.clone()).await.ok();
        draft(&visitor, &world, taken).await.refused("RuleRefused").rule("IDENTIFIER_TAKEN");
    }
}
