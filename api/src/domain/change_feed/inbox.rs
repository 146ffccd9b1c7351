//! What newly needs somebody: the one rule of the inbox. Pure.

use entity::enums::{ParticipantStatus, ResponsibilityStatus, Role};
use entity::journal;

use crate::gql::node::Node;
use crate::policy::relation::Who;
use crate::policy::step::is_of;

/// Kinds of fact after which something may need somebody.
pub const KINDS: &[&str] = &[
    "participant.invited",
    "responsibility.reassigned",
    "responsibility.reopened",
    "review.planned",
    "referral.answered",
    "referral.returned",
    "sharingOverride.requested",
];

/// Whether a change newly needs the viewer: what others have done, to a record that is theirs to answer, as it stands now.
pub fn needs(who: &Who, row: &journal::Model, subject: &Node) -> bool {
    if who.is(row.actor_id) || !KINDS.contains(&row.kind.as_str()) {
        return false;
    }
    match subject {
        Node::Participant(party) => {
            let row = party.0.base();
            let own = row.practitioner_id.map(|id| id.0).or(row.carer_id.map(|id| id.0));
            row.status == ParticipantStatus::Invited && own.is_some_and(|own| who.is(own))
        }
        Node::Responsibility(part) => {
            let row = part.0.base();
            let named = row.practitioner_id.is_none_or(|named| who.is(named.0));
            row.status == ResponsibilityStatus::Open && named && is_of(who, &[], row)
        }
        Node::Review(_) => matches!(who.role, Role::HealthServiceLead | Role::EarlyYearsServiceLead),
        Node::Referral(referral) => who.is(referral.0.base().drafted_by_id.0),
        Node::SharingOverride(_) => matches!(
            who.role,
            Role::HealthServiceLead | Role::EarlyYearsServiceLead | Role::CaldicottGuardian
        ),
        _ => false,
    }
}
