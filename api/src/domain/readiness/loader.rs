//! How ready reviews are: from their parts, which are kept in memory.

use std::sync::Arc;

use entity::enums::{ConcernStatus, Lens};
use entity::{concern, health_review, responsibility};

use super::rules::{Carried, Known, SensitiveTopic, carried, general};
use super::types::ReviewReadiness;
use crate::domain::concern::Concern;
use crate::domain::health_review::{HealthReview, standing};
use crate::domain::pre_meeting::{PreMeeting, PreMeetingTopic, loader as meetings};
use crate::domain::responsibility::{Responsibility, loader as responsibilities};
use crate::domain::review::{Review, loader as reviews};
use crate::gql::wire::Call;
use crate::problem::Result;

/// How ready each review is, as far as the viewer sees it.
pub async fn of_reviews(batch: &[Review], call: &Call<'_>) -> Result<Vec<Option<ReviewReadiness>>> {
    let halves =
        reviews::part::<health_review::Entity, _>(batch, call, Lens::Existence, HealthReview).await?;
    let duties = responsibilities::of_reviews(batch, call).await?;
    let concerns = reviews::part::<concern::Entity, _>(batch, call, Lens::ConcernDetail, Concern).await?;
    let talks = meetings::all_of(batch, call).await?;
    let topics = meetings::topics_of_reviews(batch, call).await?;
    let parts = halves
        .into_iter()
        .zip(duties)
        .zip(concerns)
        .zip(talks)
        .zip(topics);
    let found = batch.iter().zip(parts);
    Ok(found
        .map(|(review, ((((halves, duties), concerns), talks), topics))| {
            let duties = duties.unwrap_or_default();
            let duties: Vec<_> = duties.iter().map(of_duty).collect();
            let seen = Known {
                model: review.0.base().delivery_model,
                health: halves.and_then(standing).map(|half| half.0.base().status),
                duties: &duties,
                concerns: concerns.as_deref().map(open_concerns),
            };
            let carried = talks.zip(topics).map(|(talks, topics)| carry(&talks, &topics));
            Some(ReviewReadiness(
                review.0.clone(),
                Arc::new(general(seen)),
                carried.map(Arc::new),
            ))
        })
        .collect())
}

fn of_duty(duty: &Responsibility) -> &responsibility::Model {
    duty.0.base()
}

fn open_concerns(concerns: &[Concern]) -> usize {
    let open = concerns
        .iter()
        .filter(|concern| concern.0.base().status == ConcernStatus::Open);
    open.count()
}

fn carry(talks: &[PreMeeting], topics: &[PreMeetingTopic]) -> Carried {
    let states: Vec<_> = talks.iter().map(|talk| talk.0.base().status).collect();
    let sensitive: Vec<SensitiveTopic> = topics
        .iter()
        .filter(|topic| topic.0.base().sensitive)
        .map(|topic| SensitiveTopic {
            status: topic.0.base().status,
            is_prepared: topic.is_prepared(),
        })
        .collect();
    carried(&states, &sensitive)
}
