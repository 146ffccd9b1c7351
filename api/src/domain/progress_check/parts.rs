//! What belongs to a progress check, on the wire.

use entity::enums::{AreaJudgement, EyfsAspect, EyfsFramework, PrimeArea, Role};
use entity::ids::{ProgressCheckAdditionId, ProgressCheckAreaId, ProgressCheckContributionId};
use entity::{progress_check_addition, progress_check_area, progress_check_contribution};

use super::loader;
use super::rules::area::{Observed, observed};
use super::types::ProgressCheck;
use crate::domain::directory::{Organisation, Practitioner, loader as directory};
use crate::gql::connection::ready;
use crate::gql::scalars::DateTime;
use crate::gql::wire::{Boxed, Call};
use crate::problem::Result;
use crate::store::Visible;
use crate::wire;

/// What a progress check says of one prime area.
#[derive(Debug, Clone)]
pub struct ProgressCheckArea(pub Visible<progress_check_area::Model>);

wire! {
    /// What a progress check says of one prime area: how the child gets on in the framework's words, strengths, what support is
    /// needed and what is done about it. Read by whoever reads what the check says.
    ProgressCheckArea = "ProgressCheckArea", node, |area, _call| {
        /// The id, for example `progress_check_area_01j…`. Never changes.
        base "id": ProgressCheckAreaId = area.0.base().id;
        /// The prime area.
        base "area": PrimeArea = area.0.base().area;
        /// How the child gets on; null while nobody has said.
        lens(EarlyYearsDevelopment) "judgement": AreaJudgement = |row| row.judgement;
        /// Strengths.
        lens(EarlyYearsDevelopment) "strengths": String = |row| row.strengths.clone();
        /// What support is needed.
        lens(EarlyYearsDevelopment) "supportNeeded": String = |row| row.support_needed.clone();
        /// Activities and strategies for the family at home.
        lens(EarlyYearsDevelopment) "strategiesAtHome": String = |row| row.strategies_at_home.clone();
        /// Activities and strategies in the setting.
        lens(EarlyYearsDevelopment) "strategiesInSetting": String = |row| row.strategies_in_setting.clone();
        /// The version of the framework whose aspects are used.
        lens(EarlyYearsDevelopment) "framework": EyfsFramework = |row| Some(row.framework);
        /// The aspects with what was observed, at most three.
        many(EarlyYearsDevelopment) "aspects": AspectObservation = aspects;
        /// When it was first written.
        base "createdAt": DateTime = DateTime(area.0.base().created_at);
        /// When it was last changed.
        base "updatedAt": DateTime = DateTime(area.0.base().updated_at);
        /// The progress check.
        one "progressCheck": ProgressCheck = of_area;
    }
}

/// What was observed of one aspect.
#[derive(Debug, Clone)]
pub struct AspectObservation(Observed);

wire! {
    /// What was observed of one aspect of a prime area.
    AspectObservation = "AspectObservation", value, |one, _call| {
        /// The aspect.
        base "aspect": EyfsAspect = one.0.aspect;
        /// What was observed.
        base "observation": String = one.0.observation.clone();
    }
}

/// What a second setting says for a progress check.
#[derive(Debug, Clone)]
pub struct ProgressCheckContribution(pub Visible<progress_check_contribution::Model>);

wire! {
    /// What another setting that the child goes to says for a progress check. Never changes. Read by whoever reads what the
    /// check says.
    ProgressCheckContribution = "ProgressCheckContribution", node, |said, _call| {
        /// The id, for example `progress_check_contribution_01j…`. Never changes.
        base "id": ProgressCheckContributionId = said.0.base().id;
        /// What is said.
        lens(EarlyYearsDevelopment) "text": String = |row| Some(row.text.clone());
        /// From which setting. Withheld where the child's whereabouts are protected.
        one(Location) "setting": Organisation = from;
        /// In which role it was said.
        base "contributedByRole": Role = said.0.base().contributed_by_role;
        /// By whom.
        one "contributedBy": Practitioner = contributed_by;
        /// When.
        base "createdAt": DateTime = DateTime(said.0.base().created_at);
        /// The same: a contribution never changes.
        base "updatedAt": DateTime = DateTime(said.0.base().updated_at);
        /// The progress check.
        one "progressCheck": ProgressCheck = of_contribution;
    }
}

/// An addition to a progress check.
#[derive(Debug, Clone)]
pub struct ProgressCheckAddition(pub Visible<progress_check_addition::Model>);

wire! {
    /// An addition to a progress check after it was handed in. Never changes. Read by whoever reads what the check says.
    ProgressCheckAddition = "ProgressCheckAddition", node, |addition, _call| {
        /// The id, for example `progress_check_addition_01j…`. Never changes.
        base "id": ProgressCheckAdditionId = addition.0.base().id;
        /// What was added.
        lens(EarlyYearsDevelopment) "text": String = |row| Some(row.text.clone());
        /// In which role it was added.
        base "addedByRole": Role = addition.0.base().added_by_role;
        /// Who added it.
        one "addedBy": Practitioner = added_by;
        /// When it was added.
        base "createdAt": DateTime = DateTime(addition.0.base().created_at);
        /// The same: an addition never changes.
        base "updatedAt": DateTime = DateTime(addition.0.base().updated_at);
        /// The progress check.
        one "progressCheck": ProgressCheck = of_addition;
    }
}

fn aspects<'a>(
    batch: &'a [ProgressCheckArea],
    _: &Call<'_>,
) -> Boxed<'a, Result<Vec<Option<Vec<AspectObservation>>>>> {
    let of_area = |area: &ProgressCheckArea| {
        let observed = observed(area.0.base());
        Some(observed.into_iter().map(AspectObservation).collect())
    };
    ready(batch.iter().map(of_area).collect())
}

async fn of_area(batch: &[ProgressCheckArea], call: &Call<'_>) -> Result<Vec<Option<ProgressCheck>>> {
    loader::checks(batch.iter().map(|area| area.0.base().progress_check_id), call).await
}

async fn of_contribution(
    batch: &[ProgressCheckContribution],
    call: &Call<'_>,
) -> Result<Vec<Option<ProgressCheck>>> {
    loader::checks(batch.iter().map(|said| said.0.base().progress_check_id), call).await
}

async fn of_addition(batch: &[ProgressCheckAddition], call: &Call<'_>) -> Result<Vec<Option<ProgressCheck>>> {
    loader::checks(
        batch.iter().map(|addition| addition.0.base().progress_check_id),
        call,
    )
    .await
}

async fn from(batch: &[ProgressCheckContribution], call: &Call<'_>) -> Result<Vec<Option<Organisation>>> {
    directory::organisations(batch.iter().map(|said| Some(said.0.base().setting_id)), call).await
}

async fn contributed_by(
    batch: &[ProgressCheckContribution],
    call: &Call<'_>,
) -> Result<Vec<Option<Practitioner>>> {
    let ids = batch.iter().map(|said| Some(said.0.base().contributed_by_id));
    directory::practitioners(ids, call).await
}

async fn added_by(batch: &[ProgressCheckAddition], call: &Call<'_>) -> Result<Vec<Option<Practitioner>>> {
    let ids = batch.iter().map(|addition| Some(addition.0.base().added_by_id));
    directory::practitioners(ids, call).await
}
