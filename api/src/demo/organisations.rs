//! The organisations of the two authorities.

use entity::enums::{OrganisationKind, ReferralDestination, SettingSector, SettingType};

/// What is fixed about an authority.
#[derive(Debug)]
pub struct Place {
    /// GSS code of a range that is not in use.
    pub gss_code: &'static str,
    /// The name.
    pub name: &'static str,
    /// The name in ids and addresses.
    pub slug: &'static str,
    /// The letters of its postcodes: no real postcode starts with them.
    pub area: &'static str,
    /// The digits that tell its numbers from those of the other.
    pub digit: u32,
    /// The first six digits of its NHS numbers' bodies, as a number times a thousand.
    pub nhs_from: u32,
    /// The settings' names: two nurseries, a pre-school, a school nursery, two childminders, an agency, another.
    settings: [&'static str; 8],
}

/// The joint meeting borough.
pub const ASHMERE: Place = Place {
    gss_code: "E09000999",
    name: "London Borough of Ashmere",
    slug: "ashmere",
    area: "AS",
    digit: 1,
    nhs_from: 999_000_000,
    settings: [
        "Kingfisher Nursery",
        "Canal Street Nursery",
        "St Brigid's Pre-school",
        "Millpond Primary School Nursery",
        "Bukola Adeyemi, childminder",
        "Hana Farah, childminder",
        "Ashmere Childminders Together",
        "Lock Gate Family Hub Crèche",
    ],
};

/// The separate meetings county.
pub const WEXCOMBE: Place = Place {
    gss_code: "E10000999",
    name: "Wexcombe County Council",
    slug: "wexcombe",
    area: "WX",
    digit: 2,
    nhs_from: 999_200_000,
    settings: [
        "Hedgerow Day Nursery",
        "Market Cross Nursery",
        "Little Acorns Pre-school, Nether Wex",
        "Wexbridge Church of England School Nursery",
        "Gwen Thorne, childminder",
        "Magda Mazur, childminder",
        "Wexcombe Childminding Agency",
        "The Barn Playgroup",
    ],
};

/// An organisation of the directory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DemoOrganisation {
    /// Its id in the authority's directory system.
    pub id: &'static str,
    /// What it is.
    pub kind: OrganisationKind,
    /// Its name.
    pub name: String,
    /// ODS code, of health organisations.
    pub ods_code: Option<String>,
    /// Ofsted URN, of settings.
    pub urn: Option<String>,
    /// The type, of settings.
    pub setting_type: Option<SettingType>,
    /// The sector, of settings.
    pub sector: Option<SettingSector>,
    /// Postcode.
    pub postcode: String,
    /// Telephone.
    pub phone: String,
    /// Electronic mail.
    pub email: String,
    /// What it takes on, of services that receive referrals.
    pub service: Option<DemoService>,
}

/// What a service takes on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DemoService {
    /// The kind of service.
    pub destination: ReferralDestination,
    /// Whom it accepts.
    pub acceptance_criteria: &'static [&'static str],
    /// What it wants to see with a referral.
    pub required_evidence: &'static [&'static str],
    /// Working days within which it answers.
    pub response_days: i32,
}

/// The named link between a setting and its health team.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DemoLinkTeam {
    /// The setting, by its id.
    pub setting: &'static str,
    /// The health team, by its id.
    pub health_team: &'static str,
    /// The named health visitor, by their id.
    pub practitioner: &'static str,
}

const SETTINGS: [(&str, SettingType, SettingSector); 8] = [
    ("NUR-1", SettingType::Nursery, SettingSector::Private),
    ("NUR-2", SettingType::Nursery, SettingSector::Maintained),
    ("PRE-1", SettingType::PreSchool, SettingSector::Voluntary),
    ("SCH-1", SettingType::SchoolNursery, SettingSector::Maintained),
    ("CMI-1", SettingType::Childminder, SettingSector::Private),
    ("CMI-2", SettingType::Childminder, SettingSector::Private),
    (
        "AGY-1",
        SettingType::ChildminderAgency,
        SettingSector::Independent,
    ),
    ("OTH-1", SettingType::Other, SettingSector::Voluntary),
];

const TEAMS: [(&str, &str); 3] = [
    ("TRUST", "Community Health NHS Trust"),
    ("TEAM-1", "Health Visiting Team North"),
    ("TEAM-2", "Health Visiting Team South"),
];

type Service = (
    &'static str,
    &'static str,
    ReferralDestination,
    &'static [&'static str],
    &'static [&'static str],
    i32,
);

const SERVICES: [Service; 6] = [
    (
        "SLT",
        "Speech and Language Therapy",
        ReferralDestination::SpeechLanguageTherapy,
        &[
            "Resident in the area",
            "Fewer than 50 words at two years, or loss of words",
        ],
        &[
            "Hearing checked or referred",
            "Strategies tried at home and in the setting",
        ],
        20,
    ),
    (
        "AUD",
        "Children's Audiology",
        ReferralDestination::Audiology,
        &["Concern about hearing, or delayed speech"],
        &["What was noticed, and by whom"],
        15,
    ),
    (
        "CDC",
        "Child Development Centre",
        ReferralDestination::CommunityPaediatrics,
        &["Delay in two or more areas, or regression"],
        &["Assessment results", "The parents' own account"],
        30,
    ),
    (
        "POR",
        "Portage Home Visiting",
        ReferralDestination::Portage,
        &["Delay in two or more areas", "Not yet at school"],
        &["The parents' own account"],
        20,
    ),
    (
        "HUB",
        "Best Start Family Hub",
        ReferralDestination::FamilyHub,
        &["Any family with a child under five"],
        &[],
        5,
    ),
    (
        "DIE",
        "Children's Dietetics",
        ReferralDestination::Dietetics,
        &["Growth faltering across two centiles, or a very narrow diet"],
        &["Two weights at least four weeks apart"],
        20,
    ),
];

/// Settings where parents are many, and where the childminders are: what a child's setting is drawn from.
pub const SETTING_WEIGHTS: [(Option<&str>, u32); 8] = [
    (Some("NUR-1"), 24),
    (Some("NUR-2"), 18),
    (Some("PRE-1"), 14),
    (Some("SCH-1"), 8),
    (Some("CMI-1"), 6),
    (Some("CMI-2"), 5),
    (Some("OTH-1"), 9),
    (None, 16),
];

/// Every organisation of a place.
pub fn organisations(place: &Place) -> Vec<DemoOrganisation> {
    let teams = TEAMS.iter().zip(0..).map(|((id, name), number)| {
        let code = if number == 0 {
            format!("ZZ{}", place.digit)
        } else {
            format!("ZZ{}0{number}", place.digit)
        };
        DemoOrganisation {
            ods_code: Some(code),
            ..base(place, id, OrganisationKind::HealthProvider, name)
        }
    });
    let settings =
        SETTINGS
            .iter()
            .zip(place.settings)
            .zip(1..)
            .map(|(((id, kind, sector), name), number)| {
                let urn = urn(place, *kind, number);
                DemoOrganisation {
                    name: name.to_owned(),
                    urn: Some(urn),
                    setting_type: Some(*kind),
                    sector: Some(*sector),
                    ..base(place, id, OrganisationKind::EarlyYearsSetting, "")
                }
            });
    let services =
        SERVICES.iter().map(
            |(id, name, destination, criteria, evidence, days)| DemoOrganisation {
                service: Some(DemoService {
                    destination: *destination,
                    acceptance_criteria: criteria,
                    required_evidence: evidence,
                    response_days: *days,
                }),
                ..base(place, id, OrganisationKind::ReferralService, name)
            },
        );
    teams.chain(settings).chain(services).collect()
}

/// The named link of every setting.
pub fn link_teams() -> Vec<DemoLinkTeam> {
    let links = SETTINGS
        .iter()
        .zip([("TEAM-1", "HV-1"), ("TEAM-2", "HV-3")].iter().cycle());
    links
        .map(|((setting, _, _), (team, practitioner))| DemoLinkTeam {
            setting,
            health_team: team,
            practitioner,
        })
        .collect()
}

/// The older settings carry the prefix EY, agencies CA; the newer ones seven digits; a school six.
fn urn(place: &Place, kind: SettingType, number: u32) -> String {
    let digit = place.digit;
    match (kind, number) {
        (SettingType::ChildminderAgency, _) => format!("CA999{digit}0{number}"),
        (SettingType::SchoolNursery, _) => format!("799{digit}0{number}"),
        (_, 1 | 5) => format!("EY999{digit}0{number}"),
        _ => format!("9990{digit}0{number}"),
    }
}

fn base(place: &Place, id: &'static str, kind: OrganisationKind, name: &str) -> DemoOrganisation {
    let Place {
        slug, area, digit, ..
    } = place;
    let letters = id.bytes().map(u32::from).sum::<u32>();
    DemoOrganisation {
        id,
        kind,
        name: format!("{} {name}", place.short_name()).trim_end().to_owned(),
        ods_code: None,
        urn: None,
        setting_type: None,
        sector: None,
        postcode: format!("{area}{} {}QT", 1 + letters % 4, letters % 10),
        phone: format!("01632 960{digit}{:02}", letters % 100),
        email: format!("{}@{slug}.example", id.to_lowercase()),
        service: None,
    }
}

impl Place {
    /// The name without what kind of council it is.
    pub fn short_name(&self) -> &'static str {
        if self.slug == "ashmere" {
            "Ashmere"
        } else {
            "Wexcombe"
        }
    }

    /// The system under which the authority's directory names organisations and practitioners.
    pub fn directory_system(&self) -> String {
        format!("{}-directory", self.slug)
    }

    /// The subject of its case-management system's tokens.
    pub fn system_subject(&self) -> String {
        format!("{}-cms", self.slug)
    }

    /// The system that sends the children.
    pub fn child_system(&self) -> String {
        format!("{}-chis", self.slug)
    }
}
