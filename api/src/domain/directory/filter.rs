//! Which entries of the directory, and in which order.

use async_graphql::{Enum, InputObject};
use entity::enums::{DirectoryStatus, OrganisationKind, Role};
use entity::ids::OrganisationId;
use entity::{link_team, organisation, practitioner, role_assignment};
use sea_orm::sea_query::{Expr, ExprTrait, Func, LikeExpr, SimpleExpr};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QuerySelect, QueryTrait};

use crate::codes::{Checked, OdsCode, OfstedUrn, text};
use crate::gql::reference::OrganisationRef;
use crate::problem::{Problem, Result};
use crate::store::{Direction, Keyset};

/// The longest part of a name that is looked for.
const LONGEST_PART: usize = 100;

/// Which organisations: all that is given must hold.
#[derive(Debug, Clone, Default, InputObject)]
pub struct OrganisationFilter {
    /// Of one of these kinds.
    pub kind_in: Option<Vec<OrganisationKind>>,
    /// In use or not. Without it, those in use.
    pub status: Option<DirectoryStatus>,
    /// Whose name contains this, in upper or lower case.
    pub name_contains: Option<String>,
    /// With this ODS code.
    pub ods_code: Option<String>,
    /// With this Ofsted URN, with or without EY, VC, CA or RP before the digits.
    pub ofsted_urn: Option<String>,
    /// Settings that turn to this health team.
    pub linked_to: Option<OrganisationRef>,
}

impl OrganisationFilter {
    /// The condition; `linked_to` is the health team behind the reference.
    pub fn condition(&self, linked_to: Option<OrganisationId>) -> Result<Condition> {
        use organisation::Column as C;
        let status = self.status.unwrap_or(DirectoryStatus::Active);
        let mut all = Condition::all().add(C::Status.eq(status));
        if let Some(kinds) = &self.kind_in {
            all = all.add(C::Kind.is_in(kinds.iter().copied()));
        }
        if let Some(part) = &self.name_contains {
            all = all.add(contains(
                C::Name,
                &checked("nameContains", text(part, LONGEST_PART))?,
            ));
        }
        if let Some(code) = &self.ods_code {
            all = all.add(C::OdsCode.eq(checked("odsCode", OdsCode::parse(code))?.as_str()));
        }
        if let Some(urn) = &self.ofsted_urn {
            all = all.add(C::OfstedUrn.eq(checked("ofstedUrn", OfstedUrn::parse(urn))?.key()));
        }
        if let Some(team) = linked_to {
            let settings = link_team::Entity::find()
                .select_only()
                .column(link_team::Column::SettingId)
                .filter(link_team::Column::HealthTeamId.eq(team));
            all = all.add(C::Id.in_subquery(settings.into_query()));
        }
        Ok(all)
    }
}

/// Which practitioners: all that is given must hold.
#[derive(Debug, Clone, Default, InputObject)]
pub struct PractitionerFilter {
    /// Who hold this role now.
    pub role: Option<Role>,
    /// Who hold a role in this organisation now.
    pub organisation: Option<OrganisationRef>,
    /// In use or not. Without it, those in use.
    pub status: Option<DirectoryStatus>,
    /// Whose given or family name contains each of these words, in upper or lower case.
    pub name_contains: Option<String>,
    /// Systems (true) or people (false).
    pub is_system: Option<bool>,
}

impl PractitionerFilter {
    /// The condition; `organisation` is the one behind the reference.
    pub fn condition(&self, organisation: Option<OrganisationId>) -> Result<Condition> {
        use practitioner::Column as C;
        let status = self.status.unwrap_or(DirectoryStatus::Active);
        let mut all = Condition::all().add(C::Status.eq(status));
        if let Some(is_system) = self.is_system {
            all = all.add(C::IsSystem.eq(is_system));
        }
        if let Some(part) = &self.name_contains {
            let part = checked("nameContains", text(part, LONGEST_PART))?;
            for word in part.split_whitespace() {
                let either = Condition::any()
                    .add(contains(C::GivenName, word))
                    .add(contains(C::FamilyName, word));
                all = all.add(either);
            }
        }
        if self.role.is_some() || organisation.is_some() {
            all = all.add(C::Id.in_subquery(holders(self.role, organisation)));
        }
        Ok(all)
    }
}

/// The practitioners who hold a role now.
fn holders(role: Option<Role>, organisation: Option<OrganisationId>) -> sea_orm::sea_query::SelectStatement {
    use role_assignment::Column as C;
    let mut held = role_assignment::Entity::find()
        .select_only()
        .column(C::PractitionerId)
        .filter(C::Status.eq(DirectoryStatus::Active));
    if let Some(role) = role {
        held = held.filter(C::Role.eq(role));
    }
    if let Some(organisation) = organisation {
        held = held.filter(C::OrganisationId.eq(organisation));
    }
    held.into_query()
}

fn checked<T>(field: &str, read: Checked<T>) -> Result<T> {
    read.map_err(|problem| Problem::invalid(["filter", field], problem.message()))
}

/// Whether a column contains a text, in upper or lower case. What the pattern's own signs mean is taken from them.
fn contains(column: impl ColumnTrait, part: &str) -> SimpleExpr {
    let mut pattern = String::from("%");
    for letter in part.to_lowercase().chars() {
        if matches!(letter, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(letter);
    }
    pattern.push('%');
    let lower = Func::lower(Expr::col(column.as_column_ref()));
    Expr::expr(lower).like(LikeExpr::new(pattern).escape('\\'))
}

/// In which order organisations come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Enum)]
pub enum OrganisationOrder {
    /// By name, from A on.
    #[default]
    NameAsc,
    /// By name, from Z on.
    NameDesc,
}

impl OrganisationOrder {
    /// The order's keyset.
    pub fn keyset(self) -> Keyset<organisation::Entity> {
        let (name, direction) = match self {
            Self::NameAsc => ("organisation.name", Direction::Ascending),
            Self::NameDesc => ("organisation.name.desc", Direction::Descending),
        };
        Keyset {
            name,
            column: organisation::Column::Name,
            id: organisation::Column::Id,
            direction,
        }
    }
}

/// In which order practitioners come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Enum)]
pub enum PractitionerOrder {
    /// By family name, from A on.
    #[default]
    FamilyNameAsc,
    /// By family name, from Z on.
    FamilyNameDesc,
}

impl PractitionerOrder {
    /// The order's keyset.
    pub fn keyset(self) -> Keyset<practitioner::Entity> {
        let (name, direction) = match self {
            Self::FamilyNameAsc => ("practitioner.familyName", Direction::Ascending),
            Self::FamilyNameDesc => ("practitioner.familyName.desc", Direction::Descending),
        };
        Keyset {
            name,
            column: practitioner::Column::FamilyName,
            id: practitioner::Column::Id,
            direction,
        }
    }
}
