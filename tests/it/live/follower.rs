//! Somebody who follows the change feed for as long as it takes: at whatever gateway answers, from where the last one broke off.

use std::time::Duration;

use tests::socket::{Came, Socket};
use tests::{Value, json};
use tokio::sync::watch;
use tokio::task::JoinHandle;
use tokio::time::{Instant, interval, timeout};

use super::chaos::{Places, one_of};

const STREAM: &str = "subscription($after: Cursor) { changes(after: $after, types: [\"concern.raised\"]) { __typename \
    ... on Change { id cursor subjectId } ... on Heartbeat { cursor } ... on ResyncRequired { reason } } }";
const PAGE: &str = "query($after: Cursor) { changes(first: 50, after: $after, types: [\"concern.raised\"]) { \
    changes { id cursor subjectId } cursor hasMore } }";
/// Before everything.
const BEGINNING: &str = "ajAuMA";
const PURPOSE: &str = "REVIEW";
/// How long a follower waits for a gateway that may be gone before it asks another one.
const SILENCE: Duration = Duration::from_secs(3);
/// Within what time something is given.
const PATIENCE: Duration = Duration::from_mins(1);
/// Between two tries to reach one.
const AGAIN: Duration = Duration::from_millis(50);

/// A change that was given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Given {
    pub id: String,
    pub cursor: String,
    pub subject: String,
}

impl Given {
    fn of(change: &Value) -> Self {
        let text = |name: &str| change[name].as_str().expect("a text").to_owned();
        Self {
            id: text("id"),
            cursor: text("cursor"),
            subject: text("subjectId"),
        }
    }
}

/// Who follows, and what was given.
pub struct Follower {
    pub token: String,
    pub number: usize,
    pub given: Vec<Given>,
    at: String,
    /// How much was given.
    count: watch::Sender<usize>,
}

/// Somebody who is following.
pub struct Following {
    task: JoinHandle<Follower>,
    count: watch::Receiver<usize>,
}

impl Following {
    /// The follower, when they have come to the end. However long that takes, they get on.
    pub async fn end(mut self) -> Follower {
        loop {
            let before = *self.count.borrow();
            if let Ok(follower) = timeout(PATIENCE, &mut self.task).await {
                return follower.unwrap();
            }
            let now = *self.count.borrow();
            assert!(before < now, "nothing was given for a minute, after {now}");
        }
    }
}

impl Follower {
    pub fn new(token: String, number: usize) -> Self {
        Self {
            token,
            number,
            given: Vec::new(),
            at: BEGINNING.to_owned(),
            count: watch::Sender::new(0),
        }
    }

    /// Follows until the record was given that is said to be the last.
    pub fn start(mut self, places: Places, last: watch::Receiver<Option<String>>) -> Following {
        let count = self.count.subscribe();
        let task = tokio::spawn(async move {
            let (mut turn, mut again) = (self.number, interval(AGAIN));
            while !self.has_come_to(&last) {
                again.tick().await;
                turn += 1;
                if let Some(socket) = Socket::reach(&one_of(&places, turn), &self.token, Some(PURPOSE)).await
                {
                    self.listen(socket, &last).await;
                }
            }
            self
        });
        Following { task, count }
    }

    fn has_come_to(&self, last: &watch::Receiver<Option<String>>) -> bool {
        let last = last.borrow();
        let is_last = |given: &Given| last.as_ref() == Some(&given.subject);
        self.given.iter().any(is_last)
    }

    async fn listen(&mut self, mut socket: Socket, last: &watch::Receiver<Option<String>>) {
        socket.subscribe("1", STREAM, json!({ "after": self.at })).await;
        while !self.has_come_to(last) {
            match socket.next_before(Instant::now() + SILENCE).await {
                Some(Came::Message(message)) if message["type"] == "next" => self.take(&message["payload"]),
                Some(Came::Message(message)) => {
                    assert_eq!(
                        message["payload"][0]["extensions"]["retryable"], true,
                        "{message}"
                    );
                    return;
                }
                Some(Came::Closed(code, reason)) => {
                    assert!([1012, 1013].contains(&code), "{code} {reason}");
                    return;
                }
                Some(Came::Lost) | None => return,
            }
        }
    }

    fn take(&mut self, payload: &Value) {
        let item = &payload["data"]["changes"];
        match item["__typename"].as_str() {
            Some("Change") => {
                let given = Given::of(item);
                self.at.clone_from(&given.cursor);
                self.given.push(given);
                self.count.send_replace(self.given.len());
            }
            Some("Heartbeat") => item["cursor"]
                .as_str()
                .expect("a cursor")
                .clone_into(&mut self.at),
            _ => panic!("{payload}"),
        }
    }
}

/// All that the query gives to whoever has this token.
pub async fn replay(url: &str, token: &str) -> Vec<Given> {
    let client = reqwest::Client::new();
    let (mut at, mut all) = (BEGINNING.to_owned(), Vec::new());
    let mut again = interval(AGAIN);
    loop {
        again.tick().await;
        let body = json!({ "query": PAGE, "variables": { "after": at } });
        let request = client.post(format!("{url}/graphql")).bearer_auth(token);
        let answer = request.header("x-purpose", PURPOSE).json(&body).send().await;
        let answer: Value = answer.unwrap().json().await.unwrap();
        // A connection that the database's crash has broken may still be among those at hand.
        if answer["errors"][0]["extensions"]["retryable"] == true {
            continue;
        }
        let page = &answer["data"]["changes"];
        let changes = page["changes"].as_array().unwrap_or_else(|| panic!("{answer}"));
        all.extend(changes.iter().map(Given::of));
        if page["hasMore"] != true {
            return all;
        }
        page["cursor"].as_str().expect("a cursor").clone_into(&mut at);
    }
}
