//! A database without a gateway in the test's own process: for tests that start real ones on it, and end them.

use std::sync::Arc;

use entity::enums::ParticipantStatus;
use entity::ids::ReviewId;
use integrated_review::clock::Clock;
use sea_orm::DatabaseConnection;

use crate::cast::{Cast, Person};
use crate::database::{self, Database};
use crate::states::{self, Crowd};
use crate::token;

/// A database and the people in it. Cheap to clone.
#[derive(Clone)]
pub struct Site {
    /// The database.
    pub database: Database,
    /// The people and children.
    pub cast: Arc<Cast>,
    /// What its requests are called.
    pub tag: String,
    clock: Clock,
}

impl Site {
    pub(crate) fn new(database: Database, tag: String) -> Self {
        Self {
            database,
            cast: Arc::new(Cast::new()),
            tag,
            clock: Clock::system(),
        }
    }

    /// What a question about the database gives. Nothing stays open: what a killed gateway left is mended by the next.
    pub async fn with_database<T>(&self, ask: impl AsyncFnOnce(&DatabaseConnection) -> T) -> T {
        let db = database::connect(&self.database.url).await;
        let given = ask(&db).await;
        db.close().await.unwrap();
        given
    }

    /// Writes many children of the nursery with a review that is due, in which the health visitor takes part.
    pub async fn crowd(&self, count: u32) -> Vec<ReviewId> {
        let place = &self.cast.home;
        self.with_database(async |db| {
            let reviews = states::insert_crowd(db, &self.clock, &Crowd { place, count }).await;
            for review in &reviews {
                let accepted = ParticipantStatus::Accepted;
                states::insert_participant(
                    db,
                    &self.clock,
                    (place, *review),
                    &place.health_visitor,
                    accepted,
                )
                .await;
            }
            reviews
        })
        .await
    }

    /// A token of the machine's time.
    pub fn token(&self, person: &Person) -> String {
        token::sign(person, &[], self.clock.now())
    }
}
