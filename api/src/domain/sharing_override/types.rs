//! Overrides on the wire.

use entity::enums::{LegalGateway, Role, SharingCategory, SharingOverrideStatus};
use entity::ids::SharingOverrideId;
use entity::sharing_override;

use crate::domain::child::{Child, loader as children};
use crate::domain::directory::{Practitioner, loader as directory};
use crate::gql::connection::ready;
use crate::gql::scalars::{Date, DateTime};
use crate::gql::wire::{Boxed, Call};
use crate::policy::sharing;
use crate::problem::Result;
use crate::store::Visible;
use crate::{access, wire};

/// An override.
#[derive(Debug, Clone)]
pub struct SharingOverride(pub Visible<sharing_override::Model>);

wire! {
    /// A safeguarding override: one half of a review is opened to a practitioner of the other profession without the
    /// parents' agreement, to protect the child. It opens nothing before another person has approved it, and ends by
    /// itself. The service leads, the Caldicott guardian and whoever asked for it know of it; each reading is a disclosure.
    SharingOverride = "SharingOverride", node, |over, call| {
        /// The id, for example `sharing_override_01j…`. Never changes.
        base "id": SharingOverrideId = over.0.base().id;
        /// Counts the edits; give it as `expectedVersion`.
        base "version": i32 = over.0.base().version;
        /// How far it is.
        base "status": SharingOverrideStatus = over.0.base().status;
        /// Whether it opens something today: approved, and its last day has not passed.
        base "isInForce": bool = sharing::overrides(over.0.base(), call.walk.request.store.clock().today());
        /// Which half.
        base "category": SharingCategory = over.0.base().category;
        /// On which legal basis.
        base "gateway": LegalGateway = over.0.base().gateway;
        /// Why.
        lens(Identity) "reason": String = |row| Some(row.reason.clone());
        /// Whether the parents were told.
        base "parentsTold": bool = over.0.base().parents_told;
        /// Why they were not.
        lens(Identity) "notToldReason": String = |row| row.not_told_reason.clone();
        /// The last day on which it counts.
        base "until": Date = Date(over.0.base().until_on);
        /// To whom it is opened, who must take part in the review or be of the child's team.
        one "recipient": Practitioner = recipient;
        /// In which role it was asked for.
        base "requestedByRole": Role = over.0.base().requested_by_role;
        /// Who asked for it.
        one "requestedBy": Practitioner = requested_by;
        /// In which role it was approved.
        base "decidedByRole": Option<Role> = over.0.base().decided_by_role;
        /// Who approved it.
        one "decidedBy": Practitioner = decided_by;
        /// When it was approved.
        base "decidedAt": Option<DateTime> = over.0.base().decided_at.map(DateTime);
        /// When it was asked for.
        base "createdAt": DateTime = DateTime(over.0.base().created_at);
        /// When it was last changed.
        base "updatedAt": DateTime = DateTime(over.0.base().updated_at);
        /// The child.
        one "child": Child = child;
        /// What you may do with it now.
        must "access": SharingOverrideAccess = own_access;
    }
}

access! {
    /// What you may do with an override now: answered by the same table that allows or refuses the acts.
    SharingOverrideAccess = "SharingOverrideAccess" of sharing_override {
        /// `sharingOverrideApprove`
        "canApprove" = SharingOverrideApprove;
    }
}

async fn recipient(batch: &[SharingOverride], call: &Call<'_>) -> Result<Vec<Option<Practitioner>>> {
    directory::practitioners(batch.iter().map(|it| Some(it.0.base().recipient_id)), call).await
}

async fn requested_by(batch: &[SharingOverride], call: &Call<'_>) -> Result<Vec<Option<Practitioner>>> {
    directory::practitioners(batch.iter().map(|it| Some(it.0.base().requested_by_id)), call).await
}

async fn decided_by(batch: &[SharingOverride], call: &Call<'_>) -> Result<Vec<Option<Practitioner>>> {
    directory::practitioners(batch.iter().map(|it| it.0.base().decided_by_id), call).await
}

async fn child(batch: &[SharingOverride], call: &Call<'_>) -> Result<Vec<Option<Child>>> {
    let ids = || batch.iter().map(|it| it.0.base().child_id);
    let found = children::by_ids(ids(), call).await?;
    Ok(ids().map(|id| found.get(&id).cloned()).collect())
}

fn own_access<'a>(
    batch: &'a [SharingOverride],
    _: &Call<'_>,
) -> Boxed<'a, Result<Vec<Option<SharingOverrideAccess>>>> {
    let access = |it: &SharingOverride| Some(SharingOverrideAccess(it.0.clone()));
    ready(batch.iter().map(access).collect())
}
