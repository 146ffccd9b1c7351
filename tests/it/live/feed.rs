//! The change feed: by query, by stream and by replay the same changes in the same order.

use std::time::Duration;

use integrated_review::http::{HttpSettings, StreamSettings};
use tests::socket::Socket;
use tests::{Actor, World, json, on_both};

use super::{changes, next_ids, raise, read_on, review_events};

async fn everybody(world: &World) -> Vec<Actor> {
    let review = world.review();
    for actor in [world.health_visitor(), world.key_person()] {
        world.take_part(&review, &actor).await;
    }
    vec![
        world.health_visitor(),
        world.key_person(),
        world.parent(),
        world.health_lead(),
        world.early_years_lead(),
        world.integration(),
    ]
}

on_both! {
    async fn by_query_by_stream_and_by_replay_everybody_gets_the_same(world: World) {
        let all = everybody(&world).await;
        let review = world.review();
        let mut streams = Vec::new();
        for actor in &all {
            let mut socket = Socket::of(actor).await;
            socket.subscribe("1", &changes(), json!({ "after": "ajAuMA" })).await;
            streams.push(socket);
        }
        let (visitor, person) = (world.health_visitor(), world.key_person());
        raise(&visitor, &review, "STANDARD").await;
        raise(&person, &review, "PRACTITIONERS_ONLY").await;
        raise(&world.parent(), &review, "STANDARD").await;
        world.settled().await;
        let mut seen = Vec::new();
        for (actor, socket) in all.iter().zip(&mut streams) {
            let queried = read_on(actor, None, &[]).await;
            assert!(!queried.is_empty(), "{}", actor.id());
            let streamed = next_ids(socket, queried.len()).await;
            assert_eq!(streamed, queried, "{}", actor.id());
            let mut replay = Socket::of(actor).await;
            replay.subscribe("1", &changes(), json!({ "after": "ajAuMA" })).await;
            assert_eq!(next_ids(&mut replay, queried.len()).await, queried, "{}", actor.id());
            seen.push(queried.len());
        }
        let [visitor, _, mother, .., integration] = seen[..] else { panic!("six") };
        assert_eq!(mother + 1, visitor, "what practitioners keep to themselves leaves no trace for the family");
        assert_eq!(mother, integration);
    }

    async fn a_change_says_what_happened_and_holds_the_record_as_it_may_be_read_now(world: World) {
        everybody(&world).await;
        let review = world.review();
        let position = "{ streamPosition }";
        let at = world.integration().query(position).await["streamPosition"].as_str().unwrap().to_owned();
        let concern = raise(&world.key_person(), &review, "STANDARD").await;
        let input = json!({ "reason": "It was the heat." });
        let version = json!({ "concern": { "id": concern }, "expectedVersion": 1, "input": input });
        world.key_person().mutate("concernWithdraw", version).await.ok();
        world.settled().await;
        let query = "query($after: Cursor) { changes(after: $after, types: [\"concern\"]) { changes { type subjectId version isTombstone \
            actorRole occurredAt cursor subject { id ... on Concern { topic status } } } } }";
        let data = world.integration().query_with(query, json!({ "after": at })).await;
        let nodes = data["changes"]["changes"].as_array().unwrap();
        let told: Vec<_> = nodes.iter().map(|node| (node["type"].as_str().unwrap(), node["version"].as_i64().unwrap(), node["isTombstone"].as_bool().unwrap())).collect();
        assert_eq!(told, [("concern.raised", 1, false), ("concern.withdrawn", 2, true)]);
        assert_eq!(nodes[0]["subject"], json!({ "id": concern, "topic": "SLEEP", "status": "WITHDRAWN" }));
        assert_eq!((&nodes[0]["subjectId"], &nodes[0]["actorRole"]), (&json!(concern), &json!("KEY_PERSON")));
        let none = read_on(&world.integration(), Some(&at), &["referral"]).await;
        assert!(none.is_empty(), "{none:?}");
        let refused = world.integration().post("{ changes(types: [\"con%\"]) { changes { id } } }", json!({})).await;
        assert_eq!(refused.body["errors"][0]["extensions"]["code"], "BAD_USER_INPUT", "{}", refused.body);
        let refused = world.integration().post("{ changes(after: \"zzz\") { changes { id } } }", json!({})).await;
        assert_eq!(refused.body["errors"][0]["extensions"]["code"], "BAD_USER_INPUT", "{}", refused.body);
    }

    async fn a_stream_goes_on_where_it_broke_off(world: World) {
        let visitor = world.health_visitor();
        everybody(&world).await;
        let review = world.review();
        let about = json!({ "review": { "id": review } });
        let mut socket = Socket::of(&visitor).await;
        socket.subscribe("1", &review_events(), about).await;
        let begin = socket.item("Heartbeat").await["cursor"].as_str().unwrap().to_owned();
        let mut expected = Vec::new();
        for _ in 0..3 {
            raise(&visitor, &review, "STANDARD").await;
            expected.extend(next_ids(&mut socket, 1).await);
        }
        socket.cut();
        for _ in 0..3 {
            raise(&visitor, &review, "STANDARD").await;
        }
        let mut socket = Socket::of(&visitor).await;
        socket.subscribe("1", &review_events(), json!({ "review": { "id": review }, "after": begin })).await;
        let again = next_ids(&mut socket, 6).await;
        assert_eq!(again[..3], expected[..], "from the cursor on, nothing twice, nothing missed");
    }

    async fn a_heartbeat_comes_whatever_happens_and_moves_only_with_what_is_given(world: World) {
        everybody(&world).await;
        let review = world.review();
        let gateway = world.gateway(HttpSettings {
            streams: StreamSettings { heartbeat: Duration::from_millis(150), ..StreamSettings::default() },
            ..HttpSettings::default()
        }).await;
        let mut socket = Socket::of(&world.parent().at(&gateway)).await;
        socket.subscribe("1", &review_events(), json!({ "review": { "id": review } })).await;
        let first = socket.item("Heartbeat").await;
        raise(&world.key_person(), &review, "PRACTITIONERS_ONLY").await;
        world.settled().await;
        for _ in 0..3 {
            assert_eq!(socket.item("Heartbeat").await, first, "what is hidden leaves no trace");
        }
        raise(&world.key_person(), &review, "STANDARD").await;
        let change = socket.item("Change").await;
        assert_eq!(socket.item("Heartbeat").await["cursor"], change["cursor"]);
    }

    async fn who_cannot_be_made_up_for_begins_anew(world: World) {
        everybody(&world).await;
        let visitor = world.health_visitor();
        let mut socket = Socket::of(&visitor).await;
        // A place that this database has not come to.
        socket.subscribe("1", &changes(), json!({ "after": "ajkwMDAwMDAwMDAuOTAwMDAwMDAw" })).await;
        assert_eq!(socket.item("ResyncRequired").await["reason"], "HISTORY_GONE");
        assert_eq!(socket.next().await.message()["type"], "complete");
        for _ in 0..4 {
            raise(&visitor, &world.review(), "STANDARD").await;
        }
        world.settled().await;
        let gateway = world.gateway(HttpSettings {
            streams: StreamSettings { resync_after: 2, ..StreamSettings::default() },
            ..HttpSettings::default()
        }).await;
        let mut socket = Socket::of(&visitor.at(&gateway)).await;
        socket.subscribe("1", &changes(), json!({ "after": "ajAuMA" })).await;
        assert_eq!(socket.item("ResyncRequired").await["reason"], "TOO_FAR_BEHIND");
        assert_eq!(socket.next().await.message()["type"], "complete");
    }
}
