//! The foundation: directory, children, reviews and their parts, journal, audit, idempotency.

use sea_orm_migration::prelude::*;

use crate::types;

/// The foundation.
pub struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m20261122_000001_foundation"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let sql = types::of(manager.get_database_backend(), include_str!("foundation.sql"));
        manager
            .get_connection()
            .execute_unprepared(&sql)
            .await
            .map(|_| ())
    }

    async fn down(&self, _: &SchemaManager) -> Result<(), DbErr> {
        Err(DbErr::Migration(
            "the foundation is not taken back: restore a backup instead".to_owned(),
        ))
    }
}
