//! The health half: started, delegated, written, handed in, added to; closed to early years and parents.

use entity::enums::{ParticipantStatus, ReviewStep, Role};
use tests::{Actor, Payload, Value, World, json, on_both};

fn by_id(id: &str) -> Value {
    json!({ "id": id })
}

async fn start(who: &Actor, world: &World) -> Payload {
    who.mutate("healthReviewStart", json!({ "review": by_id(&world.review()) }))
        .await
}

/// An act on the health half in a version.
async fn edit(who: &Actor, act: &str, (half, version): (&str, i64), input: Value) -> Payload {
    let arguments = json!({ "healthReview": by_id(half), "expectedVersion": version, "input": input });
    who.mutate(act, arguments).await
}

/// An act that appends to the health half.
async fn append(who: &Actor, act: &str, half: &str, input: Value) -> Payload {
    who.mutate(act, json!({ "healthReview": by_id(half), "input": input }))
        .await
}

fn contact() -> Value {
    json!({ "medium": "FACE_TO_FACE", "place": "FAMILY_HOME", "contactOn": "2026-03-01", "sleep": "Wakes at two.",
        "weightGrams": 12_100, "heightMillimetres": 865, "measuredOn": "2026-03-01" })
}

fn asq(interval: i32, on: &str, scores: [f64; 5]) -> Value {
    let areas = [
        "COMMUNICATION",
        "GROSS_MOTOR",
        "FINE_MOTOR",
        "PROBLEM_SOLVING",
        "PERSONAL_SOCIAL",
    ];
    let scores: Vec<Value> = areas
        .iter()
        .zip(scores)
        .map(|(area, score)| json!({ "area": area, "score": score }))
        .collect();
    json!({ "instrument": "ASQ_3", "intervalMonths": interval, "completedOn": on, "respondent": "PARENT", "mode": "PAPER",
        "scores": scores })
}

fn note() -> Value {
    json!({ "topic": "PARENTAL_MENTAL_HEALTH", "text": "Low since the winter." })
}

async fn delegate(who: &Actor, half: (&str, i64), to: &Actor) -> Payload {
    let input = json!({ "deliverer": by_id(&to.id()), "supervision": "Case talk every Monday." });
    edit(who, "healthReviewDelegate", half, input).await
}

/// Everybody of the early years and of the family who sees the review, and the authority's systems.
async fn outside(world: &World) -> Vec<Actor> {
    world.take_part(&world.review(), &world.key_person()).await;
    world.take_part(&world.review(), &world.area_senco()).await;
    vec![
        world.key_person(),
        world.setting_manager(),
        world.setting_senco(),
        world.area_senco(),
        world.early_years_lead(),
        world.parent(),
        world.integration(),
    ]
}

on_both! {
    async fn the_health_half_from_start_to_addition(world: World) {
        let maya = world.health_visitor();
        let half = start(&maya, &world).await;
        assert_eq!(half.record()["status"], "IN_PROGRESS");
        start(&maya, &world).await.refused("RuleRefused").rule("ALREADY_STARTED");
        let id = half.id();
        let missing = edit(&maya, "healthReviewSubmit", (&id, 1), json!({ "completedOn": "2026-03-02" })).await;
        missing.refused("RuleRefused").rule("NOT_COMPLETE");
        edit(&maya, "healthReviewRecord", (&id, 1), contact()).await.ok();
        edit(&maya, "healthReviewRecord", (&id, 1), contact()).await.refused("VersionConflict").current_version(2);
        edit(&maya, "healthReviewRecord", (&id, 2), contact()).await.refused("RuleRefused").rule("NOTHING_TO_CHANGE");
        append(&maya, "healthReviewAmend", &id, json!({ "text": "Late." })).await.refused("IllegalTransition").from("IN_PROGRESS");
        append(&maya, "assessmentRecord", &id, asq(27, "2026-03-01", [40.0, 45.0, 30.0, 35.0, 20.0])).await.ok();
        append(&maya, "familyNoteRecord", &id, note()).await.ok();
        let early = json!({ "completedOn": "2026-02-28" });
        edit(&maya, "healthReviewSubmit", (&id, 2), early).await.refused("InvalidInput").at("input.completedOn");
        edit(&maya, "healthReviewSubmit", (&id, 2), json!({ "completedOn": "2026-03-02" })).await.ok();
        edit(&maya, "healthReviewRecord", (&id, 3), contact()).await.refused("IllegalTransition").from("SUBMITTED");
        let added = append(&maya, "healthReviewAmend", &id, json!({ "text": "The hearing test was passed." })).await;
        assert_eq!((added.record()["status"].as_str(), added.version()), (Some("AMENDED"), 4));

        let seen = maya.query(&format!(r#"{{ review(review: {{ id: "{}" }}) {{ healthReview {{
            sleep weightGrams completedOn submittedAt accountable {{ familyName }} additions {{ text }}
            familyNotes {{ topic text }} assessments {{ hasGoodLevelOfDevelopment isInWindow ageMonths ageDays
                scores {{ area score nationalBandCode zone snomedConcept }} }} }} }} }}"#, world.review())).await;
        let seen = &seen["review"]["healthReview"];
        assert_eq!((seen["sleep"].as_str(), seen["weightGrams"].as_i64()), (Some("Wakes at two."), Some(12_100)));
        assert_eq!(seen["accountable"]["familyName"], "Okafor");
        assert_eq!(seen["additions"], json!([{ "text": "The hearing test was passed." }]));
        assert_eq!(seen["familyNotes"], json!([{ "topic": "PARENTAL_MENTAL_HEALTH", "text": "Low since the winter." }]));
        let form = &seen["assessments"][0];
        assert_eq!((form["hasGoodLevelOfDevelopment"].as_bool(), form["isInWindow"].as_bool()), (Some(false), Some(true)));
        assert_eq!((form["ageMonths"].as_i64(), form["ageDays"].as_i64()), (Some(25), Some(29)));
        let expected = json!({ "area": "PERSONAL_SOCIAL", "score": 20.0, "nationalBandCode": "S1", "zone": "BELOW_CUTOFF",
            "snomedConcept": "953301000000108" });
        assert_eq!(form["scores"][4], expected);
        assert_eq!(world.kinds().await, ["healthReview.started", "healthReview.recorded", "assessment.recorded",
            "familyNote.recorded", "healthReview.submitted", "healthReview.added", "healthReview.amended"]);
        for fact in world.journal().await {
            let said = fact.data.to_string();
            assert!(!said.contains("PARENTAL") && !said.contains("Wakes") && !said.contains("ASQ"), "{said}");
        }
        assert_eq!(world.last_audit().await, ("healthReviewAmend".to_owned(), "ALLOWED".to_owned(), None));
    }

    async fn nobody_outside_the_health_team_writes_any_part_of_it(world: World) {
        let maya = world.health_visitor();
        let half = start(&maya, &world).await;
        let form = append(&maya, "assessmentRecord", &half.id(), asq(27, "2026-03-01", [40.0; 5])).await;
        for refused in outside(&world).await {
            let half = (half.id(), half.version());
            let half = (half.0.as_str(), half.1);
            let correction = json!({ "reason": "No.", "corrected": asq(27, "2026-03-01", [60.0; 5]) });
            let correct = json!({ "assessment": by_id(&form.id()), "expectedVersion": 1, "input": correction });
            let answers = [
                start(&refused, &world).await,
                delegate(&refused, half, &world.nursery_nurse()).await,
                edit(&refused, "healthReviewRecord", half, contact()).await,
                edit(&refused, "healthReviewSubmit", half, json!({ "completedOn": "2026-03-02" })).await,
                edit(&refused, "healthReviewEnterInError", half, json!({ "reason": "No." })).await,
                append(&refused, "healthReviewAmend", half.0, json!({ "text": "No." })).await,
                append(&refused, "assessmentRecord", half.0, asq(27, "2026-03-01", [60.0; 5])).await,
                append(&refused, "familyNoteRecord", half.0, note()).await,
                refused.mutate("assessmentAmend", correct).await,
            ];
            for answer in answers {
                answer.refused("NotAllowed").because("ROLE_NOT_ALLOWED");
            }
        }
        start(&world.key_person(), &world).await.refused("NotAllowed").responsible(&["HEALTH_VISITOR"]).naming("Maya Okafor");
        start(&world.other_health_visitor(), &world).await.refused("NotFound").at("review");
        assert_eq!(world.facts("healthReview.recorded").await.len(), 0);
    }

    async fn access_knows_whose_it_is_to_hand_the_half_in(world: World) {
        let maya = world.health_visitor();
        let half = start(&maya, &world).await.id();
        let look = format!(r#"{{ node(id: "{half}") {{ ... on HealthReview {{ version access {{ canSubmit canRecord }} }} }} }}"#);
        let both = json!({ "version": 1, "access": { "canSubmit": true, "canRecord": true } });
        assert_eq!(maya.query(&look).await["node"], both);
        // By this authority's protocol the nursery nurse completes the health half.
        world.insert_step(&world.review(), ReviewStep::CompleteHealthReview, Role::CommunityNurseryNurse).await;
        assert_eq!(maya.query(&look).await["node"]["access"], json!({ "canSubmit": false, "canRecord": true }));
        let refused = edit(&maya, "healthReviewSubmit", (&half, 1), json!({ "completedOn": "2026-03-02" })).await;
        let refused = refused.refused("NotAllowed");
        refused.because("NOT_RESPONSIBLE").responsible(&["COMMUNITY_NURSERY_NURSE"]);
        assert!(refused.0["responsible"]["name"].is_null(), "not the one who is refused: {:#}", refused.0);
    }

    async fn a_nursery_nurse_writes_only_by_delegation(world: World) {
        let (maya, grace) = (world.health_visitor(), world.nursery_nurse());
        start(&grace, &world).await.refused("NotAllowed").because("ROLE_NOT_ALLOWED").naming("Maya Okafor");
        let half = start(&maya, &world).await;
        let id = half.id();
        edit(&grace, "healthReviewRecord", (&id, 1), contact()).await.refused("NotAllowed").because("NOT_DELEGATED").naming("Maya Okafor");
        append(&grace, "familyNoteRecord", &id, note()).await.refused("NotAllowed").because("NOT_DELEGATED");
        delegate(&grace, (&id, 1), &grace).await.refused("NotAllowed").because("ROLE_NOT_ALLOWED");
        let unsaid = json!({ "deliverer": by_id(&grace.id()) });
        edit(&maya, "healthReviewDelegate", (&id, 1), unsaid).await.refused("InvalidInput").at("input.supervision");
        delegate(&maya, (&id, 1), &world.key_person()).await.refused("InvalidInput").at("input.deliverer");
        let delegated = delegate(&maya, (&id, 1), &grace).await;
        assert_eq!(delegated.record()["isDelegated"], true);
        edit(&grace, "healthReviewRecord", (&id, 2), contact()).await.ok();
        let form = append(&grace, "assessmentRecord", &id, asq(27, "2026-03-01", [40.0; 5])).await;
        let done = |supervised: Option<&str>| json!({ "completedOn": "2026-03-02", "supervisedOn": supervised });
        edit(&grace, "healthReviewSubmit", (&id, 3), done(None)).await.refused("NotAllowed").because("ROLE_NOT_ALLOWED");
        edit(&maya, "healthReviewSubmit", (&id, 3), done(None)).await.refused("RuleRefused").rule("NOT_COMPLETE");
        let correction = json!({ "reason": "Miscounted.", "corrected": asq(27, "2026-03-01", [45.0; 5]) });
        let correct = |id: &str| json!({ "assessment": by_id(id), "expectedVersion": 1, "input": correction });
        let corrected = grace.mutate("assessmentAmend", correct(&form.id())).await;
        assert_eq!(corrected.record()["amends"]["id"], form.id());
        let back = json!({ "deliverer": by_id(&maya.id()) });
        edit(&maya, "healthReviewDelegate", (&id, 3), back).await.ok();
        edit(&grace, "healthReviewRecord", (&id, 4), contact()).await.refused("NotAllowed").because("NOT_DELEGATED");
        let late = grace.mutate("assessmentAmend", correct(&corrected.id())).await;
        late.refused("RuleRefused").rule("DELEGATION_ENDED");
        delegate(&maya, (&id, 4), &grace).await.ok();
        let submitted = edit(&maya, "healthReviewSubmit", (&id, 5), done(Some("2026-03-02"))).await;
        assert_eq!(submitted.record()["supervisedOn"], "2026-03-02");
        grace.mutate("assessmentAmend", correct(&corrected.id())).await.ok();
        let seen = maya.query(&format!(r#"{{ healthReview(healthReview: {{ id: "{id}" }}) {{ status assessments {{ status }} }} }}"#)).await;
        let states: Vec<_> = seen["healthReview"]["assessments"].as_array().unwrap().iter().map(|it| it["status"].clone()).collect();
        assert_eq!(states, ["AMENDED", "AMENDED", "CURRENT"]);
        assert_eq!(seen["healthReview"]["status"], "AMENDED");
    }

    async fn what_it_says_waits_for_an_agreement_and_family_notes_for_none(world: World) {
        let maya = world.health_visitor();
        let half = start(&maya, &world).await;
        edit(&maya, "healthReviewRecord", (&half.id(), 1), contact()).await.ok();
        let form = append(&maya, "assessmentRecord", &half.id(), asq(27, "2026-03-01", [40.0; 5])).await;
        let secret = append(&maya, "familyNoteRecord", &half.id(), note()).await;
        let look = format!(
            r#"{{ review(review: {{ id: "{}" }}) {{ healthReview {{ id status sleep assessments {{ id }} familyNotes {{ id text }} }} }}
                node(id: "{}") {{ id }} nodes(ids: ["{}"]) {{ id ... on Assessment {{ instrument scores {{ score }} }} }} }}"#,
            world.review(), secret.id(), form.id(),
        );
        for reads in outside(&world).await {
            let role = reads.person().role;
            let answer = reads.post(&look, json!({})).await;
            let shown = &answer.data()["review"]["healthReview"];
            assert_eq!(shown, &json!({ "id": half.id(), "status": "IN_PROGRESS", "sleep": null, "assessments": null, "familyNotes": null }), "{role:?}");
            assert!(answer.data()["node"].is_null(), "{role:?}");
            assert_eq!(answer.data()["nodes"][0], json!({ "id": form.id(), "instrument": null, "scores": null }), "{role:?}");
            let waits = if role.discipline().is_some() { "NO_SHARING_AGREEMENT" } else { "NOT_YOUR_DISCIPLINE" };
            for entry in answer.withheld() {
                let expected = if entry["lens"] == "FAMILY_SENSITIVE" { "NOT_YOUR_DISCIPLINE" } else { waits };
                assert_eq!(entry["reason"], expected, "{role:?} {entry}");
            }
            assert_eq!(answer.withheld().len(), 5, "{role:?}");
            assert!(!answer.body.to_string().contains("Low since"), "{role:?}");
        }
        let told = world.integration().told().await;
        assert!(told.iter().all(|(kind, _)| !kind.starts_with("familyNote")), "the feed of systems");
        for reads in [maya, world.nursery_nurse(), world.health_lead()] {
            let answer = reads.post(&look, json!({})).await;
            assert_eq!(answer.data()["review"]["healthReview"]["familyNotes"][0]["text"], "Low since the winter.");
            assert!(answer.withheld().is_empty());
        }
        let invited = world.other_health_visitor();
        world.answered(&world.review(), &invited, ParticipantStatus::Invited).await;
        let answer = invited.post(&look, json!({})).await;
        assert!(answer.data()["node"].is_null());
        assert!(answer.withheld().iter().all(|entry| entry["reason"] == "INVITATION_NOT_ACCEPTED"));
    }

    async fn scores_that_cannot_be_are_refused_with_their_path(world: World) {
        let maya = world.health_visitor();
        let half = start(&maya, &world).await.id();
        let record = async |input: Value| append(&maya, "assessmentRecord", &half, input).await;
        record(asq(27, "2026-03-01", [40.0, 60.1, 40.0, 40.0, 40.0])).await.refused("InvalidInput").at("input.scores.1.score");
        record(asq(26, "2026-03-01", [40.0; 5])).await.refused("InvalidInput").at("input.intervalMonths");
        record(asq(27, "2026-03-03", [40.0; 5])).await.refused("InvalidInput").at("input.completedOn");
        let late = record(asq(24, "2026-03-01", [60.0; 5])).await;
        assert_eq!((late.record()["isInWindow"].as_bool(), late.record()["hasGoodLevelOfDevelopment"].as_bool()), (Some(false), Some(true)));
        let mut missing = asq(27, "2026-03-01", [40.0; 5]);
        missing["scores"][0]["missingItems"] = 1.into();
        missing["scores"][1] = json!({ "area": "GROSS_MOTOR", "missingItems": 3 });
        let scores = record(missing).await.record()["scores"].clone();
        assert_eq!((scores[0]["score"].as_f64(), scores[0]["isAdjusted"].as_bool()), (Some(48.0), Some(true)));
        assert_eq!((scores[1]["score"].as_f64(), scores[1]["zone"].as_str()), (None, Some("NOT_SCORABLE")));
        let wrong = json!({ "contactOn": "2026-03-03", "weightGrams": 12, "sleep": " " });
        let wrong = edit(&maya, "healthReviewRecord", (&half, 1), wrong).await.wrong_inputs();
        assert_eq!(wrong, ["input.contactOn", "input.weightGrams", "input.sleep"]);
    }

    async fn one_entered_in_error_is_kept_and_another_may_be_started(world: World) {
        let maya = world.health_visitor();
        let half = start(&maya, &world).await;
        let form = append(&maya, "assessmentRecord", &half.id(), asq(27, "2026-03-01", [40.0; 5])).await;
        let reason = json!({ "reason": "The other twin." });
        edit(&maya, "healthReviewEnterInError", (&half.id(), 1), reason).await.ok();
        append(&maya, "assessmentRecord", &half.id(), asq(27, "2026-03-01", [40.0; 5])).await.refused("IllegalTransition").from("ENTERED_IN_ERROR");
        let correction = json!({ "reason": "No.", "corrected": asq(27, "2026-03-01", [60.0; 5]) });
        let correct = json!({ "assessment": by_id(&form.id()), "expectedVersion": 1, "input": correction });
        maya.mutate("assessmentAmend", correct).await.refused("RuleRefused").rule("ENTERED_IN_ERROR");
        let again = start(&maya, &world).await;
        let seen = maya.query(&format!(r#"{{ review(review: {{ id: "{}" }}) {{ healthReview {{ id }} }}
            healthReview(healthReview: {{ id: "{}" }}) {{ status errorReason }} }}"#, world.review(), half.id())).await;
        assert_eq!(seen["review"]["healthReview"]["id"], again.id());
        assert_eq!(seen["healthReview"], json!({ "status": "ENTERED_IN_ERROR", "errorReason": "The other twin." }));
    }

    async fn the_number_of_statements_does_not_depend_on_the_number_of_halves(world: World) {
        let maya = world.health_visitor();
        for review in world.crowd(12).await {
            let half = maya.mutate("healthReviewStart", json!({ "review": by_id(&review.to_string()) })).await.id();
            append(&maya, "assessmentRecord", &half, asq(27, "2026-03-01", [40.0; 5])).await.ok();
            append(&maya, "familyNoteRecord", &half, note()).await.ok();
        }
        let look = |first: u32| format!(
            "{{ reviews(first: {first}, orderBy: DUE_ON_DESC) {{ nodes {{ healthReview {{ sleep deliverer {{ id }} accountable {{ id }}
                review {{ id }} additions {{ text }} familyNotes {{ text recordedBy {{ id }} }} access {{ canSubmit }}
                assessments {{ recordedBy {{ id }} scores {{ score }} access {{ canAmend }} }} }} }} }} }}"
        );
        let warm = maya.query(&look(12)).await;
        assert_eq!(warm["reviews"]["nodes"][11]["healthReview"]["assessments"][0]["scores"][0]["score"], 40.0);
        // What is shown for the first time is written down once.
        maya.query(&look(1)).await;
        let (_, one) = world.counting(maya.query(&look(1))).await;
        let (_, twelve) = world.counting(maya.query(&look(12))).await;
        assert_eq!(one, twelve);
    }
}
