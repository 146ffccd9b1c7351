//! All who follow.

use std::sync::Arc;
use std::time::{Duration, Instant};

use futures::StreamExt;
use tokio::task::JoinSet;
use tokio::time::timeout;

use super::board::Board;
use super::socket::{Follow, Said, Socket, read};
use crate::Failure;

/// Connections that are being opened at once: a gateway turns away whoever comes to some hundreds that it is busy with.
const AT_ONCE: usize = 64;
/// How long a connection may take to follow.
const PATIENCE: Duration = Duration::from_secs(30);

/// All who follow; they leave when this is dropped.
pub struct Audience {
    listening: JoinSet<()>,
    /// Open, but not read.
    stalled: Vec<Socket>,
}

impl Audience {
    /// Lets so many follow. Those whom the board expects read on; the others, who come last, read no more.
    pub async fn gather(
        address: &str,
        follow: &Follow,
        subscribers: usize,
        board: &Arc<Board>,
    ) -> Result<Self, Failure> {
        let reading = board.expected();
        let open = |number: usize| async move {
            let opened = timeout(PATIENCE, Socket::open(address, follow, reading <= number)).await;
            let opened = opened.unwrap_or_else(|_| Err("no answer in time".to_owned()));
            opened
                .map(|socket| (number, socket))
                .map_err(|failure| format!("subscriber {number} of {subscribers}: {failure}"))
        };
        let mut opening = futures::stream::iter((0..subscribers).map(open)).buffer_unordered(AT_ONCE);
        let mut audience = Self {
            listening: JoinSet::new(),
            stalled: Vec::new(),
        };
        while let Some(opened) = opening.next().await {
            let (number, socket) = opened?;
            if number < reading {
                audience
                    .listening
                    .spawn(listen(socket, number, Arc::clone(board)));
            } else {
                audience.stalled.push(socket);
            }
        }
        if audience.listening.len() + audience.stalled.len() == subscribers {
            Ok(audience)
        } else {
            Err(format!("not all of {subscribers} follow"))
        }
    }
}

/// Writes on the board what comes.
async fn listen(mut socket: Socket, subscriber: usize, board: Arc<Board>) {
    loop {
        let text = match socket.hear().await {
            Ok(text) => text,
            Err(failure) => return board.lose(subscriber, failure),
        };
        match read(&text) {
            Said::Raised(concern) => board.deliver(subscriber, concern, Instant::now()),
            Said::Heartbeat | Said::Other => {}
            Said::End => return board.lose(subscriber, text.as_str().to_owned()),
        }
    }
}
