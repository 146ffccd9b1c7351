//! The fields of one slice at a root of the schema.
//!
//! Merged objects nest a future within a future for each of their members. With every act of every slice in one chain
//! the compiler gives up; so each slice's futures end in a box.

use std::borrow::Cow;

use async_graphql::parser::types::Field;
use async_graphql::registry::Registry;
use async_graphql::resolver_utils::ContainerType;
use async_graphql::{Context, ContextSelectionSet, OutputType, Positioned, ServerResult, Value};

use super::wire::Boxed;

/// The fields of one slice.
#[derive(Debug, Default)]
pub struct Slice<T>(T);

impl<T: ContainerType> ContainerType for Slice<T> {
    async fn resolve_field(&self, context: &Context<'_>) -> ServerResult<Option<Value>> {
        let found: Boxed<'_, ServerResult<Option<Value>>> = Box::pin(self.0.resolve_field(context));
        found.await
    }
}

impl<T: OutputType> OutputType for Slice<T> {
    fn type_name() -> Cow<'static, str> {
        T::type_name()
    }

    fn create_type_info(registry: &mut Registry) -> String {
        T::create_type_info(registry)
    }

    async fn resolve(
        &self,
        context: &ContextSelectionSet<'_>,
        field: &Positioned<Field>,
    ) -> ServerResult<Value> {
        self.0.resolve(context, field).await
    }
}
