//! The harness: a fresh database and a running gateway for each test, and actors who speak to it over HTTP.
//!
//! ```ignore
//! on_both! {
//!     async fn a_lead_cannot_raise_a_concern(world: World) {
//!         let refused = world.health_lead().mutate("concernRaise", json!({ … })).await.refused("NotAllowed");
//!         refused.because("ROLE_NOT_ALLOWED").responsible(&["HEALTH_VISITOR"]);
//!     }
//! }
//! ```
//!
//! A test is written once and runs on both databases: `cargo test` runs the SQLite half, `tests/run` both.

#![recursion_limit = "256"]

pub mod actor;
pub mod answer;
pub mod call;
pub mod cast;
mod checks;
pub mod cohort;
pub mod database;
mod family;
pub mod flags;
mod halves;
mod invariants;
mod logs;
pub mod looks;
mod meetings;
mod people;
pub mod process;
mod rows;
pub mod run;
pub mod sample;
pub mod second;
pub mod server;
mod sharing;
pub mod site;
pub mod socket;
pub mod sources;
pub mod stage;
mod states;
pub mod token;
pub mod update;
#[cfg(feature = "postgres")]
pub mod wire;
pub mod world;

pub use actor::Actor;
pub use answer::{Answer, Payload, Refusal};
pub use database::Backend;
pub use serde_json::{Value, json};
pub use site::Site;
pub use world::World;

/// Declares tests that run on SQLite and, with the feature `postgres`, on PostgreSQL: `name::sqlite`, `name::postgres`.
#[macro_export]
macro_rules! on_both {
    ($($(#[$attribute:meta])* async fn $name:ident($world:ident : World) $body:block)+) => {$(
        $(#[$attribute])*
        async fn $name($world: $crate::World) $body

        mod $name {
            #[test]
            fn sqlite() {
                $crate::run::in_world($crate::Backend::Sqlite, concat!(module_path!()), super::$name);
            }

            #[cfg(feature = "postgres")]
            #[test]
            fn postgres() {
                $crate::run::in_world($crate::Backend::Postgres, concat!(module_path!()), super::$name);
            }
        }
    )+};
    // Without a gateway in the test's own process: it starts real ones, on this database.
    ($($(#[$attribute:meta])* async fn $name:ident($site:ident : Site) $body:block)+) => {$(
        $(#[$attribute])*
        async fn $name($site: $crate::Site) $body

        mod $name {
            #[test]
            fn sqlite() {
                $crate::run::on_site($crate::Backend::Sqlite, super::$name);
            }

            #[cfg(feature = "postgres")]
            #[test]
            fn postgres() {
                $crate::run::on_site($crate::Backend::Postgres, super::$name);
            }
        }
    )+};
}
