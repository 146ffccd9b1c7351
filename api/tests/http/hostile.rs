//! Requests meant to harm, each refused quickly, and a server that is well afterwards.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use serde_json::json;

use crate::harness::{Server, code};

const QUICKLY: Duration = Duration::from_secs(3);

#[tokio::test]
async fn hostile_documents_are_refused_and_harm_nobody() {
    let server = Server::start();
    let each =
        |count: usize, piece: &dyn Fn(usize) -> String| (0..count).map(piece).collect::<Vec<_>>().concat();
    let bomb = |spreads: usize| {
        let fragments = each(30, &|index| {
            let next = format!("...F{} ", index + 1).repeat(spreads);
            format!("fragment F{index} on Query {{ {next} }} ")
        });
        format!("{{ ...F0 }} {fragments} fragment F30 on Query {{ hello }}")
    };
    let aliases = |field: &str| format!("{{ {} }}", each(10_000, &|index| format!("a{index}:{field} ")));
    let documents = [
        aliases("__typename"),
        aliases("hello"),
        format!(
            "{{ defaulted(value: {}1{}) }}",
            "[".repeat(40_000),
            "]".repeat(40_000)
        ),
        format!(
            "{{ defaulted(value: {}1{}) }}",
            "[".repeat(1_400),
            "]".repeat(1_400)
        ),
        format!(
            "{{ defaulted(value: {}1{}) }}",
            "{a:".repeat(900),
            "}".repeat(900)
        ),
        bomb(2),
        bomb(10),
        "{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }".to_owned(),
        "{ reviews(first: 2147483647) { id } }".to_owned(),
        format!("{{ {} }}", "hello ".repeat(10_000)),
        format!("{{ hello {} }}", "@skip(if: false) ".repeat(10_000)),
        format!("{{ {} }}", "unknown ".repeat(3_000)),
        format!("#{}", "x".repeat(150_000)),
        each(5_000, &|index| format!("query Q{index} {{ hello }} ")),
    ];
    for document in &documents {
        let begin = Instant::now();
        let (status, body) = server.query(document).await;
        let head: String = document.chars().take(60).collect();
        assert_eq!(status, 400, "{head}");
        assert!(body["data"].is_null() && !code(&body).is_empty(), "{head}");
        assert!(body.to_string().len() < 20_000, "{head}");
        assert!(begin.elapsed() < QUICKLY, "{head}: {:?}", begin.elapsed());
    }
    assert_eq!(server.query("{ hello }").await.0, 200);
}

#[tokio::test]
async fn negative_sizes_make_nothing_cheaper() {
    let server = Server::start();
    let (status, body) = server.query("{ reviews(first: -2147483648) { id } hello }").await;
    assert_eq!((status, &body["data"]["hello"]), (200, &json!("hello")));
    assert_eq!(
        body["extensions"]["cost"],
        json!({ "requested": 1, "limit": 20_000 })
    );
}

#[tokio::test]
async fn large_and_deep_bodies_are_refused() {
    let server = Server::start();
    let large = json!({ "query": "{ hello }", "variables": { "x": "y".repeat(2_000_000) } });
    let (status, body) = server.send(server.post().json(&large)).await;
    assert_eq!((status, code(&body)), (413, "PAYLOAD_TOO_LARGE"));
    let deep = format!(
        r#"{{"query":"{{ hello }}","variables":{{"x":{}1{}}}}}"#,
        "[".repeat(50_000),
        "]".repeat(50_000)
    );
    let (status, body) = server
        .send(
            server
                .post()
                .header("content-type", "application/json")
                .body(deep),
        )
        .await;
    assert_eq!((status, code(&body)), (400, "BAD_REQUEST"));
    assert_eq!(server.query("{ hello }").await.0, 200);
}

#[tokio::test]
async fn a_body_without_a_length_is_bounded_too() {
    let server = Server::start();
    let address = server.address;
    let answer = tokio::task::spawn_blocking(move || {
        let mut stream = TcpStream::connect(address).unwrap();
        let head = "POST /graphql HTTP/1.1\r\nhost: x\r\nauthorization: Bearer good\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n";
        stream.write_all(head.as_bytes()).unwrap();
        let chunk = format!("4000\r\n{}\r\n", " ".repeat(0x4000));
        // The server may hang up before everything is sent.
        let _sent = (0..80).try_for_each(|_| stream.write_all(chunk.as_bytes()));
        let mut answer = [0; 64];
        let length = stream.read(&mut answer).unwrap();
        String::from_utf8_lossy(&answer[..length]).into_owned()
    });
    assert!(answer.await.unwrap().starts_with("HTTP/1.1 413"));
}
