//! The cast: two fictional authorities, their directories, and a few children. It is in the template of every test's
//! database, with the same ids each time. It is written as rows, because nobody could sign in before it is there.

use chrono::{DateTime, NaiveDate, Utc};
use entity::enums::{DeliveryModel, OrganisationKind, ParentalResponsibility, Restriction, Role};
use entity::ids::{AuthorityId, CarerId, ChildId, OrganisationId, PractitionerId, ReviewId};
use integrated_review::clock::Clock;
use integrated_review::codes::NhsNumber;
use sea_orm::DatabaseConnection;
use sea_orm::prelude::Uuid;

/// The system of the case management system's identifiers: every record of the cast has one.
pub const CMS: &str = "https://cms.example.gov.uk/id";

/// When every test begins.
pub fn start() -> DateTime<Utc> {
    "2026-03-02T09:00:00Z".parse().unwrap()
}

/// Two authorities.
#[derive(Debug, Clone)]
pub struct Cast {
    /// Where the tests play: a borough with joint meetings.
    pub home: Place,
    /// The other authority: a county with separate meetings.
    pub elsewhere: Place,
}

impl Cast {
    /// The cast, the same each time.
    pub fn new() -> Self {
        let (clock, _) = Clock::mock_seeded(start(), 1);
        Self {
            home: Place::new(
                &clock,
                "E09000999",
                "London Borough of Ashmere",
                "ashmere",
                DeliveryModel::JointMeeting,
            ),
            elsewhere: Place::new(
                &clock,
                "E10000999",
                "Wexcombe County Council",
                "wexcombe",
                DeliveryModel::SeparateDirectShare,
            ),
        }
    }

    /// Writes it.
    pub async fn insert(&self, db: &DatabaseConnection) {
        for place in [&self.home, &self.elsewhere] {
            crate::rows::insert_place(db, place).await;
        }
    }
}

impl Default for Cast {
    fn default() -> Self {
        Self::new()
    }
}

/// An organisation of the directory.
#[derive(Debug, Clone)]
pub struct Organisation {
    /// Its id.
    pub id: OrganisationId,
    /// What it is.
    pub kind: OrganisationKind,
    /// Its name.
    pub name: &'static str,
    /// ODS code or Ofsted URN.
    pub code: String,
}

/// Somebody who signs in: a practitioner, a system or a carer.
#[derive(Debug, Clone)]
pub struct Person {
    /// Their id, as the API shows it.
    pub id: String,
    /// Their id.
    pub uuid: Uuid,
    /// The `sub` of their tokens.
    pub subject: String,
    /// Given and family name; a system has the latter alone.
    pub name: (&'static str, &'static str),
    /// The role of their tokens.
    pub role: Role,
    /// The organisation in which they hold it.
    pub organisation: Option<OrganisationId>,
    /// Their authority.
    pub gss_code: &'static str,
}

impl Person {
    /// Whether it is a system.
    pub fn is_system(&self) -> bool {
        self.role == Role::Integration
    }
}

/// A parent or carer of a child of the cast.
#[derive(Debug, Clone)]
pub struct Carer {
    /// Who.
    pub person: Person,
    /// Whose.
    pub child: ChildId,
    /// Whether they hold parental responsibility.
    pub responsibility: ParentalResponsibility,
}

/// A child of the cast.
#[derive(Debug, Clone)]
pub struct Child {
    /// Their id.
    pub id: ChildId,
    /// Given and family name.
    pub name: (&'static str, &'static str),
    /// Twenty-six months before the tests begin: within the window of the review.
    pub born: NaiveDate,
    /// The NHS number.
    pub nhs_number: String,
    /// The early years setting.
    pub setting: Option<OrganisationId>,
    /// The key person.
    pub key_person: Option<Uuid>,
    /// How far the whereabouts are protected.
    pub restriction: Restriction,
}

/// One authority.
#[derive(Debug, Clone)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Place {
    pub gss_code: &'static str,
    pub name: &'static str,
    pub slug: &'static str,
    pub model: DeliveryModel,
    pub authority: AuthorityId,
    pub health_team: Organisation,
    pub other_team: Organisation,
    pub nursery: Organisation,
    pub childminding: Organisation,
    pub speech_service: Organisation,
    pub health_visitor: Person,
    /// Of the other health team.
    pub other_health_visitor: Person,
    pub nursery_nurse: Person,
    pub health_lead: Person,
    pub key_person: Person,
    pub childminder: Person,
    pub setting_manager: Person,
    pub setting_senco: Person,
    pub area_senco: Person,
    pub early_years_lead: Person,
    pub guest: Person,
    pub admin: Person,
    pub analyst: Person,
    pub caldicott: Person,
    pub integration: Person,
    /// In the nursery, with a named health visitor and a key person; has a review that is due.
    pub child: Child,
    /// With the childminder.
    pub minded_child: Child,
    /// In no setting.
    pub home_child: Child,
    /// In the nursery; the whereabouts are protected.
    pub restricted_child: Child,
    /// In the nursery; very restricted.
    pub hidden_child: Child,
    /// The mother of `child`, who holds parental responsibility.
    pub mother: Carer,
    /// The stepfather of `child`, who does not.
    pub stepfather: Carer,
    /// The mother of `minded_child`.
    pub minded_mother: Carer,
    /// The review of `child`.
    pub review: ReviewId,
}

struct Maker<'a> {
    clock: &'a Clock,
    gss_code: &'static str,
    slug: &'static str,
    /// Tells the codes of one authority from those of the other.
    digit: u32,
}

impl Maker<'_> {
    fn organisation(&self, kind: OrganisationKind, name: &'static str, code: String) -> Organisation {
        Organisation {
            id: self.clock.new_id(),
            kind,
            name,
            code,
        }
    }

    fn person(&self, role: Role, name: (&'static str, &'static str), at: Option<&Organisation>) -> Person {
        let id: PractitionerId = self.clock.new_id();
        Person {
            id: id.to_string(),
            uuid: id.0,
            subject: format!("{}|{}", self.slug, name.1.to_lowercase().replace(' ', "-")),
            name,
            role,
            organisation: at.map(|at| at.id),
            gss_code: self.gss_code,
        }
    }

    fn child(
        &self,
        number: u32,
        name: (&'static str, &'static str),
        at: Option<(&Organisation, &Person)>,
    ) -> Child {
        // Seven numbers in eleven have a check digit of one digit.
        let bodies = (999_000_000 + self.digit * 100_000 + number * 100..).filter_map(NhsNumber::from_body);
        Child {
            id: self.clock.new_id(),
            name,
            born: "2024-01-02".parse().unwrap(),
            nhs_number: bodies.into_iter().next().unwrap().as_str().to_owned(),
            setting: at.map(|(setting, _)| setting.id),
            key_person: at.map(|(_, person)| person.uuid),
            restriction: Restriction::Unrestricted,
        }
    }

    fn carer(
        &self,
        child: &Child,
        name: (&'static str, &'static str),
        held: ParentalResponsibility,
    ) -> Carer {
        let id: CarerId = self.clock.new_id();
        let person = Person {
            id: id.to_string(),
            uuid: id.0,
            ..self.person(Role::Parent, name, None)
        };
        Carer {
            person,
            child: child.id,
            responsibility: held,
        }
    }
}

impl Place {
    #[expect(clippy::too_many_lines, reason = "a list of people")]
    fn new(
        clock: &Clock,
        gss_code: &'static str,
        name: &'static str,
        slug: &'static str,
        model: DeliveryModel,
    ) -> Self {
        use OrganisationKind::{EarlyYearsSetting, HealthProvider, ReferralService};
        let digit = if slug == "ashmere" { 1 } else { 2 };
        let make = Maker {
            clock,
            gss_code,
            slug,
            digit,
        };
        let authority = clock.new_id();
        let team = make.organisation(
            HealthProvider,
            "Riverside Health Visiting",
            format!("RX{digit}01"),
        );
        let other_team = make.organisation(HealthProvider, "Hilltop Health Visiting", format!("RX{digit}02"));
        let nursery = make.organisation(EarlyYearsSetting, "Kingfisher Nursery", format!("90010{digit}"));
        let minding = make.organisation(
            EarlyYearsSetting,
            "Bukola Adeyemi, childminder",
            format!("90020{digit}"),
        );
        let speech = make.organisation(
            ReferralService,
            "Speech and Language Therapy",
            format!("RX{digit}09"),
        );
        let health_visitor = make.person(Role::HealthVisitor, ("Maya", "Okafor"), Some(&team));
        let key_person = make.person(Role::KeyPerson, ("Priya", "Nair"), Some(&nursery));
        let childminder = make.person(Role::Childminder, ("Bukola", "Adeyemi"), Some(&minding));
        let child = make.child(1, ("Zofia", "Kowalska"), Some((&nursery, &key_person)));
        let minded_child = make.child(2, ("Idris", "Rahman"), Some((&minding, &childminder)));
        let home_child = make.child(3, ("Nia", "Beckett"), None);
        let at_nursery = Some((&nursery, &key_person));
        let restricted_child = Child {
            restriction: Restriction::Restricted,
            ..make.child(4, ("Leo", "Marsh"), at_nursery)
        };
        let hidden_child = Child {
            restriction: Restriction::VeryRestricted,
            ..make.child(5, ("Ivy", "Stone"), at_nursery)
        };
        Self {
            mother: make.carer(&child, ("Anna", "Kowalska"), ParentalResponsibility::Held),
            stepfather: make.carer(&child, ("Tom", "Reed"), ParentalResponsibility::NotHeld),
            minded_mother: make.carer(&minded_child, ("Salma", "Rahman"), ParentalResponsibility::Held),
            other_health_visitor: make.person(Role::HealthVisitor, ("Ewan", "Firth"), Some(&other_team)),
            nursery_nurse: make.person(Role::CommunityNurseryNurse, ("Grace", "Lindqvist"), Some(&team)),
            health_lead: make.person(Role::HealthServiceLead, ("Helen", "Strand"), None),
            setting_manager: make.person(Role::SettingManager, ("Colin", "Waters"), Some(&nursery)),
            setting_senco: make.person(Role::SettingSenco, ("Farah", "Aziz"), Some(&nursery)),
            area_senco: make.person(Role::AreaSenco, ("Joan", "Tully"), None),
            early_years_lead: make.person(Role::EarlyYearsServiceLead, ("Owen", "Price"), None),
            guest: make.person(Role::GuestProfessional, ("Ruth", "Delaney"), None),
            admin: make.person(Role::AuthorityAdmin, ("Ravi", "Chandra"), None),
            analyst: make.person(Role::Analyst, ("Nell", "Frost"), None),
            caldicott: make.person(Role::CaldicottGuardian, ("Sam", "Keane"), None),
            integration: make.person(Role::Integration, ("", "Case management"), None),
            review: clock.new_id(),
            health_team: team,
            nursery,
            childminding: minding,
            speech_service: speech,
            gss_code,
            name,
            slug,
            model,
            authority,
            other_team,
            health_visitor,
            key_person,
            childminder,
            child,
            minded_child,
            home_child,
            restricted_child,
            hidden_child,
        }
    }

    /// Everybody of the directory.
    pub fn staff(&self) -> Vec<&Person> {
        vec![
            &self.health_visitor,
            &self.other_health_visitor,
            &self.nursery_nurse,
            &self.health_lead,
            &self.key_person,
            &self.childminder,
            &self.setting_manager,
            &self.setting_senco,
            &self.area_senco,
            &self.early_years_lead,
            &self.guest,
            &self.admin,
            &self.analyst,
            &self.caldicott,
            &self.integration,
        ]
    }

    /// Every organisation.
    pub fn organisations(&self) -> [&Organisation; 5] {
        [
            &self.health_team,
            &self.other_team,
            &self.nursery,
            &self.childminding,
            &self.speech_service,
        ]
    }

    /// Every child.
    pub fn children(&self) -> [&Child; 5] {
        [
            &self.child,
            &self.minded_child,
            &self.home_child,
            &self.restricted_child,
            &self.hidden_child,
        ]
    }

    /// Every carer.
    pub fn carers(&self) -> [&Carer; 3] {
        [&self.mother, &self.stepfather, &self.minded_mother]
    }
}
