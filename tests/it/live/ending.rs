//! Rights that end while much happens: of what comes after, nothing is given.

use std::collections::HashMap;
use std::time::Duration;

use entity::enums::ParticipantStatus;
use entity::ids::ConcernId;
use entity::journal;
use integrated_review::http::{HttpSettings, StreamSettings};
use integrated_review::store::journal::Position;
use tests::server::Server;
use tests::socket::{Came, Socket};
use tests::{Actor, Value, World, json, on_both};
use tokio::task::JoinHandle;

use super::{next_ids, raise, review_events};
use crate::sharing::{answer, gather, health_half, withdraw, yes};

/// Concerns that are raised while somebody's rights end.
const RAISED: u32 = 60;
/// Items that come before.
const BEFORE: usize = 10;
/// Additions to a half that is handed in, while the agreement to it is withdrawn.
const ADDED: u32 = 40;

/// What is asked of the health half, wherever it is the subject.
const HALF: &str = "subscription($review: ReviewRef!) { reviewEvents(review: $review) { __typename \
    ... on Change { id type subject { ... on HealthReview { sleep } } } } }";

async fn quick(world: &World) -> Server {
    let streams = StreamSettings {
        heartbeat: Duration::from_millis(200),
        ..StreamSettings::default()
    };
    let settings = HttpSettings {
        streams,
        ..HttpSettings::default()
    };
    world.gateway(settings).await
}

async fn follow(who: &Actor, gateway: &Server, query: &str, review: &str) -> Socket {
    let mut socket = Socket::of(&who.clone().at(gateway)).await;
    let of = json!({ "review": { "id": review } });
    socket.subscribe("1", query, of).await;
    socket.item("Heartbeat").await;
    socket
}

/// Concerns, one after another, as fast as they are taken.
fn flow(who: &Actor, review: &str) -> JoinHandle<()> {
    let (who, review) = (who.clone(), review.to_owned());
    tokio::spawn(async move {
        for _ in 0..RAISED {
            raise(&who, &review, "STANDARD").await;
        }
    })
}

/// A key person who follows while much happens, and what they were given so far.
struct Watching {
    socket: Socket,
    flow: JoinHandle<()>,
    given: Vec<String>,
    _gateway: Server,
}

impl Watching {
    async fn begin(world: &World) -> Self {
        let gateway = quick(world).await;
        let (visitor, review) = (world.health_visitor(), world.review());
        world.take_part(&review, &visitor).await;
        let mut socket = follow(&world.key_person(), &gateway, &review_events(), &review).await;
        let flow = flow(&visitor, &review);
        let given = next_ids(&mut socket, BEFORE).await;
        Self {
            socket,
            flow,
            given,
            _gateway: gateway,
        }
    }

    /// All that was given until the connection was closed for want of rights, when nothing happens any more.
    async fn end(mut self) -> Vec<String> {
        let (more, code) = rest(&mut self.socket).await;
        self.flow.await.unwrap();
        assert_eq!(code, 4403);
        self.given.extend(more);
        self.given
    }
}

/// The ids of what still comes, and the code with which the connection is closed.
async fn rest(socket: &mut Socket) -> (Vec<String>, u16) {
    let mut given = Vec::new();
    loop {
        match socket.next().await {
            Came::Message(message) => {
                let item = &message["payload"]["data"]["reviewEvents"];
                given.extend(item["id"].as_str().map(str::to_owned));
            }
            came => return (given, came.code()),
        }
    }
}

/// Of what happened after this nothing was given, and something did happen.
async fn nothing_after(world: &World, is_end: impl Fn(&journal::Model) -> bool, given: &[String]) {
    world.settled().await;
    let journal = world.journal().await;
    let end = journal.iter().position(is_end).expect("the end of the rights");
    let place: HashMap<String, usize> = journal
        .iter()
        .enumerate()
        .map(|(at, fact)| (Position::of(fact).id().to_string(), at))
        .collect();
    for id in given {
        let at = place[id];
        assert!(at <= end, "{at} of {} after {end}", journal.len());
    }
    assert!(end + 1 < journal.len(), "more happened after it");
}

on_both! {
    async fn whoever_is_removed(world: World) {
        let gateway = quick(&world).await;
        let (visitor, senco, review) = (world.health_visitor(), world.area_senco(), world.review());
        world.take_part(&review, &visitor).await;
        let place = world.answered(&review, &senco, ParticipantStatus::Accepted).await;
        let mut socket = follow(&senco, &gateway, &review_events(), &review).await;
        let flow = flow(&visitor, &review);
        let mut given = next_ids(&mut socket, BEFORE).await;
        let removal = json!({ "participant": { "id": place.to_string() }, "expectedVersion": 1, "input": { "reason": "Moved on." } });
        world.early_years_lead().mutate("participantRemove", removal).await.ok();
        flow.await.unwrap();
        // They still know of the review. A heartbeat comes when everything before it was given; one may have been on its way.
        let mut beats = 0;
        while beats < 2 {
            let message = socket.next().await.message();
            match message["payload"]["data"]["reviewEvents"]["id"].as_str() {
                Some(id) => given.push(id.to_owned()),
                None => beats += 1,
            }
        }
        nothing_after(&world, |fact| fact.kind == "participant.removed", &given).await;
    }

    async fn whoever_leaves_the_directory(world: World) {
        let (watching, person) = (Watching::begin(&world).await, world.key_person());
        let gone = json!({ "practitioner": { "id": person.id() }, "expectedVersion": 1 });
        world.admin().mutate("practitionerDeactivate", gone).await.ok();
        let given = watching.end().await;
        nothing_after(&world, |fact| fact.kind == "practitioner.deactivated", &given).await;
    }

    async fn whoever_loses_the_role_that_the_token_names(world: World) {
        let (watching, person) = (Watching::begin(&world).await, world.key_person());
        let of = |version: i64, role: &str| {
            let input = json!({ "role": role, "organisation": { "id": world.home().nursery.id } });
            json!({ "practitioner": { "id": person.id() }, "expectedVersion": version, "input": input })
        };
        let mut manager = of(1, "SETTING_MANAGER");
        manager.as_object_mut().unwrap().remove("expectedVersion");
        world.admin().mutate("practitionerAssignRole", manager).await.ok();
        world.admin().mutate("practitionerEndRole", of(2, "KEY_PERSON")).await.ok();
        let given = watching.end().await;
        nothing_after(&world, |fact| fact.kind == "role.ended", &given).await;
    }

    async fn whoever_has_a_token_that_ends(world: World) {
        let watching = Watching::begin(&world).await;
        let later = world.now() + Duration::from_hours(2);
        world.set_time(later);
        let given = watching.end().await;
        world.settled().await;
        let journal = world.journal().await;
        let late: HashMap<String, _> = journal.iter().map(|fact| (Position::of(fact).id().to_string(), later <= fact.at)).collect();
        assert!(given.iter().all(|id| !late[id]), "given after the end");
        assert!(late.values().any(|late| *late), "more happened after it");
    }

    async fn whoever_read_by_an_agreement_that_is_withdrawn(world: World) {
        gather(&world).await;
        let gateway = quick(&world).await;
        let (maya, mother, priya, review) = (world.health_visitor(), world.parent(), world.key_person(), world.review());
        let half = health_half(&world, &review, true).await;
        let agreed = answer(&mother, &world, yes()).await;
        let mut socket = follow(&priya, &gateway, HALF, &review).await;
        let amend = |text: &str| json!({ "healthReview": { "id": half }, "input": { "text": text } });
        let flow = tokio::spawn({
            let (maya, amendments) = (maya.clone(), (0..ADDED).map(|number| amend(&number.to_string())).collect::<Vec<_>>());
            async move {
                for amendment in amendments {
                    maya.mutate("healthReviewAmend", amendment).await.ok();
                }
            }
        });
        let mut read = Vec::new();
        let mut take = |change: &Value| {
            let id = change["id"].as_str().expect("an id").to_owned();
            read.extend((change["subject"]["sleep"] == "Wakes at two.").then_some(id));
            read.len()
        };
        loop {
            if take(&socket.item("Change").await) == BEFORE {
                break;
            }
        }
        withdraw(&mother, &agreed, json!({})).await.ok();
        flow.await.unwrap();
        let mut amended = 0;
        while amended < 3 {
            let change = socket.item("Change").await;
            take(&change);
            let closed = change["type"] == "healthReview.amended" && change["subject"]["sleep"].is_null();
            amended += usize::from(closed);
        }
        nothing_after(&world, |fact| fact.kind == "sharingAgreement.withdrawn", &read).await;
        // And where the parents hide that there is a health half at all, of what happens to it nothing is said.
        let hide = json!({ "answer": "REFUSED", "category": "HEALTH_DEVELOPMENT", "mode": "EXISTENCE" });
        answer(&mother, &world, hide).await.ok();
        maya.mutate("healthReviewAmend", amend("Unheard.")).await.ok();
        let raised = raise(&maya, &review, "STANDARD").await;
        world.settled().await;
        let journal = world.journal().await;
        let place = |id: &Value| journal.iter().position(|fact| *id == Position::of(fact).id().to_string()).expect("in the journal");
        let hidden = journal.iter().rposition(|fact| fact.kind == "sharingAgreement.recorded").expect("the refusal");
        loop {
            let change = socket.item("Change").await;
            if place(&change["id"]) < hidden {
                continue;
            }
            assert_ne!(change["type"], "healthReview.amended");
            if change["type"] == "concern.raised" {
                assert_eq!(ConcernId(journal[place(&change["id"])].subject_id).to_string(), raised);
                break;
            }
        }
    }
}
