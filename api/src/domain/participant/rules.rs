//! Who may be asked to a review, in which capacity, and what they may answer. Pure.

mod answer;
mod invite;
mod lead;

pub use answer::{Answer, accept, apologise, attend, decline, record, remove};
pub use invite::{Case, MOST, Party, Wish, earlier, invite};
pub use lead::{Lead, hands_back, takes_over};

#[cfg(test)]
pub(crate) mod fixtures;
