//! The import of a cohort: the list of children that a child health information service or a nursery census gives an
//! authority.
//!
//! A file goes through in one direction and in bounded memory: [`read`] turns bytes into rows by column, [`rules`]
//! checks a row, [`matching`] finds the child it is about, [`report`] says what became of it. Everything here is pure:
//! no database, no clock.

pub mod birth_date;
pub mod columns;
pub mod digest;
pub mod duplicates;
pub mod matching;
pub mod people;
pub mod problem;
pub mod read;
pub mod report;
pub mod row;
pub mod rules;

#[cfg(test)]
mod samples;
