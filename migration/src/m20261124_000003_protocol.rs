//! Local protocols, the responsibilities of reviews, and the times in which somebody is covered.

use sea_orm_migration::prelude::*;

use crate::types;

/// Protocols and responsibilities.
pub struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m20261124_000003_protocol"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let sql = types::of(manager.get_database_backend(), include_str!("protocol.sql"));
        manager
            .get_connection()
            .execute_unprepared(&sql)
            .await
            .map(|_| ())
    }

    async fn down(&self, _: &SchemaManager) -> Result<(), DbErr> {
        Err(DbErr::Migration(
            "what was approved is not taken back: restore a backup instead".to_owned(),
        ))
    }
}
