//! The reference tables of the Ages and Stages Questionnaires, as England reads them: cut-offs, bands, windows, concepts.
//!
//! Versioned: an assessment keeps the [`VERSION`] of the tables that read it, so that a later table does not rewrite what
//! was said to a family. A new table is a new version beside the old one. Pure: scores and days in, answers out.
//!
//! The cut-offs are those of NHS England's own CSDS derivation `ASQ_ScoreBand` (domain.md 2.4); public copies of them are
//! wrong. No wording of a questionnaire is kept anywhere: it is copyright of its publisher.

mod asq3;
mod asq_se2;
mod score;
mod window;

pub use asq_se2::{TOTAL as SE2_TOTAL, concept as se2_concept};
pub use asq3::{AREAS, band, band_code, concept, cut_off, good_level};
pub use score::{HIGHEST, Hundredths, NotAScore, adjusted};
pub use window::{Age, Premature, TERM_WEEKS, Window, adjust, age, form_for, window};

/// The version of these tables.
pub const VERSION: &str = "ASQ England 2026-11";

/// The intervals in months of the 21 questionnaires of ASQ-3 (domain.md 2.3).
pub const ASQ3_INTERVALS: &[i32] = &[
    2, 4, 6, 8, 9, 10, 12, 14, 16, 18, 20, 22, 24, 27, 30, 33, 36, 42, 48, 54, 60,
];

/// The intervals in months of ASQ:SE-2 (domain.md 2.4).
pub const SE2_INTERVALS: &[i32] = &[2, 6, 12, 18, 24, 30, 36, 48, 60];

#[cfg(test)]
mod tests;
