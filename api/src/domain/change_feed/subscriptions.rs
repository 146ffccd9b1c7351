//! The streams. What they mean is said here; they are followed, item by item, by [`crate::engine`].

use async_graphql::{Context, Subscription};
use entity::enums::Role;
use entity::review;
use futures::stream::{self, BoxStream, StreamExt};

use super::inbox::KINDS;
use super::item::{Delivery, Item, RoomItem, StreamItem, Wanted};
use super::queries::kinds;
use crate::events::Feed;
use crate::gql::context::ContextExt;
use crate::gql::reference::ReviewRef;
use crate::gql::scalars::Cursor;
use crate::problem::{Code, Problem, Result};
use crate::store::journal::{Position, Sought};

/// The streams.
#[derive(Default)]
pub struct Subscription;

/// What this execution gives: one item, or none where it opens the stream.
async fn run<T: Send + 'static>(
    ctx: &Context<'_>,
    after: Option<Cursor>,
    feed: impl Future<Output = Result<Feed>>,
    wire: fn(Item) -> T,
) -> Result<BoxStream<'static, T>> {
    let item = match ctx.data_unchecked::<Delivery>() {
        Delivery::Give(item) => Some(item.clone()),
        Delivery::Open(wanted) => {
            let after = after.map(|cursor| Position::parse(&cursor.0)).transpose()?;
            let feed = feed.await?;
            // An operation has one root field: nothing was noted before.
            let _ = wanted.set(Wanted { feed, after });
            None
        }
    };
    Ok(stream::iter(item.map(wire)).boxed())
}

/// The review that is followed, where the caller may know of it.
async fn followed(ctx: &Context<'_>, review: ReviewRef) -> Result<Sought> {
    let found = ctx.reader().find::<review::Entity>(review.into()).await?;
    let found = found.ok_or_else(|| Problem::not_found(["review"]))?;
    let row = found.base();
    Ok(Sought {
        review: Some((row.id, row.child_id)),
        kinds: Vec::new(),
    })
}

/// Whoever takes part in pre-meetings.
fn meets(role: Role) -> bool {
    role.discipline().is_some() && role != Role::GuestProfessional
}

/// Listening: what happens, as it happens, as far as you may know of it.
#[Subscription]
impl Subscription {
    /// What happens to a review, its parts and its child, as far as you may know of each. Begins with a `Heartbeat` that says where
    /// the stream stands.
    async fn review_events(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The review.")] review: ReviewRef,
        #[graphql(desc = "After this cursor; from now on if absent.")] after: Option<Cursor>,
    ) -> Result<BoxStream<'static, StreamItem>> {
        let feed = async { followed(ctx, review).await.map(Feed::Facts) };
        run(ctx, after, feed, StreamItem).await
    }

    /// The room of a review's pre-meeting, for the practitioners of both professions alone: what happens to the review, the meeting
    /// and the liaison about it, and who else has it open now. Whoever follows it is shown to the others as present.
    async fn pre_meeting(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The review.")] review: ReviewRef,
        #[graphql(desc = "After this cursor; from now on if absent.")] after: Option<Cursor>,
    ) -> Result<BoxStream<'static, RoomItem>> {
        let role = ctx.viewer().role();
        let feed = async move {
            let sought = followed(ctx, review).await?;
            if meets(role) {
                Ok(Feed::Room(sought))
            } else {
                Err(Problem::failed(
                    Code::Forbidden,
                    "pre-meetings are for the practitioners of the two professions alone",
                ))
            }
        };
        run(ctx, after, feed, RoomItem).await
    }

    /// What newly needs you: invitations, responsibilities that have become yours, and what is addressed to you or to your role. Each
    /// is a change of the record that needs you.
    async fn inbox(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "After this cursor; from now on if absent.")] after: Option<Cursor>,
    ) -> Result<BoxStream<'static, StreamItem>> {
        let feed = async {
            let kinds = KINDS.iter().map(|kind| (*kind).to_owned()).collect();
            Ok(Feed::Inbox(Sought { review: None, kinds }))
        };
        run(ctx, after, feed, StreamItem).await
    }

    /// The change feed as it grows: the same changes as the query `changes` gives, in the same order.
    async fn changes(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "After this cursor; from now on if absent.")] after: Option<Cursor>,
        #[graphql(
            desc = "Only these kinds: `concern.raised`, or `concern` for all that happens to concerns. At most 50."
        )]
        types: Option<Vec<String>>,
    ) -> Result<BoxStream<'static, StreamItem>> {
        let feed = async { kinds(types).map(|kinds| Feed::Facts(Sought { review: None, kinds })) };
        run(ctx, after, feed, StreamItem).await
    }
}
