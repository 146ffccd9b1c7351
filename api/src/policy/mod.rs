//! Who may do what: the one place.
//!
//! - [`matrix`]: every act, its roles, relations and states, as data.
//! - [`decide`]: the pure decision over it.
//! - [`step`]: whose the steps of a review are, by its protocol.
//! - [`sharing`]: what agreements of the parents open of one half of a review to the other profession.
//! - [`relation`]: how a caller stands to a row.
//! - [`lens`]: which classes of data a relation opens.
//! - [`purpose`]: what records are looked at for.
//! - [`trail`]: who reads who did and saw what.
//! - [`scope`]: which rows a caller sees at all, as SQL conditions.

pub mod decide;
pub mod lens;
pub mod matrix;
pub mod purpose;
pub mod record;
pub mod relation;
pub mod render;
pub mod rule;
pub mod scope;
pub mod sets;
pub mod sharing;
mod states;
pub mod step;
pub mod trail;

pub use decide::{Asking, Decision, State, decide, decide_step};
pub use lens::{Crossed, Shown, Sight};
pub use matrix::{Act, Rule, act};
pub use record::{Anchor, Record, Recorded};
pub use sets::{Lenses, Relations, Steps};
pub use step::{Fulfils, Others};
