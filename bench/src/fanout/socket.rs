//! A connection of one subscriber: as little of a client as `graphql-transport-ws` needs, so that the gateway is what is
//! measured.

use std::net::SocketAddr;

use entity::enums::Role;
use futures::{SinkExt, StreamExt};
use hyper::header::{HeaderValue, SEC_WEBSOCKET_PROTOCOL};
use serde_json::json;
use tokio::net::{TcpSocket, TcpStream};
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::protocol::WebSocketConfig;
use tokio_tungstenite::tungstenite::{Message, Utf8Bytes};
use tokio_tungstenite::{WebSocketStream, client_async_with_config};

use crate::{Failure, operations, words};

/// Bytes that a connection reads at once: some messages. The library's own measure is 128 KiB for each.
const READ: usize = 4 * 1024;
/// Bytes that the system takes in for those who do not read; no more, so that the gateway notices.
const UNREAD: u32 = 4 * 1024;
/// What is followed of each change.
const ITEMS: &str = "__typename ... on Change { id cursor type subjectId version isTombstone actorRole subject { __typename \
    id ... on Concern { topic level status } } } ... on Heartbeat { cursor } ... on ResyncRequired { reason cursor }";

/// What a subscriber says, the same for all.
pub struct Follow {
    init: Utf8Bytes,
    subscribe: Utf8Bytes,
}

/// What a message means to a subscriber.
#[derive(Debug, PartialEq, Eq)]
pub enum Said<'a> {
    /// A concern was raised; its id.
    Raised(&'a str),
    /// A sign of life.
    Heartbeat,
    /// Something else, of no interest here.
    Other,
    /// Nothing more will come, or not what was asked for.
    End,
}

/// A connection.
pub struct Socket(WebSocketStream<TcpStream>);

impl Follow {
    /// Follows what happens in an authority, or to one of its reviews, as the health service's lead.
    pub fn new(authority: usize, review: Option<&str>) -> Result<Self, Failure> {
        let header = operations::bearer(authority, Role::HealthServiceLead, 0)?;
        let bearer = header.to_str().map_err(words)?;
        let init = json!({ "type": "connection_init", "payload": { "Authorization": bearer } });
        let payload = match review {
            Some(review) => json!({
                "query": format!("subscription Fanout($review: ReviewRef!) {{ reviewEvents(review: $review) {{ {ITEMS} }} }}"),
                "variables": { "review": { "id": review } },
            }),
            None => json!({
                "query": format!("subscription Fanout($types: [String!]) {{ changes(types: $types) {{ {ITEMS} }} }}"),
                "variables": { "types": ["concern.raised"] },
            }),
        };
        let subscribe = json!({ "id": "1", "type": "subscribe", "payload": payload });
        Ok(Self {
            init: init.to_string().into(),
            subscribe: subscribe.to_string().into(),
        })
    }
}

impl Socket {
    /// Opens a connection and follows; done when the stream has begun, so that nothing that happens later is missed.
    pub async fn open(address: &str, follow: &Follow, is_stalled: bool) -> Result<Self, Failure> {
        let stream = connect(address, is_stalled).await?;
        let url = format!("ws://{address}/graphql");
        let mut request = url.into_client_request().map_err(words)?;
        let protocol = HeaderValue::from_static("graphql-transport-ws");
        request.headers_mut().insert(SEC_WEBSOCKET_PROTOCOL, protocol);
        let config = WebSocketConfig::default()
            .read_buffer_size(READ)
            .write_buffer_size(0);
        let opened = client_async_with_config(request, stream, Some(config)).await;
        let (stream, _) = opened.map_err(words)?;
        let mut socket = Self(stream);
        socket.say(&follow.init).await?;
        let answer = socket.hear().await?;
        if !answer.contains("\"connection_ack\"") {
            return Err(format!("not acknowledged: {answer}"));
        }
        socket.say(&follow.subscribe).await?;
        let answer = socket.hear().await?;
        if read(&answer) == Said::Heartbeat {
            Ok(socket)
        } else {
            Err(format!("not subscribed: {answer}"))
        }
    }

    async fn say(&mut self, text: &Utf8Bytes) -> Result<(), Failure> {
        self.0.send(Message::Text(text.clone())).await.map_err(words)
    }

    /// The next message. Pings of the transport are answered on the way.
    pub async fn hear(&mut self) -> Result<Utf8Bytes, Failure> {
        loop {
            match self.0.next().await {
                Some(Ok(Message::Text(text))) => return Ok(text),
                Some(Ok(Message::Close(frame))) => {
                    let said = frame.map_or_else(|| "nothing said".to_owned(), |frame| frame.to_string());
                    return Err(format!("closed: {said}"));
                }
                Some(Ok(_)) => {}
                Some(Err(error)) => return Err(words(error)),
                None => return Err("the connection has ended".to_owned()),
            }
        }
    }
}

async fn connect(address: &str, is_stalled: bool) -> Result<TcpStream, Failure> {
    let address: SocketAddr = address.parse().map_err(words)?;
    let socket = TcpSocket::new_v4().map_err(words)?;
    if is_stalled {
        socket.set_recv_buffer_size(UNREAD).map_err(words)?;
    }
    let stream = socket.connect(address).await.map_err(words)?;
    stream.set_nodelay(true).map_err(words)?;
    Ok(stream)
}

/// Reads a message without parsing it: what is looked for cannot stand in a text, where quotes are escaped.
pub fn read(text: &str) -> Said<'_> {
    if !text.contains("\"type\":\"next\"") || text.contains("\"payload\":{\"errors\"") {
        return Said::End;
    }
    match text.split_once("\"subjectId\":\"") {
        Some((_, after)) if text.contains("\"type\":\"concern.raised\"") => {
            Said::Raised(after.split('"').next().unwrap_or_default())
        }
        Some(_) => Said::Other,
        None if text.contains("\"Heartbeat\"") => Said::Heartbeat,
        None => Said::End,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_is_known_by_its_parts() {
        let next = |item: &str| {
            format!(
                "{{\"id\":\"1\",\"type\":\"next\",\"payload\":{{\"data\":{{\"changes\":{item}}},\"extensions\":{{}}}}}}"
            )
        };
        let raised =
            next(r#"{"__typename":"Change","type":"concern.raised","subjectId":"concern_1","version":1}"#);
        assert_eq!(read(&raised), Said::Raised("concern_1"));
        let other = next(r#"{"__typename":"Change","type":"review.invited","subjectId":"review_1"}"#);
        assert_eq!(read(&other), Said::Other);
        let heartbeat = next(r#"{"__typename":"Heartbeat","cursor":"x"}"#);
        assert_eq!(read(&heartbeat), Said::Heartbeat);
        let resync = next(r#"{"__typename":"ResyncRequired","reason":"HISTORY_GONE","cursor":"x"}"#);
        for end in [
            resync.as_str(),
            r#"{"id":"1","type":"complete"}"#,
            r#"{"id":"1","type":"error","payload":[]}"#,
            r#"{"id":"1","type":"next","payload":{"errors":[{"message":"no"}],"data":null}}"#,
        ] {
            assert_eq!(read(end), Said::End, "{end}");
        }
    }
}
