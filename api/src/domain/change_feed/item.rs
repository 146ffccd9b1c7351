//! What streams give, and how the engine hands it to the executor.
//!
//! A subscription is executed once for each item: the engine looks for what is new, and executes the operation with the one item
//! that it is to give ([`Delivery::Give`]). Before that it executes it once to open it ([`Delivery::Open`]): the arguments are
//! read, the record is looked up under the caller's rights, and what is wanted is noted.

use std::borrow::Cow;
use std::sync::{Arc, OnceLock};

use async_graphql::parser::types::Field;
use async_graphql::registry::{MetaType, MetaTypeId, Registry};
use async_graphql::{ContextSelectionSet, OutputType, Positioned, ServerResult, Value};

use super::types::{Change, Heartbeat, Presence, ResyncRequired};
use crate::events::Feed;
use crate::gql::wire::{Wire, enter};
use crate::store::journal::Position;

/// One item of a stream.
#[derive(Debug, Clone)]
pub enum Item {
    /// Something happened.
    Change(Change),
    /// A sign of life.
    Heartbeat(Heartbeat),
    /// The stream cannot go on.
    Resync(ResyncRequired),
    /// Who is in the room.
    Presence(Presence),
}

/// What a subscription asks for.
#[derive(Debug, Clone)]
pub struct Wanted {
    /// What is followed.
    pub feed: Feed,
    /// After which place; from now on where absent.
    pub after: Option<Position>,
}

/// What an execution of a subscription is for.
#[derive(Clone)]
pub enum Delivery {
    /// To find out what it asks for.
    Open(Arc<OnceLock<Wanted>>),
    /// To give this item.
    Give(Item),
}

/// A union of wire types.
macro_rules! union {
    (
        $(#[doc = $doc:literal])+
        $name:ident = $graphql:literal { $($variant:ident($ty:ident)),+ $(,)? } $(never $never:ident)?
    ) => {
        $(#[doc = $doc])+
        #[derive(Debug, Clone)]
        pub struct $name(pub Item);

        impl OutputType for $name {
            fn type_name() -> Cow<'static, str> {
                Cow::Borrowed($graphql)
            }
            fn introspection_type_name(&self) -> Cow<'static, str> {
                Cow::Borrowed(match &self.0 {
                    $(Item::$variant(_) => <$ty as Wire>::name(),)+
                    $(Item::$never(_) => $graphql,)?
                })
            }
            fn create_type_info(registry: &mut Registry) -> String {
                registry.create_output_type::<Self, _>(MetaTypeId::Union, |registry| {
                    $(<$ty as OutputType>::create_type_info(registry);)+
                    MetaType::Union {
                        name: $graphql.to_owned(),
                        description: Some(concat!($($doc, "\n"),+).trim().to_owned()),
                        possible_types: [$(<$ty as Wire>::name().to_owned()),+].into_iter().collect(),
                        visible: None,
                        inaccessible: false,
                        tags: Vec::new(),
                        rust_typename: Some(std::any::type_name::<Self>()),
                        directive_invocations: Vec::new(),
                    }
                })
            }
            async fn resolve(&self, context: &ContextSelectionSet<'_>, field: &Positioned<Field>) -> ServerResult<Value> {
                let values = match &self.0 {
                    $(Item::$variant(it) => enter(vec![it.clone()], context, field).await?,)+
                    $(Item::$never(_) => Vec::new(),)?
                };
                Ok(values.into_iter().next().unwrap_or(Value::Null))
            }
        }
    };
}

union! {
    /// An item of a stream of changes.
    StreamItem = "StreamItem" { Change(Change), Heartbeat(Heartbeat), Resync(ResyncRequired) } never Presence
}

union! {
    /// An item of the stream of a pre-meeting.
    RoomItem = "PreMeetingItem" {
        Change(Change), Presence(Presence), Heartbeat(Heartbeat), Resync(ResyncRequired),
    }
}
