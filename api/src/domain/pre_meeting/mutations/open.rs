//! Opening the pre-meeting of a review.

use async_graphql::{Context, Object};
use entity::enums::{ConcernStatus, Sensitivity};
use entity::ids::{PreMeetingId, ReviewId};
use entity::{concern, pre_meeting, review};
use sea_orm::ColumnTrait;

use super::actor;
use crate::domain::pre_meeting::{PreMeeting, facts, rules};
use crate::gql::context::ContextExt;
use crate::gql::input::Arguments;
use crate::gql::reference::ReviewRef;
use crate::payload;
use crate::policy::act;
use crate::problem::Result;
use crate::store::{Attempt, Reference, Tx};

payload! {
    /// What came of `preMeetingOpen`.
    PreMeetingOpenPayload {
        /// The pre-meeting.
        pre_meeting: PreMeeting over pre_meeting
    }
}

/// Opening the pre-meeting of a review.
#[derive(Default)]
pub struct PreMeetingOpenMutation;

#[Object]
impl PreMeetingOpenMutation {
    /// Open the pre-meeting of a review, as either profession. The open concerns that practitioners keep among themselves are
    /// on its agenda from the beginning, as sensitive topics. One is open at a time.
    async fn pre_meeting_open(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The review.")] review: ReviewRef,
        #[graphql(desc = "Makes a retry safe; required of systems.")] idempotency_key: Option<String>,
    ) -> Result<PreMeetingOpenPayload> {
        let arguments = Arguments::default().with("review", &review);
        let attempt = ctx.attempt::<act::PreMeetingOpen>(idempotency_key.as_deref(), &arguments.value())?;
        let outcome = open(&attempt, &review.into()).await;
        Ok(attempt
            .settle::<pre_meeting::Entity>(ctx.reader(), outcome)
            .await?
            .into())
    }
}

async fn open(attempt: &Attempt<act::PreMeetingOpen>, review: &Reference<ReviewId>) -> Result<PreMeetingId> {
    let mut tx = attempt.begin().await?;
    let review = tx.lock::<review::Entity>(review, &["review"]).await?;
    let permit = attempt.permit(&mut tx, review).await?;
    let by = actor(&tx);
    let meeting = rules::open(permit.row(), by)?;
    let id: PreMeetingId = tx.create(&permit, meeting, facts::opened()).await?;
    for (position, concern) in (1..).zip(kept_among_practitioners(&tx, permit.row().id).await?) {
        let topic = rules::from_concern(id, &concern, position, by);
        tx.create(&permit, topic, facts::topic_added(id, true)).await?;
    }
    attempt.commit(tx, id).await
}

/// The open concerns of a review that practitioners keep among themselves, first to last.
async fn kept_among_practitioners(tx: &Tx, review: ReviewId) -> Result<Vec<concern::Model>> {
    use concern::Column as C;
    let kept = tx
        .see::<concern::Entity>()
        .filter(C::ReviewId.eq(review))
        .filter(C::Sensitivity.eq(Sensitivity::PractitionersOnly))
        .filter(C::Status.eq(ConcernStatus::Open));
    let mut concerns = tx.all(kept).await?;
    concerns.sort_by_key(|concern| concern.id);
    Ok(concerns)
}
