//! Enters the directory, the children and their carers: in bulk, through the doors of the import.

use std::collections::HashMap;

use entity::enums::{DirectoryStatus, IdentifierStatus, Role, ValueSet};
use entity::ids::{ChildId, IdentifierId, OrganisationId, PractitionerId, TypedId};
use entity::{authority, carer, identifier, link_team, organisation, practitioner, role_assignment};
use sea_orm::{ActiveValue::Set, ColumnTrait};
use serde_json::json;

use super::children::DemoChild;
use super::organisations::{DemoOrganisation, Place};
use super::people::DemoPractitioner;
use super::world::AuthorityWorld;
use crate::auth::demo::DEMO_ISSUER;
use crate::auth::viewer::Caller;
use crate::codes::{NhsNumber, OfstedUrn};
use crate::import::file::{self, begin};
use crate::import::run::Options;
use crate::policy::act;
use crate::problem::{Problem, Result};
use crate::store::{Attempt, Bulk, Fact, Permit, Reference, Store, Tx};

/// Everything of an authority that is no story.
pub(super) async fn authority(store: &Store, operator: &Caller, world: &AuthorityWorld) -> Result<()> {
    let organisations = directory(store, operator, world).await?;
    practitioners(store, operator, world, &organisations).await?;
    let csv = world.children_csv();
    let mut problems = Vec::new();
    let finished = file::children(store, operator, csv.as_slice(), Options::default(), |row| {
        problems.extend(row.problems.iter().map(|problem| problem.what.clone()));
        Ok(())
    });
    let finished = finished.await?;
    if finished.summary.created != finished.summary.rows {
        let said = finished.summary.sentence(false);
        return Err(Problem::internal(format!(
            "the demo's children: {said} {}",
            problems.join("; ")
        )));
    }
    carers(store, operator, world).await
}

fn attempt<A: crate::policy::Act>(store: &Store, operator: &Caller) -> Result<Attempt<A>> {
    let key = format!("{}/{}", operator.request_id, A::RULE.mutation);
    Attempt::new(store, operator, Some(&key), &async_graphql::Value::Null)
}

async fn permitted<A>(attempt: &Attempt<A>) -> Result<(Tx, Permit<A>)>
where
    A: crate::policy::Act<Row = authority::Model>,
{
    let mut tx = attempt.begin().await?;
    let own = Reference::Id(tx.caller().viewer.authority());
    let authority = tx.lock::<authority::Entity>(&own, &["authority"]).await?;
    let permit = attempt.permit(&mut tx, authority).await?;
    Ok((tx, permit))
}

/// The identifiers of another system for new records.
async fn identify<A: Bulk, I: TypedId>(
    tx: &mut Tx,
    permit: &Permit<A>,
    system: &str,
    known: impl Iterator<Item = (String, I)>,
) -> Result<()> {
    let rows = known.map(|(value, id)| {
        let row = identifier::ActiveModel {
            id: Set(tx.new_id::<IdentifierId>()),
            subject_type: Set(I::PREFIX.to_owned()),
            subject_id: Set(id.uuid()),
            system: Set(system.to_owned()),
            value: Set(value),
            status: Set(IdentifierStatus::Current),
            ..Default::default()
        };
        (row, None)
    });
    let rows = rows.collect();
    tx.create_all::<A, identifier::ActiveModel>(permit, rows).await
}

async fn directory(
    store: &Store,
    operator: &Caller,
    world: &AuthorityWorld,
) -> Result<HashMap<&'static str, OrganisationId>> {
    let attempt = attempt::<act::OrganisationRegister>(store, operator)?;
    let (mut tx, permit) = permitted(&attempt).await?;
    let ids: HashMap<&'static str, OrganisationId> = world
        .organisations
        .iter()
        .map(|one| (one.id, tx.new_id()))
        .collect();
    let mut rows = Vec::new();
    for one in &world.organisations {
        let id = known(&ids, one.id)?;
        let data = json!({ "kind": one.kind.as_str(), "status": "ACTIVE" });
        rows.push((
            organisation(id, one)?,
            Some(Fact::new("organisation.registered", data)),
        ));
    }
    tx.create_all::<_, organisation::ActiveModel>(&permit, rows)
        .await?;
    let known = ids.iter().map(|(name, id)| ((*name).to_owned(), *id));
    identify(&mut tx, &permit, &world.place.directory_system(), known).await?;
    attempt.commit(tx, permit.row().id).await?;
    Ok(ids)
}

fn known<I: Copy>(ids: &HashMap<&'static str, I>, name: &str) -> Result<I> {
    let id = ids.get(name).copied();
    id.ok_or_else(|| Problem::internal(format!("the demo knows no {name}")))
}

fn organisation(id: OrganisationId, one: &DemoOrganisation) -> Result<organisation::ActiveModel> {
    let urn = one.urn.as_deref().map(OfstedUrn::parse).transpose();
    let urn = urn.map_err(|problem| Problem::internal(problem.message()))?;
    let lines = |lines: &[&str]| (!lines.is_empty()).then(|| lines.join("\n"));
    let service = one.service.as_ref();
    Ok(organisation::ActiveModel {
        id: Set(id),
        kind: Set(one.kind),
        name: Set(one.name.clone()),
        ods_code: Set(one.ods_code.clone()),
        ofsted_urn: Set(urn.map(|urn| urn.key().to_owned())),
        setting_type: Set(one.setting_type),
        sector: Set(one.sector),
        destination: Set(service.map(|service| service.destination)),
        acceptance_criteria: Set(service.and_then(|service| lines(service.acceptance_criteria))),
        required_evidence: Set(service.and_then(|service| lines(service.required_evidence))),
        response_days: Set(service.map(|service| service.response_days)),
        postcode: Set(Some(one.postcode.clone())),
        phone: Set(Some(one.phone.clone())),
        email: Set(Some(one.email.clone())),
        status: Set(DirectoryStatus::Active),
        ..Default::default()
    })
}

async fn practitioners(
    store: &Store,
    operator: &Caller,
    world: &AuthorityWorld,
    organisations: &HashMap<&'static str, OrganisationId>,
) -> Result<()> {
    let attempt = attempt::<act::PractitionerRegister>(store, operator)?;
    let (mut tx, permit) = permitted(&attempt).await?;
    let ids: HashMap<&'static str, PractitionerId> = world
        .practitioners
        .iter()
        .map(|one| (one.id, tx.new_id()))
        .collect();
    let (mut rows, mut roles) = (Vec::new(), Vec::new());
    for one in &world.practitioners {
        let id = known(&ids, one.id)?;
        rows.push(with_fact(person(
            id,
            one,
            one.cover.and_then(|cover| ids.get(cover)).copied(),
        )));
        for (role, place) in &one.roles {
            let organisation = place.map(|name| known(organisations, name)).transpose()?;
            roles.push((
                assignment(&tx, id, *role, organisation),
                Some(assigned(id, *role)),
            ));
        }
    }
    let system: PractitionerId = tx.new_id();
    rows.push(with_fact(case_management(system, world.place)));
    roles.push((
        assignment(&tx, system, Role::Integration, None),
        Some(assigned(system, Role::Integration)),
    ));
    tx.create_all::<_, practitioner::ActiveModel>(&permit, rows)
        .await?;
    tx.create_all::<_, role_assignment::ActiveModel>(&permit, roles)
        .await?;
    links(&mut tx, &permit, world, (organisations, &ids)).await?;
    let known = ids.iter().map(|(name, id)| ((*name).to_owned(), *id));
    identify(&mut tx, &permit, &world.place.directory_system(), known).await?;
    attempt.commit(tx, permit.row().id).await?;
    Ok(())
}

/// The named links of the settings with their health teams.
async fn links<A: Bulk>(
    tx: &mut Tx,
    permit: &Permit<A>,
    world: &AuthorityWorld,
    (organisations, practitioners): (
        &HashMap<&'static str, OrganisationId>,
        &HashMap<&'static str, PractitionerId>,
    ),
) -> Result<()> {
    let mut links = Vec::new();
    for link in &world.link_teams {
        let setting = known(organisations, link.setting)?;
        let team = known(organisations, link.health_team)?;
        let row = link_team::ActiveModel {
            id: Set(tx.new_id()),
            setting_id: Set(setting),
            health_team_id: Set(team),
            contact_id: Set(Some(known(practitioners, link.practitioner)?)),
            ..Default::default()
        };
        let data = json!({ "setting": setting.to_string(), "healthTeam": team.to_string() });
        links.push((row, Some(Fact::new("linkTeam.assigned", data))));
    }
    tx.create_all::<A, link_team::ActiveModel>(permit, links).await
}

fn with_fact(row: practitioner::ActiveModel) -> (practitioner::ActiveModel, Option<Fact>) {
    let status = row.status.try_as_ref().map_or("ACTIVE", |status| status.as_str());
    let fact = Fact::new("practitioner.registered", json!({ "status": status }));
    (row, Some(fact))
}

fn assigned(practitioner: PractitionerId, role: Role) -> Fact {
    let data = json!({ "role": role.as_str(), "practitioner": practitioner.to_string() });
    Fact::new("role.assigned", data)
}

fn assignment(
    tx: &Tx,
    practitioner: PractitionerId,
    role: Role,
    organisation: Option<OrganisationId>,
) -> role_assignment::ActiveModel {
    role_assignment::ActiveModel {
        id: Set(tx.new_id()),
        practitioner_id: Set(practitioner),
        role: Set(role),
        organisation_id: Set(organisation),
        status: Set(DirectoryStatus::Active),
        ..Default::default()
    }
}

fn person(
    id: PractitionerId,
    one: &DemoPractitioner,
    cover: Option<PractitionerId>,
) -> practitioner::ActiveModel {
    let trained: Vec<&str> = one.trained.iter().map(|model| model.as_str()).collect();
    let status = if one.is_active {
        DirectoryStatus::Active
    } else {
        DirectoryStatus::Inactive
    };
    let (body, number) = one.registration.clone().unzip();
    practitioner::ActiveModel {
        id: Set(id),
        given_name: Set(one.given_name.to_owned()),
        family_name: Set(one.family_name.to_owned()),
        is_system: Set(false),
        issuer: Set(DEMO_ISSUER.to_owned()),
        subject: Set(one.subject.clone()),
        registration_body: Set(body),
        registration_number: Set(number),
        email: Set(Some(one.email.clone())),
        phone: Set(Some(one.phone.clone())),
        available: Set(Some(one.hours.to_owned())),
        cover_id: Set(cover),
        trained_models: Set(json!(trained)),
        status: Set(status),
        ..Default::default()
    }
}

/// The authority's case-management system.
fn case_management(id: PractitionerId, place: &Place) -> practitioner::ActiveModel {
    practitioner::ActiveModel {
        id: Set(id),
        given_name: Set(String::new()),
        family_name: Set(format!("{} case management", place.short_name())),
        is_system: Set(true),
        issuer: Set(DEMO_ISSUER.to_owned()),
        subject: Set(place.system_subject()),
        trained_models: Set(json!([])),
        status: Set(DirectoryStatus::Active),
        ..Default::default()
    }
}

async fn carers(store: &Store, operator: &Caller, world: &AuthorityWorld) -> Result<()> {
    let key = format!("{}/carers", operator.request_id);
    let attempt =
        Attempt::<act::ChildrenImport>::new(store, operator, Some(&key), &async_graphql::Value::Null)?;
    let (mut tx, permit) = begin(&attempt).await?;
    let of_children = tx
        .see::<identifier::Entity>()
        .filter(identifier::Column::SubjectType.eq(ChildId::PREFIX))
        .filter(identifier::Column::System.ne(NhsNumber::SYSTEM));
    let found = tx.all(of_children).await?;
    let children: HashMap<&str, ChildId> = found
        .iter()
        .map(|one| (one.value.as_str(), ChildId::from_uuid(one.subject_id)))
        .collect();
    let (mut rows, mut names) = (Vec::new(), Vec::new());
    for child in &world.children {
        let Some(of) = children.get(child.id.as_str()) else {
            return Err(Problem::internal("a child of the demo was not recorded"));
        };
        for row in entries(&tx, *of, child) {
            let id = row.1.id.try_as_ref().copied();
            names.extend(id.map(|id| (row.0, id)));
            let fact = Fact::new("carer.added", json!({ "status": "ACTIVE" }));
            rows.push((row.1, Some(fact)));
        }
    }
    tx.create_all::<_, carer::ActiveModel>(&permit, rows).await?;
    identify(&mut tx, &permit, &world.place.child_system(), names.into_iter()).await?;
    attempt.commit(tx, permit.row().id).await?;
    Ok(())
}

fn entries(tx: &Tx, of: ChildId, child: &DemoChild) -> Vec<(String, carer::ActiveModel)> {
    let entry = |one: &super::carers::DemoCarer| carer::ActiveModel {
        id: Set(tx.new_id()),
        child_id: Set(of),
        given_name: Set(one.given_name.to_owned()),
        family_name: Set(one.family_name.clone()),
        relationship: Set(one.relationship),
        parental_responsibility: Set(one.parental_responsibility),
        language: Set(Some(one.language.to_owned())),
        interpreter_needed: Set(one.needs_interpreter),
        email: Set(one.email.clone()),
        phone: Set(Some(one.phone.clone())),
        issuer: Set(one.subject.as_ref().map(|_| DEMO_ISSUER.to_owned())),
        subject: Set(one.subject.clone()),
        status: Set(DirectoryStatus::Active),
        ..Default::default()
    };
    child
        .carers
        .iter()
        .map(|one| (one.id.clone(), entry(one)))
        .collect()
}
