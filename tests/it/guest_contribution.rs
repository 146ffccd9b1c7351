//! Guests: asked one question with the parents' agreement, answering, declining, and seeing nothing after the end.

use std::time::Duration;

use tests::{Actor, Payload, Value, World, json, on_both};

const DAY: Duration = Duration::from_hours(24);

fn by_id(id: &str) -> Value {
    json!({ "id": id })
}

/// The question to the guest of the cast, open for so many days.
fn question(world: &World, days: u32) -> Value {
    json!({ "guest": by_id(&world.guest().id()), "question": "Does she follow two-step requests?",
        "expiresAt": (world.now() + DAY * days).to_rfc3339(), "agreedBy": by_id(&world.home().mother.person.id) })
}

async fn ask(asks: &Actor, world: &World, input: Value) -> Payload {
    let arguments = json!({ "review": by_id(&world.review()), "input": input });
    asks.mutate("guestInvite", arguments).await
}

async fn act(who: &Actor, mutation: &str, (id, version): (&str, i64), input: Value) -> Payload {
    let arguments = json!({ "guestContribution": by_id(id), "expectedVersion": version, "input": input });
    who.mutate(mutation, arguments).await
}

fn answer(text: &str) -> Value {
    json!({ "answer": text })
}

fn reason() -> Value {
    json!({ "reason": "The wrong person" })
}

/// What somebody sees of the question, alone, in its review and beside the guest's entry.
async fn look(who: &Actor, world: &World, id: &str) -> Value {
    let query = format!(
        r#"{{ node(id: "{id}") {{ ... on GuestContribution {{ question answer }} }}
            review(review: {{ id: "{}" }}) {{ id guestContributions {{ answer }} participants {{ guestContributions {{ question }} }} }} }}"#,
        world.review()
    );
    who.post(&query, json!({})).await.data().clone()
}

on_both! {
    async fn a_guest_is_asked_answers_and_amends_until_the_time_is_over(world: World) {
        let (maya, ruth) = (world.health_visitor(), world.guest());
        world.take_part(&world.review(), &maya).await;
        ask(&maya, &world, question(&world, 29)).await.refused("InvalidInput").at("input.expiresAt");
        let mut unagreed = question(&world, 28);
        unagreed["agreedBy"] = by_id(&world.home().stepfather.person.id);
        ask(&maya, &world, unagreed).await.refused("RuleRefused").rule("NO_PARENTAL_RESPONSIBILITY");
        let mut colleague = question(&world, 28);
        colleague["guest"] = by_id(&world.area_senco().id());
        ask(&maya, &world, colleague).await.refused("RuleRefused").rule("CAPACITY_MISMATCH");
        let asked = ask(&maya, &world, question(&world, 28)).await;
        assert_eq!((asked.record()["status"].as_str(), asked.record()["askedBy"]["id"].as_str()), (Some("ASKED"), Some(maya.id().as_str())));
        assert_eq!(asked.record()["participant"]["status"], "INVITED");
        ask(&maya, &world, question(&world, 7)).await.refused("RuleRefused").rule("ALREADY_PARTICIPANT");

        let id = asked.id();
        let seen = look(&ruth, &world, &id).await;
        assert_eq!(seen["node"], json!({ "question": "Does she follow two-step requests?", "answer": null }));
        assert!(seen["review"]["guestContributions"].is_null(), "not what others are asked");
        let own = seen["review"]["participants"].as_array().unwrap().iter().find(|party| !party["guestContributions"].is_null());
        assert_eq!(own.unwrap()["guestContributions"][0]["question"], "Does she follow two-step requests?");
        act(&maya, "guestContribute", (&id, 1), answer("Yes.")).await.refused("NotAllowed").because("ROLE_NOT_ALLOWED").responsible(&["GUEST_PROFESSIONAL"]);
        let first = act(&ruth, "guestContribute", (&id, 1), answer("Yes.")).await;
        assert_eq!((first.record()["status"].as_str(), first.record()["answer"].as_str()), (Some("CONTRIBUTED"), Some("Yes.")));
        assert_eq!(first.record()["participant"]["status"], "ACCEPTED");
        act(&ruth, "guestContribute", (&id, 1), answer("Mostly.")).await.refused("VersionConflict").current_version(2);
        act(&ruth, "guestContribute", (&id, 2), answer("Yes.")).await.refused("RuleRefused").rule("NOTHING_TO_CHANGE");
        act(&ruth, "guestContribute", (&id, 2), answer("Mostly.")).await.ok();
        act(&ruth, "guestDecline", (&id, 3), reason()).await.refused("IllegalTransition").from("CONTRIBUTED");
        for reads in [maya.clone(), world.key_person(), world.health_lead(), world.early_years_lead(), world.parent(), world.integration()] {
            let seen = look(&reads, &world, &id).await;
            assert_eq!((&seen["node"]["answer"], &seen["review"]["guestContributions"][0]["answer"]), (&json!("Mostly."), &json!("Mostly.")), "{:?}", reads.person().role);
        }
        for blind in [world.area_senco(), world.admin(), world.caldicott(), world.analyst(), world.other_health_visitor()] {
            assert!(look(&blind, &world, &id).await["node"].is_null(), "{:?}", blind.person().role);
        }
        assert_eq!(world.kinds().await, ["participant.invited", "guestContribution.asked", "participant.accepted",
            "guestContribution.contributed", "guestContribution.contributed"]);
        for fact in world.journal().await {
            let said = fact.data.to_string();
            assert!(!said.contains("two-step") && !said.contains("Mostly"), "{said}");
        }
        world.advance(DAY * 28);
        assert_eq!(look(&ruth, &world, &id).await, json!({ "node": null, "review": null }), "at the next request");
        act(&ruth, "guestContribute", (&id, 3), answer("Late.")).await.refused("NotFound");
        let again = ask(&maya, &world, question(&world, 7)).await;
        assert_ne!(again.id(), id, "another question");
        assert_eq!(again.record()["participant"]["id"], asked.record()["participant"]["id"]);
        assert!(look(&ruth, &world, &id).await["node"].is_null(), "the old one stays closed");
    }

    async fn a_question_for_practitioners_is_kept_from_the_parents(world: World) {
        let maya = world.health_visitor();
        world.take_part(&world.review(), &maya).await;
        let mut kept = question(&world, 14);
        kept["sensitivity"] = "PRACTITIONERS_ONLY".into();
        let asked = ask(&maya, &world, kept).await;
        act(&world.guest(), "guestContribute", (&asked.id(), 1), answer("It is.")).await.ok();
        for blind in [world.parent(), world.integration()] {
            let seen = look(&blind, &world, &asked.id()).await;
            assert!(seen["node"].is_null(), "{:?}", blind.person().role);
            assert_eq!(seen["review"]["guestContributions"], json!([]));
        }
        assert_eq!(look(&maya, &world, &asked.id()).await["node"]["answer"], "It is.");
    }

    async fn a_guest_declines_and_may_change_their_mind(world: World) {
        let (maya, ruth) = (world.health_visitor(), world.guest());
        world.take_part(&world.review(), &maya).await;
        let asked = ask(&maya, &world, question(&world, 14)).await;
        let declined = act(&ruth, "guestDecline", (&asked.id(), 1), reason()).await;
        assert_eq!((declined.record()["status"].as_str(), declined.record()["review"].is_null()), (Some("DECLINED"), true));
        assert_eq!(look(&maya, &world, &asked.id()).await["review"]["guestContributions"].as_array().map(Vec::len), Some(1));
        let entry = asked.record()["participant"]["id"].as_str().unwrap().to_owned();
        let party = json!({ "participant": by_id(&entry), "expectedVersion": 2, "input": reason() });
        ruth.mutate("participantDecline", party).await.refused("NotAllowed").because("ROLE_NOT_ALLOWED");
        let changed = act(&ruth, "guestContribute", (&asked.id(), 2), answer("Yes.")).await;
        assert_eq!(changed.record()["participant"]["status"], "ACCEPTED");
    }

    async fn whoever_asked_or_a_lead_takes_the_question_back(world: World) {
        let (maya, priya, ruth) = (world.health_visitor(), world.key_person(), world.guest());
        for actor in [&maya, &priya] {
            world.take_part(&world.review(), actor).await;
        }
        let asked = ask(&priya, &world, question(&world, 14)).await;
        let id = asked.id();
        act(&ruth, "guestContribute", (&id, 1), answer("Yes.")).await.ok();
        act(&maya, "guestRevoke", (&id, 2), reason()).await.refused("NotAllowed").responsible(&["KEY_PERSON", "HEALTH_SERVICE_LEAD"]);
        act(&world.parent(), "guestRevoke", (&id, 2), reason()).await.refused("NotAllowed").because("ROLE_NOT_ALLOWED");
        act(&priya, "guestRevoke", (&id, 1), reason()).await.refused("VersionConflict").current_version(2);
        let revoked = act(&priya, "guestRevoke", (&id, 2), reason()).await;
        assert_eq!((revoked.record()["status"].as_str(), revoked.record()["answer"].as_str()), (Some("REVOKED"), Some("Yes.")));
        assert_eq!(look(&ruth, &world, &id).await, json!({ "node": null, "review": null }));
        act(&ruth, "guestContribute", (&id, 3), answer("No.")).await.refused("NotFound");
        let again = ask(&world.early_years_lead(), &world, question(&world, 14)).await;
        act(&world.health_lead(), "guestRevoke", (&again.id(), 1), reason()).await.ok();
        assert_eq!(world.last_audit().await, ("guestRevoke".to_owned(), "ALLOWED".to_owned(), None));
    }

    async fn whoever_takes_the_guest_off_the_review_ends_it_too(world: World) {
        let (maya, ruth) = (world.health_visitor(), world.guest());
        world.take_part(&world.review(), &maya).await;
        let asked = ask(&maya, &world, question(&world, 14)).await;
        let entry = asked.record()["participant"]["id"].clone();
        let removal = json!({ "participant": { "id": entry }, "expectedVersion": 1, "input": reason() });
        world.admin().mutate("participantRemove", removal).await.ok();
        assert_eq!(look(&ruth, &world, &asked.id()).await, json!({ "node": null, "review": null }));
        act(&ruth, "guestContribute", (&asked.id(), 1), answer("Yes.")).await.refused("NotFound");
    }

    async fn nobody_else_asks_a_guest(world: World) {
        let maya = world.health_visitor();
        ask(&maya, &world, question(&world, 14)).await.refused("NotAllowed").because("RELATION_MISSING");
        for refused in [world.nursery_nurse(), world.setting_manager(), world.setting_senco(), world.area_senco(),
            world.admin(), world.caldicott(), world.integration(), world.parent()] {
            let answer = ask(&refused, &world, question(&world, 14)).await;
            answer.refused("NotAllowed").because("ROLE_NOT_ALLOWED").responsible(&["HEALTH_VISITOR", "KEY_PERSON"]);
        }
        ask(&world.guest(), &world, question(&world, 14)).await.refused("NotFound").at("review");
        world.take_part(&world.review(), &maya).await;
        let party = json!({ "party": { "practitioner": by_id(&world.guest().id()) }, "capacity": "OTHER_PROFESSIONAL" });
        let other = maya.mutate("participantInvite", json!({ "review": by_id(&world.review()), "input": party })).await;
        other.refused("RuleRefused").rule("CAPACITY_MISMATCH");
        assert!(world.journal().await.is_empty());
    }
}
