//! States that no mutation reaches, or only by a long way: crowds, answers of participants, cases, departures.

use entity::enums::{
    ChildMatchStatus, ConcernLevel, ConcernStatus, DirectoryStatus, MatchOutcome, ParticipantCapacity,
    ParticipantStatus, ReferralReason, ReferralStatus, ReferralUrgency, ResponsibilityStatus, ReviewStep,
    Role, Sensitivity, StepParty, Topic, ValueSet,
};
use entity::ids::{
    CarerId, ChildId, ChildMatchId, ConcernId, OrganisationId, ParticipantId, PractitionerId, ProtocolId,
    ReferralId, ResponsibilityId, ReviewId, TypedId,
};
use entity::{
    assessment, carer, child, child_match, concern, concern_settlement, disclosure, early_flag, family_note,
    guest_contribution, health_review, identifier, liaison_message, liaison_read, link_team, organisation,
    parent_view, participant, practitioner, pre_meeting, pre_meeting_attendance, pre_meeting_topic, protocol,
    referral, responsibility, review, sharing_agreement, sharing_override, topic_map,
};
use entity::{progress_check, progress_check_addition, progress_check_area, progress_check_contribution};
use integrated_review::clock::Clock;
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ColumnTrait, DatabaseConnection, EntityTrait, QueryFilter, Set};

use crate::cast::{CMS, Carer, Child, Organisation, Person, Place};
use crate::rows::{carer_row, child_row, identifier_row, insert, organisation_row, review_row, row};

/// What a child of a crowd is like.
pub struct Crowd<'a> {
    /// Whose.
    pub place: &'a Place,
    /// How many children, each with a review that is due.
    pub count: u32,
}

/// Writes many children of the nursery with a review each, born and due on different days. Gives the reviews' ids.
pub async fn insert_crowd(db: &DatabaseConnection, clock: &Clock, crowd: &Crowd<'_>) -> Vec<ReviewId> {
    let (mut children, mut reviews, mut ids) = (Vec::new(), Vec::new(), Vec::new());
    let (mut carers, mut identifiers) = (Vec::new(), Vec::new());
    for number in 0..crowd.count {
        // Three of them share each birthday, so that order by date alone is not enough.
        let born = crowd.place.child.born + chrono::Days::new(u64::from(number / 3));
        let child = Child {
            id: clock.new_id(),
            name: ("Ada", "Crowd"),
            born,
            ..crowd.place.child.clone()
        };
        let id: ReviewId = clock.new_id();
        let (mother, number) = (clock.new_id::<CarerId>(), ids.len());
        let person = Person {
            uuid: mother.0,
            subject: format!("crowd|{mother}"),
            ..crowd.place.mother.person.clone()
        };
        let carer = Carer {
            person,
            child: child.id,
            ..crowd.place.mother.clone()
        };
        carers.push(carer_row(crowd.place, &carer));
        for (kind, subject) in [(ChildId::PREFIX, child.id.0), (ReviewId::PREFIX, id.0)] {
            let value = format!("crowd-{subject}-{number}");
            identifiers.push(identifier_row(crowd.place, clock, (kind, subject), (CMS, value)));
        }
        children.push(child_row(crowd.place, &child));
        reviews.push(review_row(crowd.place, id, &child));
        ids.push(id);
    }
    insert(db, children).await;
    insert(db, carers).await;
    insert(db, identifiers).await;
    insert(db, reviews).await;
    ids
}

/// Makes somebody a participant of a review who has answered so, as if by the mutations.
pub async fn insert_participant(
    db: &DatabaseConnection,
    clock: &Clock,
    (place, review): (&Place, ReviewId),
    person: &Person,
    status: ParticipantStatus,
) -> ParticipantId {
    use entity::enums::Role;
    let wanted = match person.role {
        Role::HealthVisitor => ParticipantCapacity::HealthLead,
        Role::KeyPerson | Role::Childminder => ParticipantCapacity::EarlyYearsLead,
        Role::Parent => ParticipantCapacity::ParentOrCarer,
        _ => ParticipantCapacity::OtherProfessional,
    };
    let taken = participant::Entity::find()
        .filter(participant::Column::ReviewId.eq(review))
        .filter(participant::Column::Capacity.eq(wanted))
        .one(db)
        .await
        .unwrap();
    // A half has one lead.
    let capacity = match taken {
        Some(_) if wanted != ParticipantCapacity::ParentOrCarer => ParticipantCapacity::OtherProfessional,
        _ => wanted,
    };
    let is_parent = person.role == Role::Parent;
    let id: ParticipantId = clock.new_id();
    let guest_until = clock.now() + chrono::TimeDelta::days(14);
    let party = participant::ActiveModel {
        review_id: Set(review),
        capacity: Set(capacity),
        role: Set((!is_parent).then_some(person.role)),
        practitioner_id: Set((!is_parent).then_some(PractitionerId(person.uuid))),
        carer_id: Set(is_parent.then_some(CarerId(person.uuid))),
        name: Set(None),
        status: Set(status),
        contribution: Set(None),
        declined_reason: Set(None),
        expires_at: Set((person.role == Role::GuestProfessional).then_some(guest_until)),
        ..row(id.0, place)
    };
    insert(db, vec![party]).await;
    bump(db, Some(review)).await;
    id
}

/// Writes a concern and a referral of these people into a review, as if by the mutations.
pub async fn insert_case(
    db: &DatabaseConnection,
    clock: &Clock,
    place: &Place,
    (review, child): (ReviewId, ChildId),
) -> (ConcernId, ReferralId) {
    let (concern_id, referral_id): (ConcernId, ReferralId) = (clock.new_id(), clock.new_id());
    let raised_by = PractitionerId(place.health_visitor.uuid);
    let concern = concern::ActiveModel {
        review_id: Set(review),
        topic: Set(Topic::ALL[0]),
        level: Set(ConcernLevel::ALL[0]),
        original_level: Set(ConcernLevel::ALL[0]),
        sensitivity: Set(Sensitivity::Standard),
        evidence: Set("Says few words.".to_owned()),
        raised_by_practitioner_id: Set(Some(raised_by)),
        raised_by_role: Set(place.health_visitor.role),
        status: Set(ConcernStatus::Open),
        ..row(concern_id.0, place)
    };
    let referral = referral::ActiveModel {
        review_id: Set(review),
        child_id: Set(child),
        concern_id: Set(Some(concern_id)),
        service_id: Set(place.speech_service.id),
        reason: Set(ReferralReason::SpeechAndLanguage),
        urgency: Set(ReferralUrgency::Routine),
        summary: Set("Few words at 26 months.".to_owned()),
        status: Set(ReferralStatus::Draft),
        drafted_by_id: Set(raised_by),
        drafted_by_role: Set(place.health_visitor.role),
        ..row(referral_id.0, place)
    };
    insert(db, vec![concern]).await;
    insert(db, vec![referral]).await;
    bump(db, Some(review)).await;
    (concern_id, referral_id)
}

/// Writes a draft and an approved protocol of an authority, as if by the mutations.
pub async fn insert_protocols(db: &DatabaseConnection, clock: &Clock, place: &Place) -> Vec<ProtocolId> {
    let steps = serde_json::json!([{ "step": "INVITE_FAMILY", "party": "HEALTH", "role": null, "days": -10, "required": true }]);
    let one = |number: i32, approved: bool| protocol::ActiveModel {
        delivery_model: Set(place.model),
        number: Set(number),
        steps: Set(steps.clone()),
        note: Set(Some("As agreed in spring.".to_owned())),
        effective_from: Set(clock.today()),
        operational_approved_by_id: Set(Some(PractitionerId(place.health_lead.uuid))),
        operational_approved_on: Set(Some(clock.today())),
        operational_recorded_at: Set(Some(clock.now())),
        approved_at: Set(approved.then(|| clock.now())),
        ..row(clock.new_id::<ProtocolId>().0, place)
    };
    let rows = vec![one(1, true), one(2, false)];
    let ids = rows.iter().map(|row| *row.id.as_ref()).collect();
    insert(db, rows).await;
    ids
}

/// Writes an open responsibility into a review: the outcome is health's to share.
pub async fn insert_responsibility(
    db: &DatabaseConnection,
    clock: &Clock,
    place: &Place,
    review: ReviewId,
) -> ResponsibilityId {
    let duty = responsibility::ActiveModel {
        step: Set(ReviewStep::ShareOutcome),
        party: Set(StepParty::Health),
        practitioner_id: Set(Some(PractitionerId(place.health_visitor.uuid))),
        ..open_duty(clock, place, review)
    };
    let id = *duty.id.as_ref();
    insert(db, vec![duty]).await;
    bump(db, Some(review)).await;
    id
}

fn open_duty(clock: &Clock, place: &Place, review: ReviewId) -> responsibility::ActiveModel {
    responsibility::ActiveModel {
        review_id: Set(review),
        due_on: Set(clock.today()),
        required: Set(true),
        status: Set(ResponsibilityStatus::Open),
        ..row(clock.new_id::<ResponsibilityId>().0, place)
    }
}

/// Writes many nurseries.
pub async fn insert_settings(db: &DatabaseConnection, clock: &Clock, place: &Place, count: u32) {
    let setting = |number| {
        let id = clock.new_id();
        organisation_row(
            place,
            &Organisation {
                id,
                code: format!("8{number:05}"),
                ..place.nursery.clone()
            },
        )
    };
    insert(db, (0..count).map(setting).collect()).await;
}

/// What a fact would have done: what is kept of the review, or of every review, is out of date.
pub async fn bump(db: &DatabaseConnection, review: Option<ReviewId>) {
    let newer = review::Entity::update_many().col_expr(
        review::Column::Revision,
        Expr::col(review::Column::Revision).add(1),
    );
    let newer = match review {
        Some(review) => newer.filter(review::Column::Id.eq(review)),
        None => newer,
    };
    newer.exec(db).await.unwrap();
}

/// Takes a practitioner out of the directory.
pub async fn deactivate(db: &DatabaseConnection, person: &Person) {
    practitioner::Entity::update_many()
        .col_expr(
            practitioner::Column::Status,
            Expr::value(DirectoryStatus::Inactive),
        )
        .filter(practitioner::Column::Id.eq(PractitionerId(person.uuid)))
        .exec(db)
        .await
        .unwrap();
}

/// Writes an open question about a row that is nearly the child of the place, as if by an import.
pub async fn insert_question(db: &DatabaseConnection, clock: &Clock, place: &Place) -> ChildMatchId {
    let id: ChildMatchId = clock.new_id();
    let near = serde_json::json!([{ "child": place.child.id.to_string(), "score": 0.9, "reasons": ["same birth date"] }]);
    let question = child_match::ActiveModel {
        outcome: Set(MatchOutcome::PotentialMatch),
        row_key: Set(format!("id:census|{id}")),
        digest: Set("0".repeat(64)),
        row: Set(serde_json::json!({ "given_name": "Zosia", "family_name": place.child.name.1 })),
        candidates: Set(near),
        plan_review: Set(false),
        status: Set(ChildMatchStatus::Open),
        child_id: Set(None),
        ..row(id.0, place)
    };
    insert(db, vec![question]).await;
    id
}

/// Takes an organisation out of use.
pub async fn deactivate_organisation(db: &DatabaseConnection, id: OrganisationId) {
    organisation::Entity::update_many()
        .col_expr(
            organisation::Column::Status,
            Expr::value(DirectoryStatus::Inactive),
        )
        .filter(organisation::Column::Id.eq(id))
        .exec(db)
        .await
        .unwrap();
}

/// The ids of an authority's records in their outer form, without the kind in front.
pub async fn ids_of(db: &DatabaseConnection, place: &Place) -> Vec<String> {
    let mut ids = Vec::new();
    macro_rules! add {
        ($($module:ident),+) => {$(
            let own = $module::Column::AuthorityId.eq(place.authority);
            let rows = $module::Entity::find().filter(own).all(db).await.unwrap();
            ids.extend(rows.into_iter().map(|row| entity::ids::encode(row.id.0)));
        )+};
    }
    add!(
        organisation,
        link_team,
        practitioner,
        child,
        child_match,
        carer,
        review,
        participant,
        concern,
        referral,
        assessment,
        family_note,
        parent_view,
        guest_contribution,
        health_review,
        progress_check,
        progress_check_area,
        progress_check_contribution,
        progress_check_addition,
        protocol,
        responsibility,
        sharing_agreement,
        sharing_override,
        disclosure,
        concern_settlement,
        early_flag,
        liaison_message,
        liaison_read,
        pre_meeting,
        pre_meeting_attendance,
        pre_meeting_topic,
        topic_map,
        identifier
    );
    ids
}

impl crate::World {
    /// Writes a draft and an approved protocol of an authority.
    pub async fn insert_protocols(&self, place: &Place) -> Vec<ProtocolId> {
        insert_protocols(self.db(), self.clock(), place).await
    }

    /// Writes a step of a review of the home authority that belongs to whoever has a role.
    pub async fn insert_step(&self, review: &str, step: ReviewStep, role: Role) {
        let review = ReviewId::parse(review).expect("the id of a review");
        let duty = responsibility::ActiveModel {
            step: Set(step),
            party: Set(StepParty::Role),
            role: Set(Some(role)),
            ..open_duty(self.clock(), self.home(), review)
        };
        insert(self.db(), vec![duty]).await;
        bump(self.db(), Some(review)).await;
    }

    /// Writes an open responsibility into a review of an authority.
    pub async fn insert_responsibility(&self, place: &Place, review: ReviewId) -> ResponsibilityId {
        insert_responsibility(self.db(), self.clock(), place, review).await
    }
}
