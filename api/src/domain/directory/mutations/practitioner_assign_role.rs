//! Giving a practitioner one more role.

use async_graphql::{Context, Object};
use entity::ids::PractitionerId;
use entity::practitioner;

use crate::domain::directory::input::RoleInput;
use crate::domain::directory::{Practitioner, facts, rules};
use crate::gql::context::ContextExt;
use crate::gql::input::Arguments;
use crate::gql::reference::PractitionerRef;
use crate::payload;
use crate::policy::act;
use crate::problem::Result;
use crate::store::{Attempt, Reference};

payload! {
    /// What came of `practitionerAssignRole`.
    PractitionerAssignRolePayload {
        /// The practitioner.
        practitioner: Practitioner over practitioner
    }
}

/// Giving a practitioner one more role.
#[derive(Default)]
pub struct PractitionerAssignRoleMutation;

#[Object]
impl PractitionerAssignRoleMutation {
    /// Give a practitioner one more role, or a role that they hold in one more organisation. A token says which role is
    /// played and, where it is held in several organisations, in which.
    async fn practitioner_assign_role(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The practitioner.")] practitioner: PractitionerRef,
        #[graphql(desc = "Makes a retry safe; required of systems.")] idempotency_key: Option<String>,
        #[graphql(desc = "Which role, and where.")] input: RoleInput,
    ) -> Result<PractitionerAssignRolePayload> {
        let given = Arguments::given(ctx)?;
        let attempt = ctx.attempt::<act::PractitionerAssignRole>(idempotency_key.as_deref(), &given)?;
        let outcome = assign(&attempt, &practitioner.into(), input).await;
        Ok(attempt
            .settle::<practitioner::Entity>(ctx.reader(), outcome)
            .await?
            .into())
    }
}

async fn assign(
    attempt: &Attempt<act::PractitionerAssignRole>,
    practitioner: &Reference<PractitionerId>,
    input: RoleInput,
) -> Result<PractitionerId> {
    let mut tx = attempt.begin().await?;
    let practitioner = tx
        .lock::<practitioner::Entity>(practitioner, &["practitioner"])
        .await?;
    let permit = attempt.permit(&mut tx, practitioner).await?;
    let (id, is_system) = (permit.row().id, permit.row().is_system);
    rules::role::may_grant(tx.caller().viewer.role(), input.role)?;
    let place = super::place(&tx, input.organisation, &["input", "organisation"]).await?;
    rules::role::fits(input.role, is_system, place.as_ref())?;
    let known = super::roles_of(&tx, id).await?;
    let place = place.map(|place| place.id);
    super::give(&mut tx, &permit, id, &known, (input.role, place)).await?;
    let counted = practitioner::ActiveModel::default();
    tx.change(permit, counted, facts::amended("practitioner.rolesChanged"))
        .await?;
    attempt.commit(tx, id).await
}
