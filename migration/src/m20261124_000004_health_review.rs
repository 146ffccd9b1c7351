//! The health half of a review.

use sea_orm_migration::prelude::*;

use crate::types;

/// The health half of a review.
pub struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m20261124_000004_health_review"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let sql = types::of(manager.get_database_backend(), include_str!("health_review.sql"));
        manager
            .get_connection()
            .execute_unprepared(&sql)
            .await
            .map(|_| ())
    }

    async fn down(&self, _: &SchemaManager) -> Result<(), DbErr> {
        Err(DbErr::Migration(
            "what has been recorded is not taken back: restore a backup instead".to_owned(),
        ))
    }
}
