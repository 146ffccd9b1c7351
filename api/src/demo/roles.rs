//! Who there is to sign in as, and what each of them can ask.

use std::time::Duration;

use entity::enums::{Purpose, Role, ValueSet};

use super::organisations::{ASHMERE, Place, WEXCOMBE};
use crate::auth::demo::{DEMO_MAX_LIFETIME, DemoIssuer};
use crate::policy::matrix::RULES;
use crate::policy::purpose;
use crate::problem::Result;

/// How long the printed tokens live.
const LIFETIME: Duration = DEMO_MAX_LIFETIME;

/// Somebody to sign in as.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "camelCase")]
pub struct DemoRole {
    /// The role.
    pub role: &'static str,
    /// The GSS code of the authority.
    pub authority: &'static str,
    /// The subject of the token.
    pub subject: String,
    /// A token.
    pub token: String,
    /// What to send as `X-Purpose`, where the role has to say what it looks at records for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub purpose: Option<&'static str>,
    /// A query whose answer is not empty.
    pub example_query: &'static str,
}

/// One of each role in each of the two authorities.
pub fn roles(issuer: &DemoIssuer) -> Result<Vec<DemoRole>> {
    let mut roles = Vec::new();
    for place in [&ASHMERE, &WEXCOMBE] {
        for role in Role::ALL {
            roles.push(of(issuer, place, *role)?);
        }
    }
    Ok(roles)
}

fn of(issuer: &DemoIssuer, place: &'static Place, role: Role) -> Result<DemoRole> {
    let (who, example_query) = example(role);
    let subject = format!("{}-{who}", place.slug);
    let scopes: &[&str] = &RULES
        .iter()
        .map(|rule| rule.scope)
        .collect::<std::collections::BTreeSet<_>>()
        .into_iter()
        .collect::<Vec<_>>();
    let scopes = if role == Role::Integration { scopes } else { &[] };
    Ok(DemoRole {
        role: role.as_str(),
        authority: place.gss_code,
        token: issuer.issue(&subject, place.gss_code, role, scopes, LIFETIME)?,
        subject,
        purpose: purpose::usual(role).is_none().then_some(Purpose::Review.as_str()),
        example_query,
    })
}

const CASELOAD: &str = "{ reviews(first: 5) { nodes { id status dueOn child { givenName familyName } participants { capacity status } } } }";

/// Who does what next in the reviews that are due next.
const NEXT_STEPS: &str = "{ reviews(first: 3) { nodes { id status dueOn child { givenName } nextSteps { step party dueOn isOverdue presentPractitioner { displayName } } } } }";

/// What is theirs to do.
const MINE: &str = "{ responsibilities(first: 5, filter: { mine: true, statusIn: [OPEN] }) { nodes { step dueOn isOverdue review { status child { givenName familyName } } } } }";

/// Who holds a role, and what they would ask first.
const fn example(role: Role) -> (&'static str, &'static str) {
    match role {
        Role::HealthVisitor => ("hv-1", NEXT_STEPS),
        Role::CommunityNurseryNurse => ("cnn-1", CASELOAD),
        Role::HealthServiceLead => (
            "hsl-1",
            "{ reviews(first: 5) { totalCount nodes { id status isOverdue child { givenName } healthTeam { name } } } }",
        ),
        Role::KeyPerson => ("kp-1", MINE),
        Role::Childminder => ("cm-1", CASELOAD),
        Role::SettingManager => ("mgr-1", CASELOAD),
        Role::SettingSenco => ("sen-1", CASELOAD),
        Role::AreaSenco => (
            "asc-1",
            "{ reviews(first: 5) { nodes { id status setting { name } } } }",
        ),
        Role::EarlyYearsServiceLead => (
            "eyl-1",
            "{ reviews(first: 5) { totalCount nodes { id status isOverdue setting { name } } } }",
        ),
        Role::GuestProfessional => (
            "gue-1",
            "{ reviews(first: 5) { nodes { id status child { givenName } } } }",
        ),
        Role::Parent => (
            "parent-1",
            "{ reviews(first: 5) { nodes { id status scheduledAt child { givenName } participants { capacity status } } } }",
        ),
        Role::AuthorityAdmin => (
            "adm-1",
            "{ reviews(first: 5) { totalCount nodes { id status dueOn child { givenName familyName } } } }",
        ),
        Role::Analyst => ("ana-1", "{ responsibilityMatrix { mutation summary } }"),
        Role::CaldicottGuardian => (
            "cal-1",
            "{ reviews(first: 5) { totalCount nodes { id status child { givenName } } } }",
        ),
        Role::Integration => (
            "cms",
            "{ reviews(first: 5) { nodes { id version status dueOn child { id } } } }",
        ),
    }
}
