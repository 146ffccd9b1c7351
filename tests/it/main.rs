//! The product driven through HTTP on real databases: one binary, a file for each noun.

// The merged resolvers of all slices nest one in another.
#![recursion_limit = "256"]

/// The real program.
const PROGRAM: &str = env!("CARGO_BIN_EXE_gateway-under-test");

mod agenda;
mod architecture;
mod assignments;
mod audit;
mod authorisation;
mod authority;
mod carer;
mod child;
mod concern;
mod concern_outcome;
mod early_flag;
mod faults;
mod guest_contribution;
mod health_review;
mod idempotency;
mod import;
mod isolation;
mod journal;
mod liaison;
mod limits;
mod live;
mod mutations;
mod organisation;
mod pages;
mod parent_view;
mod participant;
mod practitioner;
mod pre_meeting;
mod progress_check;
mod protocol;
mod referral;
mod responsibility;
mod review;
mod review_acts;
mod scenario;
mod schema;
mod sharing;
mod statements;
mod tokens;
mod topic_map;
mod versions;
