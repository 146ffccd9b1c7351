//! Where a child may be placed. Pure.

use async_graphql::MaybeUndefined;
use entity::enums::{DirectoryStatus, OrganisationKind, Role, RuleCode};
use entity::ids::{OrganisationId, PractitionerId};
use entity::{child, organisation, practitioner, role_assignment};

use crate::codes::Inputs;
use crate::domain::change;
use crate::problem::{Problem, Result};

/// A practitioner who is to be named, with the roles they hold.
#[derive(Debug, Clone)]
pub struct Candidate {
    /// Who.
    pub person: practitioner::Model,
    /// Their roles, whether held now or not.
    pub roles: Vec<role_assignment::Model>,
}

/// Where the child is to be placed, as the caller wishes.
#[derive(Debug, Clone, Default)]
pub struct Placement {
    /// The health team.
    pub health_team: MaybeUndefined<organisation::Model>,
    /// The setting.
    pub setting: MaybeUndefined<organisation::Model>,
    /// The named health visitor.
    pub named_health_visitor: MaybeUndefined<Candidate>,
    /// The key person.
    pub key_person: MaybeUndefined<Candidate>,
}

/// Where a child is placed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Placed {
    /// The health team.
    pub health_team: Option<OrganisationId>,
    /// The setting.
    pub setting: Option<OrganisationId>,
    /// The named health visitor.
    pub named_health_visitor: Option<PractitionerId>,
    /// The key person.
    pub key_person: Option<PractitionerId>,
}

impl Placed {
    /// Where a child is placed now.
    pub fn of(row: &child::Model) -> Self {
        Self {
            health_team: row.health_team_id,
            setting: row.setting_id,
            named_health_visitor: row.named_health_visitor_id,
            key_person: row.key_person_id,
        }
    }

    /// Where a new child is placed if nothing is said: in the team of the health visitor who enters it.
    pub fn by(role: Role, organisation: Option<OrganisationId>) -> Self {
        Self {
            health_team: organisation.filter(|_| role == Role::HealthVisitor),
            ..Self::default()
        }
    }

    /// The change of the child's row.
    pub fn change(self, row: &child::Model) -> Result<child::ActiveModel> {
        change::something(child::ActiveModel {
            health_team_id: change::to(Some(self.health_team), &row.health_team_id),
            setting_id: change::to(Some(self.setting), &row.setting_id),
            named_health_visitor_id: change::to(
                Some(self.named_health_visitor),
                &row.named_health_visitor_id,
            ),
            key_person_id: change::to(Some(self.key_person), &row.key_person_id),
            ..Default::default()
        })
    }
}

/// Where the child comes to be placed. A named practitioner goes with the organisation: who is left in place when it
/// changes, is taken off.
pub fn place(wish: Placement, now: Placed) -> Result<Placed> {
    let mut inputs = Inputs::default();
    let team = Post {
        field: "healthTeam",
        kind: OrganisationKind::HealthProvider,
        is: "a health provider",
    };
    let health_team = team.organisation(&mut inputs, wish.health_team, now.health_team)?;
    let setting = Post {
        field: "setting",
        kind: OrganisationKind::EarlyYearsSetting,
        is: "an early years setting",
    };
    let setting = setting.organisation(&mut inputs, wish.setting, now.setting)?;
    let visitor = Name {
        field: "namedHealthVisitor",
        within: "healthTeam",
        roles: &[Role::HealthVisitor],
        is: "a health visitor of the health team",
    };
    let key_person = Name {
        field: "keyPerson",
        within: "setting",
        roles: &[Role::KeyPerson, Role::Childminder],
        is: "a key person or childminder of the setting",
    };
    let left = |person, before, after| if before == after { person } else { None };
    let visitor = visitor.person(
        &mut inputs,
        wish.named_health_visitor,
        health_team,
        left(now.named_health_visitor, now.health_team, health_team),
    );
    let key_person = key_person.person(
        &mut inputs,
        wish.key_person,
        setting,
        left(now.key_person, now.setting, setting),
    );
    inputs.done()?;
    Ok(Placed {
        health_team,
        setting,
        named_health_visitor: visitor?,
        key_person: key_person?,
    })
}

/// A place for an organisation.
struct Post {
    field: &'static str,
    kind: OrganisationKind,
    is: &'static str,
}

impl Post {
    fn organisation(
        &self,
        inputs: &mut Inputs,
        wish: MaybeUndefined<organisation::Model>,
        now: Option<OrganisationId>,
    ) -> Result<Option<OrganisationId>> {
        let organisation = match wish {
            MaybeUndefined::Undefined => return Ok(now),
            MaybeUndefined::Null => return Ok(None),
            MaybeUndefined::Value(organisation) => organisation,
        };
        inputs.must(organisation.kind == self.kind, self.field, || {
            format!("must be {}", self.is)
        });
        if organisation.status == DirectoryStatus::Active {
            return Ok(Some(organisation.id));
        }
        Err(Problem::rule(
            RuleCode::NotActive,
            format!("{}: the organisation is no longer in use", self.field),
        ))
    }
}

/// A place for a practitioner.
struct Name {
    field: &'static str,
    within: &'static str,
    roles: &'static [Role],
    is: &'static str,
}

impl Name {
    fn person(
        &self,
        inputs: &mut Inputs,
        wish: MaybeUndefined<Candidate>,
        within: Option<OrganisationId>,
        left: Option<PractitionerId>,
    ) -> Result<Option<PractitionerId>> {
        let candidate = match wish {
            MaybeUndefined::Undefined => return Ok(left),
            MaybeUndefined::Null => return Ok(None),
            MaybeUndefined::Value(candidate) => candidate,
        };
        if within.is_none() {
            let within = self.within;
            inputs.wrong(
                self.field,
                format!("the child has none to be named in: give {within} too"),
            );
            return Ok(None);
        }
        if candidate.person.status != DirectoryStatus::Active {
            return Err(Problem::rule(
                RuleCode::NotActive,
                format!("{}: the practitioner is no longer in use", self.field),
            ));
        }
        let fits = candidate.roles.iter().any(|held| {
            held.status == DirectoryStatus::Active
                && held.organisation_id == within
                && self.roles.contains(&held.role)
        });
        if fits {
            return Ok(Some(candidate.person.id));
        }
        Err(Problem::rule(
            RuleCode::CapacityMismatch,
            format!("{}: the practitioner is not {}", self.field, self.is),
        ))
    }
}
