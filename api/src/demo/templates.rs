//! What practitioners and parents of this world worry about, in their words.

use entity::enums::{ConcernLevel, Discipline, ReferralReason, ReferralUrgency, Sensitivity, Topic};

/// A plausible concern, and the referral that it may lead to.
#[derive(Debug, PartialEq, Eq)]
pub struct Template {
    /// What it is about.
    pub topic: Topic,
    /// How heavy it weighs.
    pub level: ConcernLevel,
    /// Who may hear of it.
    pub sensitivity: Sensitivity,
    /// Which profession notices it first; `None` for a parent.
    pub raised_by: Option<Discipline>,
    /// What they say.
    pub text: &'static str,
    /// What they base it on.
    pub evidence: &'static str,
    /// The referral that it may lead to.
    pub referral: Option<ReferralTemplate>,
}

/// A referral that a concern may lead to.
#[derive(Debug, PartialEq, Eq)]
pub struct ReferralTemplate {
    /// The service, by the id of the organisation.
    pub service: &'static str,
    /// The national reason.
    pub reason: ReferralReason,
    /// How soon.
    pub urgency: ReferralUrgency,
    /// What is asked of the service.
    pub text: &'static str,
    /// What the service wants to see, and what is given, in the order of its list.
    pub evidence: &'static [&'static str],
}

const HEALTH: Option<Discipline> = Some(Discipline::Health);
const EARLY_YEARS: Option<Discipline> = Some(Discipline::EarlyYears);

const fn referral(
    service: &'static str,
    reason: ReferralReason,
    text: &'static str,
    evidence: &'static [&'static str],
) -> ReferralTemplate {
    ReferralTemplate {
        service,
        reason,
        urgency: ReferralUrgency::Routine,
        text,
        evidence,
    }
}

const fn concern(
    topic: Topic,
    level: ConcernLevel,
    raised_by: Option<Discipline>,
    [text, evidence]: [&'static str; 2],
    referral: Option<ReferralTemplate>,
) -> Template {
    Template {
        topic,
        level,
        sensitivity: Sensitivity::Standard,
        raised_by,
        text,
        evidence,
        referral,
    }
}

/// The concerns of this world.
pub static CONCERNS: [Template; 11] = [
    concern(
        Topic::Communication,
        ConcernLevel::Concern,
        EARLY_YEARS,
        [
            "Uses about fifteen single words and no two-word phrases; leads an adult by the hand to ask for things.",
            "Observed over six weeks at snack and story time; the family hears the same words at home.",
        ],
        Some(referral(
            "SLT",
            ReferralReason::SpeechAndLanguage,
            "Please assess expressive language and advise the setting and the family.",
            &[
                "Hearing test passed last month.",
                "Commenting, choices and picture cards used for ten weeks.",
            ],
        )),
    ),
    concern(
        Topic::Hearing,
        ConcernLevel::Concern,
        EARLY_YEARS,
        [
            "Does not turn to her name when the room is noisy and watches faces closely.",
            "Noticed by two colleagues on different days; frequent colds this winter.",
        ],
        Some(referral(
            "AUD",
            ReferralReason::Hearing,
            "Please test hearing.",
            &["The key person and the room leader noticed it over four weeks."],
        )),
    ),
    concern(
        Topic::PersonalSocial,
        ConcernLevel::Significant,
        EARLY_YEARS,
        [
            "Rarely looks for another person, plays alone with wheels and lids, is very upset by small changes.",
            "Daily notes since September; the setting's coordinator observed twice.",
        ],
        Some(referral(
            "CDC",
            ReferralReason::DevelopmentalProblems,
            "Please assess social communication and play.",
            &[
                "Scores in two areas below the cut-off.",
                "The parents describe the same at home and want an assessment.",
            ],
        )),
    ),
    concern(
        Topic::GrossMotor,
        ConcernLevel::Watch,
        HEALTH,
        [
            "Walks well but avoids steps and does not jump yet.",
            "Seen at the clinic; walked at seventeen months.",
        ],
        None,
    ),
    concern(
        Topic::Growth,
        ConcernLevel::Concern,
        HEALTH,
        [
            "Weight has crossed two centiles downwards since the one-year review.",
            "Weighed twice, five weeks apart, on the clinic's scales.",
        ],
        Some(referral(
            "DIE",
            ReferralReason::NutritionDietetics,
            "Please advise on a narrow diet with slow weight gain.",
            &["10.1 kg in September and 10.2 kg in October."],
        )),
    ),
    concern(
        Topic::Sleep,
        ConcernLevel::Watch,
        HEALTH,
        [
            "Wakes four times a night; the parents are exhausted.",
            "Sleep diary of two weeks.",
        ],
        Some(referral(
            "HUB",
            ReferralReason::Sleep,
            "Please offer the sleep workshop to this family.",
            &[],
        )),
    ),
    concern(
        Topic::Behaviour,
        ConcernLevel::Watch,
        None,
        [
            "He hits himself when he cannot have what he wants, and I do not know what to do.",
            "It happens most evenings since his sister was born.",
        ],
        Some(referral(
            "HUB",
            ReferralReason::FamilySupport,
            "Please offer the parents' group for toddlers.",
            &[],
        )),
    ),
    Template {
        topic: Topic::HomeAndFamily,
        level: ConcernLevel::Concern,
        sensitivity: Sensitivity::PractitionersOnly,
        raised_by: HEALTH,
        text: "The family has moved three times this year and sleeps in one room with relatives.",
        evidence: "Told at the home visit; the mother asked to agree first how it is spoken about.",
        referral: None,
    },
    concern(
        Topic::FineMotor,
        ConcernLevel::Watch,
        EARLY_YEARS,
        [
            "Uses the whole fist for spoons and crayons.",
            "Observed at the easel and at lunch for three weeks.",
        ],
        None,
    ),
    concern(
        Topic::ProblemSolving,
        ConcernLevel::Concern,
        HEALTH,
        [
            "Does not yet look for a hidden toy or copy a simple line.",
            "Questionnaire filled in with the parents; the setting sees the same.",
        ],
        Some(referral(
            "POR",
            ReferralReason::DevelopmentalProblems,
            "Please visit the family at home to build play step by step.",
            &["The parents would welcome visits in the morning."],
        )),
    ),
    concern(
        Topic::OralHealth,
        ConcernLevel::Watch,
        HEALTH,
        [
            "A bottle of juice at bedtime; brown marks on the front teeth.",
            "Seen at the review; not registered with a dentist.",
        ],
        None,
    ),
];
