//! A client of `graphql-transport-ws` that hides nothing: what is sent is sent as it is, what comes is given as it comes.

use std::time::Duration;

use futures::{SinkExt as _, StreamExt as _};
use serde_json::{Value, json};
use tokio::io::AsyncWriteExt as _;
use tokio::net::TcpStream;
use tokio::time::{Instant, timeout, timeout_at};
use tokio_tungstenite::tungstenite::client::IntoClientRequest as _;
use tokio_tungstenite::tungstenite::protocol::CloseFrame;
use tokio_tungstenite::tungstenite::protocol::frame::coding::CloseCode;
use tokio_tungstenite::tungstenite::{Error, Message};
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async};

use crate::actor::Actor;

/// How long an answer may take.
const PATIENCE: Duration = Duration::from_secs(20);

/// A connection.
pub struct Socket(WebSocketStream<MaybeTlsStream<TcpStream>>);

/// What came.
#[derive(Debug, Clone, PartialEq)]
pub enum Came {
    /// A message of the protocol.
    Message(Value),
    /// The connection was closed with this code and reason.
    Closed(u16, String),
    /// It ended without a word.
    Lost,
}

impl Came {
    /// The message.
    pub fn message(self) -> Value {
        match self {
            Self::Message(message) => message,
            other => panic!("no message: {other:?}"),
        }
    }

    /// The code with which the connection was closed.
    pub fn code(self) -> u16 {
        match self {
            Self::Closed(code, _) => code,
            other => panic!("not closed: {other:?}"),
        }
    }
}

impl Socket {
    /// Opens a connection to a gateway, offering this subprotocol and coming from this page.
    ///
    /// # Errors
    /// The HTTP status, where it is refused.
    pub async fn open(url: &str, protocol: Option<&str>, origin: Option<&str>) -> Result<Self, u16> {
        let url = format!("{}/graphql", url.replace("http://", "ws://"));
        let mut request = url.into_client_request().unwrap();
        let headers = request.headers_mut();
        if let Some(protocol) = protocol {
            headers.insert("sec-websocket-protocol", protocol.parse().unwrap());
        }
        if let Some(origin) = origin {
            headers.insert("origin", origin.parse().unwrap());
        }
        match connect_async(request).await {
            Ok((stream, _)) => Ok(Self(stream)),
            Err(Error::Http(response)) => Err(response.status().as_u16()),
            Err(other) => panic!("no connection: {other}"),
        }
    }

    /// Opens a connection that has not said who it is.
    pub async fn plain(url: &str) -> Self {
        Self::open(url, Some("graphql-transport-ws"), None).await.unwrap()
    }

    /// Opens a connection for an actor, and waits until it is acknowledged.
    pub async fn of(actor: &Actor) -> Self {
        let mut socket = Self::plain(actor.url()).await;
        socket.init(&actor.token(), actor.purpose()).await;
        assert_eq!(socket.next().await.message()["type"], "connection_ack");
        socket
    }

    /// Opens a connection for whoever has this token, and waits until it is acknowledged; nothing where that does not come about.
    pub async fn reach(url: &str, token: &str, purpose: Option<&str>) -> Option<Self> {
        let url = format!("{}/graphql", url.replace("http://", "ws://"));
        let mut request = url.into_client_request().ok()?;
        let protocol = "graphql-transport-ws".parse().ok()?;
        request.headers_mut().insert("sec-websocket-protocol", protocol);
        let (stream, _) = timeout(PATIENCE, connect_async(request)).await.ok()?.ok()?;
        let mut socket = Self(stream);
        socket.init(token, purpose).await;
        match socket.next_before(Instant::now() + PATIENCE).await? {
            Came::Message(message) if message["type"] == "connection_ack" => Some(socket),
            _ => None,
        }
    }

    /// Says who it is.
    pub async fn init(&mut self, token: &str, purpose: Option<&str>) {
        let payload = json!({ "Authorization": format!("Bearer {token}"), "X-Purpose": purpose });
        self.say(&json!({ "type": "connection_init", "payload": payload }))
            .await;
    }

    /// Sends a message.
    pub async fn say(&mut self, message: &Value) {
        self.send(Message::text(message.to_string())).await;
    }

    /// Sends a frame as it is.
    pub async fn send(&mut self, frame: Message) {
        // Whoever was closed meanwhile finds out by what comes.
        let _ = self.0.send(frame).await;
    }

    /// Sends bytes that need be no frame.
    pub async fn send_bytes(&mut self, bytes: &[u8]) {
        let _ = self.0.get_mut().write_all(bytes).await;
    }

    /// The payload of the next pong of the transport, whatever comes before.
    pub async fn pong(&mut self) -> Vec<u8> {
        let pong = async {
            loop {
                if let Message::Pong(payload) = self.0.next().await.expect("it goes on").unwrap() {
                    return payload.to_vec();
                }
            }
        };
        timeout(PATIENCE, pong).await.expect("an answer in time")
    }

    /// Begins an operation.
    pub async fn subscribe(&mut self, id: &str, query: &str, variables: Value) {
        let payload = json!({ "query": query, "variables": variables });
        self.say(&json!({ "id": id, "type": "subscribe", "payload": payload }))
            .await;
    }

    /// What comes next, but for the transport's own pings.
    pub async fn next(&mut self) -> Came {
        self.next_before(Instant::now() + PATIENCE)
            .await
            .expect("something comes in time")
    }

    /// The same, if it comes before a point in time.
    pub async fn next_before(&mut self, end: Instant) -> Option<Came> {
        loop {
            let came = timeout_at(end, self.0.next()).await.ok()?;
            return Some(match came {
                Some(Ok(Message::Text(text))) => Came::Message(serde_json::from_str(&text).unwrap()),
                Some(Ok(Message::Close(Some(frame)))) => {
                    Came::Closed(frame.code.into(), frame.reason.to_string())
                }
                Some(Ok(Message::Ping(_) | Message::Pong(_))) => continue,
                Some(Ok(other)) => panic!("not of the protocol: {other:?}"),
                Some(Err(_)) | None => Came::Lost,
            });
        }
    }

    /// The code with which it is closed, whatever comes before.
    pub async fn closed(&mut self) -> u16 {
        loop {
            match self.next().await {
                Came::Message(_) => {}
                came => return came.code(),
            }
        }
    }

    /// The data of the next item of this kind of an operation's only field; others are passed over.
    pub async fn item(&mut self, kind: &str) -> Value {
        loop {
            let message = self.next().await.message();
            assert_eq!(message["type"], "next", "{message}");
            let data = message["payload"]["data"].as_object().expect("data");
            let item = data.values().next().expect("a field").clone();
            if item["__typename"] == kind {
                return item;
            }
        }
    }

    /// Ends the connection without a word, as a process that was killed.
    pub fn cut(self) {
        drop(self.0);
    }

    /// Closes the connection, and gives the code with which that is answered.
    pub async fn close(mut self) -> Option<u16> {
        let normal = CloseFrame {
            code: CloseCode::Normal,
            reason: "".into(),
        };
        let _ = self.0.close(Some(normal)).await;
        let ended = timeout(PATIENCE, async {
            while let Some(Ok(message)) = self.0.next().await {
                if let Message::Close(frame) = message {
                    return frame.map(|frame| frame.code.into());
                }
            }
            None
        });
        ended.await.expect("an answer in time")
    }
}
