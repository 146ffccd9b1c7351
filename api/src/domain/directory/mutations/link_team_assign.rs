//! Naming the health team that a setting turns to.

use async_graphql::{Context, Object};
use entity::ids::{LinkTeamId, PractitionerId};
use entity::{link_team, organisation, practitioner, role_assignment};
use sea_orm::ColumnTrait;

use crate::domain::directory::input::LinkTeamAssignInput;
use crate::domain::directory::{LinkTeam, facts, rules};
use crate::gql::context::ContextExt;
use crate::gql::input::Arguments;
use crate::gql::reference::{OrganisationRef, PractitionerRef};
use crate::payload;
use crate::policy::act;
use crate::problem::Result;
use crate::store::{Attempt, Permit, Reference, Tx};

payload! {
    /// What came of `linkTeamAssign`.
    LinkTeamAssignPayload {
        /// The link.
        link_team: LinkTeam over link_team
    }
}

/// Naming the health team that a setting turns to.
#[derive(Default)]
pub struct LinkTeamAssignMutation;

#[Object]
impl LinkTeamAssignMutation {
    /// Name the health team that an early years setting turns to, and its point of contact. A setting has one at a time;
    /// children keep the health team they have.
    async fn link_team_assign(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The early years setting.")] setting: OrganisationRef,
        #[graphql(
            desc = "The version of the link that you read; leave it out where the setting has none yet."
        )]
        expected_version: Option<i32>,
        #[graphql(desc = "Makes a retry safe; required of systems.")] idempotency_key: Option<String>,
        #[graphql(desc = "Which health team.")] input: LinkTeamAssignInput,
    ) -> Result<LinkTeamAssignPayload> {
        let given = Arguments::given(ctx)?;
        let attempt = ctx.attempt::<act::LinkTeamAssign>(idempotency_key.as_deref(), &given)?;
        let outcome = assign(&attempt, setting, expected_version, input).await;
        Ok(attempt
            .settle::<link_team::Entity>(ctx.reader(), outcome)
            .await?
            .into())
    }
}

async fn assign(
    attempt: &Attempt<act::LinkTeamAssign>,
    setting: OrganisationRef,
    expected: Option<i32>,
    input: LinkTeamAssignInput,
) -> Result<LinkTeamId> {
    let mut tx = attempt.begin().await?;
    let setting = tx
        .lock::<organisation::Entity>(&setting.into(), &["setting"])
        .await?;
    let permit = attempt.permit(&mut tx, setting).await?;
    let id = permit.row().id;
    let of_setting = link_team::Column::SettingId.eq(id);
    let link = tx.one(tx.see::<link_team::Entity>().filter(of_setting)).await?;
    rules::organisation::seen(link.as_ref(), expected)?;
    let team = tx
        .get::<organisation::Entity>(&input.health_team.into(), &["input", "healthTeam"])
        .await?;
    let contact = contact(&tx, input.contact).await?;
    let contact = contact.as_ref().map(|(person, roles)| (person, roles.as_slice()));
    let change = rules::organisation::link(permit.row(), &team, contact)?;
    let id = put(&mut tx, &permit, link, change).await?;
    attempt.commit(tx, id).await
}

async fn contact(
    tx: &Tx,
    contact: Option<PractitionerRef>,
) -> Result<Option<(practitioner::Model, Vec<role_assignment::Model>)>> {
    let Some(contact) = contact else { return Ok(None) };
    let contact: Reference<PractitionerId> = contact.into();
    let person = tx
        .get::<practitioner::Entity>(&contact, &["input", "contact"])
        .await?;
    let roles = super::roles_of(tx, person.id).await?;
    Ok(Some((person, roles)))
}

/// Makes the link, or changes the one that the setting has.
async fn put(
    tx: &mut Tx,
    permit: &Permit<act::LinkTeamAssign>,
    link: Option<link_team::Model>,
    change: link_team::ActiveModel,
) -> Result<LinkTeamId> {
    let fact = facts::link_assigned(permit.row().id, &change);
    match link {
        Some(link) => {
            tx.cascade(permit, &link, change, fact).await?;
            Ok(link.id)
        }
        None => tx.create(permit, change, fact).await,
    }
}
