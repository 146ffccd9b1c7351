//! A small schema, an engine for it, and a server for that.

#![expect(
    clippy::unused_async,
    reason = "resolvers are async, whether they wait or not"
)]

use std::future::pending;
use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;
use std::sync::atomic::{AtomicI32, Ordering};
use std::thread::JoinHandle;

use async_graphql::{
    Context, ID, Interface, Object, OneofObject, Request, Response, Schema, SimpleObject, Subscription,
    ValidationMode,
};
use futures::Stream;
use integrated_review::http::{Check, Engine, HttpApp, HttpSettings, Readiness, RequestInfo, serve};
use integrated_review::problem::{Code, Problem};
use reqwest::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE};
use serde_json::Value;
use tokio::sync::{Notify, oneshot};

/// What the tests share with the resolvers.
#[derive(Default)]
pub struct Shared {
    pub counter: AtomicI32,
    pub started: Notify,
    pub go_on: Notify,
}

#[derive(SimpleObject, Clone)]
pub struct Review {
    id: ID,
    title: String,
}

#[derive(SimpleObject, Clone)]
pub struct Child {
    id: ID,
    name: String,
}

/// Anything with an id.
#[derive(Interface)]
#[graphql(field(name = "id", ty = "&ID"))]
pub enum Node {
    Review(Review),
    Child(Child),
}

/// A review, by "id" or by another system's.
#[derive(OneofObject)]
pub enum ReviewRef {
    Id(ID),
    External(String),
}

#[derive(Default)]
pub struct Fragile;

#[Object]
impl Fragile {
    async fn works(&self) -> i32 {
        1
    }
    async fn fails(&self) -> Result<i32, Problem> {
        Err(Problem::internal("SELECT secret FROM child"))
    }
    async fn may_fail(&self) -> Option<Result<i32, Problem>> {
        Some(Err(Problem::failed(Code::Forbidden, "not yours")))
    }
}

pub struct Query;

#[Object]
impl Query {
    async fn hello(&self) -> &str {
        "hello"
    }
    /// Ready only after everything else of the same request was asked.
    async fn late(&self) -> &str {
        tokio::task::yield_now().await;
        tokio::task::yield_now().await;
        "late"
    }
    async fn fragile(&self) -> Option<Fragile> {
        Some(Fragile)
    }
    async fn fragiles(&self) -> Vec<Option<Fragile>> {
        vec![Some(Fragile), Some(Fragile)]
    }
    async fn foreign(&self) -> Option<async_graphql::Result<i32>> {
        Some(Err(async_graphql::Error::new_with_source(std::io::Error::other(
            "/var/lib/secret",
        ))))
    }
    async fn unavailable(&self) -> Option<Result<i32, Problem>> {
        Some(Err(Problem::unavailable("db.internal refused")))
    }
    async fn many_errors(&self) -> Vec<Option<Fragile>> {
        (0..100).map(|_| Some(Fragile)).collect()
    }
    async fn panics(&self) -> i32 {
        let unlucky = true;
        assert!(!unlucky, "the child's name is secret");
        1
    }
    async fn forever(&self) -> i32 {
        pending().await
    }
    async fn held(&self, ctx: &Context<'_>) -> &str {
        let shared = ctx.data_unchecked::<Arc<Shared>>();
        shared.started.notify_one();
        shared.go_on.notified().await;
        "let go"
    }
    async fn large(&self, bytes: usize) -> String {
        "x".repeat(bytes)
    }
    async fn node(&self, id: ID) -> Option<Node> {
        let title = "first".to_owned();
        Some(Node::Review(Review { id, title }))
    }
    async fn review(&self, reference: ReviewRef) -> Review {
        let (id, title) = match reference {
            ReviewRef::Id(id) => (id, "by id"),
            ReviewRef::External(value) => (ID(value), "by another"),
        };
        Review {
            id,
            title: title.to_owned(),
        }
    }
    async fn reviews(&self, #[graphql(default = 20)] first: i32) -> Vec<Review> {
        (0..first.clamp(0, 100))
            .map(|id| Review {
                id: id.into(),
                title: String::new(),
            })
            .collect()
    }
    async fn defaulted(&self, #[graphql(default = 7)] value: i32) -> i32 {
        value
    }
    async fn children(&self) -> Vec<Child> {
        vec![Child {
            id: "1".into(),
            name: "A".to_owned(),
        }]
    }
}

pub struct Mutation;

#[Object]
impl Mutation {
    async fn increment(&self, ctx: &Context<'_>, by: i32) -> i32 {
        let counter = &ctx.data_unchecked::<Arc<Shared>>().counter;
        counter.fetch_add(by, Ordering::SeqCst).saturating_add(by)
    }
}

pub struct Ticks;

#[Subscription]
impl Ticks {
    async fn ticks(&self) -> impl Stream<Item = i32> {
        futures::stream::iter([1, 2])
    }
}

pub struct TestEngine {
    schema: Schema<Query, Mutation, Ticks>,
    sdl: String,
    ready: bool,
}

pub struct Session {
    subject: String,
}

impl Engine for TestEngine {
    type Session = Session;

    async fn authenticate(&self, bearer: Option<&str>, _: &RequestInfo) -> Result<Session, Problem> {
        match bearer {
            Some("down") => Err(Problem::unavailable("key source away")),
            Some(subject) if subject.starts_with("good") => Ok(Session {
                subject: subject.to_owned(),
            }),
            _ => Err(Problem::failed(
                Code::Unauthenticated,
                "a valid access token is needed",
            )),
        }
    }

    fn rate_key(&self, session: &Session) -> String {
        session.subject.clone()
    }

    async fn execute(&self, session: Session, request: Request) -> Result<Response, Problem> {
        if session.subject == "good-but-unaudited" {
            return Err(Problem::unavailable("the audit could not be written"));
        }
        Ok(self.schema.execute(request).await)
    }

    async fn ready(&self) -> Readiness {
        let why = (!self.ready).then(|| "no connection".to_owned());
        Readiness {
            checks: vec![Check {
                name: "database",
                ok: self.ready,
                why,
            }],
        }
    }

    fn sdl(&self) -> &str {
        &self.sdl
    }
}

/// A server for one test.
pub struct Server {
    pub url: String,
    pub address: SocketAddr,
    pub shared: Arc<Shared>,
    pub client: reqwest::Client,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Server {
    pub fn start() -> Self {
        Self::with(HttpSettings::default(), |app| app)
    }

    pub fn with(
        mut settings: HttpSettings,
        dress: impl FnOnce(HttpApp<TestEngine>) -> HttpApp<TestEngine>,
    ) -> Self {
        settings.workers = Some(1);
        Self::of_engine(settings, true, dress)
    }

    pub fn of_engine(
        settings: HttpSettings,
        ready: bool,
        dress: impl FnOnce(HttpApp<TestEngine>) -> HttpApp<TestEngine>,
    ) -> Self {
        let shared = Arc::new(Shared::default());
        let schema = Schema::build(Query, Mutation, Ticks)
            .validation_mode(ValidationMode::Fast)
            .register_output_type::<Node>()
            .data(Arc::clone(&shared))
            .finish();
        let sdl = schema.sdl();
        let app = HttpApp::new(Arc::new(TestEngine { schema, sdl, ready }), settings);
        let app = actix_web::web::Data::new(dress(app.map_err(|problem| format!("{problem:?}")).unwrap()));
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let (stop, stopped) = oneshot::channel::<()>();
        let thread = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build()
                .unwrap();
            let shutdown = async {
                let _ = stopped.await;
            };
            runtime.block_on(serve(app, listener, shutdown)).unwrap();
        });
        let client = reqwest::Client::new();
        let url = format!("http://{address}");
        Self {
            url,
            address,
            shared,
            client,
            stop: Some(stop),
            thread: Some(thread),
        }
    }

    pub fn begin_stop(&mut self) {
        drop(self.stop.take());
    }

    pub fn post(&self) -> reqwest::RequestBuilder {
        self.client
            .post(format!("{}/graphql", self.url))
            .header(AUTHORIZATION, "Bearer good")
            .header(ACCEPT, "application/graphql-response+json")
    }

    pub fn get(&self, path: &str) -> reqwest::RequestBuilder {
        self.client
            .get(format!("{}{path}", self.url))
            .header(AUTHORIZATION, "Bearer good")
    }

    pub async fn query(&self, query: &str) -> (u16, Value) {
        self.send(self.post().json(&serde_json::json!({ "query": query })))
            .await
    }

    pub async fn send(&self, request: reqwest::RequestBuilder) -> (u16, Value) {
        let response = request.send().await.unwrap();
        let status = response.status().as_u16();
        let content_type = response.headers()[CONTENT_TYPE].to_str().unwrap().to_owned();
        assert!(content_type.contains("json"), "{content_type}");
        (status, response.json().await.unwrap())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.begin_stop();
        if let Some(thread) = self.thread.take() {
            thread.join().unwrap();
        }
    }
}

/// The code of an answer's first error.
pub fn code(body: &Value) -> &str {
    body["errors"][0]["extensions"]["code"].as_str().unwrap_or("none")
}
