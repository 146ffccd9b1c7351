//! The tables of Integrated Review: typed ids, value sets, and one file per table. Data only.

pub mod enums;
pub mod ids;
