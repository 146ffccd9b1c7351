//! Where the validator alone is too lenient.

use serde_json::json;

use super::{code, cost, prepare, refusal};
use crate::problem::Code;

#[test]
fn a_name_without_a_value_is_no_argument() {
    for text in [
        "{ echo(value) }",
        "{ echo(flag value: 1) }",
        "{ echo(value: 1 flag) }",
        "{ echo(value 1) }",
        "{ review(ref: {id}) { id } }",
        "{ review(ref: {external id: 1}) { id } }",
        "{ echo @skip(unless if: true) }",
        "query($v: Int = 1 @a(b)) { echo(value: $v) }",
    ] {
        assert_eq!(code(text), Some(Code::ParseFailed), "{text}");
    }
    let errors = prepare("{\n  node(id: \"é\" flag) { id }\n}", json!({}))
        .err()
        .unwrap();
    assert_eq!(
        (errors[0].locations[0].line, errors[0].locations[0].column),
        (2, 16)
    );
}

#[test]
fn variables_stand_where_their_types_fit() {
    for (declared, used) in [
        ("$x: ID!", "nodes(ids: [$x])"),
        ("$x: ID!", "review(ref: {id: $x})"),
        ("$x: String!", "review(ref: {external: {system: $x, value: $x}})"),
        ("$x: Int", "echo(value: $x)"),
        ("$x: Int = 1", "echo(value: $x)"),
        ("$x: [Int!]", "echo(list: $x)"),
        ("$x: Int!", "echo(list: [$x])"),
    ] {
        let text = format!("query({declared}) {{ a: {used} {} }}", inside(used));
        assert_ne!(code(&text), Some(Code::ValidationFailed), "{text}");
    }
    for (declared, used) in [
        ("$x: ID", "nodes(ids: [$x])"),
        ("$x: [ID!]!", "nodes(ids: [$x])"),
        ("$x: ID = null", "node(id: $x)"),
        ("$x: ID", "review(ref: {id: $x})"),
        ("$x: ID = 1", "review(ref: {id: $x})"),
        (
            "$x: String",
            "review(ref: {external: {system: $x, value: \"b\"}})",
        ),
        ("$x: [Int]", "echo(list: $x)"),
        ("$x: Int", "echo(list: [$x])"),
        ("$x: [[Int!]]", "echo(list: $x)"),
        ("$x: Boolean", "echo @skip(if: $x)"),
        ("$x: Boolean = null", "echo @skip(if: $x)"),
    ] {
        for text in [
            format!("query({declared}) {{ a: {used} {} }}", inside(used)),
            format!(
                "query({declared}) {{ ...F }} fragment F on Query {{ a: {used} {} }}",
                inside(used)
            ),
        ] {
            assert_eq!(code(&text), Some(Code::ValidationFailed), "{text}");
        }
    }
}

/// The selection that the field of a usage needs.
fn inside(used: &str) -> &'static str {
    if used.starts_with("echo") { "" } else { "{ id }" }
}

#[test]
fn whole_numbers_are_whole_however_they_are_written() {
    let text = "query($n: Int, $v: Int = 3, $id: ID = 1) { reviews(first: $n) { nodes { id } } echo(value: $v) node(id: $id) { id } }";
    for number in ["5.0", "5e0", "0.5e1"] {
        let variables =
            serde_json::from_str(&format!("{{\"n\": {number}, \"v\": -0.0, \"id\": 7.0}}")).unwrap();
        assert_eq!(cost(text, variables), 7, "{number}");
    }
    for number in ["5.5", "1e300", "-1e300", "2147483648.0", "1e19"] {
        let variables = serde_json::from_str(&format!("{{\"n\": {number}}}")).unwrap();
        assert_eq!(refusal(text, variables), Some(Code::BadUserInput), "{number}");
    }
}
