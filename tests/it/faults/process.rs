//! The real gateway, killed and asked to end under load.

use tests::on_both;
use tests::process::Process;

use super::agree::{everything_is_done_once, nothing_is_lost};
use super::load::{Load, Target};
use crate::PROGRAM;

const CALLERS: u32 = 8;
/// So many acts are acknowledged before the blow.
const ACTS: usize = 60;

on_both! {
    async fn a_gateway_that_is_killed_loses_nothing_and_halves_nothing(site: Site) {
        let reviews = site.crowd(CALLERS).await;
        let token = site.token(&site.cast.home.health_visitor);
        let mut gateway = Process::serve(PROGRAM, &site.database);
        let mut load = Load::start(&Target::new(&gateway.url, token.clone()), &site.tag, &reviews);
        load.further(ACTS).await;
        gateway.kill();
        let mut wishes = load.end().await;
        assert!(!gateway.ended().await.0.success());

        let gateway = Process::serve(PROGRAM, &site.database);
        let target = Target::new(&gateway.url, token);
        assert!(target.ready().await.0);
        site.with_database(async |db| nothing_is_lost(db, &wishes).await).await;
        for wish in &mut wishes {
            target.insist(wish).await;
        }
        site.with_database(async |db| everything_is_done_once(db, &wishes).await).await;
        gateway.terminate();
        let (status, errors) = gateway.ended().await;
        assert!(status.success() && errors.is_empty(), "{status} {errors:#?}");
    }

    async fn a_gateway_that_is_asked_to_end_answers_what_it_has_begun(site: Site) {
        let reviews = site.crowd(CALLERS).await;
        let token = site.token(&site.cast.home.health_visitor);
        let gateway = Process::serve(PROGRAM, &site.database);
        let mut load = Load::start(&Target::new(&gateway.url, token), &site.tag, &reviews);
        load.further(ACTS).await;
        gateway.terminate();
        let wishes = load.end().await;
        let (status, errors) = gateway.ended().await;
        assert!(status.success() && errors.is_empty(), "{status} {errors:#?}");
        let there = site.with_database(async |db| nothing_is_lost(db, &wishes).await).await;
        let acknowledged = wishes.iter().filter(|wish| wish.concern.is_some()).count();
        assert_eq!(there, acknowledged, "somebody was left in doubt");
    }
}
