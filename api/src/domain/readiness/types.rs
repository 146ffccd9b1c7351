//! How ready a review is, on the wire.

use std::sync::Arc;

use entity::enums::{HalfReadiness, ReadinessCode};
use entity::review;

use super::rules::{Carried, Gap, General};
use crate::gql::connection::ready;
use crate::gql::wire::{Boxed, Call};
use crate::problem::Result;
use crate::store::Visible;
use crate::wire;

/// How ready a review is, beside the review.
#[derive(Debug, Clone)]
pub struct ReviewReadiness(
    pub Visible<review::Model>,
    pub Arc<General>,
    pub Option<Arc<Carried>>,
);

wire! {
    /// What a review still lacks before it can be closed, as far as you see it. Parents and systems count the concerns that they
    /// read; what practitioners have agreed among themselves is apart, in `carryOver`.
    ReviewReadiness = "ReviewReadiness", row, |readiness, _call| {
        /// Whether the health half is in.
        base "healthHalf": HalfReadiness = readiness.1.health;
        /// Whether the early years half is in.
        base "earlyYearsHalf": HalfReadiness = readiness.1.early_years;
        /// How many required steps are open.
        base "openSteps": i32 = number(readiness.1.open_steps);
        /// How many concerns have no outcome.
        later(ConcernDetail) "openConcerns": i32 = open_concerns;
        /// What is missing of all this, each in a sentence; empty where nothing is.
        many "missing": ReadinessGap = missing;
        /// What was agreed in the pre-meeting and is to be carried into the review, and what became of it. For practitioners.
        one(PractitionerOnly) "carryOver": CarryOver = carry_over;
    }
}

/// One thing that is missing.
#[derive(Debug, Clone)]
pub struct ReadinessGap(Gap);

wire! {
    /// One thing that a review still lacks.
    ReadinessGap = "ReadinessGap", value, |gap, _call| {
        /// What, for programs.
        base "code": ReadinessCode = gap.0.code;
        /// What, for people.
        base "message": String = gap.0.message.clone();
    }
}

/// What was agreed in the pre-meeting, and what became of it.
#[derive(Debug, Clone)]
pub struct CarryOver(Arc<Carried>);

wire! {
    /// What practitioners have agreed in the pre-meetings of a review, and what became of it: counts of sensitive topics, without
    /// those that were taken off. For practitioners.
    CarryOver = "CarryOver", value, |carried, _call| {
        /// With agreed words and somebody who leads, whatever became of them.
        base "agreed": i32 = number(carried.0.agreed);
        /// Spoken of with the family.
        base "discussed": i32 = number(carried.0.discussed);
        /// Put off until a day.
        base "deferred": i32 = number(carried.0.deferred);
        /// On the way of safeguarding instead.
        base "safeguardingRoute": i32 = number(carried.0.safeguarding_route);
        /// Without an outcome.
        base "open": i32 = number(carried.0.open);
        /// What is missing of all this, each in a sentence; empty where nothing is.
        many "missing": ReadinessGap = carried_missing;
    }
}

fn number(count: usize) -> i32 {
    i32::try_from(count).unwrap_or(i32::MAX)
}

fn open_concerns<'a>(batch: &'a [ReviewReadiness], _: &Call<'_>) -> Boxed<'a, Result<Vec<Option<i32>>>> {
    let open = |it: &ReviewReadiness| it.1.open_concerns.map(number);
    ready(batch.iter().map(open).collect())
}

fn missing<'a>(
    batch: &'a [ReviewReadiness],
    _: &Call<'_>,
) -> Boxed<'a, Result<Vec<Option<Vec<ReadinessGap>>>>> {
    ready(batch.iter().map(|it| Some(gaps(&it.1.missing))).collect())
}

fn carry_over<'a>(batch: &'a [ReviewReadiness], _: &Call<'_>) -> Boxed<'a, Result<Vec<Option<CarryOver>>>> {
    ready(batch.iter().map(|it| it.2.clone().map(CarryOver)).collect())
}

fn carried_missing<'a>(
    batch: &'a [CarryOver],
    _: &Call<'_>,
) -> Boxed<'a, Result<Vec<Option<Vec<ReadinessGap>>>>> {
    ready(batch.iter().map(|it| Some(gaps(&it.0.missing))).collect())
}

fn gaps(missing: &[Gap]) -> Vec<ReadinessGap> {
    missing.iter().cloned().map(ReadinessGap).collect()
}
