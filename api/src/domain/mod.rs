//! The nouns of the integrated review, a folder each.

pub mod access;
pub mod child;
pub mod directory;
pub mod participant;
pub mod review;
