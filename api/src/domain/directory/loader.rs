//! Entries of the directory as relations of other nouns: one statement for any number of rows.

use std::collections::HashMap;

use entity::enums::DirectoryStatus;
use entity::ids::{OrganisationId, PractitionerId};
use entity::{link_team, organisation, practitioner, role_assignment};

use super::types::{LinkTeam, Organisation, Practitioner, RoleAssignment};
use crate::gql::relation::by_id;
use crate::gql::wire::Call;
use crate::policy::Recorded;
use crate::policy::scope::Scoped;
use crate::problem::Result;
use crate::store::Visible;

/// Rows that a list of the directory has at most; further ones are found through the root connections.
const MOST: usize = 100;

/// The organisation of each row, where it has one.
pub async fn organisations(
    ids: impl Iterator<Item = Option<OrganisationId>>,
    call: &Call<'_>,
) -> Result<Vec<Option<Organisation>>> {
    by_id::<organisation::Entity, _>(organisation::Column::Id, ids, call, Organisation).await
}

/// The practitioner of each row, where it has one.
pub async fn practitioners(
    ids: impl Iterator<Item = Option<PractitionerId>>,
    call: &Call<'_>,
) -> Result<Vec<Option<Practitioner>>> {
    by_id::<practitioner::Entity, _>(practitioner::Column::Id, ids, call, Practitioner).await
}

/// The link of each setting to its health team.
pub async fn links_of_settings(
    settings: impl Iterator<Item = OrganisationId>,
    call: &Call<'_>,
) -> Result<Vec<Option<LinkTeam>>> {
    let settings: Vec<OrganisationId> = settings.collect();
    let rows = among::<link_team::Entity>(link_team::Column::SettingId, &settings, call).await?;
    let found: HashMap<OrganisationId, LinkTeam> = rows
        .into_iter()
        .map(|row| (row.base().setting_id, LinkTeam(row)))
        .collect();
    Ok(settings.iter().map(|id| found.get(id).cloned()).collect())
}

/// The settings in use that are linked to each health team, by name.
pub async fn settings_of_teams(
    teams: impl Iterator<Item = OrganisationId>,
    call: &Call<'_>,
) -> Result<Vec<Option<Vec<Organisation>>>> {
    let teams: Vec<OrganisationId> = teams.collect();
    let links = among::<link_team::Entity>(link_team::Column::HealthTeamId, &teams, call).await?;
    let settings = organisations(links.iter().map(|link| Some(link.base().setting_id)), call).await?;
    let pairs = links
        .iter()
        .zip(settings)
        .filter_map(|(link, setting)| Some((link.base().health_team_id, setting?)))
        .filter(|(_, setting)| setting.0.base().status == DirectoryStatus::Active);
    Ok(grouped(&teams, pairs, |setting| setting.0.base().name.clone()))
}

/// The practitioners in use who hold a role in each organisation, by family name.
pub async fn practitioners_of(
    organisations: impl Iterator<Item = OrganisationId>,
    call: &Call<'_>,
) -> Result<Vec<Option<Vec<Practitioner>>>> {
    let ids: Vec<OrganisationId> = organisations.collect();
    let mut held: Vec<(OrganisationId, PractitionerId)> =
        among::<role_assignment::Entity>(role_assignment::Column::OrganisationId, &ids, call)
            .await?
            .iter()
            .filter(|role| role.base().status == DirectoryStatus::Active)
            .filter_map(|role| Some((role.base().organisation_id?, role.base().practitioner_id)))
            .collect();
    held.sort_unstable();
    held.dedup();
    let people = practitioners(held.iter().map(|(_, person)| Some(*person)), call).await?;
    let pairs = held
        .iter()
        .zip(people)
        .filter_map(|((organisation, _), person)| Some((*organisation, person?)))
        .filter(|(_, person)| person.0.base().status == DirectoryStatus::Active);
    Ok(grouped(&ids, pairs, |person| {
        let row = person.0.base();
        (row.family_name.clone(), row.given_name.clone(), row.id)
    }))
}

/// The roles that each practitioner holds now.
pub async fn roles_of(
    practitioners: impl Iterator<Item = PractitionerId>,
    call: &Call<'_>,
) -> Result<Vec<Option<Vec<RoleAssignment>>>> {
    let ids: Vec<PractitionerId> = practitioners.collect();
    let rows = among::<role_assignment::Entity>(role_assignment::Column::PractitionerId, &ids, call).await?;
    let pairs = rows
        .into_iter()
        .filter(|role| role.base().status == DirectoryStatus::Active)
        .map(|role| (role.base().practitioner_id, RoleAssignment(role)));
    Ok(grouped(&ids, pairs, |role| role.0.base().id))
}

async fn among<E: Recorded + Scoped>(
    column: E::Column,
    keys: &[impl entity::ids::TypedId],
    call: &Call<'_>,
) -> Result<Vec<Visible<E::Model>>> {
    call.walk.request.reader.among::<E>(column, keys.to_vec()).await
}

/// A list for each key, in order, at most [`MOST`] long.
fn grouped<K, T, O>(
    keys: &[K],
    pairs: impl Iterator<Item = (K, T)>,
    order: impl Fn(&T) -> O,
) -> Vec<Option<Vec<T>>>
where
    K: Copy + Eq + std::hash::Hash,
    T: Clone,
    O: Ord,
{
    let mut lists: HashMap<K, Vec<T>> = HashMap::new();
    for (key, one) in pairs {
        lists.entry(key).or_default().push(one);
    }
    for list in lists.values_mut() {
        list.sort_by_cached_key(&order);
        list.truncate(MOST);
    }
    keys.iter()
        .map(|key| Some(lists.get(key).cloned().unwrap_or_default()))
        .collect()
}
