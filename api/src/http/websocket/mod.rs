//! `graphql-transport-ws` over WebSocket: queries, mutations and subscriptions on a connection that stays open.

mod connection;
mod handshake;
mod message;
mod operation;
mod socket;

pub use self::handshake::{Asked, serve};
