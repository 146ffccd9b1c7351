//! An authority: its organisations and its staff.

use entity::enums::{
    DeliveryModel, DirectoryStatus, OrganisationKind, ReferralDestination, Role, SettingType,
};
use entity::ids::{AuthorityId, OrganisationId, PractitionerId};
use entity::{authority, link_team, organisation, practitioner, role_assignment};
use serde_json::json;

use super::bulk::Bulk;
use super::dice::Dice;
use super::{gss, subject};
use crate::{Failure, token};

/// Children of a health visitor, of a key person, and of a setting.
const OF_HEALTH_VISITOR: usize = 100;
const OF_KEY_PERSON: usize = 20;
const OF_SETTING: usize = 60;

const GIVEN: &[&str] = &[
    "Aisha", "Ben", "Chloe", "Daniel", "Efua", "Farid", "Grace", "Hannah", "Imran", "Joanna", "Kwame",
    "Leah", "Marek", "Nadia", "Owen", "Priya",
];
const FAMILY: &[&str] = &[
    "Adeyemi", "Baker", "Clarke", "Dhillon", "Evans", "Farouk", "Green", "Hussain", "Ivanov", "Jones",
    "Khan", "Lewis", "Mensah", "Nowak", "Okafor", "Patel",
];

/// An authority with whoever works in it.
pub struct Place {
    /// The authority.
    pub authority: AuthorityId,
    /// Its health provider.
    pub team: OrganisationId,
    /// The service that its referrals go to.
    pub service: OrganisationId,
    /// Its health visitors.
    pub health_visitors: Vec<PractitionerId>,
    /// Its key persons, each with their setting.
    pub key_persons: Vec<(PractitionerId, OrganisationId)>,
    rows: Rows,
}

#[derive(Default)]
struct Rows {
    authorities: Vec<authority::Model>,
    organisations: Vec<organisation::Model>,
    links: Vec<link_team::Model>,
    practitioners: Vec<practitioner::Model>,
    roles: Vec<role_assignment::Model>,
}

impl Place {
    /// The authority with this number and so many reviews.
    pub fn new(number: usize, reviews: usize, dice: &mut Dice) -> Self {
        let authority = dice.id();
        let mut make = Maker {
            authority,
            dice,
            rows: Rows::default(),
        };
        make.authority(number);
        let team = make.organisation(
            OrganisationKind::HealthProvider,
            "Health visiting service",
            number,
        );
        let service = make.organisation(
            OrganisationKind::ReferralService,
            "Speech and language therapy",
            number,
        );
        let settings: Vec<_> = (0..reviews.div_ceil(OF_SETTING).max(1))
            .map(|place| {
                let code = number * 10_000 + place;
                make.organisation(OrganisationKind::EarlyYearsSetting, "Nursery", code)
            })
            .collect();
        make.person(0, Role::HealthServiceLead, None);
        let health_visitors = (0..reviews.div_ceil(OF_HEALTH_VISITOR).max(1))
            .map(|place| make.person(place, Role::HealthVisitor, Some(team)))
            .collect();
        let key_persons = (0..reviews.div_ceil(OF_KEY_PERSON).max(1))
            .filter_map(|place| {
                let setting = settings.get(place % settings.len()).copied()?;
                let person = make.person(place, Role::KeyPerson, Some(setting));
                Some((person, setting))
            })
            .collect();
        for setting in settings {
            make.link(setting, team);
        }
        Self {
            authority,
            team,
            service,
            health_visitors,
            key_persons,
            rows: make.rows,
        }
    }

    /// Writes what is not written yet.
    pub async fn write(&mut self, bulk: &Bulk) -> Result<(), Failure> {
        let rows = std::mem::take(&mut self.rows);
        bulk.insert(rows.authorities).await?;
        bulk.insert(rows.organisations).await?;
        bulk.insert(rows.links).await?;
        bulk.insert(rows.practitioners).await?;
        bulk.insert(rows.roles).await
    }
}

struct Maker<'a> {
    authority: AuthorityId,
    dice: &'a mut Dice,
    rows: Rows,
}

impl Maker<'_> {
    fn authority(&mut self, number: usize) {
        self.rows.authorities.push(authority::Model {
            id: self.authority,
            gss_code: gss(number),
            name: format!("Authority {number}"),
            default_model: DeliveryModel::JointMeeting,
            version: 1,
            created_at: self.dice.at(),
            updated_at: self.dice.at(),
        });
    }

    fn organisation(&mut self, kind: OrganisationKind, name: &str, code: usize) -> OrganisationId {
        let id = self.dice.id();
        let is_setting = kind == OrganisationKind::EarlyYearsSetting;
        let is_service = kind == OrganisationKind::ReferralService;
        self.rows.organisations.push(organisation::Model {
            id,
            authority_id: self.authority,
            kind,
            name: format!("{name} {code}"),
            ods_code: (!is_setting).then(|| format!("RB{code}")),
            ofsted_urn: is_setting.then(|| format!("{}", 2_000_000 + code)),
            setting_type: is_setting.then_some(SettingType::Nursery),
            sector: None,
            delivery_model: None,
            destination: is_service.then_some(ReferralDestination::SpeechLanguageTherapy),
            acceptance_criteria: None,
            required_evidence: None,
            response_days: is_service.then_some(28),
            postcode: Some("ZZ99 3AA".to_owned()),
            phone: Some("01632 960000".to_owned()),
            email: None,
            status: DirectoryStatus::Active,
            version: 1,
            created_at: self.dice.at(),
            updated_at: self.dice.at(),
        });
        id
    }

    fn link(&mut self, setting: OrganisationId, team: OrganisationId) {
        self.rows.links.push(link_team::Model {
            id: self.dice.id(),
            authority_id: self.authority,
            setting_id: setting,
            health_team_id: team,
            contact_id: None,
            version: 1,
            created_at: self.dice.at(),
            updated_at: self.dice.at(),
        });
    }

    fn person(&mut self, number: usize, role: Role, organisation: Option<OrganisationId>) -> PractitionerId {
        let id = self.dice.id();
        let subject = subject(role, number);
        self.rows.practitioners.push(practitioner::Model {
            id,
            authority_id: self.authority,
            given_name: self.dice.text(GIVEN),
            family_name: self.dice.text(FAMILY),
            is_system: false,
            issuer: token::ISSUER.to_owned(),
            email: Some(format!("{subject}@example.gov.uk")),
            subject,
            registration_body: None,
            registration_number: None,
            phone: Some("01632 960001".to_owned()),
            available: None,
            cover_id: None,
            away_from: None,
            away_until: None,
            trained_models: json!(["JOINT_MEETING"]),
            status: DirectoryStatus::Active,
            version: 1,
            created_at: self.dice.at(),
            updated_at: self.dice.at(),
        });
        self.rows.roles.push(role_assignment::Model {
            id: self.dice.id(),
            authority_id: self.authority,
            practitioner_id: id,
            role,
            organisation_id: organisation,
            status: DirectoryStatus::Active,
            version: 1,
            created_at: self.dice.at(),
            updated_at: self.dice.at(),
        });
        id
    }
}
