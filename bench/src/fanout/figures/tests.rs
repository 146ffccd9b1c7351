use std::time::Instant;

use super::*;
use crate::fanout::raise::Raised;

/// A change that is sent at this millisecond, answered after ten, and reaches each so many milliseconds later.
fn told(begin: Instant, sent: u64, later: &[u64]) -> Told {
    let sent = begin + Duration::from_millis(sent);
    let answered = sent + Duration::from_millis(10);
    let at = later.iter().map(|later| answered + Duration::from_millis(*later));
    Told {
        at: at.collect(),
        raised: Raised {
            concern: "concern".to_owned(),
            sent,
            answered,
        },
    }
}

fn meter(millis: u64, statements: f64) -> Meter {
    Meter {
        server: Some(Duration::from_millis(millis)),
        database: None,
        statements: Some(statements),
    }
}

fn figures() -> Figures {
    let begin = Instant::now();
    let seen = Seen {
        target: "old".to_owned(),
        round: 1,
        subscribers: 3,
        stalled: 1,
        told: vec![told(begin, 0, &[10, 20]), told(begin, 100, &[30, 890])],
        driver: (None, Some(Duration::ZERO)),
        meters: (meter(100, 10.0), meter(104, 30.0)),
        idle: Some(1.5),
        resident: [Some(1_024), Some(4_096), None],
    };
    seen.figures()
}

#[test]
fn figures_are_a_delivery_a_change_and_a_subscriber() {
    let figures = figures();
    assert_eq!((figures.events, figures.deliveries), (2, 4));
    let near = |given: Option<f64>, expected: f64| {
        let given = given.unwrap();
        assert!((given - expected).abs() < 1e-6, "{given} {expected}");
    };
    near(Some(figures.per_second), 4.0);
    near(Some(figures.p50_ms), 30.0);
    near(Some(figures.p99_ms), 890.0);
    let [first, second] = figures.p99_ms_of_halves;
    near(Some(first), 20.0);
    near(Some(second), 890.0);
    near(figures.gateway_cpu_us, 1_000.0);
    near(figures.statements, 10.0);
    near(figures.kib_per_subscriber, 1_024.0);
    near(figures.resident_mib, 4.0);
    assert!(figures.driver_cpu_us.is_none() && figures.database_cpu_ms.is_none());
    assert!(figures.resident_mib_afterwards.is_none());
}

#[test]
fn lines_hold_what_is_known() {
    let old = figures();
    assert_eq!(Figures::head().chars().count(), old.line().chars().count());
    assert!(
        old.beside_the_stalled()
            .is_some_and(|line| line.contains("1 who do not read"))
    );
    let new = Figures {
        target: "new".to_owned(),
        per_second: 2.0,
        stalled: 0,
        ..old.clone()
    };
    assert!(new.beside_the_stalled().is_none());
    let text = summary(&[old, new]);
    assert!(text.contains("4 deliveries/s"), "{text}");
    assert!(text.contains("0.50 of the rate of old"), "{text}");
    assert!(!text.contains("of the rate of new"), "{text}");
}
