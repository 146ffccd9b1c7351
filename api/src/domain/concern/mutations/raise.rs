//! Raising a concern.

use async_graphql::{Context, InputObject, Object};
use entity::enums::{ConcernLevel, Sensitivity, Topic};
use entity::ids::{ConcernId, ReviewId};
use entity::{concern, review};
use sea_orm::ColumnTrait;

use super::author;
use crate::domain::concern::{Concern, facts, rules};
use crate::gql::context::ContextExt;
use crate::gql::input::Arguments;
use crate::gql::reference::{ExternalIdInput, ReviewRef};
use crate::payload;
use crate::policy::act;
use crate::problem::Result;
use crate::store::{Attempt, Reference};

/// The concern.
#[derive(Debug, Clone, InputObject)]
pub struct ConcernRaiseInput {
    /// What it is about.
    pub topic: Topic,
    /// How heavy it weighs.
    pub level: ConcernLevel,
    /// Who may hear of it; every party if nothing is said. PRACTITIONERS_ONLY is for practitioners: the family does not
    /// learn that the concern exists. Not for parents and guests.
    pub sensitivity: Option<Sensitivity>,
    /// What was seen or heard, in your words. It cannot be changed later, only added to. At most 8,000 characters.
    pub evidence: String,
    /// Your system's identifier of the concern.
    pub external_id: Option<ExternalIdInput>,
}

payload! {
    /// What came of `concernRaise`.
    ConcernRaisePayload {
        /// The concern.
        concern: Concern over concern
    }
}

/// Raising a concern.
#[derive(Default)]
pub struct ConcernRaiseMutation;

#[Object]
impl ConcernRaiseMutation {
    /// Raise a concern about the child in a review: either profession, the parents, a guest.
    async fn concern_raise(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The review.")] review: ReviewRef,
        #[graphql(desc = "Makes a retry safe; required of systems.")] idempotency_key: Option<String>,
        #[graphql(desc = "The concern.")] input: ConcernRaiseInput,
    ) -> Result<ConcernRaisePayload> {
        let arguments = Arguments::default().with("review", &review).with("input", &input);
        let attempt = ctx.attempt::<act::ConcernRaise>(idempotency_key.as_deref(), &arguments.value())?;
        let outcome = raise(&attempt, &review.into(), &input).await;
        Ok(attempt
            .settle_made::<concern::Entity>(ctx.reader(), outcome)
            .await?
            .into())
    }
}

async fn raise(
    attempt: &Attempt<act::ConcernRaise>,
    review: &Reference<ReviewId>,
    input: &ConcernRaiseInput,
) -> Result<ConcernId> {
    let external = input.external_id.as_ref();
    let external = external
        .map(|id| id.check(&["input", "externalId"]))
        .transpose()?;
    let mut tx = attempt.begin().await?;
    let review = tx.lock::<review::Entity>(review, &["review"]).await?;
    let permit = attempt.permit(&mut tx, review).await?;
    let author = author(&tx, Some(permit.row().child_id)).await?;
    let of_review = concern::Column::ReviewId.eq(permit.row().id);
    let known = tx.count(tx.see::<concern::Entity>().filter(of_review)).await?;
    let sensitivity = input.sensitivity.unwrap_or(Sensitivity::Standard);
    let wish = rules::Wish {
        topic: input.topic,
        level: input.level,
        sensitivity,
        evidence: &input.evidence,
    };
    let concern = rules::raise(author, wish, known)?;
    let id: ConcernId = tx.create(&permit, concern, facts::raised(sensitivity)).await?;
    if let Some(external) = &external {
        tx.identify(&permit, id, external).await?;
    }
    attempt.commit(tx, id).await
}
