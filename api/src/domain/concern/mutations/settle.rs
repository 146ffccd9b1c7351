//! Settling a concern.

use async_graphql::{Context, InputObject, Object};
use entity::enums::{ConcernOutcome, Sensitivity};
use entity::ids::ConcernId;
use entity::{concern, concern_settlement, referral};
use sea_orm::ColumnTrait;

use super::settler;
use crate::domain::concern::rules::settle as rules;
use crate::domain::concern::{Concern, facts};
use crate::gql::context::ContextExt;
use crate::gql::input::Arguments;
use crate::gql::reference::{ConcernRef, ReferralRef};
use crate::gql::scalars::Date;
use crate::payload;
use crate::policy::act;
use crate::problem::Result;
use crate::store::{Attempt, Reference};

/// How the concern is settled.
#[derive(Debug, Clone, InputObject)]
pub struct ConcernSettleInput {
    /// What became of it.
    pub outcome: ConcernOutcome,
    /// Why, and what follows, in your words. Read by whoever may hear of the outcome. At most 4,000 characters.
    pub note: String,
    /// Who may hear of the outcome; every party if nothing is said. PRACTITIONERS_ONLY keeps it from the family until you
    /// have spoken with them; with SAFEGUARDING_ROUTE it is always so.
    pub sensitivity: Option<Sensitivity>,
    /// The referral that it led to, out of the same review; only with REFERRAL.
    pub referral: Option<ReferralRef>,
    /// When it is looked at again, a day to come; required with MONITOR, and only there.
    pub look_again_on: Option<Date>,
}

payload! {
    /// What came of `concernSettle`.
    ConcernSettlePayload {
        /// The concern, with how it was settled.
        concern: Concern over concern
    }
}

/// Settling a concern.
#[derive(Default)]
pub struct ConcernSettleMutation;

#[Object]
impl ConcernSettleMutation {
    /// Settle a concern with an outcome, whoever raised it. From then on it is neither added to nor taken back, until it is
    /// taken up again with `concernReopen`.
    async fn concern_settle(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The concern.")] concern: ConcernRef,
        #[graphql(desc = "The version that you read.")] expected_version: i32,
        #[graphql(desc = "Makes a retry safe; required of systems.")] idempotency_key: Option<String>,
        #[graphql(desc = "How it is settled.")] input: ConcernSettleInput,
    ) -> Result<ConcernSettlePayload> {
        let arguments = Arguments::default()
            .with("concern", &concern)
            .with("expectedVersion", &expected_version)
            .with("input", &input);
        let attempt = ctx.attempt::<act::ConcernSettle>(idempotency_key.as_deref(), &arguments.value())?;
        let outcome = settle(&attempt, (concern.into(), expected_version), input).await;
        Ok(attempt
            .settle::<concern::Entity>(ctx.reader(), outcome)
            .await?
            .into())
    }
}

async fn settle(
    attempt: &Attempt<act::ConcernSettle>,
    (concern, expected): (Reference<ConcernId>, i32),
    input: ConcernSettleInput,
) -> Result<ConcernId> {
    let mut tx = attempt.begin().await?;
    let row = tx.lock::<concern::Entity>(&concern, &["concern"]).await?;
    let permit = attempt.permit(&mut tx, row).await?;
    let permit = tx.at_version(permit, expected).await?;
    let (id, sensitivity) = (permit.row().id, permit.row().sensitivity);
    let referral = match input.referral {
        Some(referral) => Some(
            tx.get::<referral::Entity>(&referral.into(), &["input", "referral"])
                .await?,
        ),
        None => None,
    };
    let of_concern = concern_settlement::Column::ConcernId.eq(id);
    let known = tx
        .count(tx.see::<concern_settlement::Entity>().filter(of_concern))
        .await?;
    let wish = rules::Wish {
        outcome: input.outcome,
        sensitivity: input.sensitivity,
        note: &input.note,
        referral: referral.as_ref(),
        look_again_on: input.look_again_on.map(|day| day.0),
    };
    let settlement = rules::settle(permit.row(), settler(&tx), wish, (known, tx.today()))?;
    tx.create(&permit, settlement, facts::outcome_recorded(id))
        .await?;
    tx.change(permit, rules::settled(), facts::settled(sensitivity))
        .await?;
    attempt.commit(tx, id).await
}
