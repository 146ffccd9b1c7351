//! The changes of the database schema: one file each, never edited after a release.

use sea_orm_migration::prelude::*;

mod m20261122_000001_foundation;
mod m20261124_000002_access_log;
mod m20261124_000003_protocol;
mod m20261124_000004_health_review;
mod m20261124_000007_sharing;
mod m20261125_000005_progress_check;
mod m20261125_000006_parent_view;
mod m20261125_000008_concern_outcome;
mod m20261125_000009_guest_contribution;
mod m20261125_000010_early_flag;
mod m20261125_000011_topic_map;
mod m20261125_000012_pre_meeting;
mod m20261125_000013_liaison;
mod m20261125_000014_change_feed;
mod types;

/// Every change, oldest first.
pub struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m20261122_000001_foundation::Migration),
            Box::new(m20261124_000002_access_log::Migration),
            Box::new(m20261124_000003_protocol::Migration),
            Box::new(m20261124_000004_health_review::Migration),
            Box::new(m20261124_000007_sharing::Migration),
            Box::new(m20261125_000005_progress_check::Migration),
            Box::new(m20261125_000006_parent_view::Migration),
            Box::new(m20261125_000008_concern_outcome::Migration),
            Box::new(m20261125_000009_guest_contribution::Migration),
            Box::new(m20261125_000010_early_flag::Migration),
            Box::new(m20261125_000011_topic_map::Migration),
            Box::new(m20261125_000012_pre_meeting::Migration),
            Box::new(m20261125_000013_liaison::Migration),
            Box::new(m20261125_000014_change_feed::Migration),
        ]
    }
}
