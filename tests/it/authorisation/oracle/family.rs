//! What families say themselves: for whoever reads what is said in the review, and between parents only what was opened. What a
//! guest was asked: for the same people, for the parents and systems where it is not for practitioners only, and for the guest
//! their own, for as long as it is open.

use entity::enums::{GuestContributionStatus, ParentViewStatus, ParticipantStatus, Role, Sensitivity};
use entity::ids::PractitionerId;
use entity::{guest_contribution, parent_view};
use integrated_review::policy::Sight;
use integrated_review::policy::relation::Who;
use sea_orm::prelude::Uuid;
use tests::World;

use super::Rows;

/// Every row of the families' and guests'.
pub struct Family {
    pub views: Vec<parent_view::Model>,
    pub questions: Vec<guest_contribution::Model>,
}

impl Family {
    pub async fn read(world: &World) -> Self {
        Self {
            views: world.rows::<parent_view::Entity>().await,
            questions: world.rows::<guest_contribution::Entity>().await,
        }
    }
}

impl Rows {
    pub fn sight_of_view(&self, who: &Who, key: Uuid) -> Option<Sight> {
        let row = self.family.views.iter().find(|row| row.id.0 == key)?;
        let open = who.role != Role::Parent || row.open_to_other_parents || who.is(row.carer_id.0);
        (open && self.content(who, row.review_id)).then(|| self.in_review(who, row.review_id, row))
    }

    pub fn sight_of_question(&self, who: &Who, key: Uuid) -> Option<Sight> {
        let row = self.family.questions.iter().find(|row| row.id.0 == key)?;
        let shown = if who.role == Role::GuestProfessional {
            self.is_asked(who, row)
        } else {
            let hidden = matches!(who.role, Role::Parent | Role::Integration)
                && row.sensitivity != Sensitivity::Standard;
            !hidden && self.content(who, row.review_id)
        };
        shown.then(|| self.in_review(who, row.review_id, row))
    }

    /// Their own question, not taken back, and in time; nor were they taken off the review.
    fn is_asked(&self, who: &Who, row: &guest_contribution::Model) -> bool {
        let has_a_place = self.participants.iter().any(|party| {
            party.id == row.participant_id
                && party.practitioner_id == Some(PractitionerId(who.actor))
                && party.status != ParticipantStatus::Removed
                && party.expires_at.is_some_and(|until| who.now < until)
        });
        row.authority_id == who.authority
            && row.practitioner_id.0 == who.actor
            && row.status != GuestContributionStatus::Revoked
            && who.now < row.expires_at
            && has_a_place
    }

    /// What an account says is shown to nobody before it is given and after it was taken back.
    pub fn is_silent(&self, kind: &str, id: &str, field: &str) -> bool {
        let texts = ["enjoys", "development", "priorities", "worries", "talkFirst"];
        let stands =
            |row: &parent_view::Model| row.id.to_string() == id && row.status == ParentViewStatus::Given;
        kind == "ParentView" && texts.contains(&field) && !self.family.views.iter().any(stands)
    }
}
