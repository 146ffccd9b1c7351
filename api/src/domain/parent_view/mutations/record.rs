//! Recording a parent's or carer's own account.

use async_graphql::{Context, Object};
use entity::ids::{ParentViewId, ReviewId};
use entity::{parent_view, review};

use super::{OnRecord, scribe};
use crate::domain::carer::speaking::named_or_own;
use crate::domain::parent_view::input::ParentViewRecordInput;
use crate::domain::parent_view::{ParentView, facts, rules};
use crate::gql::context::ContextExt;
use crate::gql::input::Arguments;
use crate::gql::reference::ReviewRef;
use crate::payload;
use crate::policy::act;
use crate::problem::Result;
use crate::store::{Attempt, Reference};

payload! {
    /// What came of `parentViewRecord`.
    ParentViewRecordPayload {
        /// The account.
        parent_view: ParentView over parent_view
    }
}

/// Recording a parent's or carer's own account.
#[derive(Default)]
pub struct ParentViewRecordMutation;

#[Object]
impl ParentViewRecordMutation {
    /// Record a parent's or carer's own account of the child in a review: the parents theirs, or a practitioner for whoever
    /// said it, on the telephone for example. One account a carer; it is amended afterwards. Whoever had declined or taken
    /// theirs back may give one all the same.
    async fn parent_view_record(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The review.")] review: ReviewRef,
        #[graphql(desc = "Makes a retry safe; required of systems.")] idempotency_key: Option<String>,
        #[graphql(desc = "What they say.")] input: ParentViewRecordInput,
    ) -> Result<ParentViewRecordPayload> {
        let arguments = Arguments::default().with("review", &review).with("input", &input);
        let attempt = ctx.attempt::<act::ParentViewRecord>(idempotency_key.as_deref(), &arguments.value())?;
        let outcome = record(&attempt, &review.into(), input).await;
        Ok(attempt
            .settle::<parent_view::Entity>(ctx.reader(), outcome)
            .await?
            .into())
    }
}

async fn record(
    attempt: &Attempt<act::ParentViewRecord>,
    review: &Reference<ReviewId>,
    mut input: ParentViewRecordInput,
) -> Result<ParentViewId> {
    let mut tx = attempt.begin().await?;
    let review = tx.lock::<review::Entity>(review, &["review"]).await?;
    let permit = attempt.permit(&mut tx, review).await?;
    let carer = named_or_own(&tx, permit.row().child_id, input.given_by.take()).await?;
    let on_record = OnRecord::read(&tx, &permit, carer).await?;
    let said = rules::record(scribe(&tx), &on_record.speaker(), &input, tx.today())?;
    let channel = said.channel.try_as_ref().copied().flatten();
    let fact = facts::recorded(on_record.carer(), channel);
    let id = on_record.write(&mut tx, &permit, said, fact).await?;
    attempt.commit(tx, id).await
}
