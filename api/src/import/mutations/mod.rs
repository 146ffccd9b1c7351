//! The acts of the import: taking in a list, and settling what was not clear.

mod child_match_resolve;
mod children_import;

use async_graphql::MergedObject;

/// The acts of the import.
#[derive(MergedObject, Default)]
pub struct ImportMutations(
    children_import::ChildrenImportMutation,
    child_match_resolve::ChildMatchResolveMutation,
);
