//! How tests are run: each with a runtime of its own, under a name that finds its lines in the logs.

use std::sync::atomic::{AtomicU64, Ordering};

use crate::database::{Backend, Database};
use crate::logs;
use crate::site::Site;
use crate::world::World;

/// Runs one test in a world of its own, and checks what must hold after every test.
pub fn in_world<F: Future<Output = ()>>(backend: Backend, name: &str, test: impl FnOnce(World) -> F) {
    in_world_on(Database::fresh(backend), name, test);
}

/// The same on a database that is not the usual one.
pub fn in_world_on<F: Future<Output = ()>>(
    database: impl Future<Output = Database>,
    name: &str,
    test: impl FnOnce(World) -> F,
) {
    alone(|tag| async move {
        let world = World::start(database.await, name, tag).await;
        test(world.clone()).await;
        world.finish().await;
    });
}

/// Runs one test that starts gateways itself.
pub fn on_site<F: Future<Output = ()>>(backend: Backend, test: impl FnOnce(Site) -> F) {
    on_site_on(Database::fresh(backend), test);
}

/// The same on a database that is not the usual one.
pub fn on_site_on<F: Future<Output = ()>>(
    database: impl Future<Output = Database>,
    test: impl FnOnce(Site) -> F,
) {
    alone(|tag| async move {
        let database = database.await;
        test(Site::new(database.clone(), tag)).await;
        database.remove().await;
    });
}

fn alone<F: Future<Output = ()>>(test: impl FnOnce(String) -> F) {
    static NEXT: AtomicU64 = AtomicU64::new(1);
    logs::record();
    let tag = format!("t{}", NEXT.fetch_add(1, Ordering::Relaxed));
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .thread_name(tag.clone())
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(Box::pin(test(tag)));
}
