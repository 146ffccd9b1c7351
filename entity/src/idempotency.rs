//! The idempotency keys of the last 30 days and the outcome each led to.

use sea_orm::entity::prelude::*;

use crate::ids::AuthorityId;

/// The idempotency keys of the last 30 days and the outcome each led to.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "idempotency")]
pub struct Model {
    /// Digest of authority, actor, mutation and key: unique, so that two attempts cannot both be the first.
    #[sea_orm(primary_key, auto_increment = false)]
    #[sea_orm(column_type = "Text")]
    pub id: String,
    /// The authority of the caller.
    pub authority_id: AuthorityId,
    /// Who.
    pub actor_id: Uuid,
    /// The mutation.
    #[sea_orm(column_type = "Text")]
    pub act: String,
    /// Digest of the input.
    #[sea_orm(column_type = "Text")]
    pub input_hash: String,
    /// The record that the act was about.
    pub subject_id: Uuid,
    /// What a replay answers, where it is more than the record.
    #[sea_orm(column_type = "JsonBinary", nullable)]
    pub outcome: Option<Json>,
    /// When.
    pub created_at: DateTimeUtc,
}

/// No relations are declared: the policy joins rows in their scope, and the store loads them in batches.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
