//! A clock that jumps, backwards and forwards.

use chrono::{DateTime, TimeDelta, Utc};
use entity::ids::ReviewId;
use tests::{World, json, on_both};

use super::agree::everything_is_done_once;
use super::load::{Target, Try, Wish};

/// Whether a token is accepted now.
async fn is_good(world: &World, token: &str) -> bool {
    let target = Target::new(world.url(), token.to_owned());
    let answer = target
        .ask(&world.next_request(), &json!({ "query": "{ viewer { name } }" }))
        .await;
    let (status, body) = answer.expect("an answer");
    assert!(
        status == 200 || body["errors"][0]["extensions"]["code"] == "UNAUTHENTICATED",
        "{body:#}"
    );
    status == 200
}

async fn raise(world: &World, review: ReviewId) -> Wish {
    let mut wish = Wish::new(world.next_request(), review);
    let target = Target::new(world.url(), world.health_visitor().token());
    assert!(target.ready().await.0);
    target.raise(&mut wish).await;
    assert_eq!(wish.tries, [Try::Done]);
    wish
}

on_both! {
    async fn a_clock_that_jumps_breaks_no_order_and_opens_no_door(world: World) {
        let (begin, review) = (world.now(), super::reviews(&world, 1).await[0]);
        let jumps = [0, -3 * 24 * 60, 40 * 24 * 60, -400 * 24 * 60, 10, 0];
        let tokens = jumps.map(|minutes| (minutes, {
            world.set_time(begin + TimeDelta::minutes(minutes));
            world.health_visitor().token()
        }));
        let mut wishes = Vec::new();
        for (now, _) in &tokens {
            world.set_time(begin + TimeDelta::minutes(*now));
            for (issued, token) in &tokens {
                // A quarter of an hour from when it was issued, by the clock that is.
                assert_eq!(is_good(&world, token).await, (0..15).contains(&(now - issued)), "{issued} at {now}");
            }
            wishes.push(raise(&world, review).await);
        }
        let ids: Vec<_> = wishes.iter().map(|wish| wish.concern.clone().unwrap()).collect();
        assert!(ids.is_sorted(), "{ids:#?}");
        let facts = world.facts("concern.raised").await;
        let told: Vec<String> = facts.iter().map(|fact| entity::ids::ConcernId(fact.subject_id).to_string()).collect();
        assert_eq!(told, ids, "the journal is in the order of the acts");
        let times: Vec<DateTime<Utc>> = facts.iter().map(|fact| fact.at).collect();
        assert_eq!(times, jumps.map(|minutes| begin + TimeDelta::minutes(minutes)), "and says what the clock said");
        everything_is_done_once(world.db(), &wishes).await;
    }

    async fn a_key_counts_whatever_the_clock_says(world: World) {
        let begin = world.now();
        let mut wish = raise(&world, super::reviews(&world, 1).await[0]).await;
        let first = wish.concern.clone();
        for days in [-2, 20] {
            world.set_time(begin + TimeDelta::days(days));
            let target = Target::new(world.url(), world.health_visitor().token());
            target.raise(&mut wish).await;
            assert_eq!((wish.tries.last(), &wish.concern), (Some(&Try::Replayed), &first));
        }
    }
}
