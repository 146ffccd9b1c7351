//! Rights that end while a stream runs.

use std::time::Duration;

use entity::enums::ParticipantStatus;
use tests::socket::Socket;
use tests::{json, on_both};

use super::{changes, raise, review_events};

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
}
