//! The parts of a review: participants, concerns, referrals.

use entity::enums::{
    ConcernLevel, ConcernStatus, ParticipantCapacity, ParticipantStatus, ReferralReason, ReferralStatus,
    ReferralUrgency, Role, Sensitivity, Topic, ValueSet,
};
use entity::{concern, participant, referral};

use super::cases::{Case, Cases};

const SEEN: &[&str] = &[
    "Uses fewer than ten words at the setting and points for most wishes; follows a request of one step when it comes \
     with a gesture.",
    "Wakes three or four times a night and is tired by ten in the morning.",
    "Walks along furniture, does not yet walk alone; climbs the step of the garden on hands and knees.",
    "Plays beside other children and watches them closely, seldom joins in; settles with one familiar adult.",
    "Eats four foods, all of them dry; leaves the table when others are offered.",
];
const WISHES: &[&str] = &[
    "Assessment of expressive language and advice for home and setting.",
    "Assessment of hearing before the language assessment, as agreed with the parents.",
    "Support for sleep routines; the parents ask for a visit at home.",
];

impl Cases {
    pub(super) fn participant(&mut self, case: &Case<'_>, capacity: ParticipantCapacity) {
        let (role, practitioner) = match capacity {
            ParticipantCapacity::HealthLead => (Role::HealthVisitor, Some(case.health_visitor)),
            ParticipantCapacity::EarlyYearsLead => (Role::KeyPerson, Some(case.key_person.0)),
            _ => (Role::Parent, None),
        };
        let answers = [
            ParticipantStatus::Accepted,
            ParticipantStatus::Accepted,
            ParticipantStatus::Invited,
        ];
        self.participants.push(participant::Model {
            id: self.dice.id(),
            authority_id: case.place.authority,
            review_id: case.review,
            capacity,
            role: Some(role),
            practitioner_id: practitioner,
            carer_id: practitioner.is_none().then_some(case.carer),
            name: None,
            invited_reason: None,
            status: self.dice.one(&answers).unwrap_or(ParticipantStatus::Accepted),
            contribution: None,
            removed_reason: None,
            declined_reason: None,
            expires_at: None,
            version: 1,
            created_at: self.dice.at(),
            updated_at: self.dice.at(),
        });
    }

    pub(super) fn concern(&mut self, case: &Case<'_>) {
        let level = self.dice.one(ConcernLevel::ALL).unwrap_or(ConcernLevel::Watch);
        self.concerns.push(concern::Model {
            id: self.dice.id(),
            authority_id: case.place.authority,
            review_id: case.review,
            topic: self.dice.one(Topic::ALL).unwrap_or(Topic::Communication),
            level,
            original_level: level,
            sensitivity: Sensitivity::Standard,
            evidence: self.dice.text(SEEN),
            raised_by_practitioner_id: Some(case.key_person.0),
            raised_by_carer_id: None,
            raised_by_role: Role::KeyPerson,
            status: ConcernStatus::Open,
            withdrawn_reason: None,
            version: 1,
            created_at: self.dice.at(),
            updated_at: self.dice.at(),
        });
    }

    pub(super) fn referral(&mut self, case: &Case<'_>) {
        self.referrals.push(referral::Model {
            id: self.dice.id(),
            authority_id: case.place.authority,
            review_id: case.review,
            child_id: case.child,
            concern_id: None,
            service_id: case.place.service,
            reason: self
                .dice
                .one(ReferralReason::ALL)
                .unwrap_or(ReferralReason::NotKnown),
            urgency: ReferralUrgency::Routine,
            summary: self.dice.text(WISHES),
            evidence: Some(self.dice.text(SEEN)),
            status: ReferralStatus::Draft,
            drafted_by_id: case.health_visitor,
            drafted_by_role: Role::HealthVisitor,
            parent_agreement: None,
            parent_agreement_on: None,
            parent_agreement_from: None,
            proposed_on: None,
            sent_at: None,
            respond_by: None,
            received_at: None,
            decided_at: None,
            response: None,
            advice: None,
            service_reference: None,
            withdrawn_reason: None,
            version: 1,
            created_at: self.dice.at(),
            updated_at: self.dice.at(),
        });
    }
}
