//! Ending a role.

use async_graphql::{Context, Object};
use entity::ids::PractitionerId;
use entity::practitioner;

use crate::domain::directory::input::PractitionerEndRoleInput;
use crate::domain::directory::{Practitioner, facts, rules};
use crate::gql::context::ContextExt;
use crate::gql::input::Arguments;
use crate::gql::reference::PractitionerRef;
use crate::payload;
use crate::policy::act;
use crate::problem::Result;
use crate::store::{Attempt, Reference};

payload! {
    /// What came of `practitionerEndRole`.
    PractitionerEndRolePayload {
        /// The practitioner.
        practitioner: Practitioner over practitioner
    }
}

/// Ending a role.
#[derive(Default)]
pub struct PractitionerEndRoleMutation;

#[Object]
impl PractitionerEndRoleMutation {
    /// End a role of a practitioner in one organisation: tokens for it are refused from the next request on. The only
    /// administrator of an authority keeps the role.
    async fn practitioner_end_role(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The practitioner.")] practitioner: PractitionerRef,
        #[graphql(desc = "The version that you read.")] expected_version: i32,
        #[graphql(desc = "Makes a retry safe; required of systems.")] idempotency_key: Option<String>,
        #[graphql(desc = "Which role.")] input: PractitionerEndRoleInput,
    ) -> Result<PractitionerEndRolePayload> {
        let given = Arguments::given(ctx)?;
        let attempt = ctx.attempt::<act::PractitionerEndRole>(idempotency_key.as_deref(), &given)?;
        let outcome = end(&attempt, &practitioner.into(), expected_version, input).await;
        Ok(attempt
            .settle::<practitioner::Entity>(ctx.reader(), outcome)
            .await?
            .into())
    }
}

async fn end(
    attempt: &Attempt<act::PractitionerEndRole>,
    practitioner: &Reference<PractitionerId>,
    expected: i32,
    input: PractitionerEndRoleInput,
) -> Result<PractitionerId> {
    let mut tx = attempt.begin().await?;
    let practitioner = tx
        .lock::<practitioner::Entity>(practitioner, &["practitioner"])
        .await?;
    let permit = attempt.permit(&mut tx, practitioner).await?;
    let permit = tx.at_version(permit, expected).await?;
    let id = permit.row().id;
    let place = super::place(&tx, input.organisation, &["input", "organisation"]).await?;
    let known = super::roles_of(&tx, id).await?;
    let place = place.map(|place| place.id);
    let held = rules::role::held(&known, input.role, place, "organisation")?;
    rules::role::keeps_an_administrator([held], super::other_administrators(&tx, id).await?)?;
    super::end(&mut tx, &permit, held).await?;
    let counted = practitioner::ActiveModel::default();
    tx.change(permit, counted, facts::amended("practitioner.rolesChanged"))
        .await?;
    attempt.commit(tx, id).await
}
