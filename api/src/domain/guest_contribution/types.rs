//! The question to a guest, with the answer, on the wire.

use entity::enums::{GuestContributionStatus, Role, Sensitivity};
use entity::ids::GuestContributionId;
use entity::{guest_contribution, participant};

use crate::domain::carer::{Carer, loader as carers};
use crate::domain::directory::{Practitioner, loader as directory};
use crate::domain::participant::Participant;
use crate::domain::review::{Review, loader as reviews};
use crate::gql::connection::ready;
use crate::gql::relation;
use crate::gql::scalars::{Date, DateTime};
use crate::gql::wire::{Boxed, Call};
use crate::problem::Result;
use crate::store::Visible;
use crate::{access, wire};

/// A question to a guest, with the answer.
#[derive(Debug, Clone)]
pub struct GuestContribution(pub Visible<guest_contribution::Model>);

wire! {
    /// A question to another professional about the child, with the answer. The practitioners who take part, the child's
    /// health team and setting and the service leads read it; the parents and systems where it is of STANDARD sensitivity;
    /// the guest their own, until it expires or is revoked.
    GuestContribution = "GuestContribution", node, |it, call| {
        /// The id, for example `guest_contribution_01j…`. Never changes.
        base "id": GuestContributionId = it.0.base().id;
        /// Counts the edits; give it as `expectedVersion`.
        base "version": i32 = it.0.base().version;
        /// How far it is.
        base "status": GuestContributionStatus = it.0.base().status;
        /// What the guest is asked.
        lens(ConcernDetail) "question": String = |row| Some(row.question.clone());
        /// What the guest has answered, in their words.
        lens(ConcernDetail) "answer": String = |row| row.answer.clone();
        /// When the guest answered, or last amended the answer.
        base "contributedAt": Option<DateTime> = it.0.base().contributed_at.map(DateTime);
        /// Whether the parents read question and answer. PRACTITIONERS_ONLY: they know of the guest, not of the question.
        lens(ConcernDetail) "sensitivity": Sensitivity = |row| Some(row.sensitivity);
        /// Until when the guest may see and answer it.
        base "expiresAt": DateTime = DateTime(it.0.base().expires_at);
        /// Whether the time is over.
        base "isExpired": bool = is_expired(it, call);
        /// When the parent agreed that the guest is asked.
        lens(ConcernDetail) "agreedOn": Date = |row| Some(Date(row.agreed_on));
        /// Which parent agreed. A parent sees their own entry only.
        one(Contact) "agreedBy": Carer = agreed_by;
        /// In which role it was asked.
        base "askedByRole": Role = it.0.base().asked_by_role;
        /// Who asks.
        one "askedBy": Practitioner = asked_by;
        /// The guest, as in the directory.
        one "guest": Practitioner = guest;
        /// The guest's entry among the parties: their access to the review.
        one "participant": Participant = participant;
        /// Why the guest does not answer.
        lens(ConcernDetail) "declinedReason": String = |row| row.declined_reason.clone();
        /// Why the question was taken back. For practitioners.
        lens(PractitionerOnly) "revokedReason": String = |row| row.revoked_reason.clone();
        /// When the guest was asked.
        base "createdAt": DateTime = DateTime(it.0.base().created_at);
        /// When it was last changed.
        base "updatedAt": DateTime = DateTime(it.0.base().updated_at);
        /// The review.
        one "review": Review = review;
        /// What you may do with it now.
        must "access": GuestContributionAccess = own_access;
    }
}

access! {
    /// What you may do with a question to a guest now: answered by the same table that allows or refuses the acts.
    GuestContributionAccess = "GuestContributionAccess" of guest_contribution {
        /// `guestContribute`
        "canContribute" = GuestContribute;
        /// `guestDecline`
        "canDecline" = GuestDecline;
        /// `guestRevoke`
        "canRevoke" = GuestRevoke;
    }
}

fn is_expired(it: &GuestContribution, call: &Call<'_>) -> bool {
    it.0.base().expires_at <= call.walk.request.store.clock().now()
}

async fn agreed_by(batch: &[GuestContribution], call: &Call<'_>) -> Result<Vec<Option<Carer>>> {
    carers::carers(batch.iter().map(|it| Some(it.0.base().agreed_by_id)), call).await
}

async fn asked_by(batch: &[GuestContribution], call: &Call<'_>) -> Result<Vec<Option<Practitioner>>> {
    directory::practitioners(batch.iter().map(|it| Some(it.0.base().asked_by_id)), call).await
}

async fn guest(batch: &[GuestContribution], call: &Call<'_>) -> Result<Vec<Option<Practitioner>>> {
    directory::practitioners(batch.iter().map(|it| Some(it.0.base().practitioner_id)), call).await
}

async fn participant(batch: &[GuestContribution], call: &Call<'_>) -> Result<Vec<Option<Participant>>> {
    let ids = batch.iter().map(|it| Some(it.0.base().participant_id));
    relation::by_id::<participant::Entity, _>(participant::Column::Id, ids, call, Participant).await
}

async fn review(batch: &[GuestContribution], call: &Call<'_>) -> Result<Vec<Option<Review>>> {
    let ids = || batch.iter().map(|it| it.0.base().review_id);
    let found = reviews::by_ids(ids(), call).await?;
    Ok(ids().map(|id| found.get(&id).cloned()).collect())
}

fn own_access<'a>(
    batch: &'a [GuestContribution],
    _: &Call<'_>,
) -> Boxed<'a, Result<Vec<Option<GuestContributionAccess>>>> {
    let access = |it: &GuestContribution| Some(GuestContributionAccess(it.0.clone()));
    ready(batch.iter().map(access).collect())
}
