//! Correcting an assessment.

use async_graphql::{Context, InputObject, Object};
use entity::ids::AssessmentId;
use entity::{assessment, health_review};

use super::{case, child};
use crate::domain::assessment::input::AssessmentRecordInput;
use crate::domain::assessment::{Assessment, facts, rules};
use crate::gql::context::ContextExt;
use crate::gql::input::Arguments;
use crate::gql::reference::AssessmentRef;
use crate::payload;
use crate::policy::act;
use crate::problem::Result;
use crate::store::{Attempt, Reference};

/// The correction.
#[derive(Debug, Clone, InputObject)]
pub struct AssessmentAmendInput {
    /// Why it is corrected. At most 1,000 characters.
    pub reason: String,
    /// The whole assessment, as it should be.
    pub corrected: AssessmentRecordInput,
}

payload! {
    /// What came of `assessmentAmend`.
    AssessmentAmendPayload {
        /// The correction, which counts from now on. `amends` names the one that it takes the place of.
        assessment: Assessment over assessment
    }
}

/// Correcting an assessment.
#[derive(Default)]
pub struct AssessmentAmendMutation;

#[Object]
impl AssessmentAmendMutation {
    /// Correct an assessment: the correction is an assessment of its own and counts from now on; the one that it corrects is
    /// kept as it was. Where the health half was handed in already, it is AMENDED from then on.
    async fn assessment_amend(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The assessment.")] assessment: AssessmentRef,
        #[graphql(desc = "The version that you read.")] expected_version: i32,
        #[graphql(desc = "Makes a retry safe; required of systems.")] idempotency_key: Option<String>,
        #[graphql(desc = "The correction.")] input: AssessmentAmendInput,
    ) -> Result<AssessmentAmendPayload> {
        let arguments = Arguments::default()
            .with("assessment", &assessment)
            .with("expectedVersion", &expected_version)
            .with("input", &input);
        let attempt = ctx.attempt::<act::AssessmentAmend>(idempotency_key.as_deref(), &arguments.value())?;
        let outcome = amend(&attempt, (assessment.into(), expected_version), &input).await;
        Ok(attempt
            .settle::<assessment::Entity>(ctx.reader(), outcome)
            .await?
            .into())
    }
}

async fn amend(
    attempt: &Attempt<act::AssessmentAmend>,
    (assessment, expected): (Reference<AssessmentId>, i32),
    input: &AssessmentAmendInput,
) -> Result<AssessmentId> {
    let mut tx = attempt.begin().await?;
    let assessment = tx
        .lock::<assessment::Entity>(&assessment, &["assessment"])
        .await?;
    let permit = attempt.permit(&mut tx, assessment).await?;
    let permit = tx.at_version(permit, expected).await?;
    let (old, half) = (permit.row().id, permit.row().health_review_id);
    let half = tx
        .get::<health_review::Entity>(&Reference::Id(half), &["assessment"])
        .await?;
    let child = child(&tx, permit.review().map(|review| review.child_id), "assessment").await?;
    let case = case(&tx, half.id, &child).await?;
    rules::takes_correction(&half, case.author)?;
    let correction = rules::amend(&case, old, (&input.reason, &input.corrected))?;
    let id = tx.create(&permit, correction, facts::corrected(old)).await?;
    if let Some(change) = rules::half(&half) {
        tx.cascade(&permit, &half, change, facts::half_amended()).await?;
    }
    tx.change(permit, rules::amended(), facts::amended()).await?;
    attempt.commit(tx, id).await
}
