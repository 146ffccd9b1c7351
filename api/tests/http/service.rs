//! What stands beside GraphQL, and how the service behaves under load, in time and at its end.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use integrated_review::http::{HttpSettings, RateLimit};
use serde_json::json;

use crate::harness::{Server, code};

fn limited(change: impl FnOnce(&mut HttpSettings)) -> Server {
    let mut settings = HttpSettings::default();
    change(&mut settings);
    Server::with(settings, |app| app)
}

#[tokio::test]
async fn an_operation_ends_at_its_deadline() {
    let server = limited(|settings| settings.limits.timeout = Duration::from_millis(50));
    let (status, body) = server.query("{ hello forever }").await;
    assert_eq!((status, code(&body), body.get("data")), (504, "TIMEOUT", None));
    assert_eq!(server.query("{ hello }").await.0, 200);
}

#[tokio::test]
async fn panics_and_deadlines_hold_on_another_runtime_too() {
    let mut settings = HttpSettings::default();
    settings.limits.timeout = Duration::from_millis(100);
    let runtime = tokio::runtime::Handle::current();
    let server = Server::with(settings, |app| app.on_runtime(runtime));
    assert_eq!(server.query("{ hello }").await.1["data"]["hello"], "hello");
    let (status, body) = server.query("{ panics }").await;
    assert_eq!((status, code(&body)), (500, "INTERNAL"));
    assert_eq!(server.query("{ forever }").await.0, 504);
}

#[tokio::test]
async fn an_answer_has_a_size() {
    let server = limited(|settings| settings.limits.response_bytes = 10_000);
    assert_eq!(server.query("{ large(bytes: 9000) }").await.0, 200);
    let (status, body) = server.query("{ large(bytes: 10000) }").await;
    assert_eq!(
        (status, code(&body), body.get("data")),
        (413, "RESPONSE_TOO_LARGE", None)
    );
}

#[tokio::test]
async fn subjects_are_counted_apart() {
    let server = limited(|settings| settings.rate_limit = RateLimit::new(1, 2));
    let send = async |token: &str| {
        let request = server
            .client
            .post(format!("{}/graphql", server.url))
            .bearer_auth(token);
        request
            .json(&json!({ "query": "{ hello }" }))
            .send()
            .await
            .unwrap()
    };
    for (token, status) in [("good-a", 200), ("good-a", 200), ("good-a", 429), ("good-b", 200)] {
        let response = send(token).await;
        assert_eq!(response.status().as_u16(), status);
        assert_eq!(response.headers().contains_key("retry-after"), status == 429);
    }
}

#[tokio::test]
async fn further_operations_are_turned_away() {
    let server = limited(|settings| settings.max_concurrent = 1);
    let held = tokio::spawn(server.post().json(&json!({ "query": "{ held }" })).send());
    server.shared.started.notified().await;
    let (status, body) = server.query("{ hello }").await;
    assert_eq!((status, code(&body)), (503, "UNAVAILABLE"));
    server.shared.go_on.notify_one();
    assert_eq!(held.await.unwrap().unwrap().status(), 200);
    assert_eq!(server.query("{ hello }").await.0, 200);
}

#[tokio::test]
async fn stopping_finishes_what_runs() {
    let mut server = Server::start();
    let held = tokio::spawn(server.post().json(&json!({ "query": "{ held }" })).send());
    server.shared.started.notified().await;
    server.begin_stop();
    server.shared.go_on.notify_one();
    let response = held.await.unwrap().unwrap();
    assert_eq!(
        response.json::<serde_json::Value>().await.unwrap()["data"]["held"],
        "let go"
    );
    let address = server.address;
    drop(server);
    assert!(TcpStream::connect(address).is_err());
}

#[tokio::test]
async fn a_body_that_never_ends_is_given_up() {
    let server = limited(|settings| settings.body_timeout = Duration::from_millis(50));
    let address = server.address;
    let read = tokio::task::spawn_blocking(move || {
        let mut stream = TcpStream::connect(address).unwrap();
        let head = "POST /graphql HTTP/1.1\r\nhost: x\r\nauthorization: Bearer good\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{";
        stream.write_all(head.as_bytes()).unwrap();
        let mut answer = [0; 64];
        let length = stream.read(&mut answer).unwrap();
        String::from_utf8_lossy(&answer[..length]).into_owned()
    });
    assert!(read.await.unwrap().starts_with("HTTP/1.1 408"));
}

#[tokio::test]
async fn health_is_told() {
    let server = Server::start();
    assert_eq!(server.send(server.get("/health/live")).await.0, 200);
    let (status, body) = server.send(server.get("/health/ready")).await;
    assert_eq!((status, &body["checks"][0]["name"]), (200, &json!("database")));
    let unwell = Server::of_engine(HttpSettings::default(), false, |app| app);
    let (status, body) = unwell.send(unwell.get("/health/ready")).await;
    assert_eq!(
        (status, &body["checks"][0]["why"]),
        (503, &json!("no connection"))
    );
    assert_eq!(unwell.send(unwell.get("/health/live")).await.0, 200);
}

#[tokio::test]
async fn the_schema_and_the_explorer_are_served_from_here() {
    let server = Server::start();
    let schema = server.get("/schema.graphql").send().await.unwrap();
    let tag = schema.headers()["etag"].clone();
    assert!(schema.text().await.unwrap().contains("type Query"));
    assert_eq!(
        server
            .get("/schema.graphql")
            .header("if-none-match", tag)
            .send()
            .await
            .unwrap()
            .status(),
        304
    );
    let page = server.get("/graphiql").send().await.unwrap();
    let policy = page.headers()["content-security-policy"]
        .to_str()
        .unwrap()
        .to_owned();
    assert!(policy.contains("default-src 'none'") && policy.contains("connect-src 'self'"));
    let page = page.text().await.unwrap();
    assert!(!page.contains("http://") && !page.contains("https://"));
    for link in page.split('"').filter(|text| text.starts_with("graphiql/")) {
        let file = server.get(&format!("/{link}")).send().await.unwrap();
        assert_eq!(file.status(), 200, "{link}");
        assert_eq!(file.headers()["x-content-type-options"], "nosniff");
    }
    assert_eq!(
        server
            .get("/graphiql/..%2Ffetch.sh")
            .send()
            .await
            .unwrap()
            .status(),
        404
    );
    assert_eq!(server.get("/demo/roles.json").send().await.unwrap().status(), 404);
    assert_eq!(server.get("/metrics").send().await.unwrap().status(), 404);
    let (status, body) = server.send(server.get("/nothing")).await;
    assert_eq!((status, code(&body)), (404, "NOT_FOUND"));
    let demo = Server::with(HttpSettings::default(), |app| {
        app.with_demo_roles("{\"roles\":[]}".to_owned())
    });
    assert_eq!(demo.send(demo.get("/demo/roles.json")).await.0, 200);
    let closed = limited(|settings| settings.explorer = false);
    assert_eq!(closed.get("/graphiql").send().await.unwrap().status(), 404);
}

#[tokio::test]
async fn what_was_counted_is_given() {
    let recorder = metrics_exporter_prometheus::PrometheusBuilder::new().build_recorder();
    let server = Server::with(HttpSettings::default(), |app| app.with_metrics(recorder.handle()));
    let response = server.get("/metrics").send().await.unwrap();
    assert_eq!(response.status(), 200);
    assert!(
        response.headers()["content-type"]
            .to_str()
            .unwrap()
            .starts_with("text/plain; version=0.0.4")
    );
}
