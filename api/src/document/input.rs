//! What the validator does not look at in arguments and variables: one-of inputs, repeated fields, long lists.

use apollo_compiler::ast::{Type, Value};
use apollo_compiler::executable::{Operation, Selection, SelectionSet};
use apollo_compiler::response::{JsonMap, JsonValue};
use apollo_compiler::schema::InputObjectType;
use apollo_compiler::validation::Valid;
use apollo_compiler::{ExecutableDocument, Node, Schema};

use serde_json::Value as Json;

use super::limits::Limits;
use super::{Location, RequestError};
use crate::problem::Code;

/// Checks the values written in a document and the variables given with it.
#[derive(Clone, Copy)]
pub struct Inputs<'a> {
    schema: &'a Valid<Schema>,
    limits: &'a Limits,
}

impl<'a> Inputs<'a> {
    /// Checks against this schema.
    pub fn new(schema: &'a Valid<Schema>, limits: &'a Limits) -> Self {
        Self { schema, limits }
    }

    /// Every literal of the document.
    pub fn document(&self, document: &ExecutableDocument) -> Result<(), RequestError> {
        let check =
            |at: Option<Location>, result: Result<(), RequestError>| result.map_err(|error| error.at(at));
        let located = |node: &Node<Value>| Location::of(node.location(), &document.sources);
        for operation in document.operations.iter() {
            for variable in &operation.variables {
                let Some(default) = &variable.default_value else {
                    continue;
                };
                check(located(default), self.literal(&variable.ty, default))?;
            }
        }
        let fragments = document
            .fragments
            .values()
            .map(|fragment| &fragment.selection_set);
        let mut open: Vec<&SelectionSet> = fragments.collect();
        open.extend(
            document
                .operations
                .iter()
                .map(|operation| &operation.selection_set),
        );
        while let Some(set) = open.pop() {
            for selection in &set.selections {
                match selection {
                    Selection::Field(field) => {
                        for argument in &field.arguments {
                            let defined = field.definition.argument_by_name(&argument.name);
                            let Some(defined) = defined else { continue };
                            check(
                                located(&argument.value),
                                self.literal(&defined.ty, &argument.value),
                            )?;
                        }
                        open.push(&field.selection_set);
                    }
                    Selection::InlineFragment(inline) => open.push(&inline.selection_set),
                    Selection::FragmentSpread(_) => {}
                }
            }
        }
        Ok(())
    }

    /// The coerced variables of an operation.
    pub fn variables(&self, operation: &Operation, variables: &JsonMap) -> Result<(), RequestError> {
        operation
            .variables
            .iter()
            .try_for_each(|variable| match variables.get(variable.name.as_str()) {
                Some(value) => self.json(&variable.ty, value),
                None => Ok(()),
            })
    }

    fn literal(&self, ty: &Type, value: &Value) -> Result<(), RequestError> {
        match value {
            Value::List(items) => {
                self.length(items.len())?;
                items
                    .iter()
                    .try_for_each(|item| self.literal(ty.item_type(), item))
            }
            Value::Object(fields) => {
                for (index, (name, _)) in fields.iter().enumerate() {
                    if fields.iter().take(index).any(|(earlier, _)| earlier == name) {
                        let message = format!("there can be only one input field named `{name}`");
                        return Err(RequestError::new(Code::ValidationFailed, message));
                    }
                }
                let Some(input) = self.input(ty) else {
                    return Ok(());
                };
                let set = fields.iter().filter(|(_, value)| !value.is_null()).count();
                one_of(input, fields.len(), set, Code::ValidationFailed)?;
                fields
                    .iter()
                    .try_for_each(|(name, value)| match input.fields.get(name) {
                        Some(field) => self.literal(&field.ty, value),
                        None => Ok(()),
                    })
            }
            _ => Ok(()),
        }
    }

    /// The recursion follows the JSON, whose depth its reader bounds.
    fn json(&self, ty: &Type, value: &JsonValue) -> Result<(), RequestError> {
        match value {
            JsonValue::Array(items) => {
                self.length(items.len())?;
                items.iter().try_for_each(|item| self.json(ty.item_type(), item))
            }
            JsonValue::Object(fields) => {
                let Some(input) = self.input(ty) else {
                    return Ok(());
                };
                let set = fields.iter().filter(|(_, value)| !value.is_null()).count();
                one_of(input, fields.len(), set, Code::BadUserInput)?;
                fields
                    .iter()
                    .try_for_each(|(name, value)| match input.fields.get(name.as_str()) {
                        Some(field) => self.json(&field.ty, value),
                        None => Ok(()),
                    })
            }
            _ => Ok(()),
        }
    }

    fn input(&self, ty: &Type) -> Option<&'a Node<InputObjectType>> {
        self.schema.get_input_object(ty.inner_named_type())
    }

    fn length(&self, items: usize) -> Result<(), RequestError> {
        if self.limits.list_items < items {
            let message = format!("a list has more than {} items", self.limits.list_items);
            return Err(RequestError::limit("list_items", message));
        }
        Ok(())
    }
}

/// JSON knows one kind of number: 1.0 and 1e0 are 1, as clients that compute in floating point send it.
pub fn whole_numbers(value: &mut Json) {
    match value {
        Json::Number(number) if number.is_f64() => {
            let float = number.as_f64().filter(|float| float.fract() == 0.0);
            if let Some(whole) = float.and_then(|float| format!("{float:.0}").parse::<i64>().ok()) {
                *number = whole.into();
            }
        }
        Json::Array(items) => items.iter_mut().for_each(whole_numbers),
        Json::Object(members) => members.values_mut().for_each(whole_numbers),
        _ => {}
    }
}

/// A one-of input has exactly one field, and a value in it.
fn one_of(input: &InputObjectType, fields: usize, set: usize, code: Code) -> Result<(), RequestError> {
    if !input.directives.has("oneOf") || (fields == 1 && set == 1) {
        return Ok(());
    }
    let names: Vec<_> = input.fields.keys().map(apollo_compiler::Name::as_str).collect();
    let message = format!("`{}` takes exactly one of {}", input.name, names.join(", "));
    Err(RequestError::new(code, message))
}
