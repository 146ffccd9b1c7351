//! The fixed operations, for a gateway and for the limit.

use bytes::Bytes;
use entity::enums::Role;
use hyper::header::HeaderValue;
use serde_json::{Value, json};

use crate::client::Ask;
use crate::generate::{self, TODAY};
use crate::{Failure, token, words};

/// One kind of request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, clap::ValueEnum, serde::Serialize)]
pub enum Operation {
    /// One review with its child, participants and concerns, as a health visitor.
    #[value(name = "q1")]
    Q1,
    /// The 50 next-due reviews of an authority with child, participants, concerns, referrals, who leads each half, and
    /// what the caller may do: as the health service's lead.
    #[value(name = "q2")]
    Q2,
    /// The same as a health visitor, whose rights depend on participants and children.
    #[value(name = "q2-hv")]
    Q2Hv,
    /// Raising a concern with an idempotency key, as a health visitor.
    #[value(name = "m1")]
    M1,
}

const Q1: &str = "query Q1($id: ID!) { review(review: { id: $id }) { id version status dueOn deliveryModel windowOpensOn \
    windowClosesOn child { id version givenName familyName birthDate sex } participants { id version capacity role \
    status createdAt } concerns { id version topic level sensitivity status evidence raisedByRole createdAt } } }";
const Q2: &str = "query Q2($from: Date!) { reviews(first: 50, filter: { dueOn: { from: $from } }) { nodes { id version \
    status dueOn deliveryModel windowOpensOn windowClosesOn child { id version givenName familyName birthDate sex } \
    participants { id version capacity role status createdAt } concerns { id version topic level sensitivity status \
    evidence raisedByRole createdAt } referrals { id version status reason urgency summary createdAt } healthLead { id \
    } earlyYearsLead { id } access { canSchedule canRaiseConcern canDraftReferral canEnd } } } }";
const M1: &str = "mutation M1($review: ReviewRef!, $key: String!, $input: ConcernRaiseInput!) { concernRaise(review: \
    $review, idempotencyKey: $key, input: $input) { concern { id version status level } userErrors { code message } \
    replayed } }";
/// Stands in a body where each request has a key of its own.
const KEY: &str = "KEY-OF-ITS-OWN";

/// What requests are about: an authority, its next-due reviews, and others whose concerns may grow.
pub struct Subject {
    /// The number of the authority.
    pub authority: usize,
    /// The next-due reviews.
    pub listed: Vec<String>,
    /// Other reviews, each with the number of a health visitor who takes part in it.
    pub others: Vec<(usize, String)>,
}

/// The requests of one operation, over and over.
pub struct Script {
    asks: Vec<Ask>,
    salt: String,
}

impl Operation {
    /// Its short name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Q1 => "Q1",
            Self::Q2 => "Q2",
            Self::Q2Hv => "Q2-hv",
            Self::M1 => "M1",
        }
    }

    /// Whether it leaves the data as it is.
    pub fn reads(self) -> bool {
        self != Self::M1
    }

    const fn role(self) -> Role {
        match self {
            Self::Q2 => Role::HealthServiceLead,
            Self::Q1 | Self::Q2Hv | Self::M1 => Role::HealthVisitor,
        }
    }

    /// The requests to a gateway.
    pub fn of_gateway(self, subjects: &[Subject]) -> Result<Script, Failure> {
        let mut asks = Vec::with_capacity(subjects.len());
        for subject in subjects {
            let of = |health_visitor| bearer(subject.authority, self.role(), health_visitor);
            let own: Result<Vec<Ask>, Failure> = match self {
                Self::Q1 => subject
                    .listed
                    .iter()
                    .map(|id| Ok(graphql(Q1, &json!({ "id": id }), of(0)?)))
                    .collect(),
                Self::Q2 | Self::Q2Hv => Ok(vec![graphql(Q2, &json!({ "from": TODAY }), of(0)?)]),
                Self::M1 => subject
                    .others
                    .iter()
                    .map(|(health_visitor, id)| Ok(graphql(M1, &raise(id), of(*health_visitor)?)))
                    .collect(),
            };
            asks.push(own?);
        }
        Ok(Script::new(&asks))
    }

    /// The requests to the limit; nothing where it has no such operation.
    pub fn of_limit(self, subjects: &[Subject]) -> Option<Script> {
        let get = |path| Ask {
            path,
            token: None,
            body: None,
        };
        let one = |id: &String| get(format!("/reviews/{id}"));
        let list = |subject: &Subject| {
            get(format!(
                "/authorities/{}/reviews",
                generate::gss(subject.authority)
            ))
        };
        let own = |subject: &Subject| match self {
            Self::Q1 => subject.listed.iter().map(one).collect(),
            Self::Q2 | Self::Q2Hv => vec![list(subject)],
            Self::M1 => Vec::new(),
        };
        self.reads()
            .then(|| Script::new(&subjects.iter().map(own).collect::<Vec<_>>()))
    }
}

impl Script {
    /// Authority after authority in turn, as the callers of a real gateway come.
    fn new(asks: &[Vec<Ask>]) -> Self {
        let longest = asks.iter().map(Vec::len).max().unwrap_or(0);
        let turn = |place: usize| asks.iter().filter_map(move |own| own.get(place).cloned());
        Self {
            asks: (0..longest).flat_map(turn).collect(),
            salt: format!("{:x}", rand::random::<u64>()),
        }
    }

    /// How many different requests there are.
    pub fn len(&self) -> usize {
        self.asks.len()
    }

    /// The request with this number.
    pub fn ask(&self, number: usize) -> Option<Ask> {
        let mut ask = self.asks.get(number % self.asks.len().max(1))?.clone();
        let text = ask
            .body
            .as_deref()
            .and_then(|body| std::str::from_utf8(body).ok());
        if let Some(text) = text.filter(|text| text.contains(KEY)) {
            let key = format!("bench-{}-{number}", self.salt);
            ask.body = Some(Bytes::from(text.replacen(KEY, &key, 1)));
        }
        Some(ask)
    }
}

/// Asks for the next-due reviews of an authority, as its lead.
pub fn listed(authority: usize) -> Result<Ask, Failure> {
    let query = "query Listed($from: Date!) { reviews(first: 50, filter: { dueOn: { from: $from } }) { nodes { id } } }";
    let token = bearer(authority, Role::HealthServiceLead, 0)?;
    Ok(graphql(query, &json!({ "from": TODAY }), token))
}

/// Asks for the reviews in which a health visitor takes part, last due first, and whether they may raise a concern.
pub fn own(authority: usize, health_visitor: usize) -> Result<Ask, Failure> {
    let query = "query Own { reviews(first: 100, orderBy: DUE_ON_DESC, filter: { mine: true }) { nodes { id access { \
        canRaiseConcern } } } }";
    let token = bearer(authority, Role::HealthVisitor, health_visitor)?;
    Ok(graphql(query, &json!({}), token))
}

fn raise(review: &str) -> Value {
    json!({
        "review": { "id": review },
        "key": KEY,
        "input": { "topic": "SLEEP", "level": "WATCH", "evidence": "Wakes three or four times a night." },
    })
}

/// The Authorization header of somebody in the directory.
pub fn bearer(authority: usize, role: Role, number: usize) -> Result<HeaderValue, Failure> {
    let token = token::sign(&generate::gss(authority), &generate::subject(role, number), role)?;
    HeaderValue::from_str(&format!("Bearer {token}")).map_err(words)
}

fn graphql(query: &str, variables: &Value, token: HeaderValue) -> Ask {
    let body = json!({ "query": query, "variables": variables });
    Ask {
        path: "/graphql".to_owned(),
        token: Some(token),
        body: Some(Bytes::from(body.to_string())),
    }
}
