//! Raising an early flag.

use async_graphql::{Context, InputObject, Object};
use entity::enums::{ConcernLevel, Topic};
use entity::ids::{ChildId, EarlyFlagId, OrganisationId};
use entity::{carer, child, early_flag, link_team};
use sea_orm::ColumnTrait;

use super::by;
use crate::domain::early_flag::{EarlyFlag, facts, rules};
use crate::gql::context::ContextExt;
use crate::gql::input::Arguments;
use crate::gql::reference::{CarerRef, ChildRef};
use crate::gql::scalars::Date;
use crate::payload;
use crate::policy::act;
use crate::problem::Result;
use crate::store::{Attempt, Reference, Tx};

/// What the setting asks.
#[derive(Debug, Clone, InputObject)]
pub struct EarlyFlagRaiseInput {
    /// What it is about.
    pub topic: Topic,
    /// How heavy it weighs.
    pub level: ConcernLevel,
    /// What was seen, in your words. It cannot be changed later. At most 4,000 characters.
    pub seen: String,
    /// Whether the parents agree that health is asked.
    pub parents_agreed: bool,
    /// Which parent agreed, who must have parental responsibility; required where they agreed.
    pub agreed_by: Option<CarerRef>,
    /// When they agreed; today if nothing is said.
    pub agreed_on: Option<Date>,
    /// Why health is asked without their agreement; required where they did not agree. At most 1,000 characters.
    pub not_agreed_reason: Option<String>,
}

payload! {
    /// What came of `earlyFlagRaise`.
    EarlyFlagRaisePayload {
        /// The flag.
        early_flag: EarlyFlag over early_flag
    }
}

/// Raising an early flag.
#[derive(Default)]
pub struct EarlyFlagRaiseMutation;

#[Object]
impl EarlyFlagRaiseMutation {
    /// Ask health about a child of your setting before any review, from 18 months of age. It goes to the setting's link
    /// health team, which answers within five working days.
    async fn early_flag_raise(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The child.")] child: ChildRef,
        #[graphql(desc = "Makes a retry safe; required of systems.")] idempotency_key: Option<String>,
        #[graphql(desc = "What is asked.")] input: EarlyFlagRaiseInput,
    ) -> Result<EarlyFlagRaisePayload> {
        let arguments = Arguments::default().with("child", &child).with("input", &input);
        let attempt = ctx.attempt::<act::EarlyFlagRaise>(idempotency_key.as_deref(), &arguments.value())?;
        let outcome = raise(&attempt, &child.into(), input).await;
        Ok(attempt
            .settle::<early_flag::Entity>(ctx.reader(), outcome)
            .await?
            .into())
    }
}

async fn raise(
    attempt: &Attempt<act::EarlyFlagRaise>,
    child: &Reference<ChildId>,
    input: EarlyFlagRaiseInput,
) -> Result<EarlyFlagId> {
    let mut tx = attempt.begin().await?;
    let row = tx.lock::<child::Entity>(child, &["child"]).await?;
    let permit = attempt.permit(&mut tx, row).await?;
    let parent = match input.agreed_by {
        Some(parent) => {
            let path = ["input", "agreedBy"];
            Some(tx.get::<carer::Entity>(&parent.into(), &path).await?)
        }
        None => None,
    };
    let link = link_team_of(&tx, permit.row().setting_id).await?;
    let of_child = early_flag::Column::ChildId.eq(permit.row().id);
    let known = tx.count(tx.see::<early_flag::Entity>().filter(of_child)).await?;
    let wish = rules::Wish {
        topic: input.topic,
        level: input.level,
        seen: &input.seen,
        parents: rules::Agreement {
            agreed: input.parents_agreed,
            by: parent.as_ref(),
            on: input.agreed_on.map(|day| day.0),
            not_agreed_reason: input.not_agreed_reason.as_deref(),
        },
    };
    let flag = rules::raise(by(&tx), (permit.row(), link), wish, (known, tx.today()))?;
    let id: EarlyFlagId = tx.create(&permit, flag, facts::raised()).await?;
    attempt.commit(tx, id).await
}

/// The health team that a setting is linked to.
async fn link_team_of(tx: &Tx, setting: Option<OrganisationId>) -> Result<Option<OrganisationId>> {
    let of_setting = link_team::Column::SettingId.is_in(setting);
    let link = tx.one(tx.see::<link_team::Entity>().filter(of_setting)).await?;
    Ok(link.map(|link| link.health_team_id))
}
