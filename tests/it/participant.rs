//! The parties to a review: asked, answering, taken off.

use std::time::Duration;

use entity::enums::ParticipantStatus;
use entity::{carer, practitioner};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, Set};
use tests::{Actor, Payload, Value, World, json, on_both};

const DAY: Duration = Duration::from_hours(24);

fn by_id(id: &str) -> Value {
    json!({ "id": id })
}

async fn ask(asks: &Actor, review: &str, input: Value) -> Payload {
    asks.mutate(
        "participantInvite",
        json!({ "review": by_id(review), "input": input }),
    )
    .await
}

/// Asks a practitioner in a capacity.
async fn invite(asks: &Actor, review: &str, whom: &Actor, capacity: &str) -> Payload {
    let party = json!({ "practitioner": by_id(&whom.id()) });
    ask(asks, review, json!({ "party": party, "capacity": capacity })).await
}

/// An act on the party's entry as somebody has read it.
async fn act(who: &Actor, mutation: &str, entry: &Payload, input: Option<Value>) -> Payload {
    act_at(who, mutation, (&entry.id(), entry.version()), input).await
}

async fn act_at(who: &Actor, mutation: &str, (id, version): (&str, i64), input: Option<Value>) -> Payload {
    let mut arguments = json!({ "participant": by_id(id), "expectedVersion": version });
    if let Some(input) = input {
        arguments["input"] = input;
    }
    who.mutate(mutation, arguments).await
}

/// Asks the guest of the cast for so many days; gives their entry.
async fn ask_guest(asks: &Actor, world: &World, days: u32) -> Payload {
    let until = (world.now() + DAY * days).to_rfc3339();
    let input = json!({ "guest": by_id(&world.guest().id()), "question": "Does she follow two-step requests?",
        "expiresAt": until, "agreedBy": by_id(&world.home().mother.person.id) });
    let arguments = json!({ "review": by_id(&world.review()), "input": input });
    asks.mutate("guestInvite", arguments).await
}

/// The id of a guest's entry, from the question.
fn entry_of(asked: &Payload) -> String {
    asked.record()["participant"]["id"]
        .as_str()
        .expect("an entry")
        .to_owned()
}

on_both! {
    async fn a_health_visitor_of_the_team_adds_herself_and_asks_the_others(world: World) {
        let (maya, review) = (world.health_visitor(), world.review());
        let own = json!({ "party": { "practitioner": by_id(&maya.id()) }, "capacity": "HEALTH_LEAD", "acceptNow": true });
        let own = ask(&maya, &review, own).await;
        assert_eq!(own.record()["status"], "ACCEPTED");
        assert_eq!(own.record()["role"], "HEALTH_VISITOR");
        assert_eq!(own.record()["discipline"], "HEALTH");
        assert_eq!(own.record()["displayName"], "Maya Okafor");

        let asked = invite(&maya, &review, &world.key_person(), "EARLY_YEARS_LEAD").await;
        assert_eq!(asked.record()["status"], "INVITED");
        let accepted = act(&world.key_person(), "participantAccept", &asked, None).await;
        assert_eq!(accepted.record()["status"], "ACCEPTED");

        let leads = "{ healthLead { displayName practitioner { familyName } } earlyYearsLead { displayName } participants { displayName } }";
        let leads = maya.query(&format!(r#"{{ review(review: {{ id: "{review}" }}) {leads} }}"#)).await;
        assert_eq!(leads["review"]["healthLead"]["practitioner"]["familyName"], "Okafor");
        assert_eq!(leads["review"]["earlyYearsLead"]["displayName"], "Priya Nair");
        assert_eq!(leads["review"]["participants"].as_array().map(Vec::len), Some(2));
        assert_eq!(world.kinds().await, ["participant.invited", "participant.invited", "participant.accepted"]);
        assert_eq!(world.last_audit().await, ("participantAccept".to_owned(), "ALLOWED".to_owned(), None));
    }

    async fn nobody_accepts_for_another(world: World) {
        let (maya, review) = (world.health_visitor(), world.review());
        let party = json!({ "practitioner": by_id(&world.key_person().id()) });
        let now = json!({ "party": party, "capacity": "EARLY_YEARS_LEAD", "acceptNow": true });
        ask(&maya, &review, now).await.refused("InvalidInput").at("input.acceptNow");

        let asked = invite(&maya, &review, &world.key_person(), "EARLY_YEARS_LEAD").await;
        let refused = act(&world.setting_manager(), "participantAccept", &asked, None).await;
        refused.refused("NotAllowed").because("NOT_THE_AUTHOR");
        let refused = act(&world.health_lead(), "participantAccept", &asked, None).await;
        refused.refused("NotAllowed").because("ROLE_NOT_ALLOWED").responsible(&["KEY_PERSON", "PARENT"]);
        act(&world.other_authority_key_person(), "participantAccept", &asked, None).await.refused("NotFound");
        let (act, outcome, _) = world.last_audit().await;
        assert_eq!((act.as_str(), outcome.as_str()), ("participantAccept", "REFUSED"));
    }

    async fn who_may_ask_somebody_to_a_review(world: World) {
        let review = world.review();
        for asks in [world.parent(), world.guest(), world.caldicott(), world.analyst(), world.setting_manager()] {
            let refused = invite(&asks, &review, &world.area_senco(), "OTHER_PROFESSIONAL").await;
            let role = asks.person().role;
            if asks.id() == world.guest().id() || asks.id() == world.analyst().id() {
                refused.refused("NotFound");
                continue;
            }
            refused.refused("NotAllowed").because("ROLE_NOT_ALLOWED").responsible(&["HEALTH_VISITOR"]);
            assert_eq!(world.last_audit().await.1, "REFUSED", "{role:?}");
        }
        let refused = invite(&world.key_person(), &review, &world.area_senco(), "OTHER_PROFESSIONAL").await;
        refused.refused("NotAllowed").because("RELATION_MISSING");
        let lead = invite(&world.early_years_lead(), &review, &world.area_senco(), "OTHER_PROFESSIONAL").await;
        assert_eq!(lead.record()["status"], "INVITED");
        assert_eq!(world.kinds().await, ["participant.invited"]);
    }

    async fn whoever_is_invited_sees_a_summary_until_they_accept(world: World) {
        let (maya, outsider, review) = (world.health_visitor(), world.childminder(), world.review());
        world.take_part(&review, &maya).await;
        let concern = json!({ "topic": "SLEEP", "level": "WATCH", "evidence": "Wakes three times a night." });
        maya.mutate("concernRaise", json!({ "review": by_id(&review), "input": concern })).await.ok();

        let look = format!(r#"{{ review(review: {{ id: "{review}" }}) {{ status child {{ givenName }} participants {{ displayName }} concerns {{ id }} }} concerns {{ nodes {{ id }} }} }}"#);
        assert!(outsider.query(&look).await["review"].is_null(), "not asked yet");

        let asked = invite(&maya, &review, &outsider, "OTHER_PROFESSIONAL").await;
        let summary = outsider.post(&look, json!({})).await;
        assert_eq!(summary.data()["review"]["child"]["givenName"], "Zofia");
        assert_eq!(summary.data()["review"]["participants"].as_array().map(Vec::len), Some(2));
        assert!(summary.data()["review"]["concerns"].is_null());
        assert_eq!(summary.data()["concerns"]["nodes"], json!([]));
        let withheld = summary.withheld().iter().find(|entry| entry["path"] == json!(["review", "concerns"]));
        assert_eq!(withheld.expect("said to be withheld")["reason"], "INVITATION_NOT_ACCEPTED");

        let concern = json!({ "topic": "SLEEP", "level": "WATCH", "evidence": "Naps late." });
        let early = outsider.mutate("concernRaise", json!({ "review": by_id(&review), "input": concern })).await;
        early.refused("NotAllowed").because("INVITATION_NOT_ACCEPTED");

        act(&outsider, "participantAccept", &asked, None).await.ok();
        let open = outsider.post(&look, json!({})).await;
        assert_eq!(open.data()["review"]["concerns"].as_array().map(Vec::len), Some(1));
        assert_eq!(open.data()["concerns"]["nodes"].as_array().map(Vec::len), Some(1));
        assert!(open.withheld().is_empty(), "{:?}", open.withheld());
    }

    async fn whoever_declines_keeps_their_own_entry_alone_and_may_be_asked_again(world: World) {
        let (maya, outsider, review) = (world.health_visitor(), world.childminder(), world.review());
        let asked = invite(&maya, &review, &outsider, "OTHER_PROFESSIONAL").await;
        let silent = act(&outsider, "participantDecline", &asked, None).await;
        silent.refused("InvalidInput").at("input.reason");
        let declined = act(&outsider, "participantDecline", &asked, Some(json!({ "reason": "On leave" }))).await;
        assert_eq!(declined.record()["declinedReason"], "On leave");
        assert!(declined.record()["review"].is_null());
        let look = format!(r#"{{ review(review: {{ id: "{review}" }}) {{ id }} node(id: "{}") {{ id }} }}"#, asked.id());
        let seen = outsider.query(&look).await;
        assert!(seen["review"].is_null());
        assert_eq!(seen["node"]["id"], asked.id());

        let again = invite(&maya, &review, &outsider, "OTHER_PROFESSIONAL").await;
        assert_eq!((again.id(), again.version()), (asked.id(), 3));
        assert_eq!(again.record()["status"], "INVITED");
        assert!(again.record()["declinedReason"].is_null());
        let twice = invite(&maya, &review, &outsider, "OTHER_PROFESSIONAL").await;
        twice.refused("RuleRefused").rule("ALREADY_PARTICIPANT");
    }

    async fn whoever_has_declined_may_change_their_mind_while_the_review_is_open(world: World) {
        let (maya, outsider, review) = (world.health_visitor(), world.childminder(), world.review());
        let asked = invite(&maya, &review, &outsider, "OTHER_PROFESSIONAL").await;
        let declined = act(&outsider, "participantDecline", &asked, Some(json!({ "reason": "On leave" }))).await;
        let accepted = act(&outsider, "participantAccept", &declined, None).await;
        assert_eq!(accepted.record()["status"], "ACCEPTED");
        let declined = act(&outsider, "participantDecline", &accepted, Some(json!({ "reason": "Ill" }))).await;

        let end = json!({ "end": "ENTERED_IN_ERROR", "reason": "Planned twice." });
        let end = json!({ "review": by_id(&review), "expectedVersion": 1, "input": end });
        maya.mutate("reviewEnd", end).await.ok();
        let late = act(&outsider, "participantAccept", &declined, None).await;
        late.refused("IllegalTransition").from("ENTERED_IN_ERROR");
    }

    async fn each_half_has_one_lead_who_is_trained_for_the_model(world: World) {
        let (maya, ewan, review) = (world.health_visitor(), world.other_health_visitor(), world.review());
        let own = json!({ "party": { "practitioner": by_id(&maya.id()) }, "capacity": "HEALTH_LEAD", "acceptNow": true });
        let own = ask(&maya, &review, own).await;
        let wrong = invite(&maya, &review, &world.key_person(), "HEALTH_LEAD").await;
        wrong.refused("RuleRefused").rule("CAPACITY_MISMATCH");
        let second = invite(&maya, &review, &ewan, "HEALTH_LEAD").await;
        second.refused("RuleRefused").rule("CAPACITY_TAKEN");

        let sorry = act(&maya, "participantApologise", &own, Some(json!({ "contribution": "Growth is fine." }))).await;
        assert_eq!(sorry.record()["contribution"], "Growth is fine.");
        let untrained = practitioner::ActiveModel { trained_models: Set(json!(["SEPARATE_DIRECT_SHARE"])), ..Default::default() };
        let ewans = practitioner::Column::Id.eq(ewan.person().uuid);
        practitioner::Entity::update_many().set(untrained).filter(ewans.clone()).exec(world.db()).await.unwrap();
        let refused = invite(&maya, &review, &ewan, "HEALTH_LEAD").await.refused("RuleRefused");
        refused.rule("NOT_TRAINED");
        assert_eq!(refused.0["missing"], json!(["training for JOINT_MEETING"]));
        let trained = practitioner::ActiveModel { trained_models: Set(json!(["JOINT_MEETING"])), ..Default::default() };
        practitioner::Entity::update_many().set(trained).filter(ewans).exec(world.db()).await.unwrap();
        invite(&maya, &review, &ewan, "HEALTH_LEAD").await.ok();
        let back = act(&maya, "participantAccept", &sorry, None).await;
        back.refused("RuleRefused").rule("CAPACITY_TAKEN");
    }

    async fn a_guest_is_asked_for_a_time(world: World) {
        let (maya, guest, review) = (world.health_visitor(), world.guest(), world.review());
        world.take_part(&review, &maya).await;
        let endless = invite(&maya, &review, &guest, "OTHER_PROFESSIONAL").await;
        endless.refused("RuleRefused").rule("CAPACITY_MISMATCH");
        let entry = entry_of(&ask_guest(&maya, &world, 28).await);
        let accepted = act_at(&guest, "participantAccept", (&entry, 1), None).await;
        assert_eq!(accepted.record()["guestContributions"][0]["question"], "Does she follow two-step requests?");
        let concern = json!({ "topic": "COMMUNICATION", "level": "CONCERN", "evidence": "One-word answers." });
        let mut secret = concern.clone();
        secret["sensitivity"] = "PRACTITIONERS_ONLY".into();
        let raise = |input: Value| json!({ "review": by_id(&review), "input": input });
        guest.mutate("concernRaise", raise(secret)).await.refused("InvalidInput").at("input.sensitivity");
        let own = guest.mutate("concernRaise", raise(concern.clone())).await;
        assert_eq!(own.record()["evidence"], "One-word answers.");
        maya.mutate("concernRaise", raise(concern.clone())).await.ok();
        let all = guest.query("{ concerns { nodes { id } } }").await;
        assert_eq!(all["concerns"]["nodes"].as_array().map(Vec::len), Some(1), "their own alone");

        world.advance(DAY * 29);
        let look = format!(r#"{{ review(review: {{ id: "{review}" }}) {{ id }} concerns {{ nodes {{ id }} }} entry: node(id: "{entry}") {{ id }} concern: node(id: "{}") {{ id }} }}"#, own.id());
        let nothing = json!({ "review": null, "concerns": { "nodes": [] }, "entry": null, "concern": null });
        assert_eq!(guest.query(&look).await, nothing);
        guest.mutate("concernRaise", raise(concern)).await.refused("NotFound");
        act(&guest, "participantDecline", &accepted, Some(json!({ "reason": "Late" }))).await.refused("NotFound");

        let again = ask_guest(&maya, &world, 14).await;
        assert_eq!((entry_of(&again), again.record()["participant"]["status"].as_str()), (entry, Some("INVITED")));
    }

    async fn a_parent_answers_for_each_of_their_children(world: World) {
        let maya = world.health_visitor();
        let minded = maya.mutate("reviewPlan", json!({ "child": by_id(&world.home().minded_child.id.to_string()) })).await;
        // One mother of both children: two entries as a carer, one sign-in.
        let (mother, second) = (&world.home().mother.person, &world.home().minded_mother.person);
        let same = carer::ActiveModel { subject: Set(Some(mother.subject.clone())), ..Default::default() };
        carer::Entity::update_many().set(same).filter(carer::Column::Id.eq(second.uuid)).exec(world.db()).await.unwrap();

        for (review, entry) in [(world.review(), mother), (minded.id(), second)] {
            let party = json!({ "carer": by_id(&entry.id) });
            let asked = ask(&maya, &review, json!({ "party": party, "capacity": "PARENT_OR_CARER" })).await;
            assert_eq!(asked.record()["role"], "PARENT");
            let look = format!(r#"{{ review(review: {{ id: "{review}" }}) {{ participants {{ displayName carer {{ id }} access {{ canAccept canAttend }} }} }} }}"#);
            let seen = world.parent().query(&look).await;
            let own = &seen["review"]["participants"][0];
            assert_eq!(own["carer"]["id"], entry.id);
            assert_eq!(own["access"], json!({ "canAccept": true, "canAttend": false }));
            let accepted = act(&world.parent(), "participantAccept", &asked, None).await;
            assert_eq!(accepted.record()["status"], "ACCEPTED");
            let concern = json!({ "topic": "DIET", "level": "WATCH", "evidence": "Eats only white food." });
            let raised = world.parent().mutate("concernRaise", json!({ "review": by_id(&review), "input": concern })).await;
            assert_eq!(raised.record()["raisedBy"]["name"], format!("{} {}", entry.name.0, entry.name.1));
        }
        let wrong = json!({ "party": { "carer": by_id(&mother.id) }, "capacity": "PARENT_OR_CARER" });
        ask(&maya, &minded.id(), wrong).await.refused("RuleRefused").rule("NOT_OF_THIS_CHILD");
    }

    async fn a_carer_without_responsibility_is_named_with_a_reason(world: World) {
        let (maya, review) = (world.health_visitor(), world.review());
        let party = json!({ "carer": by_id(&world.home().stepfather.person.id) });
        let mut input = json!({ "party": party, "capacity": "PARENT_OR_CARER" });
        ask(&maya, &review, input.clone()).await.refused("InvalidInput").at("input.reason");
        input["reason"] = "Lives with the child and brings her to nursery.".into();
        let asked = ask(&maya, &review, input).await;
        assert_eq!(asked.record()["displayName"], "Tom Reed");
        let seen = world.parent().query(&format!(r#"{{ review(review: {{ id: "{review}" }}) {{ participants {{ displayName invitedReason }} }} }}"#)).await;
        let entry = &seen["review"]["participants"][0];
        assert_eq!(entry["displayName"], "a parent or carer", "a parent does not read another's name");
        assert_eq!(entry["invitedReason"], "Lives with the child and brings her to nursery.");
    }

    async fn what_an_interpreter_answered_is_recorded_and_nobody_elses(world: World) {
        let (maya, review) = (world.health_visitor(), world.review());
        let ola = json!({ "party": { "interpreter": " Ola  Nowak " }, "capacity": "INTERPRETER" });
        let ola = ask(&maya, &review, ola).await;
        assert_eq!(ola.record()["displayName"], "Ola Nowak");
        let recorded = act(&maya, "participantRecordAnswer", &ola, Some(json!({ "answer": "ACCEPTED" }))).await;
        assert_eq!(recorded.record()["status"], "ACCEPTED");
        let party = json!({ "carer": by_id(&world.home().mother.person.id) });
        let mother = ask(&maya, &review, json!({ "party": party, "capacity": "PARENT_OR_CARER" })).await;
        let refused = act(&maya, "participantRecordAnswer", &mother, Some(json!({ "answer": "ACCEPTED" }))).await;
        refused.refused("RuleRefused").rule("ANSWERS_FOR_THEMSELVES");
        let refused = act(&world.parent(), "participantRecordAnswer", &mother, Some(json!({ "answer": "ACCEPTED" }))).await;
        refused.refused("NotAllowed").because("ROLE_NOT_ALLOWED");
    }

    async fn who_is_taken_off_sees_nothing_and_no_profession_removes_the_others(world: World) {
        let (maya, priya, review) = (world.health_visitor(), world.key_person(), world.review());
        world.take_part(&review, &maya).await;
        let lead = world.take_part(&review, &priya).await.to_string();
        let entry = entry_of(&ask_guest(&maya, &world, 28).await);
        let guest = act_at(&world.guest(), "participantAccept", (&entry, 1), None).await;
        let reason = || Some(json!({ "reason": "The wrong person" }));

        act_at(&maya, "participantRemove", (&lead, 1), reason()).await.refused("RuleRefused").rule("OTHER_DISCIPLINE");
        let refused = act(&world.guest(), "participantRemove", &guest, reason()).await;
        refused.refused("NotAllowed").because("ROLE_NOT_ALLOWED").responsible(&["HEALTH_VISITOR", "HEALTH_SERVICE_LEAD"]);
        let removed = act(&priya, "participantRemove", &guest, reason()).await;
        assert_eq!(removed.record()["status"], "REMOVED");
        assert_eq!(removed.record()["removedReason"], "The wrong person");
        let look = format!(r#"{{ review(review: {{ id: "{review}" }}) {{ id }} node(id: "{entry}") {{ id }} }}"#);
        assert_eq!(world.guest().query(&look).await, json!({ "review": null, "node": null }));
        act(&world.guest(), "participantAccept", &removed, None).await.refused("NotFound");
        act_at(&world.early_years_lead(), "participantRemove", (&lead, 1), reason()).await.ok();
    }

    async fn who_was_there_is_recorded_once_the_meeting_has_begun(world: World) {
        let (maya, review) = (world.health_visitor(), world.review());
        world.take_part(&review, &maya).await;
        let mother = world.answered(&review, &world.parent(), ParticipantStatus::Invited).await.to_string();
        let at = (world.now() + DAY).to_rfc3339();
        let input = json!({ "scheduledAt": at, "place": "CLINIC_ONE_TO_ONE" });
        maya.mutate("reviewSchedule", json!({ "review": by_id(&review), "expectedVersion": 1, "input": input })).await.ok();
        let early = act_at(&maya, "participantAttend", (&mother, 1), None).await;
        early.refused("RuleRefused").rule("IMPOSSIBLE_DATE");
        world.advance(DAY);
        let refused = act_at(&world.parent(), "participantAttend", (&mother, 1), None).await;
        refused.refused("NotAllowed").because("ROLE_NOT_ALLOWED").responsible(&["HEALTH_VISITOR", "KEY_PERSON"]);
        let there = act_at(&maya, "participantAttend", (&mother, 1), None).await;
        assert_eq!(there.record()["status"], "ATTENDED");
        act_at(&maya, "participantAttend", (&mother, 1), None).await.refused("VersionConflict").current_version(2);
        act_at(&maya, "participantAttend", (&mother, 2), None).await.refused("IllegalTransition").from("ATTENDED");
    }

    async fn a_system_asks_by_its_own_identifiers(world: World) {
        let cms = world.integration();
        let external = json!({ "system": tests::cast::CMS, "value": "party-77" });
        let input = json!({ "party": { "practitioner": World::external("practitioner-5") },
            "capacity": "EARLY_YEARS_LEAD", "externalId": external });
        let arguments = json!({ "review": World::external("review-1"), "idempotencyKey": "invite-1", "input": input });
        let asked = cms.mutate("participantInvite", arguments.clone()).await;
        assert_eq!(asked.record()["displayName"], "Priya Nair");
        let again = cms.mutate("participantInvite", arguments).await;
        assert!(again.replayed());
        assert_eq!(again.id(), asked.id());
        let attended = json!({ "participant": World::external("party-77"), "expectedVersion": 1 });
        assert_eq!(cms.mutate("participantAttend", attended.clone()).await.record()["status"], "ATTENDED");
        let without = cms.with_scopes(&["concerns:write"]).mutate("participantAttend", attended).await;
        without.refused("NotAllowed").because("SCOPE_MISSING");
    }
}
