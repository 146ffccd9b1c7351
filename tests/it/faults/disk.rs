//! A disk that is full. The files of a running gateway are kept from growing, which needs no rights and no disk.

use tests::process::Process;
use tests::{Backend, Site, json, run};

use super::agree::{everything_is_done_once, nothing_is_lost};
use super::load::{Target, Try, Wish};
use crate::PROGRAM;

/// Less than any act would be written behind.
const NONE: u64 = 4096;
/// Room for some acts more, and not for many.
const ROOM: u64 = 100_000;

async fn raise(target: &Target, site: &Site, review: entity::ids::ReviewId, wishes: &mut Vec<Wish>) -> Try {
    let mut wish = Wish::new(format!("{}-{}", site.tag, wishes.len()), review);
    target.raise(&mut wish).await;
    let came = wish.tries[0];
    wishes.push(wish);
    came
}

async fn full_and_free_again(site: Site) {
    let review = site.crowd(1).await[0];
    let gateway = Process::serve(PROGRAM, &site.database);
    let target = Target::new(&gateway.url, site.token(&site.cast.home.health_visitor));
    let mut wishes = Vec::new();
    assert_eq!(raise(&target, &site, review, &mut wishes).await, Try::Done);

    let log = site.database.file().expect("a file").with_extension("db-wal");
    gateway.limit_files(Some(std::fs::metadata(log).unwrap().len() + ROOM));
    while raise(&target, &site, review, &mut wishes).await == Try::Done {}
    // The next might still have found room: now there is none.
    gateway.limit_files(Some(NONE));
    for _ in 0..3 {
        assert_eq!(raise(&target, &site, review, &mut wishes).await, Try::Away);
    }
    // What shows nothing of a child leaves no record, and is read.
    let there = site
        .with_database(async |db| nothing_is_lost(db, &wishes).await)
        .await;
    let (status, body) = target
        .ask(&site.tag, &json!({ "query": "{ concerns { totalCount } }" }))
        .await
        .unwrap();
    assert_eq!(
        (status, &body["data"]["concerns"]["totalCount"]),
        (200, &json!(there)),
        "{body:#}"
    );
    assert!(target.ready().await.0);

    gateway.limit_files(None);
    for wish in &mut wishes {
        target.insist(wish).await;
    }
    site.with_database(async |db| everything_is_done_once(db, &wishes).await)
        .await;
    gateway.terminate();
    let (status, mut errors) = gateway.ended().await;
    // An act may have found room where the record of its answer did not.
    errors.retain(|line| !line.contains("access log cannot be written"));
    assert!(status.success() && errors.is_empty(), "{status} {errors:#?}");
}

#[test]
fn a_full_disk_takes_no_acts_and_goes_on_where_there_is_room_again() {
    run::on_site(Backend::Sqlite, full_and_free_again);
}
