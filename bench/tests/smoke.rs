//! The bench runs: it fills a small database, compares gateway and limit, drives every operation, lets a few follow what
//! changes, and says what it saw. How fast it went is not asked.

#![expect(clippy::unwrap_used, reason = "panicking is how a test fails")]

use std::process::Command;

/// Runs the bench, and gives what it printed and the figures that it wrote.
fn bench(arguments: &[&[&str]]) -> (String, serde_json::Value) {
    let folder = tempfile::tempdir().unwrap();
    let json = folder.path().join("figures.json");
    let mut command = Command::new(env!("CARGO_BIN_EXE_bench"));
    command.args(arguments.concat()).arg("--json").arg(&json);
    let done = command.output().unwrap();
    let said = String::from_utf8_lossy(&done.stderr);
    assert!(done.status.success(), "{said}");
    let figures = serde_json::from_str(&std::fs::read_to_string(json).unwrap()).unwrap();
    (String::from_utf8(done.stdout).unwrap(), figures)
}

/// Runs a short round over a thousand reviews.
fn run(arguments: &[&str]) -> serde_json::Value {
    let short = "run --reviews 1000 --rounds 1 --seconds 0.2 --callers 2";
    let short: Vec<&str> = short.split(' ').collect();
    let (printed, figures) = bench(&[short.as_slice(), arguments]);
    for operation in ["Q1", "Q2", "Q2-hv", "M1"] {
        assert!(printed.contains(operation), "{printed}");
    }
    figures
}

/// Lets twenty follow three changes, and gives how often a change has reached one of them.
fn fanout(arguments: &[&str]) -> serde_json::Value {
    let short = "fanout --reviews 1000 --rounds 1 --subscribers 20 --events 3 --rest 0.1 --deadline 30";
    let short: Vec<&str> = short.split(' ').collect();
    let (printed, figures) = bench(&[short.as_slice(), arguments]);
    assert!(printed.contains("deliveries"), "{printed}");
    let all = figures
        .get("figures")
        .and_then(serde_json::Value::as_array)
        .unwrap();
    assert_eq!(all.len(), 1, "{figures}");
    all.first().unwrap()["deliveries"].clone()
}

/// The operations that this server was driven with.
fn operations<'a>(figures: &'a serde_json::Value, target: &str) -> Vec<&'a str> {
    let all = figures["figures"].as_array().unwrap();
    let own = all.iter().filter(|figures| figures["target"] == target);
    own.inspect(|figures| assert!(0 < figures["requests"].as_u64().unwrap()))
        .map(|figures| figures["operation"].as_str().unwrap())
        .collect()
}

#[test]
fn on_sqlite() {
    let figures = run(&["--sqlite"]);
    assert_eq!(operations(&figures, "gateway"), ["Q1", "Q2", "Q2-hv", "M1"]);
    assert_eq!(operations(&figures, "limit").len(), 0);
}

#[test]
fn fanout_reaches_everybody_on_sqlite() {
    assert_eq!(fanout(&["--sqlite"]), 60);
    let stalled = ["--sqlite", "--review", "--stalled", "2", "--rate", "20"];
    assert_eq!(
        fanout(&stalled),
        54,
        "nothing is expected to reach those who do not read"
    );
}

#[cfg(feature = "postgres")]
#[test]
fn fanout_reaches_everybody_on_postgres() {
    assert_eq!(fanout(&[]), 60);
}

#[cfg(feature = "postgres")]
#[test]
fn on_postgres_beside_the_limit() {
    let figures = run(&["--uncached"]);
    assert_eq!(operations(&figures, "gateway"), ["Q1", "Q2", "Q2-hv", "M1"]);
    assert_eq!(
        operations(&figures, "gateway, no cache"),
        ["Q1", "Q2", "Q2-hv", "M1"]
    );
    assert_eq!(operations(&figures, "limit"), ["Q1", "Q2", "Q2-hv"]);
    let ratios = figures["ratios"].as_array().unwrap();
    assert!(
        ratios
            .iter()
            .any(|ratio| ratio["operation"] == "Q2" && ratio["to"] == "limit")
    );
}
