//! An engine for the small schema, and a server for that.

use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::thread::JoinHandle;

use async_graphql::{Response, Schema, ValidationMode};
use futures::future::{BoxFuture, pending};
use futures::{FutureExt, StreamExt};
use integrated_review::document::Prepared;
use integrated_review::http::{
    Check, Engine, HttpApp, HttpSettings, Readiness, RequestInfo, Stream, Streamed, serve,
};
use integrated_review::problem::{Code, Problem};
use reqwest::header::{ACCEPT, AUTHORIZATION, HeaderMap};
use serde_json::Value;
use tokio::sync::oneshot;

use crate::schema::{Mutation, Node, Query, Shared, Ticks};

pub struct TestEngine {
    schema: Schema<Query, Mutation, Ticks>,
    sdl: String,
    ready: bool,
    shared: Arc<Shared>,
}

#[derive(Clone)]
pub struct Session {
    subject: String,
}

impl Engine for TestEngine {
    type Subject = Session;
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

    async fn admit(&self, subject: Session) -> Result<Session, Problem> {
        self.shared.admitted.fetch_add(1, Ordering::SeqCst);
        match subject.subject.as_str() {
            "good-but-unknown" => Err(Problem::failed(Code::Forbidden, "not in the directory")),
            _ => Ok(subject),
        }
    }

    async fn execute(&self, session: Session, operation: Prepared) -> Result<Response, Problem> {
        if session.subject == "good-but-unaudited" {
            return Err(Problem::unavailable("the audit could not be written"));
        }
        Ok(self.schema.execute(operation.request).await)
    }

    async fn subscribe(
        &self,
        _: Session,
        operation: Prepared,
        _: Option<&str>,
    ) -> Result<Result<Stream, Response>, Problem> {
        let items = self
            .schema
            .execute_stream(operation.request)
            .map(|response| Streamed::Next {
                result: serde_json::to_vec(&response).unwrap().into(),
                cursor: None,
            });
        Ok(Ok(items.boxed()))
    }

    fn ended(&self, _: &Session) -> BoxFuture<'static, ()> {
        pending().boxed()
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
        let engine = TestEngine {
            schema,
            sdl,
            ready,
            shared: Arc::clone(&shared),
        };
        let app = HttpApp::new(Arc::new(engine), settings);
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
        let (status, _, body) = self.answer(request).await;
        (status, body)
    }

    /// Status, headers and body; every answer is of the form that is promised.
    pub async fn answer(&self, request: reqwest::RequestBuilder) -> (u16, HeaderMap, Value) {
        let response = request.send().await.unwrap();
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        let body: Value = response.json().await.unwrap();
        if body.get("data").is_some() || body.get("errors").is_some() {
            well_formed(status, &headers, &body);
        }
        (status, headers, body)
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

/// What holds for every answer of GraphQL: headers, and errors with a code, the request's id and whether to try again.
fn well_formed(status: u16, headers: &HeaderMap, body: &Value) {
    let header = |name: &str| headers.get(name).map(|value| value.to_str().unwrap());
    let media = ["application/json", "application/graphql-response+json"];
    let content_type = header("content-type").unwrap();
    assert!(
        media
            .map(|media| format!("{media}; charset=utf-8"))
            .contains(&content_type.to_owned())
    );
    assert_eq!(header("cache-control"), Some("no-store"));
    assert_eq!(header("x-content-type-options"), Some("nosniff"));
    assert_eq!(header("vary"), Some("Accept, Authorization"));
    assert!(
        headers
            .keys()
            .all(|name| !name.as_str().starts_with("access-control-"))
    );
    let errors = body
        .get("errors")
        .map_or(&[][..], |errors| errors.as_array().unwrap());
    assert!(
        body.get("errors").is_none() || (1..=20).contains(&errors.len()),
        "{body}"
    );
    assert!(body.get("data").is_none() || status == 200, "{status}: {body}");
    for error in errors {
        let message = error["message"].as_str().unwrap();
        assert!((1..=300).contains(&message.chars().count()), "{message}");
        assert!(!message.contains("Did you mean"), "{message}");
        let extensions = &error["extensions"];
        let code = extensions["code"].as_str().unwrap();
        assert!(Code::ALL.iter().any(|known| known.as_str() == code), "{code}");
        assert_eq!(
            extensions["requestId"].as_str(),
            header("x-request-id"),
            "{error}"
        );
        assert!(extensions["retryable"].is_boolean(), "{error}");
    }
}

/// The code of an answer's first error.
pub fn code(body: &Value) -> &str {
    body["errors"][0]["extensions"]["code"].as_str().unwrap_or("none")
}
