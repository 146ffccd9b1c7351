//! Keyset pages: every row once, from both ends, and no cursor but one's own.

use tests::call::{self, fields, named};
use tests::{Actor, Value, json, on_both, sample};

const REVIEWS: &str = "query($first: Int, $after: Cursor, $last: Int, $before: Cursor, $order: ReviewOrder) {
    reviews(first: $first, after: $after, last: $last, before: $before, orderBy: $order) {
        edges { cursor node { id dueOn } } nodes { id } totalCount
        pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    } }";

async fn page(actor: &Actor, arguments: Value) -> Value {
    actor.query_with(REVIEWS, arguments).await["reviews"].clone()
}

fn ids(page: &Value) -> Vec<String> {
    let edges = page["edges"].as_array().unwrap();
    let ids: Vec<String> = edges
        .iter()
        .map(|edge| edge["node"]["id"].as_str().unwrap().to_owned())
        .collect();
    let nodes: Vec<String> = page["nodes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|node| node["id"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(ids, nodes);
    ids
}

/// All rows, page by page, forwards or backwards.
async fn walk(actor: &Actor, order: &str, size: u32, forwards: bool) -> Vec<String> {
    let (mut seen, mut cursor) = (Vec::<String>::new(), Value::Null);
    loop {
        let (count, from) = if forwards {
            ("first", "after")
        } else {
            ("last", "before")
        };
        let page = page(actor, json!({ "order": order, count: size, from: cursor })).await;
        let rows = ids(&page);
        let info = &page["pageInfo"];
        let (more, came_from, next) = if forwards {
            ("hasNextPage", "hasPreviousPage", "endCursor")
        } else {
            ("hasPreviousPage", "hasNextPage", "startCursor")
        };
        assert_eq!(info[came_from], !cursor.is_null(), "{info}");
        seen = if forwards {
            [seen, rows].concat()
        } else {
            [rows, seen].concat()
        };
        cursor = info[next].clone();
        if info[more] == false {
            return seen;
        }
    }
}

on_both! {
    async fn every_row_comes_once_whatever_the_size_of_the_page(world: World) {
        world.crowd(20).await;
        let lead = world.health_lead();
        for order in ["DUE_ON_ASC", "DUE_ON_DESC"] {
            let whole = page(&lead, json!({ "first": 100, "order": order })).await;
            let all = ids(&whole);
            assert_eq!(all.len(), 21);
            assert_eq!(whole["totalCount"], 21);
            for size in [1, 2, 7, 20, 21, 100] {
                assert_eq!(walk(&lead, order, size, true).await, all, "forwards by {size}");
                assert_eq!(walk(&lead, order, size, false).await, all, "backwards by {size}");
            }
        }
        let mut backwards = walk(&lead, "DUE_ON_DESC", 5, true).await;
        backwards.reverse();
        assert_eq!(walk(&lead, "DUE_ON_ASC", 5, true).await, backwards);
    }

    async fn a_page_of_twenty_if_nothing_is_said(world: World) {
        world.crowd(30).await;
        assert_eq!(ids(&page(&world.health_lead(), json!({})).await).len(), 20);
    }

    async fn what_is_between_two_cursors(world: World) {
        world.crowd(9).await;
        let lead = world.health_lead();
        let whole = page(&lead, json!({ "first": 10 })).await;
        let (after, before) = (&whole["edges"][2]["cursor"], &whole["edges"][7]["cursor"]);
        let between = page(&lead, json!({ "first": 100, "after": after, "before": before })).await;
        assert_eq!(ids(&between), ids(&whole)[3..7]);
        let last = page(&lead, json!({ "last": 2, "after": after, "before": before })).await;
        assert_eq!(ids(&last), ids(&whole)[5..7]);
    }

    async fn a_row_that_comes_meanwhile_moves_nothing(world: World) {
        world.crowd(10).await;
        let lead = world.health_lead();
        let first = page(&lead, json!({ "first": 4 })).await;
        let rest = page(&lead, json!({ "first": 100, "after": first["pageInfo"]["endCursor"] })).await;
        world.crowd(1).await;
        let again = page(&lead, json!({ "first": 100, "after": first["pageInfo"]["endCursor"] })).await;
        let old: Vec<String> = ids(&again).into_iter().filter(|id| ids(&rest).contains(id)).collect();
        assert_eq!(old, ids(&rest));
    }

    async fn bad_pages_are_refused(world: World) {
        world.crowd(3).await;
        let lead = world.health_lead();
        let cursor = page(&lead, json!({ "first": 1 })).await["pageInfo"]["endCursor"].as_str().unwrap().to_owned();
        let cut = &cursor[..cursor.len() / 2];
        for arguments in [
            json!({ "first": 0 }),
            json!({ "first": -1 }),
            json!({ "first": 101 }),
            json!({ "last": 101 }),
            json!({ "first": 2, "last": 2 }),
            json!({ "after": "" }),
            json!({ "after": "nonsense" }),
            json!({ "after": cut }),
            json!({ "after": format!("{cursor}AAAA") }),
            json!({ "before": "ü' OR 1=1 --" }),
            json!({ "after": "A".repeat(2_000) }),
            // A cursor of this list in another order.
            json!({ "after": cursor, "order": "DUE_ON_DESC" }),
        ] {
            let answer = lead.post(REVIEWS, arguments.clone()).await;
            assert_eq!(answer.code(), "BAD_USER_INPUT", "{arguments} {:#}", answer.body);
        }
    }

    async fn every_connection_pages_alike(world: World) {
        world.crowd(4).await;
        for review in world.crowd(4).await {
            world.insert_case(review).await;
        }
        let review = json!({ "id": world.review() });
        // Reading the audit trail makes it longer, but for its acts.
        for _ in 0..5 {
            world.key_person().mutate("reviewInvite", json!({ "review": review, "expectedVersion": 1 })).await.refused("NotAllowed");
        }
        let given = |_: &str, kind: &str| (kind == "ReviewRef").then(|| review.clone());
        for field in fields("Query").iter().filter(|field| named(field).ends_with("Connection")) {
            let mut arguments = sample::arguments(field, &given);
            if field.name.node == "auditTrail" {
                arguments.insert("filter".to_owned(), json!({ "kind": "ACT" }));
            }
            let of_cases = ["concerns", "referrals"].contains(&field.name.node.as_str());
            let actor = if of_cases { world.health_lead() } else { world.admin() };
            let of = async |extra: Value| {
                let mut arguments = arguments.clone();
                arguments.extend(extra.as_object().unwrap().clone());
                let selection = "nodes { id } pageInfo { hasNextPage hasPreviousPage startCursor endCursor }";
                let answer = actor.post(&call::query(field, &arguments, selection), arguments.into()).await;
                answer.body
            };
            let name = field.name.node.as_str();
            let list = |body: &Value| body["data"][name]["nodes"].as_array().unwrap_or_else(|| panic!("{name}: {body:#}")).clone();
            let whole = of(json!({ "first": 100 })).await;
            let (mut forwards, mut cursor) = (Vec::new(), Value::Null);
            loop {
                let part = of(json!({ "first": 2, "after": cursor })).await;
                forwards.extend(list(&part));
                cursor = part["data"][name]["pageInfo"]["endCursor"].clone();
                if part["data"][name]["pageInfo"]["hasNextPage"] == false {
                    break;
                }
            }
            assert_eq!(forwards, list(&whole), "{name}");
            let last = of(json!({ "last": 3 })).await;
            let tail = forwards.len().saturating_sub(3);
            assert_eq!(list(&last), forwards[tail..], "{name}");
            let refused = of(json!({ "after": "nonsense" })).await;
            assert_eq!(refused["errors"][0]["extensions"]["code"], "BAD_USER_INPUT", "{name}: {refused:#}");
        }
    }
}
