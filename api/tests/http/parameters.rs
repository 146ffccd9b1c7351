//! What a request says, and how it can be wrong: refused with 400 in either media type, before anybody is let in.

use std::sync::atomic::Ordering;

use reqwest::header::{ACCEPT, CONTENT_TYPE};
use serde_json::{Value, json};

use crate::harness::{Server, code};

const BOTH: [&str; 2] = ["application/json", "application/graphql-response+json"];

#[tokio::test]
async fn malformed_bodies_are_bad_requests() {
    let server = Server::start();
    let bodies: [&[u8]; 24] = [
        b"",
        b" \n",
        b"null",
        b"true",
        b"7",
        b"\"{ hello }\"",
        b"[]",
        b"[{\"query\":\"{ hello }\"}]",
        b"{",
        b"{\"query\":\"{ hello }\"",
        b"{\"query\":\"{ hello }\"}}",
        b"{\"query\":\"{ hello }\"} {\"query\":\"{ hello }\"}",
        b"{\"query\":\"{ hello }\",}",
        b"{'query':'{ hello }'}",
        b"{query:\"{ hello }\"}",
        b"query=%7Bhello%7D",
        b"{ hello }",
        b"\xEF\xBB\xBF{\"query\":\"{ hello }\"}",
        b"\xFE\xFF\x00{\x00}",
        b"{\"query\":\"{ hello }\"\0}",
        b"{\"query\":\"{ hello \0}\"}",
        b"{\"query\":\"{ hello }\xFF\"}",
        b"{\"query\":\"{ hello }\",\"variables\":{\"x\":\"\\ud83d\"}}",
        b"{\"query\":\"{ hello }\",\"variables\":{\"x\":1e999,\"y\":NaN}}",
    ];
    for body in bodies {
        for accept in BOTH {
            let request = server
                .client
                .post(format!("{}/graphql", server.url))
                .bearer_auth("good");
            let request = request
                .header(ACCEPT, accept)
                .header(CONTENT_TYPE, "application/json");
            let (status, answer) = server.send(request.body(body)).await;
            let shown = String::from_utf8_lossy(body);
            assert_eq!((status, code(&answer)), (400, "BAD_REQUEST"), "{shown}");
            assert_eq!(answer.get("data"), None, "{shown}");
        }
    }
    assert_eq!(server.shared.admitted.load(Ordering::SeqCst), 0);
}

#[tokio::test]
async fn parameters_have_their_types() {
    let server = Server::start();
    let values = [
        json!(null),
        json!(true),
        json!(1),
        json!(1.5),
        json!("x"),
        json!([]),
        json!({}),
    ];
    for (name, good) in [
        ("query", &[][..]),
        ("operationName", &[json!(null), json!("x")]),
        ("variables", &[json!(null), json!({})]),
        ("extensions", &[json!(null), json!({})]),
    ] {
        for value in &values {
            let mut body = json!({ "query": "query x { hello }" });
            body[name] = value.clone();
            let (status, answer) = server.send(server.post().json(&body)).await;
            let is_document = name == "query" && value.is_string();
            let expected = match (good.contains(value), is_document) {
                (true, _) => (200, "none"),
                (false, true) => (400, "GRAPHQL_PARSE_FAILED"),
                (false, false) => (400, "BAD_REQUEST"),
            };
            assert_eq!((status, code(&answer)), expected, "{body}");
        }
    }
    let unknown = json!({ "query": "{ hello }", "id": 1, "doc_id": "x", "persisted": [] });
    assert_eq!(
        server.send(server.post().json(&unknown)).await.0,
        200,
        "what is unknown is left alone"
    );
}

fn address(parameters: &[(&str, &str)]) -> String {
    let pairs = parameters.iter().map(|(name, text)| {
        let encoded: Vec<String> = text.bytes().map(|byte| format!("%{byte:02x}")).collect();
        format!("{name}={}", encoded.concat())
    });
    format!("/graphql?{}", pairs.collect::<Vec<_>>().join("&"))
}

#[tokio::test]
async fn addresses_can_be_wrong_in_as_many_ways() {
    let server = Server::start();
    let hello = ("query", "{ hello }");
    for (parameters, expected) in [
        (&[][..], (400, "BAD_REQUEST")),
        (&[("query", "")], (200, "GRAPHQL_PARSE_FAILED")),
        (
            &[("query", "{ hello }"), ("query", "{ hello }")],
            (400, "BAD_REQUEST"),
        ),
        (&[hello, ("variables", "")], (200, "none")),
        (&[hello, ("variables", "null")], (200, "none")),
        (&[hello, ("variables", "{")], (400, "BAD_REQUEST")),
        (&[hello, ("variables", "[]")], (400, "BAD_REQUEST")),
        (&[hello, ("variables", "\"{}\"")], (400, "BAD_REQUEST")),
        (
            &[hello, ("variables", "{}"), ("variables", "{}")],
            (400, "BAD_REQUEST"),
        ),
        (&[hello, ("extensions", "[]")], (400, "BAD_REQUEST")),
        (&[hello, ("operationName", "")], (200, "none")),
        (
            &[hello, ("operationName", "Nobody")],
            (200, "OPERATION_RESOLUTION_FAILURE"),
        ),
        (&[("query", "subscription { ticks }")], (400, "BAD_REQUEST")),
        (
            &[hello, ("operation_name", "Nobody"), ("other", "1")],
            (200, "none"),
        ),
    ] {
        let (status, answer) = server.send(server.get(&address(parameters))).await;
        assert_eq!((status, code(&answer)), expected, "{parameters:?}");
    }
    for text in [
        "/graphql?query=%",
        "/graphql?query=%FF",
        "/graphql?query=%7Bhello%7D%00",
    ] {
        let (status, answer) = server.send(server.get(text)).await;
        assert_ne!(code(&answer), "none", "{text}: {status}");
        assert_eq!(answer.get("data"), None, "{text}");
    }
    let request = |accept: &str| server.get(&address(&[("query", "{")])).header(ACCEPT, accept);
    assert_eq!(server.send(request(BOTH[1])).await.0, 400);
}

#[tokio::test]
async fn a_long_document_comes_by_post() {
    let server = Server::start();
    let text = |length: usize| format!("/graphql?query=%7Bhello%7D&x={}", "y".repeat(length - 20));
    assert_eq!(server.send(server.get(&text(16 * 1024))).await.0, 200);
    let (status, body) = server.send(server.get(&text(16 * 1024 + 1))).await;
    assert_eq!((status, code(&body)), (414, "URI_TOO_LONG"));
    assert_eq!(body["errors"][0]["extensions"]["limit"], "address_bytes");
    // What no address can be long enough for ends in the parser of HTTP itself.
    let longest = server.get(&text(200_000)).send().await;
    assert!(longest.map_or(true, |response| response.status().is_client_error()));
    assert_eq!(server.query("{ hello }").await.0, 200);
}

#[tokio::test]
async fn a_refused_request_lets_nobody_in() {
    let server = Server::start();
    for query in [
        "{",
        "{ nothing }",
        "{ shelves(first: 30000) { nodes { books { id } } } }",
        "query($x: Int!) { shelves(first: $x) { totalCount } }",
    ] {
        assert_eq!(server.query(query).await.0, 400, "{query}");
    }
    assert_eq!(server.shared.admitted.load(Ordering::SeqCst), 0);
    let unknown = |query: &str| {
        let request = server.client.post(format!("{}/graphql", server.url));
        server.send(
            request
                .bearer_auth("good-but-unknown")
                .json(&json!({ "query": query })),
        )
    };
    let (status, body) = unknown("{ hello }").await;
    assert_eq!((status, code(&body), body.get("data")), (403, "FORBIDDEN", None));
    assert_eq!(code(&unknown("{ nothing }").await.1), "GRAPHQL_VALIDATION_FAILED");
}

#[tokio::test]
async fn connections_in_connections_are_costed_by_what_they_ask_for() {
    let server = Server::start();
    let cost = async |query: &str, variables: Value| {
        let (status, body) = server
            .send(
                server
                    .post()
                    .json(&json!({ "query": query, "variables": variables })),
            )
            .await;
        let cost = &body["extensions"]["cost"];
        assert_eq!(cost["limit"], 20_000, "{body}");
        (status, cost["requested"].as_u64().unwrap())
    };
    let nested = "query($outer: Int, $inner: Int) {
        shelves(first: $outer) { totalCount nodes { shelves(first: $inner) { nodes { books { id } } } } } }";
    // A page is one, and each of its items one with all that is below it; a plain list counts as ten.
    let expected = |outer: u64, inner: u64| 1 + outer * (1 + 1 + inner * (1 + 10));
    assert_eq!(
        cost(nested, json!({ "outer": 3, "inner": 4 })).await,
        (200, expected(3, 4))
    );
    assert_eq!(cost(nested, json!({ "outer": 5 })).await, (200, expected(5, 20)));
    assert_eq!(cost(nested, json!({})).await, (200, expected(20, 20)));
    assert_eq!(
        cost(nested, json!({ "outer": -1, "inner": -5 })).await,
        (200, expected(1, 1))
    );
    assert_eq!(
        cost(nested, json!({ "outer": 100, "inner": 100 })).await,
        (400, expected(100, 100))
    );
    assert_eq!(
        cost(
            "{ shelves(first: 2) { nodes { shelves(last: 7) { nodes { __typename } } } } }",
            json!({})
        )
        .await,
        (200, 1 + 2 * (1 + 1 + 7))
    );
    let most = json!({ "outer": i32::MAX, "inner": i32::MAX });
    assert_eq!(
        cost(nested, most).await,
        (400, u64::MAX),
        "sums and products saturate"
    );
}
