//! The product driven through HTTP on real databases: one binary, a file for each noun.

mod referral;
mod review;
mod review_acts;
