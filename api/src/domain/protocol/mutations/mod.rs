//! The acts on protocols, one file each.

mod amend;
mod approve;
mod draft;

use async_graphql::MergedObject;

/// The acts on protocols.
#[derive(MergedObject, Default)]
pub struct ProtocolMutations(
    draft::ProtocolDraftMutation,
    amend::ProtocolAmendMutation,
    approve::ProtocolApproveMutation,
);
