//! The room of a pre-meeting: who is there, and for whom there is none.

use tests::socket::Socket;
use tests::{Value, World, json, on_both};

const ROOM: &str = "subscription($review: ReviewRef!) { preMeeting(review: $review) { __typename \
    ... on Change { type } ... on Presence { present { role since practitioner { id } } } } }";

/// The roles of those who are present, as the next word about it says.
async fn present(socket: &mut Socket) -> Vec<String> {
    let item = socket.item("Presence").await;
    let present = item["present"].as_array().expect("people");
    present
        .iter()
        .map(|one| one["role"].as_str().expect("a role").to_owned())
        .collect()
}

async fn enter(world: &World, actor: &tests::Actor) -> Socket {
    let mut socket = Socket::of(actor).await;
    socket
        .subscribe("1", ROOM, json!({ "review": { "id": world.review() } }))
        .await;
    socket
}

on_both! {
    async fn practitioners_see_each_other_come_and_go(world: World) {
        let (visitor, person) = (world.health_visitor(), world.key_person());
        let mut health = enter(&world, &visitor).await;
        assert_eq!(present(&mut health).await, ["HEALTH_VISITOR"]);
        let mut setting = enter(&world, &person).await;
        assert_eq!(present(&mut setting).await, ["HEALTH_VISITOR", "KEY_PERSON"]);
        assert_eq!(present(&mut health).await, ["HEALTH_VISITOR", "KEY_PERSON"]);
        setting.cut();
        assert_eq!(present(&mut health).await, ["HEALTH_VISITOR"], "gone with the connection");
        assert!(world.kinds().await.iter().all(|kind| !kind.starts_with("presence")), "never recorded");
    }

    async fn whoever_follows_by_events_is_gone_with_the_connection_too(world: World) {
        let (visitor, person) = (world.health_visitor(), world.key_person());
        let mut health = enter(&world, &visitor).await;
        assert_eq!(present(&mut health).await, ["HEALTH_VISITOR"]);
        let request = reqwest::Client::new().post(format!("{}/graphql/stream", person.url())).bearer_auth(person.token());
        let body = json!({ "query": ROOM, "variables": { "review": { "id": world.review() } } });
        let events = request.json(&body).send().await.unwrap();
        assert_eq!(present(&mut health).await, ["HEALTH_VISITOR", "KEY_PERSON"]);
        drop(events);
        assert_eq!(present(&mut health).await, ["HEALTH_VISITOR"]);
    }

    async fn nobody_else_has_a_room(world: World) {
        for actor in [world.parent(), world.admin(), world.integration(), world.caldicott()] {
            let mut socket = enter(&world, &actor).await;
            let message = socket.next().await.message();
            assert_eq!(message["type"], "error", "{}: {message}", actor.id());
            let code: &Value = &message["payload"][0]["extensions"]["code"];
            assert!(code == "FORBIDDEN" || code == "NOT_FOUND", "{message}");
        }
    }
}
