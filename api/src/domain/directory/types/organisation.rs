//! Organisations and the links between them.

use entity::enums::{
    DeliveryModel, DirectoryStatus, OrganisationKind, ReferralDestination, SettingSector, SettingType,
};
use entity::ids::{LinkTeamId, OrganisationId};
use entity::{link_team, organisation};

use super::Practitioner;
use crate::domain::directory::loader;
use crate::domain::identifier::{self, ExternalId};
use crate::gql::connection::{Connected, ready};
use crate::gql::scalars::DateTime;
use crate::gql::wire::{Boxed, Call};
use crate::problem::Result;
use crate::store::Visible;
use crate::{access, wire};

/// An organisation of the directory.
#[derive(Debug, Clone)]
pub struct Organisation(pub Visible<organisation::Model>);

wire! {
    /// A health provider, an early years setting, or a service that receives referrals. Everybody in the authority may
    /// look it up; parents see no contact details.
    Organisation = "Organisation", node, |organisation, _call| {
        /// The organisation's id, for example `organisation_01j…`. Never changes.
        base "id": OrganisationId = organisation.0.base().id;
        /// Counts the edits; give it as `expectedVersion`.
        base "version": i32 = organisation.0.base().version;
        /// What it is.
        base "kind": OrganisationKind = organisation.0.base().kind;
        /// Its name.
        base "name": String = organisation.0.base().name.clone();
        /// Whether it is in use.
        base "status": DirectoryStatus = organisation.0.base().status;
        /// Its code in the NHS organisation directory (ODS), upper case. Health providers have one.
        base "odsCode": Option<String> = organisation.0.base().ods_code.clone();
        /// Its Ofsted URN, the digits alone. Settings have one.
        base "ofstedUrn": Option<String> = organisation.0.base().ofsted_urn.clone();
        /// Of a setting: its type.
        base "settingType": Option<SettingType> = organisation.0.base().setting_type;
        /// Of a setting: who runs it.
        base "sector": Option<SettingSector> = organisation.0.base().sector;
        /// Of a setting: the delivery model of its reviews, where it differs from the authority's.
        base "deliveryModel": Option<DeliveryModel> = organisation.0.base().delivery_model;
        /// Of a service: what kind of service.
        base "destination": Option<ReferralDestination> = organisation.0.base().destination;
        /// Of a service: whom it takes on, in its own words.
        lens(Directory) "acceptanceCriteria": String = |row| row.acceptance_criteria.clone();
        /// Of a service: what a referral must come with, in its own words.
        lens(Directory) "requiredEvidence": String = |row| row.required_evidence.clone();
        /// Of a service: within how many days it answers a referral.
        base "responseDays": Option<i32> = organisation.0.base().response_days;
        /// Where it is. For practitioners; a childminder's is a home.
        lens(Contact) "postcode": String = |row| row.postcode.clone();
        /// How to reach it by telephone. For practitioners.
        lens(Contact) "phone": String = |row| row.phone.clone();
        /// How to reach it by mail. For practitioners.
        lens(Contact) "email": String = |row| row.email.clone();
        /// How other systems call it.
        many(Contact) "externalIds": ExternalId = external_ids;
        /// Of a setting: the health team that it turns to.
        one "linkTeam": LinkTeam = link_team;
        /// Of a health team: the settings in use that turn to it, by name; at most 100. For pages, ask `organisations`.
        many "settings": Organisation = settings;
        /// Who holds a role here now, by family name; at most 100. For pages, ask `practitioners`.
        many "practitioners": Practitioner = practitioners;
        /// When it was entered.
        base "createdAt": DateTime = DateTime(organisation.0.base().created_at);
        /// When its entry was last changed.
        base "updatedAt": DateTime = DateTime(organisation.0.base().updated_at);
        /// What you may do with the entry now.
        must "access": OrganisationAccess = own_access;
    }
}

impl Connected for Organisation {
    const CONNECTION: &'static str = "OrganisationConnection";
    const EDGE: &'static str = "OrganisationEdge";
}

access! {
    /// What you may do with an organisation now: answered by the same table that allows or refuses the acts.
    OrganisationAccess = "OrganisationAccess" of organisation {
        /// `organisationAmend`
        "canAmend" = OrganisationAmend;
        /// `organisationDeactivate`
        "canDeactivate" = OrganisationDeactivate;
        /// `organisationReactivate`
        "canReactivate" = OrganisationReactivate;
        /// `linkTeamAssign`; only settings have a link team.
        "canAssignLinkTeam" = LinkTeamAssign;
    }
}

/// The named health team of a setting.
#[derive(Debug, Clone)]
pub struct LinkTeam(pub Visible<link_team::Model>);

wire! {
    /// The health team that an early years setting turns to, and the practitioner who is the point of contact.
    LinkTeam = "LinkTeam", node, |link, _call| {
        /// The link's id, for example `link_team_01j…`. Never changes.
        base "id": LinkTeamId = link.0.base().id;
        /// Counts the edits; give it as `expectedVersion` when you assign another team.
        base "version": i32 = link.0.base().version;
        /// The setting.
        one "setting": Organisation = linked_setting;
        /// The health team.
        one "healthTeam": Organisation = linked_team;
        /// The point of contact in the health team.
        one "contact": Practitioner = linked_contact;
        /// When the setting was first linked.
        base "createdAt": DateTime = DateTime(link.0.base().created_at);
        /// When the link was last changed.
        base "updatedAt": DateTime = DateTime(link.0.base().updated_at);
    }
}

fn ids(organisations: &[Organisation]) -> impl Iterator<Item = OrganisationId> {
    organisations.iter().map(|organisation| organisation.0.base().id)
}

fn own_access<'a>(
    organisations: &'a [Organisation],
    _: &Call<'_>,
) -> Boxed<'a, Result<Vec<Option<OrganisationAccess>>>> {
    ready(
        organisations
            .iter()
            .map(|organisation| Some(OrganisationAccess(organisation.0.clone())))
            .collect(),
    )
}

async fn external_ids(
    organisations: &[Organisation],
    call: &Call<'_>,
) -> Result<Vec<Option<Vec<ExternalId>>>> {
    identifier::loader::external_ids(ids(organisations), call).await
}

async fn link_team(organisations: &[Organisation], call: &Call<'_>) -> Result<Vec<Option<LinkTeam>>> {
    loader::links_of_settings(ids(organisations), call).await
}

async fn settings(organisations: &[Organisation], call: &Call<'_>) -> Result<Vec<Option<Vec<Organisation>>>> {
    loader::settings_of_teams(ids(organisations), call).await
}

async fn practitioners(
    organisations: &[Organisation],
    call: &Call<'_>,
) -> Result<Vec<Option<Vec<Practitioner>>>> {
    loader::practitioners_of(ids(organisations), call).await
}

async fn linked_setting(links: &[LinkTeam], call: &Call<'_>) -> Result<Vec<Option<Organisation>>> {
    loader::organisations(links.iter().map(|link| Some(link.0.base().setting_id)), call).await
}

async fn linked_team(links: &[LinkTeam], call: &Call<'_>) -> Result<Vec<Option<Organisation>>> {
    loader::organisations(links.iter().map(|link| Some(link.0.base().health_team_id)), call).await
}

async fn linked_contact(links: &[LinkTeam], call: &Call<'_>) -> Result<Vec<Option<Practitioner>>> {
    loader::practitioners(links.iter().map(|link| link.0.base().contact_id), call).await
}
