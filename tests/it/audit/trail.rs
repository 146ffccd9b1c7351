//! The audit trail: acts and looks of an authority in one list.

use std::collections::BTreeSet;
use std::time::Duration;

use tests::{Actor, Value, World, json, on_both};

use super::child;

const TRAIL: &str = "query($filter: AuditFilter, $first: Int, $after: Cursor, $last: Int, $before: Cursor) {
    auditTrail(filter: $filter, first: $first, after: $after, last: $last, before: $before) {
        totalCount pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
        nodes { id kind at role purpose client operation requestId act outcome reason matrixLine subject shownCount
            actor { name practitioner { id } } organisation { name } child { givenName } review { id }
            shown { child { givenName } lenses relations } } } }";

async fn trail(by: &Actor, arguments: Value) -> Value {
    by.query_with(TRAIL, arguments).await["auditTrail"].clone()
}

/// The lines that a filter leaves, by a spoken each: the act with its outcome, or who looked.
async fn lines(world: &World, filter: Value) -> Vec<String> {
    let page = trail(&world.caldicott(), json!({ "first": 100, "filter": filter })).await;
    let spoken = |line: &Value| match line["act"].as_str() {
        Some(act) => format!("{act} {}", line["outcome"].as_str().unwrap()),
        None => format!("look {}", line["role"].as_str().unwrap()),
    };
    page["nodes"].as_array().unwrap().iter().map(spoken).collect()
}

/// A visitor invites, a key person may not, a childminder looks at another child.
async fn history(world: &World) {
    let invite = |key: &str| json!({ "review": { "id": world.review() }, "expectedVersion": 1, "idempotencyKey": key });
    world
        .health_visitor()
        .mutate_for("reviewInvite", invite("one"), "replayed")
        .await
        .ok();
    world.advance(Duration::from_mins(1));
    world
        .key_person()
        .mutate_for("reviewInvite", invite("two"), "replayed")
        .await
        .refused("NotAllowed");
    world.advance(Duration::from_mins(1));
    child(
        &world.childminder().with_header("x-purpose", "REFERRAL"),
        world.home().minded_child.id,
        "givenName",
    )
    .await;
    world.advance(Duration::from_mins(1));
}

on_both! {
    async fn acts_and_looks_are_one_list(world: World) {
        history(&world).await;
        let page = trail(&world.caldicott(), json!({})).await;
        assert_eq!(page["totalCount"], 3);
        let [look, refused, invited] = page["nodes"].as_array().unwrap().as_slice() else { panic!("{page:#}") };
        assert_eq!((&look["kind"], &look["role"], &look["purpose"]), (&json!("LOOK"), &json!("CHILDMINDER"), &json!("REFERRAL")));
        assert_eq!((&look["operation"], &look["shownCount"]), (&json!("Child"), &json!(1)));
        assert_eq!(look["shown"][0]["child"]["givenName"], "Idris");
        assert_eq!(look["shown"][0]["lenses"], json!(["EXISTENCE", "IDENTITY"]));
        assert!(["act", "outcome", "subject", "child", "review"].iter().all(|field| look[field].is_null()));
        assert_eq!((&refused["outcome"], &refused["reason"]), (&json!("REFUSED"), &json!("ROLE_NOT_ALLOWED")));
        assert_eq!((&refused["kind"], &refused["matrixLine"], &refused["shown"]), (&json!("ACT"), &Value::Null, &json!([])));
        assert_eq!((&invited["act"], &invited["outcome"]), (&json!("reviewInvite"), &json!("ALLOWED")));
        assert_eq!(invited["matrixLine"].as_str().unwrap().split(':').next(), Some("reviewInvite"));
        assert_eq!((&invited["subject"], &invited["review"]["id"]), (&json!(world.review()), &json!(world.review())));
        assert_eq!(invited["child"]["givenName"], "Zofia");
        assert_eq!(invited["actor"], json!({ "name": "Maya Okafor", "practitioner": { "id": world.health_visitor().id() } }));
        assert_eq!(invited["organisation"]["name"], "Riverside Health Visiting");
    }

    async fn every_filter_narrows(world: World) {
        history(&world).await;
        let (start, end) = (tests::cast::start(), world.now());
        let zofia = json!({ "id": world.home().child.id.to_string() });
        let idris = json!({ "id": world.home().minded_child.id.to_string() });
        let visitor = json!({ "id": world.health_visitor().id() });
        let until = |minutes: u64| (start + Duration::from_secs(minutes * 60)).to_rfc3339();
        let (invited, refused, look) = ("reviewInvite ALLOWED", "reviewInvite REFUSED", "look CHILDMINDER");
        // Reading the trail is recorded, too: what is read here lies before the end.
        for (filter, left) in [
            (json!({}), vec![look, refused, invited]),
            (json!({ "kind": "ACT" }), vec![refused, invited]),
            (json!({ "kind": "LOOK" }), vec![look]),
            (json!({ "child": zofia }), vec![refused, invited]),
            (json!({ "child": idris }), vec![look]),
            (json!({ "child": idris, "kind": "ACT" }), vec![]),
            (json!({ "review": { "id": world.review() } }), vec![refused, invited]),
            (json!({ "practitioner": visitor }), vec![invited]),
            (json!({ "roleIn": ["KEY_PERSON", "CHILDMINDER"] }), vec![look, refused]),
            (json!({ "actIn": ["reviewInvite"] }), vec![refused, invited]),
            (json!({ "actIn": ["reviewCancel"] }), vec![]),
            (json!({ "outcomeIn": ["REFUSED", "REJECTED"] }), vec![refused]),
            (json!({ "purposeIn": ["REFERRAL"] }), vec![look]),
            (json!({ "purposeIn": ["REVIEW"], "roleIn": ["KEY_PERSON"] }), vec![refused]),
        ] {
            let mut filter = filter;
            filter["at"] = json!({ "from": start.to_rfc3339(), "to": end.to_rfc3339() });
            assert_eq!(lines(&world, filter.clone()).await, left, "{filter}");
        }
        assert_eq!(lines(&world, json!({ "at": { "from": until(1), "to": until(2) } })).await, [refused]);
        assert_eq!(lines(&world, json!({ "at": { "to": until(1) } })).await, [invited]);
        let unknown = json!({ "filter": { "child": { "id": entity::ids::ChildId(world.clock().new_uuid()).to_string() } } });
        world.caldicott().post(TRAIL, unknown).await.failed("NOT_FOUND");
    }

    async fn it_pages_over_acts_and_looks_of_the_same_time(world: World) {
        for _ in 0..4 {
            let arguments = json!({ "review": { "id": world.review() }, "expectedVersion": 1 });
            world.key_person().mutate("reviewInvite", arguments).await.refused("NotAllowed");
            child(&world.health_visitor(), world.home().child.id, "givenName").await;
        }
        let until = json!({ "at": { "to": (world.now() + Duration::from_secs(1)).to_rfc3339() } });
        world.advance(Duration::from_secs(2));
        let guardian = world.caldicott();
        let page = async |arguments: Value| {
            let mut arguments = arguments;
            arguments["filter"] = until.clone();
            trail(&guardian, arguments).await
        };
        let ids = |page: &Value| -> Vec<String> {
            page["nodes"].as_array().unwrap().iter().map(|node| node["id"].as_str().unwrap().to_owned()).collect()
        };
        let whole = ids(&page(json!({ "first": 100 })).await);
        assert_eq!(whole.iter().collect::<BTreeSet<_>>().len(), 8);
        for size in 1..=8 {
            let (mut forwards, mut cursor) = (Vec::new(), Value::Null);
            loop {
                let part = page(json!({ "first": size, "after": cursor })).await;
                forwards.extend(ids(&part));
                cursor = part["pageInfo"]["endCursor"].clone();
                if part["pageInfo"]["hasNextPage"] == false {
                    break;
                }
            }
            assert_eq!(forwards, whole, "{size} at a time");
            let (mut backwards, mut cursor) = (Vec::new(), Value::Null);
            loop {
                let part = page(json!({ "last": size, "before": cursor })).await;
                backwards.splice(0..0, ids(&part));
                cursor = part["pageInfo"]["startCursor"].clone();
                if part["pageInfo"]["hasPreviousPage"] == false {
                    break;
                }
            }
            assert_eq!(backwards, whole, "{size} at a time, backwards");
        }
    }

    async fn a_look_at_many_is_narrowed_to_the_child_that_is_asked_about(world: World) {
        world.crowd(120).await;
        world.health_lead().query("{ a: reviews(first: 100, orderBy: DUE_ON_ASC) { nodes { id } } b: reviews(first: 100, orderBy: DUE_ON_DESC) { nodes { id } } }").await;
        let all = trail(&world.admin(), json!({ "filter": { "kind": "LOOK" } })).await;
        assert_eq!(all["nodes"][0]["shownCount"], 121);
        assert_eq!(all["nodes"][0]["shown"].as_array().unwrap().len(), 100);
        let zofia = json!({ "id": world.home().child.id.to_string() });
        let filter = json!({ "filter": { "child": zofia, "roleIn": ["HEALTH_SERVICE_LEAD"] } });
        let one = trail(&world.admin(), filter).await;
        assert_eq!((&one["nodes"][0]["shownCount"], &one["nodes"][0]["shown"].as_array().unwrap().len()), (&json!(121), &1));
        assert_eq!(one["nodes"][0]["shown"][0]["child"]["givenName"], "Zofia");
    }

    async fn reading_the_trail_is_itself_a_look(world: World) {
        history(&world).await;
        let (_, looks) = world.looking(trail(&world.caldicott(), json!({}))).await;
        let told = ["EXISTENCE", "IDENTITY", "ACCESS_LOG", "ACCESS_LOG_NAMES"];
        assert_eq!(looks[0].lenses_of(world.home().minded_child.id), told);
        assert_eq!(looks[0].lenses_of(world.home().child.id), told);
        let bare = "{ auditTrail(filter: { kind: ACT }) { nodes { at } } }";
        let (_, looks) = world.looking(world.caldicott().query(bare)).await;
        assert_eq!(looks[0].lenses_of(world.home().child.id), ["ACCESS_LOG", "ACCESS_LOG_NAMES"]);
    }

    async fn it_is_for_guardians_and_administrators_of_the_authority(world: World) {
        history(&world).await;
        for by in [world.caldicott(), world.admin()] {
            assert!(trail(&by, json!({})).await["totalCount"].as_i64().unwrap() >= 3);
        }
        for by in [
            world.health_visitor(), world.health_lead(), world.early_years_lead(), world.key_person(), world.integration(),
            world.parent(), world.guest(), world.analyst(), world.area_senco(),
        ] {
            let (answer, looks) = world.looking(by.post(TRAIL, json!({}))).await;
            answer.failed("FORBIDDEN");
            assert!(answer.body["data"]["auditTrail"].is_null() && looks.is_empty(), "{:?}", by.person().role);
        }
        let elsewhere = trail(&world.other_authority_caldicott(), json!({})).await;
        assert_eq!((&elsewhere["totalCount"], &elsewhere["nodes"]), (&json!(0), &json!([])));
    }

    async fn it_costs_as_many_statements_for_many_lines_as_for_few(world: World) {
        for review in world.crowd(20).await {
            let arguments = json!({ "review": { "id": review.to_string() }, "expectedVersion": 1 });
            world.health_visitor().mutate("reviewInvite", arguments).await.ok();
        }
        let until = json!({ "at": { "to": (world.now() + Duration::from_secs(1)).to_rfc3339() } });
        world.advance(Duration::from_secs(2));
        let guardian = world.caldicott();
        let ask = async |kind: &str, first: u32| {
            let mut filter = until.clone();
            filter["kind"] = json!(kind);
            trail(&guardian, json!({ "first": first, "filter": filter })).await
        };
        for kind in ["ACT", "LOOK"] {
            for first in [1, 20] {
                ask(kind, first).await;
            }
            world.forget_parts().await;
            let (_, one) = world.counting(ask(kind, 1)).await;
            world.forget_parts().await;
            let (page, twenty) = world.counting(ask(kind, 20)).await;
            assert_eq!(page["nodes"].as_array().unwrap().len(), 20);
            assert_eq!(one, twenty, "{kind}");
        }
    }
}
