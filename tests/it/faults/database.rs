//! The database server crashes under load, and comes back; the wire to it breaks around a commit.

use std::time::Duration;

use cluster::Cluster;
use tests::database::Database;
use tests::wire::{Break, Wire};
use tests::{Backend, World, json, run};

use super::agree::{everything_is_done_once, nothing_is_lost};
use super::load::{Load, Target, Try, Wish};

const CALLERS: u32 = 8;
const ACTS: usize = 40;
const CRASHES: usize = 2;

async fn crash_and_come_back(world: World, cluster: &Cluster) {
    // Where an act found its way and the record of its answer did not.
    world.expect_error("the access log cannot be written");
    let gateway = world.second_gateway(6, Duration::from_secs(1)).await;
    let reviews = super::reviews(&world, CALLERS).await;
    let target = Target::new(&gateway.url, world.health_visitor().token());
    let mut load = Load::start(&target, &world.next_request(), &reviews);
    for _ in 0..CRASHES {
        load.further(ACTS).await;
        assert_eq!(target.ready().await, (true, json!(true)));
        tokio::task::block_in_place(|| cluster.crash()).unwrap();
        assert_eq!(target.ready().await, (false, json!(false)));
        // However long a request would wait for a connection: nobody waits that long for this answer.
        let patient = Target::new(world.url(), String::new());
        assert_eq!(patient.ready().await, (false, json!(false)));
        tokio::task::block_in_place(|| cluster.begin()).unwrap();
    }
    load.further(ACTS).await;
    assert_eq!(target.ready().await, (true, json!(true)));
    let mut wishes = load.end().await;
    nothing_is_lost(world.db(), &wishes).await;
    for wish in &mut wishes {
        target.insist(wish).await;
    }
    everything_is_done_once(world.db(), &wishes).await;
    gateway.end().await;
}

#[test]
fn a_database_that_crashes_and_comes_back_has_every_act_once() {
    let cluster = Cluster::start("-F -c max_connections=100").unwrap();
    let database = Database::on_cluster(cluster.url("postgres"));
    run::in_world_on(database, module_path!(), |world| {
        crash_and_come_back(world, &cluster)
    });
}

async fn broken_around_a_commit(world: World) {
    world.expect_error("the access log cannot be written");
    let wire = Wire::to(&world.database().url).await;
    let gateway = world
        .second_gateway_at(&wire.url, 4, Duration::from_secs(1))
        .await;
    let target = Target::new(&gateway.url, world.health_visitor().token());
    let review = super::reviews(&world, 1).await[0];
    let mut wishes = Vec::new();
    for (moment, in_the_end) in [
        (Break::BeforeCommit, Try::Done),
        (Break::AfterCommit, Try::Replayed),
        (Break::AfterItsAnswer, Try::Replayed),
    ] {
        let mut wish = Wish::new(world.next_request(), review);
        wire.break_at(moment);
        target.raise(&mut wish).await;
        assert_eq!(wish.tries, [Try::Unknown], "{moment:?}");
        wire.mend();
        target.insist(&mut wish).await;
        assert_eq!(wish.tries.last(), Some(&in_the_end), "{moment:?}");
        wishes.push(wish);
    }
    everything_is_done_once(world.db(), &wishes).await;
    gateway.end().await;
}

#[test]
fn whoever_cannot_be_told_whether_it_was_done_is_told_that() {
    run::in_world(Backend::Postgres, module_path!(), broken_around_a_commit);
}
