use std::time::{Duration, Instant};

use serde_json::json;

use super::{code, refusal};
use crate::problem::Code;

/// Hostile documents must be refused long before this, also in a build without optimisation.
const QUICKLY: Duration = Duration::from_secs(2);

fn each(count: usize, piece: impl Fn(usize) -> String) -> String {
    (0..count).map(piece).collect::<Vec<_>>().concat()
}

/// `inside`, in so many of the two brackets.
fn nested(before: &str, open: &str, count: usize, close: &str, after: &str) -> String {
    format!("{before}{}1{}{after}", open.repeat(count), close.repeat(count))
}

/// Thirty fragments, each spreading the next so many times.
fn bomb(spreads: usize) -> String {
    let fragments = each(30, |index| {
        let next = format!("...F{} ", index + 1).repeat(spreads);
        format!("fragment F{index} on Query {{ {next} }} ")
    });
    format!("{{ ...F0 }} {fragments} fragment F30 on Query {{ __typename }}")
}

/// `piece` so many times, as what is selected.
fn selected(piece: &str, count: usize) -> String {
    format!("{{ {} }}", piece.repeat(count))
}

fn refused_quickly(text: &str) {
    let begin = Instant::now();
    let head: String = text.chars().take(60).collect();
    assert!(code(text).is_some(), "{head}");
    assert!(begin.elapsed() < QUICKLY, "{head}: {:?}", begin.elapsed());
}

#[test]
fn deep_documents_are_refused_quickly() {
    for text in [
        nested("{ echo(list: ", "[", 100_000, "]", ") }"),
        nested("{ echo(list: ", "[", 1_400, "]", ") }"),
        nested("query($a: [Int] = ", "[", 1_400, "]", ") { echo }"),
        nested("query($a: ", "[", 20_000, "]", ") { echo }"),
        nested("{ review(ref: ", "{id:", 1_400, "}", ") { id } }"),
        nested("", "{ next ", 100_000, "}", ""),
        "{ ... ".repeat(100),
        bomb(2),
        bomb(10),
        "{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }".to_owned(),
    ] {
        refused_quickly(&text);
    }
}

#[test]
fn wide_documents_are_refused_quickly() {
    for text in [
        format!("{{ {} }}", each(10_000, |index| format!("a{index}:__typename "))),
        each(3_000, |index| format!("query Q{index} {{ echo }} ")),
        "#".repeat(1_000_000),
        selected("a", 1_000_000),
        selected("echo ", 10_000),
        selected("unknown ", 3_000),
        format!("{{ echo {} }}", "@skip(if: false) ".repeat(10_000)),
        format!("{{ echo {} }}", "@unknown ".repeat(1_900)),
        format!("{{ review(ref: {{id: 1}}) {} }}", selected("unknown ", 3_000)),
        format!("{{ echo(list: [{}]) }}", "1,".repeat(1_001)),
        format!("{{ echo(list: \"{} }}", "\\\"".repeat(40_000)),
    ] {
        refused_quickly(&text);
    }
    let long = json!({ "l": vec![1; 1_001] });
    let refused = refusal("query($l: [Int!]) { echo(list: $l) }", long);
    assert_eq!(refused, Some(Code::LimitExceeded));
}

#[test]
fn overlapping_fields_within_the_limits_are_validated_quickly() {
    let begin = Instant::now();
    let wide = format!(
        "{{ review(ref: {{id: 1}}) {} }}",
        selected("next { child { id } } ", 450)
    );
    assert_eq!(code(&wide), None);
    assert!(begin.elapsed() < QUICKLY, "{:?}", begin.elapsed());
}
