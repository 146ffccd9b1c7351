//! Drafting a version of the local protocol.

use async_graphql::{Context, InputObject, Object};
use entity::enums::DeliveryModel;
use entity::ids::ProtocolId;
use entity::protocol;
use sea_orm::ColumnTrait;

use crate::domain::protocol::input::{ProtocolStepInput, steps};
use crate::domain::protocol::{Protocol, facts, loader, rules};
use crate::gql::context::ContextExt;
use crate::gql::input::Arguments;
use crate::gql::scalars::Date;
use crate::payload;
use crate::policy::act;
use crate::problem::Result;
use crate::store::Attempt;

/// What the new version says.
#[derive(Debug, Clone, InputObject)]
pub struct ProtocolDraftInput {
    /// The delivery model.
    pub delivery_model: DeliveryModel,
    /// The first day on which reviews are to be planned by it; today or later. Both groups approve before.
    pub effective_from: Date,
    /// The steps, each once; those that are followed now if absent. What is not a step is nobody's in particular.
    pub steps: Option<Vec<ProtocolStepInput>>,
    /// What it is about, for the groups. Read by everybody in the authority. At most 2,000 characters.
    pub note: Option<String>,
}

payload! {
    /// What came of `protocolDraft`.
    ProtocolDraftPayload {
        /// The draft.
        protocol: Protocol over protocol
    }
}

/// Drafting a version of the local protocol.
#[derive(Default)]
pub struct ProtocolDraftMutation;

#[Object]
impl ProtocolDraftMutation {
    /// Draft a version of your authority's protocol for a delivery model. It changes nothing until both groups have
    /// approved it and its day has come; and nothing of reviews that are planned by then.
    async fn protocol_draft(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Makes a retry safe; required of systems.")] idempotency_key: Option<String>,
        #[graphql(desc = "What the new version says.")] input: ProtocolDraftInput,
    ) -> Result<ProtocolDraftPayload> {
        let arguments = Arguments::default().with("input", &input);
        let attempt = ctx.attempt::<act::ProtocolDraft>(idempotency_key.as_deref(), &arguments.value())?;
        let outcome = draft(&attempt, &input).await;
        Ok(attempt
            .settle::<protocol::Entity>(ctx.reader(), outcome)
            .await?
            .into())
    }
}

async fn draft(attempt: &Attempt<act::ProtocolDraft>, input: &ProtocolDraftInput) -> Result<ProtocolId> {
    let mut tx = attempt.begin().await?;
    let authority = tx.own_authority().await?;
    let permit = attempt.permit(&mut tx, authority).await?;
    let model = input.delivery_model;
    let of_model = protocol::Column::DeliveryModel.eq(model);
    let known = tx.all(tx.see::<protocol::Entity>().filter(of_model)).await?;
    let steps = match &input.steps {
        Some(given) => steps(given),
        None => loader::followed(&tx, model).await?.steps,
    };
    let wish = rules::Wish {
        effective_from: input.effective_from.0,
        steps: &steps,
        note: input.note.as_deref(),
    };
    let newest = known.iter().map(|row| row.number).max();
    let draft = rules::draft(model, wish, newest, tx.today())?;
    let id = tx.create(&permit, draft, facts::drafted(model)).await?;
    attempt.commit(tx, id).await
}
