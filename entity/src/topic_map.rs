//! A version of an authority's topic map: how what the two professions look at belongs together.

use sea_orm::entity::prelude::*;

use crate::enums::Role;
use crate::ids::{AuthorityId, PractitionerId, TopicMapId};

/// A version of an authority's topic map. It is in force from its day on until the day of a later version; of two versions
/// of one day the later number counts. Nothing of it changes.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "topic_map")]
pub struct Model {
    /// Key.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: TopicMapId,
    /// Whose.
    pub authority_id: AuthorityId,
    /// 1, 2, 3 … within the authority.
    pub number: i32,
    /// The links: written as a whole, so kept in one piece.
    #[sea_orm(column_type = "JsonBinary")]
    pub links: Json,
    /// What it is about.
    #[sea_orm(column_type = "Text", nullable)]
    pub note: Option<String>,
    /// The first day on which it counts.
    pub effective_from: Date,
    /// Who set it.
    pub set_by_id: PractitionerId,
    /// In which role.
    pub set_by_role: Role,
    /// Counts the edits; there are none.
    pub version: i32,
    /// When it was set.
    pub created_at: DateTimeUtc,
    /// When the row was last changed.
    pub updated_at: DateTimeUtc,
}

/// No relations are declared: the policy joins rows in their scope, and the store loads them in batches.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
