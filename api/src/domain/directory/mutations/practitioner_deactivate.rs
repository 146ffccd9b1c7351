//! Taking a practitioner out of use.

use async_graphql::{Context, Object};
use entity::enums::DirectoryStatus;
use entity::ids::PractitionerId;
use entity::practitioner;

use crate::domain::directory::{Practitioner, facts, rules};
use crate::gql::context::ContextExt;
use crate::gql::input::Arguments;
use crate::gql::reference::PractitionerRef;
use crate::payload;
use crate::policy::act;
use crate::problem::Result;
use crate::store::{Attempt, Reference};

payload! {
    /// What came of `practitionerDeactivate`.
    PractitionerDeactivatePayload {
        /// The practitioner.
        practitioner: Practitioner over practitioner
    }
}

/// Taking a practitioner out of use.
#[derive(Default)]
pub struct PractitionerDeactivateMutation;

#[Object]
impl PractitionerDeactivateMutation {
    /// Take a practitioner or a system out of use and end their roles: they are signed out from the next request on.
    /// What they have written stays, with their name. The only administrator of an authority stays in use.
    async fn practitioner_deactivate(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The practitioner.")] practitioner: PractitionerRef,
        #[graphql(desc = "The version that you read.")] expected_version: i32,
        #[graphql(desc = "Makes a retry safe; required of systems.")] idempotency_key: Option<String>,
    ) -> Result<PractitionerDeactivatePayload> {
        let given = Arguments::given(ctx)?;
        let attempt = ctx.attempt::<act::PractitionerDeactivate>(idempotency_key.as_deref(), &given)?;
        let outcome = deactivate(&attempt, &practitioner.into(), expected_version).await;
        Ok(attempt
            .settle::<practitioner::Entity>(ctx.reader(), outcome)
            .await?
            .into())
    }
}

async fn deactivate(
    attempt: &Attempt<act::PractitionerDeactivate>,
    practitioner: &Reference<PractitionerId>,
    expected: i32,
) -> Result<PractitionerId> {
    let mut tx = attempt.begin().await?;
    let practitioner = tx
        .lock::<practitioner::Entity>(practitioner, &["practitioner"])
        .await?;
    let permit = attempt.permit(&mut tx, practitioner).await?;
    let permit = tx.at_version(permit, expected).await?;
    let id = permit.row().id;
    let known = super::roles_of(&tx, id).await?;
    rules::role::keeps_an_administrator(&known, super::other_administrators(&tx, id).await?)?;
    for held in rules::role::all_held(&known) {
        super::end(&mut tx, &permit, held).await?;
    }
    let status = DirectoryStatus::Inactive;
    let fact = facts::status("practitioner.deactivated", status);
    tx.change(permit, rules::practitioner::with_status(status), fact)
        .await?;
    attempt.commit(tx, id).await
}
