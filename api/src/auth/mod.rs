//! Who is calling.
//!
//! A bearer token becomes a [`Subject`] in one way only: [`Verifier::verify`], by the strict profile of
//! `docs/OPERATIONS.md`. We are no identity provider: tokens come from the authority's own, whose public keys we read
//! from its JWK set. The one exception is the demo, which signs for itself ([`demo::DemoIssuer`]) and is refused by
//! every real configuration. Who may start commands on the machine itself needs no token ([`operator`]). What a subject may do is not decided here: token and directory must agree first.

mod claims;
pub mod demo;
mod keys;
pub mod operator;
#[cfg(test)]
mod tests;
mod token;
mod verify;
pub mod viewer;

pub use keys::{IssuerStatus, KeySource};
pub use token::Algorithm;
pub use verify::{IssuerConfig, Subject, TokenRefused, Verifier};
