//! Random documents that are valid by the schema, with random arguments: some sensible, some at the edge, some absurd.

use std::fmt::Write as _;

use async_graphql::parser::types::{BaseType, FieldDefinition, InputValueDefinition, Type, TypeKind};
use rand::RngExt;
use rand::seq::IndexedRandom;
use rand_chacha::ChaCha8Rng;
use serde_json::Map;
use tests::call::{TYPES, fields, named};
use tests::{Value, json, sample};

/// Makes documents.
pub struct Maker<'a> {
    random: &'a mut ChaCha8Rng,
    ids: &'a [String],
    declared: String,
    variables: Map<String, Value>,
}

const TEXTS: &[&str] = &[
    "",
    " ",
    "sample",
    "Mark00001",
    "'; DROP TABLE child; --",
    "\u{202e}txet",
    "Zoë\u{301}",
    "0",
    "-1",
    "\u{7}",
    "9000000009",
];
const NUMBERS: &[i64] = &[i32::MIN as i64, -1, 0, 1, 2, 7, 20, 100, 101, i32::MAX as i64];

impl<'a> Maker<'a> {
    pub fn new(random: &'a mut ChaCha8Rng, ids: &'a [String]) -> Self {
        Self {
            random,
            ids,
            declared: String::new(),
            variables: Map::new(),
        }
    }

    /// A document with its variables; `acts` says whether it is a mutation.
    pub fn document(mut self, acts: bool) -> (String, Value) {
        let root = if acts { "Mutation" } else { "Query" };
        let roots = fields(root);
        let count = if acts { 1 } else { self.random.random_range(1..=3) };
        let mut selection = String::new();
        for number in 0..count {
            let field = roots.choose(self.random).expect("roots");
            let _ = write!(selection, "r{number}: {} ", self.field(field, 3));
        }
        let kind = if acts { "mutation" } else { "query" };
        let declared = if self.declared.is_empty() {
            String::new()
        } else {
            format!("({})", self.declared)
        };
        (
            format!("{kind}{declared} {{ {selection} }}"),
            self.variables.into(),
        )
    }

    fn field(&mut self, field: &FieldDefinition, depth: usize) -> String {
        let mut passed = String::new();
        for argument in field.arguments.iter().map(|it| &it.node) {
            let required = !argument.ty.node.nullable && argument.default_value.is_none();
            if required || self.random.random_bool(0.4) {
                let name = format!("v{}", self.variables.len());
                let value = self.argument(argument);
                let _ = write!(self.declared, "${name}: {} ", argument.ty.node);
                let _ = write!(passed, "{}: ${name} ", argument.name.node);
                self.variables.insert(name, value);
            }
        }
        let arguments = if passed.is_empty() {
            String::new()
        } else {
            format!("({passed})")
        };
        let inner = named(field);
        let selection = match TYPES.get(&inner).map(|found| &found.kind) {
            Some(TypeKind::Object(_) | TypeKind::Interface(_) | TypeKind::Union(_)) => {
                format!(" {{ {} }}", self.selection(&inner, depth.saturating_sub(1)))
            }
            _ => String::new(),
        };
        let directive = *["", "", "", "", " @include(if: true)", " @skip(if: false)"]
            .choose(self.random)
            .expect("one");
        format!("{}{arguments}{directive}{selection}", field.name.node)
    }

    fn selection(&mut self, name: &str, depth: usize) -> String {
        let all = fields(name);
        let has_id = all.iter().any(|field| field.name.node == "id");
        let is_payload = all.iter().any(|field| field.name.node == "userErrors");
        let mut selection = if is_payload {
            "userErrors { __typename code message path } ".to_owned()
        } else if has_id {
            "__typename id ".to_owned()
        } else {
            "__typename ".to_owned()
        };
        let is_object = |field: &FieldDefinition| {
            let kind = TYPES.get(&named(field)).map(|found| &found.kind);
            matches!(
                kind,
                Some(TypeKind::Object(_) | TypeKind::Interface(_) | TypeKind::Union(_))
            )
        };
        let most = self.random.random_range(1..=6);
        for _ in 0..most {
            let Some(field) = all.choose(self.random) else {
                break;
            };
            if is_object(field) && depth == 0 {
                continue;
            }
            // Aliases keep fields apart that would not merge.
            let alias = format!("a{}x{}", depth, self.random.random_range(0..1_000_000));
            let plain = field.arguments.is_empty() && !is_object(field) && self.random.random_bool(0.7);
            let written = self.field(field, depth);
            let written = if plain {
                written
            } else {
                format!("{alias}: {written}")
            };
            let _ = if has_id && name != "Node" && self.random.random_bool(0.1) {
                write!(selection, "... on {name} {{ {written} }} ")
            } else {
                write!(selection, "{written} ")
            };
        }
        selection
    }

    fn argument(&mut self, argument: &InputValueDefinition) -> Value {
        self.value(argument.name.node.as_str(), &argument.ty.node, 3)
    }

    fn value(&mut self, name: &str, ty: &Type, depth: usize) -> Value {
        if ty.nullable && self.random.random_bool(0.15) {
            return Value::Null;
        }
        match &ty.base {
            BaseType::List(inner) => {
                let count = self.random.random_range(0..=3);
                (0..count).map(|_| self.value(name, inner, depth)).collect()
            }
            BaseType::Named(kind) => self.named(name, kind.as_str(), depth),
        }
    }

    fn named(&mut self, name: &str, kind: &str, depth: usize) -> Value {
        match TYPES.get(kind).map(|found| (&found.kind, &found.directives)) {
            Some((TypeKind::Enum(members), _)) => {
                let member = members.values.choose(self.random).expect("members");
                member.node.value.node.as_str().into()
            }
            Some((TypeKind::InputObject(input), directives)) => {
                let is_one_of = directives.iter().any(|it| it.node.name.node == "oneOf");
                if is_one_of {
                    let field = &input.fields.choose(self.random).expect("fields").node;
                    let mut ty = field.ty.node.clone();
                    ty.nullable = false;
                    let value = match sample::kind_of(kind) {
                        Some(prefix) if field.name.node == "id" => self.id_of(&prefix),
                        _ => self.value(field.name.node.as_str(), &ty, depth),
                    };
                    return json!({ field.name.node.as_str(): value });
                }
                let mut object = Map::new();
                for field in input.fields.iter().map(|field| &field.node) {
                    let required = !field.ty.node.nullable && field.default_value.is_none();
                    if required || (0 < depth && self.random.random_bool(0.3)) {
                        let value =
                            self.value(field.name.node.as_str(), &field.ty.node, depth.saturating_sub(1));
                        object.insert(field.name.node.to_string(), value);
                    }
                }
                object.into()
            }
            _ => self.scalar(name, kind),
        }
    }

    fn id_of(&mut self, prefix: &str) -> Value {
        let start = format!("{prefix}_");
        let own: Vec<&String> = self.ids.iter().filter(|id| id.starts_with(&start)).collect();
        match own.choose(self.random) {
            Some(id) if self.random.random_bool(0.9) => id.as_str().into(),
            _ => sample::unknown_id(prefix),
        }
    }

    fn scalar(&mut self, name: &str, kind: &str) -> Value {
        match kind {
            "Int" => (*NUMBERS.choose(self.random).expect("numbers")).into(),
            "Float" => 0.5.into(),
            "Boolean" => self.random.random_bool(0.5).into(),
            "ID" => self
                .ids
                .choose(self.random)
                .map_or(Value::Null, |id| id.as_str().into()),
            "Date" => (*["2024-02-29", "2026-03-02", "1900-01-01", "2999-12-31"]
                .choose(self.random)
                .expect("days"))
            .into(),
            "DateTime" => (*[
                "2026-03-20T10:00:00Z",
                "1970-01-01T00:00:00Z",
                "2999-12-31T23:59:59+14:00",
            ]
            .choose(self.random)
            .expect("times"))
            .into(),
            "NhsNumber" => (*["9990000018", "9000000009"].choose(self.random).expect("numbers")).into(),
            "Cursor" => (*["", "abc", "aTAuMA"].choose(self.random).expect("cursors")).into(),
            // The scalars of ids are called like their kind.
            other => match sample::kind_of(&format!("{}Ref", other.trim_end_matches("Id"))) {
                Some(prefix) if other.ends_with("Id") => self.id_of(&prefix),
                _ if name == "idempotencyKey" => {
                    format!("fuzz-{}", self.random.random_range(0..1_000_000)).into()
                }
                _ => (*TEXTS.choose(self.random).expect("texts")).into(),
            },
        }
    }
}
