//! Early flags: a setting asks, the link health team answers in time, and whoever is not meant learns nothing.

use entity::child;
use entity::enums::EarlyFlagStatus;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use tests::flags::Flag;
use tests::{Actor, Payload, Value, World, json, on_both};

fn by_id(id: &str) -> Value {
    json!({ "id": id })
}

fn agreed(world: &World) -> Value {
    json!({
        "topic": "HEARING", "level": "CONCERN", "seen": "Does not turn round when called.",
        "parentsAgreed": true, "agreedBy": by_id(&world.home().mother.person.id), "agreedOn": "2026-02-27",
    })
}

fn without() -> Value {
    json!({
        "topic": "HEARING", "level": "SIGNIFICANT", "seen": "Comes with bruises.", "parentsAgreed": false,
        "notAgreedReason": "It would put the child at risk.",
    })
}

async fn raise(who: &Actor, world: &World, input: Value) -> Payload {
    let child = by_id(&world.home().child.id.to_string());
    who.mutate("earlyFlagRaise", json!({ "child": child, "input": input }))
        .await
}

async fn answer(who: &Actor, (id, version): (&str, i64), outcome: &str) -> Payload {
    let input = json!({ "outcome": outcome, "answer": "Please have her ears looked at." });
    let arguments = json!({ "earlyFlag": by_id(id), "expectedVersion": version, "input": input });
    who.mutate("earlyFlagAnswer", arguments).await
}

async fn withdraw(who: &Actor, (id, version): (&str, i64)) -> Payload {
    let input = json!({ "reason": "She had a cold." });
    let arguments = json!({ "earlyFlag": by_id(id), "expectedVersion": version, "input": input });
    who.mutate("earlyFlagWithdraw", arguments).await
}

/// Links the nursery to the other health team.
async fn linked_to_other_team(world: &World) {
    let home = world.home();
    let input = json!({ "healthTeam": by_id(&home.other_team.id.to_string()) });
    let setting = by_id(&home.nursery.id.to_string());
    let arguments = json!({ "setting": setting, "expectedVersion": 1, "input": input });
    world.health_lead().mutate("linkTeamAssign", arguments).await.ok();
}

const LOOK: &str =
    "query($id: ID!) { node(id: $id) { ... on EarlyFlag { status topic seen outcome answer isOverdue
    child { givenName } setting { name } raisedBy { displayName } } } }";

on_both! {
    async fn a_setting_asks_its_link_team_which_answers(world: World) {
        linked_to_other_team(&world).await;
        let (priya, ewan) = (world.key_person(), world.other_health_visitor());
        let child = world.home().child.id.to_string();
        let known = format!(r#"{{ child(child: {{ id: "{child}" }}) {{ givenName carers {{ id }} reviews {{ id }} }} }}"#);
        assert!(ewan.query(&known).await["child"].is_null(), "before the flag the team does not know of the child");
        let raised = raise(&priya, &world, agreed(&world)).await;
        let record = raised.record();
        assert_eq!((&record["status"], &record["dueOn"], &record["isOverdue"]), (&json!("RAISED"), &json!("2026-03-09"), &json!(false)));
        assert_eq!((&record["agreedOn"], &record["healthTeam"]["name"]), (&json!("2026-02-27"), &json!("Hilltop Health Visiting")));
        assert_eq!((&record["access"]["canAnswer"], &record["access"]["canWithdraw"]), (&json!(false), &json!(true)));
        let id = raised.id();

        let mine = "{ earlyFlags(filter: { mine: true, statusIn: [RAISED] }) { totalCount nodes { id access { canAnswer } } } }";
        assert_eq!(ewan.query(mine).await["earlyFlags"], json!({ "totalCount": 1, "nodes": [{ "id": id, "access": { "canAnswer": true } }] }));
        let seen = ewan.post(&known, json!({})).await;
        assert_eq!(seen.data()["child"]["givenName"], "Zofia");
        assert!(seen.data()["child"]["carers"].is_null(), "how to reach the family is not for them");
        assert_eq!(seen.data()["child"]["reviews"], json!([]));

        let answered = answer(&ewan, (&id, 1), "ADVICE").await;
        assert_eq!((&answered.record()["status"], answered.version()), (&json!("ANSWERED"), 2));
        assert!(answered.record()["answeredBy"]["displayName"].is_string());
        let back = priya.query_with(LOOK, json!({ "id": id })).await;
        assert_eq!((&back["node"]["outcome"], &back["node"]["answer"]), (&json!("ADVICE"), &json!("Please have her ears looked at.")));
        let kinds = world.kinds().await;
        assert!(kinds.ends_with(&["earlyFlag.raised".to_owned(), "earlyFlag.answered".to_owned()]), "{kinds:?}");
        assert_eq!(world.last_audit().await, ("earlyFlagAnswer".to_owned(), "ALLOWED".to_owned(), None));
    }

    async fn a_review_of_the_child_shows_what_was_flagged(world: World) {
        let raised = raise(&world.key_person(), &world, agreed(&world)).await.id();
        let look = format!(r#"{{ review(review: {{ id: "{}" }}) {{ earlyFlags {{ id }} child {{ earlyFlags {{ id }} }} }} }}"#, world.review());
        for reads in [world.health_visitor(), world.setting_senco(), world.health_lead(), world.early_years_lead(), world.parent()] {
            let seen = reads.query(&look).await;
            let flags = json!([{ "id": raised }]);
            assert_eq!((&seen["review"]["earlyFlags"], &seen["review"]["child"]["earlyFlags"]), (&flags, &flags), "{:?}", reads.person().role);
        }
    }

    async fn who_sees_a_flag_and_what_of_it(world: World) {
        let (priya, maya) = (world.key_person(), world.health_visitor());
        let (told, untold) = (raise(&priya, &world, agreed(&world)).await.id(), raise(&priya, &world, without()).await.id());
        answer(&maya, (&told, 1), "SAFEGUARDING_ROUTE").await.ok();
        let senco = world.area_senco();
        world.take_part(&world.review(), &senco).await;
        let other = world.childminder();
        world.take_part(&world.review(), &other).await;
        for reads in [&maya, &world.nursery_nurse(), &priya, &world.setting_manager(), &world.health_lead(), &world.early_years_lead()] {
            for id in [&told, &untold] {
                assert!(reads.query_with(LOOK, json!({ "id": id })).await["node"].is_object(), "{:?}", reads.person().role);
            }
        }
        for blind in [&senco, &other, &world.other_health_visitor(), &world.admin(), &world.caldicott(), &world.integration(), &world.analyst(), &world.guest(), &world.other_authority_health_lead()] {
            for id in [&told, &untold] {
                assert!(blind.query_with(LOOK, json!({ "id": id })).await["node"].is_null(), "{:?}", blind.person().role);
            }
            assert_eq!(blind.query("{ earlyFlags { nodes { id } } }").await["earlyFlags"]["nodes"], json!([]));
        }
        let parent = world.parent();
        assert!(parent.query_with(LOOK, json!({ "id": untold })).await["node"].is_null());
        let seen = parent.post(LOOK, json!({ "id": told })).await;
        let node = &seen.data()["node"];
        assert_eq!((&node["status"], &node["seen"], &node["outcome"], &node["answer"]),
            (&json!("ANSWERED"), &json!("Does not turn round when called."), &Value::Null, &Value::Null));
        assert!(seen.withheld().iter().all(|entry| entry["lens"] == "PRACTITIONER_ONLY"), "{:?}", seen.withheld());
        world.settled().await;
        let feed = world.integration().told().await;
        assert!(feed.iter().all(|(kind, _)| !kind.starts_with("earlyFlag.")), "the journal that systems read");
    }

    async fn who_may_raise_answer_and_withdraw(world: World) {
        let (priya, maya) = (world.key_person(), world.health_visitor());
        for refused in [&maya, &world.nursery_nurse(), &world.health_lead(), &world.early_years_lead(), &world.admin(), &world.parent(), &world.integration()] {
            let refusal = raise(refused, &world, agreed(&world)).await;
            refusal.refused("NotAllowed").because("ROLE_NOT_ALLOWED").responsible(&["KEY_PERSON", "CHILDMINDER", "SETTING_MANAGER", "SETTING_SENCO"]);
        }
        for stranger in [world.childminder(), world.other_health_visitor(), world.analyst(), world.other_authority_key_person()] {
            raise(&stranger, &world, agreed(&world)).await.refused("NotFound").at("child");
        }
        for raises in [&priya, &world.setting_manager(), &world.setting_senco()] {
            raise(raises, &world, agreed(&world)).await.ok();
        }
        let id = raise(&priya, &world, agreed(&world)).await.id();
        for refused in [&priya, &world.nursery_nurse(), &world.early_years_lead(), &world.parent()] {
            let refusal = answer(refused, (&id, 1), "ADVICE").await;
            refusal.refused("NotAllowed").because("ROLE_NOT_ALLOWED").responsible(&["HEALTH_VISITOR", "HEALTH_SERVICE_LEAD"]);
        }
        for stranger in [world.other_health_visitor(), world.integration(), world.admin()] {
            answer(&stranger, (&id, 1), "ADVICE").await.refused("NotFound").at("earlyFlag");
        }
        withdraw(&world.setting_manager(), (&id, 1)).await.refused("NotAllowed").because("NOT_THE_AUTHOR");
        withdraw(&maya, (&id, 1)).await.refused("NotAllowed").because("ROLE_NOT_ALLOWED");
        answer(&maya, (&id, 2), "ADVICE").await.refused("VersionConflict").current_version(1);
        answer(&world.health_lead(), (&id, 1), "NOTE_FOR_REVIEW").await.ok();
        answer(&maya, (&id, 2), "ADVICE").await.refused("IllegalTransition").from("ANSWERED");
        withdraw(&priya, (&id, 2)).await.refused("IllegalTransition").from("ANSWERED");
    }

    async fn a_flag_that_is_taken_back_stays_on_record_but_not_for_the_team_that_was_asked(world: World) {
        linked_to_other_team(&world).await;
        let (priya, ewan) = (world.key_person(), world.other_health_visitor());
        let id = raise(&priya, &world, agreed(&world)).await.id();
        assert!(ewan.query_with(LOOK, json!({ "id": id })).await["node"].is_object());
        let gone = withdraw(&priya, (&id, 1)).await;
        assert_eq!((&gone.record()["status"], &gone.record()["withdrawnReason"]), (&json!("WITHDRAWN"), &json!("She had a cold.")));
        assert!(ewan.query_with(LOOK, json!({ "id": id })).await["node"].is_null());
        let child = format!(r#"{{ child(child: {{ id: "{}" }}) {{ id }} }}"#, world.home().child.id);
        assert!(ewan.query(&child).await["child"].is_null());
        answer(&ewan, (&id, 2), "ADVICE").await.refused("NotFound");
        assert!(world.health_visitor().query_with(LOOK, json!({ "id": id })).await["node"].is_object());
    }

    async fn the_answer_is_due_in_five_working_days_and_what_waits_longer_is_found(world: World) {
        let maya = world.health_visitor();
        let id = raise(&world.key_person(), &world, agreed(&world)).await.id();
        let late = "{ late: earlyFlags(filter: { overdue: true }) { nodes { id isOverdue } } inTime: earlyFlags(filter: { overdue: false }) { totalCount } }";
        world.set_time("2026-03-09T20:00:00Z".parse().unwrap());
        let seen = maya.query(late).await;
        assert_eq!((&seen["late"]["nodes"], &seen["inTime"]["totalCount"]), (&json!([]), &json!(1)));
        world.set_time("2026-03-10T09:00:00Z".parse().unwrap());
        let seen = maya.query(late).await;
        assert_eq!((&seen["late"]["nodes"], &seen["inTime"]["totalCount"]), (&json!([{ "id": id, "isOverdue": true }]), &json!(0)));
        answer(&maya, (&id, 1), "BRING_REVIEW_FORWARD").await.ok();
        assert_eq!(maya.query(late).await["late"]["nodes"], json!([]));
    }

    async fn what_cannot_be_flagged(world: World) {
        let priya = world.key_person();
        let mut nobody = agreed(&world);
        nobody.as_object_mut().unwrap().remove("agreedBy");
        assert_eq!(raise(&priya, &world, nobody).await.wrong_inputs(), ["input.agreedBy"]);
        let mut unsaid = without();
        unsaid.as_object_mut().unwrap().remove("notAgreedReason");
        assert_eq!(raise(&priya, &world, unsaid).await.wrong_inputs(), ["input.notAgreedReason"]);
        let mut stepfather = agreed(&world);
        stepfather["agreedBy"] = by_id(&world.home().stepfather.person.id);
        raise(&priya, &world, stepfather).await.refused("RuleRefused").rule("NO_PARENTAL_RESPONSIBILITY");
        child::Entity::update_many()
            .col_expr(child::Column::BirthDate, Expr::value("2024-09-03".parse::<chrono::NaiveDate>().unwrap()))
            .filter(child::Column::Id.eq(world.home().child.id))
            .exec(world.db()).await.unwrap();
        raise(&priya, &world, without()).await.refused("RuleRefused").rule("TOO_YOUNG");
        world.set_time("2026-03-03T09:00:00Z".parse().unwrap());
        raise(&priya, &world, without()).await.ok();
        assert_eq!(world.facts("earlyFlag.raised").await.len(), 1);
    }

    async fn a_very_restricted_child_is_not_known_by_a_flag(world: World) {
        let home = world.home();
        for child in [home.hidden_child.id, home.restricted_child.id] {
            let flag = Flag { child, team: home.other_team.id, agreed: false, status: EarlyFlagStatus::Raised };
            world.insert_flag(home, flag).await;
        }
        let ewan = world.other_health_visitor();
        let seen = ewan.post("{ earlyFlags { nodes { child { id } setting { name } raisedBy { id } } } }", json!({})).await;
        assert_eq!(seen.data()["earlyFlags"]["nodes"], json!([{ "child": { "id": home.restricted_child.id.to_string() }, "setting": null, "raisedBy": null }]));
        assert!(seen.withheld().iter().all(|entry| entry["reason"] == "RESTRICTED_CHILD"), "{:?}", seen.withheld());
        let hidden = format!(r#"{{ child(child: {{ id: "{}" }}) {{ id }} }}"#, home.hidden_child.id);
        assert!(ewan.query(&hidden).await["child"].is_null());
    }
}
