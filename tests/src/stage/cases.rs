//! The cases: a child with carers, a review with parties, concerns, additions and referrals of every kind that the rules of
//! sight tell apart.

use entity::enums::{
    ConcernLevel, ConcernStatus, IdentifierStatus, ReferralReason, ReferralStatus, ReferralUrgency, Role,
    Sensitivity, Topic, ValueSet,
};
use entity::ids::{
    AuthorityId, CarerId, ChildId, ConcernAdditionId, ConcernId, PractitionerId, ReferralId,
    ResponsibilityId, ReviewId, TypedId,
};
use entity::{concern, concern_addition, health_review, identifier, referral, responsibility};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, Set};

use crate::World;
use crate::cast::{CMS, Child, Place};
use crate::rows::{identifier_row, insert, review_row, row};

/// A child, its review and what is in it.
#[derive(Debug, Clone)]
pub struct Case {
    /// Whose.
    pub authority: AuthorityId,
    /// The child.
    pub child: ChildId,
    /// The review.
    pub review: ReviewId,
    /// An ordinary and a sensitive concern, one raised by the mother, one withdrawn.
    pub concerns: Vec<ConcernId>,
    /// One that is a draft, one that has been put to the parents, one that was sent, one entered in error.
    pub referrals: Vec<ReferralId>,
}

/// A case for every child of a place.
pub async fn all(world: &World, place: &Place) -> Vec<Case> {
    let mut cases = Vec::new();
    for child in place.children() {
        let review = if child.id == place.child.id {
            place.review
        } else {
            let id = world.clock().new_id();
            insert(world.db(), vec![review_row(place, id, child)]).await;
            id
        };
        cases.push(fill(world, place, child, review).await);
    }
    share(world, place, &cases).await;
    crate::flags::stage(world, place, &cases).await;
    let of_checks: Vec<_> = cases.iter().map(|case| (case.child, case.review)).collect();
    crate::checks::share(world, place, &of_checks).await;
    cases
}

async fn fill(world: &World, place: &Place, child: &Child, review: ReviewId) -> Case {
    let concerns = concerns(world, place, review).await;
    additions(world, place, review, &concerns).await;
    crate::halves::health(world, place, review).await;
    crate::checks::check(world, place, review).await;
    crate::family::views(world, place, review).await;
    crate::meetings::fill(world, place, review, Some(concerns[1])).await;
    let referrals = referrals(world, place, (review, child.id), concerns[0]).await;
    responsibilities(world, place, review).await;
    let case = Case {
        authority: place.authority,
        child: child.id,
        review,
        concerns,
        referrals,
    };
    identifiers(world, place, &case).await;
    case
}

/// The parents of the first agree that the setting reads the health half, which is handed in; those of the second refuse
/// even that it is known of; those of the third refuse; those of the fourth agree, and nothing is handed in yet.
async fn share(world: &World, place: &Place, cases: &[Case]) {
    use entity::enums::SharingOverrideStatus::{Approved, Requested};
    use entity::enums::{HealthReviewStatus, SharingMode as Mode, SharingStatus as Status};
    let said = [
        (Status::Given, Mode::Content),
        (Status::Refused, Mode::Existence),
        (Status::Refused, Mode::Content),
        (Status::Given, Mode::Content),
        (Status::Withdrawn, Mode::Content),
    ];
    for (case, said) in cases.iter().zip(said) {
        world.insert_agreement(place, case.child, said).await;
    }
    for case in cases {
        world.insert_disclosures(place, case.child).await;
    }
    for (at, status) in [(0, Requested), (1, Requested), (2, Approved), (3, Approved)] {
        world.insert_override(place, cases[at].child, status).await;
    }
    for case in cases.iter().take(2) {
        health_review::Entity::update_many()
            .col_expr(
                health_review::Column::Status,
                Expr::value(HealthReviewStatus::Submitted),
            )
            .filter(health_review::Column::ReviewId.eq(case.review))
            .filter(health_review::Column::Status.eq(HealthReviewStatus::InProgress))
            .exec(world.db())
            .await
            .unwrap();
    }
}

async fn concerns(world: &World, place: &Place, review: ReviewId) -> Vec<ConcernId> {
    let by_practitioner = Some(PractitionerId(place.health_visitor.uuid));
    let mother = place.mother.person.uuid;
    let one = |sensitivity, status, by_mother: bool| concern::ActiveModel {
        review_id: Set(review),
        topic: Set(Topic::ALL[0]),
        level: Set(ConcernLevel::ALL[0]),
        original_level: Set(ConcernLevel::ALL[0]),
        sensitivity: Set(sensitivity),
        evidence: Set("to be marked".to_owned()),
        raised_by_practitioner_id: Set(by_practitioner.filter(|_| !by_mother)),
        raised_by_carer_id: Set(by_mother.then_some(CarerId(mother))),
        raised_by_role: Set(if by_mother {
            Role::Parent
        } else {
            Role::HealthVisitor
        }),
        status: Set(status),
        ..row(world.clock().new_id::<ConcernId>().0, place)
    };
    let rows = vec![
        one(Sensitivity::Standard, ConcernStatus::Open, false),
        one(Sensitivity::PractitionersOnly, ConcernStatus::Open, false),
        one(Sensitivity::Standard, ConcernStatus::Open, true),
        one(Sensitivity::Standard, ConcernStatus::Withdrawn, false),
    ];
    let ids = rows.iter().map(|row| *row.id.as_ref()).collect();
    insert(world.db(), rows).await;
    ids
}

async fn additions(world: &World, place: &Place, review: ReviewId, concerns: &[ConcernId]) {
    let one = |concern: &ConcernId| concern_addition::ActiveModel {
        review_id: Set(review),
        concern_id: Set(*concern),
        text: Set("to be marked".to_owned()),
        level: Set(None),
        added_by_id: Set(place.key_person.uuid),
        added_by_role: Set(Role::KeyPerson),
        ..row(world.clock().new_id::<ConcernAdditionId>().0, place)
    };
    insert(world.db(), concerns.iter().map(one).collect()).await;
}

async fn referrals(
    world: &World,
    place: &Place,
    (review, child): (ReviewId, ChildId),
    concern: ConcernId,
) -> Vec<ReferralId> {
    let proposed = world.now().date_naive();
    let one = |status, is_proposed: bool| referral::ActiveModel {
        review_id: Set(review),
        child_id: Set(child),
        concern_id: Set(Some(concern)),
        service_id: Set(place.speech_service.id),
        reason: Set(ReferralReason::SpeechAndLanguage),
        urgency: Set(ReferralUrgency::Routine),
        summary: Set("to be marked".to_owned()),
        status: Set(status),
        drafted_by_id: Set(PractitionerId(place.health_visitor.uuid)),
        drafted_by_role: Set(Role::HealthVisitor),
        proposed_on: Set(is_proposed.then_some(proposed)),
        ..row(world.clock().new_id::<ReferralId>().0, place)
    };
    let rows = vec![
        one(ReferralStatus::Draft, false),
        one(ReferralStatus::AwaitingParentAgreement, true),
        one(ReferralStatus::Sent, true),
        one(ReferralStatus::EnteredInError, true),
    ];
    let ids = rows.iter().map(|row| *row.id.as_ref()).collect();
    insert(world.db(), rows).await;
    ids
}

/// One of each kind of party, in each state; the family is to be invited by health, and referrals are either's to make.
async fn responsibilities(world: &World, place: &Place, review: ReviewId) {
    use entity::enums::{ResponsibilityStatus as S, ReviewStep as Step, StepParty as Party};
    let named = Some(PractitionerId(place.health_visitor.uuid));
    let one = |step, party, status| responsibility::ActiveModel {
        review_id: Set(review),
        step: Set(step),
        party: Set(party),
        role: Set((party == Party::Role).then_some(Role::SettingManager)),
        practitioner_id: Set(named.filter(|_| party == Party::Health)),
        due_on: Set(world.now().date_naive()),
        required: Set(true),
        status: Set(status),
        reason: Set(Some("to be marked".to_owned())),
        ..row(world.clock().new_id::<ResponsibilityId>().0, place)
    };
    let rows = vec![
        one(Step::InviteFamily, Party::Health, S::Open),
        one(Step::MakeReferrals, Party::Either, S::Open),
        one(Step::ShareOutcome, Party::Health, S::Open),
        one(Step::RecordSharingAgreement, Party::EarlyYears, S::Open),
        one(Step::CompleteHealthReview, Party::Health, S::Done),
        one(Step::ShareProgressCheck, Party::EarlyYears, S::Open),
        one(Step::LeadMeeting, Party::Role, S::Open),
        one(Step::RecordParentView, Party::EarlyYears, S::Open),
        one(Step::AgreeActions, Party::Health, S::Done),
        one(Step::AgreeActions, Party::EarlyYears, S::Waived),
        one(Step::HoldPreMeeting, Party::EarlyYears, S::Lapsed),
    ];
    insert(world.db(), rows).await;
}

/// Other systems' identifiers of the case, and one of the child that has been replaced.
async fn identifiers(world: &World, place: &Place, case: &Case) {
    let one = |kind: &str, subject| {
        let value = format!("stage-{kind}-{subject}");
        identifier_row(place, world.clock(), (kind, subject), (CMS, value))
    };
    let mut rows = vec![
        one(ConcernId::PREFIX, case.concerns[0].0),
        one(ReferralId::PREFIX, case.referrals[1].0),
    ];
    rows.push(identifier::ActiveModel {
        status: Set(IdentifierStatus::Superseded),
        system: Set("https://old.example.gov.uk/id".to_owned()),
        ..one(ChildId::PREFIX, case.child.0)
    });
    insert(world.db(), rows).await;
}
