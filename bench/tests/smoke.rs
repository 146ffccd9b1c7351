//! The bench runs: it fills a small database, compares gateway and limit, drives every operation, and says what it saw.
//! How fast it went is not asked.

#![expect(clippy::unwrap_used, reason = "panicking is how a test fails")]

use std::process::Command;

/// Runs a short round over a thousand reviews, and gives the figures that were written.
fn run(arguments: &[&str]) -> serde_json::Value {
    let folder = tempfile::tempdir().unwrap();
    let json = folder.path().join("figures.json");
    let mut command = Command::new(env!("CARGO_BIN_EXE_bench"));
    command
        .args([
            "run",
            "--reviews",
            "1000",
            "--rounds",
            "1",
            "--seconds",
            "0.2",
            "--callers",
            "2",
        ])
        .args(arguments)
        .arg("--json")
        .arg(&json);
    let done = command.output().unwrap();
    let said = String::from_utf8_lossy(&done.stderr);
    assert!(done.status.success(), "{said}");
    let printed = String::from_utf8_lossy(&done.stdout);
    for operation in ["Q1", "Q2", "Q2-hv", "M1"] {
        assert!(printed.contains(operation), "{printed}");
    }
    serde_json::from_str(&std::fs::read_to_string(json).unwrap()).unwrap()
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
