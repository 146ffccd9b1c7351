//! The acts on the directory, one file each, and the steps that they share.

mod link_team_assign;
mod organisation_amend;
mod organisation_deactivate;
mod organisation_reactivate;
mod organisation_register;
mod practitioner_amend;
mod practitioner_assign_role;
mod practitioner_deactivate;
mod practitioner_end_role;
mod practitioner_move;
mod practitioner_reactivate;
mod practitioner_register;

use async_graphql::MergedObject;
use entity::enums::{DirectoryStatus, Role};
use entity::ids::{OrganisationId, PractitionerId, RoleAssignmentId, TypedId};
use entity::{organisation, practitioner, role_assignment};
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, Condition};

use super::{facts, rules};
use crate::gql::reference::{ExternalIdInput, OrganisationRef, PractitionerRef};
use crate::policy::Act;
use crate::problem::Result;
use crate::store::{Permit, Tx};

/// The acts on organisations and their links.
#[derive(MergedObject, Default)]
pub struct OrganisationMutations(
    organisation_register::OrganisationRegisterMutation,
    organisation_amend::OrganisationAmendMutation,
    organisation_deactivate::OrganisationDeactivateMutation,
    organisation_reactivate::OrganisationReactivateMutation,
    link_team_assign::LinkTeamAssignMutation,
);

/// The acts on practitioners and their roles.
#[derive(MergedObject, Default)]
pub struct PractitionerMutations(
    practitioner_register::PractitionerRegisterMutation,
    practitioner_amend::PractitionerAmendMutation,
    practitioner_assign_role::PractitionerAssignRoleMutation,
    practitioner_end_role::PractitionerEndRoleMutation,
    practitioner_move::PractitionerMoveMutation,
    practitioner_deactivate::PractitionerDeactivateMutation,
    practitioner_reactivate::PractitionerReactivateMutation,
);

/// The acts on the directory.
#[derive(MergedObject, Default)]
pub struct DirectoryMutations(OrganisationMutations, PractitionerMutations);

/// Adds the caller's own identifier, where one is given.
async fn identify<A: Act, I: TypedId>(
    tx: &mut Tx,
    permit: &Permit<A>,
    subject: I,
    external: Option<&ExternalIdInput>,
) -> Result<()> {
    match external {
        Some(external) => {
            let external = external.check(&["input", "externalId"])?;
            tx.identify(permit, subject, &external).await
        }
        None => Ok(()),
    }
}

/// The organisation behind an optional reference.
async fn place(
    tx: &Tx,
    reference: Option<OrganisationRef>,
    path: &[&str],
) -> Result<Option<organisation::Model>> {
    match reference {
        Some(reference) => tx
            .get::<organisation::Entity>(&reference.into(), path)
            .await
            .map(Some),
        None => Ok(None),
    }
}

/// The practitioner behind an optional reference to whoever covers.
async fn cover(tx: &Tx, reference: Option<PractitionerRef>) -> Result<Option<practitioner::Model>> {
    match reference {
        Some(reference) => tx
            .get::<practitioner::Entity>(&reference.into(), &["input", "cover"])
            .await
            .map(Some),
        None => Ok(None),
    }
}

/// Every role that a practitioner has ever held.
async fn roles_of(tx: &Tx, id: PractitionerId) -> Result<Vec<role_assignment::Model>> {
    let theirs = role_assignment::Column::PractitionerId.eq(id);
    tx.all(tx.see::<role_assignment::Entity>().filter(theirs)).await
}

/// How many others are administrators of the authority.
async fn other_administrators(tx: &Tx, beside: PractitionerId) -> Result<u64> {
    use role_assignment::Column as C;
    let others = Condition::all()
        .add(C::Role.eq(Role::AuthorityAdmin))
        .add(C::Status.eq(DirectoryStatus::Active))
        .add(C::PractitionerId.ne(beside));
    tx.count(tx.see::<role_assignment::Entity>().filter(others)).await
}

/// Gives a role: a new assignment, or one that was held before and is held again.
async fn give<A: Act>(
    tx: &mut Tx,
    permit: &Permit<A>,
    practitioner: PractitionerId,
    known: &[role_assignment::Model],
    (role, place): (Role, Option<OrganisationId>),
) -> Result<()> {
    let status = DirectoryStatus::Active;
    let fact = facts::role("role.assigned", practitioner, (role, place), status);
    if let Some(again) = rules::role::give(known, role, place)? {
        return tx.cascade(permit, again, assignment(status), fact).await;
    }
    let new = role_assignment::ActiveModel {
        practitioner_id: Set(practitioner),
        role: Set(role),
        organisation_id: Set(place),
        ..assignment(status)
    };
    tx.create(permit, new, fact).await.map(|_: RoleAssignmentId| ())
}

/// Ends a role.
async fn end<A: Act>(tx: &mut Tx, permit: &Permit<A>, held: &role_assignment::Model) -> Result<()> {
    let status = DirectoryStatus::Inactive;
    let role = (held.role, held.organisation_id);
    let fact = facts::role("role.ended", held.practitioner_id, role, status);
    tx.cascade(permit, held, assignment(status), fact).await
}

fn assignment(status: DirectoryStatus) -> role_assignment::ActiveModel {
    role_assignment::ActiveModel {
        status: Set(status),
        ..Default::default()
    }
}
