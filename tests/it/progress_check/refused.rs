//! Each profession writes its own half: who is refused the progress check, and whom the refusal names.

use entity::enums::{ParticipantStatus, ReviewStep, Role};
use tests::{Actor, Payload, World, json, on_both};

use super::{AREAS, append, by_id, edit, health, start, submit, well, whole};

/// Every act on a check, by somebody.
async fn every_act(who: &Actor, review: &str, (check, version): (&str, i64)) -> Vec<Payload> {
    let check = (check, version);
    vec![
        start(who, review).await,
        edit(who, "progressCheckRecord", check, json!({ "summary": "No." })).await,
        edit(who, "progressCheckRecordArea", check, well(AREAS[0])).await,
        submit(who, check).await,
        edit(
            who,
            "progressCheckEnterInError",
            check,
            json!({ "reason": "No." }),
        )
        .await,
        append(who, "progressCheckAmend", check.0, "No.").await,
        append(who, "progressCheckContribute", check.0, "No.").await,
    ]
}

/// Everybody of health, of the family and of the authority who sees the review.
fn outside(world: &World) -> Vec<Actor> {
    let mut all = health(world);
    all.extend([
        world.parent(),
        world.integration(),
        world.area_senco(),
        world.admin(),
    ]);
    all
}

on_both! {
    async fn nobody_but_the_settings_writes_any_part_of_it(world: World) {
        let (priya, review) = (world.key_person(), world.review());
        let check = whole(&priya, &review, false).await;
        world.take_part(&review, &world.area_senco()).await;
        for refused in outside(&world) {
            for answer in every_act(&refused, &review, (&check, 5)).await {
                answer.refused("NotAllowed").because("ROLE_NOT_ALLOWED");
            }
        }
        let named = start(&world.health_visitor(), &review).await.refused("NotAllowed");
        named.responsible(&["CHILDMINDER", "KEY_PERSON", "SETTING_MANAGER", "SETTING_SENCO"]).naming("Priya Nair");
        for answer in every_act(&world.other_health_visitor(), &review, (&check, 5)).await {
            answer.refused("NotFound");
        }
        // And the other way round.
        let refused = priya.mutate("healthReviewStart", json!({ "review": by_id(&review) })).await.refused("NotAllowed");
        refused.because("ROLE_NOT_ALLOWED").naming("Maya Okafor");
        assert_eq!(world.facts("progressCheck.submitted").await.len(), 0);
    }

    async fn the_step_is_the_partys_that_the_protocol_names(world: World) {
        let (priya, review) = (world.key_person(), world.review());
        let check = whole(&priya, &review, false).await;
        world.insert_step(&review, ReviewStep::CompleteProgressCheck, Role::SettingManager).await;
        let look = format!(r#"{{ node(id: "{check}") {{ ... on ProgressCheck {{ access {{ canSubmit canRecord canContribute canAmend }} }} }} }}"#);
        let access = json!({ "canSubmit": false, "canRecord": true, "canContribute": false, "canAmend": false });
        assert_eq!(priya.query(&look).await["node"]["access"], access);
        let refused = submit(&priya, (&check, 5)).await.refused("NotAllowed");
        refused.because("NOT_RESPONSIBLE").responsible(&["SETTING_MANAGER"]);
        submit(&world.setting_manager(), (&check, 5)).await.ok();
    }

    async fn whoever_is_only_invited_or_leads_does_not_write_it(world: World) {
        let (priya, review) = (world.key_person(), world.review());
        let check = whole(&priya, &review, false).await;
        let (bukola, lead) = (world.childminder(), world.early_years_lead());
        world.answered(&review, &bukola, ParticipantStatus::Invited).await;
        append(&bukola, "progressCheckContribute", &check, "No.").await.refused("NotAllowed").because("INVITATION_NOT_ACCEPTED");
        edit(&lead, "progressCheckRecord", (&check, 5), json!({ "summary": "No." })).await.refused("NotAllowed").because("ROLE_NOT_ALLOWED");
        submit(&lead, (&check, 5)).await.refused("NotAllowed").because("ROLE_NOT_ALLOWED");
        // Marking it as entered in error is its author's, the manager's and the lead's.
        let reason = json!({ "reason": "The other twin." });
        edit(&world.setting_senco(), "progressCheckEnterInError", (&check, 5), reason.clone()).await.refused("NotAllowed");
        edit(&world.setting_manager(), "progressCheckEnterInError", (&check, 5), reason).await.ok();
    }

    async fn what_it_says_of_an_area_is_refused_with_its_path(world: World) {
        let priya = world.key_person();
        let check = start(&priya, &world.review()).await.id();
        let mut wrong = well(AREAS[1]);
        wrong["strengths"] = " ".into();
        wrong["aspects"] = json!([{ "aspect": "SPEAKING", "observation": "Says four words." }, { "aspect": "GROSS_MOTOR_SKILLS", "observation": "" }]);
        let fields = edit(&priya, "progressCheckRecordArea", (&check, 1), wrong).await.wrong_inputs();
        assert_eq!(fields, ["input.strengths", "input.aspects.0.aspect", "input.aspects.1.observation"]);
    }
}
