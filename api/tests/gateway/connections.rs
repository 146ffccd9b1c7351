//! Connections that say nothing, or little.

use std::io::{ErrorKind, Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use crate::harness::Gateway;

/// How many connections stay open and silent.
const IDLE: usize = 2_000;

/// The status of what comes back before the gateway hangs up; nothing if it hangs up without a word.
fn status(mut stream: TcpStream) -> Option<u16> {
    stream.set_read_timeout(Some(Duration::from_mins(1))).unwrap();
    let mut answer = Vec::new();
    // The gateway may hang up in the middle of what we send: what it said before counts.
    if let Err(error) = stream.read_to_end(&mut answer) {
        assert_ne!(
            error.kind(),
            ErrorKind::WouldBlock,
            "the gateway keeps the connection"
        );
    }
    let answer = String::from_utf8_lossy(&answer).into_owned();
    answer.split(' ').nth(1)?.parse().ok()
}

#[tokio::test]
async fn connections_that_say_nothing_or_nonsense_are_given_up() {
    let gateway = Gateway::start().await;
    silent(&gateway).await;
    slow(&gateway).await;
    unread(&gateway).await;
    broken(&gateway).await;
    assert_eq!(gateway.query("{ viewer { name } }").await.status, 200);
}

/// Two thousand silent connections keep nobody out.
async fn silent(gateway: &Gateway) {
    let (before, _) = gateway.memory();
    let open = (0..IDLE).map(|_| TcpStream::connect(gateway.address).unwrap());
    let open: Vec<TcpStream> = open.collect();
    let mut took = Vec::new();
    for _ in 0..10 {
        // Each on a connection of its own.
        let client = reqwest::Client::new();
        let request = client.post(gateway.at("/graphql")).bearer_auth(&gateway.token);
        let answer = gateway
            .send(request.json(&serde_json::json!({ "query": "{ viewer { name } }" })))
            .await;
        assert_eq!((answer.status, answer.code()), (200, "none"));
        took.push(answer.took);
    }
    let (now, peak) = gateway.memory();
    println!("beside {} silent connections: {took:?}", open.len());
    println!("memory: {before} MiB before, {now} MiB now, {peak} MiB at most");
    assert!(now < before + 128, "{before} MiB before, {now} MiB now");
    drop(open);
}

/// Sends the beginning of something. The gateway may hang up before we are through.
fn begun(gateway: &Gateway, text: &str) -> TcpStream {
    let mut stream = TcpStream::connect(gateway.address).unwrap();
    let _sent = stream.write_all(text.as_bytes());
    stream
}

fn head(gateway: &Gateway) -> String {
    let token = &gateway.token;
    format!(
        "POST /graphql HTTP/1.1\r\nhost: x\r\nauthorization: Bearer {token}\r\ncontent-type: application/json\r\n"
    )
}

/// What became of each, in the time that it took the gateway to give it up.
async fn fates(begun: Vec<(&'static str, TcpStream)>) -> Vec<(&'static str, Option<u16>)> {
    let mut fates = Vec::new();
    for (name, stream) in begun {
        let started = Instant::now();
        let fate = tokio::task::spawn_blocking(move || status(stream)).await.unwrap();
        println!("{name:>40}: {fate:?} after {:?}", started.elapsed());
        fates.push((name, fate));
    }
    fates
}

/// A head or a body that does not come is given up.
async fn slow(gateway: &Gateway) {
    let statements = gateway.statements().await;
    let head = head(gateway);
    let slow = [
        ("half a first line", "POST /gra".to_owned()),
        ("half a head", head.clone()),
        ("no body", format!("{head}content-length: 100\r\n\r\n")),
        (
            "half a body",
            format!("{head}content-length: 100\r\n\r\n{{\"query\""),
        ),
        (
            "half a chunk",
            format!("{head}transfer-encoding: chunked\r\n\r\n5\r\n{{\"q"),
        ),
        (
            "a chunk and no other",
            format!("{head}transfer-encoding: chunked\r\n\r\n5\r\n{{\"que\r\n"),
        ),
    ];
    let slow = slow.map(|(name, text)| (name, begun(gateway, &text)));
    assert_eq!(gateway.statements().await, statements);
    // Others are served meanwhile.
    assert_eq!(gateway.query("{ viewer { name } }").await.status, 200);
    let meanwhile = gateway.statements().await;
    for (name, fate) in fates(slow.into()).await {
        assert_eq!(fate, Some(408), "{name}");
    }
    assert_eq!(
        gateway.statements().await,
        meanwhile,
        "what never came has cost SQL statements"
    );
}

/// A body that nobody reads ends its connection.
async fn unread(gateway: &Gateway) {
    let good = format!("authorization: Bearer {}\r\n", gateway.token);
    let json = "content-type: application/json\r\n";
    let lines = [
        ("of nobody", "POST /graphql", json.to_owned(), 401),
        ("of another type", "POST /graphql", good.clone(), 415),
        ("for nothing", "POST /nothing", json.to_owned(), 404),
        ("for another method", "PUT /graphql", format!("{good}{json}"), 405),
        ("for a file", "GET /schema.graphql", String::new(), 200),
        ("for health", "GET /health/live", String::new(), 200),
    ];
    for body in [
        "transfer-encoding: chunked\r\n\r\n5\r\n{\"q",
        "content-length: 5\r\n\r\n{\"q",
    ] {
        let text = |first: &str, headers: &str| format!("{first} HTTP/1.1\r\nhost: x\r\n{headers}{body}");
        let sent = lines.iter();
        let sent = sent.map(|(name, first, headers, _)| (*name, begun(gateway, &text(first, headers))));
        let expected: Vec<_> = lines
            .iter()
            .map(|(name, _, _, status)| (*name, Some(*status)))
            .collect();
        assert_eq!(fates(sent.collect()).await, expected, "{body}");
    }
}

/// What is no HTTP is hung up on.
async fn broken(gateway: &Gateway) {
    let head = head(gateway);
    let broken = [
        (
            "an endless chunk",
            format!("{head}transfer-encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFFFF\r\n"),
        ),
        (
            "two lengths",
            format!("{head}content-length: 1\r\ncontent-length: 2\r\n\r\n{{}}"),
        ),
        (
            "a length and chunks",
            format!("{head}content-length: 4\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n"),
        ),
        ("an unknown version", "GET / HTTP/9.9\r\n\r\n".to_owned()),
        ("NULs", "\0\0\0\0\r\n\r\n".to_owned()),
        (
            "a head of 1 MB",
            format!("GET / HTTP/1.1\r\nx: {}\r\n\r\n", "y".repeat(1_000_000)),
        ),
    ];
    let broken = broken.map(|(name, text)| (name, begun(gateway, &text)));
    for (name, fate) in fates(broken.into()).await {
        assert!(
            fate.is_none_or(|status| (400..500).contains(&status)),
            "{name}: {fate:?}"
        );
    }
}
