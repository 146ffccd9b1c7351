//! What happens in liaison threads, as the journal keeps it: who is asked and whether it was answered, never what is said.

use entity::enums::{LiaisonStatus, ValueSet};
use entity::ids::LiaisonMessageId;
use entity::liaison_message;
use serde_json::json;

use crate::store::Fact;

/// A message was written.
pub fn posted(message: &liaison_message::ActiveModel) -> Fact {
    let kind = message.kind.try_as_ref().map(|kind| kind.as_str());
    let status = message.status.try_as_ref().map(|status| status.as_str());
    let role = message
        .to_role
        .try_as_ref()
        .and_then(|role| role.map(ValueSet::as_str));
    let discipline = message
        .to_discipline
        .try_as_ref()
        .and_then(|discipline| discipline.map(ValueSet::as_str));
    let practitioner = message
        .to_practitioner_id
        .try_as_ref()
        .and_then(|id| id.map(|id| id.to_string()));
    Fact::new(
        "liaison.posted",
        json!({
            "kind": kind, "status": status, "toRole": role, "toDiscipline": discipline,
            "toPractitioner": practitioner,
        }),
    )
}

/// A reply was written.
pub fn replied(to: LiaisonMessageId) -> Fact {
    Fact::new("liaison.replied", json!({ "inReplyTo": to.to_string() }))
}

/// A message that asked for something was answered.
pub fn answered() -> Fact {
    Fact::new(
        "liaison.answered",
        json!({ "status": LiaisonStatus::Answered.as_str() }),
    )
}

/// A message was read.
pub fn read(message: LiaisonMessageId) -> Fact {
    Fact::new("liaison.read", json!({ "message": message.to_string() }))
}

/// The call back took place, or it was settled otherwise.
pub fn resolved() -> Fact {
    Fact::new(
        "liaison.resolved",
        json!({ "status": LiaisonStatus::Resolved.as_str() }),
    )
}
