//! What happens when something breaks: every acknowledged act is there afterwards, every other one wholly there or wholly
//! not; readiness tells the truth; and nobody has to restart a gateway.

mod agree;
mod clock;
#[cfg(feature = "postgres")]
mod database;
mod disk;
pub mod load;
mod pool;
mod process;

use entity::ids::ReviewId;
use tests::World;

/// Reviews in which the health visitor takes part.
async fn reviews(world: &World, count: u32) -> Vec<ReviewId> {
    let reviews = world.crowd(count).await;
    for review in &reviews {
        world
            .take_part(&review.to_string(), &world.health_visitor())
            .await;
    }
    reviews
}
