//! What is in, what is open, what is missing. Pure.

use entity::enums::{
    DeliveryModel, HalfReadiness, HealthReviewStatus, PreMeetingStatus, PreMeetingTopicStatus, ReadinessCode,
    ResponsibilityStatus, ReviewStep, ValueSet,
};
use entity::responsibility;

/// One thing that is missing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gap {
    /// What.
    pub code: ReadinessCode,
    /// In a sentence.
    pub message: String,
}

/// What a viewer sees of a review, as far as this depends on it.
#[derive(Debug, Clone, Copy)]
pub struct Known<'a> {
    /// How the halves come together.
    pub model: DeliveryModel,
    /// How far the health half is that stands.
    pub health: Option<HealthReviewStatus>,
    /// Who does what.
    pub duties: &'a [&'a responsibility::Model],
    /// How many concerns are open; none where the viewer does not read concerns.
    pub concerns: Option<usize>,
}

/// What everybody who knows of the review may know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct General {
    /// Whether the health half is in.
    pub health: HalfReadiness,
    /// Whether the early years half is in.
    pub early_years: HalfReadiness,
    /// Required steps that are open.
    pub open_steps: usize,
    /// Concerns that are open.
    pub open_concerns: Option<usize>,
    /// What is missing.
    pub missing: Vec<Gap>,
}

/// What everybody who knows of the review may know.
pub fn general(seen: Known<'_>) -> General {
    let handed_in = matches!(
        seen.health,
        Some(HealthReviewStatus::Submitted | HealthReviewStatus::Amended)
    );
    let health = if handed_in {
        HalfReadiness::In
    } else {
        by_duty(seen.duties, ReviewStep::CompleteHealthReview)
    };
    let early_years = if seen.model == DeliveryModel::HealthOnly {
        HalfReadiness::NotApplicable
    } else {
        by_duty(seen.duties, ReviewStep::CompleteProgressCheck)
    };
    let open: Vec<&responsibility::Model> = seen
        .duties
        .iter()
        .copied()
        .filter(|duty| duty.required && duty.status == ResponsibilityStatus::Open)
        .collect();
    let halves = [
        half_gap(health, ReadinessCode::HealthHalfMissing, "health"),
        half_gap(early_years, ReadinessCode::EarlyYearsHalfMissing, "early years"),
    ];
    let of_half = [
        ReviewStep::CompleteHealthReview,
        ReviewStep::CompleteProgressCheck,
    ];
    let steps = open.iter().filter(|duty| !of_half.contains(&duty.step));
    let concerns = seen.concerns.filter(|open| 0 < *open);
    let missing = halves
        .into_iter()
        .flatten()
        .chain(steps.map(|duty| step_gap(duty)))
        .chain(concerns.map(|open| Gap {
            code: ReadinessCode::ConcernOpen,
            message: format!(
                "{} without an outcome",
                counted(open, "concern is", "concerns are")
            ),
        }));
    General {
        health,
        early_years,
        open_steps: open.len(),
        open_concerns: seen.concerns,
        missing: missing.collect(),
    }
}

/// Whether a half is in, by what has become of its step.
fn by_duty(duties: &[&responsibility::Model], step: ReviewStep) -> HalfReadiness {
    let mut of_step = duties
        .iter()
        .filter(|duty| duty.step == step)
        .map(|duty| duty.status);
    match of_step.find(|status| *status != ResponsibilityStatus::Lapsed) {
        Some(ResponsibilityStatus::Done) => HalfReadiness::In,
        Some(ResponsibilityStatus::Waived) => HalfReadiness::Reasoned,
        _ => HalfReadiness::Missing,
    }
}

fn half_gap(half: HalfReadiness, code: ReadinessCode, name: &str) -> Option<Gap> {
    (half == HalfReadiness::Missing).then(|| Gap {
        code,
        message: format!("the {name} half is not in, and no reason is on record"),
    })
}

fn step_gap(duty: &responsibility::Model) -> Gap {
    let whose = duty.role.map_or(duty.party.as_str(), ValueSet::as_str);
    Gap {
        code: ReadinessCode::StepOpen,
        message: format!("the step {} of {whose} is open", duty.step.as_str()),
    }
}

fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

/// A sensitive topic of a pre-meeting, as far as this depends on it.
#[derive(Debug, Clone, Copy)]
pub struct SensitiveTopic {
    /// Whether it waits, or what came of it.
    pub status: PreMeetingTopicStatus,
    /// Whether both professions stand by its words, and somebody leads.
    pub is_prepared: bool,
}

/// What was agreed among practitioners, and what became of it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Carried {
    /// Sensitive topics with agreed words and somebody who leads.
    pub agreed: usize,
    /// Those that were spoken of with the family.
    pub discussed: usize,
    /// Those that are put off.
    pub deferred: usize,
    /// Those that go the way of safeguarding.
    pub safeguarding_route: usize,
    /// Those that wait.
    pub open: usize,
    /// What is missing.
    pub missing: Vec<Gap>,
}

/// What was agreed among practitioners, and what became of it, over all pre-meetings of a review.
pub fn carried(meetings: &[PreMeetingStatus], topics: &[SensitiveTopic]) -> Carried {
    use PreMeetingTopicStatus as S;
    let count = |wanted: S| topics.iter().filter(|topic| topic.status == wanted).count();
    let prepared = |topic: &&SensitiveTopic| topic.is_prepared && topic.status != S::Removed;
    let open = count(S::Open);
    let unprepared = topics
        .iter()
        .filter(|topic| topic.status == S::Open && !topic.is_prepared)
        .count();
    let unsigned = meetings
        .iter()
        .any(|status| matches!(status, PreMeetingStatus::Open | PreMeetingStatus::Scheduled));
    let topics_are = |count| counted(count, "sensitive topic", "sensitive topics");
    let gaps = [
        unsigned.then(|| Gap {
            code: ReadinessCode::PreMeetingNotSignedOff,
            message: "the pre-meeting is not signed off by both professions".to_owned(),
        }),
        (0 < unprepared).then(|| Gap {
            code: ReadinessCode::TopicNotAgreed,
            message: format!("{} without agreed words or a lead", topics_are(unprepared)),
        }),
        (0 < open).then(|| Gap {
            code: ReadinessCode::TopicOpen,
            message: format!("{} without an outcome", topics_are(open)),
        }),
    ];
    Carried {
        agreed: topics.iter().filter(prepared).count(),
        discussed: count(S::Discussed),
        deferred: count(S::Deferred),
        safeguarding_route: count(S::SafeguardingRoute),
        open,
        missing: gaps.into_iter().flatten().collect(),
    }
}

#[cfg(test)]
mod tests;
