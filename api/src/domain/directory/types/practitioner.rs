//! Practitioners, their contact cards and roles.

use entity::enums::{DeliveryModel, DirectoryStatus, RegistrationBody, Role, ValueSet};
use entity::ids::{PractitionerId, RoleAssignmentId};
use entity::{practitioner, role_assignment};

use super::Organisation;
use crate::domain::directory::loader;
use crate::domain::identifier::{self, ExternalId};
use crate::gql::connection::{Connected, ready};
use crate::gql::scalars::{Date, DateTime};
use crate::gql::wire::{Boxed, Call};
use crate::problem::Result;
use crate::store::Visible;
use crate::{access, wire};

/// A practitioner of the directory.
#[derive(Debug, Clone)]
pub struct Practitioner(pub Visible<practitioner::Model>);

wire! {
    /// Somebody who works with children, or a system of the authority. Everybody in the authority may look up name and
    /// roles; parents see no contact card.
    Practitioner = "Practitioner", node, |practitioner, _call| {
        /// The practitioner's id, for example `practitioner_01j…`. Never changes.
        base "id": PractitionerId = practitioner.0.base().id;
        /// Counts the edits of the entry and of its roles; give it as `expectedVersion`.
        base "version": i32 = practitioner.0.base().version;
        /// Given name; empty for a system.
        base "givenName": String = practitioner.0.base().given_name.clone();
        /// Family name; the name of a system.
        base "familyName": String = practitioner.0.base().family_name.clone();
        /// The name to show.
        base "displayName": String = display_name(practitioner.0.base());
        /// Whether the entry is a system rather than a person.
        base "isSystem": bool = practitioner.0.base().is_system;
        /// Whether the entry is in use: an inactive one signs nobody in.
        base "status": DirectoryStatus = practitioner.0.base().status;
        /// The professional register. Community nursery nurses and most early years staff are on none.
        base "registrationBody": Option<RegistrationBody> = practitioner.0.base().registration_body;
        /// The number on that register. For practitioners.
        lens(Contact) "registrationNumber": String = |row| row.registration_number.clone();
        /// The delivery models for which they have been trained.
        base "trainedModels": Vec<DeliveryModel> = trained_models(practitioner.0.base());
        /// How to reach them at work. For practitioners; withheld from parents.
        one(Contact) "contactCard": ContactCard = contact_card;
        /// How other systems call them. For practitioners.
        many(Contact) "externalIds": ExternalId = external_ids;
        /// The roles they hold now.
        many "roles": RoleAssignment = roles;
        /// When they were entered.
        base "createdAt": DateTime = DateTime(practitioner.0.base().created_at);
        /// When their entry or its roles were last changed.
        base "updatedAt": DateTime = DateTime(practitioner.0.base().updated_at);
        /// What you may do with the entry now.
        must "access": PractitionerAccess = own_access;
    }
}

impl Connected for Practitioner {
    const CONNECTION: &'static str = "PractitionerConnection";
    const EDGE: &'static str = "PractitionerEdge";
}

access! {
    /// What you may do with a practitioner's entry now: answered by the same table that allows or refuses the acts.
    PractitionerAccess = "PractitionerAccess" of practitioner {
        /// `practitionerAmend`; of your own entry, the contact card.
        "canAmend" = PractitionerAmend;
        /// `practitionerAssignRole`
        "canAssignRole" = PractitionerAssignRole;
        /// `practitionerEndRole`
        "canEndRole" = PractitionerEndRole;
        /// `practitionerMove`
        "canMove" = PractitionerMove;
        /// `practitionerDeactivate`
        "canDeactivate" = PractitionerDeactivate;
        /// `practitionerReactivate`
        "canReactivate" = PractitionerReactivate;
    }
}

/// How to reach a practitioner at work.
#[derive(Debug, Clone)]
pub struct ContactCard(pub Visible<practitioner::Model>);

wire! {
    /// How to reach a practitioner at work, so that nobody needs private telephone numbers. For practitioners.
    ContactCard = "ContactCard", row, |card, _call| {
        /// Mail.
        lens(Contact) "email": String = |row| row.email.clone();
        /// Telephone.
        lens(Contact) "phone": String = |row| row.phone.clone();
        /// When to reach them, in their own words.
        lens(Contact) "available": String = |row| row.available.clone();
        /// The first day of their absence, the present one, the next or the last.
        lens(Contact) "awayFrom": Date = |row| row.away_from.map(Date);
        /// The last day of that absence.
        lens(Contact) "awayUntil": Date = |row| row.away_until.map(Date);
        /// Who covers when they are away, and counts as them on those days.
        one(Contact) "cover": Practitioner = cover;
    }
}

/// One role of one practitioner.
#[derive(Debug, Clone)]
pub struct RoleAssignment(pub Visible<role_assignment::Model>);

wire! {
    /// One role of one practitioner, held in one organisation or in the authority itself.
    RoleAssignment = "RoleAssignment", node, |assignment, _call| {
        /// The assignment's id, for example `role_assignment_01j…`. Never changes.
        base "id": RoleAssignmentId = assignment.0.base().id;
        /// Counts the edits. Roles are changed through their practitioner, whose version counts them too.
        base "version": i32 = assignment.0.base().version;
        /// Which role.
        base "role": Role = assignment.0.base().role;
        /// Whether it is held now.
        base "status": DirectoryStatus = assignment.0.base().status;
        /// Where; null for roles of the authority itself.
        one "organisation": Organisation = assigned_organisation;
        /// Who.
        one "practitioner": Practitioner = assigned_practitioner;
        /// When it was first given.
        base "createdAt": DateTime = DateTime(assignment.0.base().created_at);
        /// When it was last given, moved or ended.
        base "updatedAt": DateTime = DateTime(assignment.0.base().updated_at);
    }
}

/// The name to show: given name first; a system has one name only.
pub fn display_name(row: &practitioner::Model) -> String {
    format!("{} {}", row.given_name, row.family_name)
        .trim()
        .to_owned()
}

/// The delivery models of an entry, from the list of texts that is stored.
pub fn trained_models(row: &practitioner::Model) -> Vec<DeliveryModel> {
    let texts = row.trained_models.as_array().into_iter().flatten();
    texts
        .filter_map(|text| DeliveryModel::from_text(text.as_str()?))
        .collect()
}

fn ids(practitioners: &[Practitioner]) -> impl Iterator<Item = PractitionerId> {
    practitioners.iter().map(|practitioner| practitioner.0.base().id)
}

fn own_access<'a>(
    practitioners: &'a [Practitioner],
    _: &Call<'_>,
) -> Boxed<'a, Result<Vec<Option<PractitionerAccess>>>> {
    ready(
        practitioners
            .iter()
            .map(|practitioner| Some(PractitionerAccess(practitioner.0.clone())))
            .collect(),
    )
}

fn contact_card<'a>(
    practitioners: &'a [Practitioner],
    _: &Call<'_>,
) -> Boxed<'a, Result<Vec<Option<ContactCard>>>> {
    ready(
        practitioners
            .iter()
            .map(|practitioner| Some(ContactCard(practitioner.0.clone())))
            .collect(),
    )
}

async fn external_ids(
    practitioners: &[Practitioner],
    call: &Call<'_>,
) -> Result<Vec<Option<Vec<ExternalId>>>> {
    identifier::loader::external_ids(ids(practitioners), call).await
}

async fn roles(practitioners: &[Practitioner], call: &Call<'_>) -> Result<Vec<Option<Vec<RoleAssignment>>>> {
    loader::roles_of(ids(practitioners), call).await
}

async fn cover(cards: &[ContactCard], call: &Call<'_>) -> Result<Vec<Option<Practitioner>>> {
    loader::practitioners(cards.iter().map(|card| card.0.base().cover_id), call).await
}

async fn assigned_organisation(
    assignments: &[RoleAssignment],
    call: &Call<'_>,
) -> Result<Vec<Option<Organisation>>> {
    let ids = assignments
        .iter()
        .map(|assignment| assignment.0.base().organisation_id);
    loader::organisations(ids, call).await
}

async fn assigned_practitioner(
    assignments: &[RoleAssignment],
    call: &Call<'_>,
) -> Result<Vec<Option<Practitioner>>> {
    let ids = assignments
        .iter()
        .map(|assignment| Some(assignment.0.base().practitioner_id));
    loader::practitioners(ids, call).await
}
