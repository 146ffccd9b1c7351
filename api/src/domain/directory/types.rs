//! The directory on the wire.

use entity::enums::OrganisationKind;
use entity::ids::OrganisationId;
use entity::organisation;

use crate::store::Visible;
use crate::wire;

/// An organisation of the directory.
#[derive(Debug, Clone)]
pub struct Organisation(pub Visible<organisation::Model>);

wire! {
    /// A health provider, an early years setting, or a service that receives referrals.
    Organisation = "Organisation", node, |organisation, _call| {
        /// The organisation's id, for example `organisation_01j…`.
        base "id": OrganisationId = organisation.0.base().id;
        /// What it is.
        base "kind": OrganisationKind = organisation.0.base().kind;
        /// Its name.
        base "name": String = organisation.0.base().name.clone();
    }
}
