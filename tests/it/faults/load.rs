//! Callers who raise concerns, each with a key for each, and try again until they know what came of it.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use entity::ids::ReviewId;
use tests::{Value, json};
use tokio::sync::watch;
use tokio::task::JoinHandle;

const RAISE: &str = "mutation($review: ReviewRef!, $key: String!, $input: ConcernRaiseInput!) {
    concernRaise(review: $review, idempotencyKey: $key, input: $input) { concern { id } replayed userErrors { message } }
}";

/// Whoever tries as often as this tries for ever.
const MOST: usize = 100;

/// A gateway, and who asks it.
#[derive(Clone)]
pub struct Target {
    client: reqwest::Client,
    url: String,
    token: String,
}

/// What came of one try.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Try {
    /// It was done.
    Done,
    /// It had been done by an earlier try.
    Replayed,
    /// The gateway said that nothing was done, and to try again.
    Away,
    /// The gateway said that it does not know.
    Unknown,
    /// There was no answer.
    Cut,
}

/// A concern that somebody wants to raise.
#[derive(Debug)]
pub struct Wish {
    /// The idempotency key.
    pub key: String,
    /// In which review.
    pub review: ReviewId,
    /// What came of each try.
    pub tries: Vec<Try>,
    /// The concern, once it is known to be there.
    pub concern: Option<String>,
}

impl Wish {
    pub fn new(key: String, review: ReviewId) -> Self {
        Self {
            key,
            review,
            tries: Vec::new(),
            concern: None,
        }
    }

    fn last(&self) -> Option<Try> {
        self.tries.last().copied()
    }
}

impl Target {
    pub fn new(url: &str, token: String) -> Self {
        Self {
            client: reqwest::Client::new(),
            url: url.to_owned(),
            token,
        }
    }

    /// The same caller at another gateway.
    pub fn at(&self, url: &str) -> Self {
        Self {
            url: url.to_owned(),
            ..self.clone()
        }
    }

    /// Status and body of an answer; nothing where the connection broke.
    pub async fn ask(&self, request_id: &str, body: &Value) -> Option<(u16, Value)> {
        let request = self.client.post(format!("{}/graphql", self.url));
        let request = request
            .bearer_auth(&self.token)
            .header("x-request-id", request_id);
        let response = request.json(body).send().await.ok()?;
        let status = response.status().as_u16();
        Some((status, response.json().await.ok()?))
    }

    /// Whether the gateway says that it is ready, and what it says of the database.
    pub async fn ready(&self) -> (bool, Value) {
        let request = self.client.get(format!("{}/health/ready", self.url));
        let response = request.send().await.expect("an answer");
        let is_ready = response.status().is_success();
        let body: Value = response.json().await.expect("an answer in JSON");
        let checks = body["checks"].as_array().cloned().unwrap_or_default();
        let database = checks.into_iter().find(|check| check["name"] == "database");
        (is_ready, database.unwrap_or_default()["ok"].clone())
    }

    /// Tries once.
    pub async fn raise(&self, wish: &mut Wish) {
        let input = json!({ "topic": "SLEEP", "level": "WATCH", "evidence": "Wakes four times a night." });
        let variables =
            json!({ "review": { "id": wish.review.to_string() }, "key": wish.key, "input": input });
        let request_id = format!("{}.{}", wish.key, wish.tries.len());
        let body = json!({ "query": RAISE, "variables": variables });
        let came = match self.ask(&request_id, &body).await {
            None => Try::Cut,
            Some((_, body)) if body["errors"][0].is_object() => away(&body["errors"][0]),
            Some((status, body)) => {
                let payload = &body["data"]["concernRaise"];
                assert_eq!((status, &payload["userErrors"]), (200, &json!([])), "{body:#}");
                let concern = payload["concern"]["id"].as_str().map(str::to_owned);
                assert!(concern.is_some(), "acknowledged, and not there: {body:#}");
                wish.concern = concern;
                if payload["replayed"] == true {
                    Try::Replayed
                } else {
                    Try::Done
                }
            }
        };
        wish.tries.push(came);
    }

    /// Tries until it is done.
    pub async fn insist(&self, wish: &mut Wish) {
        while wish.concern.is_none() {
            self.raise(wish).await;
            assert!(wish.tries.len() < MOST, "{wish:?}");
        }
    }
}

/// A gateway that cannot do what it is asked says so in one of two ways, and nothing else.
fn away(error: &Value) -> Try {
    let extensions = &error["extensions"];
    assert_eq!(extensions["retryable"], true, "{error:#}");
    match extensions["code"].as_str() {
        Some("UNAVAILABLE") => Try::Away,
        Some("OUTCOME_UNKNOWN") => Try::Unknown,
        _ => panic!("{error:#}"),
    }
}

/// Callers who go on until they are stopped, or get no answer.
pub struct Load {
    callers: Vec<JoinHandle<Vec<Wish>>>,
    stop: Arc<AtomicBool>,
    done: watch::Receiver<usize>,
}

impl Load {
    /// Starts one caller for each review. `tag` begins the keys and the ids of the requests.
    pub fn start(target: &Target, tag: &str, reviews: &[ReviewId]) -> Self {
        let (count, done) = watch::channel(0);
        let (count, stop) = (Arc::new(count), Arc::new(AtomicBool::new(false)));
        let callers = reviews.iter().zip(0..).map(|(review, number): (_, usize)| {
            let (target, stop, count) = (target.clone(), Arc::clone(&stop), Arc::clone(&count));
            let key = format!("{tag}-{number}");
            tokio::spawn(call(target, key, *review, stop, count))
        });
        Self {
            callers: callers.collect(),
            stop,
            done,
        }
    }

    /// Waits until so many more acts have been acknowledged.
    pub async fn further(&mut self, acts: usize) {
        let wanted = *self.done.borrow_and_update() + acts;
        self.done.wait_for(|done| wanted <= *done).await.expect("callers");
    }

    /// Stops the callers, and gives what they wanted.
    pub async fn end(self) -> Vec<Wish> {
        self.stop.store(true, Ordering::SeqCst);
        let mut wishes = Vec::new();
        for caller in self.callers {
            wishes.extend(caller.await.unwrap());
        }
        wishes
    }
}

async fn call(
    target: Target,
    key: String,
    review: ReviewId,
    stop: Arc<AtomicBool>,
    done: Arc<watch::Sender<usize>>,
) -> Vec<Wish> {
    let mut wishes: Vec<Wish> = Vec::new();
    while !stop.load(Ordering::SeqCst) && wishes.last().and_then(Wish::last) != Some(Try::Cut) {
        let mut wish = Wish::new(format!("{key}-{}", wishes.len()), review);
        while wish.concern.is_none() && wish.last() != Some(Try::Cut) && !stop.load(Ordering::SeqCst) {
            target.raise(&mut wish).await;
        }
        if wish.concern.is_some() {
            done.send_modify(|done| *done += 1);
        }
        wishes.push(wish);
    }
    wishes
}
