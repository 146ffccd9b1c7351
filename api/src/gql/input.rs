//! What an idempotency key stands for: the arguments of a mutation as one value.

use async_graphql::indexmap::IndexMap;
use async_graphql::{Context, InputType, Name, Value};

use crate::problem::{Problem, Result};

/// The arguments of a mutation as one value.
#[derive(Debug, Default)]
pub struct Arguments(IndexMap<Name, Value>);

impl Arguments {
    /// With one argument more.
    #[must_use]
    pub fn with(mut self, name: &str, argument: &impl InputType) -> Self {
        self.0.insert(Name::new(name), argument.to_value());
        self
    }

    /// The value.
    pub fn value(self) -> Value {
        Value::Object(self.0)
    }

    /// The arguments as the caller has given them, but for the key itself. Unlike [`Arguments::with`] it tells a field
    /// that was left out from one that was set to null, as inputs need whose fields have three states.
    pub fn given(ctx: &Context<'_>) -> Result<Value> {
        let arguments = ctx
            .field()
            .arguments()
            .map_err(|error| Problem::internal(error.message))?;
        let given = arguments.into_iter().filter(|(name, _)| name != "idempotencyKey");
        Ok(sorted(Value::Object(given.collect())))
    }
}

/// The same value with the fields of its objects in alphabetical order: callers may write them in any.
fn sorted(value: Value) -> Value {
    match value {
        Value::List(items) => Value::List(items.into_iter().map(sorted).collect()),
        Value::Object(fields) => {
            let mut fields: IndexMap<Name, Value> = fields
                .into_iter()
                .map(|(name, value)| (name, sorted(value)))
                .collect();
            fields.sort_unstable_keys();
            Value::Object(fields)
        }
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use async_graphql::value;

    #[test]
    fn the_order_of_fields_does_not_matter_and_null_is_not_the_same_as_nothing() {
        let text = |value| serde_json::to_string(&sorted(value)).unwrap();
        let one = value!({ "b": [{ "y": 1, "x": null }], "a": "text" });
        let other = value!({ "a": "text", "b": [{ "x": null, "y": 1 }] });
        assert_eq!(text(one.clone()), text(other));
        assert_ne!(text(one), text(value!({ "a": "text", "b": [{ "y": 1 }] })));
    }
}
