//! The directory of an authority, as one import knows it: read once, so that a row costs no look-up.

use std::collections::HashMap;

use entity::enums::{DirectoryStatus, OrganisationKind, Role};
use entity::ids::{OrganisationId, PractitionerId, TypedId};
use entity::{identifier, organisation, practitioner, role_assignment};

use super::columns::Column;
use super::problem::RowProblem;
use super::row::ImportRow;
use crate::codes::{CodeProblem, ExternalId, OdsCode, OfstedUrn};

/// Where a row places its child: what the directory found behind the codes of the row.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Placed {
    /// The early years setting.
    pub setting: Option<OrganisationId>,
    /// The health team.
    pub health_team: Option<OrganisationId>,
    /// The named health visitor.
    pub health_visitor: Option<PractitionerId>,
    /// The key person.
    pub key_person: Option<PractitionerId>,
}

/// The directory of one authority.
#[derive(Debug, Default)]
pub struct Directory {
    organisations: HashMap<OrganisationId, organisation::Model>,
    settings: HashMap<String, OrganisationId>,
    teams: HashMap<String, OrganisationId>,
    practitioners: HashMap<String, HashMap<String, PractitionerId>>,
    roles: HashMap<PractitionerId, Vec<(Role, Option<OrganisationId>)>>,
}

/// The roles that a named health visitor has.
const HEALTH: &[Role] = &[Role::HealthVisitor];
/// The roles that a key person has.
const EARLY_YEARS: &[Role] = &[Role::KeyPerson, Role::Childminder];

impl Directory {
    /// From the rows of the directory; `identifiers` are those of practitioners.
    pub fn new(
        organisations: Vec<organisation::Model>,
        practitioners: &[practitioner::Model],
        roles: &[role_assignment::Model],
        identifiers: Vec<identifier::Model>,
    ) -> Self {
        let mut directory = Self::default();
        for one in organisations {
            if let (OrganisationKind::EarlyYearsSetting, Some(urn)) = (one.kind, &one.ofsted_urn) {
                directory.settings.insert(urn.clone(), one.id);
            }
            if let (OrganisationKind::HealthProvider, Some(ods)) = (one.kind, &one.ods_code) {
                directory.teams.insert(ods.clone(), one.id);
            }
            directory.organisations.insert(one.id, one);
        }
        let active = |person: &&practitioner::Model| person.status == DirectoryStatus::Active;
        for person in practitioners.iter().filter(active) {
            directory.roles.insert(person.id, Vec::new());
        }
        let held = |role: &&role_assignment::Model| role.status == DirectoryStatus::Active;
        for role in roles.iter().filter(held) {
            if let Some(roles) = directory.roles.get_mut(&role.practitioner_id) {
                roles.push((role.role, role.organisation_id));
            }
        }
        for one in identifiers {
            let known = directory.practitioners.entry(one.system).or_default();
            known.insert(one.value, PractitionerId::from_uuid(one.subject_id));
        }
        directory
    }

    /// An organisation.
    pub fn organisation(&self, id: OrganisationId) -> Option<&organisation::Model> {
        self.organisations.get(&id)
    }

    /// Finds what a row names; every problem of it at once.
    pub fn place(&self, row: &ImportRow) -> Result<Placed, Vec<RowProblem>> {
        let mut problems = Vec::new();
        let mut fail = |column, problem| problems.push(RowProblem::of(row.line, column, problem));
        let mut organisation = |column, found: Option<Option<&OrganisationId>>| match found {
            None => None,
            Some(found) => self
                .in_use(found.copied())
                .map_err(|problem| fail(column, problem))
                .ok(),
        };
        let urn = row.setting.as_ref().map(OfstedUrn::key);
        let setting = organisation(Column::SettingUrn, urn.map(|urn| self.settings.get(urn)));
        let ods = row.health_team.as_ref().map(OdsCode::as_str);
        let health_team = organisation(Column::HealthTeamOds, ods.map(|ods| self.teams.get(ods)));
        let mut practitioner = |column, named: &Option<ExternalId>, roles, place| {
            let found = self.practitioner(named.as_ref()?, roles, place);
            found.map_err(|problem| fail(column, problem)).ok()
        };
        let health_visitor = practitioner(
            Column::NamedHealthVisitorId,
            &row.named_health_visitor,
            HEALTH,
            health_team,
        );
        let key_person = practitioner(Column::KeyPersonId, &row.key_person, EARLY_YEARS, setting);
        if !problems.is_empty() {
            return Err(problems);
        }
        Ok(Placed {
            setting,
            health_team,
            health_visitor,
            key_person,
        })
    }

    fn in_use(&self, found: Option<OrganisationId>) -> Result<OrganisationId, CodeProblem> {
        let found = found.and_then(|id| self.organisations.get(&id)).ok_or_else(|| {
            CodeProblem::new(
                "the authority's directory has no organisation with this code",
                "correct the code, or enter the organisation in the directory first",
            )
        })?;
        if found.status == DirectoryStatus::Active {
            return Ok(found.id);
        }
        Err(CodeProblem::new(
            "the organisation with this code is no longer in use",
            "give the one where the child is now, or leave the cell empty",
        ))
    }

    /// Somebody with one of these roles; in the place where the row puts the child, if it says where.
    fn practitioner(
        &self,
        named: &ExternalId,
        roles: &[Role],
        place: Option<OrganisationId>,
    ) -> Result<PractitionerId, CodeProblem> {
        let known = self.practitioners.get(named.system());
        let id = known.and_then(|known| known.get(named.value())).ok_or_else(|| {
            CodeProblem::new(
                "the authority's directory has no practitioner with this id",
                "correct the id, or enter the practitioner in the directory first",
            )
        })?;
        let held = self.roles.get(id).ok_or_else(|| {
            CodeProblem::new(
                "the practitioner with this id no longer works here",
                "name who has taken over, or leave the cell empty",
            )
        })?;
        let mut places = held.iter().filter(|(role, _)| roles.contains(role)).peekable();
        if places.peek().is_none() {
            return Err(CodeProblem::new(
                "the practitioner with this id has another role",
                "a named health visitor needs the role HEALTH_VISITOR, a key person KEY_PERSON or CHILDMINDER",
            ));
        }
        if place.is_none() || places.any(|(_, of)| *of == place) {
            return Ok(*id);
        }
        Err(CodeProblem::new(
            "the practitioner with this id works elsewhere than where the row puts the child",
            "correct one of the two, or leave the cell empty",
        ))
    }
}
