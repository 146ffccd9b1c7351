//! Documents for mutations, written from the schema, so that a test names the mutation and its arguments alone.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::sync::LazyLock;

use async_graphql::parser::types::{FieldDefinition, TypeDefinition, TypeKind, TypeSystemDefinition};
use serde_json::{Map, Value};

/// The schema's text.
pub static SDL: LazyLock<String> = LazyLock::new(|| integrated_review::schema::build().sdl());

/// The schema's types by name.
pub static TYPES: LazyLock<HashMap<String, TypeDefinition>> = LazyLock::new(|| {
    let document = async_graphql::parser::parse_schema(SDL.as_str()).unwrap();
    let types = document
        .definitions
        .into_iter()
        .filter_map(|definition| match definition {
            TypeSystemDefinition::Type(found) => Some((found.node.name.node.to_string(), found.node)),
            _ => None,
        });
    types.collect()
});

/// Everything that a refusal says.
const USER_ERRORS: &str = "userErrors { __typename code message path \
    ... on NotAllowed { reason responsible { step discipline roles explanation name contact } } \
    ... on VersionConflict { currentVersion changedFields changedByRole } \
    ... on IllegalTransition { from allowed } ... on RuleRefused { rule missing } }";

/// The fields of an object or interface.
pub fn fields(name: &str) -> Vec<FieldDefinition> {
    let fields = match TYPES.get(name).map(|found| &found.kind) {
        Some(TypeKind::Object(object)) => &object.fields,
        Some(TypeKind::Interface(interface)) => &interface.fields,
        _ => return Vec::new(),
    };
    fields.iter().map(|field| field.node.clone()).collect()
}

/// A field of the root type of mutations.
pub fn mutation(name: &str) -> FieldDefinition {
    let found = fields("Mutation")
        .into_iter()
        .find(|field| field.name.node == name);
    found.unwrap_or_else(|| panic!("the schema has no mutation {name}"))
}

/// The type of a field, without lists and exclamation marks.
pub fn named(field: &FieldDefinition) -> String {
    field.ty.node.to_string().replace(['[', ']', '!'], "")
}

/// A document that calls a mutation with these arguments, given as variables; `selection` is what to ask of the
/// payload beside the user errors: everything without arguments, two levels deep, if nothing is said.
pub fn document(name: &str, arguments: &Map<String, Value>, selection: Option<&str>) -> String {
    let field = mutation(name);
    for argument in arguments.keys() {
        let known = field
            .arguments
            .iter()
            .any(|known| known.node.name.node == argument.as_str());
        assert!(known, "{name} has no argument {argument}");
    }
    let payload = named(&field);
    let selection = selection.map_or_else(|| select(&payload, 2), str::to_owned);
    let replayed = if fields(&payload).iter().any(|field| field.name.node == "replayed") {
        "replayed"
    } else {
        ""
    };
    let (declared, passed) = variables(&field, arguments);
    format!("mutation{declared} {{ {name}{passed} {{ {selection} {replayed} {USER_ERRORS} }} }}")
}

/// Every field without arguments, `depth` levels of objects deep; connections and user errors are left out.
pub fn select(name: &str, depth: usize) -> String {
    let mut selection = String::new();
    for field in fields(name) {
        let inner = named(&field);
        let skipped = !field.arguments.is_empty() || inner == "UserError" || inner.ends_with("Connection");
        match TYPES.get(&inner).map(|found| &found.kind) {
            _ if skipped => {}
            Some(TypeKind::Object(_)) if 0 < depth => {
                let _ = write!(
                    selection,
                    "{} {{ {} }} ",
                    field.name.node,
                    select(&inner, depth - 1)
                );
            }
            Some(TypeKind::Object(_)) if fields(&inner).iter().any(|field| field.name.node == "id") => {
                let _ = write!(selection, "{} {{ id }} ", field.name.node);
            }
            Some(TypeKind::Object(_) | TypeKind::Interface(_) | TypeKind::Union(_)) => {}
            _ => {
                let _ = write!(selection, "{} ", field.name.node);
            }
        }
    }
    if selection.is_empty() {
        "__typename".to_owned()
    } else {
        selection
    }
}

/// The variables of a call of a field: how they are declared, and how they are passed on.
pub fn variables(field: &FieldDefinition, arguments: &Map<String, Value>) -> (String, String) {
    let (mut declared, mut passed) = (String::new(), String::new());
    for argument in field.arguments.iter().map(|argument| &argument.node) {
        if arguments.contains_key(argument.name.node.as_str()) {
            let _ = write!(declared, "${}: {} ", argument.name.node, argument.ty.node);
            let _ = write!(passed, "{0}: ${0} ", argument.name.node);
        }
    }
    if declared.is_empty() {
        (declared, passed)
    } else {
        (format!("({declared})"), format!("({passed})"))
    }
}

/// A query of one root field with these arguments, given as variables.
pub fn query(field: &FieldDefinition, arguments: &Map<String, Value>, selection: &str) -> String {
    let (declared, passed) = variables(field, arguments);
    format!(
        "query{declared} {{ {}{passed} {{ {selection} }} }}",
        field.name.node
    )
}

/// The plain fields of a type: no objects, no arguments.
pub fn leaves(name: &str) -> String {
    let plain = |field: &FieldDefinition| {
        let object = TYPES
            .get(&named(field))
            .is_some_and(|found| !matches!(found.kind, TypeKind::Enum(_) | TypeKind::Scalar));
        (field.arguments.is_empty() && !object).then(|| field.name.node.to_string())
    };
    fields(name)
        .iter()
        .filter_map(plain)
        .collect::<Vec<_>>()
        .join(" ")
}
