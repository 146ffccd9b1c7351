//! The synthetic world: two fictional authorities, their directory, their children and what happens to them.
//!
//! Everything follows from a seed and today's date. All people are invented; NHS numbers are of the 999 range that is
//! reserved for tests, telephone numbers of the ranges reserved for drama, and authority codes, ODS codes, URNs and
//! postcodes of ranges that are not in use.
//!
//! [`load`] brings it into a database: directory and children in bulk, through the doors of the import; what happens to
//! the reviews through the mutations of the API, each by whoever does it. [`roles`] says who there is to sign in as.

pub mod carers;
mod chapters;
pub mod checks;
pub mod children;
pub mod cohort;
pub mod dice;
mod enter;
pub mod halves;
pub mod load;
pub mod names;
pub mod organisations;
pub mod people;
mod play;
pub mod roles;
mod script;
pub mod stories;
pub mod templates;
pub mod world;
