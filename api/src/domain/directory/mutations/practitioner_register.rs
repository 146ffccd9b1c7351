//! Entering a practitioner or a system.

use async_graphql::{Context, Object};
use entity::ids::PractitionerId;
use entity::practitioner;

use crate::domain::directory::input::PractitionerRegisterInput;
use crate::domain::directory::{Practitioner, facts, rules};
use crate::gql::context::ContextExt;
use crate::gql::input::Arguments;
use crate::payload;
use crate::policy::act;
use crate::problem::Result;
use crate::store::Attempt;

payload! {
    /// What came of `practitionerRegister`.
    PractitionerRegisterPayload {
        /// The practitioner.
        practitioner: Practitioner over practitioner
    }
}

/// Entering a practitioner or a system.
#[derive(Default)]
pub struct PractitionerRegisterMutation;

#[Object]
impl PractitionerRegisterMutation {
    /// Enter a practitioner or a system in the directory, with how their tokens name them and their first role. Systems
    /// enter people, but neither administrators, Caldicott guardians nor systems.
    async fn practitioner_register(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Makes a retry safe; required of systems.")] idempotency_key: Option<String>,
        #[graphql(desc = "Who it is.")] input: PractitionerRegisterInput,
    ) -> Result<PractitionerRegisterPayload> {
        let given = Arguments::given(ctx)?;
        let attempt = ctx.attempt::<act::PractitionerRegister>(idempotency_key.as_deref(), &given)?;
        let outcome = register(&attempt, input).await;
        Ok(attempt
            .settle::<practitioner::Entity>(ctx.reader(), outcome)
            .await?
            .into())
    }
}

async fn register(
    attempt: &Attempt<act::PractitionerRegister>,
    input: PractitionerRegisterInput,
) -> Result<PractitionerId> {
    let mut tx = attempt.begin().await?;
    let authority = tx.own_authority().await?;
    let permit = attempt.permit(&mut tx, authority).await?;
    let role = input.role.role;
    rules::role::may_grant(tx.caller().viewer.role(), role)?;
    let cover = super::cover(&tx, input.cover.clone()).await?;
    let person = rules::practitioner::register(&input, cover.as_ref())?;
    let place = super::place(&tx, input.role.organisation, &["input", "role", "organisation"]).await?;
    rules::role::fits(role, input.is_system, place.as_ref())?;
    let fact = facts::practitioner_registered(input.is_system);
    let id: PractitionerId = tx.create(&permit, person, fact).await?;
    let place = place.map(|place| place.id);
    super::give(&mut tx, &permit, id, &[], (role, place)).await?;
    super::identify(&mut tx, &permit, id, input.external_id.as_ref()).await?;
    attempt.commit(tx, id).await
}
