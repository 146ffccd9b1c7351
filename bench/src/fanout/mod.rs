//! `bench fanout`: what it costs that a change reaches thousands who follow it over WebSocket.
//!
//! All subscribers are connections of one lead with one token, one operation and the same variables: what is given to
//! them may be made once for all. Each round has a gateway of its own, so that its memory begins anew.

mod args;
mod audience;
mod board;
mod descriptors;
mod figures;
mod raise;
mod socket;

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

pub use self::args::Args;
use self::audience::Audience;
use self::board::Board;
use self::descriptors::SPARE;
use self::figures::{Figures, Seen, summary};
use self::raise::Pace;
use self::socket::Follow;
use crate::client::Connection;
use crate::databases::{Databases, Wanted, postmaster};
use crate::drive::Meter;
use crate::operations::{Operation, Script};
use crate::served::{Served, Setup};
use crate::stage::{self, CACHE, gateways};
use crate::{Failure, usage};

/// The authority in which everything happens.
const AUTHORITY: usize = 0;
/// Connections that a gateway keeps open by default: it is never told to keep fewer.
const USUAL: usize = 10_000;

/// Measures, round by round, and reports.
pub async fn run(args: &Args) -> Result<(), Failure> {
    args.check()?;
    let (pace, rest) = (args.pace()?, args.rest()?);
    let gateways = gateways(&args.gateway)?;
    descriptors::take(args.subscribers)?;
    let databases = Databases::make(&Wanted {
        given: args.database.as_slice(),
        sizes: &[args.reviews],
        seed: args.seed,
        sqlite: args.sqlite,
    })
    .await?;
    let (_, url) = databases.named.first().ok_or("no database")?;
    let mut run = Run {
        args,
        pace,
        rest,
        url,
        postmaster: postmaster(url).await?,
        next: 0,
        turn: 0,
    };
    let mut all = Vec::new();
    println!("{}", Figures::head());
    for round in 1..=args.rounds {
        let mut due: Vec<_> = gateways.iter().collect();
        if round.is_multiple_of(2) {
            due.reverse();
        }
        for (name, program) in due {
            let figures = run.measure(name, round, program).await?;
            println!("{}", figures.line());
            if let Some(line) = figures.beside_the_stalled() {
                println!("{line}");
            }
            all.push(figures);
        }
    }
    print!("{}", summary(&all));
    if let Some(path) = &args.json {
        let json = figures::json(&all)?;
        std::fs::write(path, json).map_err(|error| format!("{}: {error}", path.display()))?;
    }
    Ok(())
}

/// What goes on from measurement to measurement.
struct Run<'a> {
    args: &'a Args,
    pace: Pace,
    rest: Duration,
    url: &'a str,
    postmaster: Option<u32>,
    /// The number of the next change.
    next: usize,
    /// Measurements so far.
    turn: usize,
}

impl Run<'_> {
    async fn measure(&mut self, name: &str, round: usize, program: &Path) -> Result<Figures, Failure> {
        let args = self.args;
        let setup = Setup {
            parts_cache_bytes: CACHE,
            connections: Some(USUAL.max(args.subscribers + SPARE)),
        };
        let server = Served::gateway(program, self.url, setup).await?;
        let (script, review) = self.script(&server).await?;
        // Unmeasured: what the first change costs a gateway once.
        let first = raise::ask(&script, self.next)?;
        raise::raise(&mut Connection::open(&server.address).await?, &first).await?;
        let begin = self.next + 1;
        self.next = begin + args.events;
        let before = server.resident_kib();
        let board = Arc::new(Board::new(args.subscribers - args.stalled));
        let follow = Follow::new(AUTHORITY, review.as_deref())?;
        let audience = Audience::gather(&server.address, &follow, args.subscribers, &board).await?;
        let idle = self.idle(&server).await;
        let opened = server.resident_kib();
        let from = Meter::read(&server, self.postmaster).await?;
        let driver = usage::cpu(std::process::id());
        let told = raise::all(&server.address, &script, begin..self.next, &board, self.pace).await?;
        let seen = Seen {
            target: name.to_owned(),
            round,
            subscribers: args.subscribers,
            stalled: args.stalled,
            told,
            driver: (driver, usage::cpu(std::process::id())),
            meters: (from, Meter::read(&server, self.postmaster).await?),
            idle,
            resident: [before, opened, server.resident_kib()],
        };
        drop(audience);
        Ok(seen.figures())
    }

    /// What is raised, and the review that is followed, if it is one.
    async fn script(&mut self, server: &Served) -> Result<(Script, Option<String>), Failure> {
        let mut connection = Connection::open(&server.address).await?;
        let subject = stage::subject(&mut connection, AUTHORITY).await?;
        let mut subject =
            subject.ok_or("the gateway shows no reviews: is the database one that `generate` has filled?")?;
        let mut review = None;
        if self.args.review {
            // Another one each time: a review takes so many concerns and no more.
            let own = subject.others.get(self.turn).cloned();
            let own = own.ok_or("there are no more reviews to be followed: make more --reviews")?;
            review = Some(own.1.clone());
            subject.others = vec![own];
        }
        self.turn += 1;
        let script = Operation::M1.of_gateway(std::slice::from_ref(&subject))?;
        Ok((script, review))
    }

    /// Rests, and gives how much of a processor the gateway uses meanwhile, in percent.
    async fn idle(&self, server: &Served) -> Option<f64> {
        let (from, started) = (server.cpu(), Instant::now());
        tokio::time::sleep(self.rest).await;
        let used = server.cpu()?.saturating_sub(from?);
        Some(used.as_secs_f64() / started.elapsed().as_secs_f64() * 100.0)
    }
}
