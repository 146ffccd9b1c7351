//! Writing to the other practitioners of a review.

use async_graphql::{Context, InputObject, Object};
use entity::enums::{DirectoryStatus, Discipline, LiaisonKind, Role};
use entity::ids::{LiaisonMessageId, ReviewId};
use entity::{liaison_message, practitioner, review, role_assignment};
use sea_orm::ColumnTrait;

use super::author;
use crate::domain::liaison::{LiaisonMessage, facts, rules};
use crate::gql::context::ContextExt;
use crate::gql::input::Arguments;
use crate::gql::reference::{PractitionerRef, ReviewRef};
use crate::gql::scalars::DateTime;
use crate::payload;
use crate::policy::act;
use crate::problem::Result;
use crate::store::{Attempt, Reference, Tx};

/// To whom a message is addressed: exactly one of profession and role.
#[derive(Debug, Clone, InputObject)]
pub struct LiaisonAddresseeInput {
    /// Everybody of this profession who takes part, or is of the child's team.
    pub discipline: Option<Discipline>,
    /// Whoever holds this role: one of the two professions.
    pub role: Option<Role>,
    /// Who of them in particular, in use in the directory. When they leave, the message stays that of their role or
    /// profession.
    pub practitioner: Option<PractitionerRef>,
}

/// A message.
#[derive(Debug, Clone, InputObject)]
pub struct LiaisonPostInput {
    /// What it asks for.
    pub kind: LiaisonKind,
    /// To whom.
    pub to: LiaisonAddresseeInput,
    /// What it says. It cannot be changed later. At most 8,000 characters.
    pub text: String,
    /// By when an answer is expected; in the future. Not for a NOTE.
    pub expected_by: Option<DateTime>,
    /// The same as a number of working days in England, 1 to 60: by the end of the last one. 5 where neither is given. Not for
    /// a NOTE.
    pub expected_working_days: Option<i32>,
}

payload! {
    /// What came of `liaisonPost`.
    LiaisonPostPayload {
        /// The message.
        liaison_message: LiaisonMessage over liaison_message
    }
}

/// Writing to the other practitioners of a review.
#[derive(Default)]
pub struct LiaisonPostMutation;

#[Object]
impl LiaisonPostMutation {
    /// Write to the other practitioners of a review: a note, a question, or the wish to be called back. The family does not
    /// learn of it.
    async fn liaison_post(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The review.")] review: ReviewRef,
        #[graphql(desc = "Makes a retry safe; required of systems.")] idempotency_key: Option<String>,
        #[graphql(desc = "The message.")] input: LiaisonPostInput,
    ) -> Result<LiaisonPostPayload> {
        let arguments = Arguments::default().with("review", &review).with("input", &input);
        let attempt = ctx.attempt::<act::LiaisonPost>(idempotency_key.as_deref(), &arguments.value())?;
        let outcome = post(&attempt, &review.into(), &input).await;
        Ok(attempt
            .settle::<liaison_message::Entity>(ctx.reader(), outcome)
            .await?
            .into())
    }
}

async fn post(
    attempt: &Attempt<act::LiaisonPost>,
    review: &Reference<ReviewId>,
    input: &LiaisonPostInput,
) -> Result<LiaisonMessageId> {
    let mut tx = attempt.begin().await?;
    let review = tx.lock::<review::Entity>(review, &["review"]).await?;
    let permit = attempt.permit(&mut tx, review).await?;
    let person = person(&tx, input.to.practitioner.clone()).await?;
    let to = rules::Addressee {
        discipline: input.to.discipline,
        role: input.to.role,
        person: person.as_ref().map(|(person, roles)| (person, roles.as_slice())),
    };
    let wish = rules::Wish {
        kind: input.kind,
        text: &input.text,
        expected_by: input.expected_by.map(|at| at.0),
        expected_days: input.expected_working_days,
    };
    let message = rules::post(wish, to, author(&tx))?;
    let fact = facts::posted(&message);
    let id: LiaisonMessageId = tx.create(&permit, message, fact).await?;
    attempt.commit(tx, id).await
}

/// Somebody in particular, with the roles that they hold.
async fn person(tx: &Tx, given: Option<PractitionerRef>) -> Result<Option<(practitioner::Model, Vec<Role>)>> {
    use role_assignment::Column as R;
    let Some(given) = given else { return Ok(None) };
    let path = ["input", "to", "practitioner"];
    let person = tx.get::<practitioner::Entity>(&given.into(), &path).await?;
    let held = tx
        .see::<role_assignment::Entity>()
        .filter(R::PractitionerId.eq(person.id))
        .filter(R::Status.eq(DirectoryStatus::Active));
    let roles = tx.all(held).await?.into_iter().map(|row| row.role).collect();
    Ok(Some((person, roles)))
}
