//! The directory on the wire.

mod organisation;
mod practitioner;

pub use organisation::{LinkTeam, Organisation, OrganisationAccess};
pub use practitioner::{ContactCard, Practitioner, PractitionerAccess, RoleAssignment};
