//! How far each review has come.

use entity::enums::ReviewEnd;

use super::children::special;

/// How far a story goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Chapter {
    Planned,
    FamilyInvited,
    PartiesInvited,
    PartyDeclined,
    PartiesAccepted,
    Scheduled,
    Rescheduled,
    Apologies,
    ModelChanged,
    Concern,
    BothHalves,
    ConcernWithdrawn,
    Referral,
    Ended,
}

/// The step from card to card; it has no divisor in common with the sum of the weights.
const STRIDE: usize = 37;

const CHAPTERS: [(Chapter, usize); 13] = [
    (Chapter::Planned, 10),
    (Chapter::FamilyInvited, 12),
    (Chapter::PartiesInvited, 10),
    (Chapter::PartyDeclined, 3),
    (Chapter::PartiesAccepted, 12),
    (Chapter::Scheduled, 14),
    (Chapter::Rescheduled, 3),
    (Chapter::Apologies, 3),
    (Chapter::ModelChanged, 3),
    (Chapter::Concern, 14),
    (Chapter::ConcernWithdrawn, 2),
    (Chapter::Referral, 16),
    (Chapter::Ended, 12),
];

/// The ends that a review comes to before its time, and why.
pub(super) const ENDS: [(ReviewEnd, &str); 7] = [
    (
        ReviewEnd::Declined,
        "The parents thank us and do not want a review.",
    ),
    (
        ReviewEnd::NotBrought,
        "Three dates offered; the family did not come and does not answer.",
    ),
    (ReviewEnd::MovedAway, "The family moved to another county."),
    (
        ReviewEnd::HealthOnly,
        "The progress check could not be done in time; the health review was completed.",
    ),
    (
        ReviewEnd::EarlyYearsOnly,
        "The family wanted the progress check only.",
    ),
    (ReviewEnd::EnteredInError, "Planned for the wrong child."),
    (ReviewEnd::Deceased, "The child has died."),
];

/// The chapter that the review of a child has reached; those without a fixed one take turns by weight.
pub(super) fn chapter(number: u32, turn: usize) -> Chapter {
    match number {
        special::TWIN => Chapter::Referral,
        special::OTHER_TWIN | special::RESTRICTED | special::NO_SETTING => Chapter::Scheduled,
        special::VERY_RESTRICTED => Chapter::FamilyInvited,
        special::CHILDMINDER => Chapter::Concern,
        special::TOLD => Chapter::BothHalves,
        special::INTERPRETER => Chapter::PartiesAccepted,
        _ => in_turn(turn),
    }
}

/// Deals the chapters like a shuffled pack in which each lies as often as its weight says.
fn in_turn(turn: usize) -> Chapter {
    let pack: usize = CHAPTERS.iter().map(|(_, weight)| weight).sum();
    let mut card = turn * STRIDE % pack;
    let found = CHAPTERS
        .iter()
        .find(|(_, weight)| match card.checked_sub(*weight) {
            Some(left) => {
                card = left;
                false
            }
            None => true,
        });
    found.map_or(Chapter::Planned, |(chapter, _)| *chapter)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pack_holds_each_chapter_by_its_weight() {
        let pack: usize = CHAPTERS.iter().map(|(_, weight)| weight).sum();
        for (chapter, weight) in CHAPTERS {
            assert_eq!(
                (0..pack).filter(|turn| in_turn(*turn) == chapter).count(),
                weight,
                "{chapter:?}"
            );
        }
    }
}
