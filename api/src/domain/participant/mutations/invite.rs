//! Asking somebody to a review.

use async_graphql::{Context, InputObject, Object, OneofObject};
use entity::enums::{DirectoryStatus, ParticipantCapacity};
use entity::ids::{ParticipantId, ReviewId};
use entity::{carer, participant, practitioner, review, role_assignment};
use sea_orm::ColumnTrait;

use super::takes_over;
use crate::codes::{self, Inputs};
use crate::domain::participant::rules::{self, Case, Party, Wish};
use crate::domain::participant::{Participant, facts};
use crate::gql::context::ContextExt;
use crate::gql::input::Arguments;
use crate::gql::reference::{CarerRef, ExternalIdInput, PractitionerRef, ReviewRef};
use crate::payload;
use crate::policy::act;
use crate::problem::{Problem, Result};
use crate::store::{Attempt, Reference, Tx};

/// Who is asked: exactly one of the fields.
#[derive(Debug, Clone, OneofObject)]
pub enum ParticipantPartyInput {
    /// A practitioner of the directory; a GUEST_PROFESSIONAL is asked by `guestInvite` instead.
    Practitioner(PractitionerRef),
    /// A parent or carer of the child.
    Carer(CarerRef),
    /// An interpreter who is in no directory, by name.
    Interpreter(String),
}

/// Who is asked to the review, and how.
#[derive(Debug, Clone, InputObject)]
pub struct ParticipantInviteInput {
    /// Who.
    pub party: ParticipantPartyInput,
    /// In which capacity. HEALTH_LEAD: a health visitor or community nursery nurse; EARLY_YEARS_LEAD: a key person,
    /// childminder or setting manager; one of each at a time, trained for a JOINT_MEETING.
    pub capacity: ParticipantCapacity,
    /// Why they are asked. Required for a carer without parental responsibility. The parties
    /// read it, the parents among them. At most 1,000 characters.
    pub reason: Option<String>,
    /// Whether you accept at once; only if you ask yourself.
    #[graphql(default)]
    pub accept_now: bool,
    /// Your system's identifier of the entry.
    pub external_id: Option<ExternalIdInput>,
}

payload! {
    /// What came of `participantInvite`.
    ParticipantInvitePayload {
        /// The party's entry.
        participant: Participant over participant
    }
}

/// Asking somebody to a review.
#[derive(Default)]
pub struct ParticipantInviteMutation;

#[Object]
impl ParticipantInviteMutation {
    /// Ask somebody to take part in a review. Whoever declined or was removed is asked again under the same entry. Another
    /// professional who is asked one question for a limited time is a guest: `guestInvite`.
    async fn participant_invite(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The review.")] review: ReviewRef,
        #[graphql(desc = "Makes a retry safe; required of systems.")] idempotency_key: Option<String>,
        #[graphql(desc = "Who is asked, and how.")] input: ParticipantInviteInput,
    ) -> Result<ParticipantInvitePayload> {
        let arguments = Arguments::default().with("review", &review).with("input", &input);
        let attempt =
            ctx.attempt::<act::ParticipantInvite>(idempotency_key.as_deref(), &arguments.value())?;
        let outcome = invite(&attempt, &review.into(), input).await;
        Ok(attempt
            .settle::<participant::Entity>(ctx.reader(), outcome)
            .await?
            .into())
    }
}

async fn invite(
    attempt: &Attempt<act::ParticipantInvite>,
    review: &Reference<ReviewId>,
    input: ParticipantInviteInput,
) -> Result<ParticipantId> {
    let external = input.external_id.as_ref();
    let external = external
        .map(|id| id.check(&["input", "externalId"]))
        .transpose()?;
    let wish = wish(&input)?;
    let mut tx = attempt.begin().await?;
    let review = tx.lock::<review::Entity>(review, &["review"]).await?;
    let permit = attempt.permit(&mut tx, review).await?;
    let party = party(&tx, input.party).await?;
    let of_review = participant::Column::ReviewId.eq(permit.row().id);
    let parties = tx.all(tx.see::<participant::Entity>().filter(of_review)).await?;
    let case = Case {
        review: permit.row(),
        parties: &parties,
        caller: tx.caller().viewer.who().actor,
        now: tx.now(),
    };
    let earlier = rules::earlier(&case, &party)?;
    let entry = rules::invite(&case, &party, &wish)?;
    let lead = rules::Lead::by(permit.row(), &entry);
    let fact = facts::invited(&entry);
    let id = match earlier {
        Some(earlier) => tx
            .cascade(&permit, earlier, entry, fact)
            .await
            .map(|()| earlier.id)?,
        None => tx.create(&permit, entry, fact).await?,
    };
    if let Some(lead) = lead {
        takes_over(&mut tx, &permit, lead).await?;
    }
    if let Some(external) = &external {
        tx.identify(&permit, id, external).await?;
    }
    attempt.commit(tx, id).await
}

fn wish(input: &ParticipantInviteInput) -> Result<Wish> {
    let mut inputs = Inputs::default();
    let wish = Wish {
        capacity: input.capacity,
        reason: inputs.optional("reason", input.reason.as_deref(), 1000),
        accept_now: input.accept_now,
    };
    inputs.done()?;
    Ok(wish)
}

/// Who is asked, as the directory and the child's record know them.
async fn party(tx: &Tx, party: ParticipantPartyInput) -> Result<Party> {
    Ok(match party {
        ParticipantPartyInput::Practitioner(practitioner) => {
            let path = ["input", "party", "practitioner"];
            let person = tx
                .get::<practitioner::Entity>(&practitioner.into(), &path)
                .await?;
            let held = tx
                .see::<role_assignment::Entity>()
                .filter(role_assignment::Column::PractitionerId.eq(person.id))
                .filter(role_assignment::Column::Status.eq(DirectoryStatus::Active));
            let roles = tx.all(held).await?.into_iter().map(|held| held.role).collect();
            Party::Practitioner(Box::new(person), roles)
        }
        ParticipantPartyInput::Carer(carer) => {
            let path = ["input", "party", "carer"];
            Party::Carer(Box::new(tx.get::<carer::Entity>(&carer.into(), &path).await?))
        }
        ParticipantPartyInput::Interpreter(name) => {
            let path = ["input", "party", "interpreter"];
            let name = codes::name(&name).map_err(|problem| Problem::invalid(path, problem.message()))?;
            Party::Interpreter(name)
        }
    })
}
