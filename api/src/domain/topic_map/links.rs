//! The links of a topic map as plain data, and the shipped default. Pure.

use chrono::NaiveDate;
use entity::enums::{AssessmentArea, Instrument, LeadProfession, PrimeArea, Topic};
use entity::topic_map;
use serde::{Deserialize, Serialize};

use crate::problem::{Problem, Result};

/// The number of the shipped default: a change of it is a new number.
pub const NUMBER: i32 = 1;

/// What belongs together. The order is that of the map.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Link {
    /// What it is called, by both professions.
    pub title: String,
    /// Prime areas of the EYFS.
    pub prime_areas: Vec<PrimeArea>,
    /// Areas of assessments.
    pub assessment_areas: Vec<AssessmentArea>,
    /// Instruments that belong here as a whole.
    pub instruments: Vec<Instrument>,
    /// Health topics.
    pub topics: Vec<Topic>,
    /// Who leads.
    pub lead: LeadProfession,
}

impl Link {
    /// Whether nothing is linked.
    pub fn is_empty(&self) -> bool {
        self.prime_areas.is_empty()
            && self.assessment_areas.is_empty()
            && self.instruments.is_empty()
            && self.topics.is_empty()
    }
}

/// What is followed: a version of the authority's own, or the shipped default.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Followed {
    /// The authority's own; none for the shipped default.
    pub id: Option<entity::ids::TopicMapId>,
    /// Its number, or that of the shipped default.
    pub number: i32,
    /// Its links, in their order.
    pub links: Vec<Link>,
}

/// The links of a version.
pub fn of_row(row: &topic_map::Model) -> Result<Vec<Link>> {
    serde_json::from_value(row.links.clone()).map_err(Problem::internal)
}

/// Of these versions the one that is in force on a day: that of the latest day, and of one day the latest.
pub fn in_force(versions: &[topic_map::Model], on: NaiveDate) -> Option<&topic_map::Model> {
    versions
        .iter()
        .filter(|row| row.effective_from <= on)
        .max_by_key(|row| (row.effective_from, row.number))
}

/// What is followed on a day.
pub fn followed(versions: &[topic_map::Model], on: NaiveDate) -> Result<Followed> {
    Ok(match in_force(versions, on) {
        Some(row) => Followed {
            id: Some(row.id),
            number: row.number,
            links: of_row(row)?,
        },
        None => Followed {
            id: None,
            number: NUMBER,
            links: default_links(),
        },
    })
}

/// The shipped default: the cross-walk of domain.md 3.3. Health and early years set the links between behaviour and sleep
/// and personal, social and emotional development side by side (Islington).
pub fn default_links() -> Vec<Link> {
    use AssessmentArea as A;
    use PrimeArea as P;
    let link = |title: &str, lead| Link {
        title: title.to_owned(),
        prime_areas: Vec::new(),
        assessment_areas: Vec::new(),
        instruments: Vec::new(),
        topics: Vec::new(),
        lead,
    };
    vec![
        Link {
            prime_areas: vec![P::CommunicationAndLanguage],
            assessment_areas: vec![A::Communication, A::WordList],
            instruments: vec![Instrument::Elim],
            topics: vec![Topic::Communication, Topic::Hearing],
            ..link("Communication and language", LeadProfession::Either)
        },
        Link {
            prime_areas: vec![P::PhysicalDevelopment],
            assessment_areas: vec![A::GrossMotor, A::FineMotor],
            topics: vec![
                Topic::GrossMotor,
                Topic::FineMotor,
                Topic::Growth,
                Topic::Vision,
                Topic::Diet,
                Topic::Toileting,
                Topic::OralHealth,
            ],
            ..link("Physical development", LeadProfession::Health)
        },
        Link {
            prime_areas: vec![P::PersonalSocialEmotionalDevelopment],
            assessment_areas: vec![A::PersonalSocial],
            instruments: vec![Instrument::AsqSe2],
            topics: vec![Topic::PersonalSocial, Topic::Behaviour, Topic::Sleep],
            ..link(
                "Personal, social and emotional development, behaviour and sleep",
                LeadProfession::Either,
            )
        },
        Link {
            assessment_areas: vec![A::ProblemSolving],
            topics: vec![Topic::ProblemSolving, Topic::HomeAndFamily],
            ..link("Play and learning at home", LeadProfession::EarlyYears)
        },
    ]
}
