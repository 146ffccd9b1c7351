//! The acts on the authority, one file each.

mod amend;

use async_graphql::MergedObject;

/// The acts on the authority.
#[derive(MergedObject, Default)]
pub struct AuthorityMutations(amend::AuthorityAmendMutation);
