//! A world for the tests of authorisation: everybody stands to the same few children in every way there is, every text
//! that somebody could leak is marked, and both authorities are full.

mod cases;
mod marks;
mod people;

pub use cases::Case;
pub use marks::{IDENTIFIERS, Mark, Marks, SUPERSEDED};
pub use people::Standing;

use crate::World;

/// The stage.
pub struct Stage {
    /// Everybody of the home authority, in every standing.
    pub people: Vec<Standing>,
    /// The cases of the home authority: of a free child, one with a childminder, one in no setting, a restricted and a
    /// very restricted one.
    pub cases: Vec<Case>,
    /// The cases of the other authority.
    pub foreign: Vec<Case>,
    /// Every marked text of both authorities.
    pub marks: Marks,
}

impl Stage {
    /// Sets it.
    pub async fn set(world: &World) -> Self {
        let cases = cases::all(world, world.home()).await;
        let foreign = cases::all(world, world.elsewhere()).await;
        for place in [world.home(), world.elsewhere()] {
            crate::states::insert_protocols(world.db(), world.clock(), place).await;
        }
        let people = people::all(world, &cases).await;
        let party = world.elsewhere_takes_part().await;
        world.elsewhere_asks().await;
        crate::family::questions(world, world.home()).await;
        world.elsewhere_is_asked(party).await;
        let mut marks = Marks::default();
        marks.everything(world).await;
        world.forget_parts().await;
        Self {
            people,
            cases,
            foreign,
            marks,
        }
    }
}
