//! The participant on the wire.

use entity::enums::{Discipline, ParticipantCapacity, ParticipantStatus, Role};
use entity::ids::ParticipantId;
use entity::participant;

use super::loader;
use crate::domain::carer::{Carer, loader::carers};
use crate::domain::directory::{Practitioner, loader as directory};
use crate::domain::guest_contribution::{GuestContribution, loader::of_participants};
use crate::domain::identifier::{self, ExternalId};
use crate::domain::review::{Review, loader as reviews};
use crate::gql::connection::ready;
use crate::gql::scalars::DateTime;
use crate::gql::wire::{Boxed, Call};
use crate::problem::Result;
use crate::store::Visible;
use crate::{access, wire};

/// One party to a review.
#[derive(Debug, Clone)]
pub struct Participant(pub Visible<participant::Model>);

wire! {
    /// One party to a review: a practitioner, a parent or carer, or an interpreter. Everybody who knows of the review
    /// sees who is asked, also before they have accepted.
    Participant = "Participant", node, |participant, call| {
        /// The participant's id, for example `participant_01j…`. Never changes.
        base "id": ParticipantId = participant.0.base().id;
        /// Counts the edits; give it as `expectedVersion`.
        base "version": i32 = participant.0.base().version;
        /// In which capacity they take part.
        base "capacity": ParticipantCapacity = participant.0.base().capacity;
        /// In which role they take part: a practitioner's, PARENT for a carer, null for an interpreter.
        base "role": Option<Role> = participant.0.base().role;
        /// The profession for which they speak; null outside the two.
        base "discipline": Option<Discipline> = participant.0.base().role.and_then(Role::discipline);
        /// What they have answered. A party who is INVITED sees a summary of the review; who is DECLINED or REMOVED,
        /// nothing.
        base "status": ParticipantStatus = participant.0.base().status;
        /// Their name; where it is not for you, what they are.
        later(Identity) "displayName": String = loader::display_names;
        /// The practitioner, with name, roles and contact card as in the directory; null for carers and interpreters.
        one "practitioner": Practitioner = practitioner;
        /// The parent or carer, for those who may reach the family; null for everybody else. A parent sees their own
        /// entry alone.
        one(Contact) "carer": Carer = carer;
        /// Why they are asked: why somebody without parental responsibility comes, for example. For the parties, the parents
        /// among them, and the service leads. What a guest is asked is at `guestContributions`.
        lens(ParentView) "invitedReason": String = |row| row.invited_reason.clone();
        /// What they contributed instead of coming. For the parties, the parents among them, and the service leads.
        lens(ConcernDetail) "contribution": String = |row| row.contribution.clone();
        /// Why they declined. For the parties, the parents among them, and the service leads.
        lens(ParentView) "declinedReason": String = |row| row.declined_reason.clone();
        /// Why they were taken off the review. For practitioners.
        lens(PractitionerOnly) "removedReason": String = |row| row.removed_reason.clone();
        /// For a guest: until when the review is open to them. From then on they see nothing of it.
        base "expiresAt": Option<DateTime> = participant.0.base().expires_at.map(DateTime);
        /// Whether a guest's time is over.
        base "isExpired": bool = is_expired(participant, call);
        /// What a guest was asked and has answered, first to last: none of whoever is no guest. The guest reads their own,
        /// until it expires or is revoked.
        many(ConcernDetail) "guestContributions": GuestContribution = of_participants;
        /// How other systems call the entry.
        many(ParentView) "externalIds": ExternalId = external_ids;
        /// When they were first invited.
        base "createdAt": DateTime = DateTime(participant.0.base().created_at);
        /// When the entry was last changed.
        base "updatedAt": DateTime = DateTime(participant.0.base().updated_at);
        /// The review. Null for somebody who has declined: they keep their own entry in sight and nothing else.
        one "review": Review = review;
        /// What you may do with the entry now.
        must "access": ParticipantAccess = own_access;
    }
}

access! {
    /// What you may do with a party's entry now: answered by the same table that allows or refuses the acts.
    ParticipantAccess = "ParticipantAccess" of participant {
        /// `participantAccept`
        "canAccept" = ParticipantAccept;
        /// `participantDecline`
        "canDecline" = ParticipantDecline;
        /// `participantApologise`
        "canApologise" = ParticipantApologise;
        /// `participantRecordAnswer`; refused where the party answers for themselves.
        "canRecordAnswer" = ParticipantRecordAnswer;
        /// `participantAttend`
        "canAttend" = ParticipantAttend;
        /// `participantRemove`; refused where the party is of the other discipline.
        "canRemove" = ParticipantRemove;
    }
}

fn is_expired(participant: &Participant, call: &Call<'_>) -> bool {
    let now = call.walk.request.store.clock().now();
    participant.0.base().expires_at.is_some_and(|until| until <= now)
}

async fn practitioner(batch: &[Participant], call: &Call<'_>) -> Result<Vec<Option<Practitioner>>> {
    directory::practitioners(batch.iter().map(|party| party.0.base().practitioner_id), call).await
}

async fn carer(batch: &[Participant], call: &Call<'_>) -> Result<Vec<Option<Carer>>> {
    carers(batch.iter().map(|party| party.0.base().carer_id), call).await
}

async fn external_ids(batch: &[Participant], call: &Call<'_>) -> Result<Vec<Option<Vec<ExternalId>>>> {
    identifier::loader::external_ids(batch.iter().map(|party| party.0.base().id), call).await
}

async fn review(batch: &[Participant], call: &Call<'_>) -> Result<Vec<Option<Review>>> {
    let ids = || batch.iter().map(|party| party.0.base().review_id);
    let found = reviews::by_ids(ids(), call).await?;
    Ok(ids().map(|id| found.get(&id).cloned()).collect())
}

fn own_access<'a>(
    batch: &'a [Participant],
    _: &Call<'_>,
) -> Boxed<'a, Result<Vec<Option<ParticipantAccess>>>> {
    ready(
        batch
            .iter()
            .map(|party| Some(ParticipantAccess(party.0.clone())))
            .collect(),
    )
}
