//! The directive with which the schema says which class of data a field belongs to.

use async_graphql::indexmap::IndexMap;
use async_graphql::registry::{
    __DirectiveLocation, Deprecation, MetaDirective, MetaDirectiveInvocation, MetaField, MetaInputValue,
    Registry,
};
use async_graphql::{InputType, Name, Value};
use entity::enums::{Lens, ValueSet};

/// The directive's name.
const NAME: &str = "lens";
/// The name of its argument.
const CLASS: &str = "class";

/// Declares `directive @lens(class: Lens!) on FIELD_DEFINITION`.
pub fn declare(registry: &mut Registry) {
    let argument = MetaInputValue {
        name: CLASS.to_owned(),
        description: Some("The class of data.".to_owned()),
        ty: <Lens as InputType>::create_type_info(registry),
        deprecation: Deprecation::NoDeprecated,
        default_value: None,
        visible: None,
        inaccessible: false,
        tags: Vec::new(),
        is_secret: false,
        directive_invocations: Vec::new(),
    };
    registry.add_directive(MetaDirective {
        name: NAME.to_owned(),
        description: Some(
            "The class of data that the field belongs to. Where it is not open to the caller the field is null and stands \
             in `extensions.withheld`. A field without it may be read by everybody who knows of the record."
                .to_owned(),
        ),
        locations: vec![__DirectiveLocation::FIELD_DEFINITION],
        args: IndexMap::from([(CLASS.to_owned(), argument)]),
        is_repeatable: false,
        visible: None,
        composable: None,
    });
}

/// A field that stands behind a lens.
#[must_use]
pub fn behind(mut field: MetaField, lens: Lens) -> MetaField {
    field.directive_invocations.push(MetaDirectiveInvocation {
        name: NAME.to_owned(),
        args: IndexMap::from([(CLASS.to_owned(), Value::Enum(Name::new(lens.as_str())))]),
    });
    field
}
