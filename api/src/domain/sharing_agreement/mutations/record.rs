//! Recording what a parent has answered.

use async_graphql::{Context, InputObject, Object};
use entity::enums::{
    RecipientClass, SharingAnswer, SharingCategory, SharingChannel, SharingMode, SharingPurpose,
};
use entity::ids::{ReviewId, SharingAgreementId};
use entity::{review, sharing_agreement};
use sea_orm::ColumnTrait;

use super::recorder;
use crate::domain::carer::speaking::named_or_own;
use crate::domain::sharing_agreement::{SharingAgreement, facts, rules};
use crate::gql::context::ContextExt;
use crate::gql::input::Arguments;
use crate::gql::reference::{CarerRef, ReviewRef};
use crate::gql::scalars::Date;
use crate::payload;
use crate::policy::act;
use crate::policy::sharing::other_profession;
use crate::problem::Result;
use crate::store::{Attempt, Reference};

/// What a parent has answered.
#[derive(Debug, Clone, InputObject)]
pub struct SharingAgreementRecordInput {
    /// Yes or no.
    pub answer: SharingAnswer,
    /// Which half it is about.
    pub category: SharingCategory,
    /// With whom; the other profession if nothing is said.
    pub recipient: Option<RecipientClass>,
    /// With whom by name; required for OTHER_NAMED. At most 200 characters.
    pub recipient_name: Option<String>,
    /// What for; INTEGRATED_REVIEW if nothing is said.
    pub purpose: Option<SharingPurpose>,
    /// How much; CONTENT if nothing is said. To refuse the EXISTENCE hides from the other profession that the half is there.
    pub mode: Option<SharingMode>,
    /// The first day on which it counts; today if nothing is said.
    pub from: Option<Date>,
    /// The last day on which it counts; until it is withdrawn if nothing is said.
    pub until: Option<Date>,
    /// Which parent answered, who must have parental responsibility. Required of practitioners; you yourself if you are a
    /// parent.
    pub given_by: Option<CarerRef>,
    /// How the answer came: IN_WRITING or SAID_TO_PRACTITIONER. Required of practitioners; ONLINE if you are a parent.
    pub channel: Option<SharingChannel>,
    /// When they answered; today if nothing is said.
    pub answered_on: Option<Date>,
}

payload! {
    /// What came of `sharingAgreementRecord`.
    SharingAgreementRecordPayload {
        /// What was answered.
        sharing_agreement: SharingAgreement over sharing_agreement
    }
}

/// Recording what a parent has answered.
#[derive(Default)]
pub struct SharingAgreementRecordMutation;

#[Object]
impl SharingAgreementRecordMutation {
    /// Record what a parent has answered to being asked whether something about the child is shared. Parents answer for
    /// their own child; a practitioner who takes part says which parent answered, and how. It counts for the child, also
    /// beyond this review, until it expires or is withdrawn; the last answer in force decides.
    async fn sharing_agreement_record(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The review in which they were asked.")] review: ReviewRef,
        #[graphql(desc = "Makes a retry safe; required of systems.")] idempotency_key: Option<String>,
        #[graphql(desc = "What they answered.")] input: SharingAgreementRecordInput,
    ) -> Result<SharingAgreementRecordPayload> {
        let arguments = Arguments::default().with("review", &review).with("input", &input);
        let attempt =
            ctx.attempt::<act::SharingAgreementRecord>(idempotency_key.as_deref(), &arguments.value())?;
        let outcome = record(&attempt, &review.into(), input).await;
        Ok(attempt
            .settle::<sharing_agreement::Entity>(ctx.reader(), outcome)
            .await?
            .into())
    }
}

async fn record(
    attempt: &Attempt<act::SharingAgreementRecord>,
    review: &Reference<ReviewId>,
    input: SharingAgreementRecordInput,
) -> Result<SharingAgreementId> {
    let mut tx = attempt.begin().await?;
    let review = tx.lock::<review::Entity>(review, &["review"]).await?;
    let permit = attempt.permit(&mut tx, review).await?;
    let child = permit.row().child_id;
    let parent = named_or_own(&tx, child, input.given_by).await?;
    let of_child = sharing_agreement::Column::ChildId.eq(child);
    let known = tx
        .count(tx.see::<sharing_agreement::Entity>().filter(of_child))
        .await?;
    let wish = rules::Wish {
        answer: input.answer,
        category: input.category,
        recipient: input
            .recipient
            .unwrap_or_else(|| other_profession(input.category)),
        recipient_name: input.recipient_name.as_deref(),
        purpose: input.purpose.unwrap_or(SharingPurpose::IntegratedReview),
        mode: input.mode.unwrap_or(SharingMode::Content),
        from: input.from.map(|day| day.0),
        until: input.until.map(|day| day.0),
        channel: input.channel,
        answered_on: input.answered_on.map(|day| day.0),
    };
    let said = rules::record(
        recorder(&tx),
        (child, parent.as_ref()),
        &wish,
        (known, tx.today()),
    )?;
    let about = (wish.category, wish.recipient, wish.mode);
    let fact = facts::recorded(rules::status(wish.answer), about);
    let id: SharingAgreementId = tx.create(&permit, said, fact).await?;
    attempt.commit(tx, id).await
}
