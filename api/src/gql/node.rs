//! Relay's `node` and `nodes`: any record by its id, through the same scope as everywhere.

use std::borrow::Cow;
use std::collections::HashMap;

use async_graphql::parser::types::Field;
use async_graphql::registry::{MetaType, MetaTypeId, Registry};
use async_graphql::{Context, ContextSelectionSet, ID, Object, OutputType, Positioned, ServerResult, Value};
use entity::ids::{self, TypedId};
use sea_orm::prelude::Uuid;

use super::context::ContextExt;
use super::json::Texts;
use super::wire::{Boxed, Call, enter, meta_field};
use crate::problem::{Problem, Result};
use crate::store::Reader;

macro_rules! nodes {
    ($($(#[doc = $doc:literal])* $variant:ident = $ty:path, $module:ident;)+) => {
        /// A record by its id, whatever its kind.
        #[derive(Debug, Clone)]
        pub enum Node {
            $($(#[doc = $doc])* $variant($ty),)+
        }

        /// The names of the types that are nodes.
        pub const TYPES: &[&str] = &[$(stringify!($variant)),+];

        impl Node {
            /// The records of one kind with these ids, in one statement.
            async fn of_kind(reader: &Reader, prefix: &str, keys: &[Uuid]) -> Result<Option<HashMap<Uuid, Self>>> {
                $(
                    if prefix == <<entity::$module::Model as crate::policy::Record>::Id as TypedId>::PREFIX {
                        let keys = keys.iter().copied().map(<entity::$module::Model as crate::policy::Record>::Id::from_uuid).collect();
                        let rows = reader.among::<entity::$module::Entity>(entity::$module::Column::Id, keys).await?;
                        return Ok(Some(rows.into_iter().map(|row| (row.base().id.uuid(), Self::$variant($ty(row)))).collect()));
                    }
                )+
                Ok(None)
            }

            fn register(registry: &mut Registry) {
                $(<$ty as OutputType>::create_type_info(registry);)+
            }

            async fn resolve_as(&self, context: &ContextSelectionSet<'_>, field: &Positioned<Field>) -> ServerResult<Value> {
                let values = match self {
                    $(Self::$variant(it) => enter(vec![it.clone()], context, field).await?,)+
                };
                Ok(values.into_iter().next().unwrap_or(Value::Null))
            }

            /// The values of a field that leads to records of any kind: those of one kind are resolved together.
            pub fn texts<'a>(nodes: Vec<Option<Self>>, call: &'a Call<'a>) -> Boxed<'a, Result<Texts>> {
                Box::pin(async move {
                    let mut texts: Vec<Option<Vec<u8>>> = vec![None; nodes.len()];
                    $(
                        let of_kind: Vec<Option<$ty>> = nodes.iter().map(|node| match node {
                            Some(Self::$variant(it)) => Some(it.clone()),
                            _ => None,
                        }).collect();
                        if of_kind.iter().any(Option::is_some) {
                            let there: Vec<bool> = of_kind.iter().map(Option::is_some).collect();
                            let found = call.one(of_kind).await?;
                            for ((place, text), there) in texts.iter_mut().zip(found.iter()).zip(there) {
                                if there {
                                    *place = Some(text.to_vec());
                                }
                            }
                        }
                    )+
                    let mut values = Texts::with_capacity(texts.len());
                    for text in &texts {
                        values.push([text.as_deref().unwrap_or(b"null")]);
                    }
                    Ok(values)
                })
            }

            fn kind(&self) -> &'static str {
                match self { $(Self::$variant(_) => <$ty as super::wire::Wire>::name(),)+ }
            }
        }
    };
}

nodes! {
    /// A review.
    Review = crate::domain::review::Review, review;
    /// A participant.
    Participant = crate::domain::participant::Participant, participant;
    /// A referral.
    Referral = crate::domain::referral::Referral, referral;
    /// A concern.
    Concern = crate::domain::concern::Concern, concern;
    /// An addition to a concern.
    ConcernAddition = crate::domain::concern::ConcernAddition, concern_addition;
    /// How a concern was settled.
    ConcernSettlement = crate::domain::concern::ConcernSettlement, concern_settlement;
    /// The health half of a review.
    HealthReview = crate::domain::health_review::HealthReview, health_review;
    /// An addition to the health half.
    HealthReviewAddition = crate::domain::health_review::HealthReviewAddition, health_review_addition;
    /// A family-sensitive note.
    FamilyNote = crate::domain::family_note::FamilyNote, family_note;
    /// An assessment.
    Assessment = crate::domain::assessment::Assessment, assessment;
    /// The progress check at two.
    ProgressCheck = crate::domain::progress_check::ProgressCheck, progress_check;
    /// What a progress check says of one prime area.
    ProgressCheckArea = crate::domain::progress_check::ProgressCheckArea, progress_check_area;
    /// What a second setting says for a progress check.
    ProgressCheckContribution = crate::domain::progress_check::ProgressCheckContribution, progress_check_contribution;
    /// An addition to a progress check.
    ProgressCheckAddition = crate::domain::progress_check::ProgressCheckAddition, progress_check_addition;
    /// One party's part in one step of a review.
    Responsibility = crate::domain::responsibility::Responsibility, responsibility;
    /// A setting's concern about a child before any review.
    EarlyFlag = crate::domain::early_flag::EarlyFlag, early_flag;
    /// A pre-meeting of the practitioners.
    PreMeeting = crate::domain::pre_meeting::PreMeeting, pre_meeting;
    /// A topic of a pre-meeting.
    PreMeetingTopic = crate::domain::pre_meeting::PreMeetingTopic, pre_meeting_topic;
    /// That a practitioner joined a pre-meeting.
    PreMeetingAttendance = crate::domain::pre_meeting::PreMeetingAttendance, pre_meeting_attendance;
    /// A message of a liaison thread.
    LiaisonMessage = crate::domain::liaison::LiaisonMessage, liaison_message;
    /// That a practitioner has read a message.
    LiaisonRead = crate::domain::liaison::LiaisonRead, liaison_read;
    /// A local protocol.
    Protocol = crate::domain::protocol::Protocol, protocol;
    /// A version of a topic map.
    TopicMap = crate::domain::topic_map::TopicMap, topic_map;
    /// What parents have answered.
    SharingAgreement = crate::domain::sharing_agreement::SharingAgreement, sharing_agreement;
    /// A disclosure.
    Disclosure = crate::domain::disclosure::Disclosure, disclosure;
    /// A safeguarding override.
    SharingOverride = crate::domain::sharing_override::SharingOverride, sharing_override;
    /// A carer's own account.
    ParentView = crate::domain::parent_view::ParentView, parent_view;
    /// A question to a guest.
    GuestContribution = crate::domain::guest_contribution::GuestContribution, guest_contribution;
    /// A child.
    Child = crate::domain::child::Child, child;
    /// An open question of identity.
    ChildMatch = crate::domain::child_match::ChildMatch, child_match;
    /// A parent or carer.
    Carer = crate::domain::carer::Carer, carer;
    /// An organisation.
    Organisation = crate::domain::directory::Organisation, organisation;
    /// The named health team of a setting.
    LinkTeam = crate::domain::directory::LinkTeam, link_team;
    /// A practitioner.
    Practitioner = crate::domain::directory::Practitioner, practitioner;
    /// A role of a practitioner.
    RoleAssignment = crate::domain::directory::RoleAssignment, role_assignment;
    /// An authority.
    Authority = crate::domain::authority::Authority, authority;
}

impl OutputType for Node {
    fn type_name() -> Cow<'static, str> {
        Cow::Borrowed("Node")
    }
    fn introspection_type_name(&self) -> Cow<'static, str> {
        Cow::Borrowed(self.kind())
    }
    fn create_type_info(registry: &mut Registry) -> String {
        registry.create_output_type::<Self, _>(MetaTypeId::Interface, |registry| {
            let id = <ID as OutputType>::create_type_info(registry);
            Self::register(registry);
            let field = meta_field(
                "id",
                "The record's id: its kind, an underscore, and 26 characters. Never changes.",
                id,
            );
            MetaType::Interface {
                name: "Node".to_owned(),
                description: Some("A record that can be read by its id alone.".to_owned()),
                fields: [("id".to_owned(), field)].into_iter().collect(),
                possible_types: TYPES.iter().map(|name| (*name).to_owned()).collect(),
                extends: false,
                keys: None,
                visible: None,
                inaccessible: false,
                tags: Vec::new(),
                rust_typename: Some(std::any::type_name::<Self>()),
                directive_invocations: Vec::new(),
                requires_scopes: Vec::new(),
            }
        })
    }
    async fn resolve(
        &self,
        context: &ContextSelectionSet<'_>,
        field: &Positioned<Field>,
    ) -> ServerResult<Value> {
        self.resolve_as(context, field).await
    }
}

/// How many records `nodes` gives at most.
const MOST: usize = 100;

/// Any record by its id.
#[derive(Default)]
pub struct NodeQueries;

#[Object]
impl NodeQueries {
    /// The record with this id, or null where there is none that you may see.
    async fn node(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Any id of this API.")] id: ID,
    ) -> Option<Result<Node>> {
        let found = load(ctx.reader(), std::slice::from_ref(&id)).await;
        found.map(|mut nodes| nodes.pop().flatten()).transpose()
    }

    /// The records with these ids, in the same order; null where there is none that you may see. At most 100.
    async fn nodes(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Any ids of this API, at most 100.")] ids: Vec<ID>,
    ) -> Result<Vec<Option<Node>>> {
        if MOST < ids.len() {
            return Err(Problem::invalid(["ids"], format!("at most {MOST} ids at once")));
        }
        load(ctx.reader(), &ids).await
    }
}

impl Node {
    /// The records of these kinds and keys that the reader's viewer may know of: one statement a kind. There is none of a kind
    /// that is no node.
    pub async fn among<'k>(
        reader: &Reader,
        wanted: impl Iterator<Item = (&'k str, Uuid)>,
    ) -> Result<HashMap<(&'k str, Uuid), Self>> {
        let mut kinds: HashMap<&str, Vec<Uuid>> = HashMap::new();
        for (prefix, key) in wanted {
            kinds.entry(prefix).or_default().push(key);
        }
        let mut found = HashMap::new();
        for (prefix, mut keys) in kinds {
            keys.sort_unstable();
            keys.dedup();
            let nodes = Self::of_kind(reader, prefix, &keys).await?.unwrap_or_default();
            found.extend(nodes.into_iter().map(|(key, node)| ((prefix, key), node)));
        }
        Ok(found)
    }
}

/// One statement a kind, whatever the number of ids.
async fn load(reader: &Reader, ids: &[ID]) -> Result<Vec<Option<Node>>> {
    let mut kinds: HashMap<&str, Vec<Uuid>> = HashMap::new();
    let mut keys = Vec::with_capacity(ids.len());
    for id in ids {
        let (prefix, key) = ids::split(id).ok_or_else(|| {
            Problem::invalid(
                ["id"],
                "is not an id of this API: the kind, an underscore and 26 characters",
            )
        })?;
        kinds.entry(prefix).or_default().push(key);
        keys.push((prefix, key));
    }
    let mut found: HashMap<(&str, Uuid), Node> = HashMap::new();
    for (prefix, wanted) in kinds {
        let nodes = Node::of_kind(reader, prefix, &wanted).await?;
        let nodes = nodes.ok_or_else(|| {
            Problem::invalid(["id"], format!("there is no record of the kind {prefix:.24}"))
        })?;
        found.extend(nodes.into_iter().map(|(key, node)| ((prefix, key), node)));
    }
    Ok(keys.into_iter().map(|key| found.get(&key).cloned()).collect())
}
