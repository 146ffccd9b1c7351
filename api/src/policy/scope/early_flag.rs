//! Early flags, and the children who are known by them.

use entity::enums::{EarlyFlagStatus, Restriction, Role};
use entity::{child, early_flag};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter};

use super::child::{named, team};
use super::{Scoped, exists, nothing, of_authority};
use crate::policy::relation::{Who, linked_team};

/// The child's setting and health team, the setting's link team as long as the flag stands, the leads of both services,
/// and the parents where they agreed to it. Nobody else, not even who takes part in a review of the child.
impl Scoped for early_flag::Entity {
    fn visible_to(who: &Who) -> Condition {
        use early_flag::Column as F;
        let of_authority = of_authority(F::AuthorityId, who);
        match who.role {
            Role::HealthServiceLead | Role::EarlyYearsServiceLead => of_authority,
            Role::Parent => of_authority
                .add(F::ParentsAgreed.eq(true))
                .add(F::ChildId.is_in(who.children.iter().copied())),
            Role::HealthVisitor
            | Role::CommunityNurseryNurse
            | Role::KeyPerson
            | Role::Childminder
            | Role::SettingManager
            | Role::SettingSenco => {
                let theirs = child::Entity::find().filter(named(who).add_option(team(who)));
                let theirs = exists(theirs, child::Column::Id, F::ChildId);
                of_authority.add(Condition::any().add(theirs).add_option(addressed(who)))
            }
            _ => nothing(),
        }
    }
}

/// The flags that stand and are addressed to the caller's health team.
fn to_team(who: &Who) -> Option<Condition> {
    use early_flag::Column as F;
    let team = linked_team(who)?;
    Some(
        Condition::all()
            .add(F::HealthTeamId.eq(team))
            .add(F::Status.ne(EarlyFlagStatus::Withdrawn)),
    )
}

fn addressed(who: &Who) -> Option<Condition> {
    let open = child::Entity::find().filter(child::Column::Restriction.ne(Restriction::VeryRestricted));
    let open = exists(open, child::Column::Id, early_flag::Column::ChildId);
    Some(to_team(who)?.add(open))
}

/// The children about whom the caller's health team was asked, but for the very restricted.
pub(super) fn flagged(who: &Who) -> Option<Condition> {
    let flags = early_flag::Entity::find().filter(to_team(who)?);
    let flagged = exists(flags, early_flag::Column::ChildId, child::Column::Id);
    Some(
        Condition::all()
            .add(child::Column::Restriction.ne(Restriction::VeryRestricted))
            .add(flagged),
    )
}
