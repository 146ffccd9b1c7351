//! How far each review has come.

use entity::enums::ReviewEnd;

use super::children::special;
use super::dice::Dice;

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
    ConcernWithdrawn,
    Referral,
    Ended,
}

const CHAPTERS: [(Chapter, u32); 13] = [
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
        "The setting closed; the health review was completed.",
    ),
    (
        ReviewEnd::EarlyYearsOnly,
        "The family wanted the progress check only.",
    ),
    (ReviewEnd::EnteredInError, "Planned for the wrong child."),
    (ReviewEnd::Deceased, "The child has died."),
];

/// The chapter that the review of a child has reached.
pub(super) fn chapter(number: u32, dice: &mut Dice) -> Chapter {
    match number {
        special::TWIN => Chapter::Referral,
        special::OTHER_TWIN | special::RESTRICTED | special::NO_SETTING => Chapter::Scheduled,
        special::VERY_RESTRICTED => Chapter::FamilyInvited,
        special::CHILDMINDER => Chapter::Concern,
        special::INTERPRETER => Chapter::PartiesAccepted,
        _ => dice
            .weighted(&CHAPTERS, |(_, weight)| *weight)
            .map_or(Chapter::Planned, |(chapter, _)| *chapter),
    }
}
