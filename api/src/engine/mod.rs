//! The engine behind the HTTP layer: tokens become viewers, requests are executed over the schema, and what was
//! withheld is said.

mod alarm;
mod follower;
mod group;
mod live;

use std::io;
use std::net::TcpListener;
use std::sync::Arc;
use std::time::Duration;

use actix_web::web;
use async_graphql::{Name, Response};
use entity::enums::Purpose;
use futures::future::{BoxFuture, LocalBoxFuture};
use tokio::time::timeout;

use self::group::For;
use self::live::Live;
use crate::auth::viewer::Caller;
use crate::auth::{Subject, Verifier};
use crate::document::{OperationKind, Prepared};
use crate::gql::context::RequestContext;
use crate::http::{self, Check, Engine, HttpApp, HttpSettings, Readiness, RequestInfo, Stream};
use crate::policy::purpose;
use crate::problem::{Code, Problem, Result};
use crate::schema::{self, Gateway};
use crate::store::journal::Position;
use crate::store::{Store, roster};

/// How long readiness waits for the database: whoever asks has little patience, and what does not answer by then is not
/// ready.
const PATIENCE: Duration = Duration::from_secs(2);

/// The gateway behind the HTTP layer.
pub struct GatewayEngine {
    store: Store,
    verifier: Verifier,
    schema: Gateway,
    sdl: String,
    live: Arc<Live>,
}

impl GatewayEngine {
    /// An engine over these databases, for the tokens that this verifier accepts.
    pub fn new(store: Store, verifier: Verifier, settings: &HttpSettings) -> Self {
        let schema = schema::build();
        let sdl = schema::sdl(&schema);
        let live = Live::new(
            store.clone(),
            schema.clone(),
            settings.limits.clone(),
            settings.streams.clone(),
        );
        Self {
            live: Arc::new(live),
            store,
            verifier,
            schema,
            sdl,
        }
    }

    /// The store behind it.
    pub fn store(&self) -> &Store {
        &self.store
    }
}

/// [`http::serve`] for the gateway. What is awaited is made here, so that all that it runs is compiled once, with this crate,
/// and not again with each program that serves.
pub fn serve(
    app: web::Data<HttpApp<GatewayEngine>>,
    listener: TcpListener,
    shutdown: LocalBoxFuture<'static, ()>,
) -> LocalBoxFuture<'static, io::Result<()>> {
    Box::pin(http::serve(app, listener, shutdown))
}

/// A verified subject with what is known of their request.
#[derive(Clone)]
pub struct Asking {
    subject: Subject,
    request_id: Arc<str>,
    purpose: Purpose,
    client: Option<Arc<str>>,
}

/// Why an answer that could not be recorded does not leave. What a mutation has done stays done.
fn withheld(kind: OperationKind, problem: Problem) -> Problem {
    match kind {
        OperationKind::Mutation => Problem::failed(
            Code::OutcomeUnknown,
            "the act is done, but what its answer shows could not be recorded, so it is withheld: repeat it with the \
             same idempotency key",
        ),
        _ => problem,
    }
}

impl Engine for GatewayEngine {
    type Subject = Asking;
    type Session = Caller;

    async fn authenticate(&self, bearer: Option<&str>, request: &RequestInfo) -> Result<Asking> {
        let token = bearer.ok_or_else(|| {
            Problem::failed(
                Code::Unauthenticated,
                "a bearer token is required: Authorization: Bearer …",
            )
        })?;
        let subject = self.verifier.verify(token).await?;
        Ok(Asking {
            purpose: purpose::of(subject.role(), request.purpose.as_deref())?,
            subject,
            request_id: Arc::clone(&request.request_id),
            client: request.client_name.as_deref().map(Arc::from),
        })
    }

    fn rate_key(&self, asking: &Asking) -> String {
        format!("{} {}", asking.subject.issuer(), asking.subject.subject())
    }

    async fn admit(&self, asking: Asking) -> Result<Caller> {
        let viewer = roster::viewer(&self.store, asking.subject).await?;
        Ok(Caller {
            viewer,
            request_id: asking.request_id,
            purpose: asking.purpose,
            client: asking.client,
            operation: None,
        })
    }

    async fn execute(&self, mut session: Caller, operation: Prepared) -> Result<Response> {
        let kind = operation.kind;
        session.operation = operation.operation_name.as_deref().map(Arc::from);
        let context = Arc::new(RequestContext::new(self.store.clone(), session));
        if operation.reads_position {
            context.position().await?;
        }
        let request = operation.request.data(Arc::clone(&context));
        let mut response = self.schema.execute(request).await;
        self.store
            .record(&context.caller, context.report.shown(), &context.report.crossed())
            .await
            .map_err(|problem| withheld(kind, problem))?;
        if let Some(withheld) = context.report.extension() {
            response
                .extensions
                .insert(Name::new("withheld").to_string(), withheld);
        }
        Ok(response)
    }

    async fn subscribe(
        &self,
        asking: Asking,
        operation: Prepared,
        after: Option<&str>,
    ) -> Result<Result<Stream, Response>> {
        let after = after.map(Position::parse).transpose()?;
        let asking = For {
            subject: asking.subject,
            purpose: asking.purpose,
            client: asking.client,
            request_id: asking.request_id,
        };
        self.live.open(asking, operation, after).await
    }

    fn ended(&self, asking: &Asking) -> BoxFuture<'static, ()> {
        self.live.alarm.at(asking.subject.expires_at())
    }

    async fn ready(&self) -> Readiness {
        let (database, migrations) = futures::join!(
            timeout(PATIENCE, self.store.ping()),
            timeout(PATIENCE, self.store.pending_migrations()),
        );
        let database = (!matches!(database, Ok(Ok(())))).then(|| "does not answer".to_owned());
        let migrations = match migrations {
            Ok(Ok(0)) => None,
            Ok(Ok(pending)) => Some(format!("{pending} outstanding: run migrate")),
            _ => Some("cannot be read".to_owned()),
        };
        let issuers = self.verifier.status();
        let keys = issuers.iter().any(crate::auth::IssuerStatus::ready);
        let why = (!keys).then(|| "no issuer's keys could be read; no token can be verified".to_owned());
        let check = |name, why: Option<String>| Check {
            name,
            ok: why.is_none(),
            why,
        };
        let unheard = "other gateways are not heard: the journal is read every 250 ms instead";
        Readiness {
            checks: vec![
                check("database", database),
                check("migrations", migrations),
                check("issuers", why),
                // Said, and no reason to take no requests: streams are only slower.
                Check {
                    name: "notifications",
                    ok: true,
                    why: (!self.store.is_listening()).then(|| unheard.to_owned()),
                },
            ],
        }
    }

    fn sdl(&self) -> &str {
        &self.sdl
    }
}
