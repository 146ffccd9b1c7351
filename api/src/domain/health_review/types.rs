//! The health half on the wire.

use entity::enums::{ContactMedium, HealthReviewStatus, PractitionerGrade, Role, ServiceLevel, VisitPlace};
use entity::ids::{HealthReviewAdditionId, HealthReviewId};
use entity::{health_review, health_review_addition};

use super::loader;
use crate::domain::assessment::Assessment;
use crate::domain::directory::{Practitioner, loader as directory};
use crate::domain::family_note::FamilyNote;
use crate::domain::review::Review;
use crate::gql::scalars::{Date, DateTime};
use crate::gql::wire::Call;
use crate::problem::Result;
use crate::store::Visible;
use crate::{access, wire};

/// The health half of a review.
#[derive(Debug, Clone)]
pub struct HealthReview(pub Visible<health_review::Model>);

wire! {
    /// The health half of a review (Healthy Child Programme, two to two-and-a-half years). Everybody who knows of the review
    /// knows that it is there, how far it is and who is responsible; what it says is for the child's health team and the
    /// health service leads. Early years read it once the parents have agreed that it is shared.
    HealthReview = "HealthReview", node, |half, _call| {
        /// The id, for example `health_review_01j…`. Never changes.
        base "id": HealthReviewId = half.0.base().id;
        /// Counts the edits; give it as `expectedVersion`.
        base "version": i32 = half.0.base().version;
        /// Where it stands.
        base "status": HealthReviewStatus = half.0.base().status;
        /// Whether a community nursery nurse delivers it by delegation.
        base "isDelegated": bool = half.0.base().deliverer_id != half.0.base().accountable_id;
        /// When it was handed in.
        base "submittedAt": Option<DateTime> = half.0.base().submitted_at.map(DateTime);
        /// When it was started.
        base "createdAt": DateTime = DateTime(half.0.base().created_at);
        /// When it was last changed.
        base "updatedAt": DateTime = DateTime(half.0.base().updated_at);
        /// The health visitor who is accountable for it.
        one "accountable": Practitioner = accountable;
        /// Who delivers it: the accountable health visitor, or the community nursery nurse to whom it is delegated.
        one "deliverer": Practitioner = deliverer;
        /// When it was delegated.
        lens(HealthDevelopment) "delegatedOn": Date = |row| row.delegated_on.map(Date);
        /// How the delegate is supervised.
        lens(HealthDevelopment) "supervision": String = |row| row.supervision.clone();
        /// When the supervision took place.
        lens(HealthDevelopment) "supervisedOn": Date = |row| row.supervised_on.map(Date);
        /// The grade of whoever delivers it.
        lens(HealthDevelopment) "grade": PractitionerGrade = |row| row.grade;
        /// The service level that the family is offered.
        lens(HealthDevelopment) "serviceLevel": ServiceLevel = |row| row.service_level;
        /// How the family was met. A contact that was not face to face does not count as the review.
        lens(HealthDevelopment) "medium": ContactMedium = |row| row.medium;
        /// At which kind of place the family was met: the kind alone, never which one.
        lens(HealthDevelopment) "place": VisitPlace = |row| row.place;
        /// When the family was met.
        lens(HealthDevelopment) "contactOn": Date = |row| row.contact_on.map(Date);
        /// When the review was complete, which may be later than the contact.
        lens(HealthDevelopment) "completedOn": Date = |row| row.completed_on.map(Date);
        /// Weight in grams.
        lens(HealthDevelopment) "weightGrams": i32 = |row| row.weight_grams;
        /// Height in millimetres.
        lens(HealthDevelopment) "heightMillimetres": i32 = |row| row.height_mm;
        /// When the child was measured.
        lens(HealthDevelopment) "measuredOn": Date = |row| row.measured_on.map(Date);
        /// Growth, in words.
        lens(HealthDevelopment) "growth": String = |row| row.growth.clone();
        /// Sleep.
        lens(HealthDevelopment) "sleep": String = |row| row.sleep.clone();
        /// Behaviour.
        lens(HealthDevelopment) "behaviour": String = |row| row.behaviour.clone();
        /// Diet and vitamins.
        lens(HealthDevelopment) "diet": String = |row| row.diet.clone();
        /// Oral health.
        lens(HealthDevelopment) "oralHealth": String = |row| row.oral_health.clone();
        /// Immunisation.
        lens(HealthDevelopment) "immunisation": String = |row| row.immunisation.clone();
        /// Hearing.
        lens(HealthDevelopment) "hearing": String = |row| row.hearing.clone();
        /// Vision.
        lens(HealthDevelopment) "vision": String = |row| row.vision.clone();
        /// What it comes to, and what was advised.
        lens(HealthDevelopment) "summary": String = |row| row.summary.clone();
        /// What was in error.
        lens(HealthDevelopment) "errorReason": String = |row| row.error_reason.clone();
        /// What was added after it was handed in, first to last, at most 100.
        many(HealthDevelopment) "additions": HealthReviewAddition = loader::additions;
        /// The assessments, first to last, at most 50; those that were corrected are among them, as they were.
        many(HealthDevelopment) "assessments": Assessment = loader::assessments;
        /// Notes about the family that never leave the health team, at most 50: no agreement opens them to early years, and
        /// the parents' view has none.
        many(FamilySensitive) "familyNotes": FamilyNote = loader::family_notes;
        /// The review.
        one "review": Review = review;
        /// What you may do with it now.
        must "access": HealthReviewAccess = own_access;
    }
}

access! {
    /// What you may do with the health half of a review now: answered by the same table that allows or refuses the acts.
    HealthReviewAccess = "HealthReviewAccess" of health_review {
        /// `healthReviewDelegate`
        "canDelegate" = HealthReviewDelegate;
        /// `healthReviewRecord`
        "canRecord" = HealthReviewRecord;
        /// `healthReviewSubmit`
        "canSubmit" = HealthReviewSubmit;
        /// `healthReviewAmend`
        "canAmend" = HealthReviewAmend;
        /// `healthReviewEnterInError`
        "canEnterInError" = HealthReviewEnterInError;
        /// `assessmentRecord`
        "canRecordAssessment" = AssessmentRecord;
        /// `familyNoteRecord`
        "canRecordFamilyNote" = FamilyNoteRecord;
    }
}

/// An addition to the health half of a review.
#[derive(Debug, Clone)]
pub struct HealthReviewAddition(pub Visible<health_review_addition::Model>);

wire! {
    /// An addition to the health half of a review after it was handed in. Never changes. Read by whoever reads what the
    /// health half says.
    HealthReviewAddition = "HealthReviewAddition", node, |addition, _call| {
        /// The id, for example `health_review_addition_01j…`. Never changes.
        base "id": HealthReviewAdditionId = addition.0.base().id;
        /// What was added.
        lens(HealthDevelopment) "text": String = |row| Some(row.text.clone());
        /// In which role it was added.
        base "addedByRole": Role = addition.0.base().added_by_role;
        /// Who added it.
        one "addedBy": Practitioner = added_by;
        /// When it was added.
        base "createdAt": DateTime = DateTime(addition.0.base().created_at);
        /// The same: an addition never changes.
        base "updatedAt": DateTime = DateTime(addition.0.base().updated_at);
        /// The health half.
        one "healthReview": HealthReview = half;
    }
}

async fn accountable(halves: &[HealthReview], call: &Call<'_>) -> Result<Vec<Option<Practitioner>>> {
    directory::practitioners(halves.iter().map(|half| Some(half.0.base().accountable_id)), call).await
}

async fn deliverer(halves: &[HealthReview], call: &Call<'_>) -> Result<Vec<Option<Practitioner>>> {
    directory::practitioners(halves.iter().map(|half| Some(half.0.base().deliverer_id)), call).await
}

async fn added_by(batch: &[HealthReviewAddition], call: &Call<'_>) -> Result<Vec<Option<Practitioner>>> {
    directory::practitioners(
        batch.iter().map(|addition| Some(addition.0.base().added_by_id)),
        call,
    )
    .await
}

async fn half(batch: &[HealthReviewAddition], call: &Call<'_>) -> Result<Vec<Option<HealthReview>>> {
    loader::halves(
        batch.iter().map(|addition| addition.0.base().health_review_id),
        call,
    )
    .await
}

async fn review(halves: &[HealthReview], call: &Call<'_>) -> Result<Vec<Option<Review>>> {
    loader::reviews(halves.iter().map(|half| half.0.base().review_id), call).await
}

/// Handing it in fulfils a step of the review: whose that is, is read for the whole batch.
async fn own_access(halves: &[HealthReview], call: &Call<'_>) -> Result<Vec<Option<HealthReviewAccess>>> {
    let rows: Vec<_> = halves.iter().map(|half| half.0.clone()).collect();
    let rows = call.walk.request.reader.with_others(&rows).await?;
    Ok(rows
        .into_iter()
        .map(|row| Some(HealthReviewAccess(row)))
        .collect())
}
