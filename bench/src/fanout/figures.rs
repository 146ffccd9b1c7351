//! The figures, as lines, as medians, and as JSON.

use std::fmt::Write as _;
use std::time::Duration;

use serde::Serialize;

use super::raise::Told;
use crate::drive::{Meter, number};
use crate::percentile::percentile;
use crate::report::{median, some};
use crate::{Failure, words};

/// What a round has seen.
pub struct Seen {
    /// Which gateway.
    pub target: String,
    /// Which round.
    pub round: usize,
    /// Connections that follow.
    pub subscribers: usize,
    /// How many of them do not read.
    pub stalled: usize,
    /// The changes, in the order in which they were made.
    pub told: Vec<Told>,
    /// What the driver has used before the changes and after.
    pub driver: (Option<Duration>, Option<Duration>),
    /// What gateway and database have used before the changes and after.
    pub meters: (Meter, Meter),
    /// How much of a processor the gateway uses while nothing happens, in percent.
    pub idle: Option<f64>,
    /// Memory of the gateway in KiB: before the first subscriber, with all of them, and after the changes.
    pub resident: [Option<u64>; 3],
}

/// The figures of one round.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Figures {
    /// Which gateway.
    pub target: String,
    /// Which round.
    pub round: usize,
    /// Connections that followed.
    pub subscribers: usize,
    /// How many of them did not read.
    pub stalled: usize,
    /// Changes.
    pub events: usize,
    /// How often a change has reached a subscriber.
    pub deliveries: usize,
    /// Deliveries a second, from the first mutation that was sent to the last delivery.
    pub per_second: f64,
    /// The median time from a mutation's answer to a delivery.
    pub p50_ms: f64,
    /// What 99 of 100 deliveries stayed below.
    pub p99_ms: f64,
    /// The same for the first half of the changes and for the second.
    pub p99_ms_of_halves: [f64; 2],
    /// CPU time of the gateway, a delivery.
    pub gateway_cpu_us: Option<f64>,
    /// CPU time of the driver, a delivery.
    pub driver_cpu_us: Option<f64>,
    /// CPU time of the database, a change.
    pub database_cpu_ms: Option<f64>,
    /// SQL statements, a change.
    pub statements: Option<f64>,
    /// How much of a processor the gateway uses while nothing happens, in percent.
    pub idle_cpu_percent: Option<f64>,
    /// How much the gateway's memory grows with each subscriber.
    pub kib_per_subscriber: Option<f64>,
    /// Memory of the gateway with all subscribers.
    pub resident_mib: Option<f64>,
    /// The same after the changes.
    pub resident_mib_afterwards: Option<f64>,
}

impl Seen {
    /// What that means.
    pub fn figures(self) -> Figures {
        let (first, second) = self.told.split_at(self.told.len() / 2);
        let (times, events) = (latencies(&self.told), self.told.len());
        let deliveries = times.len();
        let (from, to) = &self.meters;
        let micros = |used: Option<Duration>| Some(used?.as_secs_f64() * 1e6 / number(deliveries.max(1)));
        let database = used(from.database, to.database);
        let statements = from.statements.zip(to.statements);
        let [before, opened, afterwards] = self.resident.map(|kib| kib.map(kib_as_number));
        let grown = before.zip(opened).map(|(before, opened)| opened - before);
        Figures {
            events,
            deliveries,
            per_second: number(deliveries) / elapsed(&self.told).as_secs_f64(),
            p50_ms: millis(percentile(&times, 50)),
            p99_ms: millis(percentile(&times, 99)),
            p99_ms_of_halves: [first, second].map(|told| millis(percentile(&latencies(told), 99))),
            gateway_cpu_us: micros(used(from.server, to.server)),
            driver_cpu_us: micros(used(self.driver.0, self.driver.1)),
            database_cpu_ms: database.map(|used| millis(used) / number(events.max(1))),
            statements: statements.map(|(from, to)| (to - from) / number(events.max(1))),
            idle_cpu_percent: self.idle,
            kib_per_subscriber: grown.map(|grown| grown / number(self.subscribers.max(1))),
            resident_mib: opened.map(|kib| kib / 1_024.0),
            resident_mib_afterwards: afterwards.map(|kib| kib / 1_024.0),
            target: self.target,
            round: self.round,
            subscribers: self.subscribers,
            stalled: self.stalled,
        }
    }
}

impl Figures {
    /// The line above the figures.
    pub fn head() -> String {
        format!(
            "{:<20}{:>3}{:>11}{:>9}{:>9}{:>9}{:>8}{:>8}{:>8}{:>8}{:>7}{:>8}{:>7}{:>7}",
            "",
            "#",
            "deliveries",
            "each s",
            "p50 ms",
            "p99 ms",
            "CPU µs",
            "driver",
            "idle %",
            "db CPU",
            "stmts",
            "kB each",
            "MiB",
            "after"
        )
    }

    /// One line of figures.
    pub fn line(&self) -> String {
        format!(
            "{:<20}{:>3}{:>11}{:>9.0}{:>9.2}{:>9.2}{:>8}{:>8}{:>8}{:>8}{:>7}{:>8}{:>7}{:>7}",
            self.target,
            self.round,
            self.deliveries,
            self.per_second,
            self.p50_ms,
            self.p99_ms,
            some(self.gateway_cpu_us, 1),
            some(self.driver_cpu_us, 1),
            some(self.idle_cpu_percent, 1),
            some(self.database_cpu_ms, 2),
            some(self.statements, 1),
            some(self.kib_per_subscriber, 1),
            some(self.resident_mib, 0),
            some(self.resident_mib_afterwards, 0)
        )
    }

    /// Where some do not read: whether the others and the gateway's memory suffer.
    pub fn beside_the_stalled(&self) -> Option<String> {
        let [first, second] = self.p99_ms_of_halves;
        let (from, to) = (self.resident_mib, self.resident_mib_afterwards);
        (0 < self.stalled).then(|| {
            format!(
                "  beside {} who do not read: p99 of the others {first:.2} ms for the first half of the changes, \
                 {second:.2} ms for the second; the gateway has {} MiB before them, {} after",
                self.stalled,
                some(from, 1),
                some(to, 1)
            )
        })
    }
}

/// Medians over the rounds, and of several gateways the rate over the first's, round by round.
pub fn summary(all: &[Figures]) -> String {
    let mut names: Vec<&str> = Vec::new();
    for figures in all {
        if !names.contains(&figures.target.as_str()) {
            names.push(&figures.target);
        }
    }
    let rates = |name: &str| of(all, name, |figures| Some(figures.per_second));
    let mut text = String::from("\nmedians\n");
    for name in names.iter().copied() {
        let _ = write!(
            text,
            "{name:<20}{:>9.0} deliveries/s{:>9.2} ms p99{:>8} µs CPU a delivery{:>8} kB a subscriber",
            median(rates(name)),
            median(of(all, name, |figures| Some(figures.p99_ms))),
            some(known(of(all, name, |figures| figures.gateway_cpu_us)), 1),
            some(known(of(all, name, |figures| figures.kib_per_subscriber)), 1)
        );
        if let Some(first) = names.first().copied().filter(|first| *first != name) {
            let pairs = rates(name).into_iter().zip(rates(first));
            let ratio = median(pairs.map(|(own, other)| own / other).collect());
            let _ = write!(text, "{ratio:>8.2} of the rate of {first}");
        }
        text.push('\n');
    }
    text
}

/// Everything, for programs.
pub fn json(all: &[Figures]) -> Result<String, Failure> {
    serde_json::to_string_pretty(&serde_json::json!({ "figures": all })).map_err(words)
}

/// One figure of a gateway, in the order of the rounds.
fn of(all: &[Figures], target: &str, figure: fn(&Figures) -> Option<f64>) -> Vec<f64> {
    let own = all.iter().filter(|figures| figures.target == target);
    own.filter_map(figure).collect()
}

/// The median, where there is anything.
fn known(values: Vec<f64>) -> Option<f64> {
    (!values.is_empty()).then(|| median(values))
}

/// How long each delivery took after the mutation's answer, sorted. Who was faster than the answer took no time.
fn latencies(told: &[Told]) -> Vec<Duration> {
    let mut times = Vec::new();
    for Told { raised, at } in told {
        times.extend(at.iter().map(|at| at.saturating_duration_since(raised.answered)));
    }
    times.sort_unstable();
    times
}

/// From the first mutation that was sent to the last delivery.
fn elapsed(told: &[Told]) -> Duration {
    let first = told.iter().map(|told| told.raised.sent).min();
    let last = told.iter().flat_map(|told| told.at.iter().copied()).max();
    let both = first.zip(last);
    both.map_or(Duration::ZERO, |(first, last)| last.duration_since(first))
}

fn used(from: Option<Duration>, to: Option<Duration>) -> Option<Duration> {
    Some(to?.saturating_sub(from?))
}

fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}

fn kib_as_number(kib: u64) -> f64 {
    f64::from(u32::try_from(kib).unwrap_or(u32::MAX))
}

#[cfg(test)]
mod tests;
