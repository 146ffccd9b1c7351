//! The record of who did and saw what cannot be changed unnoticed.

use entity::enums::AuditKind;
use entity::{access_log, audit_seal};
use integrated_review::store::seal::verify::{Anchor, Fault};
use tests::{Backend, World, json, on_both};

use super::child;

/// So many looks at the child in the nursery, each with its own request.
async fn look(world: &World, times: usize) {
    for _ in 0..times {
        child(&world.health_visitor(), world.home().child.id, "givenName").await;
    }
}

/// Three seals over nine looks, and one look that is not sealed.
async fn three_seals(world: &World) -> Vec<i64> {
    for _ in 0..3 {
        look(world, 3).await;
        world.seal().await;
    }
    look(world, 1).await;
    assert_eq!(world.fault().await, None);
    world.looks().await.iter().map(|look| look.entry.id).collect()
}

on_both! {
    async fn what_is_as_it_was_sealed_is_found_whole(world: World) {
        let arguments = json!({ "review": { "id": world.review() }, "expectedVersion": 1 });
        world.health_visitor().mutate_for("reviewInvite", arguments, "replayed").await.ok();
        let ids = three_seals(&world).await;
        let (acts, looks) = world.verify(&[]).await;
        assert_eq!((acts.rows, acts.seals, acts.unsealed.0), (1, 1, 0));
        assert_eq!((looks.rows, looks.seals), (9, 3));
        assert_eq!(looks.unsealed, (1, Some(world.now())));
        let seals = world.rows::<audit_seal::Entity>().await;
        let looks: Vec<_> = seals.iter().filter(|seal| seal.chain == AuditKind::Look).collect();
        assert_eq!(looks.iter().map(|seal| (seal.number, seal.count)).collect::<Vec<_>>(), [(1, 3), (2, 3), (3, 3)]);
        assert_eq!(looks[1].previous, looks[0].hash);
        assert_eq!((looks[1].first_id, looks[1].last_id), (ids[3], ids[5]));
        // Nothing new, no new seal.
        world.seal().await;
        let count = world.rows::<audit_seal::Entity>().await.len();
        world.seal().await;
        assert_eq!(world.rows::<audit_seal::Entity>().await.len(), count);
    }

    async fn the_application_changes_nothing_of_it(world: World) {
        let arguments = json!({ "review": { "id": world.review() }, "expectedVersion": 1 });
        world.health_visitor().mutate("reviewInvite", arguments).await.ok();
        world.seal().await;
        let columns = [
            ("journal", "kind"), ("audit", "act"), ("access_log", "role"), ("access_shown", "children"), ("audit_seal", "hash"),
        ];
        for (table, column) in columns {
            for sql in [format!("UPDATE {table} SET {column} = {column}"), format!("DELETE FROM {table}")] {
                let refused = world.refused_sql(&sql).await;
                assert!(refused.contains(&format!("{table} is append-only")), "{refused}");
            }
        }
        if world.backend() == Backend::Postgres {
            for table in ["journal", "audit", "access_log", "access_shown", "audit_seal"] {
                assert!(world.refused_sql(&format!("TRUNCATE {table}")).await.contains("append-only"));
            }
        }
    }

    async fn an_altered_row_is_named(world: World) {
        let ids = three_seals(&world).await;
        for column in ["role = 'PARENT'", "actor_id = authority_id", "client = 'other'", "at = created.at"] {
            let id = ids[4];
            let sql = match column {
                "at = created.at" => format!("UPDATE access_log SET at = (SELECT min(created_at) FROM child) WHERE id = {id}"),
                _ => format!("UPDATE access_log SET {column} WHERE id = {id}"),
            };
            world.tamper(&sql).await;
            assert_eq!(world.fault().await, Some(format!("row {id} of seal 2 has been altered")), "{column}");
        }
        // What lies before it is still known to be whole.
        let (_, looks) = world.verify(&[]).await;
        assert_eq!((looks.seals, looks.rows), (1, 3));
    }

    async fn a_missing_row_is_named(world: World) {
        let ids = three_seals(&world).await;
        // The last of a seal, then one in the middle of the chain, then the very first.
        for (id, seal) in [(ids[8], 3), (ids[4], 2), (ids[0], 1)] {
            world.tamper(&format!("DELETE FROM access_log WHERE id = {id}")).await;
            assert_eq!(world.fault().await, Some(format!("row {id} of seal {seal} is missing")));
        }
    }

    async fn an_inserted_row_is_named(world: World) {
        let ids = three_seals(&world).await;
        let columns = "at, authority_id, actor_id, role, organisation_id, purpose, operation, client, request_id, shown_id";
        let id = ids[4];
        // A copy of a row under an id that nothing has, between two that are sealed.
        let sql = match world.backend() {
            Backend::Postgres => format!(
                "INSERT INTO access_log (id, xid, {columns}) OVERRIDING SYSTEM VALUE SELECT 0, xid, {columns} FROM access_log WHERE id = {id}"
            ),
            Backend::Sqlite => format!("INSERT INTO access_log (id, {columns}) SELECT 0, {columns} FROM access_log WHERE id = {id}"),
        };
        world.tamper(&sql).await;
        let seal = if world.backend() == Backend::Postgres { 2 } else { 1 };
        assert_eq!(world.fault().await, Some(format!("row 0 was inserted among the rows of seal {seal}")));
    }

    async fn what_was_shown_is_sealed_with_the_look(world: World) {
        let ids = three_seals(&world).await;
        let shown = world.looks().await[0].entry.shown_id;
        let classes = r#"[{"children":1,"lenses":["EXISTENCE"],"relations":[]}]"#;
        world.tamper(&format!("UPDATE access_shown SET classes = '{classes}'")).await;
        assert_eq!(world.fault().await, Some(format!("what row {} of seal 1 showed has been altered: access_shown {shown}", ids[0])));
        world.tamper("DELETE FROM access_shown").await;
        assert_eq!(world.fault().await, Some(format!("what row {} of seal 1 showed is missing: access_shown {shown}", ids[0])));
    }

    async fn acts_are_sealed_alike(world: World) {
        for _ in 0..3 {
            let arguments = json!({ "review": { "id": world.review() }, "expectedVersion": 1 });
            world.key_person().mutate("reviewInvite", arguments).await.refused("NotAllowed");
        }
        world.seal().await;
        let id = world.audit().await[1].id;
        world.tamper(&format!("UPDATE audit SET outcome = 'ALLOWED' WHERE id = {id}")).await;
        let fault = async || world.verify(&[]).await.0.fault.map(Fault::sentence);
        assert_eq!(fault().await, Some(format!("row {id} of seal 1 has been altered")));
        world.tamper(&format!("DELETE FROM audit WHERE id = {id}")).await;
        assert_eq!(fault().await, Some(format!("row {id} of seal 1 is missing")));
    }

    async fn a_seal_is_as_hard_to_change_as_a_row(world: World) {
        let ids = three_seals(&world).await;
        let (_, before) = world.verify(&[]).await;
        let noted = before.head.expect("a seal");
        world.tamper("UPDATE audit_seal SET count = 2 WHERE chain = 'LOOK' AND number = 2").await;
        assert_eq!(world.fault().await.as_deref(), Some("seal 2, or what it says of the one before it, has been altered"));
        world.tamper("DELETE FROM audit_seal WHERE chain = 'LOOK' AND number = 2").await;
        assert_eq!(world.fault().await.as_deref(), Some("seal 2 is missing"));
        // Whoever cuts the chain off at its end is found out by a seal that was noted elsewhere, and only by it.
        world.tamper("DELETE FROM audit_seal WHERE chain = 'LOOK' AND number = 3").await;
        world.tamper(&format!("DELETE FROM access_log WHERE id > {}", ids[2])).await;
        assert_eq!(world.fault().await, None);
        let (_, looks) = world.verify(std::slice::from_ref(&noted)).await;
        assert_eq!(looks.fault.map(Fault::sentence).as_deref(), Some("seal 3 is missing"));
        // And whoever seals anew what was changed.
        look(&world, 6).await;
        for _ in 0..2 {
            world.seal().await;
            look(&world, 1).await;
        }
        assert_eq!(world.fault().await, None);
        let (_, looks) = world.verify(&[Anchor { number: 2, ..noted }]).await;
        assert_eq!(looks.fault.map(Fault::sentence).as_deref(), Some("seal 2 is not the one that was noted"));
    }

    async fn many_rows_take_many_seals(world: World) {
        look(&world, 1).await;
        let columns = "at, authority_id, actor_id, role, organisation_id, purpose, operation, client, request_id, shown_id";
        for _ in 0..11 {
            world.sql(&format!("INSERT INTO access_log ({columns}) SELECT {columns} FROM access_log")).await;
        }
        world.seal().await;
        let (_, looks) = world.verify(&[]).await;
        assert_eq!((looks.rows, looks.seals, looks.fault), (2_048, 3, None));
        let last = world.rows::<access_log::Entity>().await.iter().map(|row| row.id).max().unwrap();
        world.tamper(&format!("DELETE FROM access_log WHERE id = {last}")).await;
        assert_eq!(world.fault().await, Some(format!("row {last} of seal 3 is missing")));
    }
}
