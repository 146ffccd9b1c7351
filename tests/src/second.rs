//! A second gateway beside a world's own, on the same database, with settings of the test's.

use std::time::Duration;

use integrated_review::engine::GatewayEngine;
use integrated_review::http::HttpSettings;
use integrated_review::store::{DatabaseSettings, Store};

use crate::server::Server;
use crate::token;
use crate::world::World;

/// A second gateway.
pub struct Second {
    /// Where it listens.
    pub url: String,
    store: Store,
    server: Server,
}

impl World {
    /// Starts a gateway with so many connections, for which a request waits so long.
    pub async fn second_gateway(&self, connections: u32, acquire_timeout: Duration) -> Second {
        self.second_gateway_at(&self.database().url, connections, acquire_timeout)
            .await
    }

    /// The same, by another way to the database.
    pub async fn second_gateway_at(&self, url: &str, connections: u32, acquire_timeout: Duration) -> Second {
        let settings = DatabaseSettings {
            connections,
            acquire_timeout,
            ..DatabaseSettings::at(url)
        };
        let store = Store::connect(&settings, self.clock().clone()).await;
        let store = store.map_err(|it| format!("{it:?}")).unwrap();
        let settings = HttpSettings::default();
        let verifier = token::verifier(self.clock().clone()).await;
        let engine = GatewayEngine::new(store.clone(), verifier, &settings);
        let server = Server::start(engine, settings);
        Second {
            url: server.url.clone(),
            store,
            server,
        }
    }
}

impl Second {
    /// Ends it.
    pub async fn end(self) {
        let Self { store, server, .. } = self;
        tokio::task::spawn_blocking(move || drop(server)).await.unwrap();
        store.close().await.map_err(|it| format!("{it:?}")).unwrap();
    }
}
