//! One operation of a connection.

use std::sync::Arc;

use actix_web::web;
use bytes::Bytes;
use futures::stream::{self, BoxStream};
use futures::{FutureExt, StreamExt};
use serde_json::Value;
use tracing::Instrument;

use crate::document::{OperationKind, Prepared};
use crate::gql::mask;
use crate::http::engine::{Engine, Stream, Streamed};
use crate::http::negotiate::Media;
use crate::http::response::{Answer, Stop};
use crate::http::{HttpApp, metrics};

/// What an operation has to say to its connection.
#[derive(Debug)]
pub enum Says {
    /// An item.
    Next(Bytes),
    /// Why it was not executed.
    Error(Value),
    /// There is nothing more to come.
    Complete,
    /// The caller may no longer ask.
    Forbidden,
    /// The gateway cannot go on now.
    Unavailable,
}

/// An operation, as what it has to say to its end. It gets on while somebody listens.
pub fn run<E: Engine>(
    app: web::Data<HttpApp<E>>,
    subject: E::Subject,
    prepared: Prepared,
    request_id: Arc<str>,
) -> BoxStream<'static, Says> {
    let begun = begin(app, subject, prepared, request_id).instrument(tracing::Span::current());
    begun.boxed().flatten_stream().boxed()
}

async fn begin<E: Engine>(
    app: web::Data<HttpApp<E>>,
    subject: E::Subject,
    prepared: Prepared,
    request_id: Arc<str>,
) -> BoxStream<'static, Says> {
    if prepared.kind == OperationKind::Subscription {
        return match open(&app, subject, prepared, &request_id).await {
            Ok(items) => items.map(Says::from).boxed(),
            Err(errors) => only([Says::Error(errors)]),
        };
    }
    let answer = Answer {
        media: Media::Json,
        request_id: &request_id,
        limits: app.front_end.limits(),
    };
    let (kind, cost) = (prepared.kind, prepared.cost);
    let begin = std::time::Instant::now();
    let engine = Arc::clone(&app.engine);
    let work = async move {
        let session = engine.admit(subject).await?;
        engine.execute(session, prepared).await
    };
    let done = match app.runner.operation(kind, work).await {
        Ok(done) => done.map_err(Stop::from),
        Err(stop) => Err(stop),
    };
    let said = done.and_then(|mut response| {
        mask::mask(&mut response.errors, &request_id, app.front_end.limits());
        metrics::request(Ok((kind, &response)), begin.elapsed());
        answer.text(&response, cost)
    });
    match said {
        Ok(text) => only([Says::Next(text.into()), Says::Complete]),
        Err(stop) => {
            metrics::request(Err(stop.code()), begin.elapsed());
            only([Says::Error(answer.errors(&stop))])
        }
    }
}

fn only<const N: usize>(says: [Says; N]) -> BoxStream<'static, Says> {
    stream::iter(says).boxed()
}

impl From<Streamed> for Says {
    fn from(item: Streamed) -> Self {
        match item {
            Streamed::Next { result, .. } => Self::Next(result),
            Streamed::Complete => Self::Complete,
            Streamed::Forbidden => Self::Forbidden,
            Streamed::Unavailable => Self::Unavailable,
        }
    }
}

/// Opens a subscription, or says why not, as a list of errors.
async fn open<E: Engine>(
    app: &web::Data<HttpApp<E>>,
    subject: E::Subject,
    prepared: Prepared,
    request_id: &Arc<str>,
) -> Result<Stream, Value> {
    let answer = Answer {
        media: Media::Json,
        request_id,
        limits: app.front_end.limits(),
    };
    let engine = Arc::clone(&app.engine);
    let kind = prepared.kind;
    let work = async move { engine.subscribe(subject, prepared, None).await };
    let opened = match app.runner.operation(kind, work).await {
        Ok(opened) => opened.map_err(Stop::from),
        Err(stop) => Err(stop),
    };
    match opened {
        Ok(Ok(stream)) => Ok(stream),
        Ok(Err(mut response)) => {
            mask::mask(&mut response.errors, request_id, app.front_end.limits());
            Err(serde_json::to_value(&response.errors).unwrap_or_default())
        }
        Err(stop) => Err(answer.errors(&stop)),
    }
}
