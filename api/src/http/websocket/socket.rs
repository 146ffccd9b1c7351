//! The frames of a connection, and how it ends.

use std::future::Future;
use std::io;
use std::pin::pin;
use std::time::Duration;

use actix_web::rt::net::TcpStream;
use bytes::Bytes;
use futures::{FutureExt, SinkExt, StreamExt};
use tokio::io::AsyncWriteExt;
use tokio::time::timeout;
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::error::ProtocolError;
use tokio_tungstenite::tungstenite::protocol::frame::coding::{Data, OpCode};
use tokio_tungstenite::tungstenite::protocol::frame::{CloseFrame, Frame};
use tokio_tungstenite::tungstenite::protocol::{Role, WebSocketConfig};
use tokio_tungstenite::tungstenite::{Error, Message, Utf8Bytes};

use super::message::Close;

/// Bytes that are read at once. Each connection keeps as many for as long as it is open, and most hear little.
const READ: usize = 1024;
/// Bytes that are collected before they leave.
const WRITE: usize = 4 * 1024;
/// The longest frame that is written; what is longer leaves in several, so that no connection keeps the room for it.
const FRAME: usize = 16 * 1024;
/// How long the other side may take to hang up.
const PARTING: Duration = Duration::from_secs(1);

/// How a connection ends.
#[derive(Debug)]
pub enum End {
    /// With this code.
    Close(Close),
    /// As the client has said.
    Answer,
    /// Nobody is there any more.
    Lost,
}

impl From<Close> for End {
    fn from(close: Close) -> Self {
        Self::Close(close)
    }
}

impl From<Error> for End {
    fn from(error: Error) -> Self {
        match error {
            Error::Capacity(_) => Close::new(1009, "the message is too large").into(),
            Error::Utf8(_) => Close::new(1007, "a message is text in UTF-8").into(),
            Error::Protocol(error) if !is_lost(&error) => {
                Close::new(1002, "this is no frame of a WebSocket").into()
            }
            _ => Self::Lost,
        }
    }
}

fn is_lost(error: &ProtocolError) -> bool {
    matches!(error, ProtocolError::ResetWithoutClosingHandshake)
}

/// A connection's frames.
pub struct Socket {
    frames: WebSocketStream<TcpStream>,
    /// How long the client may take to take in what is sent.
    patience: Duration,
}

impl Socket {
    /// A connection whose handshake is done, and what came right after it.
    pub async fn new(stream: TcpStream, read: &[u8], largest: usize, patience: Duration) -> Self {
        let config = WebSocketConfig::default()
            .read_buffer_size(READ)
            .write_buffer_size(WRITE)
            .max_frame_size(Some(largest))
            .max_message_size(Some(largest));
        let frames =
            WebSocketStream::from_partially_read(stream, read.to_vec(), Role::Server, Some(config)).await;
        Self { frames, patience }
    }

    /// The next text, or nothing where the client shows only that it is there.
    pub async fn hear(&mut self) -> Result<Option<Utf8Bytes>, End> {
        match self.frames.next().await {
            None => Err(End::Lost),
            Some(Err(error)) => Err(error.into()),
            Some(Ok(Message::Text(text))) => Ok(Some(text)),
            // Answered by the library, with what is read or written next.
            Some(Ok(Message::Ping(_) | Message::Pong(_))) => Ok(None),
            Some(Ok(Message::Close(_))) => Err(End::Answer),
            Some(Ok(Message::Binary(_) | Message::Frame(_))) => {
                Err(Close::malformed("messages are text").into())
            }
        }
    }

    /// Writes a text; it leaves with [`Self::flush`] at the latest.
    pub async fn write(&mut self, text: impl Into<Bytes>) -> Result<(), End> {
        let mut rest = text.into();
        let mut kind = Data::Text;
        loop {
            let piece = rest.split_to(rest.len().min(FRAME));
            let is_last = rest.is_empty();
            let frame = Frame::message(piece, OpCode::Data(kind), is_last);
            within(self.patience, self.frames.feed(Message::Frame(frame))).await?;
            if is_last {
                return Ok(());
            }
            kind = Data::Continue;
        }
    }

    /// Sends what was written.
    pub async fn flush(&mut self) -> Result<(), End> {
        within(self.patience, self.frames.flush()).await
    }

    /// Asks whether the client is there.
    pub async fn ping(&mut self) -> Result<(), End> {
        within(self.patience, self.frames.send(Message::Ping(Bytes::new()))).await
    }

    /// Ends the connection.
    pub async fn end(mut self, end: End) {
        let told = match end {
            End::Lost => return,
            End::Answer => self.flush().await,
            End::Close(Close { code, reason }) => {
                let frame = CloseFrame {
                    code: code.into(),
                    reason: reason.into(),
                };
                within(self.patience, self.frames.close(Some(frame))).await
            }
        };
        // Whoever takes nothing in does not take this in either.
        if told.is_ok() {
            part(self.frames.into_inner()).await;
        }
    }
}

async fn within(patience: Duration, sent: impl Future<Output = Result<(), Error>>) -> Result<(), End> {
    let mut sent = pin!(sent);
    let done = match sent.as_mut().now_or_never() {
        // Mostly there is room, and no clock is needed.
        Some(done) => Ok(done),
        None => timeout(patience, sent).await,
    };
    match done {
        Ok(Ok(())) => Ok(()),
        _ => Err(End::Lost),
    }
}

/// Ends a stream so that what was written last arrives: the system takes it back where something was left unread.
pub async fn part(mut stream: TcpStream) {
    let parting = async {
        stream.shutdown().await?;
        tokio::io::copy(&mut stream, &mut tokio::io::sink()).await
    };
    let _: Result<io::Result<u64>, _> = timeout(PARTING, parting).await;
}
