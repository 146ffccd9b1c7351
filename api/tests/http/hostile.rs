//! Requests meant to harm; `tests/gateway` sends them to the whole gateway.

use std::io::{Read, Write};
use std::net::TcpStream;

use serde_json::json;

use crate::harness::Server;

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
