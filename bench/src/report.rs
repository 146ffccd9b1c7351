//! The figures of one operation.

use std::time::Duration;

/// The figures of one operation.
pub struct Figures {
    pub name: &'static str,
    pub elapsed: Duration,
    pub latencies: Vec<Duration>,
    pub cpu: Duration,
    pub statements: f64,
    pub failures: u64,
}

impl Figures {
    /// The line above the figures.
    pub fn head() -> String {
        format!(
            "{:<22}{:>10}{:>10}{:>10}{:>14}{:>14}{:>10}",
            "operation", "req/s", "p50 ms", "p99 ms", "gw CPU ms/req", "stmts/req", "failed"
        )
    }

    /// One line of figures.
    pub fn line(&mut self) -> String {
        self.latencies.sort_unstable();
        let requests = self.latencies.len().max(1);
        let each = |total: f64| total / f64::from(u32::try_from(requests).unwrap_or(u32::MAX));
        let at = |share: usize| {
            let place = (requests * share / 100).min(requests - 1);
            self.latencies
                .get(place)
                .copied()
                .unwrap_or_default()
                .as_secs_f64()
                * 1_000.0
        };
        format!(
            "{:<22}{:>10.0}{:>10.2}{:>10.2}{:>14.3}{:>14.2}{:>10}",
            self.name,
            1.0 / each(self.elapsed.as_secs_f64()),
            at(50),
            at(99),
            each(self.cpu.as_secs_f64() * 1_000.0),
            each(self.statements),
            self.failures
        )
    }
}
