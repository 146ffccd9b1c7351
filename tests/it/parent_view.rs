//! The parents' own view: asked for, given by themselves or recorded for them, amended, declined, taken back.

use tests::{Actor, Payload, Value, World, json, on_both};

fn by_id(id: &str) -> Value {
    json!({ "id": id })
}

async fn act(who: &Actor, world: &World, mutation: &str, input: Value) -> Payload {
    who.mutate(
        mutation,
        json!({ "review": by_id(&world.review()), "input": input }),
    )
    .await
}

async fn edit(who: &Actor, mutation: &str, (view, version): (&str, i64), input: Value) -> Payload {
    let arguments = json!({ "parentView": by_id(view), "expectedVersion": version, "input": input });
    who.mutate(mutation, arguments).await
}

fn mother(world: &World) -> Value {
    by_id(&world.home().mother.person.id)
}

fn told(world: &World) -> Value {
    json!({ "givenBy": mother(world), "channel": "TELEPHONE", "language": "Polish", "interpreterUsed": true,
        "enjoys": "Trains.", "worries": "She does not talk." })
}

/// What a review says of the parents' view.
async fn standing(who: &Actor, world: &World) -> Value {
    let query = format!(
        r#"{{ review(review: {{ id: "{}" }}) {{ parentViewStatus parentViewAskedOn isParentViewIn parentViews {{ id enjoys worries }} }} }}"#,
        world.review()
    );
    who.post(&query, json!({})).await.data()["review"].clone()
}

on_both! {
    async fn a_mother_is_asked_and_speaks_for_herself(world: World) {
        let (maya, zofia) = (world.health_visitor(), world.parent());
        assert_eq!(standing(&maya, &world).await["parentViewStatus"], "NOT_ASKED");
        let asked = act(&maya, &world, "parentViewAsk", json!({ "carer": mother(&world) })).await;
        assert_eq!((asked.record()["status"].as_str(), asked.record()["askedByRole"].as_str()), (Some("ASKED"), Some("HEALTH_VISITOR")));
        act(&maya, &world, "parentViewAsk", json!({ "carer": mother(&world) })).await.refused("RuleRefused").rule("NOTHING_TO_CHANGE");
        let seen = standing(&maya, &world).await;
        assert_eq!((&seen["parentViewStatus"], &seen["isParentViewIn"]), (&json!("ASKED"), &json!(false)));
        assert_eq!(seen["parentViewAskedOn"], "2026-03-02");

        act(&zofia, &world, "parentViewRecord", json!({})).await.refused("InvalidInput").at("input.enjoys");
        let by_phone = json!({ "enjoys": "Trains.", "channel": "TELEPHONE" });
        act(&zofia, &world, "parentViewRecord", by_phone).await.refused("InvalidInput").at("input.channel");
        let given = act(&zofia, &world, "parentViewRecord", json!({ "enjoys": "Trains.", "talkFirst": "Sleep." })).await;
        assert_eq!(given.id(), asked.id(), "one row a carer and review");
        assert_eq!((given.version(), given.record()["channel"].as_str()), (2, Some("SELF_WRITTEN")));
        assert_eq!(given.record()["recordedByRole"], "PARENT");
        assert_eq!(given.record()["carer"]["id"], world.home().mother.person.id);
        act(&zofia, &world, "parentViewRecord", json!({ "enjoys": "Trains." })).await.refused("RuleRefused").rule("NOTHING_TO_CHANGE");
        let seen = standing(&maya, &world).await;
        assert_eq!((&seen["parentViewStatus"], &seen["isParentViewIn"]), (&json!("GIVEN"), &json!(true)));

        let amend = |version| (given.id(), version);
        let (id, version) = amend(1);
        edit(&zofia, "parentViewAmend", (&id, version), json!({ "worries": "Her ears." })).await.refused("VersionConflict").current_version(2);
        edit(&zofia, "parentViewAmend", (&id, 2), json!({ "enjoys": null, "talkFirst": null })).await.refused("InvalidInput").at("input.enjoys");
        let amended = edit(&zofia, "parentViewAmend", (&id, 2), json!({ "worries": "Her ears.", "talkFirst": null })).await;
        assert_eq!((amended.record()["worries"].as_str(), amended.record()["talkFirst"].as_str()), (Some("Her ears."), None));
        // Health visitor and key person read it, and neither amends what she wrote herself.
        world.take_part(&world.review(), &world.key_person()).await;
        for reads in [&maya, &world.key_person()] {
            assert_eq!(standing(reads, &world).await["parentViews"][0]["worries"], "Her ears.");
            edit(reads, "parentViewAmend", (&id, 3), json!({ "worries": "None." })).await.refused("NotAllowed").because("NOT_THE_AUTHOR").responsible(&["PARENT"]);
        }
        let kinds = ["parentView.asked", "parentView.recorded", "parentView.amended"];
        assert_eq!(world.kinds().await, kinds);
        for fact in world.journal().await {
            assert!(!fact.data.to_string().contains("Trains"), "{}", fact.data);
        }
        let own: Vec<_> = world.audit().await.into_iter().filter(|line| line.act == "parentViewAmend").collect();
        assert_eq!(own.iter().map(|line| line.outcome).filter(|it| *it == entity::enums::AuditOutcome::Allowed).count(), 1);
    }

    async fn it_is_recorded_for_whoever_says_it_and_stays_theirs(world: World) {
        let (maya, grace, zofia) = (world.health_visitor(), world.nursery_nurse(), world.parent());
        let mut unsaid = told(&world);
        unsaid["channel"] = Value::Null;
        act(&maya, &world, "parentViewRecord", unsaid).await.refused("InvalidInput").at("input.channel");
        let mut nobody = told(&world);
        nobody["givenBy"] = Value::Null;
        act(&maya, &world, "parentViewRecord", nobody).await.refused("InvalidInput").at("input.givenBy");
        let mut strange = told(&world);
        strange["givenBy"] = by_id(&world.home().minded_mother.person.id);
        act(&maya, &world, "parentViewRecord", strange).await.refused("RuleRefused").rule("NOT_OF_THIS_CHILD");
        let given = act(&maya, &world, "parentViewRecord", told(&world)).await;
        assert_eq!(given.record()["recordedBy"]["id"], maya.id());
        assert_eq!((given.record()["language"].as_str(), given.record()["interpreterUsed"].as_bool()), (Some("Polish"), Some(true)));
        let id = given.id();
        edit(&grace, "parentViewAmend", (&id, 1), json!({ "worries": "None." })).await.refused("NotAllowed").because("NOT_THE_AUTHOR");
        edit(&maya, "parentViewAmend", (&id, 1), json!({ "priorities": "Nursery." })).await.ok();
        let own = edit(&zofia, "parentViewAmend", (&id, 2), json!({ "worries": "She does talk, in Polish." })).await;
        assert_eq!((own.record()["recordedByRole"].as_str(), own.record()["channel"].as_str()), (Some("PARENT"), Some("SELF_WRITTEN")));
        edit(&maya, "parentViewAmend", (&id, 3), json!({ "worries": "None." })).await.refused("NotAllowed").because("NOT_THE_AUTHOR");
        // A view is not consent: who holds no parental responsibility gives one too.
        let stepfather = json!({ "givenBy": by_id(&world.home().stepfather.person.id), "channel": "IN_PERSON", "enjoys": "Football." });
        let his = act(&grace, &world, "parentViewRecord", stepfather).await;
        assert_eq!(standing(&maya, &world).await["parentViews"].as_array().map(Vec::len), Some(2));
        let hers = standing(&zofia, &world).await;
        assert_eq!(hers["parentViews"].as_array().map(Vec::len), Some(1), "one parent does not read another's account");
        edit(&grace, "parentViewAmend", (&his.id(), 1), json!({ "openToOtherParents": true })).await.ok();
        assert_eq!(standing(&zofia, &world).await["parentViews"].as_array().map(Vec::len), Some(2));
        edit(&zofia, "parentViewAmend", (&his.id(), 2), json!({ "enjoys": "Chess." })).await.refused("NotAllowed").because("NOT_THE_AUTHOR");
    }

    async fn what_is_taken_back_is_no_longer_shown(world: World) {
        let (maya, zofia) = (world.health_visitor(), world.parent());
        let given = act(&maya, &world, "parentViewRecord", told(&world)).await;
        let taken = edit(&zofia, "parentViewWithdraw", (&given.id(), 1), json!({})).await;
        assert_eq!((taken.record()["status"].as_str(), taken.record()["enjoys"].as_str()), (Some("WITHDRAWN"), None));
        for reads in [&maya, &zofia] {
            let seen = standing(reads, &world).await;
            assert_eq!(seen["parentViews"], json!([{ "id": given.id(), "enjoys": null, "worries": null }]));
            assert_eq!((&seen["parentViewStatus"], &seen["isParentViewIn"]), (&json!("DECLINED"), &json!(true)));
        }
        edit(&zofia, "parentViewAmend", (&given.id(), 2), json!({ "enjoys": "Cars." })).await.refused("IllegalTransition").from("WITHDRAWN");
        let again = act(&zofia, &world, "parentViewRecord", json!({ "priorities": "Sleep." })).await;
        assert_eq!((again.id(), again.record()["enjoys"].as_str()), (given.id(), None));
        assert_eq!(world.kinds().await, ["parentView.recorded", "parentView.withdrawn", "parentView.recorded"]);
    }

    async fn a_family_need_not_give_one(world: World) {
        let (priya, zofia) = (world.key_person(), world.parent());
        world.take_part(&world.review(), &priya).await;
        world.insert_step(&world.review(), entity::enums::ReviewStep::RecordParentView, entity::enums::Role::HealthVisitor).await;
        act(&priya, &world, "parentViewAsk", json!({ "carer": mother(&world) })).await.ok();
        let declined = act(&zofia, &world, "parentViewDecline", json!({})).await;
        assert_eq!(declined.record()["status"], "DECLINED");
        assert_eq!(standing(&priya, &world).await["isParentViewIn"], true);
        let look = format!(r#"{{ review(review: {{ id: "{}" }}) {{ responsibilities {{ step status }} }} }}"#, world.review());
        let steps = priya.query(&look).await;
        assert_eq!(steps["review"]["responsibilities"], json!([{ "step": "RECORD_PARENT_VIEW", "status": "DONE" }]));
        let given = act(&priya, &world, "parentViewRecord", told(&world)).await;
        assert_eq!(given.record()["status"], "GIVEN");
        act(&zofia, &world, "parentViewDecline", json!({})).await.refused("RuleRefused").rule("NOTHING_TO_CHANGE");
        let reason = json!({ "reason": "She asked me to." });
        edit(&priya, "parentViewWithdraw", (&given.id(), 3), reason).await.ok();
    }

    async fn whoever_hears_the_parents_does_the_step_for_everybody(world: World) {
        let priya = world.key_person();
        world.take_part(&world.review(), &priya).await;
        world.insert_step(&world.review(), entity::enums::ReviewStep::RecordParentView, entity::enums::Role::HealthVisitor).await;
        act(&priya, &world, "parentViewRecord", told(&world)).await.ok();
        assert_eq!(world.kinds().await, ["parentView.recorded", "responsibility.done"]);
    }

    async fn nobody_else_asks_records_or_reads(world: World) {
        let maya = world.health_visitor();
        let given = act(&maya, &world, "parentViewRecord", told(&world)).await;
        for refused in [world.setting_manager(), world.area_senco(), world.health_lead(), world.admin(), world.caldicott(), world.integration()] {
            let role = refused.person().role;
            let answers = [
                act(&refused, &world, "parentViewAsk", json!({ "carer": mother(&world) })).await,
                act(&refused, &world, "parentViewRecord", told(&world)).await,
                act(&refused, &world, "parentViewDecline", json!({ "givenBy": mother(&world) })).await,
            ];
            for answer in answers {
                answer.refused("NotAllowed").because("ROLE_NOT_ALLOWED").responsible(&["HEALTH_VISITOR", "KEY_PERSON"]);
            }
            assert_eq!(world.last_audit().await.1, "REFUSED", "{role:?}");
        }
        act(&maya, &world, "parentViewAsk", json!({ "carer": mother(&world) })).await.refused("RuleRefused").rule("NOTHING_TO_CHANGE");
        act(&world.parent(), &world, "parentViewAsk", json!({ "carer": mother(&world) })).await.refused("NotAllowed").because("ROLE_NOT_ALLOWED");
        act(&world.other_health_visitor(), &world, "parentViewRecord", told(&world)).await.refused("NotFound").at("review");
        let look = format!(r#"{{ node(id: "{}") {{ id }} }}"#, given.id());
        for blind in [world.area_senco(), world.guest(), world.admin(), world.caldicott(), world.analyst(), world.carer(&world.home().minded_mother)] {
            assert!(blind.query(&look).await["node"].is_null(), "{:?}", blind.person().role);
        }
        for reads in [world.health_lead(), world.early_years_lead(), world.key_person(), world.parent(), world.integration()] {
            assert_eq!(reads.query(&look).await["node"]["id"], given.id(), "{:?}", reads.person().role);
        }
        world.take_part(&world.review(), &world.guest()).await;
        let answer = world.guest().post(&format!(r#"{{ review(review: {{ id: "{}" }}) {{ parentViews {{ id }} parentViewStatus isParentViewIn }} }}"#, world.review()), json!({})).await;
        assert_eq!(answer.data()["review"], json!({ "parentViews": null, "parentViewStatus": null, "isParentViewIn": null }));
        assert_eq!(answer.withheld().len(), 3);
    }

    async fn the_number_of_statements_does_not_depend_on_the_number_of_accounts(world: World) {
        let maya = world.health_visitor();
        for review in world.crowd(6).await {
            let carer = maya.query(&format!(r#"{{ review(review: {{ id: "{review}" }}) {{ child {{ carers {{ id }} }} }} }}"#)).await;
            let carer = carer["review"]["child"]["carers"][0]["id"].clone();
            let input = json!({ "givenBy": { "id": carer }, "channel": "IN_PERSON", "enjoys": "Trains." });
            maya.mutate("parentViewRecord", json!({ "review": by_id(&review.to_string()), "input": input })).await.ok();
        }
        let look = |first: u32| format!(
            "{{ reviews(first: {first}, orderBy: DUE_ON_DESC) {{ nodes {{ parentViewStatus isParentViewIn guestContributions {{ id }}
                parentViews {{ enjoys carer {{ id }} recordedBy {{ id }} review {{ id }} access {{ canAmend }} }} }} }} }}"
        );
        maya.query(&look(6)).await;
        maya.query(&look(1)).await;
        let (_, one) = world.counting(maya.query(&look(1))).await;
        let (_, six) = world.counting(maya.query(&look(6))).await;
        assert_eq!(one, six);
    }
}
