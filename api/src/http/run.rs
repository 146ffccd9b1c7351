//! Running the engine: within a deadline, with panics caught, and not more at once than is good.

use std::future::Future;
use std::panic::AssertUnwindSafe;

use actix_web::http::header::{HeaderValue, RETRY_AFTER};
use futures::FutureExt;
use tokio::runtime::Handle;
use tokio::sync::Semaphore;
use tokio::task::AbortHandle;
use tracing::Instrument;

use super::response::Stop;
use crate::document::OperationKind;
use crate::gql::mask::INTERNAL;
use crate::problem::Code;

/// Where and how much the engine runs.
pub struct Runner {
    places: Semaphore,
    runtime: Option<Handle>,
    timeout: std::time::Duration,
}

impl Runner {
    /// Runs so many operations at once, each for so long.
    pub fn new(places: usize, timeout: std::time::Duration) -> Self {
        Self {
            places: Semaphore::new(places.min(Semaphore::MAX_PERMITS)),
            runtime: None,
            timeout,
        }
    }

    /// Moves the work from the threads of the connections to a runtime of its own.
    pub fn set_runtime(&mut self, runtime: Handle) {
        self.runtime = Some(runtime);
    }

    /// Runs an operation to its end or to the deadline.
    pub async fn operation<T: Send + 'static>(
        &self,
        kind: OperationKind,
        work: impl Future<Output = T> + Send + 'static,
    ) -> Result<T, Stop> {
        let Ok(_place) = self.places.try_acquire() else {
            let message = "too many operations at once; nothing was done, try again";
            return Err(
                Stop::new(Code::Unavailable, message).with(RETRY_AFTER, HeaderValue::from_static("1"))
            );
        };
        self.deadline(kind, work).await
    }

    /// Runs what comes before an operation, where the connection is served: it seldom waits, and a change of threads
    /// costs more than it does.
    pub async fn before<T>(&self, work: impl Future<Output = T>) -> Result<T, Stop> {
        let done = tokio::time::timeout(self.timeout, work);
        let done = AssertUnwindSafe(done).catch_unwind().await;
        let done = done.map_err(|_| panicked(OperationKind::Query))?;
        done.map_err(|_| Stop::new(Code::Timeout, "took too long: try again"))
    }

    async fn deadline<T: Send + 'static>(
        &self,
        kind: OperationKind,
        work: impl Future<Output = T> + Send + 'static,
    ) -> Result<T, Stop> {
        match self
            .caught(kind, tokio::time::timeout(self.timeout, work))
            .await?
        {
            Ok(done) => Ok(done),
            Err(_) if kind == OperationKind::Mutation => {
                let message =
                    "took too long; it may or may not have happened: repeat it with the same idempotency key";
                Err(Stop::new(Code::Timeout, message))
            }
            Err(_) => Err(Stop::new(Code::Timeout, "took too long: ask for less at once")),
        }
    }

    async fn caught<T: Send + 'static>(
        &self,
        kind: OperationKind,
        work: impl Future<Output = T> + Send + 'static,
    ) -> Result<T, Stop> {
        let done = match &self.runtime {
            None => AssertUnwindSafe(work).catch_unwind().await.ok(),
            Some(runtime) => {
                let task = runtime.spawn(work.instrument(tracing::Span::current()));
                // A mutation whose caller hung up still ends as it would have; a query ends with its caller.
                let _stop = (kind != OperationKind::Mutation).then(|| AbortOnDrop(task.abort_handle()));
                task.await.ok()
            }
        };
        done.ok_or_else(|| panicked(kind))
    }
}

/// The panic itself is logged where it happens, without what its message may quote.
fn panicked(kind: OperationKind) -> Stop {
    tracing::error!(kind = kind.as_str(), "an operation panicked");
    Stop::new(Code::Internal, INTERNAL)
}

/// Ends a task when nobody waits for it any more.
struct AbortOnDrop(AbortHandle);

impl Drop for AbortOnDrop {
    fn drop(&mut self) {
        self.0.abort();
    }
}
