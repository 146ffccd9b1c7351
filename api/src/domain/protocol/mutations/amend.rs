//! Changing a draft of the local protocol.

use async_graphql::{Context, InputObject, MaybeUndefined, Object};
use entity::protocol;

use crate::domain::protocol::input::{ProtocolStepInput, steps};
use crate::domain::protocol::steps::of_row;
use crate::domain::protocol::{Protocol, facts, rules};
use crate::gql::context::ContextExt;
use crate::gql::input::Arguments;
use crate::gql::reference::ProtocolRef;
use crate::gql::scalars::Date;
use crate::payload;
use crate::policy::act;
use crate::problem::Result;

/// What changes: what is left out stays.
#[derive(Debug, Clone, InputObject)]
pub struct ProtocolAmendInput {
    /// The first day on which reviews are to be planned by it; today or later.
    pub effective_from: Option<Date>,
    /// The steps, all of them.
    pub steps: Option<Vec<ProtocolStepInput>>,
    /// What it is about, for the groups; null empties it. At most 2,000 characters.
    pub note: MaybeUndefined<String>,
}

payload! {
    /// What came of `protocolAmend`.
    ProtocolAmendPayload {
        /// The draft.
        protocol: Protocol over protocol
    }
}

/// Changing a draft of the local protocol.
#[derive(Default)]
pub struct ProtocolAmendMutation;

#[Object]
impl ProtocolAmendMutation {
    /// Change a draft of the local protocol. An approval that it already had is void: the group approved something else.
    async fn protocol_amend(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The draft.")] protocol: ProtocolRef,
        #[graphql(desc = "The version that you read.")] expected_version: i32,
        #[graphql(desc = "Makes a retry safe; required of systems.")] idempotency_key: Option<String>,
        #[graphql(desc = "What changes.")] input: ProtocolAmendInput,
    ) -> Result<ProtocolAmendPayload> {
        let arguments = Arguments::given(ctx)?;
        let attempt = ctx.attempt::<act::ProtocolAmend>(idempotency_key.as_deref(), &arguments)?;
        let outcome = attempt
            .edit::<protocol::Entity, _>((protocol.into(), "protocol"), expected_version, |row, tx| {
                let steps = match &input.steps {
                    Some(given) => steps(given),
                    None => of_row(row)?,
                };
                let note = match &input.note {
                    MaybeUndefined::Undefined => row.note.as_deref(),
                    MaybeUndefined::Null => None,
                    MaybeUndefined::Value(note) => Some(note.as_str()),
                };
                let wish = rules::Wish {
                    effective_from: input.effective_from.map_or(row.effective_from, |day| day.0),
                    steps: &steps,
                    note,
                };
                Ok((rules::amend(row, wish, tx.today())?, facts::amended()))
            })
            .await;
        Ok(attempt
            .settle::<protocol::Entity>(ctx.reader(), outcome)
            .await?
            .into())
    }
}
