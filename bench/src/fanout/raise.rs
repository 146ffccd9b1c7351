//! Making changes, and waiting until they have reached everybody.

use std::ops::Range;
use std::time::{Duration, Instant};

use serde_json::Value;
use tokio::time::interval;

use super::board::Board;
use crate::client::{Ask, Connection};
use crate::operations::Script;
use crate::{Failure, words};

/// How changes are made.
#[derive(Debug, Clone, Copy)]
pub struct Pace {
    /// How often; nothing: when the last has reached everybody.
    pub every: Option<Duration>,
    /// How long a change may take to reach everybody.
    pub deadline: Duration,
}

/// A concern that was raised.
pub struct Raised {
    /// Its id.
    pub concern: String,
    /// When the mutation was sent.
    pub sent: Instant,
    /// When its answer was there.
    pub answered: Instant,
}

/// A change that has reached everybody.
pub struct Told {
    /// What it was.
    pub raised: Raised,
    /// When it reached each.
    pub at: Vec<Instant>,
}

/// Makes the changes with these numbers.
pub async fn all(
    address: &str,
    script: &Script,
    numbers: Range<usize>,
    board: &Board,
    pace: Pace,
) -> Result<Vec<Told>, Failure> {
    let mut told = Vec::with_capacity(numbers.len());
    let Some(every) = pace.every else {
        let mut connection = Connection::open(address).await?;
        for number in numbers {
            let raised = raise(&mut connection, &ask(script, number)?).await?;
            told.push(Told::reached(raised, board, pace).await?);
        }
        return Ok(told);
    };
    let mut due = interval(every);
    let mut raising = Vec::with_capacity(numbers.len());
    for number in numbers {
        due.tick().await;
        let (address, ask) = (address.to_owned(), ask(script, number)?);
        // Apart, so that a slow answer does not hold up the next change.
        raising.push(tokio::spawn(async move {
            let mut connection = Connection::open(&address).await?;
            raise(&mut connection, &ask).await
        }));
    }
    for raised in raising {
        let raised = raised.await.map_err(words)??;
        told.push(Told::reached(raised, board, pace).await?);
    }
    Ok(told)
}

impl Told {
    async fn reached(raised: Raised, board: &Board, pace: Pace) -> Result<Self, Failure> {
        let until = raised.answered + pace.deadline;
        let at = board.everybody(&raised.concern, until).await?;
        Ok(Self { raised, at })
    }
}

/// The mutation with this number.
pub fn ask(script: &Script, number: usize) -> Result<Ask, Failure> {
    script
        .ask(number)
        .ok_or_else(|| "there is no review in which a concern may be raised".to_owned())
}

/// Raises a concern.
pub async fn raise(connection: &mut Connection, ask: &Ask) -> Result<Raised, Failure> {
    let sent = Instant::now();
    let (_, body) = connection.send(ask).await?;
    let answered = Instant::now();
    let answer: Value = serde_json::from_slice(&body).map_err(words)?;
    let concern = answer
        .pointer("/data/concernRaise/concern/id")
        .and_then(Value::as_str);
    let concern = concern.ok_or_else(|| format!("a concern was not raised: {answer}"))?;
    Ok(Raised {
        concern: concern.to_owned(),
        sent,
        answered,
    })
}
