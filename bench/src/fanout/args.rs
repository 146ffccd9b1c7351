//! What is asked for.

use std::path::PathBuf;
use std::time::Duration;

use super::raise::Pace;
use crate::Failure;

/// Changes of one review: a gateway takes a hundred concerns in a review, and some are there already.
const MOST_OF_A_REVIEW: usize = 95;

/// The arguments of `fanout`.
#[derive(clap::Args)]
pub struct Args {
    /// A database that `generate` has filled. Without it, one is made and filled.
    #[arg(long)]
    pub database: Option<String>,
    /// The size of the database to be made.
    #[arg(long, default_value_t = 1_000)]
    pub reviews: usize,
    /// Its seed.
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
    /// Make it on SQLite rather than on a throw-away PostgreSQL cluster.
    #[arg(long)]
    pub sqlite: bool,
    /// Connections that follow.
    #[arg(long, default_value_t = 5_000)]
    pub subscribers: usize,
    /// How many of them stop reading as soon as they follow. Nothing is expected to reach these.
    #[arg(long, default_value_t = 0)]
    pub stalled: usize,
    /// Follow one review (`reviewEvents`) rather than the whole feed (`changes`).
    #[arg(long)]
    pub review: bool,
    /// Changes of a round.
    #[arg(long, default_value_t = 50)]
    pub events: usize,
    /// Changes a second. Without it, each is made when the last has reached everybody.
    #[arg(long)]
    pub rate: Option<f64>,
    /// Seconds within which a change must have reached everybody.
    #[arg(long, default_value_t = 30.0)]
    pub deadline: f64,
    /// Seconds of rest between the last subscriber and the first change.
    #[arg(long, default_value_t = 2.0)]
    pub rest: f64,
    /// How often everything is measured.
    #[arg(long, default_value_t = 3)]
    pub rounds: usize,
    /// The gateway's program, as PATH or NAME=PATH; several are measured in turn.
    #[arg(long)]
    pub gateway: Vec<String>,
    /// Also write every figure to this file, as JSON.
    #[arg(long)]
    pub json: Option<PathBuf>,
}

impl Args {
    /// What is wrong with them.
    pub fn check(&self) -> Result<(), Failure> {
        let wrong = [
            (
                self.subscribers <= self.stalled,
                "--subscribers and --stalled leave nobody who reads",
            ),
            (
                self.events == 0 || self.rounds == 0,
                "without --events and --rounds there is nothing to measure",
            ),
            (
                self.review && MOST_OF_A_REVIEW < self.events,
                "a review takes no more than 95 --events",
            ),
        ];
        match wrong.iter().find(|(is_wrong, _)| *is_wrong) {
            Some((_, why)) => Err((*why).to_owned()),
            None => Ok(()),
        }
    }

    /// How changes are made.
    pub fn pace(&self) -> Result<Pace, Failure> {
        let every = self.rate.map(|rate| seconds(1.0 / rate)).transpose()?;
        if every == Some(Duration::ZERO) {
            return Err("--rate is too high".to_owned());
        }
        Ok(Pace {
            every,
            deadline: seconds(self.deadline)?,
        })
    }

    /// How long everything rests before the first change.
    pub fn rest(&self) -> Result<Duration, Failure> {
        seconds(self.rest)
    }
}

fn seconds(seconds: f64) -> Result<Duration, Failure> {
    Duration::try_from_secs_f64(seconds).map_err(|error| format!("{seconds} s: {error}"))
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;

    #[derive(Parser)]
    struct Cli {
        #[command(flatten)]
        args: Args,
    }

    fn args(text: &str) -> Args {
        let words = ["fanout"].into_iter().chain(text.split_whitespace());
        Cli::try_parse_from(words).unwrap().args
    }

    #[test]
    fn what_cannot_be_measured_is_said_at_once() {
        for wrong in [
            "--subscribers 0",
            "--subscribers 5 --stalled 5",
            "--events 0",
            "--rounds 0",
            "--review --events 96",
        ] {
            assert!(args(wrong).check().is_err(), "{wrong}");
        }
        for wrong in [
            "--rate 0",
            "--rate 1e300",
            "--rate=-1",
            "--rate NaN",
            "--deadline=-1",
        ] {
            assert!(args(wrong).pace().is_err(), "{wrong}");
        }
        let good = args("--subscribers 5 --stalled 4 --review --events 95 --rate 20");
        assert_eq!(good.check(), Ok(()));
        let pace = good.pace().unwrap();
        assert_eq!(pace.every, Some(Duration::from_millis(50)));
        assert!(args("").pace().is_ok_and(|pace| pace.every.is_none()));
        assert_eq!(args("--rest 0.5").rest(), Ok(Duration::from_millis(500)));
    }
}
