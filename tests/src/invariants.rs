//! What must hold after every test, whatever it did.

use std::collections::HashSet;

use entity::enums::AuditOutcome;
use serde_json::Value;

use crate::database::Backend;
use crate::world::World;

/// Journal unbroken, every write audited, facts without prose, no error that the test did not expect.
pub async fn check(world: &World) {
    let (journal, audit) = (world.journal().await, world.audit().await);
    if world.backend() == Backend::Sqlite {
        // On PostgreSQL a number that was drawn and rolled back leaves a gap, which readers never notice.
        let positions: Vec<i64> = journal.iter().map(|row| row.position).collect();
        let unbroken: Vec<i64> = (1..).take(positions.len()).collect();
        assert_eq!(positions, unbroken, "the journal has a gap");
    }
    let audited: HashSet<&str> = audit
        .iter()
        .filter(|line| line.outcome == AuditOutcome::Allowed)
        .map(|line| line.request_id.as_str())
        .collect();
    for row in &journal {
        assert!(
            audited.contains(row.request_id.as_str()),
            "{} of {} is not audited",
            row.kind,
            row.request_id
        );
        assert!(
            is_plain(&row.data),
            "a fact holds more than ids and states: {} {}",
            row.kind,
            row.data
        );
    }
    // What the operator of the machine founds stands outside the matrix: nobody could sign in before.
    for line in audit.iter().filter(|line| line.act != "bootstrap") {
        let allowed = line.outcome == AuditOutcome::Allowed;
        assert_eq!(
            allowed,
            line.matrix_line.is_some(),
            "matrix line of {} ({:?})",
            line.act,
            line.outcome
        );
    }
    let mut unexpected = world.take_errors();
    unexpected.retain(|error| !world.expects(error));
    assert!(unexpected.is_empty(), "logged as errors: {unexpected:#?}");
}

/// Ids, states, numbers and dates: nothing that somebody has written.
fn is_plain(data: &Value) -> bool {
    match data {
        Value::String(text) => text.len() <= 80 && !text.contains(char::is_whitespace),
        Value::Array(items) => items.iter().all(is_plain),
        Value::Object(members) => members.values().all(is_plain),
        Value::Null | Value::Bool(_) | Value::Number(_) => true,
    }
}
