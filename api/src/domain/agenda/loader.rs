//! Putting agendas together: one statement for the topic map, and one for each kind of part, for any number of reviews.

use entity::enums::{AssessmentStatus, ConcernStatus, Lens};
use entity::{assessment, concern, health_review, parent_view, progress_check_area};

use super::types::AgendaTopic;
use crate::domain::assessment::{AreaScore, kept_scores};
use crate::domain::concern::Concern;
use crate::domain::health_review::{HealthReview, standing};
use crate::domain::parent_view::ParentView;
use crate::domain::progress_check::{self, ProgressCheck, ProgressCheckArea};
use crate::domain::review::{Review, loader as reviews};
use crate::domain::topic_map;
use crate::gql::wire::Call;
use crate::problem::Result;
use crate::store::Visible;

/// The agenda of each review.
pub async fn of_reviews(batch: &[Review], call: &Call<'_>) -> Result<Vec<Option<Vec<AgendaTopic>>>> {
    let request = call.walk.request;
    let map = topic_map::loader::in_force(&request.reader, request.store.clock().today()).await?;
    let halves =
        reviews::part::<health_review::Entity, _>(batch, call, Lens::Existence, HealthReview).await?;
    let scored = |row: Visible<assessment::Model>| {
        let scores: Vec<AreaScore> = kept_scores(row.base());
        (row, scores)
    };
    let assessments = reviews::part::<assessment::Entity, _>(batch, call, Lens::Existence, scored).await?;
    let checks = progress_check::loader::of_reviews(batch, call).await?;
    let areas =
        reviews::part::<progress_check_area::Entity, _>(batch, call, Lens::Existence, ProgressCheckArea)
            .await?;
    let views = reviews::part::<parent_view::Entity, _>(batch, call, Lens::ParentView, ParentView).await?;
    let concerns = reviews::part::<concern::Entity, _>(batch, call, Lens::ConcernDetail, Concern).await?;
    let parts = halves
        .into_iter()
        .zip(assessments)
        .zip(checks.into_iter().zip(areas))
        .zip(views.into_iter().zip(concerns));
    let mut agendas = Vec::with_capacity(batch.len());
    for (((half, assessments), (check, areas)), (views, concerns)) in parts {
        let written = Written {
            half: half.and_then(standing).map(|half| half.0),
            assessments: assessments.unwrap_or_default(),
            check,
            areas: areas.unwrap_or_default(),
            views: views.unwrap_or_default(),
            concerns: concerns.unwrap_or_default(),
        };
        let written = written.standing();
        agendas.push(Some(map.links.iter().map(|link| written.about(link)).collect()));
    }
    Ok(agendas)
}

/// All that is written of one review.
struct Written {
    half: Option<Visible<health_review::Model>>,
    assessments: Vec<(Visible<assessment::Model>, Vec<AreaScore>)>,
    check: Option<ProgressCheck>,
    areas: Vec<ProgressCheckArea>,
    views: Vec<ParentView>,
    concerns: Vec<Concern>,
}

impl Written {
    /// What counts of it: of the halves that stand, the assessments that were not corrected, and what is open.
    fn standing(mut self) -> Self {
        let half = self.half.as_ref().map(|half| half.base().id);
        self.assessments.retain(|(row, _)| {
            let row = row.base();
            half == Some(row.health_review_id) && row.status == AssessmentStatus::Current
        });
        let check = self.check.as_ref().map(|check| check.0.base().id);
        self.areas
            .retain(|area| check == Some(area.0.base().progress_check_id));
        self.concerns
            .retain(|concern| concern.0.base().status == ConcernStatus::Open);
        self
    }

    /// What of it belongs together.
    fn about(&self, link: &topic_map::Link) -> AgendaTopic {
        let of_area = |area: &&ProgressCheckArea| link.prime_areas.contains(&area.0.base().area);
        let of_topic = |concern: &&Concern| link.topics.contains(&concern.0.base().topic);
        AgendaTopic {
            link: link.clone(),
            areas: self.areas.iter().filter(of_area).cloned().collect(),
            half: self.half.clone(),
            assessments: self.assessments.clone(),
            views: self.views.clone(),
            concerns: self.concerns.iter().filter(of_topic).cloned().collect(),
        }
    }
}
