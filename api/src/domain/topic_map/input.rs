//! Links as they are given.

use async_graphql::InputObject;
use entity::enums::{AssessmentArea, Instrument, LeadProfession, PrimeArea, Topic};

use super::links::Link;

/// What belongs together: at least one area, instrument or topic.
#[derive(Debug, Clone, InputObject)]
pub struct TopicLinkInput {
    /// What it is called, by both professions. At most 120 characters.
    pub title: String,
    /// Prime areas of the EYFS, each in one link at most.
    #[graphql(default)]
    pub prime_areas: Vec<PrimeArea>,
    /// Areas of assessments, each in one link at most.
    #[graphql(default)]
    pub assessment_areas: Vec<AssessmentArea>,
    /// Instruments that belong here as a whole, each in one link at most; ASQ:SE-2 for example.
    #[graphql(default)]
    pub instruments: Vec<Instrument>,
    /// Health topics, each in one link at most.
    #[graphql(default)]
    pub topics: Vec<Topic>,
    /// Which profession leads on it.
    pub lead: LeadProfession,
}

/// The links, as data.
pub fn links(given: &[TopicLinkInput]) -> Vec<Link> {
    let link = |given: &TopicLinkInput| Link {
        title: given.title.clone(),
        prime_areas: given.prime_areas.clone(),
        assessment_areas: given.assessment_areas.clone(),
        instruments: given.instruments.clone(),
        topics: given.topics.clone(),
        lead: given.lead,
    };
    given.iter().map(link).collect()
}
