//! No connection is free, because those that there are wait for somebody else.

use std::time::Duration;

use futures::StreamExt;
use futures::stream::FuturesUnordered;
use sea_orm::{
    ConnectionTrait, DatabaseTransaction, SqliteTransactionMode, TransactionOptions, TransactionTrait,
};
use tests::{Backend, World, json, on_both};

use super::agree::everything_is_done_once;
use super::load::{Target, Try, Wish};

const CONNECTIONS: u32 = 2;
const CALLERS: u32 = 6;

/// Somebody else writes, and does not come to an end: no concern is raised meanwhile.
async fn hold(world: &World) -> DatabaseTransaction {
    let options = TransactionOptions {
        sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
        ..Default::default()
    };
    let held = world.db().begin_with_options(options).await.unwrap();
    if world.backend() == Backend::Postgres {
        held.execute_unprepared("LOCK TABLE concern IN ACCESS EXCLUSIVE MODE")
            .await
            .unwrap();
    }
    held
}

on_both! {
    async fn without_a_free_connection_a_gateway_says_try_again_and_recovers(world: World) {
        let gateway = world.second_gateway(CONNECTIONS, Duration::from_millis(300)).await;
        let target = Target::new(&gateway.url, world.health_visitor().token());
        let reviews = super::reviews(&world, CALLERS).await;
        let held = hold(&world).await;
        let mut acts: FuturesUnordered<_> = reviews.iter().copied().map(|review| {
            let (target, mut wish) = (target.clone(), Wish::new(world.next_request(), review));
            async move {
                target.raise(&mut wish).await;
                wish
            }
        }).collect();
        // Embedded, one connection writes; it waits, as all do on a server.
        let waiting = if world.backend() == Backend::Sqlite { 1 } else { CONNECTIONS };
        let mut wishes = Vec::new();
        for _ in waiting..CALLERS {
            let wish = acts.next().await.unwrap();
            assert_eq!(wish.tries, [Try::Away]);
            wishes.push(wish);
        }
        let looked = target.ask(&world.next_request(), &json!({ "query": "{ viewer { name } }" })).await.unwrap();
        if world.backend() == Backend::Postgres {
            assert_eq!(looked.0, 503);
            assert_eq!(looked.1["errors"][0]["extensions"]["code"], "UNAVAILABLE");
            assert!(looked.1.get("data").is_none());
        } else {
            assert_eq!(looked.0, 200, "{:#}", looked.1);
        }
        assert_eq!(target.ready().await, (false, json!(false)));

        held.rollback().await.unwrap();
        while let Some(wish) = acts.next().await {
            assert_eq!(wish.tries, [Try::Done]);
            wishes.push(wish);
        }
        for wish in &mut wishes {
            target.insist(wish).await;
        }
        assert_eq!(target.ready().await, (true, json!(true)));
        everything_is_done_once(world.db(), &wishes).await;
        gateway.end().await;
    }
}
