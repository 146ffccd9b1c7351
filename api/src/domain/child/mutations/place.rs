//! Placing a child with a health team, a setting and their named practitioners.

use async_graphql::{Context, Object};
use entity::ids::{ChildId, PractitionerId};
use entity::{child, responsibility};

use super::support::{self, Places};
use crate::domain::child::input::ChildPlaceInput;
use crate::domain::child::{Child, facts, rules};
use crate::domain::responsibility::{facts as of_responsibility, loader as duties};
use crate::gql::context::ContextExt;
use crate::gql::input::Arguments;
use crate::gql::reference::ChildRef;
use crate::payload;
use crate::policy::act;
use crate::problem::Result;
use crate::store::{Attempt, Reference};

payload! {
    /// What came of `childPlace`. The child is null where it was placed into a team that you do not see.
    ChildPlacePayload {
        /// The child.
        child: Child over child
    }
}

/// Placing a child.
#[derive(Default)]
pub struct ChildPlaceMutation;

#[Object]
impl ChildPlaceMutation {
    /// Set the child's health team, setting, named health visitor and key person. Open reviews follow to the new team and
    /// setting; their participants and delivery model stay as they are.
    async fn child_place(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The child.")] child: ChildRef,
        #[graphql(desc = "The version that you read.")] expected_version: i32,
        #[graphql(desc = "Makes a retry safe; required of systems.")] idempotency_key: Option<String>,
        #[graphql(desc = "Where the child is to be placed.")] input: ChildPlaceInput,
    ) -> Result<ChildPlacePayload> {
        let arguments = Arguments::given(ctx)?;
        let attempt = ctx.attempt::<act::ChildPlace>(idempotency_key.as_deref(), &arguments)?;
        let wish = Places {
            health_team: input.health_team,
            setting: input.setting,
            named_health_visitor: input.named_health_visitor,
            key_person: input.key_person,
        };
        let outcome = place(&attempt, &child.into(), expected_version, wish).await;
        Ok(attempt
            .settle::<child::Entity>(ctx.reader(), outcome)
            .await?
            .into())
    }
}

async fn place(
    attempt: &Attempt<act::ChildPlace>,
    child: &Reference<ChildId>,
    expected: i32,
    wish: Places,
) -> Result<ChildId> {
    let mut tx = attempt.begin().await?;
    let child = tx.lock::<child::Entity>(child, &["child"]).await?;
    let permit = attempt.permit(&mut tx, child).await?;
    let permit = tx.at_version(permit, expected).await?;
    let id = permit.row().id;
    let wish = wish.read(&tx).await?;
    let before = rules::Placed::of(permit.row());
    let place = rules::place(wish, before)?;
    let change = place.change(permit.row())?;
    for review in support::open_reviews(&tx, id).await? {
        let fact = facts::review_followed("review.childPlaced", review.id);
        tx.cascade(&permit, &review, rules::placed_too(place), fact)
            .await?;
        for duty in duties::open_of(&tx, review.id).await? {
            if let Some(change) = rules::named_too(&duty, before, place) {
                let fact = of_responsibility::reassigned(&duty, named(&change));
                tx.cascade_in(&permit, &review, (&duty, change), fact).await?;
            }
        }
    }
    tx.change(permit, change, facts::placed()).await?;
    attempt.commit(tx, id).await
}

fn named(change: &responsibility::ActiveModel) -> Option<PractitionerId> {
    change.practitioner_id.try_as_ref().copied().flatten()
}
