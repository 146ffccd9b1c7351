//! Issuing a share code.

use async_graphql::{Context, InputObject, Object, SimpleObject};
use entity::enums::SharingCategory;
use entity::ids::{ReviewId, ShareCodeId};
use entity::{review, share_code};
use rand::Rng as _;
use sea_orm::ColumnTrait;

use super::caller;
use crate::domain::carer::speaking::named_or_own;
use crate::domain::share_code::{code, facts, rules};
use crate::gql::context::ContextExt;
use crate::gql::input::Arguments;
use crate::gql::reference::{CarerRef, ReviewRef};
use crate::gql::scalars::DateTime;
use crate::gql::user_error::UserError;
use crate::policy::act;
use crate::policy::sharing::speaks_for;
use crate::problem::Result;
use crate::store::{Attempt, Reference};

/// What the code is to open.
#[derive(Debug, Clone, InputObject)]
pub struct ShareCodeIssueInput {
    /// Which half: as a practitioner, that of your own profession.
    pub category: SharingCategory,
    /// To which parent you hand it, who must have parental responsibility. Required of practitioners; you yourself if you
    /// are a parent.
    pub given_by: Option<CarerRef>,
    /// How many days it may be used, 1 to 28; 14 if nothing is said.
    pub valid_days: Option<i32>,
}

/// What came of `shareCodeIssue`.
#[derive(Debug, SimpleObject)]
pub struct ShareCodeIssuePayload {
    /// The code, like `7KQ2-M9XD-0V4T-HB3R`: shown once, in this answer, and kept nowhere. Null in an answer to a retry with
    /// the same idempotency key: then issue another.
    pub code: Option<String>,
    /// Until when it may be used.
    pub expires_at: Option<DateTime>,
    /// Why the act was refused; empty if it was done.
    pub user_errors: Vec<UserError>,
    /// Whether an earlier attempt with the same idempotency key had already done it.
    pub replayed: bool,
}

/// Issuing a share code.
#[derive(Default)]
pub struct ShareCodeIssueMutation;

#[Object]
impl ShareCodeIssueMutation {
    /// Issue a code that the parents hand to the other profession in the place of paper: whoever enters it there has the
    /// parents' agreement to read the half. Parents issue it themselves; a practitioner hands it to a parent.
    async fn share_code_issue(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The review.")] review: ReviewRef,
        #[graphql(desc = "Makes a retry safe; required of systems.")] idempotency_key: Option<String>,
        #[graphql(desc = "What the code is to open.")] input: ShareCodeIssueInput,
    ) -> Result<ShareCodeIssuePayload> {
        let arguments = Arguments::default().with("review", &review).with("input", &input);
        let attempt = ctx.attempt::<act::ShareCodeIssue>(idempotency_key.as_deref(), &arguments.value())?;
        let mut random = [0; 16];
        rand::rng().fill_bytes(&mut random);
        let fresh = code::of(random);
        let outcome = issue(&attempt, &review.into(), (input, code::hash(&fresh))).await;
        let settled = attempt
            .settle::<share_code::Entity>(ctx.reader(), outcome)
            .await?;
        let issued = settled.row.as_ref().filter(|_| !settled.replayed);
        Ok(ShareCodeIssuePayload {
            code: issued.map(|_| fresh),
            expires_at: settled.row.as_ref().map(|row| DateTime(row.base().expires_at)),
            user_errors: settled.refusal.map(UserError::of).unwrap_or_default(),
            replayed: settled.replayed,
        })
    }
}

async fn issue(
    attempt: &Attempt<act::ShareCodeIssue>,
    review: &Reference<ReviewId>,
    (input, hash): (ShareCodeIssueInput, String),
) -> Result<ShareCodeId> {
    let mut tx = attempt.begin().await?;
    let review = tx.lock::<review::Entity>(review, &["review"]).await?;
    let permit = attempt.permit(&mut tx, review).await?;
    let child = permit.row().child_id;
    let parent = named_or_own(&tx, child, input.given_by).await?;
    let of_child = share_code::Column::ChildId.eq(child);
    let out = tx.all(tx.see::<share_code::Entity>().filter(of_child)).await?;
    let row = rules::issue(
        caller(&tx),
        (input.category, parent.as_ref()),
        (hash, input.valid_days),
        (&out, tx.now()),
    )?;
    if let Some(parent) = &parent {
        speaks_for(parent, child)?;
    }
    let id: ShareCodeId = tx.create(&permit, row, facts::issued(input.category)).await?;
    attempt.commit(tx, id).await
}
