//! Recording that a parent or carer gives no account of their own.

use async_graphql::{Context, InputObject, Object};
use entity::ids::{ParentViewId, ReviewId};
use entity::{parent_view, review};

use super::OnRecord;
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

/// Who does not want to give one.
#[derive(Debug, Clone, Default, InputObject)]
pub struct ParentViewDeclineInput {
    /// Which parent or carer of the child. Required of practitioners; you yourself if you are a parent.
    pub given_by: Option<CarerRef>,
    /// Why, if they said so: nobody needs to. At most 1,000 characters.
    pub reason: Option<String>,
    /// When; today if nothing is said.
    pub declined_on: Option<Date>,
}

payload! {
    /// What came of `parentViewDecline`.
    ParentViewDeclinePayload {
        /// The account.
        parent_view: ParentView over parent_view
    }
}

/// Recording that a parent or carer gives no account of their own.
#[derive(Default)]
pub struct ParentViewDeclineMutation;

#[Object]
impl ParentViewDeclineMutation {
    /// Record that a parent or carer does not want to give an account of their own. The meeting goes on without it, and they
    /// may give one later.
    async fn parent_view_decline(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The review.")] review: ReviewRef,
        #[graphql(desc = "Makes a retry safe; required of systems.")] idempotency_key: Option<String>,
        #[graphql(desc = "Who, and why if they said so.", default)] input: ParentViewDeclineInput,
    ) -> Result<ParentViewDeclinePayload> {
        let arguments = Arguments::default().with("review", &review).with("input", &input);
        let attempt =
            ctx.attempt::<act::ParentViewDecline>(idempotency_key.as_deref(), &arguments.value())?;
        let outcome = decline(&attempt, &review.into(), input).await;
        Ok(attempt
            .settle::<parent_view::Entity>(ctx.reader(), outcome)
            .await?
            .into())
    }
}

async fn decline(
    attempt: &Attempt<act::ParentViewDecline>,
    review: &Reference<ReviewId>,
    mut input: ParentViewDeclineInput,
) -> Result<ParentViewId> {
    let mut tx = attempt.begin().await?;
    let review = tx.lock::<review::Entity>(review, &["review"]).await?;
    let permit = attempt.permit(&mut tx, review).await?;
    let carer = named_or_own(&tx, permit.row().child_id, input.given_by.take()).await?;
    let on_record = OnRecord::read(&tx, &permit, carer).await?;
    let day = (input.declined_on.map(|day| day.0), tx.today());
    let said = rules::decline(&on_record.speaker(), input.reason.as_deref(), day)?;
    let fact = facts::declined(on_record.carer());
    let id = on_record.write(&mut tx, &permit, said, fact).await?;
    attempt.commit(tx, id).await
}
