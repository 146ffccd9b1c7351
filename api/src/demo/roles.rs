//! Who there is to sign in as, and what each of them can ask.

use std::time::Duration;

use entity::enums::{Purpose, Role, ValueSet};

use super::children::{child_id, special};
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
    pub example_query: String,
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
    let (who, example_query) = example(role, place);
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

/// Whom they look after.
const CASELOAD: &str = "{ reviews(first: 5) { nodes { id status dueOn child { givenName familyName } participants { capacity status } } } }";

/// Who does what next in the reviews that are due next.
const NEXT_STEPS: &str = "{ reviews(first: 3) { nodes { id status dueOn child { givenName } nextSteps { step party dueOn isOverdue presentPractitioner { displayName } } } } }";

/// What has been left undone.
const OVERDUE: &str = "{ responsibilities(first: 5, filter: { overdue: true }) { totalCount nodes { step party dueOn isOverdue presentPractitioner { displayName } review { status isOverdue child { givenName } healthTeam { name } } } } }";

/// What is theirs to do.
const MINE: &str = "{ responsibilities(first: 5, filter: { mine: true, statusIn: [OPEN] }) { nodes { step dueOn isOverdue review { status child { givenName familyName } } } } }";

/// What each topic has to be spoken of, in the review of the child whose two halves are written.
fn agenda(review: &str) -> String {
    format!(
        "{{ review(review: {review}) {{ child {{ givenName }} agenda {{ title lead earlyYears {{ area judgement strengths \
         supportNeeded }} health {{ topic text }} results {{ score {{ area score zone nationalBand }} }} parentViews {{ enjoys worries }} \
         concerns {{ topic level status }} }} }} }}"
    )
}

/// Starts the health half, which is not for everybody.
fn start(review: &str) -> String {
    format!(
        "mutation {{ healthReviewStart(review: {review}) {{ healthReview {{ id }} userErrors {{ code message ... on \
         NotAllowed {{ reason responsible {{ step discipline roles name contact }} }} }} }} }}"
    )
}

/// A subscription to the room of the pre-meeting that goes on in a place.
pub fn room(place: &Place) -> String {
    format!(
        "subscription {{\n  preMeeting(review: {}) {{\n    __typename\n    ... on Presence {{ present {{ role practitioner {{ displayName }} \
         }} }}\n    ... on Change {{\n      type\n      actorRole\n      subject {{\n        ... on PreMeetingTopic {{ title wording \
         agreedBy lead }}\n        ... on LiaisonMessage {{ kind text }}\n        ... on Concern {{ topic level }}\n      }}\n    }}\n  }}\n}}",
        told(place),
    )
}

/// The review of the child whose two halves are written.
fn told(place: &Place) -> String {
    let (system, child) = (place.child_system(), child_id(place, special::TOLD));
    format!("{{ external: {{ system: \"{system}\", value: \"review-{child}\" }} }}")
}

/// Who holds a role, and what they would ask first.
fn example(role: Role, place: &Place) -> (&'static str, String) {
    let told = told(place);
    let (who, query) = match role {
        Role::HealthVisitor => return ("hv-1", agenda(&told)),
        Role::KeyPerson => return ("kp-1", agenda(&told)),
        Role::SettingManager => return ("mgr-1", start(&told)),
        Role::CommunityNurseryNurse => ("cnn-1", NEXT_STEPS),
        Role::HealthServiceLead => ("hsl-1", OVERDUE),
        Role::Childminder => ("cm-1", MINE),
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
    };
    (who, query.to_owned())
}
