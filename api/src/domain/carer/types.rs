//! The carer on the wire.

use std::future::{Ready, ready};

use entity::enums::{CarerRelationship, DirectoryStatus, ParentalResponsibility};
use entity::ids::CarerId;
use entity::{carer, child};

use super::rules;
use crate::domain::child::Child;
use crate::domain::identifier::ExternalId;
use crate::gql::relation;
use crate::gql::scalars::DateTime;
use crate::gql::wire::Call;
use crate::problem::Result;
use crate::store::Visible;
use crate::{access, wire};

/// A parent or carer of a child.
#[derive(Debug, Clone)]
pub struct Carer(pub Visible<carer::Model>);

wire! {
    /// A parent or carer of a child: one entry a person and child. Read by the professionals of the case, the service
    /// leads, administrators and systems of the authority; a parent reads their own entry only.
    Carer = "Carer", node, |carer, _call| {
        /// The carer's id, for example `carer_01j…`. Never changes.
        base "id": CarerId = carer.0.base().id;
        /// Counts the edits; give it as `expectedVersion`.
        base "version": i32 = carer.0.base().version;
        /// Whether the entry is in use.
        base "status": DirectoryStatus = carer.0.base().status;
        /// Given name.
        lens(Identity) "givenName": String = |row| Some(row.given_name.clone());
        /// Family name.
        lens(Identity) "familyName": String = |row| Some(row.family_name.clone());
        /// The relationship to the child. Says nothing of parental responsibility.
        lens(Identity) "relationship": CarerRelationship = |row| Some(row.relationship);
        /// The legal status. Whoever neither holds parental responsibility nor shares it with the authority cannot sign in.
        lens(Identity) "parentalResponsibility": ParentalResponsibility = |row| Some(row.parental_responsibility);
        /// The language they prefer.
        lens(Contact) "language": String = |row| row.language.clone();
        /// Whether an interpreter is needed when you speak with them.
        lens(Contact) "interpreterNeeded": bool = |row| Some(row.interpreter_needed);
        /// E-mail address.
        lens(Contact) "email": String = |row| row.email.clone();
        /// Telephone number.
        lens(Contact) "phone": String = |row| row.phone.clone();
        /// Whether they can sign in as PARENT of this child.
        lens(Contact) "signsIn": bool = |row| Some(rules::signs_in(row));
        /// How other systems call the carer.
        many(Identity) "externalIds": ExternalId = external_ids;
        /// The child.
        one "child": Child = child;
        /// When the carer was entered.
        base "createdAt": DateTime = DateTime(carer.0.base().created_at);
        /// When the entry was last changed.
        base "updatedAt": DateTime = DateTime(carer.0.base().updated_at);
        /// What you may do with the carer's entry now.
        must "access": CarerAccess = own_access;
    }
}

access! {
    /// What you may do with a carer's entry now: answered by the same table that allows or refuses the acts.
    CarerAccess = "CarerAccess" of carer {
        /// `carerAmend`
        "canAmend" = CarerAmend;
        /// `carerDeactivate`
        "canDeactivate" = CarerDeactivate;
    }
}

fn own_access(carers: &[Carer], _: &Call<'_>) -> Ready<Result<Vec<Option<CarerAccess>>>> {
    ready(Ok(carers
        .iter()
        .map(|carer| Some(CarerAccess(carer.0.clone())))
        .collect()))
}

async fn external_ids(carers: &[Carer], call: &Call<'_>) -> Result<Vec<Option<Vec<ExternalId>>>> {
    let ids = carers.iter().map(|carer| carer.0.base().id);
    crate::domain::identifier::loader::external_ids(ids, call).await
}

async fn child(carers: &[Carer], call: &Call<'_>) -> Result<Vec<Option<Child>>> {
    let ids = carers.iter().map(|carer| Some(carer.0.base().child_id));
    relation::by_id::<child::Entity, _>(child::Column::Id, ids, call, Child).await
}
