//! The halves of a review, as rows: one that stands and is delegated, and one that was entered in error, each with what belongs to it.

use entity::enums::{
    AssessmentMode, AssessmentStatus, FamilyNoteTopic, HealthReviewStatus, Instrument, Respondent, Role,
};
use entity::ids::{
    AssessmentId, FamilyNoteId, HealthReviewAdditionId, HealthReviewId, PractitionerId, ReviewId,
};
use entity::{assessment, family_note, health_review, health_review_addition};
use sea_orm::Set;

use crate::World;
use crate::cast::{Place, start};
use crate::rows::{insert, row};

/// The half that stands, its assessment that counts, and its note.
pub type HealthRows = (HealthReviewId, AssessmentId, FamilyNoteId);

/// Writes the health half of a review, as if by the mutations.
pub async fn health(world: &World, place: &Place, review: ReviewId) -> HealthRows {
    let (visitor, nurse) = (
        PractitionerId(place.health_visitor.uuid),
        PractitionerId(place.nursery_nurse.uuid),
    );
    let mut last = None;
    for status in [HealthReviewStatus::EnteredInError, HealthReviewStatus::InProgress] {
        let id: HealthReviewId = world.clock().new_id();
        let half = health_review::ActiveModel {
            review_id: Set(review),
            status: Set(status),
            accountable_id: Set(visitor),
            deliverer_id: Set(nurse),
            ..row(id.0, place)
        };
        insert(world.db(), vec![half]).await;
        let addition = health_review_addition::ActiveModel {
            review_id: Set(review),
            health_review_id: Set(id),
            text: Set("to be marked".to_owned()),
            added_by_id: Set(nurse),
            added_by_role: Set(Role::CommunityNurseryNurse),
            ..row(world.clock().new_id::<HealthReviewAdditionId>().0, place)
        };
        insert(world.db(), vec![addition]).await;
        let written: FamilyNoteId = world.clock().new_id();
        let note = family_note::ActiveModel {
            review_id: Set(review),
            health_review_id: Set(id),
            topic: Set(FamilyNoteTopic::DomesticAbuse),
            text: Set("to be marked".to_owned()),
            recorded_by_id: Set(visitor),
            recorded_by_role: Set(Role::HealthVisitor),
            ..row(written.0, place)
        };
        insert(world.db(), vec![note]).await;
        let one = |status| assessment::ActiveModel {
            review_id: Set(review),
            health_review_id: Set(id),
            status: Set(status),
            instrument: Set(Instrument::Asq3),
            interval_months: Set(Some(24)),
            completed_on: Set(start().date_naive()),
            respondent: Set(Respondent::Parent),
            mode: Set(AssessmentMode::Paper),
            interpreter_used: Set(false),
            scores: Set(serde_json::json!([])),
            age_months: Set(26),
            age_days: Set(0),
            recorded_by_id: Set(nurse),
            recorded_by_role: Set(Role::CommunityNurseryNurse),
            ..row(world.clock().new_id::<AssessmentId>().0, place)
        };
        let both = vec![one(AssessmentStatus::Amended), one(AssessmentStatus::Current)];
        let current = *both[1].id.as_ref();
        insert(world.db(), both).await;
        last = Some((id, current, written));
    }
    last.expect("two halves")
}

impl World {
    /// Writes the health half of the other authority's review.
    pub async fn elsewhere_health(&self) -> HealthRows {
        health(self, self.elsewhere(), self.elsewhere().review).await
    }
}
