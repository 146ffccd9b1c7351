//! From a request to a WebSocket.
//!
//! Whoever asks for a WebSocket is taken out of the HTTP server together with their TCP stream: its buffers do not stay behind
//! for a connection that lives for hours, and the task that read the request serves the connection. So what the server's
//! middleware does for other requests is done here: the request's id, and an answer to whoever is not let in.

use std::time::Duration;

use actix_codec::{Framed, FramedParts};
use actix_http::h1::{Codec, Message};
use actix_http::{Request, Response, ws};
use actix_web::body::{BodySize, BoxBody, MessageBody};
use actix_web::http::header::{self, HeaderMap, HeaderValue};
use actix_web::rt::net::TcpStream;
use actix_web::{HttpMessage, web};
use futures::SinkExt;
use tokio::time::timeout;

use super::connection::Connection;
use super::message::Close;
use super::socket::{self, End, Socket};
use crate::http::engine::Engine;
use crate::http::negotiate::Media;
use crate::http::places::Place;
use crate::http::request_id::RequestId;
use crate::http::response::{Answer, Stop};
use crate::http::{GRAPHQL, HttpApp, nothing_there};
use crate::problem::Code;

/// The only protocol that is spoken.
const PROTOCOL: &str = "graphql-transport-ws";

/// How long it may take until an answer is taken in.
const ANSWER: Duration = Duration::from_secs(5);

/// A request, and the stream on which it came.
pub type Asked = (Request, Framed<TcpStream, Codec>);

/// Serves whoever asks for a WebSocket, to the end of the connection.
pub async fn serve<E: Engine>(app: web::Data<HttpApp<E>>, asked: Asked) {
    // A future of its own, so that a connection does not keep the room for it.
    if let Some(connection) = Box::pin(connect(app, asked)).await {
        connection.run().await;
    }
}

async fn connect<E: Engine>(
    app: web::Data<HttpApp<E>>,
    (request, mut framed): Asked,
) -> Option<Connection<E>> {
    let id = RequestId::of(request.headers());
    let (mut response, place) = match open(&app, &request) {
        Ok((response, place)) => (response, Some(place)),
        Err(stop) => (refusal(&app, &id, &stop), None),
    };
    id.mark(response.headers_mut());
    let is_spoken = response.headers().contains_key(header::SEC_WEBSOCKET_PROTOCOL);
    let answered = timeout(ANSWER, answer(&mut framed, response)).await;
    let FramedParts { io, read_buf, .. } = framed.into_parts();
    let Ok(Ok(())) = answered else { return None };
    let Some(place) = place else {
        socket::part(io).await;
        return None;
    };
    let largest = app.front_end.limits().body_bytes;
    let socket = Socket::new(io, &read_buf, largest, app.settings.streams.send_timeout).await;
    if is_spoken {
        return Some(Connection::new(app, socket, place, &id, request.peer_addr()));
    }
    drop(place);
    let close = Close::new(4406, &format!("the subprotocol is {PROTOCOL}"));
    socket.end(End::Close(close)).await;
    None
}

/// The answer that opens a connection, and the place that it takes; or why it is not opened.
fn open<E: Engine>(app: &HttpApp<E>, request: &Request) -> Result<(Response<BoxBody>, Place), Stop> {
    if request.path() != GRAPHQL {
        return Err(nothing_there());
    }
    if !is_welcome(request.headers(), &app.settings.streams.allowed_origins) {
        let message = "this web page may not open a connection; see streams.allowed_origins";
        return Err(Stop::new(Code::Forbidden, message));
    }
    let mut response = ws::handshake(request.head()).map_err(|_| {
        let message = "this is no handshake of a WebSocket";
        Stop::new(Code::BadRequest, message)
            .with(header::SEC_WEBSOCKET_VERSION, HeaderValue::from_static("13"))
    })?;
    let place = app.places.take().ok_or_else(|| {
        let message = "too many connections are open; come back later";
        Stop::new(Code::Unavailable, message).with(header::RETRY_AFTER, HeaderValue::from_static("5"))
    })?;
    if speaks(request.headers()) {
        response.insert_header((header::SEC_WEBSOCKET_PROTOCOL, PROTOCOL));
    }
    Ok((response.finish().map_into_boxed_body(), place))
}

fn refusal<E: Engine>(app: &HttpApp<E>, id: &RequestId, stop: &Stop) -> Response<BoxBody> {
    let answer = Answer {
        media: Media::Json,
        request_id: &id.0,
        limits: app.front_end.limits(),
    };
    let mut response: Response<BoxBody> = answer.stopped(stop).into();
    // The rest of what comes is not for HTTP to read.
    response
        .head_mut()
        .set_connection_type(actix_http::ConnectionType::Close);
    response
}

async fn answer(framed: &mut Framed<TcpStream, Codec>, response: Response<BoxBody>) -> std::io::Result<()> {
    let (head, body) = response.into_parts();
    let size = body.size();
    let body = body.try_into_bytes().unwrap_or_default();
    framed.feed(Message::Item((head, size))).await?;
    if !matches!(size, BodySize::None) {
        framed.feed(Message::Chunk(Some(body))).await?;
        framed.feed(Message::Chunk(None)).await?;
    }
    framed.flush().await
}

/// Whether the client speaks our protocol, among others that it may offer.
fn speaks(headers: &HeaderMap) -> bool {
    let offered = headers.get_all(header::SEC_WEBSOCKET_PROTOCOL);
    let offered = offered.filter_map(|value| value.to_str().ok());
    offered
        .flat_map(|value| value.split(','))
        .any(|name| name.trim() == PROTOCOL)
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

    #[test]
    fn our_protocol_is_found_among_others() {
        for (offered, spoken) in [
            (&["graphql-transport-ws"][..], true),
            (&["graphql-ws, graphql-transport-ws"], true),
            (&["graphql-ws", "graphql-transport-ws"], true),
            (&["graphql-ws"], false),
            (&["graphql-transport-ws-2"], false),
            (&[], false),
        ] {
            let mut headers = HeaderMap::new();
            for name in offered {
                headers.append(header::SEC_WEBSOCKET_PROTOCOL, HeaderValue::from_static(name));
            }
            assert_eq!(speaks(&headers), spoken, "{offered:?}");
        }
    }
}
