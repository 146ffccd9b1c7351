//! The acts on pre-meetings, one file each.

mod close;
mod join;
mod open;
mod schedule;
mod sign_off;
mod topic_add;
mod topic_amend;
mod topic_remove;
mod topic_settle;
mod wording_agree;
mod wording_propose;

use async_graphql::MergedObject;
use entity::enums::{ResponsibilityStatus, ReviewStep};
use entity::ids::{PractitionerId, PreMeetingId, PreMeetingTopicId, ReviewId};
use entity::{pre_meeting, pre_meeting_topic, responsibility, review};
use sea_orm::ColumnTrait;

use super::{facts, rules};
use crate::domain::responsibility::facts as duty_facts;
use crate::domain::review::facts as review_facts;
use crate::policy::Act;
use crate::problem::{Problem, Result};
use crate::store::{Attempt, Fact, Permit, Reference, Tx};

/// The acts on pre-meetings.
#[derive(MergedObject, Default)]
pub struct PreMeetingMutations(
    open::PreMeetingOpenMutation,
    schedule::PreMeetingScheduleMutation,
    join::PreMeetingJoinMutation,
    topic_add::PreMeetingTopicAddMutation,
    topic_amend::PreMeetingTopicAmendMutation,
    wording_propose::PreMeetingWordingProposeMutation,
    wording_agree::PreMeetingWordingAgreeMutation,
    topic_remove::PreMeetingTopicRemoveMutation,
    sign_off::PreMeetingSignOffMutation,
    topic_settle::PreMeetingTopicSettleMutation,
    close::PreMeetingCloseMutation,
);

/// The caller, who is a practitioner: the matrix lets nobody else act here.
fn actor(tx: &Tx) -> rules::Actor {
    let who = tx.caller().viewer.who();
    rules::Actor {
        id: PractitionerId(who.actor),
        role: who.role,
        at: tx.now(),
    }
}

/// The topics of a pre-meeting.
async fn topics(tx: &Tx, meeting: PreMeetingId) -> Result<Vec<pre_meeting_topic::Model>> {
    let of_meeting = pre_meeting_topic::Column::PreMeetingId.eq(meeting);
    tx.all(tx.see::<pre_meeting_topic::Entity>().filter(of_meeting))
        .await
}

/// The pre-meeting of a topic, locked: a change of the topic changes its agenda.
async fn meeting_of(tx: &Tx, id: PreMeetingId) -> Result<pre_meeting::Model> {
    let own = tx
        .see::<pre_meeting::Entity>()
        .filter(pre_meeting::Column::Id.eq(id));
    let found = tx.lock_all(own).await?.pop();
    found.ok_or_else(|| Problem::not_found(["preMeetingTopic"]))
}

/// The review of a pre-meeting, locked: it moves with the signatures.
async fn review_of(tx: &Tx, id: ReviewId) -> Result<review::Model> {
    let own = tx.see::<review::Entity>().filter(review::Column::Id.eq(id));
    let found = tx.lock_all(own).await?.pop();
    found.ok_or_else(|| Problem::not_found(["review"]))
}

/// The parts of the step that have been done, locked.
async fn done(tx: &Tx, review: ReviewId) -> Result<Vec<responsibility::Model>> {
    use responsibility::Column as C;
    let done = tx
        .see::<responsibility::Entity>()
        .filter(C::ReviewId.eq(review))
        .filter(C::Step.eq(ReviewStep::HoldPreMeeting))
        .filter(C::Status.eq(ResponsibilityStatus::Done));
    tx.lock_all(done).await
}

/// What the signatures had done is undone: the review stands where it stood, and the step is to be done again.
async fn undo<A: Act>(tx: &mut Tx, permit: &Permit<A>, meeting: &pre_meeting::Model) -> Result<()> {
    let Some(meeting) = rules::signed(meeting) else {
        return Ok(());
    };
    let review = review_of(tx, meeting.review_id).await?;
    if let Some((to, change)) = rules::back(meeting, &review) {
        let fact = review_facts::moved("review.preMeetingReopened", review.status, to);
        tx.cascade(permit, &review, change, fact).await?;
    }
    for duty in done(tx, review.id).await? {
        let fact = duty_facts::moved("responsibility.reopened", &duty, ResponsibilityStatus::Open);
        tx.cascade(permit, &duty, rules::duty_again(), fact).await?;
    }
    Ok(())
}

/// The agenda has changed: what was signed off is not any more.
async fn agenda_changed<A: Act>(tx: &mut Tx, permit: &Permit<A>, meeting: &pre_meeting::Model) -> Result<()> {
    let was_signed = rules::signed(meeting).is_some();
    let fact = facts::agenda_changed(meeting, was_signed, rules::unsigned(meeting));
    tx.cascade(permit, meeting, rules::agenda_changed(meeting), fact)
        .await?;
    undo(tx, permit, meeting).await
}

/// An act that changes a topic, and so the agenda.
async fn on_topic<A>(
    attempt: &Attempt<A>,
    (topic, expected): (Reference<PreMeetingTopicId>, i32),
    rule: impl FnOnce(&pre_meeting_topic::Model, rules::Actor) -> Result<(pre_meeting_topic::ActiveModel, Fact)>,
) -> Result<PreMeetingTopicId>
where
    A: Act<Row = pre_meeting_topic::Model>,
{
    let mut tx = attempt.begin().await?;
    let topic = tx
        .lock::<pre_meeting_topic::Entity>(&topic, &["preMeetingTopic"])
        .await?;
    let permit = attempt.permit(&mut tx, topic).await?;
    let permit = tx.at_version(permit, expected).await?;
    let id = permit.row().id;
    let meeting = meeting_of(&tx, permit.row().pre_meeting_id).await?;
    rules::goes_on(&meeting)?;
    let (change, fact) = rule(permit.row(), actor(&tx))?;
    agenda_changed(&mut tx, &permit, &meeting).await?;
    tx.change(permit, change, fact).await?;
    attempt.commit(tx, id).await
}
