//! The synthetic world: two fictional authorities, their directory, their children and what happens to them.
//!
//! Everything follows from a seed and today's date. All people are invented; NHS numbers are of the 999 range that is
//! reserved for tests, telephone numbers of the ranges reserved for drama, and authority codes, ODS codes, URNs and
//! postcodes of ranges that are not in use.

pub mod carers;
mod chapters;
pub mod children;
pub mod cohort;
pub mod dice;
pub mod names;
pub mod organisations;
pub mod people;
mod script;
pub mod stories;
pub mod templates;
pub mod world;
