//! `POST /graphql` and `GET /graphql`: GraphQL over HTTP.
//!
//! The order is deliberate: media type, token, rate, parameters, document, directory, execution. A caller without a good
//! token learns nothing of what the document says, not even whether it is one; a request that is refused for its form
//! asks the database nothing, not even for the caller.

use std::sync::Arc;
use std::time::Instant;

use actix_web::http::Method;
use actix_web::http::header::{self, HeaderValue};
use actix_web::{HttpRequest, HttpResponse, web};

use super::HttpApp;
use super::engine::{Engine, RequestInfo};
use super::metrics;
use super::negotiate::{self, Media};
use super::params::{self, Params};
use super::request_id::RequestId;
use super::response::{Answer, Stop};
use crate::document::{Cost, OperationKind};
use crate::gql::mask;
use crate::problem::Code;

/// Characters that are kept of a client's name.
const CLIENT_NAME: usize = 64;

/// Answers a request to `/graphql`, whatever its method.
pub async fn handle<E: Engine>(
    request: HttpRequest,
    payload: web::Payload,
    app: web::Data<HttpApp<E>>,
    id: RequestId,
) -> HttpResponse {
    let begin = Instant::now();
    let accept = joined(&request, &header::ACCEPT);
    let media = negotiate::choose(accept.as_deref());
    let limits = app.front_end.limits();
    let answer = Answer {
        media: media.unwrap_or(Media::Json),
        request_id: &id.0,
        limits,
    };
    let done = if media.is_some() {
        serve(&request, payload, &app, &id).await
    } else {
        let message = "accept application/graphql-response+json or application/json";
        Err(Stop::new(Code::NotAcceptable, message))
    };
    metrics::request(
        done.as_ref()
            .map(|done| (done.kind, &done.response))
            .map_err(Stop::code),
        begin.elapsed(),
    );
    match done {
        Ok(done) => answer.executed(&done.response, done.cost),
        Err(stop) => {
            tracing::info!(code = stop.code().as_str(), "nothing executed");
            answer.stopped(&stop)
        }
    }
}

struct Done {
    response: async_graphql::Response,
    kind: OperationKind,
    cost: Cost,
}

async fn serve<E: Engine>(
    request: &HttpRequest,
    mut payload: web::Payload,
    app: &web::Data<HttpApp<E>>,
    id: &RequestId,
) -> Result<Done, Stop> {
    let is_get = request.method() == Method::GET;
    if !is_get && request.method() != Method::POST {
        return Err(not_allowed("only GET and POST are allowed", "GET, POST"));
    }
    let subject = identify(request, app, id).await?;
    let params = if is_get {
        params::from_address(request.query_string(), app.front_end.limits().address_bytes)?
    } else {
        let limits = app.front_end.limits();
        params::from_body(
            request,
            &mut payload,
            limits.body_bytes,
            app.settings.body_timeout,
        )
        .await?
    };
    execute(app, subject, params, is_get, id).await
}

/// Verifies the caller's token and counts the request.
pub(super) async fn identify<E: Engine>(
    request: &HttpRequest,
    app: &web::Data<HttpApp<E>>,
    id: &RequestId,
) -> Result<E::Subject, Stop> {
    let bearer = bearer(request)?;
    let info = info(request, id);
    let presented = bearer.is_some();
    let subject = app
        .runner
        .before(app.engine.authenticate(bearer.as_deref(), &info))
        .await?;
    let subject = subject.map_err(|problem| challenge(problem.into(), presented))?;
    if let Some(rates) = &app.rates {
        rates.take(&app.engine.rate_key(&subject)).map_err(|wait| {
            let seconds = wait.as_secs().saturating_add(1);
            Stop::new(Code::RateLimited, format!("too many requests: wait {seconds} s"))
                .with(header::RETRY_AFTER, HeaderValue::from(seconds))
        })?;
    }
    Ok(subject)
}

async fn execute<E: Engine>(
    app: &web::Data<HttpApp<E>>,
    subject: E::Subject,
    params: Params,
    is_get: bool,
    id: &RequestId,
) -> Result<Done, Stop> {
    let Params {
        query,
        operation_name,
        variables,
    } = params;
    let prepared = app
        .front_end
        .prepare(&query, operation_name.as_deref(), variables)
        .map_err(Stop::Document)?;
    let (kind, cost) = (prepared.kind, prepared.cost);
    match kind {
        OperationKind::Subscription => {
            let message = "subscriptions need a connection that stays open";
            return Err(Stop::new(Code::BadRequest, message));
        }
        OperationKind::Mutation if is_get => {
            return Err(not_allowed("a mutation must be sent by POST", "POST"));
        }
        _ => {}
    }
    tracing::info!(
        operation = prepared.operation_name.as_deref().unwrap_or_default(),
        kind = kind.as_str(),
        cost = cost.requested,
        "executing"
    );
    let engine = Arc::clone(&app.engine);
    let work = async move {
        let session = engine.admit(subject).await?;
        engine.execute(session, prepared).await
    };
    let mut response = app.runner.operation(kind, work).await??;
    mask::mask(&mut response.errors, &id.0, app.front_end.limits());
    Ok(Done { response, kind, cost })
}

/// The token of the Authorization header, where it has the Bearer scheme.
fn bearer(request: &HttpRequest) -> Result<Option<String>, Stop> {
    let mut given = request.headers().get_all(header::AUTHORIZATION);
    let first = given.next();
    if given.next().is_some() {
        return Err(Stop::new(Code::BadRequest, "more than one Authorization header"));
    }
    let text = first.and_then(|value| value.to_str().ok());
    let token = text
        .and_then(|text| text.split_once(' '))
        .filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"));
    Ok(token.map(|(_, token)| token.trim().to_owned()))
}

fn info(request: &HttpRequest, id: &RequestId) -> RequestInfo {
    let given = |name: &str| {
        let values = request.headers().get_all(name);
        let texts: Vec<_> = values
            .map(|value| String::from_utf8_lossy(value.as_bytes()))
            .collect();
        (!texts.is_empty()).then(|| texts.join(", "))
    };
    let client_name = given("x-client-name").or_else(|| given("apollographql-client-name"));
    RequestInfo {
        request_id: Arc::clone(&id.0),
        client_name: client_name.as_deref().and_then(printable),
        purpose: given("x-purpose"),
        peer: request.peer_addr().map(|address| address.ip()),
    }
}

/// What may stand in a record of a name that somebody gives themselves: letters, digits, punctuation.
pub(super) fn printable(text: &str) -> Option<String> {
    let plain = |char: &char| char.is_alphanumeric() || char.is_ascii_punctuation() || *char == ' ';
    let kept: String = text.chars().filter(plain).take(CLIENT_NAME).collect();
    let kept = kept.trim();
    (!kept.is_empty()).then(|| kept.to_owned())
}

/// A caller who is not let in is told how to come back.
fn challenge(stop: Stop, presented: bool) -> Stop {
    match &stop {
        Stop::Request {
            code: Code::Unauthenticated,
            ..
        } => {
            let challenge = if presented {
                r#"Bearer realm="integrated-review", error="invalid_token""#
            } else {
                r#"Bearer realm="integrated-review""#
            };
            stop.with(header::WWW_AUTHENTICATE, HeaderValue::from_static(challenge))
        }
        _ => stop,
    }
}

pub(super) fn not_allowed(message: &'static str, allowed: &'static str) -> Stop {
    Stop::new(Code::MethodNotAllowed, message).with(header::ALLOW, HeaderValue::from_static(allowed))
}

/// A header that may come in several lines, as one.
fn joined(request: &HttpRequest, name: &header::HeaderName) -> Option<String> {
    let values: Vec<_> = request
        .headers()
        .get_all(name)
        .filter_map(|value| value.to_str().ok())
        .collect();
    (!values.is_empty()).then(|| values.join(","))
}
