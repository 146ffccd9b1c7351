//! The gateway as it runs in production: on a socket, with its own threads.

use std::net::TcpListener;
use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::Duration;

use actix_web::web::Data;
use integrated_review::auth::Verifier;
use integrated_review::engine::{GatewayEngine, serve};
use integrated_review::http::{HttpApp, HttpSettings};
use tokio::runtime::{Builder, Handle};
use tokio::sync::oneshot;

use crate::token;
use crate::world::World;

/// A running gateway; stops when dropped.
pub struct Server {
    /// Where it listens.
    pub url: String,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Server {
    /// Starts on a free port. The engine runs on the test's runtime, so that its connections live as long.
    pub fn start(engine: GatewayEngine, settings: HttpSettings) -> Self {
        let settings = HttpSettings {
            workers: Some(1),
            ..settings
        };
        let app = HttpApp::new(Arc::new(engine), settings)
            .map_err(|problem| format!("{problem:?}"))
            .unwrap();
        let app = Data::new(app.on_runtime(Handle::current()));
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let (stop, stopped) = oneshot::channel::<()>();
        let thread = std::thread::spawn(move || {
            let runtime = Builder::new_current_thread().enable_all().build().unwrap();
            let shutdown = Box::pin(async { drop(stopped.await) });
            runtime.block_on(serve(app, listener, shutdown)).unwrap();
        });
        Self {
            url,
            stop: Some(stop),
            thread: Some(thread),
        }
    }
}

/// Further gateways over the same databases.
impl World {
    /// One with other settings.
    pub async fn gateway(&self, settings: HttpSettings) -> Server {
        let verifier = token::verifier(self.clock().clone()).await;
        self.gateway_for(verifier, settings)
    }

    /// One that accepts what this verifier accepts.
    pub fn gateway_for(&self, verifier: Verifier, settings: HttpSettings) -> Server {
        let settings = HttpSettings {
            shutdown_timeout: Duration::ZERO,
            ..settings
        };
        let engine = GatewayEngine::new(self.store().clone(), verifier, &settings);
        Server::start(engine, settings)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}
