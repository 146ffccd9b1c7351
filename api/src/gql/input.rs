//! What an idempotency key stands for: the arguments of a mutation as one value.

use async_graphql::indexmap::IndexMap;
use async_graphql::{InputType, Name, Value};

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
}
