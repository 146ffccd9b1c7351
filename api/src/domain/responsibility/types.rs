//! The responsibility on the wire.

use entity::enums::{Discipline, ResponsibilityStatus, ReviewStep, Role, StepParty};
use entity::ids::ResponsibilityId;
use entity::responsibility;

use super::{loader, rules};
use crate::domain::directory::{Practitioner, loader as directory};
use crate::domain::review::{Review, loader as reviews};
use crate::gql::connection::Connected;
use crate::gql::scalars::{Date, DateTime};
use crate::gql::wire::Call;
use crate::policy::step;
use crate::problem::Result;
use crate::store::Visible;
use crate::{access, wire};

/// One party's part in one step of a review.
#[derive(Debug, Clone)]
pub struct Responsibility(pub Visible<responsibility::Model>);

wire! {
    /// One party's part in one step of a review: who does what by when. Everybody who knows of the review sees it, the
    /// parents among them.
    Responsibility = "Responsibility", node, |responsibility, call| {
        /// The responsibility's id, for example `responsibility_01j…`. Never changes.
        base "id": ResponsibilityId = responsibility.0.base().id;
        /// Counts the edits; give it as `expectedVersion`.
        base "version": i32 = responsibility.0.base().version;
        /// Which step.
        base "step": ReviewStep = responsibility.0.base().step;
        /// Whose it is. A step of both professions is two responsibilities, one of each.
        base "party": StepParty = responsibility.0.base().party;
        /// The role, where the party is one.
        base "role": Option<Role> = responsibility.0.base().role;
        /// The profession whose it is; null where either may.
        base "discipline": Option<Discipline> = step::discipline_of(responsibility.0.base().party, responsibility.0.base().role);
        /// What has become of it.
        base "status": ResponsibilityStatus = responsibility.0.base().status;
        /// By when: reckoned in working days of England from the review's due date.
        base "dueOn": Date = Date(responsibility.0.base().due_on);
        /// Whether it is open past its day, in a review that is still being worked on.
        base "isOverdue": bool = is_overdue(responsibility, call);
        /// Whether the review is incomplete without it.
        base "isRequired": bool = responsibility.0.base().required;
        /// The mutations that fulfil the step and mark it done; empty where it is completed by `responsibilityComplete`.
        base "fulfilledBy": Vec<String> = rules::acts_of(responsibility.0.base().step).map(str::to_owned).collect();
        /// Who in particular is named for it; null where it is the party's.
        one "practitioner": Practitioner = practitioner;
        /// Whom to ask today: who is named, or covers for them while they are away. Null where it is the party's.
        one "presentPractitioner": Practitioner = loader::present;
        /// Why it was waived or opened again, or why a lead did it in the place of the responsible party. For
        /// practitioners.
        lens(PractitionerOnly) "reason": String = |row| row.reason.clone();
        /// In which role it was done or waived.
        base "settledByRole": Option<Role> = responsibility.0.base().settled_by_role;
        /// Who did or waived it.
        one "settledBy": Practitioner = settled_by;
        /// When it was done or waived.
        base "settledAt": Option<DateTime> = responsibility.0.base().settled_at.map(DateTime);
        /// When it was made: with the plan of the review, or with a change of its delivery model.
        base "createdAt": DateTime = DateTime(responsibility.0.base().created_at);
        /// When it was last changed.
        base "updatedAt": DateTime = DateTime(responsibility.0.base().updated_at);
        /// The review.
        one "review": Review = review;
        /// What you may do with it now.
        must "access": ResponsibilityAccess = own_access;
    }
}

impl Connected for Responsibility {
    const CONNECTION: &'static str = "ResponsibilityConnection";
    const EDGE: &'static str = "ResponsibilityEdge";
}

access! {
    /// What you may do with a responsibility now: answered by the same table and protocol that allow or refuse the acts.
    ResponsibilityAccess = "ResponsibilityAccess" of responsibility {
        /// `responsibilityReassign`; refused where it is another party's.
        "canReassign" = ResponsibilityReassign;
        /// `responsibilityWaive`; refused where it is another party's, and to the party where it is required.
        "canWaive" = ResponsibilityWaive;
        /// `responsibilityComplete`; refused where the step has an act of its own.
        "canComplete" = ResponsibilityComplete;
        /// `responsibilityReopen`; refused where it is another party's, and to the party where a lead has waived it.
        "canReopen" = ResponsibilityReopen;
    }
}

fn is_overdue(responsibility: &Responsibility, call: &Call<'_>) -> bool {
    let row = responsibility.0.base();
    row.status == ResponsibilityStatus::Open
        && responsibility.0.sight().review_is_open
        && row.due_on < call.walk.request.store.clock().today()
}

async fn practitioner(batch: &[Responsibility], call: &Call<'_>) -> Result<Vec<Option<Practitioner>>> {
    directory::practitioners(batch.iter().map(|row| row.0.base().practitioner_id), call).await
}

async fn settled_by(batch: &[Responsibility], call: &Call<'_>) -> Result<Vec<Option<Practitioner>>> {
    directory::practitioners(batch.iter().map(|row| row.0.base().settled_by_id), call).await
}

async fn review(batch: &[Responsibility], call: &Call<'_>) -> Result<Vec<Option<Review>>> {
    let ids = || batch.iter().map(|row| row.0.base().review_id);
    let found = reviews::by_ids(ids(), call).await?;
    Ok(ids().map(|id| found.get(&id).cloned()).collect())
}

async fn own_access(batch: &[Responsibility], call: &Call<'_>) -> Result<Vec<Option<ResponsibilityAccess>>> {
    let rows: Vec<_> = batch.iter().map(|row| row.0.clone()).collect();
    let rows = call.walk.request.reader.with_others(&rows).await?;
    Ok(rows
        .into_iter()
        .map(|row| Some(ResponsibilityAccess(row)))
        .collect())
}
