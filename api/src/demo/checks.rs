//! The progress check in the stories: what a setting saw of a child, in the words of this world.

use entity::enums::{AreaJudgement, EyfsAspect, PrimeArea, ValueSet};

use super::stories::Act;

/// What a key person writes of one prime area.
#[derive(Debug, PartialEq, Eq)]
pub struct Area {
    /// How the child gets on.
    pub judgement: AreaJudgement,
    /// Strengths.
    pub strengths: &'static str,
    /// What support is needed.
    pub support: Option<&'static str>,
    /// At home.
    pub home: &'static str,
    /// In the setting.
    pub setting: &'static str,
    /// One aspect, with what was seen.
    pub aspect: (EyfsAspect, &'static str),
}

/// What a key person writes of a child.
#[derive(Debug, PartialEq, Eq)]
pub struct Seen {
    /// The child's own voice.
    pub voice: &'static str,
    /// What the parents said.
    pub parents: &'static str,
    /// The summary.
    pub summary: &'static str,
    /// The targeted plan and with whom it was made, where one is due.
    pub plan: Option<(&'static str, &'static str)>,
    /// The prime areas, in the order of the framework.
    pub areas: [Area; 3],
}

use AreaJudgement::{ConcernPossibleDelay, ProgressingWell, SomeAdditionalSupport};

const MOVES_WELL: Area = Area {
    judgement: ProgressingWell,
    strengths: "Climbs the big steps without help and builds towers of eight.",
    support: None,
    home: "Walk to nursery; let the child do up the zip.",
    setting: "Time outside every day; threading and pouring.",
    aspect: (
        EyfsAspect::GrossMotorSkills,
        "Runs, stops and turns without falling.",
    ),
};

static SEEN: [Seen; 3] = [
    Seen {
        voice: "'More puddle!' Goes to the water tray first every morning.",
        parents: "Talks all day at home, sings with the grandmother.",
        summary: "Settled and curious. Talks in short sentences and plays beside the others.",
        plan: None,
        areas: [
            Area {
                judgement: ProgressingWell,
                strengths: "Three words together; listens to a whole story.",
                support: None,
                home: "Talk about the day at bedtime, in the language of the family.",
                setting: "Story baskets; songs with actions.",
                aspect: (EyfsAspect::Speaking, "Says 'my car gone'."),
            },
            MOVES_WELL,
            Area {
                judgement: ProgressingWell,
                strengths: "Says goodbye easily, comforts a friend who cries.",
                support: None,
                home: "Let the child help to lay the table.",
                setting: "Taking turns in small groups.",
                aspect: (
                    EyfsAspect::BuildingRelationships,
                    "Seeks out the same two friends.",
                ),
            },
        ],
    },
    Seen {
        voice: "Takes an adult's hand and leads them to the trains.",
        parents: "Few words at home too; the father was a late talker.",
        summary: "Warm and busy. Uses four words and many gestures; we wonder about hearing.",
        plan: Some((
            "Ten minutes of play and talk each day, one to one; words with signs; hearing to be tested.",
            "The parents and the setting's SENCO",
        )),
        areas: [
            Area {
                judgement: ConcernPossibleDelay,
                strengths: "Points to share what is seen; enjoys rhymes.",
                support: Some("Four words; does not follow a request without a gesture."),
                home: "Get down to eye level; say the word, wait, say it again.",
                setting: "Signs with words; one adult who comments on play.",
                aspect: (
                    EyfsAspect::ListeningAttentionAndUnderstanding,
                    "Turns to a loud bell, not to the name.",
                ),
            },
            MOVES_WELL,
            Area {
                judgement: SomeAdditionalSupport,
                strengths: "Loving with the key person.",
                support: Some("Screams and hits when not understood."),
                home: "Name the feeling; keep the same bedtime.",
                setting: "A quiet corner; pictures for what comes next.",
                aspect: (EyfsAspect::SelfRegulation, "Calms when held, within minutes."),
            },
        ],
    },
    Seen {
        voice: "Watches from the key person's lap, then joins in for the songs.",
        parents: "At ease at home; shy with everybody new.",
        summary: "Careful and attentive. Needs time with new people and on the stairs.",
        plan: Some((
            "A calm start each day with the key person; steps and slopes in the garden.",
            "The mother",
        )),
        areas: [
            Area {
                judgement: ProgressingWell,
                strengths: "Names what is in the book; understands two steps.",
                support: None,
                home: "Look at the same books often.",
                setting: "Small groups where there is time to answer.",
                aspect: (EyfsAspect::Speaking, "Whispers to the key person in sentences."),
            },
            Area {
                judgement: SomeAdditionalSupport,
                strengths: "Draws circles, turns single pages.",
                support: Some("Unsure on steps; asks to be carried."),
                home: "Playground twice a week; hold one hand, not two.",
                setting: "Low slopes first, then the steps.",
                aspect: (EyfsAspect::GrossMotorSkills, "Crawls up the steps, slides down."),
            },
            Area {
                judgement: SomeAdditionalSupport,
                strengths: "Cares for the doll for a long time.",
                support: Some("Does not part from the mother without tears."),
                home: "Short goodbyes, always announced.",
                setting: "The same person at the door each morning.",
                aspect: (EyfsAspect::ManagingSelf, "Fetches the own shoes."),
            },
        ],
    },
];

/// The acts of one progress check; one that is complete is handed in, and of the others two in three. Where there is a concern
/// it is one with a plan.
pub(super) fn check(number: usize, (has_concern, is_complete): (bool, bool)) -> Vec<Act> {
    let place = if has_concern { 1 + number % 2 } else { 0 };
    let Some(seen) = SEEN.get(place) else {
        return Vec::new();
    };
    let areas = PrimeArea::ALL.iter().zip(&seen.areas);
    let mut acts = vec![Act::StartProgressCheck];
    acts.extend(areas.map(|(prime, area)| Act::RecordProgressCheckArea { prime: *prime, area }));
    acts.push(Act::RecordProgressCheck(seen));
    if is_complete || !number.is_multiple_of(3) {
        acts.push(Act::SubmitProgressCheck);
    }
    acts
}
