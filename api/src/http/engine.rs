//! What stands behind the HTTP layer, which knows nothing of the domain.

use std::future::Future;
use std::net::IpAddr;
use std::pin::Pin;
use std::sync::Arc;

use bytes::Bytes;
use futures::future::BoxFuture;

use crate::document::Prepared;
use crate::problem::Problem;

/// What is known of a request before its body is read.
#[derive(Debug, Clone)]
pub struct RequestInfo {
    /// The request's id, the caller's own or a new one.
    pub request_id: Arc<str>,
    /// How the client names itself: `X-Client-Name`, cut to 64 printable characters.
    pub client_name: Option<String>,
    /// What the records are looked at for: `X-Purpose`, as it was sent; several are joined by commas.
    pub purpose: Option<String>,
    /// Where the request came from, as the socket says.
    pub peer: Option<IpAddr>,
}

/// One thing that must be well for the service to take requests.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Check {
    /// What was looked at.
    pub name: &'static str,
    /// Whether it is well.
    pub ok: bool,
    /// If it is not, why, in words that anybody may read; what is well may say how it gets on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
}

/// Whether the service can take requests.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Readiness {
    /// All that was looked at.
    pub checks: Vec<Check>,
}

impl Readiness {
    /// Whether everything is well.
    pub fn is_ready(&self) -> bool {
        self.checks.iter().all(|check| check.ok)
    }
}

/// What a stream gives.
#[derive(Debug, Clone)]
pub enum Streamed {
    /// An item.
    Next {
        /// The result of its execution, as JSON.
        result: Bytes,
        /// Where the stream stands after it, where it is a place to go on from.
        cursor: Option<Arc<str>>,
    },
    /// There is nothing more to come.
    Complete,
    /// The caller may no longer ask: with a fresh token, they may go on from the last cursor.
    Forbidden,
    /// The gateway cannot go on now; the caller may go on from the last cursor later.
    Unavailable,
}

/// The items of a subscription.
pub type Stream = Pin<Box<dyn futures::Stream<Item = Streamed> + Send>>;

/// Who the caller is, and what is done for them. `http` calls nothing else.
pub trait Engine: Send + Sync + 'static {
    /// A caller whose token is good.
    type Subject: Clone + Send + 'static;
    /// A caller who was let in.
    type Session: Send + 'static;

    /// Verifies the token of the Authorization header, without asking the database: a request that is refused for its
    /// form runs no SQL.
    fn authenticate(
        &self,
        bearer: Option<&str>,
        request: &RequestInfo,
    ) -> impl Future<Output = Result<Self::Subject, Problem>> + Send;

    /// Whose requests are counted together.
    fn rate_key(&self, subject: &Self::Subject) -> String;

    /// Lets a caller in whose request can be executed, or says why not.
    fn admit(&self, subject: Self::Subject) -> impl Future<Output = Result<Self::Session, Problem>> + Send;

    /// Runs a prepared operation. A problem replaces the whole answer: no data leaves.
    fn execute(
        &self,
        session: Self::Session,
        operation: Prepared,
    ) -> impl Future<Output = Result<async_graphql::Response, Problem>> + Send;

    /// Opens a subscription, after the cursor that the transport says, else after that of the operation. What is wrong with the
    /// operation is an answer without data.
    fn subscribe(
        &self,
        subject: Self::Subject,
        operation: Prepared,
        after: Option<&str>,
    ) -> impl Future<Output = Result<Result<Stream, async_graphql::Response>, Problem>> + Send;

    /// Ready when the caller's token has ended: whoever holds a stream open for them ends it then.
    fn ended(&self, subject: &Self::Subject) -> BoxFuture<'static, ()>;

    /// Whether requests can be taken now.
    fn ready(&self) -> impl Future<Output = Readiness> + Send;

    /// The schema's text, as the executor publishes it.
    fn sdl(&self) -> &str;
}
