//! The driver: so many callers in a closed loop, for so long.

use std::cell::Cell;
use std::rc::Rc;
use std::time::{Duration, Instant};

use hyper::StatusCode;

use crate::client::Connection;
use crate::operations::{Operation, Script};
use crate::percentile::percentile;
use crate::report::Figures;
use crate::served::Served;
use crate::stage::Target;
use crate::{Failure, usage, words};

/// How it is driven.
#[derive(Debug, Clone, Copy)]
pub struct Pace {
    /// Callers at once.
    pub callers: usize,
    /// For how long.
    pub length: Duration,
}

/// What the callers have seen.
#[derive(Default)]
struct Seen {
    latencies: Vec<Duration>,
    failures: usize,
    /// One failed answer, for the reader.
    example: Option<String>,
    bytes: usize,
}

/// Drives a target for a while. `next` numbers the requests, so that no two of a run are the same.
pub async fn drive(
    target: &Target,
    operation: Operation,
    script: &Rc<Script>,
    next: &Rc<Cell<usize>>,
    pace: Pace,
) -> Result<Figures, Failure> {
    let before = Meter::read(&target.server, target.postmaster).await?;
    let started = Instant::now();
    let callers = (0..pace.callers).map(|_| {
        let (address, script, next) = (target.server.address.clone(), Rc::clone(script), Rc::clone(next));
        tokio::task::spawn_local(async move {
            let mut connection = Connection::open(&address).await?;
            call(&mut connection, operation, &script, &next, started + pace.length).await
        })
    });
    let mut seen = Seen::default();
    for caller in futures::future::join_all(callers).await {
        let of_caller = caller.map_err(words)??;
        seen.latencies.extend(of_caller.latencies);
        seen.failures += of_caller.failures;
        seen.bytes += of_caller.bytes;
        seen.example = seen.example.or(of_caller.example);
    }
    let elapsed = started.elapsed();
    let after = Meter::read(&target.server, target.postmaster).await?;
    if let Some(example) = &seen.example {
        eprintln!(
            "{} of {} answers failed, for example: {example}",
            seen.failures,
            seen.latencies.len()
        );
    }
    Ok(seen.figures(target, operation, elapsed, (&before, &after)))
}

impl Seen {
    fn figures(
        mut self,
        target: &Target,
        operation: Operation,
        elapsed: Duration,
        (before, after): (&Meter, &Meter),
    ) -> Figures {
        self.latencies.sort_unstable();
        let requests = self.latencies.len();
        let at = |percent| percentile(&self.latencies, percent);
        let each = |total: f64| total / number(requests.max(1));
        let millis = |from: Option<Duration>, to: Option<Duration>| {
            Some(each(to?.saturating_sub(from?).as_secs_f64() * 1_000.0))
        };
        let statements = before.statements.zip(after.statements);
        Figures {
            world: target.world.clone(),
            target: target.name.clone(),
            operation: operation.name(),
            round: 0,
            requests,
            failures: self.failures,
            per_second: number(requests) / elapsed.as_secs_f64(),
            p50_ms: at(50).as_secs_f64() * 1_000.0,
            p99_ms: at(99).as_secs_f64() * 1_000.0,
            server_cpu_ms: millis(before.server, after.server),
            database_cpu_ms: millis(before.database, after.database),
            statements: statements.map(|(from, to)| each(to - from)),
            bytes: self.bytes / requests.max(1),
            resident_mib: target.server.resident_mib(),
        }
    }
}

async fn call(
    connection: &mut Connection,
    operation: Operation,
    script: &Script,
    next: &Cell<usize>,
    until: Instant,
) -> Result<Seen, Failure> {
    let mut seen = Seen::default();
    while Instant::now() < until {
        let ask = script.ask(next.replace(next.get() + 1)).ok_or("nothing to ask")?;
        let sent = Instant::now();
        let (status, body) = connection.send(&ask).await?;
        seen.latencies.push(sent.elapsed());
        seen.bytes += body.len();
        if !good(operation, status, &body) {
            seen.failures += 1;
            let answer = || String::from_utf8_lossy(body.get(..300).unwrap_or(&body)).into_owned();
            seen.example.get_or_insert_with(answer);
        }
    }
    Ok(seen)
}

/// Whether an answer has data and nothing else. What is wrong comes first in a gateway's answer.
fn good(operation: Operation, status: StatusCode, body: &[u8]) -> bool {
    let empty = br#""userErrors":[]"#;
    let refused = operation == Operation::M1 && !body.windows(empty.len()).any(|part| part == empty);
    status == StatusCode::OK && !body.starts_with(br#"{"errors""#) && !refused
}

/// What server and database have used so far.
pub struct Meter {
    /// CPU time of the server.
    pub server: Option<Duration>,
    /// CPU time of the database.
    pub database: Option<Duration>,
    /// SQL statements.
    pub statements: Option<f64>,
}

impl Meter {
    /// Reads it.
    pub async fn read(server: &Served, postmaster: Option<u32>) -> Result<Self, Failure> {
        Ok(Self {
            statements: server.statements().await?,
            server: server.cpu(),
            database: postmaster.and_then(usage::cluster_cpu),
        })
    }
}

/// A count as a number to reckon with.
pub fn number(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}
