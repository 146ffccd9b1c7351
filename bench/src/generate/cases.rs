//! A case: the child, a parent, and the review.

use chrono::{Days, NaiveDate};
use entity::enums::{
    CarerRelationship, ChildStatus, DeliveryModel, DirectoryStatus, NhsNumberStatus, ParentalResponsibility,
    ParticipantCapacity, Restriction, ReviewCycle, ReviewStatus, Sex,
};
use entity::ids::{CarerId, ChildId, OrganisationId, PractitionerId, ReviewId};
use entity::{carer, child, concern, participant, referral, review};

use super::TODAY;
use super::bulk::Bulk;
use super::dice::{Dice, nil};
use super::places::Place;
use crate::Failure;

const GIVEN: &[&str] = &[
    "Amara", "Bilal", "Callum", "Dilys", "Elsie", "Freya", "George", "Haruka", "Isla", "Jakub", "Kofi",
    "Lena", "Maya", "Noor", "Oscar", "Poppy", "Rafi", "Sana", "Theo", "Yusuf",
];
const FAMILY: &[&str] = &[
    "Ahmed", "Brown", "Cole", "Davies", "Edwards", "Fisher", "Gill", "Hughes", "Islam", "Johnson", "Kaya",
    "Lowe", "Morgan", "Nguyen", "Osei", "Price", "Quinn", "Rahman", "Singh", "Taylor",
];
/// Rows that are not written yet.
pub struct Cases {
    pub(super) dice: Dice,
    pub(super) children: Vec<child::Model>,
    pub(super) carers: Vec<carer::Model>,
    pub(super) reviews: Vec<review::Model>,
    pub(super) participants: Vec<participant::Model>,
    pub(super) concerns: Vec<concern::Model>,
    pub(super) referrals: Vec<referral::Model>,
}

/// Whom a case is about and who works on it.
pub(super) struct Case<'a> {
    pub place: &'a Place,
    pub child: ChildId,
    pub review: ReviewId,
    pub carer: CarerId,
    pub born: NaiveDate,
    pub health_visitor: PractitionerId,
    pub key_person: (PractitionerId, OrganisationId),
}

impl Cases {
    /// No rows yet.
    pub fn new(dice: Dice) -> Self {
        Self {
            dice,
            children: Vec::new(),
            carers: Vec::new(),
            reviews: Vec::new(),
            participants: Vec::new(),
            concerns: Vec::new(),
            referrals: Vec::new(),
        }
    }

    /// The case with this number in its authority.
    pub fn add(&mut self, place: &Place, number: usize) {
        let nobody = (nil(), nil());
        let case = Case {
            place,
            child: self.dice.id(),
            review: self.dice.id(),
            carer: self.dice.id(),
            // Due between 200 days before and 500 after.
            born: self.dice.day_before(321..1_021),
            health_visitor: self.dice.one(&place.health_visitors).unwrap_or(nil()),
            key_person: self.dice.one(&place.key_persons).unwrap_or(nobody),
        };
        self.child(&case);
        self.carer(&case);
        self.review(&case);
        self.participant(&case, ParticipantCapacity::HealthLead);
        self.participant(&case, ParticipantCapacity::EarlyYearsLead);
        self.participant(&case, ParticipantCapacity::ParentOrCarer);
        for _ in 0..=number % 3 {
            self.concern(&case);
        }
        if !number.is_multiple_of(5) {
            self.referral(&case);
        }
    }

    /// Writes them.
    pub async fn write(&mut self, bulk: &Bulk) -> Result<(), Failure> {
        use std::mem::take;
        bulk.insert(take(&mut self.children)).await?;
        bulk.insert(take(&mut self.carers)).await?;
        bulk.insert(take(&mut self.reviews)).await?;
        bulk.insert(take(&mut self.participants)).await?;
        bulk.insert(take(&mut self.concerns)).await?;
        bulk.insert(take(&mut self.referrals)).await
    }

    fn child(&mut self, case: &Case<'_>) {
        let family = self.dice.text(FAMILY);
        self.children.push(child::Model {
            id: case.child,
            authority_id: case.place.authority,
            given_name: self.dice.text(GIVEN),
            family_key: family.to_lowercase(),
            family_name: family,
            birth_date: case.born,
            sex: self.dice.one(&[Sex::Female, Sex::Male]).unwrap_or(Sex::NotKnown),
            ethnicity_code: Some("Z".to_owned()),
            first_language: None,
            gestation_weeks: Some(40),
            postcode: Some("ZZ99 3AA".to_owned()),
            gp_practice_ods: None,
            nhs_number_status: NhsNumberStatus::NotPresent,
            restriction: Restriction::Unrestricted,
            health_team_id: Some(case.place.team),
            setting_id: Some(case.key_person.1),
            named_health_visitor_id: Some(case.health_visitor),
            key_person_id: Some(case.key_person.0),
            status: ChildStatus::Active,
            departed_on: None,
            version: 1,
            created_at: self.dice.at(),
            updated_at: self.dice.at(),
        });
    }

    fn carer(&mut self, case: &Case<'_>) {
        self.carers.push(carer::Model {
            id: case.carer,
            authority_id: case.place.authority,
            child_id: case.child,
            given_name: self.dice.text(GIVEN),
            family_name: self.dice.text(FAMILY),
            relationship: CarerRelationship::BiologicalMother,
            parental_responsibility: ParentalResponsibility::Held,
            language: None,
            interpreter_needed: false,
            email: None,
            phone: Some("07700 900000".to_owned()),
            issuer: None,
            subject: None,
            status: DirectoryStatus::Active,
            version: 1,
            created_at: self.dice.at(),
            updated_at: self.dice.at(),
        });
    }

    fn review(&mut self, case: &Case<'_>) {
        let day = |days| case.born.checked_add_days(Days::new(days)).unwrap_or(case.born);
        let due = day(821);
        let (open, ended) = (
            [ReviewStatus::Due, ReviewStatus::Invited, ReviewStatus::Scheduled],
            [
                ReviewStatus::ClosedHealthOnly,
                ReviewStatus::NotBrought,
                ReviewStatus::Scheduled,
            ],
        );
        let status = self.dice.one(if due < TODAY { &ended } else { &open });
        let status = status.unwrap_or(ReviewStatus::Due);
        self.reviews.push(review::Model {
            id: case.review,
            authority_id: case.place.authority,
            child_id: case.child,
            cycle: ReviewCycle::TwoYear,
            delivery_model: DeliveryModel::JointMeeting,
            status,
            health_team_id: Some(case.place.team),
            setting_id: Some(case.key_person.1),
            restriction: Restriction::Unrestricted,
            window_opens_on: day(730),
            window_closes_on: day(913),
            due_on: due,
            invited_on: (status != ReviewStatus::Due).then(|| day(780)),
            scheduled_at: None,
            duration_minutes: None,
            place: None,
            place_detail: None,
            meeting_change_reason: None,
            model_change_reason: None,
            ended_on: (!status.is_open()).then(|| day(830)),
            end_reason: None,
            protocol_id: None,
            protocol_number: None,
            revision: 1,
            version: 1,
            created_at: self.dice.at(),
            updated_at: self.dice.at(),
        });
    }
}
