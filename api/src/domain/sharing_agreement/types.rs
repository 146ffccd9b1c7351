//! What parents have answered, on the wire.

use entity::enums::{
    RecipientClass, Role, SharingCategory, SharingChannel, SharingMode, SharingPurpose, SharingStatus,
};
use entity::ids::SharingAgreementId;
use entity::sharing_agreement;

use crate::domain::carer::{Carer, loader as carers};
use crate::domain::child::{Child, loader as children};
use crate::gql::connection::ready;
use crate::gql::scalars::{Date, DateTime};
use crate::gql::wire::{Boxed, Call};
use crate::policy::sharing;
use crate::problem::Result;
use crate::store::Visible;
use crate::{access, wire};

/// What parents have answered.
#[derive(Debug, Clone)]
pub struct SharingAgreement(pub Visible<sharing_agreement::Model>);

wire! {
    /// What a parent has answered to being asked whether something about the child is shared: with whom, what, what for and
    /// until when. Of the answers about one half, for the integrated review and the other profession, the last that is in
    /// force decides what that profession reads; a withdrawal counts with the next read. Everybody who knows of the child
    /// knows it, the parents among them; guests do not.
    SharingAgreement = "SharingAgreement", node, |agreement, call| {
        /// The id, for example `sharing_agreement_01j…`. Never changes.
        base "id": SharingAgreementId = agreement.0.base().id;
        /// Counts the edits; give it as `expectedVersion`.
        base "version": i32 = agreement.0.base().version;
        /// What was answered, as it stands.
        base "status": SharingStatus = agreement.0.base().status;
        /// Which half it is about.
        base "category": SharingCategory = agreement.0.base().category;
        /// With whom.
        base "recipient": RecipientClass = agreement.0.base().recipient;
        /// With whom by name, where the class does not say it.
        lens(Identity) "recipientName": String = |row| row.recipient_name.clone();
        /// What for. Only INTEGRATED_REVIEW opens something on this platform.
        base "purpose": SharingPurpose = agreement.0.base().purpose;
        /// Whether the content is meant, or that it is there at all. A refusal of the EXISTENCE hides from the other
        /// profession that the half is there; a refusal of the CONTENT does not.
        base "mode": SharingMode = agreement.0.base().mode;
        /// The first day on which it counts.
        base "from": Date = Date(agreement.0.base().from_on);
        /// The last day on which it counts; null where it counts until it is withdrawn.
        base "until": Option<Date> = agreement.0.base().until_on.map(Date);
        /// Whether the last day has passed.
        base "isExpired": bool = agreement.0.base().until_on.is_some_and(|until| until < today(call));
        /// Whether the answer counts today: not withdrawn, and within its period.
        base "isInForce": bool = sharing::in_force(agreement.0.base(), today(call));
        /// How the answer came.
        base "channel": SharingChannel = agreement.0.base().channel;
        /// When they answered.
        base "answeredOn": Date = Date(agreement.0.base().answered_on);
        /// In which role it was recorded: PARENT where they did so themselves.
        base "recordedByRole": Role = agreement.0.base().recorded_by_role;
        /// When it was withdrawn.
        base "withdrawnOn": Option<Date> = agreement.0.base().withdrawn_on.map(Date);
        /// How the withdrawal came.
        base "withdrawnChannel": Option<SharingChannel> = agreement.0.base().withdrawn_channel;
        /// In which role the withdrawal was recorded.
        base "withdrawnByRole": Option<Role> = agreement.0.base().withdrawn_by_role;
        /// When it was recorded.
        base "createdAt": DateTime = DateTime(agreement.0.base().created_at);
        /// When it was last changed.
        base "updatedAt": DateTime = DateTime(agreement.0.base().updated_at);
        /// Which parent answered. A parent sees their own entry only.
        one(Contact) "givenBy": Carer = given_by;
        /// The child.
        one "child": Child = child;
        /// What you may do with it now.
        must "access": SharingAgreementAccess = own_access;
    }
}

access! {
    /// What you may do with an agreement now: answered by the same table that allows or refuses the acts.
    SharingAgreementAccess = "SharingAgreementAccess" of sharing_agreement {
        /// `sharingAgreementWithdraw`
        "canWithdraw" = SharingAgreementWithdraw;
    }
}

fn today(call: &Call<'_>) -> chrono::NaiveDate {
    call.walk.request.store.clock().today()
}

async fn given_by(batch: &[SharingAgreement], call: &Call<'_>) -> Result<Vec<Option<Carer>>> {
    carers::carers(batch.iter().map(|it| Some(it.0.base().given_by_id)), call).await
}

async fn child(batch: &[SharingAgreement], call: &Call<'_>) -> Result<Vec<Option<Child>>> {
    let ids = || batch.iter().map(|it| it.0.base().child_id);
    let found = children::by_ids(ids(), call).await?;
    Ok(ids().map(|id| found.get(&id).cloned()).collect())
}

fn own_access<'a>(
    batch: &'a [SharingAgreement],
    _: &Call<'_>,
) -> Boxed<'a, Result<Vec<Option<SharingAgreementAccess>>>> {
    let access = |it: &SharingAgreement| Some(SharingAgreementAccess(it.0.clone()));
    ready(batch.iter().map(access).collect())
}
