//! `graphql-transport-ws` over WebSocket: queries, mutations and subscriptions on a connection that stays open.

mod connection;
mod message;
mod operation;

use actix_web::guard::GuardContext;
use actix_web::http::header::{self, HeaderMap, HeaderValue};
use actix_web::{HttpRequest, HttpResponse, web};
use actix_ws::{CloseCode, CloseReason};

use self::connection::Connection;
use super::HttpApp;
use super::engine::Engine;
use super::negotiate::Media;
use super::request_id::RequestId;
use super::response::{Answer, Stop};
use crate::problem::Code;

/// The only protocol that is spoken.
const PROTOCOL: &str = "graphql-transport-ws";

/// Whether a request asks for a WebSocket.
pub fn is_upgrade(context: &GuardContext<'_>) -> bool {
    let asks = context.head().headers().get(header::UPGRADE);
    asks.is_some_and(|asks| asks.as_bytes().eq_ignore_ascii_case(b"websocket"))
}

/// Opens a connection.
pub async fn handle<E: Engine>(
    request: HttpRequest,
    payload: web::Payload,
    app: web::Data<HttpApp<E>>,
    id: RequestId,
) -> HttpResponse {
    match open(&request, payload, &app, &id) {
        Ok(response) => response,
        Err(stop) => {
            let answer = Answer {
                media: Media::Json,
                request_id: &id.0,
                limits: app.front_end.limits(),
            };
            answer.stopped(&stop)
        }
    }
}

fn open<E: Engine>(
    request: &HttpRequest,
    payload: web::Payload,
    app: &web::Data<HttpApp<E>>,
    id: &RequestId,
) -> Result<HttpResponse, Stop> {
    if !is_welcome(request.headers(), &app.settings.streams.allowed_origins) {
        let message = "this web page may not open a connection; see streams.allowed_origins";
        return Err(Stop::new(Code::Forbidden, message));
    }
    let place = app.places.take().ok_or_else(|| {
        let message = "too many connections are open; come back later";
        Stop::new(Code::Unavailable, message).with(header::RETRY_AFTER, HeaderValue::from_static("5"))
    })?;
    let opened = actix_ws::handle_with_protocols(request, payload, &[PROTOCOL]);
    let (response, session, messages) =
        opened.map_err(|_| Stop::new(Code::BadRequest, "this is no handshake of a WebSocket"))?;
    if !response.headers().contains_key(header::SEC_WEBSOCKET_PROTOCOL) {
        let reason = CloseReason {
            code: CloseCode::Other(4406),
            description: Some(format!("the subprotocol is {PROTOCOL}")),
        };
        actix_web::rt::spawn(session.close(Some(reason)));
        return Ok(response);
    }
    let largest = app.front_end.limits().body_bytes;
    let messages = messages
        .max_frame_size(largest)
        .aggregate_continuations()
        .max_continuation_size(largest);
    let connection = Connection::new(app.clone(), session, place, id, request.peer_addr());
    actix_web::rt::spawn(connection.run(messages));
    Ok(response)
}

/// Whether the page that a browser says it comes from may open a connection: a page of the gateway itself, or one that the
/// configuration names. Programs say nothing.
fn is_welcome(headers: &HeaderMap, allowed: &[String]) -> bool {
    let Some(origin) = headers.get(header::ORIGIN) else {
        return true;
    };
    let Ok(origin) = origin.to_str() else {
        return false;
    };
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok());
    let own = origin.split_once("://").map(|(_, authority)| authority);
    (own.is_some() && own == host) || allowed.iter().any(|allowed| allowed == origin)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_of_others_are_turned_away() {
        let headers = |origin: Option<&str>| {
            let mut headers = HeaderMap::new();
            headers.insert(header::HOST, HeaderValue::from_static("reviews.example.gov.uk"));
            if let Some(origin) = origin {
                headers.insert(header::ORIGIN, HeaderValue::from_str(origin).unwrap());
            }
            headers
        };
        let allowed = ["https://portal.example.gov.uk".to_owned()];
        for (origin, welcome) in [
            (None, true),
            (Some("https://reviews.example.gov.uk"), true),
            (Some("https://portal.example.gov.uk"), true),
            (Some("https://portal.example.gov.uk.evil.example"), false),
            (Some("https://evil.example"), false),
            (Some("null"), false),
        ] {
            assert_eq!(is_welcome(&headers(origin), &allowed), welcome, "{origin:?}");
        }
    }
}
