//! Recording that a group has approved a draft of the local protocol.

use async_graphql::{Context, InputObject, Object};
use entity::enums::GovernanceGroup;
use entity::ids::{PractitionerId, ProtocolId};
use entity::protocol;
use sea_orm::ColumnTrait;

use crate::domain::protocol::{Protocol, facts, rules};
use crate::gql::context::ContextExt;
use crate::gql::input::Arguments;
use crate::gql::reference::ProtocolRef;
use crate::gql::scalars::Date;
use crate::payload;
use crate::policy::act;
use crate::problem::Result;
use crate::store::{Attempt, Reference};

/// The approval.
#[derive(Debug, Clone, Copy, InputObject)]
pub struct ProtocolApproveInput {
    /// Which group has approved.
    pub group: GovernanceGroup,
    /// When it approved; today if absent, never in the future.
    pub approved_on: Option<Date>,
}

payload! {
    /// What came of `protocolApprove`.
    ProtocolApprovePayload {
        /// The protocol.
        protocol: Protocol over protocol
    }
}

/// Recording that a group has approved a draft of the local protocol.
#[derive(Default)]
pub struct ProtocolApproveMutation;

#[Object]
impl ProtocolApproveMutation {
    /// Record that one of the two groups has approved the draft. With the second approval it is approved, takes effect on
    /// its day, and ends the version before on that day. The two are recorded by different people, and not after the day.
    async fn protocol_approve(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The draft.")] protocol: ProtocolRef,
        #[graphql(desc = "The version that you read.")] expected_version: i32,
        #[graphql(desc = "Makes a retry safe; required of systems.")] idempotency_key: Option<String>,
        #[graphql(desc = "The approval.")] input: ProtocolApproveInput,
    ) -> Result<ProtocolApprovePayload> {
        let arguments = Arguments::default()
            .with("protocol", &protocol)
            .with("expectedVersion", &expected_version)
            .with("input", &input);
        let attempt = ctx.attempt::<act::ProtocolApprove>(idempotency_key.as_deref(), &arguments.value())?;
        let outcome = approve(&attempt, (protocol.into(), expected_version), input).await;
        Ok(attempt
            .settle::<protocol::Entity>(ctx.reader(), outcome)
            .await?
            .into())
    }
}

async fn approve(
    attempt: &Attempt<act::ProtocolApprove>,
    (protocol, expected): (Reference<ProtocolId>, i32),
    input: ProtocolApproveInput,
) -> Result<ProtocolId> {
    use protocol::Column as P;
    let mut tx = attempt.begin().await?;
    let row = tx.lock::<protocol::Entity>(&protocol, &["protocol"]).await?;
    let permit = attempt.permit(&mut tx, row).await?;
    let permit = tx.at_version(permit, expected).await?;
    let row = permit.row().clone();
    let before = tx
        .see::<protocol::Entity>()
        .filter(P::DeliveryModel.eq(row.delivery_model))
        .filter(P::ApprovedAt.is_not_null())
        .filter(P::EffectiveTo.is_null());
    let newest = tx.one(before).await?;
    let approval = rules::Approval {
        group: input.group,
        on: input.approved_on.map(|on| on.0),
        by: PractitionerId(tx.caller().viewer.who().actor),
    };
    let (change, is_approved) = rules::approve(&row, approval, newest.as_ref(), (tx.now(), tx.today()))?;
    if let Some(newest) = newest.filter(|_| is_approved) {
        let end = rules::superseded(&row);
        tx.cascade(&permit, &newest, end, facts::superseded()).await?;
    }
    tx.change(permit, change, facts::approved(input.group, is_approved))
        .await?;
    attempt.commit(tx, row.id).await
}
