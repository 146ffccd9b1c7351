//! What became of concerns, early flags and topic maps, as rows.

use entity::enums::{
    ConcernLevel, ConcernOutcome, ConcernStatus, EarlyFlagOutcome, EarlyFlagStatus, Role, Sensitivity, Topic,
};
use entity::ids::{
    CarerId, ChildId, ConcernId, ConcernSettlementId, EarlyFlagId, OrganisationId, PractitionerId, ReviewId,
    TopicMapId,
};
use entity::{concern, concern_settlement, early_flag, topic_map};
use sea_orm::Set;

use crate::World;
use crate::cast::Place;
use crate::rows::{insert, row};
use crate::stage::Case;

/// An early flag as it is to be.
#[derive(Debug, Clone, Copy)]
pub struct Flag {
    /// About whom.
    pub child: ChildId,
    /// Who is asked.
    pub team: OrganisationId,
    /// Whether the mother agreed.
    pub agreed: bool,
    /// How far it is.
    pub status: EarlyFlagStatus,
}

/// Of the cases, which team was asked about the child (the other one, or its own), and whether it has withdrawn.
///
/// The other team knows of the first child and of the restricted one by what it was asked; not of the second, about whom it
/// is not asked any more, nor of the very restricted.
pub async fn stage(world: &World, place: &Place, cases: &[Case]) {
    use EarlyFlagStatus::{Answered, Raised, Withdrawn};
    let (own, other) = (place.health_team.id, place.other_team.id);
    let asked = [
        (0, own, true, Raised),
        (0, other, false, Raised),
        (0, other, true, Answered),
        (0, other, true, Withdrawn),
        (1, own, true, Raised),
        (1, other, true, Withdrawn),
        (2, own, false, Answered),
        (3, other, true, Raised),
        (4, other, true, Answered),
        (4, own, false, Raised),
    ];
    for (case, team, agreed, status) in asked {
        let child = cases[case].child;
        world
            .insert_flag(
                place,
                Flag {
                    child,
                    team,
                    agreed,
                    status,
                },
            )
            .await;
    }
    for case in cases {
        settlements(world, place, case).await;
    }
    world.insert_topic_map(place).await;
}

/// One that is settled openly, one that goes the way of safeguarding, one that was taken up again.
async fn settlements(world: &World, place: &Place, case: &Case) {
    use ConcernOutcome::{NoFurtherAction, Referral, SafeguardingRoute};
    use Sensitivity::{PractitionersOnly, Standard};
    for (outcome, sensitivity) in [(Referral, Standard), (SafeguardingRoute, PractitionersOnly)] {
        let concern = world.insert_settled_concern(place, case.review).await;
        let one = settlement(world, place, (case.review, concern), (outcome, sensitivity));
        let one = concern_settlement::ActiveModel {
            referral_id: Set((outcome == Referral).then_some(case.referrals[2])),
            ..one
        };
        insert(world.db(), vec![one]).await;
    }
    let again = concern_settlement::ActiveModel {
        reopened_reason: Set(Some("to be marked".to_owned())),
        reopened_by_id: Set(Some(PractitionerId(place.key_person.uuid))),
        reopened_by_role: Set(Some(Role::KeyPerson)),
        reopened_at: Set(Some(world.now())),
        ..settlement(
            world,
            place,
            (case.review, case.concerns[0]),
            (NoFurtherAction, Standard),
        )
    };
    insert(world.db(), vec![again]).await;
}

fn settlement(
    world: &World,
    place: &Place,
    (review, concern): (ReviewId, ConcernId),
    (outcome, sensitivity): (ConcernOutcome, Sensitivity),
) -> concern_settlement::ActiveModel {
    concern_settlement::ActiveModel {
        review_id: Set(review),
        concern_id: Set(concern),
        outcome: Set(outcome),
        sensitivity: Set(sensitivity),
        note: Set("to be marked".to_owned()),
        settled_by_id: Set(PractitionerId(place.health_visitor.uuid)),
        settled_by_role: Set(Role::HealthVisitor),
        ..row(world.clock().new_id::<ConcernSettlementId>().0, place)
    }
}

impl World {
    /// Writes a settled concern of the health visitor, without how it was settled.
    pub async fn insert_settled_concern(&self, place: &Place, review: ReviewId) -> ConcernId {
        let id: ConcernId = self.clock().new_id();
        let concern = concern::ActiveModel {
            review_id: Set(review),
            topic: Set(Topic::Sleep),
            level: Set(ConcernLevel::Concern),
            original_level: Set(ConcernLevel::Concern),
            sensitivity: Set(Sensitivity::Standard),
            evidence: Set("to be marked".to_owned()),
            raised_by_practitioner_id: Set(Some(PractitionerId(place.health_visitor.uuid))),
            raised_by_role: Set(Role::HealthVisitor),
            status: Set(ConcernStatus::Settled),
            ..row(id.0, place)
        };
        insert(self.db(), vec![concern]).await;
        self.forget_parts().await;
        id
    }

    /// Writes an early flag of the key person, due a week after the tests begin, as if by the mutations.
    pub async fn insert_flag(&self, place: &Place, flag: Flag) -> EarlyFlagId {
        let id: EarlyFlagId = self.clock().new_id();
        let is_answered = flag.status == EarlyFlagStatus::Answered;
        let words = || Some("to be marked".to_owned());
        let today = self.now().date_naive();
        let one = early_flag::ActiveModel {
            child_id: Set(flag.child),
            setting_id: Set(place.nursery.id),
            health_team_id: Set(Some(flag.team)),
            topic: Set(Topic::Hearing),
            level: Set(ConcernLevel::Concern),
            seen: Set("to be marked".to_owned()),
            parents_agreed: Set(flag.agreed),
            agreed_by_id: Set(flag.agreed.then_some(CarerId(place.mother.person.uuid))),
            agreed_on: Set(flag.agreed.then_some(today)),
            not_agreed_reason: Set(words().filter(|_| !flag.agreed)),
            raised_by_id: Set(PractitionerId(place.key_person.uuid)),
            raised_by_role: Set(Role::KeyPerson),
            status: Set(flag.status),
            due_on: Set("2026-03-09".parse().unwrap()),
            outcome: Set(is_answered.then_some(EarlyFlagOutcome::SafeguardingRoute)),
            answer: Set(words().filter(|_| is_answered)),
            answered_by_id: Set(is_answered.then_some(PractitionerId(place.health_visitor.uuid))),
            answered_by_role: Set(is_answered.then_some(Role::HealthVisitor)),
            answered_at: Set(is_answered.then(|| self.now())),
            ..row(id.0, place)
        };
        insert(self.db(), vec![one]).await;
        id
    }

    /// Writes a version of the topic map that counts from today, as if by the mutation.
    pub async fn insert_topic_map(&self, place: &Place) -> TopicMapId {
        let id: TopicMapId = self.clock().new_id();
        let links = serde_json::json!([{
            "title": "Sleep", "primeAreas": [], "assessmentAreas": [], "instruments": [], "topics": ["SLEEP"],
            "lead": "HEALTH",
        }]);
        let map = topic_map::ActiveModel {
            number: Set(1),
            links: Set(links),
            effective_from: Set(self.now().date_naive()),
            set_by_id: Set(PractitionerId(place.health_lead.uuid)),
            set_by_role: Set(Role::HealthServiceLead),
            ..row(id.0, place)
        };
        insert(self.db(), vec![map]).await;
        id
    }

    /// One of each kind in the other authority: an early flag, how a concern was settled, and a topic map.
    pub async fn elsewhere_flags(&self, concern: ConcernId) -> [String; 3] {
        let there = self.elsewhere();
        let flag = Flag {
            child: there.child.id,
            team: there.health_team.id,
            agreed: true,
            status: EarlyFlagStatus::Raised,
        };
        let how = (ConcernOutcome::Action, Sensitivity::Standard);
        let settled = settlement(self, there, (there.review, concern), how);
        let id = settled.id.as_ref().to_string();
        insert(self.db(), vec![settled]).await;
        [
            self.insert_flag(there, flag).await.to_string(),
            self.insert_topic_map(there).await.to_string(),
            id,
        ]
    }
}
