//! A wire between a gateway and its PostgreSQL server that breaks at the worst moments: around a commit.

use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};

use tokio::io::{AsyncRead, AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;

/// When the wire breaks next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum Break {
    /// Not at all.
    Never,
    /// The server never learns that it was to commit.
    BeforeCommit,
    /// The server has committed, and the gateway never learns of it.
    AfterCommit,
    /// The gateway learns that it was committed, and then nothing more until the wire is mended.
    AfterItsAnswer,
}

/// The wire. Cheap to clone.
#[derive(Clone)]
pub struct Wire {
    /// The address of the database by this wire.
    pub url: String,
    next: Arc<AtomicU8>,
    down: Arc<watch::Sender<bool>>,
}

impl Wire {
    /// A wire to this database: `postgres://user@host:port/name`.
    pub async fn to(url: &str) -> Self {
        let (user, rest) = url.split_once('@').expect("a user");
        let (server, name) = rest.split_once('/').expect("a database");
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let wire = Self {
            url: format!("{user}@{}/{name}", listener.local_addr().unwrap()),
            next: Arc::new(AtomicU8::new(Break::Never as u8)),
            down: Arc::new(watch::Sender::new(false)),
        };
        tokio::spawn(wire.clone().listen(listener, server.to_owned()));
        wire
    }

    /// Breaks once, at this moment.
    pub fn break_at(&self, moment: Break) {
        self.next.store(moment as u8, Ordering::SeqCst);
    }

    /// Lets connections through again.
    pub fn mend(&self) {
        self.down.send_replace(false);
    }

    async fn listen(self, listener: TcpListener, server: String) {
        while let Ok((gateway, _)) = listener.accept().await {
            if *self.down.borrow() {
                continue;
            }
            let server = TcpStream::connect(&server).await.unwrap();
            tokio::spawn(self.clone().carry(gateway, server));
        }
    }

    /// Carries what each side says, until one of them or the wire ends. Both are closed then.
    async fn carry(self, mut gateway: TcpStream, mut server: TcpStream) {
        let mut down = self.down.subscribe();
        let mut broken = std::pin::pin!(async move { down.wait_for(|down| *down).await.map(|_| ()) });
        loop {
            let goes_on = tokio::select! {
                said = said(&mut gateway) => match said {
                    Some(said) => self.ask(&said, &mut gateway, &mut server).await,
                    None => false,
                },
                said = said(&mut server) => match said {
                    Some(said) => gateway.write_all(&said).await.is_ok(),
                    None => false,
                },
                _ = &mut broken => false,
            };
            if !goes_on {
                return;
            }
        }
    }

    /// Carries what the gateway says; says whether the wire holds.
    async fn ask(&self, said: &[u8], gateway: &mut TcpStream, server: &mut TcpStream) -> bool {
        let commits = said.windows(7).any(|bytes| bytes == b"COMMIT\0");
        let never = Break::Never as u8;
        let moment = if commits {
            self.next.swap(never, Ordering::SeqCst)
        } else {
            never
        };
        if moment == Break::BeforeCommit as u8 || server.write_all(said).await.is_err() {
            return false;
        }
        if moment == never {
            return true;
        }
        let answer = self::said(server).await.unwrap_or_default();
        if moment == Break::AfterItsAnswer as u8 {
            self.down.send_replace(true);
            // The gateway may hang up as it likes.
            let _ = gateway.write_all(&answer).await;
        }
        false
    }
}

async fn said(from: &mut (impl AsyncRead + Unpin)) -> Option<Vec<u8>> {
    let mut bytes = vec![0; 64 * 1024];
    let length = from.read(&mut bytes).await.ok()?;
    bytes.truncate(length);
    (0 < length).then_some(bytes)
}
