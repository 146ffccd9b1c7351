//! What happens to the parties of a review, as the journal keeps it.

use entity::enums::{ParticipantStatus, ValueSet};
use entity::participant;
use sea_orm::ActiveValue;
use serde_json::json;

use crate::store::Fact;

/// Somebody was invited, for the first time or again.
pub fn invited(new: &participant::ActiveModel) -> Fact {
    Fact::new(
        "participant.invited",
        json!({
            "capacity": given(&new.capacity).map(ValueSet::as_str),
            "role": given(&new.role).flatten().map(ValueSet::as_str),
            "status": given(&new.status).map(ValueSet::as_str),
            "practitioner": given(&new.practitioner_id).flatten().map(|id| id.to_string()),
            "carer": given(&new.carer_id).flatten().map(|id| id.to_string()),
            "expiresAt": given(&new.expires_at).flatten().map(|at| at.to_rfc3339()),
        }),
    )
}

/// A party's status changed; `kind` says by which act.
pub fn moved(kind: &'static str, from: ParticipantStatus, to: ParticipantStatus) -> Fact {
    Fact::new(kind, json!({ "from": from.as_str(), "status": to.as_str() }))
}

fn given<T: Copy + Into<sea_orm::Value>>(value: &ActiveValue<T>) -> Option<T> {
    value.try_as_ref().copied()
}
