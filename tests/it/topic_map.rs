//! The topic map: shipped, set anew by those who lead, in force from its day on, kept for ever.

use tests::{Actor, Payload, Value, json, on_both};

async fn set(by: &Actor, links: Value, effective_from: Option<&str>) -> Payload {
    let input = json!({ "links": links, "effectiveFrom": effective_from, "note": "As the operational group agreed." });
    by.mutate("topicMapSet", json!({ "input": input })).await
}

fn link(title: &str, topics: &[&str]) -> Value {
    json!({ "title": title, "topics": topics, "lead": "HEALTH" })
}

const IN_FORCE: &str = "query($on: Date) { topicMap(on: $on) { isDefault number topicMap { id }
    links { order title primeAreas assessmentAreas instruments topics lead } } }";

on_both! {
    async fn the_shipped_default_lays_behaviour_and_sleep_beside_personal_and_social_development(world: World) {
        for reads in [world.health_visitor(), world.key_person(), world.parent(), world.integration()] {
            let seen = reads.query_with(IN_FORCE, json!({})).await;
            let map = &seen["topicMap"];
            assert_eq!((&map["isDefault"], &map["number"], &map["topicMap"]), (&json!(true), &json!(1), &Value::Null));
            assert_eq!(map["links"].as_array().unwrap().len(), 4);
            let third = &map["links"][2];
            assert_eq!((&third["order"], &third["primeAreas"]), (&json!(3), &json!(["PERSONAL_SOCIAL_EMOTIONAL_DEVELOPMENT"])));
            assert_eq!((&third["instruments"], &third["topics"]), (&json!(["ASQ_SE_2"]), &json!(["PERSONAL_SOCIAL", "BEHAVIOUR", "SLEEP"])));
        }
        let maps = world.admin().query("{ topicMaps { totalCount nodes { id } } authority { access { canSetTopicMap } } }").await;
        assert_eq!((&maps["topicMaps"]["totalCount"], &maps["authority"]["access"]["canSetTopicMap"]), (&json!(0), &json!(true)));
    }

    async fn a_version_counts_from_its_day_on_and_older_ones_are_kept(world: World) {
        let sleep = json!([link("Sleep", &["SLEEP"]), { "title": " Hands ", "assessmentAreas": ["FINE_MOTOR"], "primeAreas": ["PHYSICAL_DEVELOPMENT"], "lead": "EITHER" }]);
        let first = set(&world.health_lead(), sleep.clone(), None).await;
        let record = first.record();
        assert_eq!((&record["number"], &record["effectiveFrom"], &record["setByRole"]), (&json!(1), &json!("2026-03-02"), &json!("HEALTH_SERVICE_LEAD")));
        assert_eq!((&record["links"][1]["order"], &record["links"][1]["title"]), (&json!(2), &json!("Hands")));
        let second = set(&world.early_years_lead(), json!([link("Nights", &["SLEEP"])]), Some("2026-04-01")).await.id();
        let third = set(&world.admin(), json!([link("Nights and days", &["SLEEP", "BEHAVIOUR"])]), Some("2026-04-01")).await.id();
        let number = async |on: &str| {
            let seen = world.key_person().query_with(IN_FORCE, json!({ "on": on })).await;
            (seen["topicMap"]["isDefault"].as_bool().unwrap(), seen["topicMap"]["topicMap"]["id"].clone())
        };
        assert_eq!(number("2026-03-01").await, (true, Value::Null));
        assert_eq!(number("2026-03-31").await, (false, json!(first.id())));
        assert_eq!(number("2026-04-01").await, (false, json!(third)));
        let all = world.key_person().query("{ topicMaps(orderBy: EFFECTIVE_FROM_ASC) { totalCount nodes { id number } } }").await;
        assert_eq!(all["topicMaps"], json!({ "totalCount": 3, "nodes": [
            { "id": first.id(), "number": 1 }, { "id": second, "number": 2 }, { "id": third, "number": 3 },
        ] }));
        set(&world.admin(), sleep, Some("2026-03-02")).await.refused("RuleRefused").rule("NOTHING_TO_CHANGE");
        assert_eq!(world.kinds().await, ["topicMap.set"; 3]);
        assert_eq!(world.last_audit().await.0, "topicMapSet");
    }

    async fn who_may_not_set_it(world: World) {
        let links = || json!([link("Sleep", &["SLEEP"])]);
        for refused in [world.health_visitor(), world.key_person(), world.setting_manager(), world.area_senco(), world.caldicott(), world.integration(), world.parent(), world.analyst()] {
            let refusal = set(&refused, links(), None).await;
            refusal.refused("NotAllowed").because("ROLE_NOT_ALLOWED").responsible(&["HEALTH_SERVICE_LEAD", "EARLY_YEARS_SERVICE_LEAD", "AUTHORITY_ADMIN"]);
        }
        let access = world.key_person().query("{ authority { access { canSetTopicMap } } }").await;
        assert_eq!(access["authority"]["access"]["canSetTopicMap"], false);
        assert!(world.journal().await.is_empty());
        assert_eq!(world.last_audit().await.1, "REFUSED");
    }

    async fn what_a_map_may_not_say(world: World) {
        let admin = world.admin();
        let table = [
            (json!([]), None, vec!["input.links"]),
            (json!([link("Sleep", &[])]), None, vec!["input.links.0"]),
            (json!([link("Sleep", &["SLEEP"]), link("Again", &["SLEEP"])]), None, vec!["input.links.1.topics"]),
            (json!([{ "title": "A", "lead": "HEALTH", "primeAreas": ["PHYSICAL_DEVELOPMENT", "PHYSICAL_DEVELOPMENT"] }]), None, vec!["input.links.0.primeAreas"]),
            (json!([link("Sleep", &["SLEEP"])]), Some("2026-03-01"), vec!["input.effectiveFrom"]),
        ];
        for (links, from, wrong) in table {
            assert_eq!(set(&admin, links.clone(), from).await.wrong_inputs(), wrong, "{links}");
        }
        assert!(world.journal().await.is_empty());
    }

    async fn another_authority_keeps_its_own(world: World) {
        set(&world.health_lead(), json!([link("Sleep", &["SLEEP"])]), None).await.ok();
        let seen = world.other_authority_health_lead().query_with(IN_FORCE, json!({})).await;
        assert_eq!(seen["topicMap"]["isDefault"], true);
    }
}
