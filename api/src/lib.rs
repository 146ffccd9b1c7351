//! Integrated Review: the GraphQL gateway with which local authorities run the integrated review at age two.

// The merged resolvers of all slices nest one in another.
#![recursion_limit = "256"]

pub mod auth;
pub mod calendar;
pub mod clock;
pub mod codes;
pub mod config;
pub mod demo;
pub mod document;
pub mod domain;
pub mod engine;
pub mod events;
pub mod gql;
mod hex;
pub mod http;
pub mod import;
pub mod policy;
pub mod problem;
pub mod schema;
pub mod store;
pub mod telemetry;
