//! `/metrics`, in Prometheus' text form. Labels hold kinds and codes, never names or ids.

use std::time::Duration;

use actix_web::http::header;
use actix_web::{HttpResponse, web};

use super::HttpApp;
use super::engine::Engine;
use crate::document::OperationKind;
use crate::problem::Code;

/// Counts a request to `/graphql`: what it was and how it ended.
pub fn request(done: Result<(OperationKind, &async_graphql::Response), Code>, took: Duration) {
    let (kind, outcome) = match done {
        Ok((kind, response)) if response.errors.is_empty() => (kind.as_str(), "OK"),
        Ok((kind, _)) => (kind.as_str(), "ERRORS"),
        Err(code) => ("none", code.as_str()),
    };
    metrics::counter!("graphql_requests_total", "kind" => kind, "outcome" => outcome).increment(1);
    metrics::histogram!("graphql_request_seconds", "kind" => kind).record(took.as_secs_f64());
}

/// Gives what was counted.
pub async fn handle<E: Engine>(app: web::Data<HttpApp<E>>) -> HttpResponse {
    match &app.metrics {
        Some(handle) => HttpResponse::Ok()
            .insert_header((header::CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8"))
            .body(handle.render()),
        None => HttpResponse::NotFound().finish(),
    }
}
