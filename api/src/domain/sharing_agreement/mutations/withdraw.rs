//! Withdrawing an agreement.

use async_graphql::{Context, InputObject, Object};
use entity::enums::SharingChannel;
use entity::ids::SharingAgreementId;
use entity::sharing_agreement;
use sea_orm::ColumnTrait;

use super::recorder;
use crate::domain::carer::speaking::own;
use crate::domain::sharing_agreement::{SharingAgreement, facts, rules};
use crate::gql::context::ContextExt;
use crate::gql::input::Arguments;
use crate::gql::reference::SharingAgreementRef;
use crate::gql::scalars::Date;
use crate::payload;
use crate::policy::act;
use crate::problem::Result;
use crate::store::{Attempt, Reference};

/// How an agreement was withdrawn.
#[derive(Debug, Clone, Default, InputObject)]
pub struct SharingAgreementWithdrawInput {
    /// How the withdrawal came: IN_WRITING or SAID_TO_PRACTITIONER. Required of practitioners; ONLINE if you are a parent.
    pub channel: Option<SharingChannel>,
    /// When they withdrew it; today if nothing is said.
    pub withdrawn_on: Option<Date>,
}

payload! {
    /// What came of `sharingAgreementWithdraw`.
    SharingAgreementWithdrawPayload {
        /// The agreement.
        sharing_agreement: SharingAgreement over sharing_agreement
    }
}

/// Withdrawing an agreement.
#[derive(Default)]
pub struct SharingAgreementWithdrawMutation;

#[Object]
impl SharingAgreementWithdrawMutation {
    /// Withdraw an agreement, and with it every other that is given for the same half, recipients and purpose, whichever
    /// parent gave it. The other profession reads nothing of the half from the next read on; what was read stays on record.
    async fn sharing_agreement_withdraw(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The agreement.")] sharing_agreement: SharingAgreementRef,
        #[graphql(desc = "The version that you read.")] expected_version: i32,
        #[graphql(desc = "Makes a retry safe; required of systems.")] idempotency_key: Option<String>,
        #[graphql(desc = "How it was withdrawn.")] input: SharingAgreementWithdrawInput,
    ) -> Result<SharingAgreementWithdrawPayload> {
        let arguments = Arguments::default()
            .with("sharingAgreement", &sharing_agreement)
            .with("expectedVersion", &expected_version)
            .with("input", &input);
        let attempt =
            ctx.attempt::<act::SharingAgreementWithdraw>(idempotency_key.as_deref(), &arguments.value())?;
        let outcome = withdraw(&attempt, (sharing_agreement.into(), expected_version), &input).await;
        Ok(attempt
            .settle::<sharing_agreement::Entity>(ctx.reader(), outcome)
            .await?
            .into())
    }
}

async fn withdraw(
    attempt: &Attempt<act::SharingAgreementWithdraw>,
    (agreement, expected): (Reference<SharingAgreementId>, i32),
    input: &SharingAgreementWithdrawInput,
) -> Result<SharingAgreementId> {
    let mut tx = attempt.begin().await?;
    let agreement = tx
        .lock::<sharing_agreement::Entity>(&agreement, &["sharingAgreement"])
        .await?;
    let permit = attempt.permit(&mut tx, agreement).await?;
    let permit = tx.at_version(permit, expected).await?;
    let id = permit.row().id;
    let days = (input.withdrawn_on.map(|day| day.0), tx.today());
    let mut by = recorder(&tx);
    if let Some(parent) = own(&tx, permit.row().child_id).await? {
        by.entry = parent.id.0;
    }
    let change = rules::withdrawal(by, input.channel, days)?;
    let of_child = sharing_agreement::Column::ChildId.eq(permit.row().child_id);
    let others = tx
        .all(tx.see::<sharing_agreement::Entity>().filter(of_child))
        .await?;
    for other in others.iter().filter(|row| rules::falls_with(row, permit.row())) {
        tx.cascade(&permit, other, change.clone(), facts::withdrawn())
            .await?;
    }
    tx.change(permit, change, facts::withdrawn()).await?;
    attempt.commit(tx, id).await
}
