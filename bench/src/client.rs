//! One connection of a caller, kept open: HTTP/1.1 without the comfort of a client, so that the driver costs little.

use bytes::Bytes;
use http_body_util::{BodyExt, Full};
use hyper::client::conn::http1::{SendRequest, handshake};
use hyper::header::{AUTHORIZATION, CONTENT_TYPE, HOST, HeaderValue};
use hyper::{Method, Request, StatusCode};
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;

use crate::{Failure, words};

/// A request that is ready to be sent.
#[derive(Debug, Clone)]
pub struct Ask {
    /// Where to: a path.
    pub path: String,
    /// On whose behalf: the Authorization header.
    pub token: Option<HeaderValue>,
    /// What is posted; nothing is asked for by GET.
    pub body: Option<Bytes>,
}

/// A connection.
pub struct Connection {
    sender: SendRequest<Full<Bytes>>,
    host: HeaderValue,
}

impl Connection {
    /// Opens a connection to a host and port.
    pub async fn open(address: &str) -> Result<Self, Failure> {
        let stream = TcpStream::connect(address).await.map_err(words)?;
        stream.set_nodelay(true).map_err(words)?;
        let (sender, connection) = handshake(TokioIo::new(stream)).await.map_err(words)?;
        tokio::spawn(connection);
        Ok(Self {
            sender,
            host: HeaderValue::from_str(address).map_err(words)?,
        })
    }

    /// Sends a request and reads its answer to the end.
    pub async fn send(&mut self, ask: &Ask) -> Result<(StatusCode, Bytes), Failure> {
        let method = if ask.body.is_some() {
            Method::POST
        } else {
            Method::GET
        };
        let mut request = Request::builder()
            .method(method)
            .uri(ask.path.as_str())
            .header(HOST, &self.host);
        if let Some(token) = &ask.token {
            request = request.header(AUTHORIZATION, token);
        }
        if ask.body.is_some() {
            request = request.header(CONTENT_TYPE, "application/json");
        }
        let body = Full::new(ask.body.clone().unwrap_or_default());
        let request = request.body(body).map_err(words)?;
        self.sender.ready().await.map_err(words)?;
        let answer = self.sender.send_request(request).await.map_err(words)?;
        let status = answer.status();
        let body = answer.into_body().collect().await.map_err(words)?;
        Ok((status, body.to_bytes()))
    }
}
