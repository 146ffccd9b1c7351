//! What callers say about entries of the directory.

use async_graphql::{InputObject, MaybeUndefined};
use entity::enums::{
    DeliveryModel, OrganisationKind, ReferralDestination, RegistrationBody, Role, SettingSector, SettingType,
};

use crate::gql::reference::{ExternalIdInput, OrganisationRef, PractitionerRef};
use crate::gql::scalars::Date;

/// A new organisation. It needs something to be found by: its ODS code, its Ofsted URN or an external identifier.
#[derive(Debug, Clone, InputObject)]
pub struct OrganisationRegisterInput {
    /// What it is. Cannot be changed later.
    pub kind: OrganisationKind,
    /// Its name.
    pub name: String,
    /// Its ODS code; not of settings.
    pub ods_code: Option<String>,
    /// Of a setting: its Ofsted URN, with or without EY, VC, CA or RP before the digits.
    pub ofsted_urn: Option<String>,
    /// Of a setting, and required there: its type.
    pub setting_type: Option<SettingType>,
    /// Of a setting: who runs it.
    pub sector: Option<SettingSector>,
    /// Of a setting: the delivery model of its reviews, where it differs from the authority's.
    pub delivery_model: Option<DeliveryModel>,
    /// Of a service, and required there: what kind of service.
    pub destination: Option<ReferralDestination>,
    /// Of a service: whom it takes on.
    pub acceptance_criteria: Option<String>,
    /// Of a service: what a referral must come with.
    pub required_evidence: Option<String>,
    /// Of a service: within how many days it answers, 1 to 365.
    pub response_days: Option<i32>,
    /// Where it is.
    pub postcode: Option<String>,
    /// Telephone.
    pub phone: Option<String>,
    /// Mail.
    pub email: Option<String>,
    /// Your system's identifier of the organisation.
    pub external_id: Option<ExternalIdInput>,
}

/// Changes to an organisation: what is left out stays, null clears. People of a setting change its name, postcode,
/// phone and email; the rest is the administrator's.
#[derive(Debug, Clone, Default, InputObject)]
pub struct OrganisationAmendInput {
    /// Its name.
    pub name: Option<String>,
    /// Its ODS code; not of settings.
    pub ods_code: MaybeUndefined<String>,
    /// Of a setting: its Ofsted URN, with or without EY, VC, CA or RP before the digits.
    pub ofsted_urn: MaybeUndefined<String>,
    /// Of a setting: its type.
    pub setting_type: Option<SettingType>,
    /// Of a setting: who runs it.
    pub sector: MaybeUndefined<SettingSector>,
    /// Of a setting: the delivery model of its reviews; null for the authority's.
    pub delivery_model: MaybeUndefined<DeliveryModel>,
    /// Of a service: what kind of service.
    pub destination: Option<ReferralDestination>,
    /// Of a service: whom it takes on.
    pub acceptance_criteria: MaybeUndefined<String>,
    /// Of a service: what a referral must come with.
    pub required_evidence: MaybeUndefined<String>,
    /// Of a service: within how many days it answers, 1 to 365.
    pub response_days: MaybeUndefined<i32>,
    /// Where it is.
    pub postcode: MaybeUndefined<String>,
    /// Telephone.
    pub phone: MaybeUndefined<String>,
    /// Mail.
    pub email: MaybeUndefined<String>,
    /// One more identifier of another system.
    pub external_id: Option<ExternalIdInput>,
}

/// What a new organisation says beside its kind is what a change to an empty entry would say.
impl From<OrganisationRegisterInput> for OrganisationAmendInput {
    fn from(new: OrganisationRegisterInput) -> Self {
        Self {
            name: Some(new.name),
            ods_code: Some(new.ods_code).into(),
            ofsted_urn: Some(new.ofsted_urn).into(),
            setting_type: new.setting_type,
            sector: Some(new.sector).into(),
            delivery_model: Some(new.delivery_model).into(),
            destination: new.destination,
            acceptance_criteria: Some(new.acceptance_criteria).into(),
            required_evidence: Some(new.required_evidence).into(),
            response_days: Some(new.response_days).into(),
            postcode: Some(new.postcode).into(),
            phone: Some(new.phone).into(),
            email: Some(new.email).into(),
            external_id: new.external_id,
        }
    }
}

/// Which health team a setting turns to.
#[derive(Debug, Clone, InputObject)]
pub struct LinkTeamAssignInput {
    /// The health team: a health provider in use.
    pub health_team: OrganisationRef,
    /// The point of contact: a practitioner in use with a health role.
    pub contact: Option<PractitionerRef>,
}

/// How tokens name the entry.
#[derive(Debug, Clone, InputObject)]
pub struct SignInInput {
    /// The identity provider: the `iss` of its tokens.
    pub issuer: String,
    /// The `sub` of the tokens.
    pub subject: String,
}

/// A place on a professional register.
#[derive(Debug, Clone, InputObject)]
pub struct RegistrationInput {
    /// The register.
    pub body: RegistrationBody,
    /// The number, for example the NMC pin 12A3456E.
    pub number: String,
}

/// A role, and where it is held.
#[derive(Debug, Clone, InputObject)]
pub struct RoleInput {
    /// Which role.
    pub role: Role,
    /// Where: a health provider for the roles of health, a setting for those of settings, nothing for roles of the
    /// authority itself.
    pub organisation: Option<OrganisationRef>,
}

/// A new practitioner or system.
#[derive(Debug, Clone, InputObject)]
pub struct PractitionerRegisterInput {
    /// Given name; required of people, not of systems.
    pub given_name: Option<String>,
    /// Family name; the name of a system.
    pub family_name: String,
    /// Whether the entry is a system rather than a person.
    #[graphql(default)]
    pub is_system: bool,
    /// How their tokens name them. No two entries of an authority have the same.
    pub sign_in: SignInInput,
    /// Their place on a professional register.
    pub registration: Option<RegistrationInput>,
    /// Contact card: mail.
    pub email: Option<String>,
    /// Contact card: telephone.
    pub phone: Option<String>,
    /// Contact card: when to reach them, at most 200 characters.
    pub available: Option<String>,
    /// Contact card: who covers when they are away.
    pub cover: Option<PractitionerRef>,
    /// The delivery models for which they have been trained.
    #[graphql(default)]
    pub trained_models: Vec<DeliveryModel>,
    /// Their first role.
    pub role: RoleInput,
    /// Your system's identifier of the practitioner.
    pub external_id: Option<ExternalIdInput>,
}

/// The days on which somebody is away, both included.
#[derive(Debug, Clone, Copy, InputObject)]
pub struct AwayInput {
    /// The first day.
    pub from: Date,
    /// The last day, not before the first.
    pub until: Date,
}

/// Changes to a practitioner: what is left out stays, null clears. Everybody changes their own contact card (email,
/// phone, available, cover, away); the rest is the administrator's, the sign-in theirs alone.
#[derive(Debug, Clone, Default, InputObject)]
pub struct PractitionerAmendInput {
    /// Given name.
    pub given_name: Option<String>,
    /// Family name; the name of a system.
    pub family_name: Option<String>,
    /// How their tokens name them from now on.
    pub sign_in: Option<SignInInput>,
    /// Their place on a professional register.
    pub registration: MaybeUndefined<RegistrationInput>,
    /// Contact card: mail.
    pub email: MaybeUndefined<String>,
    /// Contact card: telephone.
    pub phone: MaybeUndefined<String>,
    /// Contact card: when to reach them, at most 200 characters.
    pub available: MaybeUndefined<String>,
    /// Contact card: who covers when they are away.
    pub cover: MaybeUndefined<PractitionerRef>,
    /// Contact card: when they are away. On these days whoever covers counts as them: for the steps of reviews for which
    /// they are named.
    pub away: MaybeUndefined<AwayInput>,
    /// The delivery models for which they have been trained, all of them.
    pub trained_models: Option<Vec<DeliveryModel>>,
    /// One more identifier of another system.
    pub external_id: Option<ExternalIdInput>,
}

/// What a new practitioner says beside sign-in and role is what a change to an empty entry would say.
impl From<PractitionerRegisterInput> for PractitionerAmendInput {
    fn from(new: PractitionerRegisterInput) -> Self {
        Self {
            given_name: new.given_name,
            family_name: Some(new.family_name),
            sign_in: Some(new.sign_in),
            registration: Some(new.registration).into(),
            email: Some(new.email).into(),
            phone: Some(new.phone).into(),
            available: Some(new.available).into(),
            cover: Some(new.cover).into(),
            away: MaybeUndefined::Undefined,
            trained_models: Some(new.trained_models),
            external_id: new.external_id,
        }
    }
}

/// From where to where a role moves.
#[derive(Debug, Clone, InputObject)]
pub struct PractitionerMoveInput {
    /// Which role.
    pub role: Role,
    /// Where it is held now. Required where it is held in several organisations.
    pub from: Option<OrganisationRef>,
    /// Where it is to be held.
    pub to: OrganisationRef,
}

/// Which role ends.
#[derive(Debug, Clone, InputObject)]
pub struct PractitionerEndRoleInput {
    /// The role.
    pub role: Role,
    /// Where it is held. Required where it is held in several organisations.
    pub organisation: Option<OrganisationRef>,
}
