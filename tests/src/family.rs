//! What families say themselves, and what guests are asked, as rows.

use entity::enums::{
    GuestContributionStatus, ParentViewChannel, ParentViewStatus, ParticipantStatus, Role, Sensitivity,
    ValueSet,
};
use entity::ids::{CarerId, GuestContributionId, ParentViewId, ParticipantId, PractitionerId, ReviewId};
use entity::{guest_contribution, parent_view, participant};
use sea_orm::{EntityTrait, QueryOrder, Set};

use crate::World;
use crate::cast::Place;
use crate::rows::{insert, row};

fn view(world: &World, place: &Place, review: ReviewId, carer: CarerId) -> parent_view::ActiveModel {
    parent_view::ActiveModel {
        review_id: Set(review),
        carer_id: Set(carer),
        status: Set(ParentViewStatus::Given),
        asked_on: Set(Some(world.now().date_naive())),
        asked_by_id: Set(Some(place.health_visitor.uuid)),
        asked_by_role: Set(Some(Role::HealthVisitor)),
        channel: Set(Some(ParentViewChannel::Telephone)),
        interpreter_used: Set(true),
        open_to_other_parents: Set(false),
        given_on: Set(Some(world.now().date_naive())),
        recorded_by_id: Set(Some(place.health_visitor.uuid)),
        recorded_by_role: Set(Some(Role::HealthVisitor)),
        ..row(world.clock().new_id::<ParentViewId>().0, place)
    }
}

/// Writes the accounts of a review, as if by the mutations: the mother's, on the telephone; the stepfather's, which is open to
/// the other parents; another carer's that was taken back; and one that was asked for.
pub async fn views(world: &World, place: &Place, review: ReviewId) -> Vec<ParentViewId> {
    let carers = place.carers();
    let carer = |at: usize| CarerId(carers[at].person.uuid);
    let rows = vec![
        view(world, place, review, carer(0)),
        parent_view::ActiveModel {
            open_to_other_parents: Set(true),
            recorded_by_id: Set(Some(carer(1).0)),
            recorded_by_role: Set(Some(Role::Parent)),
            channel: Set(Some(ParentViewChannel::OwnHand)),
            ..view(world, place, review, carer(1))
        },
        parent_view::ActiveModel {
            status: Set(ParentViewStatus::Withdrawn),
            open_to_other_parents: Set(true),
            ..view(world, place, review, carer(2))
        },
        parent_view::ActiveModel {
            status: Set(ParentViewStatus::Asked),
            given_on: Set(None),
            recorded_by_id: Set(None),
            recorded_by_role: Set(None),
            ..view(world, place, review, world.clock().new_id())
        },
    ];
    let ids = rows.iter().map(|row| *row.id.as_ref()).collect();
    insert(world.db(), rows).await;
    ids
}

/// Writes a question of the health visitor to whoever has this place among the parties.
pub async fn question(
    world: &World,
    place: &Place,
    party: &participant::Model,
    (status, sensitivity): (GuestContributionStatus, Sensitivity),
) -> GuestContributionId {
    let id: GuestContributionId = world.clock().new_id();
    let fortnight = world.now() + chrono::TimeDelta::days(14);
    let asked = guest_contribution::ActiveModel {
        review_id: Set(party.review_id),
        participant_id: Set(party.id),
        practitioner_id: Set(party.practitioner_id.expect("a practitioner")),
        question: Set("to be marked".to_owned()),
        sensitivity: Set(sensitivity),
        status: Set(status),
        expires_at: Set(party.expires_at.unwrap_or(fortnight)),
        agreed_by_id: Set(CarerId(place.mother.person.uuid)),
        agreed_on: Set(world.now().date_naive()),
        asked_by_id: Set(PractitionerId(place.health_visitor.uuid)),
        asked_by_role: Set(Role::HealthVisitor),
        ..row(id.0, place)
    };
    insert(world.db(), vec![asked]).await;
    id
}

/// Writes a question to every guest among the parties of the place's reviews, in every state, and for practitioners only in
/// turn.
pub async fn questions(world: &World, place: &Place) {
    let parties = participant::Entity::find()
        .order_by_asc(participant::Column::Id)
        .all(world.db())
        .await
        .unwrap();
    let guests = parties
        .iter()
        .filter(|party| party.authority_id == place.authority && party.role == Some(Role::GuestProfessional));
    for (turn, party) in guests.enumerate() {
        let statuses = GuestContributionStatus::ALL;
        let status = statuses[turn % statuses.len()];
        let sensitivity = Sensitivity::ALL[turn / statuses.len() % 2];
        question(world, place, party, (status, sensitivity)).await;
    }
}

impl World {
    /// Writes the accounts of the other authority's review.
    pub async fn elsewhere_views(&self) -> ParentViewId {
        views(self, self.elsewhere(), self.elsewhere().review).await[0]
    }

    /// Writes a question to a party of the other authority.
    pub async fn elsewhere_is_asked(&self, party: ParticipantId) -> GuestContributionId {
        let party = participant::Entity::find_by_id(party)
            .one(self.db())
            .await
            .unwrap()
            .expect("a party");
        let open = (GuestContributionStatus::Asked, Sensitivity::Standard);
        question(self, self.elsewhere(), &party, open).await
    }

    /// Asks the guest of the cast about a review of the home authority: their entry is ACCEPTED.
    pub async fn guest_is_asked(&self, review: ReviewId, sensitivity: Sensitivity) -> GuestContributionId {
        let party = self
            .answered(&review.to_string(), &self.guest(), ParticipantStatus::Accepted)
            .await;
        let party = participant::Entity::find_by_id(party)
            .one(self.db())
            .await
            .unwrap()
            .expect("a party");
        let asked = (GuestContributionStatus::Asked, sensitivity);
        question(self, self.home(), &party, asked).await
    }
}
