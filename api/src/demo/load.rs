//! Brings the synthetic world into a fresh database.

use chrono::{NaiveDate, TimeDelta};
use entity::enums::RuleCode;
use entity::review;
use futures::future::BoxFuture;

use super::enter;
use super::play::Stage;
use super::world::{AuthorityWorld, SEED, World};
use crate::auth::demo::DemoIssuer;
use crate::problem::{Code, Problem, Refusal, Result};
use crate::schema;
use crate::store::Store;
use crate::store::bootstrap::{self, NewAuthority, OPERATOR};

/// How long ago the demo was filled, as its records say: something must have been left undone since.
pub const FILLED_AGO: TimeDelta = TimeDelta::days(8);

/// The number of reviews follows from the day; on another day it may differ by a few.
const TOLERATED: usize = 5;

/// What was brought in.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Loaded {
    /// Whether the world was already there: then nothing was done.
    pub was_there: bool,
    /// Authorities.
    pub authorities: usize,
    /// Children.
    pub children: usize,
    /// Reviews.
    pub reviews: usize,
    /// Acts of the stories.
    pub acts: u64,
}

/// Fills a fresh database. A database that already has the authorities of the demo is left alone.
///
/// # Errors
/// If anything of it is refused: a fault of the demo.
pub fn load<'a>(store: &'a Store, issuer: &'a DemoIssuer, today: NaiveDate) -> BoxFuture<'a, Result<Loaded>> {
    // Made here, so that all that it runs is compiled once, with this crate.
    Box::pin(fill(store, issuer, today))
}

async fn fill(store: &Store, issuer: &DemoIssuer, today: NaiveDate) -> Result<Loaded> {
    let world = World::new(SEED, today);
    let schema = schema::build();
    let mut loaded = Loaded::default();
    for authority in &world.authorities {
        let place = authority.place;
        let new = NewAuthority {
            gss_code: place.gss_code,
            name: place.name,
            default_model: authority.default_model,
        };
        let operator = match bootstrap::found(store, new, OPERATOR).await {
            Err(problem) if is_there(&problem) => {
                whole(store, authority).await?;
                loaded.was_there = true;
                continue;
            }
            operator => operator?,
        };
        enter::authority(store, &operator, authority).await?;
        loaded.acts += Stage::new(store, &schema, issuer, authority, today)
            .play()
            .await?;
        loaded.authorities += 1;
        loaded.children += authority.children.len();
        loaded.reviews += authority.stories.len();
    }
    Ok(loaded)
}

/// Refuses a database whose filling was interrupted.
async fn whole(store: &Store, authority: &AuthorityWorld) -> Result<()> {
    let operator = bootstrap::operator(store, authority.place.gss_code, OPERATOR).await?;
    let reader = store.reader(operator.viewer);
    let reviews = reader.count(reader.see::<review::Entity>()).await?;
    if usize::try_from(reviews).unwrap_or(usize::MAX) + TOLERATED < authority.stories.len() {
        return Err(Problem::failed(
            Code::Internal,
            "the database holds a part of the demo only, its filling was interrupted: give an empty one",
        ));
    }
    Ok(())
}

fn is_there(problem: &Problem) -> bool {
    let Problem::Refused(refusal) = problem else {
        return false;
    };
    matches!(
        refusal.as_ref(),
        Refusal::Rule {
            code: RuleCode::IdentifierTaken,
            ..
        }
    )
}

#[cfg(test)]
mod tests;
