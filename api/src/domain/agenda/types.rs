//! The agenda on the wire.

use entity::enums::{LeadProfession, Topic};
use entity::{assessment, health_review};

use crate::domain::assessment::{AreaScore, Assessment};
use crate::domain::concern::Concern;
use crate::domain::health_review::HealthReview;
use crate::domain::parent_view::ParentView;
use crate::domain::progress_check::ProgressCheckArea;
use crate::domain::topic_map::Link;
use crate::gql::connection::ready;
use crate::gql::wire::{Boxed, Call};
use crate::problem::Result;
use crate::store::Visible;
use crate::wire;

/// A topic of the agenda, with all that is said of it.
#[derive(Debug, Clone)]
pub struct AgendaTopic {
    /// What belongs together.
    pub link: Link,
    /// What early years wrote.
    pub areas: Vec<ProgressCheckArea>,
    /// The health half that stands.
    pub half: Option<Visible<health_review::Model>>,
    /// The assessments that count, with their scores.
    pub assessments: Vec<(Visible<assessment::Model>, Vec<AreaScore>)>,
    /// What the parents say, where the caller may read it.
    pub views: Vec<ParentView>,
    /// The open concerns, where the caller may read them.
    pub concerns: Vec<Concern>,
}

wire! {
    /// One topic of a review's agenda. What you may not read of it is withheld, and said to be.
    AgendaTopic = "AgendaTopic", value, |agenda, _call| {
        /// What the topic is called, by both professions.
        base "title": String = agenda.link.title.clone();
        /// Who leads it in the meeting.
        base "lead": LeadProfession = agenda.link.lead;
        /// The topics that belong to it.
        base "topics": Vec<Topic> = agenda.link.topics.clone();
        /// What the progress check says of the prime areas that belong to it; empty where nothing is written.
        many "earlyYears": ProgressCheckArea = early_years;
        /// What the health half says of the topics that belong to it; empty where nothing is written.
        many "health": AgendaFinding = health;
        /// The scores of the assessment areas and instruments that belong to it; corrected ones are left out.
        many "results": AgendaResult = results;
        /// What the parents and carers say: they speak of their child as a whole, so it stands beside each topic.
        many "parentViews": ParentView = views;
        /// The open concerns about the topics that belong to it.
        many "concerns": Concern = concerns;
    }
}

/// What the health half says of a topic.
#[derive(Debug, Clone)]
pub struct AgendaFinding {
    half: Visible<health_review::Model>,
    topic: Topic,
    text: String,
}

wire! {
    /// What the health half says of one topic.
    AgendaFinding = "AgendaFinding", own, |finding, _call| {
        /// The topic.
        base "topic": Topic = finding.topic;
        /// What was found.
        base "text": String = finding.text.clone();
        /// The health half that says it.
        one "healthReview": HealthReview = finding_of;
    }
}

/// What an assessment says of an area.
#[derive(Debug, Clone)]
pub struct AgendaResult {
    assessment: Visible<assessment::Model>,
    score: AreaScore,
}

wire! {
    /// The score of one area, and the assessment it is of.
    AgendaResult = "AgendaResult", own, |result, _call| {
        /// The score, with zone and national band.
        one "score": AreaScore = score;
        /// The assessment.
        one "assessment": Assessment = assessment;
    }
}

/// What these show of a child's record: they were read behind the lens of the half.
macro_rules! shows_the_half {
    ($($name:ident . $row:ident),+) => {$(
        impl $name {
            fn shows(&self) -> impl Iterator<Item = crate::policy::Shown> {
                self.$row.shown(crate::policy::Lenses::of(&[entity::enums::Lens::HealthDevelopment]))
            }
        }
    )+};
}
shows_the_half!(AgendaFinding.half, AgendaResult.assessment);

/// The field of the health half that speaks of a topic.
fn said(row: &health_review::Model, topic: Topic) -> Option<&String> {
    match topic {
        Topic::Growth => row.growth.as_ref(),
        Topic::Sleep => row.sleep.as_ref(),
        Topic::Behaviour => row.behaviour.as_ref(),
        Topic::Diet => row.diet.as_ref(),
        Topic::OralHealth => row.oral_health.as_ref(),
        Topic::Immunisation => row.immunisation.as_ref(),
        Topic::Hearing => row.hearing.as_ref(),
        Topic::Vision => row.vision.as_ref(),
        _ => None,
    }
}

type Lists<'a, T> = Boxed<'a, Result<Vec<Option<Vec<T>>>>>;

fn early_years<'a>(topics: &'a [AgendaTopic], _: &Call<'_>) -> Lists<'a, ProgressCheckArea> {
    ready(topics.iter().map(|topic| Some(topic.areas.clone())).collect())
}

fn views<'a>(topics: &'a [AgendaTopic], _: &Call<'_>) -> Lists<'a, ParentView> {
    ready(topics.iter().map(|topic| Some(topic.views.clone())).collect())
}

fn concerns<'a>(topics: &'a [AgendaTopic], _: &Call<'_>) -> Lists<'a, Concern> {
    ready(topics.iter().map(|topic| Some(topic.concerns.clone())).collect())
}

fn health<'a>(topics: &'a [AgendaTopic], call: &Call<'_>) -> Lists<'a, AgendaFinding> {
    let of = |topic: &AgendaTopic| {
        let half = topic.half.as_ref()?;
        // Said to be withheld where it is.
        if !call.open(half, entity::enums::Lens::HealthDevelopment) {
            return None;
        }
        let finding = |about: &Topic| {
            Some(AgendaFinding {
                half: half.clone(),
                topic: *about,
                text: said(half.base(), *about)?.clone(),
            })
        };
        Some(topic.link.topics.iter().filter_map(finding).collect())
    };
    ready(topics.iter().map(of).collect())
}

fn results<'a>(topics: &'a [AgendaTopic], call: &Call<'_>) -> Lists<'a, AgendaResult> {
    let of = |topic: &AgendaTopic| {
        let open = topic
            .assessments
            .iter()
            .filter(|(row, _)| call.open(row, entity::enums::Lens::HealthDevelopment));
        let results = open.flat_map(|(row, scores)| {
            let whole = topic.link.instruments.contains(&row.base().instrument);
            let belongs =
                move |score: &&AreaScore| whole || topic.link.assessment_areas.contains(&score.area());
            scores.iter().filter(belongs).map(|score| AgendaResult {
                assessment: row.clone(),
                score: score.clone(),
            })
        });
        Some(results.collect())
    };
    ready(topics.iter().map(of).collect())
}

fn finding_of<'a>(
    findings: &'a [AgendaFinding],
    _: &Call<'_>,
) -> Boxed<'a, Result<Vec<Option<HealthReview>>>> {
    ready(
        findings
            .iter()
            .map(|it| Some(HealthReview(it.half.clone())))
            .collect(),
    )
}

fn score<'a>(results: &'a [AgendaResult], _: &Call<'_>) -> Boxed<'a, Result<Vec<Option<AreaScore>>>> {
    ready(results.iter().map(|it| Some(it.score.clone())).collect())
}

fn assessment<'a>(results: &'a [AgendaResult], _: &Call<'_>) -> Boxed<'a, Result<Vec<Option<Assessment>>>> {
    ready(
        results
            .iter()
            .map(|it| Some(Assessment(it.assessment.clone())))
            .collect(),
    )
}
