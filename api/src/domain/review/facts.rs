//! What happens to reviews, as the journal keeps it.

use entity::enums::{DeliveryModel, ReviewEnd, ReviewStatus, ValueSet};
use serde_json::json;

use crate::store::Fact;

/// A review was planned.
pub fn planned(model: DeliveryModel) -> Fact {
    Fact::new(
        "review.planned",
        json!({ "deliveryModel": model.as_str(), "status": ReviewStatus::Due.as_str() }),
    )
}

/// A review moved to another status; `kind` says by which act.
pub fn moved(kind: &'static str, from: ReviewStatus, to: ReviewStatus) -> Fact {
    Fact::new(kind, json!({ "from": from.as_str(), "status": to.as_str() }))
}

/// The delivery model changed.
pub fn model_changed(from: DeliveryModel, to: DeliveryModel) -> Fact {
    Fact::new(
        "review.modelChanged",
        json!({ "from": from.as_str(), "deliveryModel": to.as_str() }),
    )
}

/// A review ended other than by completing both halves.
pub fn ended(end: ReviewEnd, to: ReviewStatus) -> Fact {
    Fact::new(
        "review.ended",
        json!({ "end": end.as_str(), "status": to.as_str() }),
    )
}
