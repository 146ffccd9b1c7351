//! The product driven through HTTP on real databases: one binary, a file for each noun.

// The merged resolvers of all slices nest one in another.
#![recursion_limit = "256"]

mod concern;
mod participant;
mod referral;
mod review;
mod review_acts;
