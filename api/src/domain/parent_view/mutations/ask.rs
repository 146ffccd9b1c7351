//! Recording that a parent or carer was asked for their own account.

use async_graphql::{Context, InputObject, Object};
use entity::ids::{ParentViewId, ReviewId};
use entity::{parent_view, review};

use super::{OnRecord, scribe};
use crate::domain::carer::speaking::named_or_own;
use crate::domain::parent_view::{ParentView, facts, rules};
use crate::gql::context::ContextExt;
use crate::gql::input::Arguments;
use crate::gql::reference::{CarerRef, ReviewRef};
use crate::gql::scalars::Date;
use crate::payload;
use crate::policy::act;
use crate::problem::Result;
use crate::store::{Attempt, Reference};

/// Who was asked.
#[derive(Debug, Clone, InputObject)]
pub struct ParentViewAskInput {
    /// Which parent or carer of the child.
    pub carer: CarerRef,
    /// When; today if nothing is said.
    pub asked_on: Option<Date>,
}

payload! {
    /// What came of `parentViewAsk`.
    ParentViewAskPayload {
        /// The account.
        parent_view: ParentView over parent_view
    }
}

/// Recording that a parent or carer was asked for their own account.
#[derive(Default)]
pub struct ParentViewAskMutation;

#[Object]
impl ParentViewAskMutation {
    /// Record that a parent or carer was asked for their own account: what the child enjoys, what matters to them, what
    /// worries them. Ask before any score is shown to the meeting. Whoever declined or took theirs back may be asked again.
    async fn parent_view_ask(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The review.")] review: ReviewRef,
        #[graphql(desc = "Makes a retry safe; required of systems.")] idempotency_key: Option<String>,
        #[graphql(desc = "Who was asked.")] input: ParentViewAskInput,
    ) -> Result<ParentViewAskPayload> {
        let arguments = Arguments::default().with("review", &review).with("input", &input);
        let attempt = ctx.attempt::<act::ParentViewAsk>(idempotency_key.as_deref(), &arguments.value())?;
        let outcome = ask(&attempt, &review.into(), input).await;
        Ok(attempt
            .settle::<parent_view::Entity>(ctx.reader(), outcome)
            .await?
            .into())
    }
}

async fn ask(
    attempt: &Attempt<act::ParentViewAsk>,
    review: &Reference<ReviewId>,
    input: ParentViewAskInput,
) -> Result<ParentViewId> {
    let mut tx = attempt.begin().await?;
    let review = tx.lock::<review::Entity>(review, &["review"]).await?;
    let permit = attempt.permit(&mut tx, review).await?;
    let carer = named_or_own(&tx, permit.row().child_id, Some(input.carer)).await?;
    let on_record = OnRecord::read(&tx, &permit, carer).await?;
    let asked_on = input.asked_on.map(|day| day.0);
    let said = rules::ask(scribe(&tx), &on_record.speaker(), (asked_on, tx.today()))?;
    let fact = facts::asked(on_record.carer());
    let id = on_record.write(&mut tx, &permit, said, fact).await?;
    attempt.commit(tx, id).await
}
