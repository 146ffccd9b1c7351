//! Entering a child.

use async_graphql::{Context, Object};
use entity::child;
use entity::ids::ChildId;

use super::support::Places;
use crate::domain::child::input::ChildRegisterInput;
use crate::domain::child::{Child, facts, rules};
use crate::gql::context::ContextExt;
use crate::gql::input::Arguments;
use crate::payload;
use crate::policy::act;
use crate::problem::Result;
use crate::store::Attempt;

payload! {
    /// What came of `childRegister`. The child is null where it was entered into a team that you do not see.
    ChildRegisterPayload {
        /// The child.
        child: Child over child
    }
}

/// Entering a child.
#[derive(Default)]
pub struct ChildRegisterMutation;

#[Object]
impl ChildRegisterMutation {
    /// Enter a child of the authority. An identifier that another child has is refused: search for it first. Lists of
    /// children are compared by name, birth date and postcode too by `childrenImport`.
    async fn child_register(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Makes a retry safe; required of systems.")] idempotency_key: Option<String>,
        #[graphql(desc = "The child.")] input: ChildRegisterInput,
    ) -> Result<ChildRegisterPayload> {
        let arguments = Arguments::given(ctx)?;
        let attempt = ctx.attempt::<act::ChildRegister>(idempotency_key.as_deref(), &arguments)?;
        let outcome = register(&attempt, input).await;
        Ok(attempt
            .settle::<child::Entity>(ctx.reader(), outcome)
            .await?
            .into())
    }
}

async fn register(attempt: &Attempt<act::ChildRegister>, input: ChildRegisterInput) -> Result<ChildId> {
    let mut tx = attempt.begin().await?;
    let authority = tx.own_authority().await?;
    let permit = attempt.permit(&mut tx, authority).await?;
    let wish = Places {
        health_team: input.health_team.clone().map(Some).into(),
        setting: input.setting.clone().map(Some).into(),
        named_health_visitor: input.named_health_visitor.clone().map(Some).into(),
        key_person: input.key_person.clone().map(Some).into(),
    };
    let wish = wish.read(&tx).await?;
    let who = tx.caller().viewer.who();
    let place = rules::place(wish, rules::Placed::by(who.role, who.organisation))?;
    let (child, external) = rules::register(&input, place, tx.today())?;
    let id: ChildId = tx
        .create(&permit, child, facts::registered(input.restriction))
        .await?;
    for external in &external {
        tx.identify(&permit, id, external).await?;
    }
    attempt.commit(tx, id).await
}
