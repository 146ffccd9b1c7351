//! Changing the entry of a practitioner.

use async_graphql::{Context, Object};
use entity::ids::PractitionerId;
use entity::practitioner;

use crate::domain::directory::input::PractitionerAmendInput;
use crate::domain::directory::{Practitioner, facts, rules};
use crate::gql::context::ContextExt;
use crate::gql::input::Arguments;
use crate::gql::reference::PractitionerRef;
use crate::payload;
use crate::policy::act;
use crate::problem::Result;
use crate::store::{Attempt, Reference};

payload! {
    /// What came of `practitionerAmend`.
    PractitionerAmendPayload {
        /// The practitioner.
        practitioner: Practitioner over practitioner
    }
}

/// Changing the entry of a practitioner.
#[derive(Default)]
pub struct PractitionerAmendMutation;

#[Object]
impl PractitionerAmendMutation {
    /// Change the entry of a practitioner: everybody their own contact card, an administrator anything.
    async fn practitioner_amend(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The practitioner.")] practitioner: PractitionerRef,
        #[graphql(desc = "The version that you read.")] expected_version: i32,
        #[graphql(desc = "Makes a retry safe; required of systems.")] idempotency_key: Option<String>,
        #[graphql(desc = "What changes.")] input: PractitionerAmendInput,
    ) -> Result<PractitionerAmendPayload> {
        let given = Arguments::given(ctx)?;
        let attempt = ctx.attempt::<act::PractitionerAmend>(idempotency_key.as_deref(), &given)?;
        let outcome = amend(&attempt, &practitioner.into(), expected_version, &input).await;
        Ok(attempt
            .settle::<practitioner::Entity>(ctx.reader(), outcome)
            .await?
            .into())
    }
}

async fn amend(
    attempt: &Attempt<act::PractitionerAmend>,
    practitioner: &Reference<PractitionerId>,
    expected: i32,
    input: &PractitionerAmendInput,
) -> Result<PractitionerId> {
    let mut tx = attempt.begin().await?;
    let practitioner = tx
        .lock::<practitioner::Entity>(practitioner, &["practitioner"])
        .await?;
    let permit = attempt.permit(&mut tx, practitioner).await?;
    let permit = tx.at_version(permit, expected).await?;
    let id = permit.row().id;
    let cover = super::cover(&tx, input.cover.clone().take()).await?;
    let caller = tx.caller().viewer.role();
    let change = rules::practitioner::amend(permit.row(), caller, input, cover.as_ref())?;
    super::identify(&mut tx, &permit, id, input.external_id.as_ref()).await?;
    tx.change(permit, change, facts::amended("practitioner.amended"))
        .await?;
    attempt.commit(tx, id).await
}
