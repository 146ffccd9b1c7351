//! Who has looked at a child's record, as those see it who may.

use integrated_review::http::HttpSettings;
use tests::cast::Person;
use tests::{Actor, Value, World, json, on_both};

use super::child;

const LOG: &str = "accessLog { nodes { id at role purpose lenses relations organisation { name }
    actor { name practitioner { id } } operation client requestId } pageInfo { hasNextPage endCursor } }";

/// The looks that somebody reads in the log of the child in the nursery.
async fn log(world: &World, by: &Actor) -> Vec<Value> {
    let seen = child(by, world.home().child.id, LOG).await;
    seen["accessLog"]["nodes"]
        .as_array()
        .unwrap_or_else(|| panic!("{seen:#}"))
        .clone()
}

on_both! {
    async fn guardian_and_leads_read_who_has_looked(world: World) {
        let visitor = world.health_visitor().with_header("x-client-name", "portal");
        child(&visitor.with_header("x-request-id", "r-1"), world.home().child.id, "givenName postcode").await;
        for (read, by) in [world.caldicott(), world.health_lead(), world.early_years_lead()].into_iter().enumerate() {
            let looks = log(&world, &by).await;
            // Those who read the log before have looked, too.
            assert_eq!(looks.len(), 1 + read);
            let first = looks.last().unwrap();
            assert_eq!(
                (&first["role"], &first["purpose"], &first["lenses"]),
                (&json!("HEALTH_VISITOR"), &json!("REVIEW"), &json!(["EXISTENCE", "IDENTITY", "LOCATION"]))
            );
            assert_eq!(first["organisation"]["name"], "Riverside Health Visiting");
            assert_eq!(first["actor"], json!({ "name": "Maya Okafor", "practitioner": { "id": world.health_visitor().id() } }));
            assert_eq!((&first["operation"], &first["client"], &first["requestId"]), (&json!("Child"), &json!("portal"), &json!("r-1")));
            assert_eq!(first["relations"], json!(["TEAM", "MEMBER_OF_AUTHORITY"]));
            assert_eq!(first["at"], world.now().to_rfc3339_opts(chrono::SecondsFormat::AutoSi, true));
            if read == 1 {
                assert_eq!(looks[0]["role"], "CALDICOTT_GUARDIAN");
                assert_eq!(looks[0]["lenses"], json!(["EXISTENCE", "ACCESS_LOG", "ACCESS_LOG_NAMES"]));
            }
        }
    }

    async fn parents_read_it_without_names(world: World) {
        let zofia = world.home().child.id;
        child(&world.health_visitor(), zofia, "givenName reviews { participants { removedReason } }").await;
        child(&world.parent(), zofia, "givenName").await;
        let query = format!("query($id: ID!) {{ child(child: {{ id: $id }}) {{ {LOG} }} }}");
        let answer = world.parent().post(&query, json!({ "id": zofia.to_string() })).await;
        let looks = answer.data()["child"]["accessLog"]["nodes"].as_array().unwrap().clone();
        assert_eq!(looks.len(), 2);
        let visitor = &looks[1];
        assert_eq!((&visitor["role"], &visitor["purpose"]), (&json!("HEALTH_VISITOR"), &json!("REVIEW")));
        assert_eq!(visitor["organisation"]["name"], "Riverside Health Visiting");
        // What is for practitioners alone is not spoken of.
        assert_eq!(visitor["lenses"], json!(["EXISTENCE", "IDENTITY"]));
        for field in ["actor", "relations", "operation", "client", "requestId"] {
            assert!(looks.iter().all(|look| look[field].is_null()), "{field}");
            let told = answer.withheld().iter().find(|entry| entry["path"] == json!(["child", "accessLog", "nodes", field]));
            let told = told.unwrap_or_else(|| panic!("{field} is silently withheld"));
            assert_eq!((&told["lens"], &told["reason"]), (&json!("ACCESS_LOG_NAMES"), &json!("NOT_YOUR_ROLE")));
        }
        assert!(!answer.body.to_string().contains("Okafor"));
    }

    async fn the_place_of_whoever_looks_is_not_told_of_a_protected_child(world: World) {
        let leo = world.home().restricted_child.id;
        child(&world.key_person(), leo, "givenName").await;
        let carer = json!({ "child": { "id": leo.to_string() }, "input": {
            "givenName": "Mia", "familyName": "Marsh", "relationship": "BIOLOGICAL_MOTHER", "parentalResponsibility": "HELD",
            "signIn": { "issuer": tests::token::ISSUER, "subject": "mia" },
        } });
        world.admin().mutate("carerAdd", carer).await.ok();
        let mia = world.actor(&Person { subject: "mia".to_owned(), ..world.home().mother.person.clone() });
        let query = "query($id: ID!) { child(child: { id: $id }) { accessLog { nodes { role organisation { name } } } } }";
        let answer = mia.post(query, json!({ "id": leo.to_string() })).await;
        let looks = answer.data()["child"]["accessLog"]["nodes"].as_array().unwrap().clone();
        assert!(looks.iter().any(|look| look["role"] == "KEY_PERSON"));
        assert!(looks.iter().all(|look| look["organisation"].is_null()), "{looks:#?}");
        assert!(answer.withheld().iter().any(|entry| entry["reason"] == "RESTRICTED_CHILD"), "{:#}", answer.body);
        // The leads read the names, and so the places.
        let seen = child(&world.health_lead(), leo, LOG).await;
        assert!(seen.to_string().contains("Kingfisher Nursery"), "{seen:#}");
    }

    async fn for_everybody_else_it_is_withheld(world: World) {
        let zofia = json!({ "id": world.home().child.id.to_string() });
        let query = "query($id: ID!) { child(child: { id: $id }) { id accessLog { totalCount nodes { role } } } }";
        for by in [
            world.health_visitor(), world.nursery_nurse(), world.key_person(), world.setting_manager(), world.setting_senco(),
            world.area_senco(), world.admin(), world.integration(),
        ] {
            let ((answer, looks), role) = (world.looking(by.post(query, zofia.clone())).await, by.person().role);
            assert!(answer.data()["child"]["accessLog"].is_null(), "{role:?}");
            let told = &answer.withheld()[0];
            assert_eq!((&told["lens"], &told["reason"]), (&json!("ACCESS_LOG"), &json!("NOT_YOUR_ROLE")), "{role:?}");
            assert_eq!(looks[0].lenses_of(world.home().child.id), ["EXISTENCE"], "{role:?}");
        }
    }

    async fn reading_the_log_is_itself_a_look(world: World) {
        child(&world.health_visitor(), world.home().child.id, "id").await;
        let (_, looks) = world.looking(log(&world, &world.caldicott())).await;
        assert_eq!(looks[0].lenses_of(world.home().child.id), ["EXISTENCE", "ACCESS_LOG", "ACCESS_LOG_NAMES"]);
        let (_, looks) = world.looking(log(&world, &world.parent())).await;
        assert_eq!(looks[0].lenses_of(world.home().child.id), ["EXISTENCE", "ACCESS_LOG"]);
    }

    async fn it_comes_in_pages_and_is_counted_for_those_who_may(world: World) {
        let zofia = world.home().child.id;
        for number in 0..7 {
            let visitor = world.health_visitor().with_header("x-request-id", format!("r-{number}"));
            child(&visitor, zofia, "givenName").await;
            // Looks at other children are not among them.
            child(&world.childminder(), world.home().minded_child.id, "givenName").await;
        }
        let lead = world.health_lead();
        let page = async |arguments: Value| {
            let query = "query($id: ID!, $first: Int, $after: Cursor, $last: Int, $before: Cursor) { child(child: { id: $id }) {
                accessLog(first: $first, after: $after, last: $last, before: $before) { totalCount nodes { role requestId }
                pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } } }";
            let mut variables = arguments;
            variables["id"] = json!(zofia.to_string());
            lead.query_with(query, variables).await["child"]["accessLog"].clone()
        };
        let requests = |page: &Value| -> Vec<String> {
            let nodes = page["nodes"].as_array().unwrap().iter().filter(|node| node["role"] == "HEALTH_VISITOR");
            nodes.map(|node| node["requestId"].as_str().unwrap().to_owned()).collect()
        };
        let first = page(json!({ "first": 3 })).await;
        assert_eq!((requests(&first), &first["totalCount"]), (vec!["r-6".to_owned(), "r-5".to_owned(), "r-4".to_owned()], &json!(7)));
        assert_eq!((&first["pageInfo"]["hasNextPage"], &first["pageInfo"]["hasPreviousPage"]), (&json!(true), &json!(false)));
        let cursor = &first["pageInfo"]["endCursor"];
        let rest = page(json!({ "first": 100, "after": cursor })).await;
        assert_eq!(requests(&rest), ["r-3", "r-2", "r-1", "r-0"]);
        assert_eq!((&rest["pageInfo"]["hasNextPage"], &rest["pageInfo"]["hasPreviousPage"]), (&json!(false), &json!(true)));
        let before = page(json!({ "last": 2, "before": rest["pageInfo"]["startCursor"] })).await;
        assert_eq!(requests(&before), ["r-5", "r-4"]);
        assert_eq!(before["pageInfo"]["hasPreviousPage"], true);
        let oldest = page(json!({ "last": 2 })).await;
        assert_eq!(requests(&oldest), ["r-1", "r-0"]);
        let parents = child(&world.parent(), zofia, "accessLog { totalCount nodes { role } }").await;
        assert!(parents["accessLog"]["totalCount"].is_null());
        for wrong in [json!({ "first": 0 }), json!({ "first": 101 }), json!({ "first": 1, "last": 1 }), json!({ "after": "nonsense" })] {
            let mut variables = wrong.clone();
            variables["id"] = json!(zofia.to_string());
            let query = "query($id: ID!, $first: Int, $after: Cursor, $last: Int) { child(child: { id: $id }) {
                accessLog(first: $first, after: $after, last: $last) { nodes { role } } } }";
            lead.post(query, variables).await.failed("BAD_USER_INPUT");
        }
    }

    async fn the_logs_of_a_list_cost_one_statement_and_are_priced_by_their_size(world: World) {
        world.crowd(30).await;
        let lead = world.health_lead();
        let list = |children: u32, looks: u32| {
            let query = "query($children: Int!, $looks: Int!) { reviews(first: $children) { nodes { child {
                accessLog(first: $looks) { totalCount nodes { role actor { name } } } } } } }";
            (query, json!({ "children": children, "looks": looks }))
        };
        for _ in 0..2 {
            for (children, looks) in [(1, 2), (30, 2)] {
                let (query, variables) = list(children, looks);
                lead.query_with(query, variables).await;
            }
        }
        let (query, variables) = list(1, 2);
        let (_, one) = world.counting(lead.query_with(query, variables)).await;
        let (query, variables) = list(30, 2);
        let (data, thirty) = world.counting(lead.query_with(query, variables)).await;
        assert_eq!(one, thirty);
        let nodes = data["reviews"]["nodes"].as_array().unwrap();
        assert!(nodes.iter().all(|node| node["child"]["accessLog"]["nodes"].as_array().unwrap().len() == 2), "{data:#}");
        let cost = async |children: u32, looks: u32| {
            let (query, variables) = list(children, looks);
            lead.post(query, variables).await.body["extensions"]["cost"]["requested"].as_i64().unwrap()
        };
        let (few, more) = (cost(10, 2).await, cost(10, 12).await);
        assert_eq!(more - few, 10 * 10 * 2);
        let (query, variables) = list(100, 100);
        let gateway = world.gateway(HttpSettings::default()).await;
        lead.at(&gateway).post(query, variables).await.failed("LIMIT_EXCEEDED");
    }
}
