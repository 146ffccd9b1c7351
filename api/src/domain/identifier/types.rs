//! The identifier on the wire.

use entity::enums::IdentifierStatus;
use entity::identifier;

use crate::store::Visible;
use crate::wire;

/// An identifier of another system.
#[derive(Debug, Clone)]
pub struct ExternalId(pub Visible<identifier::Model>);

wire! {
    /// How another system calls a record. Give it as `external` wherever a reference is asked for.
    ExternalId = "ExternalId", row, |identifier, _call| {
        /// Who gives the identifier: a URI or a short token, for example `https://fhir.nhs.uk/Id/nhs-number`.
        base "system": String = identifier.0.base().system.clone();
        /// The identifier.
        base "value": String = identifier.0.base().value.clone();
        /// Whether it is in use. A superseded one still leads to the record, for those who may know of it.
        base "status": IdentifierStatus = identifier.0.base().status;
    }
}
