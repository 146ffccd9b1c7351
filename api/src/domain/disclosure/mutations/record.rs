//! Recording a release outside of the platform.

use async_graphql::{Context, InputObject, Object};
use entity::enums::{LegalGateway, RecipientClass, SharingCategory};
use entity::ids::{ChildId, DisclosureId};
use entity::{child, disclosure, sharing_agreement};

use super::recorder;
use crate::domain::disclosure::{Disclosure, facts, rules};
use crate::gql::context::ContextExt;
use crate::gql::input::Arguments;
use crate::gql::reference::{ChildRef, SharingAgreementRef};
use crate::gql::scalars::DateTime;
use crate::payload;
use crate::policy::act;
use crate::problem::Result;
use crate::store::{Attempt, Reference};

/// What was released.
#[derive(Debug, Clone, InputObject)]
pub struct DisclosureRecordInput {
    /// Which half it is about.
    pub category: SharingCategory,
    /// To whom.
    pub recipient: RecipientClass,
    /// Who received it, by name or service. At most 200 characters.
    pub recipient_name: String,
    /// What was released, in your words: not its content. At most 2,000 characters.
    pub what: String,
    /// On which legal basis.
    pub gateway: LegalGateway,
    /// The agreement that it was released under; required for PARENT_AGREEMENT, and only then.
    pub agreement: Option<SharingAgreementRef>,
    /// Why. At most 1,000 characters.
    pub reason: Option<String>,
    /// Whether the parents were informed. Only then do they see it.
    pub parents_informed: bool,
    /// Why they were not; required then. At most 1,000 characters.
    pub not_informed_reason: Option<String>,
    /// When it happened; now if nothing is said.
    pub happened_at: Option<DateTime>,
}

payload! {
    /// What came of `disclosureRecord`.
    DisclosureRecordPayload {
        /// The disclosure.
        disclosure: Disclosure over disclosure
    }
}

/// Recording a release outside of the platform.
#[derive(Default)]
pub struct DisclosureRecordMutation;

#[Object]
impl DisclosureRecordMutation {
    /// Record that something about a child was given to somebody outside of the platform: to whom, what, and by which legal
    /// gateway. What is read on the platform across the professions is recorded by itself.
    async fn disclosure_record(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The child.")] child: ChildRef,
        #[graphql(desc = "Makes a retry safe; required of systems.")] idempotency_key: Option<String>,
        #[graphql(desc = "What was released.")] input: DisclosureRecordInput,
    ) -> Result<DisclosureRecordPayload> {
        let arguments = Arguments::default().with("child", &child).with("input", &input);
        let attempt = ctx.attempt::<act::DisclosureRecord>(idempotency_key.as_deref(), &arguments.value())?;
        let outcome = record(&attempt, &child.into(), input).await;
        Ok(attempt
            .settle::<disclosure::Entity>(ctx.reader(), outcome)
            .await?
            .into())
    }
}

async fn record(
    attempt: &Attempt<act::DisclosureRecord>,
    child: &Reference<ChildId>,
    input: DisclosureRecordInput,
) -> Result<DisclosureId> {
    let mut tx = attempt.begin().await?;
    let child = tx.lock::<child::Entity>(child, &["child"]).await?;
    let permit = attempt.permit(&mut tx, child).await?;
    let agreement = match input.agreement {
        Some(named) => {
            let path = ["input", "agreement"];
            Some(tx.get::<sharing_agreement::Entity>(&named.into(), &path).await?)
        }
        None => None,
    };
    let wish = rules::Wish {
        category: input.category,
        recipient: input.recipient,
        recipient_name: Some(&input.recipient_name),
        what: Some(&input.what),
        gateway: input.gateway,
        reason: input.reason.as_deref(),
        parents_informed: input.parents_informed,
        not_informed_reason: input.not_informed_reason.as_deref(),
        happened_at: input.happened_at.map(|at| at.0),
    };
    let row = rules::record(recorder(&tx), (permit.row().id, agreement.as_ref()), wish)?;
    let fact = facts::recorded((wish.category, wish.recipient, wish.gateway));
    let id: DisclosureId = tx.create(&permit, row, fact).await?;
    attempt.commit(tx, id).await
}
