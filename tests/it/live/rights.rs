//! Rights that end while a stream runs.

use std::time::Duration;

use entity::enums::ParticipantStatus;
use integrated_review::http::{HttpSettings, StreamSettings};
use tests::socket::Socket;
use tests::{Actor, json, on_both};

use super::{changes, raise, read_on, review_events};

/// Concerns that are raised while somebody is removed.
const RAISED: u32 = 60;

on_both! {
    async fn a_connection_ends_with_its_token(world: World) {
        let visitor = world.health_visitor();
        let mut socket = Socket::of(&visitor).await;
        socket.subscribe("1", &review_events(), json!({ "review": { "id": world.review() } })).await;
        socket.item("Heartbeat").await;
        let begun = std::time::Instant::now();
        world.advance(Duration::from_hours(2));
        assert_eq!(socket.closed().await, 4403);
        assert!(begun.elapsed() < Duration::from_secs(10), "soon");
    }

    async fn whoever_is_taken_out_of_the_directory_is_given_nothing_more(world: World) {
        let (visitor, person) = (world.health_visitor(), world.key_person());
        world.take_part(&world.review(), &visitor).await;
        world.take_part(&world.review(), &person).await;
        let mut socket = Socket::of(&person).await;
        socket.subscribe("1", &changes(), json!({})).await;
        socket.item("Heartbeat").await;
        world.deactivate(&person).await;
        raise(&visitor, &world.review(), "STANDARD").await;
        assert_eq!(socket.closed().await, 4403, "and nothing before");
    }

    async fn a_guest_who_is_removed_is_given_nothing_that_comes_after(world: World) {
        let (visitor, guest) = (world.health_visitor(), world.guest());
        let review = world.review();
        world.take_part(&review, &visitor).await;
        let place = world.answered(&review, &guest, ParticipantStatus::Accepted).await;
        let mut socket = Socket::of(&guest).await;
        socket.subscribe("1", &review_events(), json!({ "review": { "id": review } })).await;
        socket.item("Heartbeat").await;
        let removal = json!({ "participant": { "id": place.to_string() }, "expectedVersion": 1, "input": { "reason": "Moved on." } });
        visitor.mutate("participantRemove", removal).await.ok();
        raise(&visitor, &review, "STANDARD").await;
        let message = socket.next().await.message();
        assert_eq!(message, json!({ "id": "1", "type": "complete" }), "the stream is over");
    }

    async fn nothing_that_comes_after_a_removal_is_given_however_much_happens(world: World) {
        let streams = StreamSettings { heartbeat: Duration::from_millis(200), ..StreamSettings::default() };
        let gateway = world.gateway(HttpSettings { streams, ..HttpSettings::default() }).await;
        let (visitor, senco) = (world.health_visitor(), world.area_senco());
        let review = world.review();
        world.take_part(&review, &visitor).await;
        let place = world.answered(&review, &senco, ParticipantStatus::Accepted).await;
        let follow = async |who: &Actor| {
            let mut socket = Socket::of(&who.clone().at(&gateway)).await;
            socket.subscribe("1", &review_events(), json!({ "review": { "id": review } })).await;
            socket.item("Heartbeat").await;
            socket
        };
        let (mut stays, mut leaves) = (follow(&visitor).await, follow(&senco).await);
        let flow = tokio::spawn({
            let (visitor, review) = (visitor.clone(), review.clone());
            async move {
                for _ in 0..RAISED {
                    raise(&visitor, &review, "STANDARD").await;
                }
            }
        });
        let mut given = Vec::new();
        while given.len() < 10 {
            given.push(leaves.item("Change").await["id"].as_str().expect("an id").to_owned());
        }
        let removal = json!({ "participant": { "id": place.to_string() }, "expectedVersion": 1, "input": { "reason": "Moved on." } });
        world.early_years_lead().mutate("participantRemove", removal).await.ok();
        flow.await.unwrap();
        let mut raised = 0;
        while raised < RAISED {
            raised += u32::from(stays.item("Change").await["type"] == "concern.raised");
        }
        // The gateway has read to the end: a heartbeat comes when everything before it was given. One may have been on its way.
        let mut beats = 0;
        while beats < 2 {
            let message = leaves.next().await.message();
            let item = &message["payload"]["data"]["reviewEvents"];
            match item["id"].as_str() {
                Some(id) => given.push(id.to_owned()),
                None => beats += 1,
            }
        }
        world.settled().await;
        let all = read_on(&world.integration(), None, &[]).await;
        let removed = read_on(&world.integration(), None, &["participant.removed"]).await;
        let place_of = |id: &String| all.iter().position(|known| known == id).expect("known to the integration");
        let end = place_of(removed.first().expect("the removal"));
        // Of the removal itself they are told.
        assert!(given.iter().all(|id| place_of(id) <= end), "{} of {} before {end}", given.len(), all.len());
        assert!(end + 1 < all.len(), "more happened after it");
    }
}
