//! The seals of the audit: each covers the rows since the one before it, and that one.

use sea_orm::entity::prelude::*;

use crate::enums::AuditKind;

/// One seal of a chain, append-only.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "audit_seal")]
pub struct Model {
    /// What the chain is about: acts (table `audit`) or looks (table `access_log`).
    #[sea_orm(primary_key, auto_increment = false)]
    pub chain: AuditKind,
    /// Counts the seals of the chain from 1.
    #[sea_orm(primary_key, auto_increment = false)]
    pub number: i32,
    /// The first row's id.
    pub first_id: i64,
    /// The last row's transaction: rows are sealed in the order of transaction and id.
    pub last_xid: i64,
    /// The last row's id.
    pub last_id: i64,
    /// How many rows.
    pub count: i32,
    /// The hash of the seal before it; 64 zeros for the first.
    #[sea_orm(column_type = "Text")]
    pub previous: String,
    /// The SHA-256 of everything else in the seal, in hexadecimal digits.
    #[sea_orm(column_type = "Text")]
    pub hash: String,
    /// Each row's id (8 bytes) and SHA-256 (32 bytes), so that an altered row can be named and one that was disposed of
    /// leaves the chain whole.
    pub digests: Vec<u8>,
    /// When it was sealed.
    pub at: DateTimeUtc,
}

/// No relations are declared: the policy joins rows in their scope, and the store loads them in batches.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
