//! One operation of a connection, as a task of its own.

use std::sync::Arc;

use actix_web::web;
use bytes::Bytes;
use futures::StreamExt;
use serde_json::Value;
use tokio::sync::mpsc;

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

/// From which operation: a generation, for an id may be used again.
pub type Line = mpsc::Sender<(u64, Says)>;

/// Executes an operation to its end.
pub async fn run<E: Engine>(
    app: web::Data<HttpApp<E>>,
    subject: E::Subject,
    prepared: Prepared,
    request_id: Arc<str>,
    (generation, line): (u64, Line),
) {
    let answer = Answer {
        media: Media::Json,
        request_id: &request_id,
        limits: app.front_end.limits(),
    };
    // Whoever is gone needs no answer.
    if prepared.kind == OperationKind::Subscription {
        match open(&app, subject, prepared, &request_id).await {
            Ok(stream) => forward(stream, generation, &line).await,
            Err(errors) => drop(line.send((generation, Says::Error(errors))).await),
        }
        return;
    }
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
        Ok(text) => {
            if line.send((generation, Says::Next(text.into()))).await.is_ok() {
                let _ = line.send((generation, Says::Complete)).await;
            }
        }
        Err(stop) => {
            metrics::request(Err(stop.code()), begin.elapsed());
            let _ = line.send((generation, Says::Error(answer.errors(&stop)))).await;
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

async fn forward(mut stream: Stream, generation: u64, line: &Line) {
    while let Some(item) = stream.next().await {
        let says = match item {
            Streamed::Next { result, .. } => Says::Next(result),
            Streamed::Complete => Says::Complete,
            Streamed::Forbidden => Says::Forbidden,
            Streamed::Unavailable => Says::Unavailable,
        };
        if line.send((generation, says)).await.is_err() {
            return;
        }
    }
}
