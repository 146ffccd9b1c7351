//! The practitioners of the two authorities: one team of posts, held by different people.

use entity::enums::{DeliveryModel, RegistrationBody, Role};

use super::organisations::Place;

/// A person of the directory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DemoPractitioner {
    /// Their id in the authority's directory system.
    pub id: &'static str,
    /// The subject of their tokens.
    pub subject: String,
    /// Given name.
    pub given_name: &'static str,
    /// Family name.
    pub family_name: &'static str,
    /// Their roles, each with the organisation in which they hold it.
    pub roles: Vec<(Role, Option<&'static str>)>,
    /// Register and number.
    pub registration: Option<(RegistrationBody, String)>,
    /// Work telephone.
    pub phone: String,
    /// Work mail.
    pub email: String,
    /// When to reach them.
    pub hours: &'static str,
    /// Who stands in for them.
    pub cover: Option<&'static str>,
    /// The delivery models they were trained for.
    pub trained: Vec<DeliveryModel>,
    /// Whether they still work here.
    pub is_active: bool,
}

/// A post: id, roles with their organisation, cover, and what holds for it.
struct Post {
    id: &'static str,
    roles: &'static [(Role, Option<&'static str>)],
    cover: Option<&'static str>,
    register: Option<RegistrationBody>,
}

const fn post(
    id: &'static str,
    roles: &'static [(Role, Option<&'static str>)],
    cover: Option<&'static str>,
    register: Option<RegistrationBody>,
) -> Post {
    Post {
        id,
        roles,
        cover,
        register,
    }
}

const NMC: Option<RegistrationBody> = Some(RegistrationBody::Nmc);
const HCPC: Option<RegistrationBody> = Some(RegistrationBody::Hcpc);

const POSTS: [Post; 23] = [
    post(
        "HV-1",
        &[(Role::HealthVisitor, Some("TEAM-1"))],
        Some("HV-2"),
        NMC,
    ),
    post(
        "HV-2",
        &[(Role::HealthVisitor, Some("TEAM-1"))],
        Some("HV-1"),
        NMC,
    ),
    post(
        "HV-3",
        &[(Role::HealthVisitor, Some("TEAM-2"))],
        Some("HV-1"),
        NMC,
    ),
    post(
        "HV-4",
        &[(Role::HealthVisitor, Some("TEAM-2"))],
        Some("HV-3"),
        NMC,
    ),
    post(
        "CNN-1",
        &[(Role::CommunityNurseryNurse, Some("TEAM-1"))],
        Some("HV-1"),
        None,
    ),
    post(
        "HSL-1",
        &[(Role::HealthServiceLead, Some("TRUST"))],
        Some("HV-1"),
        NMC,
    ),
    post("KP-1", &[(Role::KeyPerson, Some("NUR-1"))], Some("KP-2"), None),
    post("KP-2", &[(Role::KeyPerson, Some("NUR-1"))], Some("KP-1"), None),
    post("KP-3", &[(Role::KeyPerson, Some("NUR-2"))], None, None),
    post("KP-4", &[(Role::KeyPerson, Some("PRE-1"))], Some("MGR-2"), None),
    post("KP-5", &[(Role::KeyPerson, Some("SCH-1"))], None, None),
    post("KP-6", &[(Role::KeyPerson, Some("OTH-1"))], None, None),
    post(
        "CM-1",
        &[
            (Role::Childminder, Some("CMI-1")),
            (Role::SettingManager, Some("CMI-1")),
        ],
        Some("CM-2"),
        None,
    ),
    post("CM-2", &[(Role::Childminder, Some("CMI-2"))], Some("CM-1"), None),
    post(
        "MGR-1",
        &[(Role::SettingManager, Some("NUR-1"))],
        Some("SEN-1"),
        None,
    ),
    post(
        "SEN-1",
        &[(Role::SettingSenco, Some("NUR-1"))],
        Some("MGR-1"),
        None,
    ),
    post(
        "MGR-2",
        &[
            (Role::SettingManager, Some("PRE-1")),
            (Role::SettingSenco, Some("PRE-1")),
        ],
        Some("KP-4"),
        None,
    ),
    post("ASC-1", &[(Role::AreaSenco, None)], Some("EYL-1"), None),
    post(
        "EYL-1",
        &[(Role::EarlyYearsServiceLead, None)],
        Some("ASC-1"),
        None,
    ),
    post("GUE-1", &[(Role::GuestProfessional, Some("SLT"))], None, HCPC),
    post("ADM-1", &[(Role::AuthorityAdmin, None)], None, None),
    post("ANA-1", &[(Role::Analyst, None)], None, None),
    post("CAL-1", &[(Role::CaldicottGuardian, None)], Some("HSL-1"), NMC),
];

/// Has left; is still named in older records.
const LEFT: &str = "HV-4";
/// Has not been trained for the joint meeting yet.
const UNTRAINED: &str = "KP-2";

type Name = (&'static str, &'static str);

const ASHMERE_NAMES: [Name; 23] = [
    ("Nadia", "Rahman"),
    ("Siobhan", "Gallagher"),
    ("Chidi", "Nwosu"),
    ("Patricia", "Marlow"),
    ("Dilek", "Aydoğan"),
    ("Helen", "Asante-Yeboah"),
    ("Tom", "Fairweather"),
    ("Priya", "Mistry"),
    ("Agnieszka", "Wójcik"),
    ("Joy", "Bartley"),
    ("Wing Lam", "Cheung"),
    ("Inês", "Ferreira"),
    ("Bukola", "Adeyemi"),
    ("Hana", "Farah"),
    ("Ruth", "Oakley"),
    ("Samir", "Haddad"),
    ("Bríd", "O'Dowd"),
    ("Leila", "Mansour"),
    ("Marcus", "Campbell-Reid"),
    ("Zoë", "Lindqvist"),
    ("Anil", "Patel"),
    ("Grace", "Owusu"),
    ("Ngozi", "Okonkwo"),
];

const WEXCOMBE_NAMES: [Name; 23] = [
    ("Judith", "Larkin"),
    ("Rhian", "Pritchard"),
    ("Beth", "Dunmore"),
    ("Colin", "Thorne"),
    ("Sophie", "Carver"),
    ("Margaret", "Strachan"),
    ("Emma", "Hollis"),
    ("Kasia", "Nowak"),
    ("Deepa", "Iyer"),
    ("Sally", "Brackley"),
    ("Owen", "Griffiths"),
    ("Ioana", "Munteanu"),
    ("Gwen", "Thorne"),
    ("Magda", "Mazur"),
    ("Fiona", "Pemberton"),
    ("Jake", "Whitcombe"),
    ("Anne", "Kirkby"),
    ("Catrin", "Abercrombie"),
    ("David", "Marchmont"),
    ("Oksana", "Tkachuk"),
    ("Lucy", "Ashdown"),
    ("Peter", "Zhao"),
    ("Rosalind", "Smith-Hale"),
];

/// Every practitioner of a place.
pub fn practitioners(place: &Place) -> Vec<DemoPractitioner> {
    let names = if place.slug == "ashmere" {
        ASHMERE_NAMES
    } else {
        WEXCOMBE_NAMES
    };
    POSTS
        .iter()
        .zip(names)
        .zip(1..)
        .map(|((post, name), number)| holder(place, post, name, number))
        .collect()
}

fn holder(place: &Place, post: &Post, (given_name, family_name): Name, number: u32) -> DemoPractitioner {
    let id = post.id.to_lowercase();
    let digit = place.digit;
    let registration = post.register.map(|body| match body {
        RegistrationBody::Nmc => (body, format!("{:02}A{digit}9{number:02}E", number + 3)),
        RegistrationBody::Hcpc => (body, format!("SL9{digit}9{number:02}")),
        RegistrationBody::SocialWorkEngland => (body, format!("SW99{digit}{number:02}")),
    });
    DemoPractitioner {
        id: post.id,
        subject: format!("{}-{id}", place.slug),
        given_name,
        family_name,
        roles: post.roles.to_vec(),
        registration,
        phone: format!("07700 900{digit}{number:02}"),
        email: format!("{id}@{}.example", place.slug),
        hours: if number.is_multiple_of(3) {
            "Monday to Wednesday, 9 to 17"
        } else {
            "Monday to Friday, 9 to 17"
        },
        cover: post.cover,
        trained: trained(place, post),
        is_active: post.id != LEFT,
    }
}

/// Who takes part in reviews is trained for what is done here.
fn trained(place: &Place, post: &Post) -> Vec<DeliveryModel> {
    use DeliveryModel::{
        HealthOnly, JointMeeting, SeparateByException, SeparateDirectShare, SeparateParentCarried,
    };
    let takes_part = |role: &(Role, Option<&str>)| {
        matches!(
            role.0,
            Role::HealthVisitor | Role::CommunityNurseryNurse | Role::KeyPerson | Role::Childminder
        )
    };
    if !post.roles.iter().any(takes_part) {
        return Vec::new();
    }
    let mut models = vec![SeparateDirectShare, SeparateByException];
    match place.slug {
        "ashmere" if post.id != UNTRAINED => models.push(JointMeeting),
        "ashmere" => {}
        _ => models.push(SeparateParentCarried),
    }
    if post.register == NMC || post.id.starts_with("CNN") {
        models.push(HealthOnly);
    }
    models
}
