//! What parents agree to share between the disciplines, and what was disclosed.

use sea_orm_migration::prelude::*;

use crate::types;

/// Agreements, overrides, share codes and disclosures.
pub struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m20261124_000007_sharing"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let sql = types::of(manager.get_database_backend(), include_str!("sharing.sql"));
        manager
            .get_connection()
            .execute_unprepared(&sql)
            .await
            .map(|_| ())
    }

    async fn down(&self, _: &SchemaManager) -> Result<(), DbErr> {
        Err(DbErr::Migration(
            "what was agreed and disclosed is not taken back: restore a backup instead".to_owned(),
        ))
    }
}
