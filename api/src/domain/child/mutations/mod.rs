//! The acts on children, one file each.

mod amend;
mod depart;
mod identify;
mod place;
mod register;
mod restrict;
mod return_;
mod support;

use async_graphql::MergedObject;

/// The acts on children.
#[derive(MergedObject, Default)]
pub struct ChildMutations(
    register::ChildRegisterMutation,
    amend::ChildAmendMutation,
    identify::ChildIdentifyMutation,
    place::ChildPlaceMutation,
    restrict::ChildRestrictMutation,
    depart::ChildDepartMutation,
    return_::ChildReturnMutation,
);
