//! Disclosures on the wire.

use entity::disclosure;
use entity::enums::{DisclosureKind, LegalGateway, RecipientClass, Role, SharingCategory};
use entity::ids::DisclosureId;

use crate::domain::child::{Child, loader as children};
use crate::domain::directory::{Practitioner, loader as directory};
use crate::domain::sharing_agreement::{SharingAgreement, loader as agreements};
use crate::gql::connection::Connected;
use crate::gql::scalars::DateTime;
use crate::gql::wire::Call;
use crate::problem::Result;
use crate::store::Visible;
use crate::wire;

/// A disclosure.
#[derive(Debug, Clone)]
pub struct Disclosure(pub Visible<disclosure::Model>);

wire! {
    /// That something about a child reached somebody of another profession or outside of the platform, or that it was
    /// decided that it should not. For the service leads and the Caldicott guardian; for the parents as far as they were
    /// informed; for whoever read, released or decided. Never changes.
    Disclosure = "Disclosure", node, |disclosure, _call| {
        /// The id, for example `disclosure_01j…`. Never changes.
        base "id": DisclosureId = disclosure.0.base().id;
        /// A reading on this platform, a release outside of it, or a decision not to disclose.
        base "kind": DisclosureKind = disclosure.0.base().kind;
        /// Which half it is about.
        base "category": SharingCategory = disclosure.0.base().category;
        /// On which legal basis; of a decision not to disclose, the one that was considered.
        base "gateway": LegalGateway = disclosure.0.base().gateway;
        /// To whom.
        base "recipient": RecipientClass = disclosure.0.base().recipient;
        /// To whom by name.
        lens(Identity) "recipientName": String = |row| row.recipient_name.clone();
        /// What in particular.
        lens(Identity) "what": String = |row| row.what.clone();
        /// Why.
        lens(Identity) "reason": String = |row| row.reason.clone();
        /// Whether the parents were informed.
        base "parentsInformed": bool = disclosure.0.base().parents_informed;
        /// Why they were not.
        lens(Identity) "notInformedReason": String = |row| row.not_informed_reason.clone();
        /// When it happened.
        base "happenedAt": DateTime = DateTime(disclosure.0.base().happened_at);
        /// In which role it was read, released or decided.
        base "byRole": Role = disclosure.0.base().by_role;
        /// Who read, released or decided. For Caldicott guardians and service leads.
        one(AccessLogNames) "by": Practitioner = by;
        /// The agreement of the parents that it was made under.
        one "agreement": SharingAgreement = agreement;
        /// The child.
        one "child": Child = child;
        /// When it was recorded.
        base "createdAt": DateTime = DateTime(disclosure.0.base().created_at);
        /// The same: a disclosure never changes.
        base "updatedAt": DateTime = DateTime(disclosure.0.base().updated_at);
    }
}

impl Connected for Disclosure {
    const CONNECTION: &'static str = "DisclosureConnection";
    const EDGE: &'static str = "DisclosureEdge";
}

async fn by(batch: &[Disclosure], call: &Call<'_>) -> Result<Vec<Option<Practitioner>>> {
    directory::practitioners(batch.iter().map(|it| Some(it.0.base().by_id)), call).await
}

async fn agreement(batch: &[Disclosure], call: &Call<'_>) -> Result<Vec<Option<SharingAgreement>>> {
    agreements::by_ids(batch.iter().map(|it| it.0.base().agreement_id), call).await
}

async fn child(batch: &[Disclosure], call: &Call<'_>) -> Result<Vec<Option<Child>>> {
    let ids = || batch.iter().map(|it| it.0.base().child_id);
    let found = children::by_ids(ids(), call).await?;
    Ok(ids().map(|id| found.get(&id).cloned()).collect())
}
