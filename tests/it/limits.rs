//! The published limits, each at its boundary: what is at it is served, what is over it is refused, by its name, before
//! any SQL runs. The numbers of the documentation are those of the code.

use integrated_review::document::Limits;
use integrated_review::http::{HttpSettings, RateLimit};
use tests::update::root;
use tests::{Answer, Value, World, json, on_both, sample};

/// A limit, how it is set, the bound that is tried, and a request that weighs so much.
type Limit = (&'static str, fn(&mut Limits, usize), usize, fn(usize) -> Value);

fn viewer(inner: &str) -> Value {
    json!({ "query": format!("{{ viewer {{ {inner} }} }}") })
}

fn each(count: usize, piece: impl Fn(usize) -> String) -> String {
    (0..count).map(piece).collect()
}

fn ids(count: usize) -> Value {
    vec![sample::unknown_id("review"); count].into()
}

/// What is in the text of a document.
const TEXT: &[Limit] = &[
    (
        "query_bytes",
        |limits, most| limits.query_bytes = most,
        100,
        |count| json!({ "query": format!("{:<count$}", "{ viewer { name } }") }),
    ),
    (
        "tokens",
        |limits, most| limits.tokens = most,
        30,
        |count| viewer(&"name ".repeat(count - 5)),
    ),
    (
        "nesting",
        |limits, most| limits.nesting = most,
        6,
        |count| {
            let inner = count - 2;
            viewer(&format!("{} name {}", "... { ".repeat(inner), "}".repeat(inner)))
        },
    ),
    (
        "fragments",
        |limits, most| limits.fragments = most,
        3,
        |count| {
            let spreads = each(count, |index| format!("...F{index} "));
            let fragments = each(count, |index| format!("fragment F{index} on Viewer {{ name }} "));
            json!({ "query": format!("{{ viewer {{ {spreads} }} }} {fragments}") })
        },
    ),
    (
        "operations",
        |limits, most| limits.operations = most,
        3,
        |count| {
            let query = each(count, |index| format!("query Q{index} {{ viewer {{ name }} }} "));
            json!({ "query": query, "operationName": "Q0" })
        },
    ),
    (
        "list_items",
        |limits, most| limits.list_items = most,
        3,
        |count| json!({ "query": format!("{{ nodes(ids: {}) {{ id }} }}", ids(count)) }),
    ),
    // A list-valued variable counts too.
    (
        "list_items",
        |limits, most| limits.list_items = most,
        3,
        |count| json!({ "query": "query($ids: [ID!]!) { nodes(ids: $ids) { id } }", "variables": { "ids": ids(count) } }),
    ),
];

/// What a document is when its fragments are written out.
const SHAPE: &[Limit] = &[
    (
        "depth",
        |limits, most| limits.depth = most,
        6,
        |count| {
            let steps = each(count - 3, |index| {
                ["child { ", "reviews { "][index % 2].to_owned()
            });
            let query = format!(
                "{{ reviews(first: 1) {{ nodes {{ {steps} id {} }} }} }}",
                "}".repeat(count - 3)
            );
            json!({ "query": query })
        },
    ),
    (
        "levels",
        |limits, most| limits.levels = most,
        5,
        |count| {
            viewer(&format!(
                "{} name {}",
                "... { ".repeat(count - 2),
                "}".repeat(count - 2)
            ))
        },
    ),
    (
        "fields",
        |limits, most| limits.fields = most,
        20,
        |count| viewer(&"name ".repeat(count - 1)),
    ),
    (
        "aliases",
        |limits, most| limits.aliases = most,
        3,
        |count| viewer(&each(count, |index| format!("a{index}: __typename "))),
    ),
    (
        "root_fields",
        |limits, most| limits.root_fields = most,
        3,
        |count| json!({ "query": format!("{{ {} }}", "viewer { name } ".repeat(count)) }),
    ),
    (
        "directives",
        |limits, most| limits.directives = most,
        3,
        |count| viewer(&"name @skip(if: false) ".repeat(count)),
    ),
    (
        "introspection_lists",
        |limits, most| limits.introspection_lists = most,
        2,
        |count| {
            let inner = count - 1;
            let steps = format!(
                "{} fields {{ name }} {}",
                "fields { type { ".repeat(inner),
                "} }".repeat(inner)
            );
            json!({ "query": format!("{{ __schema {{ queryType {{ {steps} }} }} }}") })
        },
    ),
    (
        "cost",
        |limits, most| limits.cost = most.try_into().unwrap(),
        20,
        |count| json!({ "query": format!("{{ reviews(first: {}) {{ nodes {{ id }} }} }}", count - 1) }),
    ),
];

fn with(change: impl FnOnce(&mut Limits)) -> HttpSettings {
    let mut settings = HttpSettings::default();
    change(&mut settings.limits);
    settings
}

fn over(answer: &Answer, limit: &str) {
    assert_eq!(answer.status, 400, "{limit}: {:#}", answer.body);
    answer.failed("LIMIT_EXCEEDED");
    assert_eq!(
        answer.body["errors"][0]["extensions"]["limit"], limit,
        "{:#}",
        answer.body
    );
    assert!(answer.body.get("data").is_none(), "{:#}", answer.body);
}

async fn at_their_boundaries(world: &World, limits: &[Limit]) {
    for (name, set, most, request) in limits {
        let gateway = world.gateway(with(|limits| set(limits, *most))).await;
        let visitor = world.health_visitor().at(&gateway);
        visitor.send(&request(*most)).await.data();
        let (answer, statements) = world.counting(visitor.send(&request(*most + 1))).await;
        over(&answer, name);
        assert_eq!(statements, 0, "{name}");
    }
}

on_both! {
    async fn what_a_document_says_is_limited(world: World) {
        at_their_boundaries(&world, TEXT).await;
    }

    async fn what_a_document_asks_for_is_limited(world: World) {
        at_their_boundaries(&world, SHAPE).await;
    }

    async fn cost_is_told_whether_it_is_allowed_or_not(world: World) {
        let gateway = world.gateway(with(|limits| (limits.cost, limits.list_bound, limits.page_default) = (50, 3, 7))).await;
        let visitor = world.health_visitor().at(&gateway);
        for (query, requested) in [
            ("{ viewer { name } }", 1),
            ("{ reviews { nodes { id } } }", 1 + 7),
            ("{ reviews(first: 2) { nodes { id participants { id } } } }", 1 + 2 * (1 + 3)),
            ("{ reviews(first: 50) { nodes { id } } }", 1 + 50),
        ] {
            let answer = visitor.post(query, json!({})).await;
            let cost = json!({ "requested": requested, "limit": 50 });
            assert_eq!(answer.body["extensions"]["cost"], cost, "{query}: {:#}", answer.body);
            assert_eq!(answer.status == 200, requested <= 50, "{query}");
        }
    }

    async fn bodies_and_addresses_are_limited(world: World) {
        let gateway = world.gateway(with(|limits| (limits.body_bytes, limits.address_bytes) = (200, 200))).await;
        let token = world.health_visitor().token();
        let body = |length: usize| format!("{:<length$}", "{\"query\":\"{ viewer { name } }\"}");
        let post = |length| world.client().post(format!("{}/graphql", gateway.url)).header("content-type", "application/json").body(body(length));
        let text = |length: usize| format!("query=%7Bviewer%7Bname%7D%7D&x={:y<1$}", "", length - 31);
        let get = |length| world.client().get(format!("{}/graphql?{}", gateway.url, text(length)));
        for (request, status, limit) in [
            (post(200), 200, Value::Null),
            (post(201), 413, "body_bytes".into()),
            (get(200), 200, Value::Null),
            (get(201), 414, "address_bytes".into()),
        ] {
            let request = request.bearer_auth(&token).header("x-request-id", world.next_request());
            let (response, statements) = world.counting(request.send()).await;
            let response = response.unwrap();
            assert_eq!(response.status().as_u16(), status);
            let body: Value = response.json().await.unwrap();
            assert_eq!(body["errors"][0]["extensions"]["limit"], limit, "{body:#}");
            assert_eq!(statements == 0, status != 200, "{statements}");
        }
    }

    async fn errors_are_few_and_short(world: World) {
        let gateway = world.gateway(with(|limits| (limits.errors, limits.error_chars) = (3, 20))).await;
        let answer = world.health_visitor().at(&gateway).send(&viewer(&each(10, |index| format!("unknown{index} ")))).await;
        let errors = answer.body["errors"].as_array().unwrap();
        assert_eq!(errors.len(), 3);
        assert!(errors.iter().all(|error| error["message"].as_str().unwrap().chars().count() == 20), "{errors:#?}");
    }

    async fn a_subject_asks_so_often_and_is_told_when_again(world: World) {
        let rate_limit = RateLimit::new(1, 2);
        let gateway = world.gateway(HttpSettings { rate_limit, ..HttpSettings::default() }).await;
        let visitor = world.health_visitor();
        let ask = async |token: String, query: &str| {
            let request = world.client().post(format!("{}/graphql", gateway.url)).bearer_auth(token);
            world.counting(request.json(&json!({ "query": query })).send()).await
        };
        // What is refused counts as well.
        for (query, status) in [("{ viewer { name } }", 200), ("{", 200)] {
            assert_eq!(ask(visitor.token(), query).await.0.unwrap().status().as_u16(), status);
        }
        let (refused, statements) = ask(visitor.token(), "{ viewer { name } }").await;
        let refused = refused.unwrap();
        let wait: u64 = refused.headers()["retry-after"].to_str().unwrap().parse().unwrap();
        assert!((1..=61).contains(&wait), "{wait}");
        assert_eq!((refused.status().as_u16(), statements), (429, 0));
        let body: Value = refused.json().await.unwrap();
        let extensions = &body["errors"][0]["extensions"];
        assert_eq!((&extensions["code"], &extensions["retryable"]), (&json!("RATE_LIMITED"), &json!(true)));
        assert_eq!(ask(world.key_person().token(), "{ viewer { name } }").await.0.unwrap().status(), 200);
    }
}

/// The rows of the table of limits: name and default.
#[test]
fn the_documentation_says_the_limits_and_their_defaults() {
    let page = std::fs::read_to_string(root().join("docs/API-DESIGN.md")).unwrap();
    let limits = serde_json::to_value(Limits::default()).unwrap();
    for (name, default) in limits.as_object().unwrap() {
        let default = default
            .as_str()
            .map_or_else(|| default.to_string(), str::to_owned);
        let row = format!("| `{name}` | {default} |");
        assert!(page.contains(&row), "docs/API-DESIGN.md lacks the row {row}");
    }
}
