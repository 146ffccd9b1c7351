//! From a merged operation to the executor's own document, and from coerced variables to its values.

use apollo_compiler::Node;
use apollo_compiler::ast::{self, Argument, Value as Literal};
use apollo_compiler::executable::{Field, Operation};
use apollo_compiler::parser::SourceMap;
use apollo_compiler::response::{JsonMap, JsonValue};
use async_graphql::parser::types as target;
use async_graphql::{Name, Number, Pos, Positioned, Value as Const, Variables};
use async_graphql_value::Value;

use super::merge::{Item, Selected};

/// Writes the executor's document.
pub struct Convert<'a> {
    /// Where the text's lines begin.
    pub sources: &'a SourceMap,
    /// The coerced variables: an argument whose variable has no value was not given.
    pub variables: &'a JsonMap,
}

impl Convert<'_> {
    /// A document of this one operation, without fragments.
    pub fn document(&self, operation: &Node<Operation>, selected: &Selected) -> target::ExecutableDocument {
        let pos = self.pos(operation.location());
        let variables = operation.variables.iter().map(|variable| self.variable(variable));
        let definition = target::OperationDefinition {
            ty: match operation.operation_type {
                ast::OperationType::Query => target::OperationType::Query,
                ast::OperationType::Mutation => target::OperationType::Mutation,
                ast::OperationType::Subscription => target::OperationType::Subscription,
            },
            variable_definitions: variables.collect(),
            directives: Vec::new(),
            selection_set: Positioned::new(self.selected(selected, pos), pos),
        };
        let definition = Positioned::new(definition, pos);
        let operations = match &operation.name {
            None => target::DocumentOperations::Single(definition),
            Some(name) => target::DocumentOperations::Multiple([(Name::new(name), definition)].into()),
        };
        target::ExecutableDocument {
            operations,
            fragments: std::collections::HashMap::new(),
        }
    }

    fn pos(&self, span: Option<apollo_compiler::parser::SourceSpan>) -> Pos {
        let at = span.and_then(|span| span.line_column(self.sources));
        at.map_or_else(Pos::default, |at| Pos {
            line: at.line,
            column: at.column,
        })
    }

    fn variable(&self, variable: &Node<ast::VariableDefinition>) -> Positioned<target::VariableDefinition> {
        let pos = self.pos(variable.location());
        // Defaults are filled in when the variables are coerced.
        let ty = target::Type::new(&variable.ty.to_string()).unwrap_or_else(|| target::Type {
            base: target::BaseType::Named(Name::new(variable.ty.inner_named_type())),
            nullable: true,
        });
        let definition = target::VariableDefinition {
            name: Positioned::new(Name::new(&variable.name), pos),
            var_type: Positioned::new(ty, pos),
            directives: Vec::new(),
            default_value: None,
        };
        Positioned::new(definition, pos)
    }

    fn selected(&self, selected: &Selected, pos: Pos) -> target::SelectionSet {
        let items = selected.iter().map(|item| match item {
            Item::Field(field, inside) => {
                let pos = self.pos(field.location());
                let field = self.field(field, inside, pos);
                Positioned::new(target::Selection::Field(Positioned::new(field, pos)), pos)
            }
            Item::On(condition, inside) => {
                let on = target::TypeCondition {
                    on: Positioned::new(Name::new(condition), pos),
                };
                let inline = target::InlineFragment {
                    type_condition: Some(Positioned::new(on, pos)),
                    directives: Vec::new(),
                    selection_set: Positioned::new(self.selected(inside, pos), pos),
                };
                Positioned::new(
                    target::Selection::InlineFragment(Positioned::new(inline, pos)),
                    pos,
                )
            }
        });
        target::SelectionSet {
            items: items.collect(),
        }
    }

    fn field(&self, field: &Field, inside: &Selected, pos: Pos) -> target::Field {
        // `@skip` and `@include` were decided; no other directive is ours to run.
        target::Field {
            alias: field
                .alias
                .as_ref()
                .map(|alias| Positioned::new(Name::new(alias), pos)),
            name: Positioned::new(Name::new(&field.name), pos),
            arguments: field
                .arguments
                .iter()
                .filter_map(|argument| self.argument(argument, pos))
                .collect(),
            directives: Vec::new(),
            selection_set: Positioned::new(self.selected(inside, pos), pos),
        }
    }

    fn argument(&self, argument: &Argument, pos: Pos) -> Option<(Positioned<Name>, Positioned<Value>)> {
        let value = self.given(&argument.value)?;
        Some((
            Positioned::new(Name::new(&argument.name), pos),
            Positioned::new(value, pos),
        ))
    }

    /// Nothing where the value is a variable without one; the executor would take it for null.
    fn given(&self, value: &Literal) -> Option<Value> {
        match value {
            Literal::Variable(name) if !self.variables.contains_key(name.as_str()) => None,
            value => Some(self.literal(value)),
        }
    }

    fn literal(&self, value: &Literal) -> Value {
        match value {
            Literal::Null => Value::Null,
            Literal::Enum(name) => Value::Enum(Name::new(name)),
            Literal::Variable(name) => Value::Variable(Name::new(name)),
            Literal::String(text) => Value::String(text.clone()),
            Literal::Boolean(value) => Value::Boolean(*value),
            Literal::Int(number) => number.as_str().parse::<i64>().map_or_else(
                |_| number.try_to_f64().map_or(Value::Null, float),
                |number| Value::Number(number.into()),
            ),
            Literal::Float(number) => number.try_to_f64().map_or(Value::Null, float),
            Literal::List(items) => Value::List(
                items
                    .iter()
                    .map(|item| self.given(item).unwrap_or(Value::Null))
                    .collect(),
            ),
            Literal::Object(fields) => {
                let given = fields
                    .iter()
                    .filter_map(|(name, value)| Some((Name::new(name), self.given(value)?)));
                Value::Object(given.collect())
            }
        }
    }
}

fn float(number: f64) -> Value {
    Number::from_f64(number).map_or(Value::Null, Value::Number)
}

/// The coerced variables as the executor takes them.
pub fn variables(coerced: JsonMap) -> Variables {
    let values = coerced
        .into_iter()
        .map(|(name, value)| (Name::new(name.as_str()), constant(value)));
    let mut variables = Variables::default();
    variables.extend(values);
    variables
}

fn constant(value: JsonValue) -> Const {
    match value {
        JsonValue::Null => Const::Null,
        JsonValue::Bool(value) => Const::Boolean(value),
        JsonValue::Number(number) => Const::Number(number),
        JsonValue::String(text) => Const::String(text.as_str().to_owned()),
        JsonValue::Array(items) => Const::List(items.into_iter().map(constant).collect()),
        JsonValue::Object(fields) => Const::Object(
            fields
                .into_iter()
                .map(|(name, value)| (Name::new(name.as_str()), constant(value)))
                .collect(),
        ),
    }
}
