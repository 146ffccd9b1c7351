//! What a topic map may say, and from when. Pure.

use chrono::NaiveDate;
use entity::enums::{Role, RuleCode, Topic, ValueSet};
use entity::ids::PractitionerId;
use entity::topic_map;
use sea_orm::ActiveValue::Set;

use super::links::{self, Link};
use crate::codes::Inputs;
use crate::problem::{Problem, Result};

/// Links that a map has at most: one for each topic.
const MOST_LINKS: usize = Topic::ALL.len();
/// Versions that an authority has at most.
const MOST_VERSIONS: usize = 500;
/// The longest title, in characters.
const TITLE: usize = 120;
/// The longest note, in characters.
const NOTE: usize = 2_000;

/// Who sets it.
#[derive(Debug, Clone, Copy)]
pub struct By {
    /// Who.
    pub id: PractitionerId,
    /// In which role.
    pub role: Role,
}

/// What a version is to say.
#[derive(Debug, Clone, Copy)]
pub struct Wish<'a> {
    /// The links, in their order.
    pub links: &'a [Link],
    /// The first day on which it counts; today if nothing is said.
    pub effective_from: Option<NaiveDate>,
    /// What it is about.
    pub note: Option<&'a str>,
}

/// A new version; `known` are those that there are.
pub fn set(
    by: By,
    wish: Wish<'_>,
    (known, today): (&[topic_map::Model], NaiveDate),
) -> Result<topic_map::ActiveModel> {
    let mut inputs = Inputs::default();
    let links = checked(&mut inputs, wish.links);
    let note = inputs.optional("note", wish.note, NOTE);
    let from = wish.effective_from.unwrap_or(today);
    inputs.must(today <= from, "effectiveFrom", || {
        "lies in the past: what was in force then stays so".to_owned()
    });
    inputs.done()?;
    if MOST_VERSIONS <= known.len() {
        return Err(Problem::rule(
            RuleCode::TooMany,
            format!("there are {MOST_VERSIONS} versions of a topic map at most"),
        ));
    }
    if links::followed(known, from)?.links == links {
        return Err(Problem::rule(
            RuleCode::NothingToChange,
            "nothing would change: what is in force on that day already says all this",
        ));
    }
    Ok(topic_map::ActiveModel {
        number: Set(known.iter().map(|row| row.number).max().unwrap_or_default() + 1),
        links: Set(serde_json::to_value(links).map_err(Problem::internal)?),
        note: Set(note),
        effective_from: Set(from),
        set_by_id: Set(by.id),
        set_by_role: Set(by.role),
        ..Default::default()
    })
}

/// The links with their titles as they are kept.
fn checked(inputs: &mut Inputs, given: &[Link]) -> Vec<Link> {
    inputs.must((1..=MOST_LINKS).contains(&given.len()), "links", || {
        format!("1 to {MOST_LINKS} links")
    });
    let mut links = Vec::with_capacity(given.len());
    for (place, link) in given.iter().enumerate() {
        let place = place.to_string();
        let title = inputs.text(&format!("links.{place}.title"), &link.title, TITLE);
        if link.is_empty() {
            inputs.wrong_at(
                &["links", &place],
                "is empty: give an area, an instrument or a topic",
            );
        }
        links.push(Link {
            title,
            ..link.clone()
        });
    }
    once(inputs, "primeAreas", given, |link| &link.prime_areas);
    once(inputs, "assessmentAreas", given, |link| &link.assessment_areas);
    once(inputs, "instruments", given, |link| &link.instruments);
    once(inputs, "topics", given, |link| &link.topics);
    links
}

/// Each member stands in one link, once.
fn once<T: ValueSet>(inputs: &mut Inputs, field: &str, given: &[Link], of: impl Fn(&Link) -> &Vec<T>) {
    let mut met: Vec<T> = Vec::new();
    for (place, link) in given.iter().enumerate() {
        for member in of(link) {
            if met.contains(member) {
                let wrong = format!("{} is there already: each once in the map", member.as_str());
                inputs.wrong_at(&["links", &place.to_string(), field], wrong);
            }
            met.push(*member);
        }
    }
}

#[cfg(test)]
mod tests;
