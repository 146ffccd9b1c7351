//! Filling a database: authorities of some 700 reviews, each review with its child, three participants, a concern for
//! every second one and a referral for every fifth. Deterministic for a size and a seed.

use chrono::{DateTime, Days, NaiveDate, Utc};
use entity::enums::{
    ChildStatus, ConcernLevel, ConcernStatus, DeliveryModel, DirectoryStatus, NhsNumberStatus,
    OrganisationKind, ParticipantCapacity, ParticipantStatus, ReferralReason, ReferralStatus,
    ReferralUrgency, Restriction, ReviewCycle, ReviewStatus, Role, Sensitivity, Sex, Topic,
};
use entity::ids::{AuthorityId, ChildId, OrganisationId, PractitionerId, ReviewId};
use entity::{
    authority, child, concern, organisation, participant, practitioner, referral, review, role_assignment,
};
use integrated_review::auth::demo::DEMO_ISSUER;
use integrated_review::clock::Clock;
use integrated_review::store::{DatabaseSettings, Store};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use sea_orm::{
    ActiveModelTrait, ConnectionTrait, Database, DatabaseConnection, EntityTrait, IntoActiveModel,
    TransactionTrait,
};

use crate::{Failure, words};

/// Reviews of one authority.
pub const REVIEWS_PER_AUTHORITY: usize = 700;
/// Rows of one statement: below the parameters that SQLite takes.
const CHUNK: usize = 500;

/// The arguments of `generate`.
#[derive(clap::Args)]
pub struct Args {
    /// `sqlite:PATH` or `postgres://…`; empty but for the tables.
    #[arg(long)]
    database: String,
    /// How many reviews.
    #[arg(long, default_value_t = 1_000)]
    reviews: usize,
    /// Another seed, another world.
    #[arg(long, default_value_t = 1)]
    seed: u64,
}

/// Fills the database.
pub fn run(args: &Args) -> Result<(), Failure> {
    let runtime = tokio::runtime::Runtime::new().map_err(words)?;
    runtime.block_on(fill(args))
}

/// The GSS code of the authority with this number, in a range that is not in use.
pub fn gss(number: usize) -> String {
    format!("E10{:06}", 900_000 + number)
}

async fn fill(args: &Args) -> Result<(), Failure> {
    let store = Store::connect(&DatabaseSettings::at(&args.database), Clock::system())
        .await
        .map_err(words)?;
    store.migrate().await.map_err(words)?;
    let db = Database::connect(&args.database).await.map_err(words)?;
    let at = DateTime::from_timestamp(1_790_000_000, 0).ok_or("no such time")?;
    let (clock, _) = Clock::mock_seeded(at, args.seed);
    let mut world = World {
        clock,
        random: ChaCha8Rng::seed_from_u64(args.seed),
        at,
    };
    let authorities = args.reviews.div_ceil(REVIEWS_PER_AUTHORITY).max(1);
    for number in 0..authorities {
        let left = args.reviews - number * REVIEWS_PER_AUTHORITY;
        world
            .authority(&db, number, left.min(REVIEWS_PER_AUTHORITY))
            .await?;
    }
    println!("{} reviews in {authorities} authorities", args.reviews);
    Ok(())
}

struct World {
    clock: Clock,
    random: ChaCha8Rng,
    at: DateTime<Utc>,
}

struct Staff {
    authority: AuthorityId,
    team: OrganisationId,
    setting: OrganisationId,
    service: OrganisationId,
    health_visitor: PractitionerId,
    key_person: PractitionerId,
}

#[derive(Default)]
struct Rows {
    children: Vec<child::ActiveModel>,
    reviews: Vec<review::ActiveModel>,
    participants: Vec<participant::ActiveModel>,
    concerns: Vec<concern::ActiveModel>,
    referrals: Vec<referral::ActiveModel>,
}

impl World {
    async fn authority(
        &mut self,
        db: &DatabaseConnection,
        number: usize,
        reviews: usize,
    ) -> Result<(), Failure> {
        let tx = db.begin().await.map_err(words)?;
        let staff = self.staff(&tx, number).await?;
        let mut rows = Rows::default();
        for place in 0..reviews {
            self.review(&staff, place, &mut rows);
        }
        insert(&tx, rows.children).await?;
        insert(&tx, rows.reviews).await?;
        insert(&tx, rows.participants).await?;
        insert(&tx, rows.concerns).await?;
        insert(&tx, rows.referrals).await?;
        tx.commit().await.map_err(words)
    }

    #[expect(clippy::too_many_lines, reason = "rows, column by column")]
    async fn staff<C: ConnectionTrait>(&mut self, db: &C, number: usize) -> Result<Staff, Failure> {
        let (at, clock) = (self.at, self.clock.clone());
        let authority: AuthorityId = clock.new_id();
        let place = authority::Model {
            id: authority,
            gss_code: gss(number),
            name: format!("Authority {number}"),
            default_model: DeliveryModel::JointMeeting,
            version: 1,
            created_at: at,
            updated_at: at,
        };
        insert(db, vec![place.into_active_model()]).await?;
        let mut organisations = Vec::new();
        let mut organisation = |kind, name: &str, ods: Option<String>, urn: Option<String>| {
            let id: OrganisationId = clock.new_id();
            let row = organisation::Model {
                id,
                authority_id: authority,
                kind,
                name: name.to_owned(),
                ods_code: ods,
                ofsted_urn: urn,
                setting_type: None,
                sector: None,
                delivery_model: None,
                destination: None,
                acceptance_criteria: None,
                required_evidence: None,
                response_days: Some(20),
                postcode: None,
                phone: None,
                email: None,
                status: DirectoryStatus::Active,
                version: 1,
                created_at: at,
                updated_at: at,
            };
            organisations.push(row.into_active_model());
            id
        };
        let team = organisation(
            OrganisationKind::HealthProvider,
            "Health team",
            Some(format!("RB{number}")),
            None,
        );
        let setting = organisation(
            OrganisationKind::EarlyYearsSetting,
            "Nursery",
            None,
            Some(format!("{}", 2_000_000 + number)),
        );
        let service = organisation(
            OrganisationKind::ReferralService,
            "Speech and language therapy",
            None,
            None,
        );
        insert(db, organisations).await?;
        let health_visitor = self
            .person(db, authority, "hv", Role::HealthVisitor, Some(team))
            .await?;
        let key_person = self
            .person(db, authority, "kp", Role::KeyPerson, Some(setting))
            .await?;
        self.person(db, authority, "lead", Role::HealthServiceLead, None)
            .await?;
        Ok(Staff {
            authority,
            team,
            setting,
            service,
            health_visitor,
            key_person,
        })
    }

    async fn person<C: ConnectionTrait>(
        &mut self,
        db: &C,
        authority: AuthorityId,
        subject: &str,
        role: Role,
        organisation: Option<OrganisationId>,
    ) -> Result<PractitionerId, Failure> {
        let id: PractitionerId = self.clock.new_id();
        let person = practitioner::Model {
            id,
            authority_id: authority,
            given_name: "Sam".to_owned(),
            family_name: subject.to_owned(),
            is_system: false,
            issuer: DEMO_ISSUER.to_owned(),
            subject: subject.to_owned(),
            registration_body: None,
            registration_number: None,
            email: None,
            phone: None,
            available: None,
            cover_id: None,
            trained_models: serde_json::json!(["JOINT_MEETING"]),
            status: DirectoryStatus::Active,
            version: 1,
            created_at: self.at,
            updated_at: self.at,
        };
        let held = role_assignment::Model {
            id: self.clock.new_id(),
            authority_id: authority,
            practitioner_id: id,
            role,
            organisation_id: organisation,
            status: DirectoryStatus::Active,
            version: 1,
            created_at: self.at,
            updated_at: self.at,
        };
        insert(db, vec![person.into_active_model()]).await?;
        insert(db, vec![held.into_active_model()]).await?;
        Ok(id)
    }

    #[expect(clippy::too_many_lines, reason = "rows, column by column")]
    fn review(&mut self, staff: &Staff, place: usize, rows: &mut Rows) {
        let child_id: ChildId = self.clock.new_id();
        let review_id: ReviewId = self.clock.new_id();
        let age = self.random.random_range(700..900);
        let birth = self
            .at
            .date_naive()
            .checked_sub_days(Days::new(age))
            .unwrap_or(NaiveDate::MIN);
        rows.children
            .push(self.child(staff, child_id, birth).into_active_model());
        let day = |days| birth.checked_add_days(Days::new(days)).unwrap_or(birth);
        let row = review::Model {
            id: review_id,
            authority_id: staff.authority,
            child_id,
            cycle: ReviewCycle::TwoYear,
            delivery_model: DeliveryModel::JointMeeting,
            status: if place.is_multiple_of(3) {
                ReviewStatus::Scheduled
            } else {
                ReviewStatus::Invited
            },
            health_team_id: Some(staff.team),
            setting_id: Some(staff.setting),
            restriction: Restriction::Unrestricted,
            window_opens_on: day(730),
            window_closes_on: day(913),
            due_on: day(821),
            invited_on: Some(self.at.date_naive()),
            scheduled_at: None,
            duration_minutes: None,
            place: None,
            place_detail: None,
            ended_on: None,
            end_reason: None,
            meeting_change_reason: None,
            model_change_reason: None,
            revision: 1,
            version: 1,
            created_at: self.at,
            updated_at: self.at,
        };
        rows.reviews.push(row.into_active_model());
        for (capacity, person) in [
            (ParticipantCapacity::HealthLead, Some(staff.health_visitor)),
            (ParticipantCapacity::EarlyYearsLead, Some(staff.key_person)),
            (ParticipantCapacity::Interpreter, None),
        ] {
            rows.participants.push(
                self.participant(staff, review_id, capacity, person)
                    .into_active_model(),
            );
        }
        if place.is_multiple_of(2) {
            rows.concerns
                .push(self.concern(staff, review_id).into_active_model());
        }
        if place.is_multiple_of(5) {
            rows.referrals
                .push(self.referral(staff, review_id, child_id).into_active_model());
        }
    }

    fn child(&self, staff: &Staff, id: ChildId, birth_date: NaiveDate) -> child::Model {
        child::Model {
            id,
            authority_id: staff.authority,
            given_name: "Noor".to_owned(),
            family_name: "Okafor".to_owned(),
            family_key: "okafor".to_owned(),
            birth_date,
            sex: Sex::Female,
            ethnicity_code: Some("Z".to_owned()),
            first_language: None,
            gestation_weeks: None,
            postcode: Some("ZZ1 1ZZ".to_owned()),
            gp_practice_ods: None,
            nhs_number_status: NhsNumberStatus::NotPresent,
            restriction: Restriction::Unrestricted,
            health_team_id: Some(staff.team),
            setting_id: Some(staff.setting),
            named_health_visitor_id: Some(staff.health_visitor),
            key_person_id: Some(staff.key_person),
            status: ChildStatus::Active,
            departed_on: None,
            version: 1,
            created_at: self.at,
            updated_at: self.at,
        }
    }

    fn participant(
        &self,
        staff: &Staff,
        review_id: ReviewId,
        capacity: ParticipantCapacity,
        practitioner_id: Option<PractitionerId>,
    ) -> participant::Model {
        participant::Model {
            id: self.clock.new_id(),
            authority_id: staff.authority,
            review_id,
            capacity,
            practitioner_id,
            carer_id: None,
            name: practitioner_id.is_none().then(|| "Interpreter".to_owned()),
            status: ParticipantStatus::Accepted,
            contribution: None,
            declined_reason: None,
            role: Some(Role::HealthVisitor),
            invited_reason: None,
            removed_reason: None,
            expires_at: None,
            version: 1,
            created_at: self.at,
            updated_at: self.at,
        }
    }

    fn concern(&self, staff: &Staff, review_id: ReviewId) -> concern::Model {
        concern::Model {
            id: self.clock.new_id(),
            authority_id: staff.authority,
            review_id,
            topic: Topic::Communication,
            level: ConcernLevel::Concern,
            original_level: ConcernLevel::Concern,
            sensitivity: Sensitivity::Standard,
            evidence: "Uses fewer than ten words at the setting and points for most wishes.".to_owned(),
            raised_by_practitioner_id: Some(staff.key_person),
            raised_by_carer_id: None,
            raised_by_role: Role::KeyPerson,
            status: ConcernStatus::Open,
            withdrawn_reason: None,
            version: 1,
            created_at: self.at,
            updated_at: self.at,
        }
    }

    fn referral(&self, staff: &Staff, review_id: ReviewId, child_id: ChildId) -> referral::Model {
        referral::Model {
            id: self.clock.new_id(),
            authority_id: staff.authority,
            review_id,
            child_id,
            concern_id: None,
            service_id: staff.service,
            reason: ReferralReason::SpeechAndLanguage,
            urgency: ReferralUrgency::Routine,
            summary: "Assessment of expressive language.".to_owned(),
            evidence: Some("Observed for three months.".to_owned()),
            status: ReferralStatus::Draft,
            drafted_by_id: staff.health_visitor,
            drafted_by_role: Role::HealthVisitor,
            parent_agreement: None,
            parent_agreement_on: None,
            proposed_on: None,
            sent_at: None,
            respond_by: None,
            received_at: None,
            decided_at: None,
            response: None,
            advice: None,
            parent_agreement_from: None,
            withdrawn_reason: None,
            service_reference: None,
            version: 1,
            created_at: self.at,
            updated_at: self.at,
        }
    }
}

async fn insert<C: ConnectionTrait, M: ActiveModelTrait + Send>(db: &C, rows: Vec<M>) -> Result<(), Failure> {
    let mut rows = rows.into_iter().peekable();
    while rows.peek().is_some() {
        let chunk: Vec<M> = rows.by_ref().take(CHUNK).collect();
        <M::Entity as EntityTrait>::insert_many(chunk)
            .exec_without_returning(db)
            .await
            .map_err(words)?;
    }
    Ok(())
}
