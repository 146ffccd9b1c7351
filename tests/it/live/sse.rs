//! Server-sent events: graphql-sse, a connection for each operation.

use reqwest::Response;
use reqwest::header::CONTENT_TYPE;
use tests::{Actor, Value, json, on_both};

use super::{raise, review_events};

struct Events(Response, String);

async fn open(actor: &Actor, query: &str, variables: Value, last: Option<&str>) -> Response {
    let client = reqwest::Client::new();
    let mut request = client
        .post(format!("{}/graphql/stream", actor.url()))
        .bearer_auth(actor.token())
        .header("accept", "text/event-stream");
    if let Some(last) = last {
        request = request.header("last-event-id", last);
    }
    let body = json!({ "query": query, "variables": variables });
    request.json(&body).send().await.unwrap()
}

impl Events {
    async fn of(actor: &Actor, query: &str, variables: Value, last: Option<&str>) -> Self {
        let response = open(actor, query, variables, last).await;
        assert_eq!(response.status(), 200);
        assert_eq!(
            response.headers()[CONTENT_TYPE],
            "text/event-stream; charset=utf-8"
        );
        Self(response, String::new())
    }

    /// The next event: its name, its id and its data; comments are passed over.
    async fn next(&mut self) -> Option<(String, Option<String>, Value)> {
        loop {
            while let Some((event, rest)) = self.1.split_once("\n\n") {
                let (event, rest) = (event.to_owned(), rest.to_owned());
                self.1 = rest;
                let field = |name: &str| {
                    event
                        .lines()
                        .find_map(|line| line.strip_prefix(name).map(str::to_owned))
                };
                if let Some(name) = field("event: ") {
                    let data = field("data: ").map(|data| serde_json::from_str(&data).unwrap());
                    return Some((name, field("id: "), data.unwrap_or_default()));
                }
            }
            let chunk = self.0.chunk().await.ok()??;
            self.1.push_str(std::str::from_utf8(&chunk).unwrap());
        }
    }
}

on_both! {
    async fn a_subscription_is_a_stream_that_goes_on_from_its_last_event(world: World) {
        let visitor = world.health_visitor();
        let review = world.review();
        world.take_part(&review, &visitor).await;
        let about = json!({ "review": { "id": review } });
        let mut events = Events::of(&visitor, &review_events(), about.clone(), None).await;
        let (name, begin, data) = events.next().await.unwrap();
        assert_eq!((name.as_str(), &data["data"]["reviewEvents"]["__typename"]), ("next", &json!("Heartbeat")));
        let concern = raise(&visitor, &review, "STANDARD").await;
        let (_, id, data) = events.next().await.unwrap();
        assert_eq!(data["data"]["reviewEvents"]["subjectId"], concern.as_str());
        assert_eq!(data["data"]["reviewEvents"]["cursor"].as_str(), id.as_deref());
        drop(events);
        let mut events = Events::of(&visitor, &review_events(), about, begin.as_deref()).await;
        events.next().await.unwrap();
        let (_, again, _) = events.next().await.unwrap();
        assert_eq!(again, id, "what came after the last event that was taken in");
    }

    async fn queries_end_at_once_and_errors_come_before_a_stream(world: World) {
        let visitor = world.health_visitor();
        let mut events = Events::of(&visitor, "{ viewer { name } }", json!({}), None).await;
        let (name, id, data) = events.next().await.unwrap();
        assert_eq!((name.as_str(), id), ("next", None));
        assert!(data["data"]["viewer"]["name"].is_string());
        assert_eq!(events.next().await.unwrap().0, "complete");
        assert!(events.next().await.is_none());
        let wrong = open(&visitor, "{ nothing }", json!({}), None).await;
        assert_eq!(wrong.status(), 400);
        let wrong = open(&visitor, &review_events(), json!({ "review": { "id": world.review() } }), Some("zzz")).await;
        assert_eq!(wrong.status(), 400, "no cursor of the feed");
        let client = reqwest::Client::new();
        let nobody = client.post(format!("{}/graphql/stream", world.url())).json(&json!({ "query": "{ viewer { name } }" }));
        assert_eq!(nobody.send().await.unwrap().status(), 401);
        let reserve = client.put(format!("{}/graphql/stream", world.url())).bearer_auth(visitor.token());
        assert_eq!(reserve.send().await.unwrap().status(), 405);
    }
}
