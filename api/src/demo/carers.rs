//! The parents and carers of the children.

use entity::enums::{CarerRelationship, ParentalResponsibility};

use super::children::{DemoChild, special};
use super::dice::Dice;
use super::names::Origin;
use super::organisations::Place;

/// A parent or carer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DemoCarer {
    /// Its id in the sending system.
    pub id: String,
    /// Given name.
    pub given_name: &'static str,
    /// Family name.
    pub family_name: String,
    /// Relationship to the child.
    pub relationship: CarerRelationship,
    /// Legal status.
    pub parental_responsibility: ParentalResponsibility,
    /// Language.
    pub language: &'static str,
    /// Whether an interpreter is needed.
    pub needs_interpreter: bool,
    /// Telephone.
    pub phone: String,
    /// Mail, where they gave one.
    pub email: Option<String>,
    /// The subject of their tokens, for those who sign in.
    pub subject: Option<String>,
}

/// The carers of a child.
pub(super) fn carers(
    place: &Place,
    dice: &mut Dice,
    origin: &Origin,
    child: &DemoChild,
    number: u32,
) -> Vec<DemoCarer> {
    use CarerRelationship::{BiologicalFather, BiologicalMother, FosterMother};
    use ParentalResponsibility::{Disputed, Held, LaShared, NotHeld};
    let mut carers = Vec::new();
    let mut add = |dice: &mut Dice, relationship, responsibility, signs_in: bool| {
        let place_of = u32::try_from(carers.len()).unwrap_or(0) + 1;
        let names = if matches!(relationship, BiologicalFather) {
            origin.boys
        } else {
            origin.girls
        };
        let slug = place.slug;
        let own_email = format!("carer-{number}-{place_of}@{slug}-family.example");
        carers.push(DemoCarer {
            id: format!("{}-C{place_of}", child.id),
            given_name: dice.word(names),
            family_name: child.family_name.clone(),
            relationship,
            parental_responsibility: responsibility,
            language: child.language,
            needs_interpreter: number == special::INTERPRETER
                || (child.language == "Ukrainian" && dice.chance(50)),
            phone: format!("07700 900{:03}", 500 + (number * 3 + place_of) % 500),
            email: dice.chance(70).then_some(own_email),
            subject: signs_in.then(|| format!("{slug}-parent-{number}")),
        });
    };
    let signs_in = number <= special::LAST || number.is_multiple_of(5);
    match number {
        special::FOSTERED => {
            add(dice, FosterMother, NotHeld, false);
            add(dice, BiologicalMother, LaShared, false);
        }
        special::DISPUTED => {
            add(dice, BiologicalMother, Held, true);
            add(dice, BiologicalFather, Disputed, false);
        }
        _ => {
            add(dice, BiologicalMother, Held, signs_in);
            if dice.chance(72) {
                let responsibility = if dice.chance(88) { Held } else { NotHeld };
                add(dice, BiologicalFather, responsibility, false);
            }
        }
    }
    carers
}
