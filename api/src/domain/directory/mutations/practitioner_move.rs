//! Moving a role to another organisation.

use async_graphql::{Context, Object};
use entity::ids::PractitionerId;
use entity::{practitioner, role_assignment};

use crate::domain::directory::input::PractitionerMoveInput;
use crate::domain::directory::{Practitioner, facts, rules};
use crate::gql::context::ContextExt;
use crate::gql::input::Arguments;
use crate::gql::reference::PractitionerRef;
use crate::payload;
use crate::policy::act;
use crate::problem::Result;
use crate::store::{Attempt, Reference};

payload! {
    /// What came of `practitionerMove`.
    PractitionerMovePayload {
        /// The practitioner.
        practitioner: Practitioner over practitioner
    }
}

/// Moving a role to another organisation.
#[derive(Default)]
pub struct PractitionerMoveMutation;

#[Object]
impl PractitionerMoveMutation {
    /// Move a role of a practitioner to another organisation: the role ends where it was held and is held in the new
    /// place at once. Children and reviews stay with the team or setting they are in.
    async fn practitioner_move(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The practitioner.")] practitioner: PractitionerRef,
        #[graphql(desc = "The version that you read.")] expected_version: i32,
        #[graphql(desc = "Makes a retry safe; required of systems.")] idempotency_key: Option<String>,
        #[graphql(desc = "From where to where.")] input: PractitionerMoveInput,
    ) -> Result<PractitionerMovePayload> {
        let given = Arguments::given(ctx)?;
        let attempt = ctx.attempt::<act::PractitionerMove>(idempotency_key.as_deref(), &given)?;
        let outcome = relocate(&attempt, &practitioner.into(), expected_version, input).await;
        Ok(attempt
            .settle::<practitioner::Entity>(ctx.reader(), outcome)
            .await?
            .into())
    }
}

async fn relocate(
    attempt: &Attempt<act::PractitionerMove>,
    practitioner: &Reference<PractitionerId>,
    expected: i32,
    input: PractitionerMoveInput,
) -> Result<PractitionerId> {
    let mut tx = attempt.begin().await?;
    let practitioner = tx
        .lock::<practitioner::Entity>(practitioner, &["practitioner"])
        .await?;
    let permit = attempt.permit(&mut tx, practitioner).await?;
    let permit = tx.at_version(permit, expected).await?;
    let (id, is_system) = (permit.row().id, permit.row().is_system);
    let from = super::place(&tx, input.from, &["input", "from"]).await?;
    let to = super::place(&tx, Some(input.to), &["input", "to"]).await?;
    rules::role::fits(input.role, is_system, to.as_ref())?;
    let to = to.map(|to| to.id);
    let known = super::roles_of(&tx, id).await?;
    let held = rules::role::held(&known, input.role, from.map(|from| from.id), "from")?;
    rules::role::moves(held, to)?;
    let rest: Vec<role_assignment::Model> = known.iter().filter(|row| row.id != held.id).cloned().collect();
    super::end(&mut tx, &permit, held).await?;
    super::give(&mut tx, &permit, id, &rest, (input.role, to)).await?;
    let counted = practitioner::ActiveModel::default();
    tx.change(permit, counted, facts::amended("practitioner.rolesChanged"))
        .await?;
    attempt.commit(tx, id).await
}
