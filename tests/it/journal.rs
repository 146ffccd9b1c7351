//! The journal read while it is written: no gap, no duplicate, whatever the order of the commits.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use entity::enums::{DeliveryModel, Purpose};
use entity::ids::ReviewId;
use entity::review;
use futures::future::join_all;
use integrated_review::auth::viewer::Caller;
use integrated_review::policy::act::ReviewChangeModel;
use integrated_review::problem::Result;
use integrated_review::store::journal::{Position, Sought};
use integrated_review::store::{Attempt, Fact, Reader, Reference};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha12Rng;
use sea_orm::ActiveValue::Set;
use tests::{World, json, on_both};

const WRITERS: u32 = 32;
const ROUNDS: u32 = 6;

/// One act, in a transaction that stays open for so many statements between its change and its commit.
async fn write(world: &World, caller: &Caller, review: ReviewId, held: u32) -> Result<()> {
    let attempt: Attempt<ReviewChangeModel> =
        Attempt::new(world.store(), caller, None, &async_graphql::Value::Null)?;
    let mut tx = attempt.begin().await?;
    let row = tx
        .lock::<review::Entity>(&Reference::Id(review), &["review"])
        .await?;
    let permit = attempt.permit(&mut tx, row).await?;
    let change = review::ActiveModel {
        delivery_model: Set(DeliveryModel::SeparateRedBook),
        ..Default::default()
    };
    tx.change(permit, change, Fact::new("review.modelChanged", json!({})))
        .await?;
    for _ in 0..held {
        tx.count(tx.see::<review::Entity>()).await?;
    }
    attempt.commit(tx, review).await.map(|_| ())
}

/// Follows the journal in small pages until the writers are done and nothing more comes.
async fn follow(reader: &Reader, done: &AtomicBool, expected: usize) -> Vec<Position> {
    let mut seen: Vec<Position> = Vec::new();
    loop {
        let finished = done.load(Ordering::SeqCst);
        let page = reader
            .facts_after(seen.last().copied(), &Sought::default(), 7)
            .await;
        let page = page.map_err(|problem| format!("{problem:?}")).unwrap();
        if page.is_empty() && finished && expected <= seen.len() {
            return seen;
        }
        seen.extend(page.iter().map(Position::of));
        tokio::task::yield_now().await;
    }
}

on_both! {
    async fn a_reader_beside_32_writers_misses_nothing_and_sees_nothing_twice(world: World) {
        let reviews = world.crowd(WRITERS).await;
        let viewer = world.viewer(&world.health_lead()).await;
        let done = Arc::new(AtomicBool::new(false));
        let writers = reviews.iter().zip(0u64..).map(|(review, seed)| {
            let (world, viewer, review) = (world.clone(), Arc::clone(&viewer), *review);
            tokio::spawn(async move {
                let mut random = ChaCha12Rng::seed_from_u64(seed);
                for _ in 0..ROUNDS {
                    let caller = Caller::new(Arc::clone(&viewer), world.next_request().into(), Purpose::Review);
                    let held = random.random_range(0..24);
                    write(&world, &caller, review, held).await.map_err(|it| format!("{it:?}")).unwrap();
                }
            })
        });
        let writers: Vec<_> = writers.collect();
        let reader = world.reader(&world.integration()).await;
        let follower = tokio::spawn({
            let done = Arc::clone(&done);
            async move { follow(&reader, &done, (WRITERS * ROUNDS) as usize).await }
        });
        for writer in join_all(writers).await {
            writer.unwrap();
        }
        done.store(true, Ordering::SeqCst);
        let seen = follower.await.unwrap();
        let all: Vec<Position> = world.journal().await.iter().map(Position::of).collect();
        assert_eq!(all.len(), (WRITERS * ROUNDS) as usize);
        assert!(seen.windows(2).all(|pair| pair[0] < pair[1]), "out of order, or twice");
        assert_eq!(seen, all);
    }

    async fn an_open_transaction_holds_the_feed_back_rather_than_being_skipped(world: World) {
        let reviews = world.crowd(2).await;
        let caller = |request: String| async { Caller::new(world.viewer(&world.health_lead()).await, request.into(), Purpose::Review) };
        let reader = world.reader(&world.integration()).await;
        // The first writes and waits; the second, where the database lets it, commits meanwhile.
        let slow = caller(world.next_request()).await;
        let attempt: Attempt<ReviewChangeModel> =
            Attempt::new(world.store(), &slow, None, &async_graphql::Value::Null).map_err(|it| format!("{it:?}")).unwrap();
        let mut tx = attempt.begin().await.map_err(|it| format!("{it:?}")).unwrap();
        let row = tx.lock::<review::Entity>(&Reference::Id(reviews[0]), &["review"]).await;
        let permit = attempt.permit(&mut tx, row.map_err(|it| format!("{it:?}")).unwrap()).await;
        let change = review::ActiveModel { delivery_model: Set(DeliveryModel::SeparateRedBook), ..Default::default() };
        let fact = Fact::new("review.modelChanged", json!({}));
        tx.change(permit.map_err(|it| format!("{it:?}")).unwrap(), change, fact).await.map_err(|it| format!("{it:?}")).unwrap();
        let quick = caller(world.next_request()).await;
        if !world.store().is_sqlite() {
            write(&world, &quick, reviews[1], 0).await.map_err(|it| format!("{it:?}")).unwrap();
            let early = reader.facts_after(None, &Sought::default(), 10).await.map_err(|it| format!("{it:?}")).unwrap();
            assert!(early.is_empty(), "a fact passed one that commits later with a smaller place");
        }
        attempt.commit(tx, reviews[0]).await.map_err(|it| format!("{it:?}")).unwrap();
        if world.store().is_sqlite() {
            write(&world, &quick, reviews[1], 0).await.map_err(|it| format!("{it:?}")).unwrap();
        }
        world.settled().await;
        let seen = reader.facts_after(None, &Sought::default(), 10).await.map_err(|it| format!("{it:?}")).unwrap();
        assert_eq!(seen.len(), 2);
    }
}
