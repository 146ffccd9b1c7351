//! GraphQL over HTTP: methods, media types, parameters, statuses.

use reqwest::Method;
use reqwest::header::{ACCEPT, ALLOW, AUTHORIZATION, CONTENT_ENCODING, CONTENT_TYPE};
use serde_json::{Value, json};

use crate::harness::{Server, code};

const RESPONSE: &str = "application/graphql-response+json";

/// A body, the status with the modern media type, that with the old one, and the code.
type Case = (Value, u16, u16, &'static str);

async fn answered_with(cases: impl IntoIterator<Item = Case>) {
    let server = Server::start();
    for (body, modern, legacy, expected) in cases {
        for (accept, status) in [(RESPONSE, modern), ("application/json", legacy)] {
            let request = server
                .client
                .post(format!("{}/graphql", server.url))
                .bearer_auth("good");
            let (found, answer) = server.send(request.header(ACCEPT, accept).json(&body)).await;
            assert_eq!((found, code(&answer)), (status, expected), "{body} {accept}");
            let is_executed = matches!(expected, "none" | "INTERNAL");
            assert_eq!(answer.get("data").is_some(), is_executed, "{answer}");
        }
    }
}

#[tokio::test]
async fn statuses_of_documents_follow_the_media_type() {
    let coerced = "query($v: Int!) { defaulted(value: $v) }";
    answered_with([
        (json!({ "query": "{ hello }" }), 200, 200, "none"),
        (json!({ "query": "{ fragile { fails } }" }), 200, 200, "INTERNAL"),
        (json!({ "query": "{" }), 400, 200, "GRAPHQL_PARSE_FAILED"),
        (
            json!({ "query": "{ nothing }" }),
            400,
            200,
            "GRAPHQL_VALIDATION_FAILED",
        ),
        (
            json!({ "query": "query A { hello } query B { hello }" }),
            400,
            200,
            "OPERATION_RESOLUTION_FAILURE",
        ),
        (json!({ "query": coerced }), 400, 200, "BAD_USER_INPUT"),
        (
            json!({ "query": coerced, "variables": { "v": "x" } }),
            400,
            200,
            "BAD_USER_INPUT",
        ),
    ])
    .await;
}

#[tokio::test]
async fn wrong_parameters_are_bad_requests() {
    let wrong = [
        json!({}),
        json!({ "query": 1 }),
        json!({ "query": "{ hello }", "variables": [] }),
        json!({ "query": "{ hello }", "operationName": {} }),
        json!({ "query": "{ hello }", "extensions": "x" }),
        json!([{ "query": "{ hello }" }]),
        json!({ "query": "subscription { ticks }" }),
    ];
    answered_with(wrong.map(|body| (body, 400, 400, "BAD_REQUEST"))).await;
}

#[tokio::test]
async fn the_answer_has_a_type_that_is_accepted() {
    let server = Server::start();
    for (accept, status, content_type) in [
        (None, 200, "application/json; charset=utf-8"),
        (Some("*/*"), 200, "application/json; charset=utf-8"),
        (Some("application/json"), 200, "application/json; charset=utf-8"),
        (
            Some(RESPONSE),
            200,
            "application/graphql-response+json; charset=utf-8",
        ),
        (
            Some("application/json;q=0.1, application/graphql-response+json;q=0.2"),
            200,
            "application/graphql-response+json; charset=utf-8",
        ),
        (Some("text/html"), 406, "application/json; charset=utf-8"),
        (
            Some("image/png, application/json;q=0"),
            406,
            "application/json; charset=utf-8",
        ),
    ] {
        let mut request = server
            .client
            .post(format!("{}/graphql", server.url))
            .header(AUTHORIZATION, "bearer good");
        if let Some(accept) = accept {
            request = request.header(ACCEPT, accept);
        }
        let response = request
            .json(&json!({ "query": "{ hello }" }))
            .send()
            .await
            .unwrap();
        assert_eq!(
            (
                response.status().as_u16(),
                response.headers()[CONTENT_TYPE].to_str().unwrap()
            ),
            (status, content_type)
        );
        assert_eq!(response.headers()["x-content-type-options"], "nosniff");
        assert_eq!(response.headers()["cache-control"], "no-store");
        assert_eq!(response.headers()["vary"], "Accept, Authorization");
    }
}

#[tokio::test]
async fn only_json_is_read() {
    let server = Server::start();
    let body = r#"{"query":"mutation { increment(by: 1) }"}"#;
    for content_type in [
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "application/graphql",
        "application/json; charset=latin1",
    ] {
        let (status, answer) = server
            .send(server.post().header(CONTENT_TYPE, content_type).body(body))
            .await;
        assert_eq!(
            (status, code(&answer)),
            (415, "UNSUPPORTED_MEDIA_TYPE"),
            "{content_type}"
        );
    }
    assert_eq!(server.send(server.post().body(body)).await.0, 415);
    let compressed = server
        .post()
        .header(CONTENT_TYPE, "application/json")
        .header(CONTENT_ENCODING, "gzip");
    assert_eq!(server.send(compressed.body(body)).await.0, 415);
    let broken = server.post().header(CONTENT_TYPE, "application/json").body("{");
    assert_eq!(server.send(broken).await.0, 400);
    let utf8 = server
        .post()
        .header(CONTENT_TYPE, "application/json; charset=UTF-8")
        .body(body);
    assert_eq!(server.send(utf8).await.1["data"]["increment"], 1);
}

fn address(parameters: &[(&str, &str)]) -> String {
    let written = parameters.iter().map(|(name, value)| {
        let value: Vec<_> = value.bytes().map(|byte| format!("%{byte:02X}")).collect();
        format!("{name}={}", value.concat())
    });
    format!("/graphql?{}", written.collect::<Vec<_>>().join("&"))
}

#[tokio::test]
async fn get_reads_and_never_writes() {
    let server = Server::start();
    let get = async |query: &[(&str, &str)]| server.send(server.get(&address(query))).await;
    let named =
        "query A { a: hello } query B($v: Int) { b: defaulted(value: $v) } mutation C { increment(by: 1) }";
    let (status, body) = get(&[
        ("query", named),
        ("operationName", "B"),
        ("variables", r#"{"v":3}"#),
        ("extensions", "{}"),
    ])
    .await;
    assert_eq!((status, &body["data"]), (200, &json!({ "b": 3 })));
    assert_eq!(get(&[("query", "{ hello }"), ("variables", "x")]).await.0, 400);
    assert_eq!(get(&[("variables", "{}")]).await.0, 400);
    for mutation in [
        &[("query", "mutation { increment(by: 1) }")][..],
        &[("query", named), ("operationName", "C")],
    ] {
        let response = server.get(&address(mutation)).send().await.unwrap();
        assert_eq!(
            (response.status().as_u16(), &response.headers()[ALLOW]),
            (405, &"POST".parse().unwrap())
        );
    }
    assert_eq!(server.shared.counter.load(std::sync::atomic::Ordering::SeqCst), 0);
}

#[tokio::test]
async fn other_methods_are_named() {
    let server = Server::start();
    for method in [Method::PUT, Method::DELETE, Method::PATCH, Method::OPTIONS] {
        let response = server
            .client
            .request(method, format!("{}/graphql", server.url))
            .send()
            .await
            .unwrap();
        assert_eq!(
            (response.status().as_u16(), &response.headers()[ALLOW]),
            (405, &"GET, POST".parse().unwrap())
        );
    }
}

#[tokio::test]
async fn who_is_not_let_in_learns_nothing() {
    let server = Server::start();
    for (authorization, challenge) in [
        (None, r#"Bearer realm="integrated-review""#),
        (Some("Basic Z29vZDpnb29k"), r#"Bearer realm="integrated-review""#),
        (Some("good"), r#"Bearer realm="integrated-review""#),
        (
            Some("Bearer bad"),
            r#"Bearer realm="integrated-review", error="invalid_token""#,
        ),
    ] {
        for query in ["{ hello }", "{", "{ nothing }"] {
            let mut request = server
                .client
                .post(format!("{}/graphql", server.url))
                .json(&json!({ "query": query }));
            if let Some(authorization) = authorization {
                request = request.header(AUTHORIZATION, authorization);
            }
            let response = request.send().await.unwrap();
            assert_eq!(response.status().as_u16(), 401);
            assert_eq!(response.headers()["www-authenticate"], challenge);
            let body: Value = response.json().await.unwrap();
            assert_eq!((code(&body), body.get("data")), ("UNAUTHENTICATED", None));
        }
    }
    let in_address = server.client.get(format!(
        "{}/graphql?access_token=good&query=%7Bhello%7D",
        server.url
    ));
    assert_eq!(in_address.send().await.unwrap().status(), 401);
}

#[tokio::test]
async fn what_fails_as_a_whole_has_no_data() {
    let server = Server::start();
    for token in ["down", "good-but-unaudited"] {
        let request = server
            .client
            .post(format!("{}/graphql", server.url))
            .bearer_auth(token);
        let (status, body) = server.send(request.json(&json!({ "query": "{ hello }" }))).await;
        assert_eq!(
            (status, code(&body), body.get("data")),
            (503, "UNAVAILABLE", None)
        );
        assert_eq!(body["errors"][0]["extensions"]["retryable"], true);
    }
}

#[tokio::test]
async fn request_ids_go_in_and_out() {
    let server = Server::start();
    let send = async |id: &str| {
        let request = server
            .post()
            .header("x-request-id", id)
            .json(&json!({ "query": "{ nothing }" }));
        let response = request.send().await.unwrap();
        let header = response.headers()["x-request-id"].to_str().unwrap().to_owned();
        let body: Value = response.json().await.unwrap();
        assert_eq!(body["errors"][0]["extensions"]["requestId"], header);
        header
    };
    assert_eq!(send("trace.1_a-B").await, "trace.1_a-B");
    let unsafe_id = "x\" onload=1";
    assert_ne!(send(unsafe_id).await, unsafe_id);
    assert_ne!(send(&"a".repeat(65)).await, "a".repeat(65));
}
