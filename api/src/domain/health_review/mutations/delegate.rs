//! Delegating the health half.

use async_graphql::{Context, InputObject, Object};
use entity::enums::{DirectoryStatus, Role};
use entity::ids::HealthReviewId;
use entity::{health_review, practitioner, role_assignment};
use sea_orm::ColumnTrait;

use crate::domain::health_review::{HealthReview, facts, rules};
use crate::gql::context::ContextExt;
use crate::gql::input::Arguments;
use crate::gql::reference::{HealthReviewRef, PractitionerRef};
use crate::payload;
use crate::policy::act;
use crate::problem::Result;
use crate::store::{Attempt, Reference};

/// To whom the health half is delegated.
#[derive(Debug, Clone, InputObject)]
pub struct HealthReviewDelegateInput {
    /// The community nursery nurse of the child's health team who delivers it from now on; the accountable health visitor
    /// takes it back.
    pub deliverer: PractitionerRef,
    /// How the delegate is supervised; required where it is delegated. At most 1,000 characters.
    pub supervision: Option<String>,
}

payload! {
    /// What came of `healthReviewDelegate`.
    HealthReviewDelegatePayload {
        /// The health half.
        health_review: HealthReview over health_review
    }
}

/// Delegating the health half.
#[derive(Default)]
pub struct HealthReviewDelegateMutation;

#[Object]
impl HealthReviewDelegateMutation {
    /// Delegate the delivery of the health half to a community nursery nurse, or take it back. The health visitor stays
    /// accountable: they hand it in, with the day on which the supervision took place.
    async fn health_review_delegate(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The health half.")] health_review: HealthReviewRef,
        #[graphql(desc = "The version that you read.")] expected_version: i32,
        #[graphql(desc = "Makes a retry safe; required of systems.")] idempotency_key: Option<String>,
        #[graphql(desc = "To whom, and how they are supervised.")] input: HealthReviewDelegateInput,
    ) -> Result<HealthReviewDelegatePayload> {
        let arguments = Arguments::default()
            .with("healthReview", &health_review)
            .with("expectedVersion", &expected_version)
            .with("input", &input);
        let attempt =
            ctx.attempt::<act::HealthReviewDelegate>(idempotency_key.as_deref(), &arguments.value())?;
        let outcome = delegate(&attempt, (health_review.into(), expected_version), input).await;
        Ok(attempt
            .settle::<health_review::Entity>(ctx.reader(), outcome)
            .await?
            .into())
    }
}

async fn delegate(
    attempt: &Attempt<act::HealthReviewDelegate>,
    (half, expected): (Reference<HealthReviewId>, i32),
    input: HealthReviewDelegateInput,
) -> Result<HealthReviewId> {
    let mut tx = attempt.begin().await?;
    let half = tx.lock::<health_review::Entity>(&half, &["healthReview"]).await?;
    let permit = attempt.permit(&mut tx, half).await?;
    let permit = tx.at_version(permit, expected).await?;
    let id = permit.row().id;
    let path = ["input", "deliverer"];
    let person = tx
        .get::<practitioner::Entity>(&input.deliverer.into(), &path)
        .await?;
    let held = tx
        .see::<role_assignment::Entity>()
        .filter(role_assignment::Column::PractitionerId.eq(person.id))
        .filter(role_assignment::Column::Role.eq(Role::CommunityNurseryNurse))
        .filter(role_assignment::Column::Status.eq(DirectoryStatus::Active));
    let team = permit.review().and_then(|review| review.health_team_id);
    let roles = tx.all(held).await?;
    let is_nurse_of_team = team.is_some() && roles.iter().any(|held| held.organisation_id == team);
    let to = rules::Delegate {
        person: &person,
        is_nurse_of_team,
    };
    let change = rules::delegate(permit.row(), &to, input.supervision.as_deref(), tx.today())?;
    let fact = facts::delegated(person.id != permit.row().accountable_id);
    tx.change(permit, change, fact).await?;
    attempt.commit(tx, id).await
}
