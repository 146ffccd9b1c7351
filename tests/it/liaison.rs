//! The liaison thread: notes, questions and call backs between practitioners, addressed to roles; unknown to everybody else.

use std::time::Duration;

use entity::enums::{ParticipantStatus, Role};
use tests::{Actor, Payload, Value, json, on_both};

fn by_id(id: &str) -> Value {
    json!({ "id": id })
}

async fn post(who: &Actor, review: &str, (kind, to): (&str, Value), more: Value) -> Payload {
    let mut input = json!({ "kind": kind, "to": to, "text": "Has she been seen?" });
    for (name, value) in more.as_object().expect("fields") {
        input[name] = value.clone();
    }
    who.mutate("liaisonPost", json!({ "review": by_id(review), "input": input }))
        .await
}

async fn reply(who: &Actor, message: &str) -> Payload {
    let input = json!({ "text": "Yes, on Monday." });
    who.mutate(
        "liaisonReply",
        json!({ "liaisonMessage": by_id(message), "input": input }),
    )
    .await
}

async fn mark_read(who: &Actor, message: &str) -> Payload {
    who.mutate("liaisonMarkRead", json!({ "liaisonMessage": by_id(message) }))
        .await
}

async fn resolve(who: &Actor, message: &str, version: i64) -> Payload {
    let arguments = json!({ "liaisonMessage": by_id(message), "expectedVersion": version });
    who.mutate("liaisonResolve", arguments).await
}

/// The ids of the messages that a filter finds.
async fn found(who: &Actor, filter: Value) -> Vec<String> {
    let look = "query($filter: LiaisonMessageFilter) { liaisonMessages(filter: $filter, orderBy: CREATED_AT_ASC) { totalCount nodes { id } } }";
    let seen = who.query_with(look, json!({ "filter": filter })).await;
    let nodes = seen["liaisonMessages"]["nodes"]
        .as_array()
        .expect("nodes")
        .clone();
    assert_eq!(seen["liaisonMessages"]["totalCount"], nodes.len());
    nodes
        .iter()
        .filter_map(|node| node["id"].as_str().map(str::to_owned))
        .collect()
}

fn to_health() -> Value {
    json!({ "discipline": "HEALTH" })
}

on_both! {
    async fn a_question_is_asked_read_and_answered(world: World) {
        let review = world.review();
        let (maya, priya) = (world.health_visitor(), world.key_person());
        let asked = post(&priya, &review, ("QUESTION", to_health()), json!({ "expectedWorkingDays": 2 })).await;
        let record = asked.record();
        assert_eq!((record["status"].as_str(), record["authorRole"].as_str()), (Some("OPEN"), Some("KEY_PERSON")));
        assert_eq!((record["expectedBy"].as_str(), record["isOverdue"].as_bool()), (Some("2026-03-05T00:00:00Z"), Some(false)));
        assert_eq!(found(&maya, json!({ "mine": true, "unread": true })).await, [asked.id()]);
        assert!(found(&priya, json!({ "mine": true })).await.is_empty() && found(&priya, json!({ "unread": true })).await.is_empty());
        let read = mark_read(&maya, &asked.id()).await;
        assert_eq!(read.record()["readBy"][0]["role"], "HEALTH_VISITOR");
        mark_read(&maya, &asked.id()).await.ok();
        assert_eq!(world.facts("liaison.read").await.len(), 1, "marking again changes nothing");
        assert!(found(&maya, json!({ "unread": true })).await.is_empty());
        let own = reply(&priya, &asked.id()).await;
        assert_eq!(own.record()["inReplyTo"]["id"], asked.id());
        assert!(world.facts("liaison.answered").await.is_empty(), "who asks does not answer");
        world.advance(Duration::from_hours(4 * 24));
        assert_eq!(found(&maya, json!({ "overdue": true })).await, [asked.id()]);
        let answered = reply(&maya, &asked.id()).await;
        assert_eq!((answered.record()["toRole"].as_str(), answered.record()["toPractitioner"]["id"].as_str()), (Some("KEY_PERSON"), Some(priya.id().as_str())));
        assert!(found(&maya, json!({ "overdue": true })).await.is_empty());
        let look = format!(r#"{{ liaisonMessage(liaisonMessage: {{ id: "{}" }}) {{ status isOverdue version answer {{ id }} answeredBy {{ displayName }}
            answeredAt replies {{ id text }} readBy {{ practitioner {{ displayName }} }} }} }}"#, asked.id());
        let seen = priya.query(&look).await;
        let seen = &seen["liaisonMessage"];
        assert_eq!((seen["status"].as_str(), seen["isOverdue"].as_bool(), seen["version"].as_i64()), (Some("ANSWERED"), Some(false), Some(2)));
        assert_eq!((&seen["answer"]["id"], &seen["answeredBy"]["displayName"]), (&json!(answered.id()), &json!("Maya Okafor")));
        assert_eq!(seen["replies"].as_array().map(Vec::len), Some(2));
        for fact in world.journal().await {
            assert!(!fact.data.to_string().contains("seen"), "{}", fact.data);
        }
        assert_eq!(world.last_audit().await, ("liaisonReply".to_owned(), "ALLOWED".to_owned(), None));
    }

    async fn a_call_back_took_place(world: World) {
        let review = world.review();
        let (maya, priya) = (world.health_visitor(), world.key_person());
        let named = json!({ "role": "HEALTH_VISITOR", "practitioner": by_id(&maya.id()) });
        let wished = post(&priya, &review, ("CALL_BACK", named), json!({ "expectedBy": "2026-03-03T12:00:00Z" })).await;
        resolve(&maya, &wished.id(), 2).await.refused("VersionConflict").current_version(1);
        let done = resolve(&maya, &wished.id(), 1).await;
        assert_eq!((done.record()["status"].as_str(), done.record()["resolvedByRole"].as_str()), (Some("RESOLVED"), Some("HEALTH_VISITOR")));
        resolve(&priya, &wished.id(), 2).await.refused("IllegalTransition").from("RESOLVED");
        let note = post(&maya, &review, ("NOTE", json!({ "role": "KEY_PERSON" })), json!({})).await;
        resolve(&priya, &note.id(), 1).await.refused("IllegalTransition").from("NOTED");
        post(&maya, &review, ("NOTE", to_health()), json!({ "expectedWorkingDays": 1 })).await.refused("InvalidInput").at("input.expectedBy");
        post(&maya, &review, ("NOTE", json!({})), json!({})).await.refused("InvalidInput").at("input.to");
        let wrong = json!({ "role": "HEALTH_VISITOR", "practitioner": by_id(&priya.id()) });
        post(&maya, &review, ("NOTE", wrong), json!({})).await.refused("InvalidInput").at("input.to.practitioner");
        post(&maya, &review, ("NOTE", json!({ "role": "PARENT" })), json!({})).await.refused("InvalidInput").at("input.to.role");
    }

    async fn a_message_outlives_whoever_leaves_and_goes_to_whoever_covers(world: World) {
        let review = world.review();
        let (maya, grace, senco) = (world.health_visitor(), world.nursery_nurse(), world.setting_senco());
        world.take_part(&review, &world.other_health_visitor()).await;
        let to_maya = json!({ "role": "HEALTH_VISITOR", "practitioner": by_id(&maya.id()) });
        let named = post(&world.key_person(), &review, ("QUESTION", to_maya), json!({})).await.id();
        let all = post(&world.key_person(), &review, ("QUESTION", to_health()), json!({})).await.id();
        let mine = json!({ "mine": true });
        assert_eq!(found(&maya, mine.clone()).await, [named.clone(), all.clone()]);
        assert_eq!(found(&grace, mine.clone()).await, std::slice::from_ref(&all));
        assert_eq!(found(&world.other_health_visitor(), mine.clone()).await, std::slice::from_ref(&all));
        assert!(found(&world.health_lead(), mine.clone()).await.is_empty() && found(&senco, mine.clone()).await.is_empty());
        let away = json!({ "cover": by_id(&grace.id()), "away": { "from": "2026-03-02", "until": "2026-03-06" } });
        maya.mutate("practitionerAmend", json!({ "practitioner": by_id(&maya.id()), "expectedVersion": 1, "input": away })).await.ok();
        assert_eq!(found(&grace, mine.clone()).await, [named.clone(), all.clone()], "who covers is asked");
        world.deactivate(&maya).await;
        assert_eq!(found(&world.other_health_visitor(), mine).await, [named, all], "whoever was named has left");
    }

    async fn it_does_not_exist_for_anybody_else(world: World) {
        let review = world.review();
        let guest = world.guest();
        world.answered(&review, &guest, ParticipantStatus::Accepted).await;
        let asked = post(&world.key_person(), &review, ("QUESTION", to_health()), json!({ "text": "Is the father back?" })).await.id();
        let answer = reply(&world.health_visitor(), &asked).await.id();
        let mark = mark_read(&world.health_visitor(), &asked).await.record()["readBy"][0]["id"].as_str().unwrap().to_owned();
        let look = format!(
            r#"{{ review(review: {{ id: "{review}" }}) {{ liaison(first: 5) {{ totalCount nodes {{ id text }} }} contactCards {{ id }} }}
                liaisonMessages {{ totalCount nodes {{ id text }} }} liaisonMessage(liaisonMessage: {{ id: "{asked}" }}) {{ id }}
                nodes(ids: ["{asked}", "{answer}", "{mark}"]) {{ id ... on LiaisonMessage {{ text }} }} }}"#
        );
        let strangers = [
            world.parent(), guest, world.integration(), world.admin(), world.analyst(), world.caldicott(), world.area_senco(),
            world.other_health_visitor(),
        ];
        for other in strangers {
            let role = other.person().role;
            let seen = other.post(&look, json!({})).await;
            assert!(!seen.body.to_string().contains("father"), "{role:?}");
            let data = seen.data();
            assert!(data["review"]["liaison"].is_null() && data["review"]["contactCards"].is_null(), "{role:?}: {data}");
            assert_eq!(data["liaisonMessages"]["nodes"], json!([]), "{role:?}");
            assert_ne!(data["liaisonMessages"]["totalCount"], 2, "{role:?}");
            assert!(data["liaisonMessage"].is_null() && data["nodes"] == json!([null, null, null]), "{role:?}: {data}");
            reply(&other, &asked).await.refused("NotFound").at("liaisonMessage");
            mark_read(&other, &asked).await.refused("NotFound").at("liaisonMessage");
            resolve(&other, &asked, 1).await.refused("NotFound").at("liaisonMessage");
            let posted = post(&other, &review, ("NOTE", to_health()), json!({})).await;
            let knows = !other.post(&format!(r#"{{ node(id: "{review}") {{ id }} }}"#), json!({})).await.data()["node"].is_null();
            let refusal = posted.refused(if knows { "NotAllowed" } else { "NotFound" });
            if knows {
                refusal.responsible(&["HEALTH_VISITOR", "KEY_PERSON", "HEALTH_SERVICE_LEAD"]).naming("Maya Okafor");
            }
        }
        crate::live::raise(&world.parent(), &review, "STANDARD").await;
        world.settled().await;
        for reads in [world.integration(), world.admin()] {
            let feed = reads.query("{ changes(first: 100) { changes { type subjectId } } }").await.to_string();
            let hears = reads.person().role == Role::Integration;
            assert!(feed.contains("concern.raised") == hears && !feed.contains("liaison"), "{feed}");
        }
        for reads in [world.health_visitor(), world.setting_manager(), world.health_lead(), world.early_years_lead()] {
            let seen = reads.post(&look, json!({})).await;
            assert_eq!(seen.data()["review"]["liaison"]["totalCount"], 2, "{:?}", reads.person().role);
            assert!(seen.withheld().is_empty());
        }
    }

    async fn a_thread_comes_in_pages_the_newest_first(world: World) {
        let review = world.review();
        let (maya, priya) = (world.health_visitor(), world.key_person());
        world.take_part(&review, &maya).await;
        world.take_part(&review, &priya).await;
        let mut all = Vec::new();
        for _ in 0..5 {
            all.push(post(&priya, &review, ("NOTE", to_health()), json!({})).await.id());
        }
        all.reverse();
        let page = async |arguments: &str| {
            let look = format!(r#"{{ review(review: {{ id: "{review}" }}) {{ liaison({arguments}) {{ nodes {{ id }}
                pageInfo {{ hasNextPage hasPreviousPage startCursor endCursor }} }} contactCards {{ displayName contactCard {{ email }} }} }} }}"#);
            let seen = maya.query(&look).await;
            let nodes = seen["review"]["liaison"]["nodes"].as_array().unwrap().clone();
            let ids: Vec<String> = nodes.iter().filter_map(|node| node["id"].as_str().map(str::to_owned)).collect();
            (ids, seen["review"].clone())
        };
        let (first, seen) = page("first: 2").await;
        assert_eq!(first, all[..2]);
        let info = &seen["liaison"]["pageInfo"];
        assert_eq!((&info["hasNextPage"], &info["hasPreviousPage"]), (&json!(true), &json!(false)));
        let (second, _) = page(&format!("first: 2, after: {}", info["endCursor"])).await;
        assert_eq!(second, all[2..4]);
        let (last, seen) = page("last: 2").await;
        assert_eq!(last, all[3..]);
        let info = &seen["liaison"]["pageInfo"];
        assert_eq!((&info["hasNextPage"], &info["hasPreviousPage"]), (&json!(false), &json!(true)));
        let (before, _) = page(&format!("last: 2, before: {}", info["startCursor"])).await;
        assert_eq!(before, all[1..3]);
        let names: Vec<_> = seen["contactCards"].as_array().unwrap().iter().map(|card| card["displayName"].as_str().unwrap()).collect();
        assert_eq!(names, ["Priya Nair", "Maya Okafor"], "by family name");
        assert!(seen["contactCards"][0]["contactCard"]["email"].as_str().unwrap().contains('@'));
    }

    async fn a_thread_goes_on_after_the_review(world: World) {
        let review = world.review();
        let lead = world.health_lead();
        let end = json!({ "review": by_id(&review), "expectedVersion": 1, "input": { "end": "DECLINED", "reason": "They said no." } });
        lead.mutate("reviewEnd", end).await.ok();
        let asked = post(&lead, &review, ("QUESTION", json!({ "role": "KEY_PERSON" })), json!({})).await;
        assert_eq!(found(&world.key_person(), json!({ "mine": true })).await, [asked.id()]);
        reply(&world.key_person(), &asked.id()).await.ok();
        let ask = json!({ "review": by_id(&review), "idempotencyKey": "note",
            "input": { "kind": "NOTE", "to": to_health(), "text": "Noted." } });
        let first = world.key_person().mutate("liaisonPost", ask.clone()).await;
        let again = world.key_person().mutate("liaisonPost", ask).await;
        assert_eq!((first.id(), again.replayed()), (again.id(), true));
    }
}
