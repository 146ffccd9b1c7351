//! Whether the process lives, and whether it can take requests.

use std::sync::Arc;

use actix_web::{HttpResponse, web};

use super::HttpApp;
use super::engine::{Check, Engine};

#[derive(serde::Serialize)]
struct Body<'a> {
    status: &'static str,
    #[serde(skip_serializing_if = "<[Check]>::is_empty")]
    checks: &'a [Check],
}

/// The process answers: nothing else is looked at, so that a database's fault restarts nobody.
pub async fn live() -> HttpResponse {
    HttpResponse::Ok().json(Body {
        status: "live",
        checks: &[],
    })
}

/// Everything that requests need is there.
pub async fn ready<E: Engine>(app: web::Data<HttpApp<E>>) -> HttpResponse {
    let engine = Arc::clone(&app.engine);
    let looked = app.runner.before(async move { engine.ready().await }).await;
    match looked {
        Ok(readiness) if readiness.is_ready() => HttpResponse::Ok().json(Body {
            status: "ready",
            checks: &readiness.checks,
        }),
        Ok(readiness) => HttpResponse::ServiceUnavailable().json(Body {
            status: "not ready",
            checks: &readiness.checks,
        }),
        Err(_) => HttpResponse::ServiceUnavailable().json(Body {
            status: "not ready",
            checks: &[],
        }),
    }
}
