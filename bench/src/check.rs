//! Whether the limit answers what a gateway answers: the ratio of two servers means nothing if they say different things.

use serde_json::Value;

use crate::client::Connection;
use crate::operations::{Operation, Script};
use crate::stage::Target;
use crate::{Failure, words};

/// How many answers of an operation are compared.
const COMPARED: usize = 40;

/// Compares answers to the same requests. What the caller may do (`access`) is left out: the limit knows no policy.
pub async fn same(
    operation: Operation,
    (gateway, of_gateway): (&Target, &Script),
    (limit, of_limit): (&Target, &Script),
) -> Result<(), Failure> {
    let mut ours = Connection::open(&gateway.server.address).await?;
    let mut theirs = Connection::open(&limit.server.address).await?;
    let step = of_gateway.len().div_ceil(COMPARED).max(1);
    for number in (0..of_gateway.len()).step_by(step) {
        let ask = of_gateway.ask(number).ok_or("nothing to ask")?;
        let (_, body) = ours.send(&ask).await?;
        let answer: Value = serde_json::from_slice(&body).map_err(words)?;
        let root = if operation == Operation::Q1 {
            "/data/review"
        } else {
            "/data/reviews/nodes"
        };
        let mut ours = answer.pointer(root).cloned().unwrap_or_default();
        strip(&mut ours);
        let ask = of_limit.ask(number).ok_or("nothing to ask")?;
        let (_, body) = theirs.send(&ask).await?;
        let theirs: Value = serde_json::from_slice(&body).map_err(words)?;
        let empty = ours.as_array().is_some_and(Vec::is_empty);
        if ours.is_null() || empty || ours != theirs {
            return Err(format!(
                "{}: gateway and limit answer differently\n{answer}\n{theirs}",
                operation.name()
            ));
        }
    }
    Ok(())
}

fn strip(value: &mut Value) {
    match value {
        Value::Object(members) => {
            members.remove("access");
        }
        Value::Array(items) => items.iter_mut().for_each(strip),
        _ => {}
    }
}
