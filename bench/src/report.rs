//! The figures, as lines, as ratios, and as JSON.

use std::fmt::Write as _;

use serde::Serialize;

use crate::{Failure, words};

/// The figures of one measurement.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Figures {
    /// Over which database.
    pub world: String,
    /// Which server.
    pub target: String,
    /// What was asked.
    pub operation: &'static str,
    /// In which round.
    pub round: usize,
    /// How many requests were answered.
    pub requests: usize,
    /// How many of the answers were not what they should be.
    pub failures: usize,
    /// Requests a second.
    pub per_second: f64,
    /// The median latency.
    pub p50_ms: f64,
    /// What 99 of 100 requests stayed below.
    pub p99_ms: f64,
    /// CPU time of the server, a request.
    pub server_cpu_ms: Option<f64>,
    /// CPU time of the database, a request.
    pub database_cpu_ms: Option<f64>,
    /// SQL statements, a request.
    pub statements: Option<f64>,
    /// Bytes of an answer's body.
    pub bytes: usize,
    /// Memory of the server afterwards.
    pub resident_mib: Option<u64>,
}

impl Figures {
    /// The line above the figures.
    pub fn head() -> String {
        format!(
            "{:<6}{:<17}{:<20}{:>3}{:>9}{:>9}{:>9}{:>9}{:>9}{:>7}{:>8}{:>6}{:>7}",
            "",
            "",
            "",
            "#",
            "req/s",
            "p50 ms",
            "p99 ms",
            "CPU ms",
            "db CPU",
            "stmts",
            "bytes",
            "MiB",
            "failed"
        )
    }

    /// One line of figures.
    pub fn line(&self) -> String {
        format!(
            "{:<6}{:<17}{:<20}{:>3}{:>9.0}{:>9.2}{:>9.2}{:>9}{:>9}{:>7}{:>8}{:>6}{:>7}",
            self.operation,
            self.world,
            self.target,
            self.round,
            self.per_second,
            self.p50_ms,
            self.p99_ms,
            some(self.server_cpu_ms, 3),
            some(self.database_cpu_ms, 3),
            some(self.statements, 1),
            self.bytes,
            self.resident_mib
                .map_or_else(|| "–".to_owned(), |mib| mib.to_string()),
            self.failures
        )
    }
}

/// All figures of a run.
#[derive(Default)]
pub struct Report {
    figures: Vec<Figures>,
}

/// One server's rate over another's, round by round.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Ratio {
    operation: &'static str,
    of: String,
    to: String,
    median: f64,
    least: f64,
    most: f64,
}

/// One row of the summary: an operation on a server over a world.
type Track<'a> = (&'static str, &'a str, &'a str);

impl Report {
    /// Adds the figures of one measurement.
    pub fn add(&mut self, figures: Figures) {
        self.figures.push(figures);
    }

    /// Medians over the rounds, and the ratios.
    pub fn summary(&self) -> String {
        let mut text = String::from("\nmedians\n");
        for track in self.tracks() {
            let rates = self.rates(track);
            let latencies: Vec<f64> = self.of(track).map(|figures| figures.p99_ms).collect();
            let (operation, world, target) = track;
            let _ = writeln!(
                text,
                "{operation:<6}{world:<17}{target:<20}{:>12.0} req/s{:>9.2} ms p99",
                median(rates),
                median(latencies)
            );
        }
        let ratios = self.ratios();
        if !ratios.is_empty() {
            text.push_str("\nratios of requests a second: median of the rounds (least to most)\n");
        }
        for ratio in ratios {
            let Ratio {
                operation, of, to, ..
            } = &ratio;
            let _ = writeln!(
                text,
                "{operation:<6}{:.2} ({:.2} to {:.2})  {of} / {to}",
                ratio.median, ratio.least, ratio.most
            );
        }
        text
    }

    /// Everything, for programs.
    pub fn json(&self) -> Result<String, Failure> {
        let all = serde_json::json!({ "figures": self.figures, "ratios": self.ratios() });
        serde_json::to_string_pretty(&all).map_err(words)
    }

    /// Figures with failures are no figures.
    pub fn verdict(&self) -> Result<(), Failure> {
        let failures: usize = self.figures.iter().map(|figures| figures.failures).sum();
        let idle = self.figures.iter().any(|figures| figures.requests == 0);
        match (failures, idle) {
            (0, false) => Ok(()),
            (0, true) => Err("something was not answered at all".to_owned()),
            _ => Err(format!("{failures} requests failed: the figures mean nothing")),
        }
    }

    fn tracks(&self) -> Vec<Track<'_>> {
        let mut tracks: Vec<Track<'_>> = Vec::new();
        for figures in &self.figures {
            let track = (figures.operation, figures.world.as_str(), figures.target.as_str());
            if !tracks.contains(&track) {
                tracks.push(track);
            }
        }
        tracks
    }

    fn of<'a>(&'a self, track: Track<'a>) -> impl Iterator<Item = &'a Figures> + 'a {
        let own = move |figures: &&Figures| {
            (figures.operation, figures.world.as_str(), figures.target.as_str()) == track
        };
        self.figures.iter().filter(own)
    }

    fn rates(&self, track: Track<'_>) -> Vec<f64> {
        let mut own: Vec<_> = self
            .of(track)
            .map(|figures| (figures.round, figures.per_second))
            .collect();
        own.sort_by_key(|(round, _)| *round);
        own.into_iter().map(|(_, rate)| rate).collect()
    }

    /// Every server over the last of its world (the limit, where there is one), and every world over the first.
    fn ratios(&self) -> Vec<Ratio> {
        let tracks = self.tracks();
        let mut ratios = Vec::new();
        for track in &tracks {
            let (operation, world, target) = *track;
            let peers = tracks
                .iter()
                .filter(|peer| (peer.0, peer.1) == (operation, world));
            let limit = peers
                .clone()
                .find(|peer| peer.2 == "limit")
                .or(peers.clone().next());
            if let Some(limit) = limit.filter(|limit| limit.2 != target) {
                ratios.push(self.ratio(*track, *limit, (target, limit.2)));
            }
            let smaller = tracks.iter().find(|peer| (peer.0, peer.2) == (operation, target));
            if let Some(smaller) = smaller.filter(|smaller| smaller.1 != world) {
                ratios.push(self.ratio(*track, *smaller, (world, smaller.1)));
            }
        }
        ratios
    }

    fn ratio(&self, of: Track<'_>, to: Track<'_>, (own, other): (&str, &str)) -> Ratio {
        let pairs = self.rates(of).into_iter().zip(self.rates(to));
        let mut each: Vec<f64> = pairs.map(|(of, to)| of / to).collect();
        each.sort_by(f64::total_cmp);
        let context = if own == of.2 { of.1 } else { of.2 };
        Ratio {
            operation: of.0,
            of: format!("{own} ({context})"),
            to: other.to_owned(),
            least: each.first().copied().unwrap_or_default(),
            most: each.last().copied().unwrap_or_default(),
            median: median(each),
        }
    }
}

/// A figure with so many places, where there is one.
pub fn some(value: Option<f64>, places: usize) -> String {
    value.map_or_else(|| "–".to_owned(), |value| format!("{value:.places$}"))
}

/// The median.
pub fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or_default()
}
