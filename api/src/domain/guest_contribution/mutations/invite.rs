//! Asking a guest one question.

use async_graphql::{Context, InputObject, Object};
use entity::enums::{DirectoryStatus, Sensitivity};
use entity::ids::{GuestContributionId, ParticipantId, PractitionerId, ReviewId};
use entity::{carer, guest_contribution, participant, practitioner, review, role_assignment};
use sea_orm::ActiveValue::Set;
use sea_orm::ColumnTrait;

use crate::domain::guest_contribution::{GuestContribution, facts, rules};
use crate::domain::participant::facts as of_participant;
use crate::domain::participant::guests::{self, Case, Guest};
use crate::gql::context::ContextExt;
use crate::gql::input::Arguments;
use crate::gql::reference::{CarerRef, PractitionerRef, ReviewRef};
use crate::gql::scalars::{Date, DateTime};
use crate::payload;
use crate::policy::act;
use crate::problem::Result;
use crate::store::{Attempt, Permit, Reference, Tx};

/// Who is asked what.
#[derive(Debug, Clone, InputObject)]
pub struct GuestInviteInput {
    /// Who: a practitioner of the directory who holds the role GUEST_PROFESSIONAL.
    pub guest: PractitionerRef,
    /// The question. At most 2,000 characters.
    pub question: String,
    /// Who reads question and answer; every party if nothing is said. PRACTITIONERS_ONLY keeps both from the parents, who
    /// still see that the guest was asked.
    pub sensitivity: Option<Sensitivity>,
    /// Until when the guest sees a summary of the child and may answer: at most 28 days from now.
    pub expires_at: DateTime,
    /// Which parent has agreed that the guest is asked; they hold parental responsibility.
    pub agreed_by: CarerRef,
    /// When they agreed; today if nothing is said.
    pub agreed_on: Option<Date>,
}

payload! {
    /// What came of `guestInvite`.
    GuestInvitePayload {
        /// The question.
        guest_contribution: GuestContribution over guest_contribution
    }
}

/// Asking a guest one question.
#[derive(Default)]
pub struct GuestInviteMutation;

#[Object]
impl GuestInviteMutation {
    /// Ask another professional one question about the child, for a limited time, once a parent has agreed to it. They see a
    /// summary of the child, the question and their own answer. Whoever declined, was taken off, or whose time is over, may be
    /// asked again: another question under the same entry among the parties.
    async fn guest_invite(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The review.")] review: ReviewRef,
        #[graphql(desc = "Makes a retry safe; required of systems.")] idempotency_key: Option<String>,
        #[graphql(desc = "Who is asked what.")] input: GuestInviteInput,
    ) -> Result<GuestInvitePayload> {
        let arguments = Arguments::default().with("review", &review).with("input", &input);
        let attempt = ctx.attempt::<act::GuestInvite>(idempotency_key.as_deref(), &arguments.value())?;
        let outcome = invite(&attempt, &review.into(), input).await;
        Ok(attempt
            .settle::<guest_contribution::Entity>(ctx.reader(), outcome)
            .await?
            .into())
    }
}

async fn invite(
    attempt: &Attempt<act::GuestInvite>,
    review: &Reference<ReviewId>,
    input: GuestInviteInput,
) -> Result<GuestContributionId> {
    let mut tx = attempt.begin().await?;
    let review = tx.lock::<review::Entity>(review, &["review"]).await?;
    let permit = attempt.permit(&mut tx, review).await?;
    let guest = guest(&tx, input.guest).await?;
    let path = ["input", "agreedBy"];
    let parent = tx.get::<carer::Entity>(&input.agreed_by.into(), &path).await?;
    let of_review = guest_contribution::Column::ReviewId.eq(permit.row().id);
    let known = tx
        .count(tx.see::<guest_contribution::Entity>().filter(of_review))
        .await?;
    let wish = rules::Wish {
        question: &input.question,
        sensitivity: input.sensitivity.unwrap_or(Sensitivity::Standard),
        expires_at: input.expires_at.0,
        agreed_on: input.agreed_on.map(|day| day.0),
    };
    let who = tx.caller().viewer.who();
    let by = (PractitionerId(who.actor), who.role);
    let child = (permit.row().child_id, &parent);
    let question = rules::ask(by, guest.person.id, child, &wish, (known, tx.today()))?;
    let entry = entry(&mut tx, &permit, &guest, &wish).await?;
    let question = guest_contribution::ActiveModel {
        participant_id: Set(entry),
        ..question
    };
    let fact = facts::asked(guest.person.id, wish.expires_at, wish.sensitivity);
    let id = tx.create(&permit, question, fact).await?;
    attempt.commit(tx, id).await
}

/// The guest, as the directory knows them.
async fn guest(tx: &Tx, guest: PractitionerRef) -> Result<Guest> {
    let path = ["input", "guest"];
    let person = tx.get::<practitioner::Entity>(&guest.into(), &path).await?;
    let held = tx
        .see::<role_assignment::Entity>()
        .filter(role_assignment::Column::PractitionerId.eq(person.id))
        .filter(role_assignment::Column::Status.eq(DirectoryStatus::Active));
    let roles = tx.all(held).await?.into_iter().map(|held| held.role).collect();
    Ok(Guest { person, roles })
}

/// Puts the guest among the parties, for the first time or again.
async fn entry(
    tx: &mut Tx,
    permit: &Permit<act::GuestInvite>,
    guest: &Guest,
    wish: &rules::Wish<'_>,
) -> Result<ParticipantId> {
    let of_review = participant::Column::ReviewId.eq(permit.row().id);
    let parties = tx.all(tx.see::<participant::Entity>().filter(of_review)).await?;
    let case = Case {
        review: permit.row(),
        parties: &parties,
        caller: tx.caller().viewer.who().actor,
        now: tx.now(),
    };
    let (earlier, entry) = guests::ask(&case, guest, wish.expires_at)?;
    let fact = of_participant::invited(&entry);
    match earlier {
        Some(earlier) => tx
            .cascade(permit, earlier, entry, fact)
            .await
            .map(|()| earlier.id),
        None => tx.create(permit, entry, fact).await,
    }
}
