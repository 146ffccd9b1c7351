//! Integrated Review: the GraphQL gateway with which local authorities run the integrated review at age two.

pub mod problem;
