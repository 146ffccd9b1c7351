//! Whether variables may stand where they stand: in arguments, and inside lists and input objects, where apollo-compiler
//! compares the names of types only, not what may be null or a list.

use std::collections::HashSet;

use apollo_compiler::ast::{Argument, DirectiveList, InputValueDefinition, Type, Value, VariableDefinition};
use apollo_compiler::executable::{Operation, Selection, SelectionSet};
use apollo_compiler::validation::Valid;
use apollo_compiler::{ExecutableDocument, Node, Schema};

use super::{Location, RequestError};
use crate::problem::Code;

/// Refuses the first variable of a valid document that may not stand where it stands.
pub fn check(schema: &Valid<Schema>, document: &ExecutableDocument) -> Result<(), RequestError> {
    document.operations.iter().try_for_each(|operation| {
        let usages = Usages {
            schema,
            document,
            operation,
        };
        usages.operation()
    })
}

/// The usages of one operation's variables.
#[derive(Clone, Copy)]
struct Usages<'a> {
    schema: &'a Valid<Schema>,
    document: &'a ExecutableDocument,
    operation: &'a Operation,
}

/// Where a value stands.
#[derive(Clone, Copy)]
struct Place<'a> {
    /// What is expected; nothing is known of what is inside a custom scalar.
    ty: Option<&'a Type>,
    has_default: bool,
    is_one_of: bool,
}

impl<'a> Place<'a> {
    fn of(definition: &'a InputValueDefinition, is_one_of: bool) -> Self {
        Self {
            ty: Some(&definition.ty),
            has_default: definition.default_value.is_some(),
            is_one_of,
        }
    }

    fn inside(ty: Option<&'a Type>) -> Self {
        Self {
            ty,
            has_default: false,
            is_one_of: false,
        }
    }
}

impl<'a> Usages<'a> {
    fn operation(self) -> Result<(), RequestError> {
        self.directives(&self.operation.directives)?;
        let mut spread = HashSet::new();
        let mut open = vec![&self.operation.selection_set];
        while let Some(set) = open.pop() {
            for selection in &set.selections {
                self.directives(selection.directives())?;
                open.extend(self.below(selection, &mut spread)?);
            }
        }
        Ok(())
    }

    /// What is selected below; a fragment is looked at once.
    fn below(
        self,
        selection: &'a Selection,
        spread: &mut HashSet<&'a str>,
    ) -> Result<Option<&'a SelectionSet>, RequestError> {
        Ok(match selection {
            Selection::Field(field) => {
                self.arguments(&field.arguments, &field.definition.arguments)?;
                Some(&field.selection_set)
            }
            Selection::InlineFragment(inline) => Some(&inline.selection_set),
            Selection::FragmentSpread(of) => {
                let is_first = spread.insert(&of.fragment_name);
                let fragment = self.document.fragments.get(&of.fragment_name);
                fragment
                    .filter(|_| is_first)
                    .map(|fragment| &fragment.selection_set)
            }
        })
    }

    fn directives(self, directives: &'a DirectiveList) -> Result<(), RequestError> {
        directives.iter().try_for_each(|directive| {
            match self.schema.directive_definitions.get(&directive.name) {
                Some(definition) => self.arguments(&directive.arguments, &definition.arguments),
                None => Ok(()),
            }
        })
    }

    fn arguments(
        self,
        given: &'a [Node<Argument>],
        defined: &'a [Node<InputValueDefinition>],
    ) -> Result<(), RequestError> {
        given.iter().try_for_each(|argument| {
            match defined.iter().find(|defined| defined.name == argument.name) {
                Some(definition) => self.value(Place::of(definition, false), &argument.value),
                None => Ok(()),
            }
        })
    }

    /// The recursion is bounded by the brackets that may be open at once.
    fn value(self, place: Place<'a>, value: &'a Node<Value>) -> Result<(), RequestError> {
        match value.as_ref() {
            Value::Variable(name) => {
                let defined = self.operation.variables.iter().find(|it| it.name == *name);
                let wrong = match defined {
                    Some(variable) => wrong(variable, place),
                    None => Some(format!("variable `${name}` is not defined")),
                };
                wrong.map_or(Ok(()), |message| {
                    let location = Location::of(value.location(), &self.document.sources);
                    Err(RequestError::new(Code::ValidationFailed, message).at(location))
                })
            }
            Value::List(items) => {
                let item = place.ty.filter(|ty| ty.is_list()).map(Type::item_type);
                items
                    .iter()
                    .try_for_each(|value| self.value(Place::inside(item), value))
            }
            Value::Object(fields) => {
                let input = place
                    .ty
                    .and_then(|ty| self.schema.get_input_object(ty.inner_named_type()));
                let is_one_of = input.is_some_and(|input| input.directives.has("oneOf"));
                fields.iter().try_for_each(|(name, value)| {
                    let definition = input.and_then(|input| input.fields.get(name));
                    let place = definition.map_or(Place::inside(None), |it| Place::of(it, is_one_of));
                    self.value(place, value)
                })
            }
            _ => Ok(()),
        }
    }
}

/// Why a variable may not stand in this place.
fn wrong(variable: &VariableDefinition, place: Place<'_>) -> Option<String> {
    let expected = place.ty?;
    let (name, given) = (&variable.name, &variable.ty);
    let has_value = variable
        .default_value
        .as_ref()
        .is_some_and(|value| !value.is_null());
    let fills_in = place.has_default || has_value;
    let fits = if expected.is_non_null() && !given.is_non_null() && fills_in {
        given.is_assignable_to(&expected.clone().nullable())
    } else {
        given.is_assignable_to(expected)
    };
    if !fits {
        return Some(format!(
            "variable `${name}` of type `{given}` cannot stand where `{expected}` is expected"
        ));
    }
    (place.is_one_of && !given.is_non_null()).then(|| {
        format!(
            "variable `${name}` of type `{given}` can be null, and cannot stand in a one-of input: use `{given}!`"
        )
    })
}
