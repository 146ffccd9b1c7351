//! What became of concerns, early flags, topic maps: who sees them, in plain words.

use entity::enums::{EarlyFlagStatus, Relation, Restriction, Role, Sensitivity};
use entity::{child, concern_settlement, early_flag, topic_map};
use integrated_review::policy::relation::Who;
use integrated_review::policy::{Relations, Sight};
use sea_orm::prelude::Uuid;
use tests::World;

use super::Rows;

/// Every row of these kinds.
pub struct Flags {
    pub settlements: Vec<concern_settlement::Model>,
    pub raised: Vec<early_flag::Model>,
    pub topic_maps: Vec<topic_map::Model>,
}

impl Flags {
    pub async fn read(world: &World) -> Self {
        Self {
            settlements: world.rows::<concern_settlement::Entity>().await,
            raised: world.rows::<early_flag::Entity>().await,
            topic_maps: world.rows::<topic_map::Entity>().await,
        }
    }

    /// Everybody of the authority reads its maps.
    pub fn has_map(&self, who: &Who, key: Uuid) -> bool {
        self.topic_maps
            .iter()
            .any(|row| row.id.0 == key && row.authority_id == who.authority)
    }
}

/// Whether a flag stands and was put to the health team in which somebody works.
fn was_put_to(who: &Who, flag: &early_flag::Model) -> bool {
    matches!(who.role, Role::HealthVisitor | Role::CommunityNurseryNurse)
        && who.organisation.is_some()
        && who.organisation == flag.health_team_id
        && flag.status != EarlyFlagStatus::Withdrawn
}

impl Rows {
    /// Whoever sees the concern; but parents and systems not what practitioners keep among themselves.
    pub fn sight_of_settlement(&self, who: &Who, key: Uuid) -> Option<Sight> {
        let row = self.flags.settlements.iter().find(|row| row.id.0 == key)?;
        let mut concerns = self.concerns.iter();
        let concern = concerns.find(|concern| concern.id == row.concern_id)?;
        let told =
            row.sensitivity == Sensitivity::Standard || !matches!(who.role, Role::Parent | Role::Integration);
        (told && self.concern(who, concern)).then(|| self.in_review(who, row.review_id, row))
    }

    /// Whether a child is known because the caller's health team was asked about it.
    pub fn flagged(&self, who: &Who, child: &child::Model) -> bool {
        let mut flags = self.flags.raised.iter();
        child.restriction != Restriction::VeryRestricted
            && flags.any(|flag| flag.child_id == child.id && was_put_to(who, flag))
    }

    /// How somebody stands to a child by that.
    pub fn by_flags(&self, who: &Who, child: &child::Model) -> Relations {
        if self.flagged(who, child) {
            Relations::of(&[Relation::LinkTeam])
        } else {
            Relations::NONE
        }
    }

    /// The child's setting and health team, the team that was asked, the leads of both services, and the parents where they
    /// agreed. Nobody else.
    pub fn sight_of_flag(&self, who: &Who, key: Uuid) -> Option<Sight> {
        let row = self.flags.raised.iter().find(|row| row.id.0 == key)?;
        let child = &self.children[&row.child_id];
        let here = |place| who.organisation.is_some() && who.organisation == place;
        let is_hidden = child.restriction == Restriction::VeryRestricted;
        let works_with = || {
            let in_team = !is_hidden && (here(child.health_team_id) || here(child.setting_id));
            Self::is_named(who, child) || in_team || (!is_hidden && was_put_to(who, row))
        };
        let told = match who.role {
            Role::HealthServiceLead | Role::EarlyYearsServiceLead => true,
            Role::Parent => row.parents_agreed && who.children.contains(&child.id),
            Role::HealthVisitor
            | Role::CommunityNurseryNurse
            | Role::KeyPerson
            | Role::Childminder
            | Role::SettingManager
            | Role::SettingSenco => works_with(),
            _ => false,
        };
        (told && row.authority_id == who.authority)
            .then(|| self.sight_of_child(who, child.id).of_author(who, row))
    }
}
