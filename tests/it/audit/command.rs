//! `integrated-review audit verify`, as an operator runs it.

use std::process::Command;

use tests::{World, on_both};

use super::child;
use crate::PROGRAM;

/// Runs the command beside the gateway: its exit code, and what it says.
fn verify(world: &World, anchors: &[String]) -> (Option<i32>, String) {
    let mut command = Command::new(PROGRAM);
    command
        .env_clear()
        .args(["audit", "verify", "--database", &world.database().url]);
    for anchor in anchors {
        command.args(["--anchor", anchor]);
    }
    let output = tokio::task::block_in_place(|| command.output()).unwrap();
    (output.status.code(), String::from_utf8(output.stdout).unwrap())
}

on_both! {
    async fn the_command_names_what_was_altered_and_ends_with_4(world: World) {
        for _ in 0..2 {
            child(&world.health_visitor(), world.home().child.id, "givenName").await;
            world.seal().await;
        }
        child(&world.health_visitor(), world.home().child.id, "givenName").await;
        let (code, said) = verify(&world, &[]);
        assert_eq!(code, Some(0), "{said}");
        assert!(said.contains("LOOK: 2 rows under 2 seals are as they were sealed"), "{said}");
        assert!(said.contains("LOOK: 1 rows are not sealed yet"), "{said}");
        let newest = said.lines().find_map(|line| line.strip_prefix("LOOK: newest seal "));
        let newest = newest.expect("a seal").to_owned();

        let id = world.looks().await[1].entry.id;
        world.tamper(&format!("UPDATE access_log SET client = 'other' WHERE id = {id}")).await;
        let (code, said) = verify(&world, &[]);
        assert_eq!(code, Some(4), "{said}");
        assert!(said.contains(&format!("LOOK: row {id} of seal 2 has been altered")), "{said}");

        // Cut off at its end, it looks whole to whoever noted nothing down.
        world.tamper("DELETE FROM audit_seal WHERE chain = 'LOOK' AND number = 2").await;
        world.tamper(&format!("DELETE FROM access_log WHERE id >= {id}")).await;
        assert_eq!(verify(&world, &[]).0, Some(0));
        let (code, said) = verify(&world, &[newest]);
        assert_eq!(code, Some(4), "{said}");
        assert!(said.contains("LOOK: seal 2 is missing"), "{said}");
    }
}
