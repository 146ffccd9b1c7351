//! The import of a cohort: the list of children that a child health information service or a nursery census gives an
//! authority.
//!
//! A file goes through in one direction and in bounded memory: [`read`] turns bytes into rows by column, [`rules`]
//! checks a row, [`directory`] places its child, [`matching`] finds the child it is about, [`chunk`] decides what becomes
//! of it, [`report`] says so. All of that is pure: no database, no clock. [`run`] joins it with the store: a chunk of rows
//! is one transaction with a constant number of statements, and what was taken in is remembered by row, so that a second
//! run changes nothing and one that was killed goes on where it stopped. [`file`] takes a whole file by the command line,
//! [`mutations`] up to a thousand rows by the API.

pub mod birth_date;
pub mod chunk;
pub mod columns;
pub mod digest;
pub mod directory;
pub mod duplicates;
mod fetch;
pub mod file;
mod input;
pub mod matching;
pub mod merge;
mod mutations;
pub mod people;
pub mod problem;
pub mod read;
pub mod report;
pub mod row;
pub mod rules;
pub mod run;
mod types;
mod write;

pub use mutations::ImportMutations;

#[cfg(test)]
mod samples;
