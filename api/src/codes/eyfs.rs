//! The reference data of the early years foundation stage: which aspects each prime area has, by version of the framework.
//!
//! Versioned: an entry keeps the version whose aspects it used, so that a later framework does not rewrite what was said.
//! Settings still hold journals in the aspects of before 2021 (domain.md 3.2). Pure.

use entity::enums::{AreaJudgement, EyfsAspect, EyfsFramework, PrimeArea};

/// The version that counts where none is named.
pub const CURRENT: EyfsFramework = EyfsFramework::Eyfs2021;

/// The aspects of a prime area.
pub const fn aspects(framework: EyfsFramework, area: PrimeArea) -> &'static [EyfsAspect] {
    use EyfsAspect as A;
    match (framework, area) {
        (EyfsFramework::Eyfs2021, PrimeArea::CommunicationAndLanguage) => {
            &[A::ListeningAttentionAndUnderstanding, A::Speaking]
        }
        (EyfsFramework::Eyfs2021, PrimeArea::PhysicalDevelopment) => {
            &[A::GrossMotorSkills, A::FineMotorSkills]
        }
        (EyfsFramework::Eyfs2021, PrimeArea::PersonalSocialEmotionalDevelopment) => {
            &[A::SelfRegulation, A::ManagingSelf, A::BuildingRelationships]
        }
        (EyfsFramework::Eyfs2012, PrimeArea::CommunicationAndLanguage) => {
            &[A::ListeningAndAttention, A::Understanding, A::Speaking]
        }
        (EyfsFramework::Eyfs2012, PrimeArea::PhysicalDevelopment) => {
            &[A::MovingAndHandling, A::HealthAndSelfCare]
        }
        (EyfsFramework::Eyfs2012, PrimeArea::PersonalSocialEmotionalDevelopment) => {
            &[A::SelfConfidence, A::ManagingFeelings, A::MakingRelationships]
        }
    }
}

/// The name of a prime area, as the framework writes it.
pub const fn area_name(area: PrimeArea) -> &'static str {
    match area {
        PrimeArea::CommunicationAndLanguage => "Communication and language",
        PrimeArea::PhysicalDevelopment => "Physical development",
        PrimeArea::PersonalSocialEmotionalDevelopment => "Personal, social and emotional development",
    }
}

/// The name of an aspect, as the framework writes it.
pub const fn aspect_name(aspect: EyfsAspect) -> &'static str {
    match aspect {
        EyfsAspect::ListeningAttentionAndUnderstanding => "Listening, attention and understanding",
        EyfsAspect::Speaking => "Speaking",
        EyfsAspect::GrossMotorSkills => "Gross motor skills",
        EyfsAspect::FineMotorSkills => "Fine motor skills",
        EyfsAspect::SelfRegulation => "Self-regulation",
        EyfsAspect::ManagingSelf => "Managing self",
        EyfsAspect::BuildingRelationships => "Building relationships",
        EyfsAspect::ListeningAndAttention => "Listening and attention",
        EyfsAspect::Understanding => "Understanding",
        EyfsAspect::MovingAndHandling => "Moving and handling",
        EyfsAspect::HealthAndSelfCare => "Health and self-care",
        EyfsAspect::SelfConfidence => "Self-confidence and self-awareness",
        EyfsAspect::ManagingFeelings => "Managing feelings and behaviour",
        EyfsAspect::MakingRelationships => "Making relationships",
    }
}

/// A judgement, as a parent reads it.
pub const fn judgement_words(judgement: AreaJudgement) -> &'static str {
    match judgement {
        AreaJudgement::ProgressingWell => "Progressing well",
        AreaJudgement::SomeAdditionalSupport => "Some additional support might be needed",
        AreaJudgement::ConcernPossibleDelay => "Concern about a possible developmental delay",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use entity::enums::ValueSet;

    #[test]
    fn every_aspect_is_one_of_its_versions_areas_and_of_no_other() {
        for framework in EyfsFramework::ALL {
            let all: Vec<_> = PrimeArea::ALL
                .iter()
                .flat_map(|area| aspects(*framework, *area))
                .collect();
            let mut once = all.clone();
            once.sort();
            once.dedup();
            assert_eq!(once.len(), all.len(), "{framework:?}");
        }
        for aspect in EyfsAspect::ALL {
            let is_known = EyfsFramework::ALL.iter().any(|framework| {
                let mut areas = PrimeArea::ALL.iter();
                areas.any(|area| aspects(*framework, *area).contains(aspect))
            });
            assert!(is_known, "{aspect:?}");
        }
    }

    #[test]
    fn the_aspects_since_2021_are_seven() {
        let count = |area: &PrimeArea| aspects(CURRENT, *area).len();
        assert_eq!(PrimeArea::ALL.iter().map(count).collect::<Vec<_>>(), [2, 2, 3]);
    }
}
