//! The worklist of identities: what an import does not guess, an administrator settles.

use tests::{Actor, Value, World, json, on_both};

use super::{REPORT, list, row};

const QUESTIONS: &str = "{ childMatches { totalCount nodes { id version status outcome planReview \
    row { givenName familyName birthDate sex nhsNumber externalSystem externalId whereabouts { postcode settingUrn } } \
    candidates { score reasons child { id givenName } } child { id } access { canResolve } } } }";

/// Sends a row about somebody who is nearly a child of the cast; gives the open question.
async fn ask(world: &World, given: &str, fields: Value) -> Value {
    let near = row(given, world.home().child.name.1, fields);
    let arguments = list(&[near], json!({ "planReviews": true }));
    let asked = world
        .admin()
        .mutate_for("childrenImport", arguments, REPORT)
        .await;
    let report = &asked.ok()["report"];
    assert_eq!(report["forDecision"], 1, "{report:#}");
    let question = questions(&world.admin()).await.pop().expect("a question");
    assert_eq!(report["rows"][0]["childMatch"]["id"], question["id"]);
    question
}

async fn questions(actor: &Actor) -> Vec<Value> {
    let data = actor.query(QUESTIONS).await;
    data["childMatches"]["nodes"].as_array().unwrap().clone()
}

/// A twin, or a mistyped given name? The same family, day and address.
async fn twin_or_typo(world: &World) -> Value {
    let fields = json!({ "birthDate": "2024-01-02", "postcode": "ZZ99 3AA",
        "externalId": { "system": "census", "value": "t-1" } });
    ask(world, "Zosia", fields).await
}

fn resolve(question: &Value, input: Value) -> Value {
    let mut arguments =
        json!({ "childMatch": { "id": question["id"] }, "expectedVersion": question["version"] });
    arguments["input"] = input;
    arguments
}

const BY_CENSUS: &str =
    r#"{ child(child: { external: { system: "census", value: "t-1" } }) { id givenName reviews { id } } }"#;

on_both! {
    async fn what_is_not_clear_waits_and_only_those_who_settle_it_see_it(world: World) {
        let question = twin_or_typo(&world).await;
        assert_eq!((&question["status"], &question["planReview"]), (&json!("OPEN"), &json!(true)));
        assert_eq!((&question["row"]["givenName"], &question["row"]["birthDate"]), (&json!("Zosia"), &json!("2024-01-02")));
        let nearest = &question["candidates"][0];
        assert_eq!(nearest["child"]["id"], world.home().child.id.to_string());
        assert!(nearest["score"].as_f64().is_some_and(|score| (0.6..0.95).contains(&score)), "{nearest}");
        assert!(nearest["reasons"].as_array().is_some_and(|reasons| !reasons.is_empty()));
        assert_eq!(question["access"]["canResolve"], true);
        assert_eq!(questions(&world.integration()).await[0]["access"]["canResolve"], false);
        for actor in [world.health_lead(), world.health_visitor(), world.parent(), world.other_authority_admin()] {
            assert!(questions(&actor).await.is_empty());
            let node = actor.query_with("query($id: ID!) { node(id: $id) { id } }", json!({ "id": question["id"] })).await;
            assert!(node["node"].is_null());
            let payload = actor.mutate("childMatchResolve", resolve(&question, json!({ "decision": "DISMISS" }))).await;
            payload.refused("NotFound");
        }
        let system = world.integration().mutate("childMatchResolve", resolve(&question, json!({ "decision": "DISMISS" }))).await;
        system.refused("NotAllowed").because("ROLE_NOT_ALLOWED").responsible(&["AUTHORITY_ADMIN"]);
        assert!(world.facts("child.registered").await.is_empty());
    }

    async fn linking_brings_the_known_child_up_to_date(world: World) {
        let question = twin_or_typo(&world).await;
        let known = world.home().child.id.to_string();
        let input = json!({ "decision": "LINK", "child": { "id": known } });
        let settled = world.admin().mutate("childMatchResolve", resolve(&question, input)).await;
        let answer = settled.record();
        assert_eq!((&answer["status"], &answer["child"]["id"]), (&json!("LINKED"), &json!(known)));
        let child = world.admin().query(BY_CENSUS).await;
        assert_eq!((&child["child"]["id"], &child["child"]["givenName"]), (&json!(known), &json!("Zosia")));
        // The child had a review in this cycle.
        assert_eq!(child["child"]["reviews"].as_array().unwrap().len(), 1);
        assert!(questions(&world.admin()).await.is_empty());
        assert_eq!(world.facts("childMatch.resolved").await.len(), 1);
        let again = world.admin().mutate("childMatchResolve", resolve(answer, json!({ "decision": "CREATE" }))).await;
        again.refused("IllegalTransition");
    }

    async fn creating_enters_a_new_child_with_its_review(world: World) {
        let question = twin_or_typo(&world).await;
        let settled = world.admin().mutate("childMatchResolve", resolve(&question, json!({ "decision": "CREATE" }))).await;
        let child = settled.record()["child"]["id"].clone();
        assert_ne!(child, world.home().child.id.to_string());
        let found = world.admin().query(BY_CENSUS).await;
        assert_eq!((&found["child"]["id"], found["child"]["reviews"].as_array().unwrap().len()), (&child, 1));
        // The sender sends it again: it is known by now.
        let same = row("Zosia", world.home().child.name.1, json!({ "birthDate": "2024-01-02", "postcode": "ZZ99 3AA",
            "externalId": { "system": "census", "value": "t-1" } }));
        let report = world.admin().mutate_for("childrenImport", list(&[same], json!({})), REPORT).await;
        assert_eq!(report.ok()["report"]["unchanged"], 1);
    }

    async fn what_is_set_aside_stays_aside(world: World) {
        let question = twin_or_typo(&world).await;
        world.admin().mutate("childMatchResolve", resolve(&question, json!({ "decision": "DISMISS" }))).await.ok();
        let same = row("Zosia", world.home().child.name.1, json!({ "birthDate": "2024-01-02", "postcode": "ZZ99 3AA",
            "externalId": { "system": "census", "value": "t-1" } }));
        let report = world.admin().mutate_for("childrenImport", list(&[same], json!({})), REPORT).await;
        let row = &report.ok()["report"]["rows"][0];
        assert_eq!((&row["outcome"], row["warnings"].as_array().unwrap().len()), (&json!("UNCHANGED"), 1));
        assert!(world.facts("child.registered").await.is_empty());
    }

    async fn a_decision_must_fit(world: World) {
        let question = twin_or_typo(&world).await;
        let admin = world.admin();
        let tried = async |input: Value| admin.mutate("childMatchResolve", resolve(&question, input)).await;
        assert_eq!(tried(json!({ "decision": "LINK" })).await.wrong_inputs(), ["input.child"]);
        let child = json!({ "id": world.home().child.id.to_string() });
        assert_eq!(tried(json!({ "decision": "CREATE", "child": child })).await.wrong_inputs(), ["input.child"]);
        let foreign = json!({ "id": world.elsewhere().child.id.to_string() });
        tried(json!({ "decision": "LINK", "child": foreign })).await.refused("NotFound");
        let mut stale = resolve(&question, json!({ "decision": "DISMISS" }));
        stale["expectedVersion"] = 7.into();
        admin.mutate("childMatchResolve", stale).await.refused("VersionConflict");
        assert!(world.facts("childMatch.resolved").await.is_empty());
    }

    async fn an_organisation_that_is_gone_by_then_refuses_the_row(world: World) {
        let urn = world.home().childminding.code.clone();
        let question = ask(&world, "Zosia", json!({ "birthDate": "2024-01-02", "postcode": "ZZ99 3AA", "settingUrn": urn })).await;
        world.deactivate_organisation(world.home().childminding.id).await;
        let refused = world.admin().mutate("childMatchResolve", resolve(&question, json!({ "decision": "CREATE" }))).await;
        let refusal = refused.refused("RuleRefused");
        refusal.rule("ROW_NOT_TAKEN");
        assert!(refusal.0["missing"][0].as_str().is_some_and(|text| text.contains("setting_urn")), "{:#}", refusal.0);
        assert!(world.facts("child.registered").await.is_empty());
    }

    async fn where_a_protected_child_may_be_is_withheld(world: World) {
        let open = twin_or_typo(&world).await;
        assert_eq!(open["row"]["whereabouts"]["postcode"], "ZZ99 3AA");
        let family = world.home().restricted_child.name.1;
        let near = row("Leon", family, json!({ "birthDate": "2024-01-02", "postcode": "ZZ99 3AA" }));
        world.admin().mutate_for("childrenImport", list(&[near], json!({})), REPORT).await.ok();
        let answer = world.admin().post(QUESTIONS, json!({})).await;
        let nodes = answer.data()["childMatches"]["nodes"].as_array().unwrap();
        let protected = nodes.iter().find(|node| node["row"]["givenName"] == "Leon").expect("a second question");
        assert!(protected["row"]["whereabouts"].is_null(), "{protected:#}");
        let told = answer.withheld().iter().find(|entry| entry["reason"] == "RESTRICTED_CHILD");
        assert!(told.is_some_and(|entry| entry["lens"] == "LOCATION"), "{:#?}", answer.withheld());
    }
}
