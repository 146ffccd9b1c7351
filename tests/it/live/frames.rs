//! WebSocket beneath the protocol: the handshake, frames that are none, and what is longer than a frame.

use reqwest::{Method, StatusCode};
use tests::socket::Socket;
use tests::{Value, World, json, on_both};
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::protocol::frame::Frame;
use tokio_tungstenite::tungstenite::protocol::frame::coding::{Data, OpCode};

/// A key of a handshake, of 16 bytes.
const KEY: &str = "dGhlIHNhbXBsZSBub25jZQ==";

/// The largest message that is taken, by default.
const LARGEST: usize = 1024 * 1024;

/// Asks for a WebSocket with a part of what that needs; the status, the header of the version, and the answer.
async fn ask(
    world: &World,
    method: Method,
    path: &str,
    more: &[(&str, &str)],
) -> (StatusCode, Option<String>, Value) {
    let mut asks = world.client().request(method, format!("{}{path}", world.url()));
    for (name, value) in [("upgrade", "websocket"), ("x-request-id", "mine-1")]
        .iter()
        .chain(more)
    {
        asks = asks.header(*name, *value);
    }
    let answer = asks.send().await.unwrap();
    assert_eq!(answer.headers()["x-request-id"], "mine-1");
    assert_eq!(answer.headers()["connection"], "close");
    let version = answer.headers().get("sec-websocket-version");
    let version = version.map(|version| version.to_str().unwrap().to_owned());
    (answer.status(), version, answer.json().await.unwrap())
}

fn masked(first: u8, payload: &[u8]) -> Vec<u8> {
    let length = 0x80 | u8::try_from(payload.len()).unwrap();
    [&[first, length, 0, 0, 0, 0], payload].concat()
}

on_both! {
    async fn a_handshake_that_is_none_is_told_so(world: World) {
        let whole = [("connection", "Upgrade"), ("sec-websocket-version", "13"), ("sec-websocket-key", KEY)];
        let without = |index: usize| {
            let mut rest = whole.to_vec();
            rest.remove(index);
            rest
        };
        for headers in [without(0), without(1), without(2), vec![whole[0], ("sec-websocket-version", "8"), whole[2]]] {
            let (status, version, answer) = ask(&world, Method::GET, "/graphql", &headers).await;
            assert_eq!((status, version.as_deref()), (StatusCode::BAD_REQUEST, Some("13")), "{headers:?}");
            assert_eq!(answer["errors"][0]["extensions"]["requestId"], "mine-1", "{answer}");
        }
        let (status, ..) = ask(&world, Method::POST, "/graphql", &whole).await;
        assert_eq!(status, StatusCode::BAD_REQUEST, "only by GET");
        let (status, ..) = ask(&world, Method::GET, "/graphiql", &whole).await;
        assert_eq!(status, StatusCode::NOT_FOUND, "only here");
    }

    async fn what_is_no_frame_closes_with_its_code(world: World) {
        let visitor = world.health_visitor();
        for (bytes, code, why) in [
            (vec![0x81, 2, b'{', b'}'], 1002, "not masked"),
            (masked(0xC1, b"{}"), 1002, "a reserved bit"),
            (masked(0x83, b"{}"), 1002, "a reserved kind"),
            (masked(0x09, b""), 1002, "a ping in pieces"),
            (masked(0x80, b""), 1002, "goes on with nothing"),
            (masked(0x81, &[0xFF]), 1007, "not UTF-8"),
            (vec![0x81, 0xFF, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0], 1009, "a terabyte to come"),
        ] {
            let mut socket = Socket::of(&visitor).await;
            socket.send_bytes(&bytes).await;
            assert_eq!(socket.closed().await, code, "{why}");
        }
        let mut socket = Socket::of(&visitor).await;
        for (kind, is_last) in [(Data::Text, false), (Data::Continue, true)] {
            let half = vec![b' '; LARGEST * 2 / 3];
            socket.send(Message::Frame(Frame::message(half, OpCode::Data(kind), is_last))).await;
        }
        assert_eq!(socket.closed().await, 1009, "too large in pieces");
        let mut socket = Socket::of(&visitor).await;
        socket.send(Message::text(" ".repeat(LARGEST + 1))).await;
        assert_eq!(socket.closed().await, 1009, "too large, and said so although it was not read");
    }

    async fn pieces_make_a_message_and_pings_are_answered_between(world: World) {
        let mut socket = Socket::of(&world.health_visitor()).await;
        let text = json!({ "id": "1", "type": "subscribe", "payload": { "query": "{ viewer { name } }" } }).to_string();
        let (begin, end) = text.split_at(30);
        socket.send(Message::Frame(Frame::message(begin.to_owned(), OpCode::Data(Data::Text), false))).await;
        socket.send(Message::Ping("between".into())).await;
        assert_eq!(socket.pong().await, b"between");
        socket.send(Message::Frame(Frame::message(end.to_owned(), OpCode::Data(Data::Continue), true))).await;
        assert_eq!(socket.next().await.message()["type"], "next");
    }

    async fn what_is_longer_than_a_frame_comes_whole(world: World) {
        let visitor = world.health_visitor();
        let query = "{ __schema { types { name description fields { name description } } } }";
        let asked = visitor.query(query).await;
        assert!(100_000 < asked.to_string().len());
        let mut socket = Socket::of(&visitor).await;
        socket.subscribe("1", query, json!({})).await;
        assert_eq!(socket.next().await.message()["payload"]["data"], asked);
        assert_eq!(socket.next().await.message()["type"], "complete");
    }
}
