//! What callers say of children.

use async_graphql::{InputObject, MaybeUndefined};
use entity::enums::{ChildDeparture, NhsNumberStatus, Restriction, Sex};

use crate::gql::reference::{ExternalIdInput, OrganisationRef, PractitionerRef};
use crate::gql::scalars::{Date, NhsNumber};

/// A child who is to be entered.
#[derive(Debug, Clone, InputObject)]
pub struct ChildRegisterInput {
    /// Given name, as the family writes it; at most 100 characters.
    pub given_name: String,
    /// Family name; at most 100 characters.
    pub family_name: String,
    /// Date of birth: not in the future, and less than six years ago.
    pub birth_date: Date,
    /// Sex as registered.
    pub sex: Sex,
    /// NHS ethnic category of 2001: A to S, Z not stated, 99 not known.
    pub ethnicity_code: Option<String>,
    /// The language the child hears and speaks at home.
    pub first_language: Option<String>,
    /// Completed weeks of gestation at birth, 20 to 44.
    pub gestation_weeks: Option<i32>,
    /// Postcode of residence.
    pub postcode: Option<String>,
    /// ODS code of the GP practice: a letter and five digits.
    pub gp_practice_ods: Option<String>,
    /// The NHS number, if you hold it.
    pub nhs_number: Option<NhsNumber>,
    /// Whether the NHS number has been verified; without it NOT_TRACED, or NOT_PRESENT where there is no number.
    pub nhs_number_status: Option<NhsNumberStatus>,
    /// How your systems call the child, at most 20. Give the NHS number as `nhsNumber`.
    #[graphql(default)]
    pub external_ids: Vec<ExternalIdInput>,
    /// How far the child's whereabouts are protected.
    #[graphql(default_with = "Restriction::Unrestricted")]
    pub restriction: Restriction,
    /// The health team responsible: a health provider in use. Without it a health visitor's own.
    pub health_team: Option<OrganisationRef>,
    /// The early years setting, in use.
    pub setting: Option<OrganisationRef>,
    /// The named health visitor: holds that role in the health team.
    pub named_health_visitor: Option<PractitionerRef>,
    /// The key person: holds the role of key person or childminder in the setting.
    pub key_person: Option<PractitionerRef>,
}

/// What is to be corrected. What is left out stays; null empties what may be empty.
#[derive(Debug, Clone, InputObject)]
pub struct ChildAmendInput {
    /// Given name; at most 100 characters.
    pub given_name: Option<String>,
    /// Family name; at most 100 characters.
    pub family_name: Option<String>,
    /// Date of birth: not in the future, and less than six years ago. The windows of open reviews move with it.
    pub birth_date: Option<Date>,
    /// Sex as registered.
    pub sex: Option<Sex>,
    /// NHS ethnic category of 2001: A to S, Z not stated, 99 not known.
    pub ethnicity_code: MaybeUndefined<String>,
    /// The language the child hears and speaks at home.
    pub first_language: MaybeUndefined<String>,
    /// Completed weeks of gestation at birth, 20 to 44.
    pub gestation_weeks: MaybeUndefined<i32>,
    /// Postcode of residence.
    pub postcode: MaybeUndefined<String>,
    /// ODS code of the GP practice: a letter and five digits.
    pub gp_practice_ods: MaybeUndefined<String>,
    /// Whether the NHS number has been verified.
    pub nhs_number_status: Option<NhsNumberStatus>,
}

/// How another system calls the child.
#[derive(Debug, Clone, InputObject)]
pub struct ChildIdentifyInput {
    /// The identifier. NHS numbers have the system `https://fhir.nhs.uk/Id/nhs-number`.
    pub external_id: ExternalIdInput,
    /// Whether it takes the place of the identifiers of the same system that are in use; they are kept as SUPERSEDED.
    /// Required to change an NHS number: a child has one at a time.
    #[graphql(default)]
    pub replaces: bool,
    /// For an NHS number: whether it has been verified; NOT_TRACED if absent.
    pub nhs_number_status: Option<NhsNumberStatus>,
}

/// Where the child is to be placed. What is left out stays; null takes the child out of it.
#[derive(Debug, Clone, InputObject)]
pub struct ChildPlaceInput {
    /// The health team responsible: a health provider in use.
    pub health_team: MaybeUndefined<OrganisationRef>,
    /// The early years setting, in use.
    pub setting: MaybeUndefined<OrganisationRef>,
    /// The named health visitor: holds that role in the health team. A new team without one leaves the child without.
    pub named_health_visitor: MaybeUndefined<PractitionerRef>,
    /// The key person: holds the role of key person or childminder in the setting. A new setting without one leaves the
    /// child without.
    pub key_person: MaybeUndefined<PractitionerRef>,
}

/// How far the child's whereabouts are to be protected.
#[derive(Debug, Clone, InputObject)]
pub struct ChildRestrictInput {
    /// UNRESTRICTED lifts the protection.
    pub restriction: Restriction,
}

/// Why the child is no longer in the authority's care.
#[derive(Debug, Clone, InputObject)]
pub struct ChildDepartInput {
    /// What happened.
    pub departure: ChildDeparture,
    /// On which day; today if absent, never in the future, never before birth.
    pub departed_on: Option<Date>,
}
