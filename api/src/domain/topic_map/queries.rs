//! Looking at topic maps.

use async_graphql::{Context, Enum, Object};
use entity::topic_map;

use super::loader;
use super::types::{TopicMap, TopicMapInForce};
use crate::gql::connection::Connection;
use crate::gql::context::ContextExt;
use crate::gql::page;
use crate::gql::scalars::{Cursor, Date};
use crate::problem::Result;
use crate::store::{Direction, Keyset};

/// In which order topic maps come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Enum)]
pub enum TopicMapOrder {
    /// What counts last first.
    #[default]
    EffectiveFromDesc,
    /// What counts first first.
    EffectiveFromAsc,
}

impl TopicMapOrder {
    fn keyset(self) -> Keyset<topic_map::Entity> {
        let (name, direction) = match self {
            Self::EffectiveFromDesc => ("topicMap.effectiveFrom.desc", Direction::Descending),
            Self::EffectiveFromAsc => ("topicMap.effectiveFrom", Direction::Ascending),
        };
        Keyset {
            name,
            column: topic_map::Column::EffectiveFrom,
            id: topic_map::Column::Id,
            direction,
        }
    }
}

/// Looking at topic maps.
#[derive(Default)]
pub struct TopicMapQueries;

#[Object]
impl TopicMapQueries {
    /// How what the two professions look at belongs together on a day: the version of your authority's own topic map that is
    /// in force then, else the shipped default.
    async fn topic_map(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The day; today if absent.")] on: Option<Date>,
    ) -> Option<Result<TopicMapInForce>> {
        let on = on.map_or_else(|| ctx.today(), |on| on.0);
        Some(loader::on(ctx.reader(), on).await)
    }

    /// The versions of your authority's own topic map, those to come and superseded ones among them.
    #[expect(clippy::too_many_arguments, reason = "the arguments of a connection")]
    async fn topic_maps(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "In which order.", default)] order_by: TopicMapOrder,
        #[graphql(desc = "The first so many, 20 if nothing is said, 100 at most.")] first: Option<i32>,
        #[graphql(desc = "After this cursor.")] after: Option<Cursor>,
        #[graphql(desc = "The last so many, 100 at most.")] last: Option<i32>,
        #[graphql(desc = "Before this cursor.")] before: Option<Cursor>,
    ) -> Result<Connection<TopicMap>> {
        let seen = || ctx.reader().see::<topic_map::Entity>();
        page::connect(
            ctx,
            seen,
            order_by.keyset(),
            &page::request(first, after, last, before),
            TopicMap,
        )
        .await
    }
}
