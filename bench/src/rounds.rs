//! A run: rounds in which every server is driven in turn, so that what the machine does besides falls on all alike.

use std::cell::Cell;
use std::path::PathBuf;
use std::rc::Rc;
use std::time::Duration;

use tokio::task::LocalSet;

use crate::drive::{Pace, drive};
use crate::operations::{Operation, Script};
use crate::report::{Figures, Report};
use crate::stage::{Stage, Target, World};
use crate::{Failure, check};

/// The arguments of `run`.
#[derive(clap::Args)]
pub struct Args {
    /// A database that `generate` has filled; may be given several times. Without it, databases are made and filled.
    #[arg(long)]
    pub database: Vec<String>,
    /// The size of a database to be made; may be given several times, to compare sizes.
    #[arg(long, default_values_t = [10_000])]
    pub reviews: Vec<usize>,
    /// The seed of the databases to be made.
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
    /// Make them on SQLite rather than on a throw-away PostgreSQL cluster.
    #[arg(long)]
    pub sqlite: bool,
    /// Callers at once.
    #[arg(long, default_value_t = 16)]
    pub callers: usize,
    /// Seconds of each measurement.
    #[arg(long, default_value_t = 5.0)]
    pub seconds: f64,
    /// How often everything is measured.
    #[arg(long, default_value_t = 3)]
    pub rounds: usize,
    /// Only these operations; may be given several times.
    #[arg(long)]
    pub operation: Vec<Operation>,
    /// Also drive gateways whose parts cache is off.
    #[arg(long)]
    pub uncached: bool,
    /// The gateway's program, as PATH or NAME=PATH; several are compared with each other.
    #[arg(long)]
    pub gateway: Vec<String>,
    /// The limit's program.
    #[arg(long)]
    pub limit: Option<PathBuf>,
    /// Also write every figure to this file, as JSON.
    #[arg(long)]
    pub json: Option<PathBuf>,
}

const ALL: [Operation; 4] = [Operation::Q1, Operation::Q2, Operation::Q2Hv, Operation::M1];

/// Sets the stage, measures, and reports.
pub async fn run(args: &Args) -> Result<(), Failure> {
    let stage = Stage::set(args).await?;
    let operations = if args.operation.is_empty() {
        &ALL[..]
    } else {
        &args.operation
    };
    let mut report = Report::default();
    let rounds = rounds(args, &stage.worlds, operations, &mut report);
    LocalSet::new().run_until(rounds).await?;
    print!("{}", report.summary());
    if let Some(path) = &args.json {
        std::fs::write(path, report.json()?).map_err(|error| format!("{}: {error}", path.display()))?;
    }
    report.verdict()
}

/// One operation on one target.
struct Track<'a> {
    operation: Operation,
    target: &'a Target,
    script: Rc<Script>,
    next: Rc<Cell<usize>>,
}

async fn rounds(
    args: &Args,
    worlds: &[World],
    operations: &[Operation],
    report: &mut Report,
) -> Result<(), Failure> {
    let tracks = tracks(worlds, operations)?;
    for track in tracks.iter().filter(|track| track.operation.reads()) {
        warm(track, args.callers).await?;
    }
    compare(&tracks).await?;
    let length = Duration::from_secs_f64(args.seconds);
    println!("{}", Figures::head());
    // What writes comes last: it makes the data grow.
    for reads in [true, false] {
        for round in 1..=args.rounds {
            let mut due: Vec<&Track> = tracks
                .iter()
                .filter(|track| track.operation.reads() == reads)
                .collect();
            if round % 2 == 0 {
                due.reverse();
            }
            for track in due {
                // A tenth of the time to get going again, unmeasured.
                track.drive(args.callers, length / 10).await?;
                let mut figures = track.drive(args.callers, length).await?;
                figures.round = round;
                println!("{}", figures.line());
                report.add(figures);
            }
        }
    }
    Ok(())
}

impl Track<'_> {
    async fn drive(&self, callers: usize, length: Duration) -> Result<Figures, Failure> {
        let pace = Pace { callers, length };
        drive(self.target, self.operation, &self.script, &self.next, pace).await
    }
}

/// Every different request once, so that what can be kept is kept and the database's pages are in memory.
async fn warm(track: &Track<'_>, callers: usize) -> Result<(), Failure> {
    while track.next.get() < track.script.len() {
        track.drive(callers, Duration::from_millis(250)).await?;
    }
    Ok(())
}

/// The tracks, one server after another within an operation.
fn tracks<'a>(worlds: &'a [World], operations: &[Operation]) -> Result<Vec<Track<'a>>, Failure> {
    let mut tracks = Vec::new();
    for operation in operations {
        for world in worlds {
            // Shared for acts: no two servers raise with the same number in the same review.
            let shared = Rc::<Cell<usize>>::default();
            for target in &world.targets {
                let script = if target.is_limit {
                    operation.of_limit(&world.subjects)
                } else {
                    Some(operation.of_gateway(&world.subjects)?)
                };
                let next = if operation.reads() {
                    Rc::default()
                } else {
                    Rc::clone(&shared)
                };
                tracks.extend(script.map(|script| Track {
                    operation: *operation,
                    target,
                    script: Rc::new(script),
                    next,
                }));
            }
        }
    }
    Ok(tracks)
}

/// Compares the answers of each read: those of every gateway with the limit's.
async fn compare(tracks: &[Track<'_>]) -> Result<(), Failure> {
    for limit in tracks.iter().filter(|track| track.target.is_limit) {
        let gateways = tracks.iter().filter(|track| {
            !track.target.is_limit
                && track.operation == limit.operation
                && track.target.world == limit.target.world
        });
        for gateway in gateways {
            let ours = (gateway.target, gateway.script.as_ref());
            check::same(gateway.operation, ours, (limit.target, limit.script.as_ref())).await?;
        }
    }
    Ok(())
}
