//! A source of keys on the loopback that counts its readers and does what the test tells it.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use super::KeySource;

/// What the source answers.
#[derive(Clone)]
pub enum Answer {
    /// This body.
    Body(String),
    /// A status, with its header lines.
    Status(String),
    /// It hangs up.
    Nothing,
}

/// The source.
pub struct KeyServer {
    url: String,
    readings: Arc<AtomicUsize>,
    answer: Arc<Mutex<Answer>>,
}

impl KeyServer {
    /// Starts on a free port.
    pub async fn start(answer: Answer) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/jwks.json", listener.local_addr().unwrap());
        let readings = Arc::new(AtomicUsize::new(0));
        let answer = Arc::new(Mutex::new(answer));
        let server = Self {
            url,
            readings: Arc::clone(&readings),
            answer: Arc::clone(&answer),
        };
        tokio::spawn(async move {
            loop {
                let (stream, _) = listener.accept().await.unwrap();
                readings.fetch_add(1, Ordering::SeqCst);
                let answer = answer.lock().unwrap().clone();
                serve(stream, answer).await;
            }
        });
        server
    }

    /// An answer that sends the reader here.
    pub fn redirect(&self) -> Answer {
        Answer::Status(format!("302 Found\r\nLocation: {}", self.url))
    }

    /// The source as a configuration names it.
    pub fn source(&self) -> KeySource {
        KeySource::url(&self.url).unwrap()
    }

    /// How often it was asked.
    pub fn readings(&self) -> usize {
        self.readings.load(Ordering::SeqCst)
    }

    /// Answers differently from now on.
    pub fn answer(&self, answer: Answer) {
        *self.answer.lock().unwrap() = answer;
    }
}

async fn serve(mut stream: TcpStream, answer: Answer) {
    let mut request = Vec::new();
    while !request.ends_with(b"\r\n\r\n") {
        let mut buffer = [0; 1024];
        match stream.read(&mut buffer).await {
            Ok(0) | Err(_) => return,
            Ok(count) => request.extend_from_slice(&buffer[..count]),
        }
    }
    let text = match answer {
        Answer::Body(body) => {
            format!(
                "HTTP/1.1 200 OK\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}",
                body.len()
            )
        }
        Answer::Status(status) => {
            format!("HTTP/1.1 {status}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
        }
        Answer::Nothing => return,
    };
    // The reader may hang up before the end, for example when the body is too large.
    drop(stream.write_all(text.as_bytes()).await);
}
