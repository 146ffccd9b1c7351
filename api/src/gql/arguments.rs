//! Arguments of the fields of wire types: declared with the field, read from the selection.

use async_graphql::registry::{Deprecation, MetaField, MetaInputValue, Registry};
use async_graphql::{InputType, Name, Value};

use super::page;
use super::scalars::Cursor;
use super::wire::Call;
use crate::problem::{Problem, Result};
use crate::store::PageRequest;

impl Call<'_> {
    /// The value of an argument, with its variables; none where it was not given or is null.
    pub fn argument<T: InputType>(&self, name: &str) -> Result<Option<T>> {
        let Some(given) = self.field.get_argument(name) else {
            return Ok(None);
        };
        let of_variable = |name: Name| {
            let value = self.walk.variable(&name);
            value.ok_or_else(|| Problem::internal(format!("no variable {name}")))
        };
        match given.node.clone().into_const_with(of_variable)? {
            Value::Null => Ok(None),
            value => T::parse(Some(value))
                .map(Some)
                .map_err(|error| Problem::invalid([name], error.into_server_error(given.pos).message)),
        }
    }

    /// The page that the arguments of a connection ask for.
    pub fn page(&self) -> Result<PageRequest> {
        Ok(page::request(
            self.argument("first")?,
            self.argument::<Cursor>("after")?,
            self.argument("last")?,
            self.argument::<Cursor>("before")?,
        ))
    }

    /// Whether a field is asked of the objects of this one.
    pub fn asks(&self, field: &str) -> bool {
        self.selection.iter().any(|set| self.walk.selects(set, field))
    }
}

/// A connection's field with its arguments: the same as at the root. They price it, too (`document::price`).
pub fn paged(registry: &mut Registry, mut field: MetaField) -> MetaField {
    let number = <Option<i32> as InputType>::create_type_info(registry);
    let cursor = <Option<Cursor> as InputType>::create_type_info(registry);
    for (name, description, ty) in [
        (
            "first",
            "The first so many, 20 if nothing is said, 100 at most.",
            &number,
        ),
        ("after", "After this cursor.", &cursor),
        ("last", "The last so many, 100 at most.", &number),
        ("before", "Before this cursor.", &cursor),
    ] {
        field
            .args
            .insert(name.to_owned(), argument(name, description, ty.clone()));
    }
    field
}

fn argument(name: &str, description: &str, ty: String) -> MetaInputValue {
    MetaInputValue {
        name: name.to_owned(),
        description: Some(description.to_owned()),
        ty,
        deprecation: Deprecation::NoDeprecated,
        default_value: None,
        visible: None,
        inaccessible: false,
        tags: Vec::new(),
        is_secret: false,
        directive_invocations: Vec::new(),
    }
}
