mod hostile;
mod stricter;

use std::fmt::Write as _;

use serde_json::{Map, Value, json};

use super::{FrontEnd, Limits, OperationKind, Prepared, RequestError};
use crate::problem::Code;

const SDL: &str = r#"
"""
The "root".
"""
type Query {
	"""
	One node.
	"""
	node(id: ID!): Node
	nodes(ids: [ID!]!): [Node]!
	review(ref: ReviewRef!): Review
	reviews(first: Int, after: String, last: Int, before: String): ReviewConnection!
	echo(value: Int! = 3, list: [Int!], flag: Boolean): Int
	slots: [[Review!]!]!
}
type Mutation {
	increment(by: Int!): Int!
	reviewPlan(input: PlanInput!): Review
}
type Subscription { ticks: Int! }
interface Node { id: ID! }
type Review implements Node { id: ID! title: String child: Child! parts: [Child!]! next: Review reviews(first: Int = 5): ReviewConnection! }
type Child implements Node { id: ID! name: String review: Review! }
type ReviewConnection { edges: [ReviewEdge!]! nodes: [Review!]! pageInfo: PageInfo! totalCount: Int }
type ReviewEdge { node: Review! cursor: String! }
type PageInfo { hasNextPage: Boolean! }
input ReviewRef @oneOf { id: ID external: External }
input External { system: String! value: String! }
input PlanInput { title: String! tags: [String!] kind: Kind = JOINT }
enum Kind { JOINT SEPARATE }
directive @deprecated(reason: String = "No longer supported") on FIELD_DEFINITION | ARGUMENT_DEFINITION | INPUT_FIELD_DEFINITION | ENUM_VALUE
directive @include(if: Boolean!) on FIELD | FRAGMENT_SPREAD | INLINE_FRAGMENT
directive @oneOf on INPUT_OBJECT
directive @skip(if: Boolean!) on FIELD | FRAGMENT_SPREAD | INLINE_FRAGMENT
schema { query: Query mutation: Mutation subscription: Subscription }
"#;

fn front_end() -> FrontEnd {
    FrontEnd::new(SDL, Limits::default()).unwrap()
}

fn prepare(text: &str, variables: Value) -> Result<Prepared, Vec<RequestError>> {
    let Value::Object(variables) = variables else {
        panic!("variables are an object")
    };
    front_end().prepare(text, None, variables)
}

fn cost(text: &str, variables: Value) -> u64 {
    prepare(text, variables)
        .map_err(|errors| format!("{errors:?}"))
        .map(|prepared| prepared.cost.requested)
        .unwrap()
}

fn code(text: &str) -> Option<Code> {
    refusal(text, json!({}))
}

fn refusal(text: &str, variables: Value) -> Option<Code> {
    let errors = prepare(text, variables).err()?;
    assert!(errors.len() <= 20);
    assert!(
        errors.iter().all(|error| error.message.chars().count() <= 300),
        "{errors:?}"
    );
    Some(errors.first()?.code)
}

/// The document as the executor gets it.
fn executed(text: &str, variables: Value) -> String {
    use async_graphql::parser::types::{Selection, SelectionSet};
    fn write(set: &SelectionSet, out: &mut String) {
        for item in &set.items {
            match &item.node {
                Selection::Field(field) => {
                    let field = &field.node;
                    if let Some(alias) = &field.alias {
                        let _ = write!(out, "{}:", alias.node);
                    }
                    *out += &field.name.node;
                    for (name, value) in &field.arguments {
                        let _ = write!(out, "({}:{})", name.node, value.node);
                    }
                    if !field.selection_set.node.items.is_empty() {
                        *out += "{";
                        write(&field.selection_set.node, out);
                        *out += "}";
                    }
                    *out += " ";
                }
                Selection::InlineFragment(inline) => {
                    let _ = write!(
                        out,
                        "...{}{{",
                        inline.node.type_condition.as_ref().unwrap().node.on.node
                    );
                    write(&inline.node.selection_set.node, out);
                    *out += "} ";
                }
                Selection::FragmentSpread(spread) => {
                    let _ = write!(out, "...{} ", spread.node.fragment_name.node);
                }
            }
        }
    }
    let mut prepared = prepare(text, variables)
        .map_err(|errors| format!("{errors:?}"))
        .unwrap();
    let document = prepared.request.parsed_query().unwrap();
    assert!(document.fragments.is_empty());
    let (_, operation) = document.operations.iter().next().unwrap();
    let mut out = String::new();
    write(&operation.node.selection_set.node, &mut out);
    out.replace(" }", "}").trim().to_owned()
}

#[test]
fn codes_of_refusals() {
    for (text, expected) in [
        ("{ __typename }", None),
        ("{", Some(Code::ParseFailed)),
        ("", Some(Code::ParseFailed)),
        ("{ nothing }", Some(Code::ValidationFailed)),
        ("{ review }", Some(Code::ValidationFailed)),
        ("{ echo(value: 99999999999) }", Some(Code::ValidationFailed)),
        (
            "query($a: Int) { echo(value: $a) }",
            Some(Code::ValidationFailed).filter(|_| false),
        ),
        ("query($a: Int!) { echo(value: $a) }", Some(Code::BadUserInput)),
        (
            "query A { echo } query B { echo }",
            Some(Code::OperationResolution),
        ),
        ("fragment A on Query { echo }", Some(Code::ValidationFailed)),
        (
            "{ ...A } fragment A on Query { ...A }",
            Some(Code::ValidationFailed),
        ),
        ("type X { a: Int }", Some(Code::ValidationFailed)),
        (
            "{ a: echo(value: 1) a: echo(value: 2) }",
            Some(Code::ValidationFailed),
        ),
        (
            "mutation { reviewPlan(input: {title: \"a\", title: \"b\"}) { id } }",
            Some(Code::ValidationFailed),
        ),
        (
            "mutation { reviewPlan(input: {title: \"a\", kind: \"JOINT\"}) { id } }",
            Some(Code::ValidationFailed),
        ),
        ("{ __typename @unknown }", Some(Code::ValidationFailed)),
    ] {
        assert_eq!(code(text), expected, "{text}");
    }
}

#[test]
fn nothing_is_suggested() {
    let errors = prepare("{ review(ref: {id: \"1\"}) }", json!({})).err().unwrap();
    assert!(!errors[0].message.contains("Did you mean"), "{errors:?}");
    assert_eq!(errors[0].locations.len(), 1);
}

#[test]
fn one_of_inputs_take_exactly_one() {
    let literal = |fields: &str| code(&format!("{{ review(ref: {fields}) {{ id }} }}"));
    assert_eq!(literal("{id: \"1\"}"), None);
    for wrong in [
        "{}",
        "{id: null}",
        "{id: \"1\", external: null}",
        "{id: \"1\", external: {system: \"a\", value: \"b\"}}",
    ] {
        assert_eq!(literal(wrong), Some(Code::ValidationFailed), "{wrong}");
    }
    let variable = |value: Value| {
        refusal(
            "query($r: ReviewRef!) { review(ref: $r) { id } }",
            json!({ "r": value }),
        )
    };
    assert_eq!(variable(json!({"id": "1"})), None);
    assert_eq!(variable(json!({"external": {"system": "a", "value": "b"}})), None);
    for wrong in [
        json!({}),
        json!({"id": null}),
        json!({"id": "1", "external": null}),
        json!("1"),
        json!(null),
    ] {
        assert_eq!(variable(wrong.clone()), Some(Code::BadUserInput), "{wrong}");
    }
}

#[test]
fn repeated_fields_become_one() {
    for (text, expected) in [
        (
            "mutation { increment(by: 1) increment(by: 1) }",
            "increment(by:1)",
        ),
        (
            "mutation { ...A increment(by: 1) } fragment A on Mutation { increment(by: 1) }",
            "increment(by:1)",
        ),
        (
            "mutation { ... { increment(by: 1) } ... on Mutation { increment(by: 1) a: increment(by: 1) } }",
            "increment(by:1) a:increment(by:1)",
        ),
        (
            "mutation { increment(by: 1) @skip(if: true) ...A @include(if: true) } fragment A on Mutation { increment(by: 1) }",
            "increment(by:1)",
        ),
        (
            "{ review(ref: {id: 1}) { id ...A ...B } } fragment A on Review { child { name } } fragment B on Node { id ... on Review { child { id } } }",
            "review(ref:{id: 1}){id child{name id}}",
        ),
        (
            "{ node(id: 1) { id ... on Review { title } ... on Child { name } ... on Review { id child { id } } } }",
            "node(id:1){id ...Review{title id child{id}} ...Child{name}}",
        ),
        (
            "{ node(id: 1) { ... on Review { title } id ... on Review { child { id } } ... on Node { id } } }",
            "node(id:1){...Review{title} id ...Review{child{id}}}",
        ),
        (
            "{ review(ref: {id: 1}) { ... on Node { ... on Child { name } id } } }",
            "review(ref:{id: 1}){id}",
        ),
    ] {
        assert_eq!(executed(text, json!({})), expected, "{text}");
    }
}

#[test]
fn conditions_are_decided_by_the_variables() {
    let text = "mutation($yes: Boolean!, $no: Boolean = false) {
        increment(by: 1) @include(if: $no)
        ...A @skip(if: $no)
        ... @include(if: $yes) { increment(by: 1) b: increment(by: 2) @skip(if: $yes) }
    } fragment A on Mutation { a: increment(by: 1) }";
    assert_eq!(
        executed(text, json!({"yes": true})),
        "a:increment(by:1) increment(by:1)"
    );
    assert_eq!(executed(text, json!({"yes": false})), "a:increment(by:1)");
    assert_eq!(
        executed(text, json!({"yes": false, "no": true})),
        "increment(by:1)"
    );
}

#[test]
fn a_variable_without_a_value_is_an_argument_not_given() {
    let text = "query($v: Int!, $l: [Int!], $f: Boolean) { echo(value: $v, list: $l, flag: $f) }";
    assert_eq!(executed(text, json!({"v": 1})), "echo(value:$v)");
    assert_eq!(
        executed(text, json!({"v": 1, "l": null})),
        "echo(value:$v)(list:$l)"
    );
    assert_eq!(
        executed(text, json!({"v": 1, "l": [2], "f": true})),
        "echo(value:$v)(list:$l)(flag:$f)"
    );
}

#[test]
fn objects_cost_one_and_lists_multiply() {
    for (text, expected) in [
        ("{ __typename echo }", 0),
        ("{ review(ref: {id: 1}) { id child { id } } }", 2),
        ("{ review(ref: {id: 1}) { parts { id } } }", 11),
        ("{ slots { id } }", 100),
        ("{ nodes(ids: [1, 2, 3]) { id } }", 3),
        ("{ reviews { nodes { id } } }", 21),
        (
            "{ reviews(first: 3) { nodes { child { id } } pageInfo { hasNextPage } } }",
            8,
        ),
        ("{ reviews(last: 3) { edges { node { id } } totalCount } }", 7),
        ("{ reviews(first: -7) { nodes { id } } }", 2),
        (
            "{ reviews(first: 2) { nodes { reviews { nodes { id } } } } }",
            1 + 2 * (1 + 1 + 5),
        ),
        (
            "{ node(id: 1) { ... on Review { child { id } } ... on Child { review { child { id } } } } }",
            3,
        ),
    ] {
        assert_eq!(cost(text, json!({})), expected, "{text}");
    }
    let text =
        "query($n: Int, $ids: [ID!]! = []) { reviews(first: $n) { nodes { id } } nodes(ids: $ids) { id } }";
    assert_eq!(cost(text, json!({})), 21 + 1);
    assert_eq!(cost(text, json!({"n": 5, "ids": ["a", "b"]})), 6 + 2);
    assert_eq!(
        refusal(text, json!({"n": 2_147_483_647})),
        Some(Code::LimitExceeded)
    );
    assert_eq!(
        code(
            "{ reviews(first: 100) { nodes { reviews(first: 100) { nodes { reviews(first: 100) { nodes { id } } } } } } }"
        ),
        Some(Code::LimitExceeded)
    );
}

#[test]
fn introspection_fits_and_does_not_loop() {
    let standard = include_str!("../introspection.graphql");
    let cost = cost(standard, json!({}));
    assert!(cost < 5_000, "{cost}");
    assert_eq!(
        code("{ __type(name: \"Review\") { isOneOf fields { type { name } } } }"),
        None
    );
    let looped = "{ __schema { types { fields { type { fields { type { fields { name } } } } } } } }";
    assert_eq!(code(looped), Some(Code::LimitExceeded));
}

#[test]
fn operations_are_chosen_by_name() {
    let front_end = front_end();
    let text = "query A { echo } mutation B { increment(by: 1) } subscription C { ticks }";
    for (name, kind) in [
        ("A", OperationKind::Query),
        ("B", OperationKind::Mutation),
        ("C", OperationKind::Subscription),
    ] {
        for _ in 0..2 {
            let prepared = front_end.prepare(text, Some(name), Map::new()).ok().unwrap();
            assert_eq!(prepared.kind, kind);
            assert_eq!(prepared.operation_name.as_deref(), Some(name));
        }
    }
    let unknown = front_end.prepare(text, Some("D"), Map::new()).err().unwrap();
    assert_eq!(unknown[0].code, Code::OperationResolution);
    assert!(front_end.prepare("{ echo }", Some(""), Map::new()).is_ok());
}

#[test]
fn kept_documents_take_new_variables() {
    let front_end = front_end();
    let text = "query($n: Int) { reviews(first: $n) { nodes { id } } }";
    for (size, expected) in [(1, 2), (7, 8), (1, 2)] {
        let variables = Map::from_iter([("n".to_owned(), json!(size))]);
        let prepared = front_end.prepare(text, None, variables).ok().unwrap();
        assert_eq!(prepared.cost.requested, expected);
    }
    let wrong = Map::from_iter([("n".to_owned(), json!("x"))]);
    assert_eq!(
        front_end.prepare(text, None, wrong).err().unwrap()[0].code,
        Code::BadUserInput
    );
}

#[test]
fn strings_are_read_as_the_specification_says() {
    let text = r#"mutation { reviewPlan(input: {title: "\uD83D\uDE00 \u{1F600}"}) { id } }"#;
    assert_eq!(
        executed(text, json!({})),
        "reviewPlan(input:{title: \"😀 😀\"}){id}"
    );
}
