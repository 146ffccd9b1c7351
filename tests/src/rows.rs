//! Rows that no mutation has made: the cast, and states that no mutation reaches. Only the harness writes rows.

use chrono::Months;
use entity::enums::{
    CarerRelationship, ChildStatus, DirectoryStatus, IdentifierStatus, NhsNumberStatus, OrganisationKind,
    ReferralDestination, ReviewCycle, ReviewStatus, SettingType,
};
use entity::ids::{
    ChildId, IdentifierId, LinkTeamId, OrganisationId, PractitionerId, ReviewId, RoleAssignmentId, TypedId,
};
use entity::{
    authority, carer, child, identifier, link_team, organisation, practitioner, review, role_assignment,
};
use integrated_review::clock::Clock;
use integrated_review::codes::{NhsNumber, name_key};
use sea_orm::prelude::Uuid;
use sea_orm::{ActiveModelBehavior, ActiveModelTrait, DatabaseConnection, EntityTrait, Iterable, Set};

use crate::cast::{CMS, Carer, Child, Organisation, Person, Place, start};
use crate::token::ISSUER;

/// A row with the columns that every table has, and nothing in those that are not set.
pub(crate) fn row<M>(id: Uuid, place: &Place) -> M
where
    M: ActiveModelTrait + ActiveModelBehavior,
{
    let mut model = M::default();
    for column in <M::Entity as EntityTrait>::Column::iter() {
        let value: sea_orm::Value = match sea_orm::IdenStatic::as_str(&column) {
            "id" => id.into(),
            "authority_id" => place.authority.0.into(),
            "version" => 1.into(),
            "created_at" | "updated_at" => start().into(),
            _ => continue,
        };
        model.set(column, value);
    }
    model
}

pub(crate) async fn insert<M: ActiveModelTrait>(db: &DatabaseConnection, rows: Vec<M>) {
    M::Entity::insert_many(rows)
        .exec_without_returning(db)
        .await
        .unwrap();
}

/// Writes an authority with everything of the cast in it.
pub async fn insert_place(db: &DatabaseConnection, place: &Place) {
    let (clock, _) = Clock::mock_seeded(start(), place.authority.0.as_u64_pair().1);
    insert(
        db,
        vec![authority::ActiveModel {
            gss_code: Set(place.gss_code.to_owned()),
            name: Set(place.name.to_owned()),
            default_model: Set(place.model),
            ..row(place.authority.0, place)
        }],
    )
    .await;
    insert(
        db,
        place
            .organisations()
            .into_iter()
            .map(|it| organisation_row(place, it))
            .collect(),
    )
    .await;
    insert_directory(db, place, &clock).await;
    insert(
        db,
        place
            .children()
            .into_iter()
            .map(|child| child_row(place, child))
            .collect(),
    )
    .await;
    insert(
        db,
        place
            .carers()
            .into_iter()
            .map(|carer| carer_row(place, carer))
            .collect(),
    )
    .await;
    insert(db, vec![review_row(place, place.review, &place.child)]).await;
    insert(db, identifiers(place, &clock)).await;
}

async fn insert_directory(db: &DatabaseConnection, place: &Place, clock: &Clock) {
    let links = [&place.nursery, &place.childminding].map(|setting| link_team::ActiveModel {
        setting_id: Set(setting.id),
        health_team_id: Set(place.health_team.id),
        contact_id: Set(Some(PractitionerId(place.health_visitor.uuid))),
        ..row(clock.new_id::<LinkTeamId>().0, place)
    });
    insert(db, links.to_vec()).await;
    insert(
        db,
        place
            .staff()
            .into_iter()
            .map(|person| practitioner_row(place, person))
            .collect(),
    )
    .await;
    let roles = place
        .staff()
        .into_iter()
        .map(|person| role_assignment::ActiveModel {
            practitioner_id: Set(PractitionerId(person.uuid)),
            role: Set(person.role),
            organisation_id: Set(person.organisation),
            status: Set(DirectoryStatus::Active),
            ..row(clock.new_id::<RoleAssignmentId>().0, place)
        });
    insert(db, roles.collect()).await;
}

pub(crate) fn organisation_row(place: &Place, organisation: &Organisation) -> organisation::ActiveModel {
    let is_setting = organisation.kind == OrganisationKind::EarlyYearsSetting;
    let is_service = organisation.kind == OrganisationKind::ReferralService;
    let kind = if organisation.id == place.nursery.id {
        SettingType::Nursery
    } else {
        SettingType::Childminder
    };
    organisation::ActiveModel {
        kind: Set(organisation.kind),
        name: Set(organisation.name.to_owned()),
        ods_code: Set((!is_setting).then(|| organisation.code.clone())),
        ofsted_urn: Set(is_setting.then(|| organisation.code.clone())),
        setting_type: Set(is_setting.then_some(kind)),
        sector: Set(None),
        delivery_model: Set(None),
        destination: Set(is_service.then_some(ReferralDestination::SpeechLanguageTherapy)),
        acceptance_criteria: Set(None),
        required_evidence: Set(None),
        response_days: Set(is_service.then_some(28)),
        postcode: Set(None),
        phone: Set(None),
        email: Set(None),
        status: Set(DirectoryStatus::Active),
        ..row(organisation.id.0, place)
    }
}

pub(crate) fn practitioner_row(place: &Place, person: &Person) -> practitioner::ActiveModel {
    practitioner::ActiveModel {
        given_name: Set(person.name.0.to_owned()),
        family_name: Set(person.name.1.to_owned()),
        is_system: Set(person.is_system()),
        issuer: Set(ISSUER.to_owned()),
        subject: Set(person.subject.clone()),
        registration_body: Set(None),
        registration_number: Set(None),
        email: Set(
            (!person.is_system()).then(|| format!("{}@example.gov.uk", person.subject.replace('|', ".")))
        ),
        phone: Set(None),
        available: Set(None),
        cover_id: Set(None),
        trained_models: Set(serde_json::json!([place.model])),
        status: Set(DirectoryStatus::Active),
        ..row(person.uuid, place)
    }
}

pub(crate) fn child_row(place: &Place, child: &Child) -> child::ActiveModel {
    child::ActiveModel {
        given_name: Set(child.name.0.to_owned()),
        family_name: Set(child.name.1.to_owned()),
        family_key: Set(name_key(child.name.1)),
        birth_date: Set(child.born),
        sex: Set(entity::enums::Sex::Female),
        ethnicity_code: Set(None),
        first_language: Set(None),
        gestation_weeks: Set(None),
        postcode: Set(Some("ZZ99 3AA".to_owned())),
        gp_practice_ods: Set(None),
        nhs_number_status: Set(NhsNumberStatus::Verified),
        restriction: Set(child.restriction),
        health_team_id: Set(Some(place.health_team.id)),
        setting_id: Set(child.setting),
        named_health_visitor_id: Set(Some(PractitionerId(place.health_visitor.uuid))),
        key_person_id: Set(child.key_person.map(PractitionerId)),
        status: Set(ChildStatus::Active),
        ..row(child.id.0, place)
    }
}

pub(crate) fn carer_row(place: &Place, carer: &Carer) -> carer::ActiveModel {
    carer::ActiveModel {
        child_id: Set(carer.child),
        given_name: Set(carer.person.name.0.to_owned()),
        family_name: Set(carer.person.name.1.to_owned()),
        relationship: Set(if carer.person.uuid == place.stepfather.person.uuid {
            CarerRelationship::StepFather
        } else {
            CarerRelationship::BiologicalMother
        }),
        parental_responsibility: Set(carer.responsibility),
        language: Set(None),
        interpreter_needed: Set(false),
        email: Set(None),
        phone: Set(None),
        issuer: Set(Some(ISSUER.to_owned())),
        subject: Set(Some(carer.person.subject.clone())),
        status: Set(DirectoryStatus::Active),
        ..row(carer.person.uuid, place)
    }
}

pub(crate) fn review_row(place: &Place, id: ReviewId, child: &Child) -> review::ActiveModel {
    let at = |months| child.born.checked_add_months(Months::new(months)).unwrap();
    review::ActiveModel {
        child_id: Set(child.id),
        cycle: Set(ReviewCycle::TwoYear),
        delivery_model: Set(place.model),
        status: Set(ReviewStatus::Due),
        health_team_id: Set(Some(place.health_team.id)),
        setting_id: Set(child.setting),
        restriction: Set(child.restriction),
        window_opens_on: Set(at(24)),
        window_closes_on: Set(at(30)),
        due_on: Set(at(27)),
        invited_on: Set(None),
        scheduled_at: Set(None),
        duration_minutes: Set(None),
        place: Set(None),
        place_detail: Set(None),
        ended_on: Set(None),
        end_reason: Set(None),
        revision: Set(1),
        ..row(id.0, place)
    }
}

/// The NHS numbers of the children, and the case management system's identifier of everything: the kind and a number.
fn identifiers(place: &Place, clock: &Clock) -> Vec<identifier::ActiveModel> {
    let mut rows = Vec::new();
    let mut add = |kind: &str, subject: Uuid, system: &str, value: String| {
        rows.push(identifier_row(place, clock, (kind, subject), (system, value)));
    };
    let mut own = |kind: &str, all: Vec<Uuid>| {
        for (subject, number) in all.into_iter().zip(1..) {
            add(kind, subject, CMS, format!("{kind}-{number}"));
        }
    };
    own(
        ChildId::PREFIX,
        place.children().iter().map(|it| it.id.0).collect(),
    );
    own(
        OrganisationId::PREFIX,
        place.organisations().iter().map(|it| it.id.0).collect(),
    );
    own(
        PractitionerId::PREFIX,
        place.staff().iter().map(|it| it.uuid).collect(),
    );
    own(
        entity::ids::CarerId::PREFIX,
        place.carers().iter().map(|it| it.person.uuid).collect(),
    );
    own(ReviewId::PREFIX, vec![place.review.0]);
    for child in place.children() {
        add(
            ChildId::PREFIX,
            child.id.0,
            NhsNumber::SYSTEM,
            child.nhs_number.clone(),
        );
    }
    rows
}

/// An identifier of another system for a record of this kind.
pub(crate) fn identifier_row(
    place: &Place,
    clock: &Clock,
    (kind, subject): (&str, Uuid),
    (system, value): (&str, String),
) -> identifier::ActiveModel {
    identifier::ActiveModel {
        subject_type: Set(kind.to_owned()),
        subject_id: Set(subject),
        system: Set(system.to_owned()),
        value: Set(value),
        status: Set(IdentifierStatus::Current),
        ..row(clock.new_id::<IdentifierId>().0, place)
    }
}
