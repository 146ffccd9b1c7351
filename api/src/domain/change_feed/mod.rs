//! The change feed: what happened, as far as the caller may know of the record it happened to.
//!
//! One log (the journal) with several doors: `changes`, and the subscriptions `reviewEvents`, `preMeeting`, `inbox` and
//! `changes`. They give the same changes with the same ids and cursors, in the same order, under the same rule: a change
//! exists for whoever may know of its record now. What they may not know of leaves no trace.

mod inbox;
mod item;
mod queries;
mod reading;
mod subscriptions;
mod types;

pub use inbox::needs;
pub use item::{Delivery, Item, RoomItem, StreamItem, Wanted};
pub use queries::ChangeFeedQueries;
pub use reading::visible;
pub use subscriptions::Subscription;
pub use types::{Change, Heartbeat, Presence, Present, ResyncRequired};
