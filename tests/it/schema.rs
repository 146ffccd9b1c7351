//! The schema as it is published: `schema.graphql` in step, everything described, nothing twice.

use std::collections::HashSet;

use async_graphql::parser::types::{TypeDefinition, TypeKind};
use integrated_review::{policy, schema};
use tests::call::{TYPES, fields, named};
use tests::update::in_step;

#[test]
fn schema_graphql_is_in_step() {
    in_step("schema.graphql", &schema::sdl(&schema::build()));
}

#[test]
fn the_responsibility_matrix_is_in_step() {
    in_step("docs/RESPONSIBILITY-MATRIX.md", &policy::render::render());
}

/// Every element of a type: how it is called, and whether it is described.
fn elements(name: &str, definition: &TypeDefinition) -> Vec<(String, bool)> {
    let mut all = vec![(name.to_owned(), definition.description.is_some())];
    let mut add = |path: String, described: bool| all.push((format!("{name}.{path}"), described));
    match &definition.kind {
        TypeKind::Object(_) | TypeKind::Interface(_) => {
            for field in fields(name) {
                add(field.name.node.to_string(), field.description.is_some());
                for argument in &field.arguments {
                    let path = format!("{}.{}", field.name.node, argument.node.name.node);
                    add(path, argument.node.description.is_some());
                }
            }
        }
        TypeKind::Enum(members) => {
            for member in &members.values {
                add(
                    member.node.value.node.to_string(),
                    member.node.description.is_some(),
                );
            }
        }
        TypeKind::InputObject(input) => {
            for field in &input.fields {
                add(field.node.name.node.to_string(), field.node.description.is_some());
            }
        }
        TypeKind::Scalar | TypeKind::Union(_) => {}
    }
    all
}

#[test]
fn everything_is_described_and_nothing_is_there_twice() {
    let builtin = ["Boolean", "Float", "ID", "Int", "String"];
    let (mut bare, mut twice, mut seen) = (Vec::new(), Vec::new(), HashSet::new());
    for (name, definition) in TYPES.iter().filter(|(name, _)| !builtin.contains(&name.as_str())) {
        for (path, described) in elements(name, definition) {
            if !described {
                bare.push(path.clone());
            }
            if !seen.insert(path.clone()) {
                twice.push(path);
            }
        }
    }
    bare.sort();
    assert!(bare.is_empty(), "without a description: {bare:#?}");
    assert!(twice.is_empty(), "declared twice: {twice:#?}");
}

#[test]
fn every_list_that_can_grow_is_a_connection() {
    for (name, definition) in TYPES.iter() {
        if !name.ends_with("Connection") || !matches!(definition.kind, TypeKind::Object(_)) {
            continue;
        }
        let found: HashSet<String> = fields(name)
            .iter()
            .map(|field| field.name.node.to_string())
            .collect();
        for field in ["edges", "nodes", "pageInfo", "totalCount"] {
            assert!(found.contains(field), "{name} has no {field}");
        }
    }
    for field in fields("Query")
        .iter()
        .filter(|field| named(field).ends_with("Connection"))
    {
        for argument in ["first", "after", "last", "before"] {
            let found = field.arguments.iter().any(|it| it.node.name.node == argument);
            assert!(found, "Query.{} takes no {argument}", field.name.node);
        }
    }
}

#[test]
fn a_field_that_can_fail_can_be_null() {
    // A root field that is not a list and not an answer for everybody.
    let always = ["node", "nodes"];
    for field in fields("Query")
        .iter()
        .filter(|field| !always.contains(&field.name.node.as_str()))
    {
        let takes_a_reference = field
            .arguments
            .iter()
            .any(|it| it.node.ty.node.to_string().ends_with("Ref!"));
        let is_page = named(field).ends_with("Connection");
        assert!(
            !takes_a_reference || is_page || field.ty.node.nullable,
            "Query.{} must be nullable",
            field.name.node
        );
    }
}
