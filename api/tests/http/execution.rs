//! The execution semantics that any version of the executor must keep: async-graphql 7.1.0 to 7.2.1 break some.

use std::sync::atomic::Ordering;

use serde_json::{Value, json};

use crate::harness::{Server, code};

#[tokio::test]
async fn keys_keep_the_order_of_the_request() {
    let server = Server::start();
    for (query, keys) in [
        ("{ z: late a: hello m: late b: hello }", "\"z\",\"a\",\"m\",\"b\""),
        (
            "{ a: hello ...F z: hello } fragment F on Query { m: late }",
            "\"a\",\"m\",\"z\"",
        ),
    ] {
        let response = server
            .post()
            .json(&json!({ "query": query }))
            .send()
            .await
            .unwrap();
        let text = response.text().await.unwrap();
        let data = text.split_once("\"data\":{").unwrap().1;
        let positions: Vec<_> = keys.split(',').map(|key| data.find(key).unwrap()).collect();
        assert!(positions.is_sorted(), "{text}");
    }
}

#[tokio::test]
async fn nulls_propagate_to_the_nearest_nullable_parent() {
    let server = Server::start();
    let (status, body) = server.query("{ hello fragile { works fails } }").await;
    assert_eq!(status, 200);
    assert_eq!(body["data"], json!({ "hello": "hello", "fragile": null }));
    assert_eq!(body["errors"][0]["path"], json!(["fragile", "fails"]));
    let (_, body) = server.query("{ fragiles { works fails } }").await;
    assert_eq!(body["data"], json!({ "fragiles": [null, null] }));
}

#[tokio::test]
async fn a_failed_nullable_field_leaves_the_others() {
    let server = Server::start();
    let (status, body) = server.query("{ a: fragile { mayFail works } b: hello }").await;
    assert_eq!(status, 200);
    assert_eq!(
        body["data"],
        json!({ "a": { "mayFail": null, "works": 1 }, "b": "hello" })
    );
    assert_eq!(body["errors"].as_array().unwrap().len(), 1);
    let error = &body["errors"][0];
    assert_eq!(error["path"], json!(["a", "mayFail"]));
    assert_eq!(error["locations"], json!([{ "line": 1, "column": 16 }]));
    assert_eq!(
        (code(&body), &error["message"]),
        ("FORBIDDEN", &json!("not yours"))
    );
}

#[tokio::test]
async fn a_repeated_mutation_field_runs_once() {
    let server = Server::start();
    for query in [
        "mutation { increment(by: 1) }",
        "mutation { increment(by: 1) increment(by: 1) }",
        "mutation { ...A increment(by: 1) } fragment A on Mutation { increment(by: 1) }",
        "mutation { ...A ...B } fragment A on Mutation { ...B } fragment B on Mutation { increment(by: 1) }",
        "mutation { ... { increment(by: 1) } ... on Mutation { increment(by: 1) } }",
        "mutation { increment(by: 1) @skip(if: false) ... @include(if: true) { increment(by: 1) } }",
        "mutation { increment(by: 1) @skip(if: true) ... @skip(if: false) { increment(by: 1) } }",
    ] {
        server.shared.counter.store(0, Ordering::SeqCst);
        let (_, body) = server.query(query).await;
        assert_eq!(body["data"], json!({ "increment": 1 }), "{query}");
        assert_eq!(server.shared.counter.load(Ordering::SeqCst), 1, "{query}");
    }
    server.shared.counter.store(0, Ordering::SeqCst);
    let (_, body) = server
        .query("mutation { a: increment(by: 1) b: increment(by: 1) increment(by: 5) a: increment(by: 1) }")
        .await;
    assert_eq!(body["data"], json!({ "a": 1, "b": 2, "increment": 7 }));
}

#[tokio::test]
async fn conditions_by_variable_are_decided_per_request() {
    let server = Server::start();
    let query = "mutation($no: Boolean!) { increment(by: 1) @skip(if: $no) ...A @skip(if: $no) } fragment A on Mutation { increment(by: 1) }";
    for (no, data, counter) in [(true, json!({}), 0), (false, json!({ "increment": 1 }), 1)] {
        let request = server
            .post()
            .json(&json!({ "query": query, "variables": { "no": no } }));
        let (_, body) = server.send(request).await;
        assert_eq!(body["data"], data);
        assert_eq!(server.shared.counter.load(Ordering::SeqCst), counter);
    }
}

#[tokio::test]
async fn fragments_apply_to_the_types_they_name() {
    let server = Server::start();
    let query =
        "{ node(id: 1) { __typename id ... on Review { title } ...C ... on Node { same: id } } hello }
        fragment C on Child { name }";
    let (_, body) = server.query(query).await;
    let expected = json!({ "node": { "__typename": "Review", "id": "1", "title": "first", "same": "1" }, "hello": "hello" });
    assert_eq!(body["data"], expected);
}

#[tokio::test]
async fn a_variable_that_is_not_given_leaves_the_default() {
    let server = Server::start();
    let query = "query($v: Int = 5, $w: Int) { a: defaulted(value: $v) b: defaulted(value: $w) }";
    let (_, body) = server.query(query).await;
    assert_eq!(body["data"], json!({ "a": 5, "b": 7 }), "{body}");
}

#[tokio::test]
async fn one_of_inputs_are_read() {
    let server = Server::start();
    let send = async |reference: Value| {
        let query = "query($r: ReviewRef!) { review(reference: $r) { id title } }";
        server
            .send(
                server
                    .post()
                    .json(&json!({ "query": query, "variables": { "r": reference } })),
            )
            .await
    };
    let (_, body) = send(json!({ "external": "x" })).await;
    assert_eq!(
        body["data"]["review"],
        json!({ "id": "x", "title": "by another" })
    );
    let (status, body) = send(json!({ "id": "1", "external": "x" })).await;
    assert_eq!((status, code(&body)), (400, "BAD_USER_INPUT"));
    let (status, body) = server
        .query("{ review(reference: {id: 1, external: \"x\"}) { id } }")
        .await;
    assert_eq!((status, code(&body)), (400, "GRAPHQL_VALIDATION_FAILED"));
}

#[tokio::test]
async fn causes_stay_inside() {
    let server = Server::start();
    for (query, expected) in [
        ("{ fragile { fails } }", "INTERNAL"),
        ("{ foreign }", "INTERNAL"),
        ("{ unavailable }", "UNAVAILABLE"),
        ("{ panics }", "INTERNAL"),
    ] {
        let (_, body) = server.query(query).await;
        let text = body.to_string();
        assert_eq!(code(&body), expected, "{text}");
        assert!(
            !["secret", "SELECT", "internal refused"]
                .iter()
                .any(|leak| text.contains(leak)),
            "{text}"
        );
        assert!(body["errors"][0]["extensions"]["requestId"].is_string());
    }
    let (_, body) = server.query("{ manyErrors { fails } }").await;
    assert_eq!(body["errors"].as_array().unwrap().len(), 20);
}

#[tokio::test]
async fn introspection_is_answered() {
    let server = Server::start();
    let (status, body) = server
        .query(include_str!("../../src/document/introspection.graphql"))
        .await;
    assert_eq!(status, 200);
    assert!(body["errors"].is_null(), "{body}");
    let types = body["data"]["__schema"]["types"].as_array().unwrap();
    assert!(
        types
            .iter()
            .any(|ty| ty["name"] == "ReviewRef" && ty["isOneOf"] == true)
    );
}
