//! Whoever opens too much, or opens and says nothing, is sent away, and the gateway serves the others on.

use std::time::Duration;

use integrated_review::http::{HttpSettings, StreamSettings};
use tests::socket::Socket;
use tests::{json, on_both};

use super::{raise, review_events};

/// Items that are larger than what the system takes in for those who do not read.
const LARGE: &str = "subscription($review: ReviewRef!) { reviewEvents(review: $review) { __typename \
    ... on Change { type subject { ... on Concern { a: evidence b: evidence c: evidence d: evidence } } } } }";
/// So many, and so many times on one connection.
const LARGE_ITEMS: usize = 40;
const STREAMS: usize = 20;

const PROTOCOL: Option<&str> = Some("graphql-transport-ws");

fn with(connections: usize, init_timeout: Duration) -> HttpSettings {
    HttpSettings {
        streams: StreamSettings {
            connections,
            init_timeout,
            ..StreamSettings::default()
        },
        ..HttpSettings::default()
    }
}

on_both! {
    async fn a_thousand_who_say_nothing_take_no_more_than_their_places(world: World) {
        let gateway = world.gateway(with(100, Duration::from_mins(10))).await;
        let (mut open, mut refused) = (Vec::new(), 0);
        for _ in 0..1_000 {
            match Socket::open(&gateway.url, PROTOCOL, None).await {
                Ok(socket) => open.push(socket),
                Err(status) => {
                    assert_eq!(status, 503);
                    refused += 1;
                }
            }
        }
        assert_eq!((open.len(), refused), (100, 900));
        let visitor = world.health_visitor().at(&gateway);
        visitor.query("{ viewer { name } }").await;
        open.pop().expect("a connection").cut();
        let free = async {
            while Socket::open(&gateway.url, PROTOCOL, None).await.is_err() {}
        };
        tokio::time::timeout(Duration::from_mins(1), free).await.expect("a place that was left is free");
    }

    async fn who_says_nothing_is_sent_away_in_time(world: World) {
        let gateway = world.gateway(with(200, Duration::from_millis(300))).await;
        let mut open = Vec::new();
        for _ in 0..100 {
            open.push(Socket::plain(&gateway.url).await);
        }
        for socket in &mut open {
            assert_eq!(socket.closed().await, 4408);
        }
        let _served = Socket::of(&world.health_visitor().at(&gateway)).await;
    }

    async fn whoever_takes_nothing_in_does_not_hold_up_those_who_follow_the_same(world: World) {
        let streams = StreamSettings { send_timeout: Duration::from_mins(2), ..StreamSettings::default() };
        let gateway = world.gateway(HttpSettings { streams, ..HttpSettings::default() }).await;
        let (visitor, review) = (world.health_visitor().at(&gateway), world.review());
        world.take_part(&review, &visitor).await;
        let follow = async |socket: &mut Socket, times: usize| {
            for number in 0..times {
                socket.subscribe(&number.to_string(), LARGE, json!({ "review": { "id": review } })).await;
                socket.item("Heartbeat").await;
            }
        };
        let (mut reads, mut does_not) = (Socket::of(&visitor).await, Socket::of(&visitor).await);
        follow(&mut does_not, STREAMS).await;
        follow(&mut reads, 1).await;
        let input = json!({ "topic": "SLEEP", "level": "WATCH", "evidence": "z".repeat(8_000) });
        // Many at once: some are being made when the connection is full.
        let raise = |_| visitor.mutate("concernRaise", json!({ "review": { "id": review }, "input": input }));
        for raised in futures::future::join_all((0..LARGE_ITEMS).map(raise)).await {
            raised.ok();
        }
        for _ in 0..LARGE_ITEMS {
            assert_eq!(reads.item("Change").await["type"], "concern.raised");
        }
        drop(does_not);
    }

    async fn a_flood_of_subscriptions_is_answered_one_by_one(world: World) {
        let visitor = world.health_visitor();
        let review = world.review();
        world.take_part(&review, &visitor).await;
        let mut socket = Socket::of(&visitor).await;
        let variables = json!({ "review": { "id": review } });
        for number in 0..500 {
            socket.subscribe(&number.to_string(), &review_events(), variables.clone()).await;
        }
        let (mut begun, mut refused) = (0, 0);
        while begun + refused < 500 {
            let message = socket.next().await.message();
            if message["type"] == "error" {
                assert_eq!(message["payload"][0]["extensions"]["code"], "LIMIT_EXCEEDED", "{message}");
                refused += 1;
            } else {
                assert_eq!(message["payload"]["data"]["reviewEvents"]["__typename"], "Heartbeat", "{message}");
                begun += 1;
            }
        }
        assert_eq!((begun, refused), (StreamSettings::default().operations_per_connection, 450));
        raise(&visitor, &review, "STANDARD").await;
        for _ in 0..begun {
            assert_eq!(socket.item("Change").await["type"], "concern.raised", "each of them goes on");
        }
    }
}
