//! Arguments of the right types for any field of the schema: for tests that try every mutation and every list.

use async_graphql::parser::types::{BaseType, FieldDefinition, InputValueDefinition, Type, TypeKind};
use serde_json::{Map, Value, json};

use crate::call::TYPES;

/// What to give for an argument or input field: its name and its type's name.
pub type Given<'a> = &'a dyn Fn(&str, &str) -> Option<Value>;

/// Every required argument of a field, and those that `given` has something for.
pub fn arguments(field: &FieldDefinition, given: Given<'_>) -> Map<String, Value> {
    let definitions = field.arguments.iter().map(|argument| &argument.node);
    inputs(definitions, given)
}

/// An id of this kind that nothing has.
pub fn unknown_id(kind: &str) -> Value {
    format!("{kind}_01jd7q0c8ee3bvy0v2b6q0b4yz").into()
}

/// The kind of record that a reference is to: `ChildRef` is to a `child`.
pub fn kind_of(reference: &str) -> Option<String> {
    let name = reference.strip_suffix("Ref")?;
    let mut kind = String::new();
    for letter in name.chars() {
        if letter.is_uppercase() && !kind.is_empty() {
            kind.push('_');
        }
        kind.push(letter.to_ascii_lowercase());
    }
    Some(kind)
}

fn inputs<'a>(
    definitions: impl Iterator<Item = &'a InputValueDefinition>,
    given: Given<'_>,
) -> Map<String, Value> {
    let mut values = Map::new();
    for definition in definitions {
        let name = definition.name.node.as_str();
        let wanted = given(name, &named(&definition.ty.node));
        let required = !definition.ty.node.nullable && definition.default_value.is_none();
        if let Some(value) = wanted.or_else(|| required.then(|| value(name, &definition.ty.node, given))) {
            values.insert(name.to_owned(), value);
        }
    }
    values
}

fn named(ty: &Type) -> String {
    ty.to_string().replace(['[', ']', '!'], "")
}

fn value(name: &str, ty: &Type, given: Given<'_>) -> Value {
    if let BaseType::List(inner) = &ty.base {
        return json!([given(name, &named(inner)).unwrap_or_else(|| value(name, inner, given))]);
    }
    let kind = named(ty);
    if let Some(reference) = kind_of(&kind) {
        return json!({ "id": unknown_id(&reference) });
    }
    match TYPES.get(&kind).map(|found| &found.kind) {
        Some(TypeKind::Enum(members)) => members.values[0].node.value.node.as_str().into(),
        Some(TypeKind::InputObject(input)) => {
            let is_one_of = TYPES[&kind]
                .directives
                .iter()
                .any(|it| it.node.name.node == "oneOf");
            let fields = input.fields.iter().map(|field| &field.node);
            if is_one_of {
                let first = &input.fields[0].node;
                return json!({ first.name.node.as_str(): value(first.name.node.as_str(), &first.ty.node, given) });
            }
            inputs(fields, given).into()
        }
        _ => scalar(name, &kind),
    }
}

fn scalar(name: &str, kind: &str) -> Value {
    match kind {
        "Int" => 1.into(),
        "Float" => 1.5.into(),
        "Boolean" => true.into(),
        "ID" => unknown_id(if name == "id" || name == "ids" {
            "child"
        } else {
            name
        }),
        "Date" => "2026-03-02".into(),
        "DateTime" => "2026-03-20T10:00:00Z".into(),
        "NhsNumber" => "9990000018".into(),
        _ => "sample".into(),
    }
}
