//! `graphql-transport-ws`, word for word: every code with which a connection is closed, and every error of an operation.

use std::time::Duration;

use integrated_review::http::{HttpSettings, StreamSettings};
use tests::socket::Socket;
use tests::{json, on_both};
use tokio_tungstenite::tungstenite::Message;

use super::{raise, review_events};

const HELLO: &str = "{ viewer { name } }";

fn settings(streams: StreamSettings) -> HttpSettings {
    HttpSettings {
        streams,
        ..HttpSettings::default()
    }
}

on_both! {
    async fn a_connection_says_who_it_is_once_and_in_time(world: World) {
        let visitor = world.health_visitor();
        let gateway = world.gateway(settings(StreamSettings {
            init_timeout: Duration::from_millis(200),
            ..StreamSettings::default()
        })).await;
        assert_eq!(Socket::plain(&gateway.url).await.closed().await, 4408, "nothing said");
        let mut socket = Socket::of(&visitor).await;
        socket.init(&visitor.token(), None).await;
        assert_eq!(socket.closed().await, 4429, "said twice");
        let mut socket = Socket::plain(world.url()).await;
        socket.subscribe("1", HELLO, json!({})).await;
        assert_eq!(socket.closed().await, 4401, "asked before");
        for token in ["", "nonsense", &format!("{}x", visitor.token())] {
            let mut socket = Socket::plain(world.url()).await;
            socket.init(token, None).await;
            assert_eq!(socket.closed().await, 4403, "{token:.10}");
        }
        let mut socket = Socket::plain(world.url()).await;
        socket.say(&json!({ "type": "connection_init" })).await;
        assert_eq!(socket.closed().await, 4403, "no token");
        let integration = world.integration();
        let mut socket = Socket::plain(world.url()).await;
        socket.init(&integration.token(), None).await;
        assert_eq!(socket.closed().await, 4400, "a system says for what");
    }

    async fn what_is_not_of_the_protocol_closes_with_its_code(world: World) {
        let visitor = world.health_visitor();
        for text in ["", "{", "[]", r#"{"type":"start"}"#, r#"{"type":"subscribe","id":"1"}"#, r#"{"id":"1","type":"complete","x":1"#] {
            let mut socket = Socket::of(&visitor).await;
            socket.send(Message::text(text)).await;
            assert_eq!(socket.closed().await, 4400, "{text}");
        }
        let mut socket = Socket::of(&visitor).await;
        socket.send(Message::binary(vec![1, 2, 3])).await;
        assert_eq!(socket.closed().await, 4400, "binary");
        let mut socket = Socket::of(&visitor).await;
        let follow = review_events();
        socket.subscribe("1", &follow, json!({ "review": { "id": world.review() } })).await;
        socket.item("Heartbeat").await;
        socket.subscribe("1", &follow, json!({ "review": { "id": world.review() } })).await;
        assert_eq!(socket.closed().await, 4409, "the same id twice");
        let mut socket = Socket::open(world.url(), None, None).await.unwrap();
        assert_eq!(socket.closed().await, 4406, "not this protocol");
        assert_eq!(Socket::open(world.url(), Some("graphql-transport-ws"), Some("https://evil.example")).await.err(), Some(403));
    }

    async fn operations_of_every_kind_run_side_by_side_and_fail_alone(world: World) {
        let mut socket = Socket::of(&world.health_visitor()).await;
        socket.say(&json!({ "type": "ping", "payload": { "at": 1 } })).await;
        assert_eq!(socket.next().await.message(), json!({ "type": "pong", "payload": { "at": 1 } }));
        socket.say(&json!({ "type": "pong" })).await;
        socket.subscribe("query", HELLO, json!({})).await;
        let message = socket.next().await.message();
        assert_eq!((&message["id"], &message["type"]), (&json!("query"), &json!("next")), "{message}");
        assert!(message["payload"]["data"]["viewer"]["name"].is_string());
        assert_eq!(socket.next().await.message(), json!({ "id": "query", "type": "complete" }));
        for (query, code) in [
            ("{", "GRAPHQL_PARSE_FAILED"),
            ("{ nothing }", "GRAPHQL_VALIDATION_FAILED"),
            ("subscription { changes { __typename } inbox { __typename } }", "GRAPHQL_VALIDATION_FAILED"),
        ] {
            socket.subscribe("wrong", query, json!({})).await;
            let message = socket.next().await.message();
            assert_eq!((&message["id"], &message["type"]), (&json!("wrong"), &json!("error")), "{message}");
            assert_eq!(message["payload"][0]["extensions"]["code"], code, "{message}");
        }
        for review in ["review_01jd0000000000000000000000".to_owned(), world.elsewhere().review.to_string()] {
            socket.subscribe("nothing", &review_events(), json!({ "review": { "id": review } })).await;
            let message = socket.next().await.message();
            assert_eq!(message["type"], "error", "{message}");
            assert_eq!(message["payload"][0]["extensions"]["code"], "NOT_FOUND", "{message}");
        }
        socket.subscribe("again", HELLO, json!({})).await;
        assert_eq!(socket.next().await.message()["type"], "next", "the connection goes on");
        assert_eq!(socket.next().await.message()["type"], "complete");
        assert_eq!(socket.close().await, Some(1000));
    }

    async fn an_operation_that_the_client_ends_says_nothing_more(world: World) {
        let visitor = world.health_visitor();
        let mut socket = Socket::of(&visitor).await;
        socket.subscribe("1", &review_events(), json!({ "review": { "id": world.review() } })).await;
        socket.item("Heartbeat").await;
        socket.say(&json!({ "id": "1", "type": "complete" })).await;
        socket.say(&json!({ "type": "ping" })).await;
        assert_eq!(socket.next().await.message()["type"], "pong", "it has heard that");
        world.take_part(&world.review(), &visitor).await;
        raise(&visitor, &world.review(), "STANDARD").await;
        socket.say(&json!({ "type": "ping" })).await;
        assert_eq!(socket.next().await.message()["type"], "pong", "nothing between");
        socket.subscribe("1", HELLO, json!({})).await;
        assert_eq!(socket.next().await.message()["type"], "next", "the id is free");
    }

    async fn connections_and_operations_are_bounded(world: World) {
        let visitor = world.health_visitor();
        let gateway = world.gateway(settings(StreamSettings {
            connections: 3,
            connections_per_subject: 2,
            operations_per_connection: 2,
            ..StreamSettings::default()
        })).await;
        let there = visitor.clone().at(&gateway);
        let mut first = Socket::of(&there).await;
        let _second = Socket::of(&there).await;
        let mut third = Socket::plain(&gateway.url).await;
        third.init(&there.token(), None).await;
        assert_eq!(third.closed().await, 1013, "one too many of this subject");
        let _key_person = Socket::of(&world.key_person().at(&gateway)).await;
        assert_eq!(Socket::open(&gateway.url, Some("graphql-transport-ws"), None).await.err(), Some(503), "one too many");
        for id in ["1", "2", "3"] {
            first.subscribe(id, &review_events(), json!({ "review": { "id": world.review() } })).await;
        }
        let mut refused = Vec::new();
        while refused.is_empty() {
            let message = first.next().await.message();
            if message["type"] == "error" {
                refused.push(message);
            }
        }
        assert_eq!(refused[0]["id"], "3");
        assert_eq!(refused[0]["payload"][0]["extensions"]["code"], "LIMIT_EXCEEDED");
    }

    async fn a_gateway_that_stops_says_so(world: World) {
        let gateway = world.gateway(HttpSettings::default()).await;
        let mut socket = Socket::of(&world.health_visitor().at(&gateway)).await;
        let stop = tokio::task::spawn_blocking(move || drop(gateway));
        assert_eq!(socket.closed().await, 1012);
        stop.await.unwrap();
    }
}
