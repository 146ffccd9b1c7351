//! Recording a decision not to disclose.

use async_graphql::{Context, InputObject, Object};
use entity::enums::{LegalGateway, RecipientClass, SharingCategory};
use entity::ids::{ChildId, DisclosureId};
use entity::{child, disclosure};

use super::recorder;
use crate::domain::disclosure::{Disclosure, facts, rules};
use crate::gql::context::ContextExt;
use crate::gql::input::Arguments;
use crate::gql::reference::ChildRef;
use crate::payload;
use crate::policy::act;
use crate::problem::Result;
use crate::store::{Attempt, Reference};

/// What is not disclosed.
#[derive(Debug, Clone, InputObject)]
pub struct DisclosureDeclineInput {
    /// Which half it is about.
    pub category: SharingCategory,
    /// To whom it was to go.
    pub recipient: RecipientClass,
    /// To whom by name; required for OTHER_NAMED. At most 200 characters.
    pub recipient_name: Option<String>,
    /// The legal basis that was considered.
    pub gateway: LegalGateway,
    /// Why it is not disclosed. At most 1,000 characters.
    pub reason: String,
    /// Whether the parents were informed. Only then do they see it.
    pub parents_informed: bool,
}

payload! {
    /// What came of `disclosureDecline`.
    DisclosureDeclinePayload {
        /// The decision.
        disclosure: Disclosure over disclosure
    }
}

/// Recording a decision not to disclose.
#[derive(Default)]
pub struct DisclosureDeclineMutation;

#[Object]
impl DisclosureDeclineMutation {
    /// Record that it was decided not to disclose something about a child, with the legal gateway that was considered and
    /// the reason.
    async fn disclosure_decline(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The child.")] child: ChildRef,
        #[graphql(desc = "Makes a retry safe; required of systems.")] idempotency_key: Option<String>,
        #[graphql(desc = "What is not disclosed.")] input: DisclosureDeclineInput,
    ) -> Result<DisclosureDeclinePayload> {
        let arguments = Arguments::default().with("child", &child).with("input", &input);
        let attempt =
            ctx.attempt::<act::DisclosureDecline>(idempotency_key.as_deref(), &arguments.value())?;
        let outcome = decline(&attempt, &child.into(), &input).await;
        Ok(attempt
            .settle::<disclosure::Entity>(ctx.reader(), outcome)
            .await?
            .into())
    }
}

async fn decline(
    attempt: &Attempt<act::DisclosureDecline>,
    child: &Reference<ChildId>,
    input: &DisclosureDeclineInput,
) -> Result<DisclosureId> {
    let mut tx = attempt.begin().await?;
    let child = tx.lock::<child::Entity>(child, &["child"]).await?;
    let permit = attempt.permit(&mut tx, child).await?;
    let wish = rules::Wish {
        category: input.category,
        recipient: input.recipient,
        recipient_name: input.recipient_name.as_deref(),
        what: None,
        gateway: input.gateway,
        reason: Some(&input.reason),
        parents_informed: input.parents_informed,
        not_informed_reason: None,
        happened_at: None,
    };
    let row = rules::decline(recorder(&tx), wish)?;
    let fact = facts::declined((wish.category, wish.recipient, wish.gateway));
    let id: DisclosureId = tx.create(&permit, row, fact).await?;
    attempt.commit(tx, id).await
}
