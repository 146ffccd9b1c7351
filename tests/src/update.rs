//! Files that are generated: compared in every run, rewritten by `UPDATE=1 tests/run`.

use std::path::{Path, PathBuf};

/// The root of the repository.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

/// Asserts that a file of the repository holds exactly this text; with `UPDATE=1`, writes it there.
#[track_caller]
#[expect(
    clippy::disallowed_methods,
    reason = "tests/run says through the environment whether to rewrite"
)]
pub fn in_step(file: &str, text: &str) {
    let path = root().join(file);
    if std::env::var("UPDATE").is_ok_and(|update| update == "1") {
        std::fs::write(&path, text).unwrap();
        return;
    }
    let found = std::fs::read_to_string(&path).unwrap_or_default();
    let differs = found
        .lines()
        .zip(text.lines())
        .position(|(found, wanted)| found != wanted);
    let line = differs.unwrap_or(found.lines().count().min(text.lines().count()));
    assert!(
        found == text,
        "{file} is not in step, from line {} on; `UPDATE=1 tests/run in_step` rewrites it\n is:    {}\n wants: {}",
        line + 1,
        found.lines().nth(line).unwrap_or("(the end)"),
        text.lines().nth(line).unwrap_or("(the end)"),
    );
}
