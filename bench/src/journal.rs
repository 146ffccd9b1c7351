//! `bench journal`: the two ways to read the journal's positions safely while others write, in one run on PostgreSQL.
//!
//! *Horizon*: a row carries its transaction's id, and readers stop below the oldest transaction that is still running.
//! *Lock*: the row is inserted under an advisory lock that is held until the commit, so that positions rise in the order
//! of the commits. Each transaction inserts a row of work and a row of the journal; the lock rides in the same statement
//! as the latter, so that neither way needs a round trip more. A reader follows the journal all the while.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use cluster::Cluster;
use futures::future::try_join_all;
use sea_orm::{
    ConnectOptions, ConnectionTrait, Database, DatabaseBackend, DatabaseConnection, DatabaseTransaction,
    Statement, TransactionTrait,
};

use crate::percentile::percentile;
use crate::{Failure, words};

const WRITERS: [u32; 2] = [1, 16];
/// How long the transaction elsewhere stays open.
const LONG: Duration = Duration::from_secs(1);
/// How often the reader looks.
const LOOK: Duration = Duration::from_millis(1);

/// The arguments of `journal`.
#[derive(clap::Args)]
pub struct Args {
    /// Seconds of a round.
    #[arg(long, default_value_t = 3)]
    seconds: u64,
    /// Rounds of each way; the ways take turns.
    #[arg(long, default_value_t = 3)]
    rounds: u32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    Horizon,
    Lock,
}

impl Way {
    const BOTH: [Self; 2] = [Self::Horizon, Self::Lock];

    /// Inserts a row of the journal that says when, in microseconds of this run.
    const fn insert(self) -> &'static str {
        match self {
            Self::Horizon => "INSERT INTO journal (at) VALUES ($1)",
            Self::Lock => {
                "WITH held AS MATERIALIZED (SELECT pg_advisory_xact_lock(1)::text AS held) \
                 INSERT INTO journal (at) SELECT $1::bigint FROM held"
            }
        }
    }

    /// The rows after a place.
    const fn read(self) -> &'static str {
        match self {
            Self::Horizon => {
                "SELECT xid, position, at FROM journal WHERE (xid, position) > ($1, $2) \
                 AND xid < pg_snapshot_xmin(pg_current_snapshot())::text::bigint ORDER BY xid, position LIMIT 500"
            }
            Self::Lock => {
                "SELECT $1::bigint AS xid, position, at FROM journal WHERE position > $2 ORDER BY position LIMIT 500"
            }
        }
    }
}

const TABLES: &str = "CREATE TABLE work (id bigserial PRIMARY KEY, body text NOT NULL);
    CREATE TABLE elsewhere (id bigserial PRIMARY KEY);
    CREATE TABLE journal (position bigserial PRIMARY KEY, at bigint NOT NULL,
        xid bigint NOT NULL DEFAULT pg_current_xact_id()::text::bigint);
    CREATE INDEX journal_order ON journal (xid, position);";

/// What a round gave.
#[derive(Default)]
struct Round {
    commits: usize,
    /// From before the insert until a reader saw the row.
    seen: Vec<Duration>,
}

/// Makes a cluster, measures, and drops it.
pub async fn run(args: &Args) -> Result<(), Failure> {
    let cluster = Cluster::start("")?;
    measure(args, &cluster.url("postgres")).await
}

async fn measure(args: &Args, url: &str) -> Result<(), Failure> {
    let db = connect(url, 20).await?;
    execute(&db, TABLES).await?;
    println!("writers  way      commits/s  ratio  seen after ms: median     99 %");
    for writers in WRITERS {
        let mut totals = [Round::default(), Round::default()];
        for _ in 0..args.rounds {
            for (way, total) in Way::BOTH.into_iter().zip(&mut totals) {
                let round = round(&db, way, writers, Duration::from_secs(args.seconds)).await?;
                total.commits += round.commits;
                total.seen.extend(round.seen);
            }
        }
        let [horizon, _] = &totals;
        let base = ratio(horizon.commits, 1);
        for (way, total) in Way::BOTH.into_iter().zip(&totals) {
            let seconds = args.seconds * u64::from(args.rounds);
            let rate = ratio(total.commits, usize::try_from(seconds).map_err(words)?);
            let share = ratio(total.commits, 1) / base;
            let (median, late) = (millis(&total.seen, 50), millis(&total.seen, 99));
            println!("{writers:>7}  {way:<7?}  {rate:>9.0}  {share:>5.2}  {median:>21.1}  {late:>7.1}");
        }
    }
    println!("\nwith a writing transaction open elsewhere for {LONG:?}, a row is seen after ms:");
    for way in Way::BOTH {
        println!(
            "         {way:<7?}  {:>9.1}",
            beside_a_long_one(&db, way).await?.as_secs_f64() * 1e3
        );
    }
    db.close().await.map_err(words)
}

/// So many writers for so long, and a reader who follows.
async fn round(db: &DatabaseConnection, way: Way, writers: u32, length: Duration) -> Result<Round, Failure> {
    execute(db, "TRUNCATE journal, work RESTART IDENTITY").await?;
    let (started, done) = (Instant::now(), Arc::new(AtomicBool::new(false)));
    let reader = tokio::spawn({
        let (db, done) = (db.clone(), Arc::clone(&done));
        async move { follow(&db, way, started, &done).await }
    });
    let writing = (0..writers).map(|_| async {
        let mut commits = 0;
        while started.elapsed() < length {
            write(db, way, started).await?;
            commits += 1;
        }
        Ok::<usize, Failure>(commits)
    });
    let commits = try_join_all(writing).await?.into_iter().sum();
    done.store(true, Ordering::SeqCst);
    let seen = reader.await.map_err(words)??;
    if seen.len() != commits {
        return Err(format!(
            "{way:?}: {commits} rows were written and {} read",
            seen.len()
        ));
    }
    Ok(Round { commits, seen })
}

async fn write(db: &DatabaseConnection, way: Way, started: Instant) -> Result<(), Failure> {
    let tx = db.begin().await.map_err(words)?;
    let body = "a row about as long as the usual one, with ids and states";
    insert(&tx, "INSERT INTO work (body) VALUES ($1)", body.into()).await?;
    insert(&tx, way.insert(), micros(started)?.into()).await?;
    tx.commit().await.map_err(words)
}

async fn insert(tx: &DatabaseTransaction, sql: &str, value: sea_orm::Value) -> Result<(), Failure> {
    let statement = Statement::from_sql_and_values(DatabaseBackend::Postgres, sql, [value]);
    tx.execute_raw(statement).await.map(|_| ()).map_err(words)
}

/// Reads the journal until the writers are done and nothing more comes; gives how late each row was seen.
async fn follow(
    db: &DatabaseConnection,
    way: Way,
    started: Instant,
    done: &AtomicBool,
) -> Result<Vec<Duration>, Failure> {
    let (mut xid, mut position, mut seen) = (0i64, 0i64, Vec::new());
    loop {
        let finished = done.load(Ordering::SeqCst);
        let place = [xid.into(), position.into()];
        let statement = Statement::from_sql_and_values(DatabaseBackend::Postgres, way.read(), place);
        let rows = db.query_all_raw(statement).await.map_err(words)?;
        let now = micros(started)?;
        for row in &rows {
            let (of, at, written): (i64, i64, i64) = (
                row.try_get("", "xid").map_err(words)?,
                row.try_get("", "position").map_err(words)?,
                row.try_get("", "at").map_err(words)?,
            );
            (xid, position) = (of, at);
            seen.push(Duration::from_micros((now - written).unsigned_abs()));
        }
        match (rows.is_empty(), finished) {
            (true, true) => return Ok(seen),
            (true, false) => tokio::time::sleep(LOOK).await,
            (false, _) => {}
        }
    }
}

/// How long a row takes to be seen while somebody else's transaction, which has written, is open.
async fn beside_a_long_one(db: &DatabaseConnection, way: Way) -> Result<Duration, Failure> {
    execute(db, "TRUNCATE journal, work RESTART IDENTITY").await?;
    let long = db.begin().await.map_err(words)?;
    long.execute_unprepared("INSERT INTO elsewhere DEFAULT VALUES")
        .await
        .map_err(words)?;
    let (started, done) = (Instant::now(), AtomicBool::new(false));
    write(db, way, started).await?;
    let ends = async {
        tokio::time::sleep(LONG).await;
        long.commit().await.map_err(words)?;
        done.store(true, Ordering::SeqCst);
        Ok(())
    };
    let (seen, ()) = tokio::try_join!(follow(db, way, started, &done), ends)?;
    seen.first()
        .copied()
        .ok_or_else(|| "the row was never seen".to_owned())
}

async fn connect(url: &str, connections: u32) -> Result<DatabaseConnection, Failure> {
    let mut options = ConnectOptions::new(url);
    options.max_connections(connections).sqlx_logging(false);
    Database::connect(options).await.map_err(words)
}

async fn execute(db: &DatabaseConnection, sql: &str) -> Result<(), Failure> {
    db.execute_unprepared(sql).await.map(|_| ()).map_err(words)
}

fn micros(started: Instant) -> Result<i64, Failure> {
    i64::try_from(started.elapsed().as_micros()).map_err(words)
}

fn millis(times: &[Duration], percent: usize) -> f64 {
    let mut sorted = times.to_vec();
    sorted.sort_unstable();
    percentile(&sorted, percent).as_secs_f64() * 1e3
}

#[expect(clippy::cast_precision_loss, reason = "counts of a bench")]
fn ratio(part: usize, whole: usize) -> f64 {
    part as f64 / whole.max(1) as f64
}
