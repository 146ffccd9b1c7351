//! The parents' own account on the wire.

use entity::enums::{ParentViewChannel, ParentViewStatus, Role};
use entity::ids::{ParentViewId, PractitionerId};
use entity::parent_view;

use crate::domain::carer::{Carer, loader as carers};
use crate::domain::directory::{Practitioner, loader as directory};
use crate::domain::review::{Review, loader as reviews};
use crate::gql::connection::ready;
use crate::gql::scalars::{Date, DateTime};
use crate::gql::wire::{Boxed, Call};
use crate::problem::Result;
use crate::store::Visible;
use crate::{access, wire};

/// A parent's or carer's own account.
#[derive(Debug, Clone)]
pub struct ParentView(pub Visible<parent_view::Model>);

wire! {
    /// A parent's or carer's own account of the child in a review, in their words: one a carer and review. The practitioners
    /// who take part, the child's health team and setting, the service leads and the authority's systems read it, and
    /// whoever gave it; the child's other parents only where it was opened to them. Guests, administrators and an area SENCO
    /// who does not take part do not know of it.
    ParentView = "ParentView", node, |view, _call| {
        /// The id, for example `parent_view_01j…`. Never changes.
        base "id": ParentViewId = view.0.base().id;
        /// Counts the edits; give it as `expectedVersion`.
        base "version": i32 = view.0.base().version;
        /// How far it is.
        base "status": ParentViewStatus = view.0.base().status;
        /// What the child enjoys and does well. Null, as every text here, while none was given and once it was taken back.
        lens(ParentView) "enjoys": String = |row| standing(row, row.enjoys.as_ref());
        /// How they see the child's development.
        lens(ParentView) "development": String = |row| standing(row, row.development.as_ref());
        /// What matters to them: what they hope for from the review.
        lens(ParentView) "priorities": String = |row| standing(row, row.priorities.as_ref());
        /// What worries them. Not a concern of the review yet: `concernRaise` makes it one.
        lens(ParentView) "worries": String = |row| standing(row, row.worries.as_ref());
        /// What they want to talk about first: begin the meeting with it.
        lens(ParentView) "talkFirst": String = |row| standing(row, row.talk_first.as_ref());
        /// How it came.
        lens(ParentView) "channel": ParentViewChannel = |row| row.channel;
        /// In which language they gave it.
        lens(ParentView) "language": String = |row| row.language.clone();
        /// Whether an interpreter helped.
        lens(ParentView) "interpreterUsed": bool = |row| Some(row.interpreter_used);
        /// Whether the child's other parents may read it.
        lens(ParentView) "openToOtherParents": bool = |row| Some(row.open_to_other_parents);
        /// When they were asked for it; null where they spoke first.
        base "askedOn": Option<Date> = view.0.base().asked_on.map(Date);
        /// In which role they were asked.
        base "askedByRole": Option<Role> = view.0.base().asked_by_role;
        /// Who asked them.
        one "askedBy": Practitioner = asked_by;
        /// When they gave it.
        base "givenOn": Option<Date> = view.0.base().given_on.map(Date);
        /// In which role it was last written down: PARENT where they did so themselves.
        base "recordedByRole": Option<Role> = view.0.base().recorded_by_role;
        /// The practitioner who wrote it down for them; null where they did so themselves.
        one "recordedBy": Practitioner = recorded_by;
        /// When they said that they give none, or took it back.
        base "endedOn": Option<Date> = view.0.base().ended_on.map(Date);
        /// Why they give none, or took it back, where they said so.
        lens(ParentView) "endedReason": String = |row| row.ended_reason.clone();
        /// Whose account it is. A parent sees their own entry only.
        one(Contact) "carer": Carer = carer;
        /// When the carer was first asked, or spoke.
        base "createdAt": DateTime = DateTime(view.0.base().created_at);
        /// When it was last changed.
        base "updatedAt": DateTime = DateTime(view.0.base().updated_at);
        /// The review.
        one "review": Review = review;
        /// What you may do with it now.
        must "access": ParentViewAccess = own_access;
    }
}

access! {
    /// What you may do with a parent's or carer's own account now: answered by the same table that allows or refuses the acts.
    ParentViewAccess = "ParentViewAccess" of parent_view {
        /// `parentViewAmend`
        "canAmend" = ParentViewAmend;
        /// `parentViewWithdraw`
        "canWithdraw" = ParentViewWithdraw;
    }
}

/// A text of an account that stands.
fn standing(row: &parent_view::Model, text: Option<&String>) -> Option<String> {
    text.filter(|_| row.status == ParentViewStatus::Given).cloned()
}

async fn asked_by(batch: &[ParentView], call: &Call<'_>) -> Result<Vec<Option<Practitioner>>> {
    let asked = batch
        .iter()
        .map(|view| view.0.base().asked_by_id.map(PractitionerId));
    directory::practitioners(asked, call).await
}

async fn recorded_by(batch: &[ParentView], call: &Call<'_>) -> Result<Vec<Option<Practitioner>>> {
    let by = |view: &ParentView| {
        let row = view.0.base();
        let is_parent = row.recorded_by_role == Some(Role::Parent);
        row.recorded_by_id.filter(|_| !is_parent).map(PractitionerId)
    };
    directory::practitioners(batch.iter().map(by), call).await
}

async fn carer(batch: &[ParentView], call: &Call<'_>) -> Result<Vec<Option<Carer>>> {
    carers::carers(batch.iter().map(|view| Some(view.0.base().carer_id)), call).await
}

async fn review(batch: &[ParentView], call: &Call<'_>) -> Result<Vec<Option<Review>>> {
    let ids = || batch.iter().map(|view| view.0.base().review_id);
    let found = reviews::by_ids(ids(), call).await?;
    Ok(ids().map(|id| found.get(&id).cloned()).collect())
}

fn own_access<'a>(batch: &'a [ParentView], _: &Call<'_>) -> Boxed<'a, Result<Vec<Option<ParentViewAccess>>>> {
    ready(
        batch
            .iter()
            .map(|view| Some(ParentViewAccess(view.0.clone())))
            .collect(),
    )
}
