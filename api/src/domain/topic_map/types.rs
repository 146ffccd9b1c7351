//! The topic map on the wire.

use entity::enums::{AssessmentArea, Instrument, LeadProfession, PrimeArea, Role, Topic};
use entity::ids::TopicMapId;
use entity::topic_map;

use super::links::{self, Link};
use crate::domain::directory::{Practitioner, loader as directory};
use crate::gql::connection::{Connected, ready};
use crate::gql::scalars::{Date, DateTime};
use crate::gql::wire::{Boxed, Call};
use crate::problem::Result;
use crate::store::Visible;
use crate::wire;

/// A version of the authority's topic map.
#[derive(Debug, Clone)]
pub struct TopicMap(pub Visible<topic_map::Model>);

wire! {
    /// A version of the authority's topic map: how what the two professions look at belongs together. Nothing of it changes;
    /// a later version takes its place. Everybody in the authority may read it.
    TopicMap = "TopicMap", node, |map, _call| {
        /// The id, for example `topic_map_01j…`. Never changes.
        base "id": TopicMapId = map.0.base().id;
        /// 1, 2, 3 … within the authority.
        base "number": i32 = map.0.base().number;
        /// The first day on which it counts. It counts until the day of a later version; of two versions of one day the
        /// later number counts.
        base "effectiveFrom": Date = Date(map.0.base().effective_from);
        /// What it is about, in the words of whoever set it.
        base "note": Option<String> = map.0.base().note.clone();
        /// What belongs together, in the order in which it is talked about.
        many "links": TopicLink = links_of;
        /// In which role it was set.
        base "setByRole": Role = map.0.base().set_by_role;
        /// Who set it.
        one "setBy": Practitioner = set_by;
        /// When it was set.
        base "createdAt": DateTime = DateTime(map.0.base().created_at);
        /// The same: a version never changes.
        base "updatedAt": DateTime = DateTime(map.0.base().updated_at);
    }
}

impl Connected for TopicMap {
    const CONNECTION: &'static str = "TopicMapConnection";
    const EDGE: &'static str = "TopicMapEdge";
}

/// What belongs together.
#[derive(Debug, Clone)]
pub struct TopicLink {
    order: i32,
    link: Link,
}

wire! {
    /// What belongs together: what the early years setting, the health visitor and an assessment say about the same.
    TopicLink = "TopicLink", value, |it, _call| {
        /// Its place in the map: 1, 2, 3 …
        base "order": i32 = it.order;
        /// What it is called, by both professions.
        base "title": String = it.link.title.clone();
        /// Prime areas of the EYFS.
        base "primeAreas": Vec<PrimeArea> = it.link.prime_areas.clone();
        /// Areas of assessments.
        base "assessmentAreas": Vec<AssessmentArea> = it.link.assessment_areas.clone();
        /// Instruments that belong here as a whole.
        base "instruments": Vec<Instrument> = it.link.instruments.clone();
        /// Health topics.
        base "topics": Vec<Topic> = it.link.topics.clone();
        /// Which profession leads on it.
        base "lead": LeadProfession = it.link.lead;
    }
}

/// What is in force.
#[derive(Debug, Clone)]
pub struct TopicMapInForce {
    number: i32,
    links: Vec<Link>,
    own: Option<TopicMap>,
}

impl TopicMapInForce {
    /// The authority's own version, or the shipped default.
    pub fn new(own: Option<TopicMap>) -> Result<Self> {
        Ok(match own {
            Some(own) => Self {
                number: own.0.base().number,
                links: links::of_row(own.0.base())?,
                own: Some(own),
            },
            None => Self {
                number: links::NUMBER,
                links: links::default_links(),
                own: None,
            },
        })
    }
}

wire! {
    /// How what the two professions look at belongs together on a day: by the authority's own topic map, or by the default
    /// that is shipped.
    TopicMapInForce = "TopicMapInForce", value, |it, _call| {
        /// Whether it is the shipped default, because the authority has no map of its own in force.
        base "isDefault": bool = it.own.is_none();
        /// Which version: the number of the authority's own, or that of the shipped default.
        base "number": i32 = it.number;
        /// What belongs together, in the order in which it is talked about.
        many "links": TopicLink = followed_links;
        /// The authority's own; null for the shipped default.
        one "topicMap": TopicMap = own;
    }
}

fn numbered(links: Vec<Link>) -> Vec<TopicLink> {
    let link = |(order, link)| TopicLink { order, link };
    (1..).zip(links).map(link).collect()
}

fn links_of<'a>(batch: &'a [TopicMap], _: &Call<'_>) -> Boxed<'a, Result<Vec<Option<Vec<TopicLink>>>>> {
    let of = |map: &TopicMap| Ok(Some(numbered(links::of_row(map.0.base())?)));
    Box::pin(std::future::ready(batch.iter().map(of).collect()))
}

fn followed_links<'a>(
    batch: &'a [TopicMapInForce],
    _: &Call<'_>,
) -> Boxed<'a, Result<Vec<Option<Vec<TopicLink>>>>> {
    let of = |it: &TopicMapInForce| Some(numbered(it.links.clone()));
    ready(batch.iter().map(of).collect())
}

fn own<'a>(batch: &'a [TopicMapInForce], _: &Call<'_>) -> Boxed<'a, Result<Vec<Option<TopicMap>>>> {
    ready(batch.iter().map(|it| it.own.clone()).collect())
}

async fn set_by(batch: &[TopicMap], call: &Call<'_>) -> Result<Vec<Option<Practitioner>>> {
    directory::practitioners(batch.iter().map(|map| Some(map.0.base().set_by_id)), call).await
}
