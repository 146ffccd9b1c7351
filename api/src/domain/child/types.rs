//! The child on the wire.

use entity::child;
use entity::ids::ChildId;

use crate::gql::scalars::Date;
use crate::store::Visible;
use crate::wire;

/// A child.
#[derive(Debug, Clone)]
pub struct Child(pub Visible<child::Model>);

wire! {
    /// A child.
    Child = "Child", node, |child, _call| {
        /// The child's id, for example `child_01j…`.
        base "id": ChildId = child.0.base().id;
        /// Counts the edits; give it as `expectedVersion`.
        base "version": i32 = child.0.base().version;
        /// Given name.
        lens(Identity) "givenName": String = |row| Some(row.given_name.clone());
        /// Family name.
        lens(Identity) "familyName": String = |row| Some(row.family_name.clone());
        /// Date of birth.
        lens(Identity) "birthDate": Date = |row| Some(Date(row.birth_date));
    }
}
