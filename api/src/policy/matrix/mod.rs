//! The responsibility matrix: the one table that says who may do what, by subject. `docs/RESPONSIBILITY-MATRIX.md` is
//! rendered from it. Creating something is an act on its parent row.

use std::sync::LazyLock;

mod child;
mod concern;
mod directory;
mod early_flag;
mod early_years;
mod family;
mod health;
mod liaison;
mod pre_meeting;
mod referral;
mod review;
mod sharing;
mod topic_map;

pub use super::rule::{Act, Line, Rule};
pub use super::states::{HANDED_IN, OPEN_REVIEW};

/// The marker types of the acts.
pub mod act {
    pub use super::child::act::*;
    pub use super::concern::act::*;
    pub use super::directory::act::*;
    pub use super::early_flag::act::*;
    pub use super::early_years::act::*;
    pub use super::family::act::*;
    pub use super::health::act::*;
    pub use super::liaison::act::*;
    pub use super::pre_meeting::act::*;
    pub use super::referral::act::*;
    pub use super::review::act::*;
    pub use super::sharing::act::*;
    pub use super::topic_map::act::*;
}

/// The parts of the table, in the order in which they are read.
const PARTS: &[&[&Rule]] = &[
    directory::RULES,
    topic_map::RULES,
    child::RULES,
    review::RULES,
    concern::RULES,
    early_flag::RULES,
    health::RULES,
    early_years::RULES,
    sharing::RULES,
    family::RULES,
    referral::RULES,
    pre_meeting::RULES,
    liaison::RULES,
];

/// Every rule, in the order of the table.
pub static RULES: LazyLock<Vec<&Rule>> = LazyLock::new(|| PARTS.concat());
