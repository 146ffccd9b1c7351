//! Recording an assessment.

use async_graphql::{Context, Object};
use entity::ids::{AssessmentId, HealthReviewId};
use entity::{assessment, health_review};

use super::{case, child};
use crate::domain::assessment::input::AssessmentRecordInput;
use crate::domain::assessment::{Assessment, facts, rules};
use crate::gql::context::ContextExt;
use crate::gql::input::Arguments;
use crate::gql::reference::HealthReviewRef;
use crate::payload;
use crate::policy::act;
use crate::problem::Result;
use crate::store::{Attempt, Reference};

payload! {
    /// What came of `assessmentRecord`.
    AssessmentRecordPayload {
        /// The assessment, with what the reference tables say of it.
        assessment: Assessment over assessment
    }
}

/// Recording an assessment.
#[derive(Default)]
pub struct AssessmentRecordMutation;

#[Object]
impl AssessmentRecordMutation {
    /// Record an assessment of the child's development in the health half. Zone, band, concept, age and window are found for
    /// you. A form that is not right for the age is taken and flagged; an impossible score is refused. Where the health half
    /// was handed in already, it is AMENDED from then on.
    async fn assessment_record(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The health half.")] health_review: HealthReviewRef,
        #[graphql(desc = "Makes a retry safe; required of systems.")] idempotency_key: Option<String>,
        #[graphql(desc = "The assessment.")] input: AssessmentRecordInput,
    ) -> Result<AssessmentRecordPayload> {
        let arguments = Arguments::default()
            .with("healthReview", &health_review)
            .with("input", &input);
        let attempt = ctx.attempt::<act::AssessmentRecord>(idempotency_key.as_deref(), &arguments.value())?;
        let outcome = record(&attempt, &health_review.into(), &input).await;
        Ok(attempt
            .settle::<assessment::Entity>(ctx.reader(), outcome)
            .await?
            .into())
    }
}

async fn record(
    attempt: &Attempt<act::AssessmentRecord>,
    half: &Reference<HealthReviewId>,
    input: &AssessmentRecordInput,
) -> Result<AssessmentId> {
    let mut tx = attempt.begin().await?;
    let half = tx.lock::<health_review::Entity>(half, &["healthReview"]).await?;
    let permit = attempt.permit(&mut tx, half).await?;
    let child = child(&tx, permit.review().map(|review| review.child_id), "healthReview").await?;
    let case = case(&tx, permit.row().id, &child).await?;
    let assessment = rules::record(&case, input)?;
    let id = tx.create(&permit, assessment, facts::recorded()).await?;
    if let Some(change) = rules::half(permit.row()) {
        tx.change(permit, change, facts::half_amended()).await?;
    }
    attempt.commit(tx, id).await
}
