//! Whoever opens too much, or opens and says nothing, is sent away, and the gateway serves the others on.

use std::time::Duration;

use integrated_review::http::{HttpSettings, StreamSettings};
use tests::socket::Socket;
use tests::{json, on_both};

use super::{raise, review_events};

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
