//! Writes what was decided about a chunk.

use std::collections::HashMap;

use entity::enums::{DeliveryModel, IdentifierStatus, ResponsibilityStatus, ValueSet};
use entity::ids::{ChildId, ReviewId, TypedId};
use entity::{child, child_match, identifier, import_record, responsibility, review};
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, IntoActiveModel};
use serde_json::json;

use super::chunk::{Chunk, Working};
use crate::domain::age;
use crate::domain::child::facts as of_child;
use crate::domain::child::rules::{self, Placed};
use crate::domain::responsibility::facts as of_responsibility;
use crate::domain::review::facts;
use crate::problem::Result;
use crate::store::{Bulk, Fact, Permit, Tx};

/// Writes a chunk, each table in as few statements as possible.
pub(super) async fn chunk<A: Bulk>(tx: &mut Tx, permit: &Permit<A>, chunk: Chunk<'_>) -> Result<()> {
    let (created, updated) = children(tx, permit, chunk.known.children).await?;
    let planned = chunk.reviews.into_iter().map(|review| {
        let model: Option<DeliveryModel> = review.delivery_model.try_as_ref().copied();
        (review, model.map(facts::planned))
    });
    tx.create_all::<A, review::ActiveModel>(permit, planned.collect())
        .await?;
    let parts = chunk.responsibilities.into_iter().map(|part| (part, None));
    tx.create_all::<A, responsibility::ActiveModel>(permit, parts.collect())
        .await?;
    let questions = chunk.questions.into_iter().map(|question| {
        let fact = Fact::new("childMatch.opened", json!({ "status": "OPEN" }));
        (question, Some(fact))
    });
    tx.create_all::<A, child_match::ActiveModel>(permit, questions.collect())
        .await?;
    let answered = chunk.answered.into_iter().map(|(before, after)| {
        let fact = Fact::new(
            "childMatch.superseded",
            json!({ "status": after.status.as_str() }),
        );
        (before, after, fact)
    });
    tx.replace_all(permit, answered.collect()).await?;
    let rows = chunk.records.len();
    let records = chunk
        .records
        .into_iter()
        .map(|(key, (digest, child))| import_record::ActiveModel {
            row_key: Set(key),
            digest: Set(digest),
            child_id: Set(Some(child)),
            ..Default::default()
        });
    tx.remember(permit, records.collect()).await?;
    let counts = json!({ "rows": rows, "created": created, "updated": updated });
    tx.note_on(permit, Fact::new("children.imported", counts));
    Ok(())
}

/// Writes the children with their identifiers; says how many are new and how many changed.
async fn children<A: Bulk>(
    tx: &mut Tx,
    permit: &Permit<A>,
    children: HashMap<ChildId, Working>,
) -> Result<(usize, usize)> {
    let (mut changed, mut fresh, mut identifiers) = (Vec::new(), Vec::new(), Vec::new());
    for (id, working) in children {
        if !working.has_changed() {
            continue;
        }
        identifiers.extend(
            working
                .added()
                .iter()
                .map(|added| (identify(tx, id, added), None)),
        );
        match working.before {
            None => fresh.push(working.now),
            Some(_) => changed.push(working),
        }
    }
    fresh.sort_by_key(|child| child.id);
    let counts = (fresh.len(), changed.len());
    let fresh = fresh.into_iter().map(|child| {
        let fact = of_child::registered(child.restriction);
        (child.into_active_model(), Some(fact))
    });
    tx.create_all(permit, fresh.collect()).await?;
    tx.create_all::<A, identifier::ActiveModel>(permit, identifiers)
        .await?;
    replace(tx, permit, changed).await?;
    Ok(counts)
}

fn identify(tx: &Tx, child: ChildId, (system, value): &(String, String)) -> identifier::ActiveModel {
    identifier::ActiveModel {
        id: Set(tx.new_id()),
        subject_type: Set(ChildId::PREFIX.to_owned()),
        subject_id: Set(child.uuid()),
        system: Set(system.clone()),
        value: Set(value.clone()),
        status: Set(IdentifierStatus::Current),
        ..Default::default()
    }
}

/// Brings children up to date, and their reviews, which keep copies of where a child is.
async fn replace<A: Bulk>(tx: &mut Tx, permit: &Permit<A>, changed: Vec<Working>) -> Result<()> {
    let moved: HashMap<ChildId, child::Model> = changed
        .iter()
        .filter(|working| {
            working
                .before
                .as_ref()
                .is_some_and(|before| has_moved(before, &working.now))
        })
        .map(|working| (working.now.id, working.now.clone()))
        .collect();
    let renamed: HashMap<ChildId, (Placed, Placed)> = changed
        .iter()
        .filter_map(|working| {
            let (before, after) = (Placed::of(working.before.as_ref()?), Placed::of(&working.now));
            (before != after).then_some((working.now.id, (before, after)))
        })
        .collect();
    let children = changed.into_iter().filter_map(|working| {
        let fact = Fact::new(
            "child.updated",
            json!({ "identifiersAdded": working.added().len() }),
        );
        working.before.map(|before| (before, working.now, fact))
    });
    tx.replace_all(permit, children.collect()).await?;
    named_too(tx, permit, &renamed).await?;
    if moved.is_empty() {
        return Ok(());
    }
    let of_moved = review::Column::ChildId.is_in(moved.keys().copied());
    let reviews = tx.lock_all(tx.see::<review::Entity>().filter(of_moved)).await?;
    let reviews = reviews.into_iter().filter_map(|before| {
        let after = followed(&before, moved.get(&before.child_id)?);
        let fact = of_child::review_followed(how(&before, &after)?, before.id);
        Some((before, after, fact))
    });
    tx.replace_all(permit, reviews.collect()).await
}

/// The open responsibilities of whoever was named for a child follow to whoever is named now.
async fn named_too<A: Bulk>(
    tx: &mut Tx,
    permit: &Permit<A>,
    renamed: &HashMap<ChildId, (Placed, Placed)>,
) -> Result<()> {
    use responsibility::Column as R;
    if renamed.is_empty() {
        return Ok(());
    }
    let of_renamed = review::Column::ChildId.is_in(renamed.keys().copied());
    let reviews = tx.all(tx.see::<review::Entity>().filter(of_renamed)).await?;
    let open = reviews.iter().filter(|review| review.status.is_open());
    let children: HashMap<ReviewId, ChildId> = open.map(|review| (review.id, review.child_id)).collect();
    if children.is_empty() {
        return Ok(());
    }
    let duties = tx
        .see::<responsibility::Entity>()
        .filter(R::ReviewId.is_in(children.keys().copied()))
        .filter(R::Status.eq(ResponsibilityStatus::Open));
    let duties = tx.lock_all(duties).await?.into_iter().filter_map(|duty| {
        let (before, after) = renamed.get(children.get(&duty.review_id)?)?;
        let to = rules::named_too(&duty, *before, *after)?.practitioner_id;
        let to = to.try_as_ref().copied().flatten();
        let fact = of_responsibility::reassigned(&duty, to);
        let followed = responsibility::Model {
            practitioner_id: to,
            ..duty.clone()
        };
        Some((duty, followed, fact))
    });
    tx.replace_all(permit, duties.collect()).await
}

fn has_moved(before: &child::Model, after: &child::Model) -> bool {
    let of = |child: &child::Model| {
        let where_to = (child.setting_id, child.health_team_id);
        (child.restriction, where_to, child.birth_date)
    };
    of(before) != of(after)
}

/// A review of a child of whom something else is known now. Protection counts for reviews of the past as well; their
/// places and windows are what they were.
fn followed(review: &review::Model, child: &child::Model) -> review::Model {
    let mut after = review.clone();
    after.restriction = child.restriction;
    if !review.status.is_open() {
        return after;
    }
    after.setting_id = child.setting_id;
    after.health_team_id = child.health_team_id;
    if let Some((opens, closes, usual)) = age::window(child.birth_date) {
        after.window_opens_on = opens;
        after.window_closes_on = closes;
        if !(opens..=closes).contains(&after.due_on) {
            after.due_on = usual;
        }
    }
    after
}

/// In what a review followed its child, as the single acts call it; the names of the fields stand beside it.
fn how(before: &review::Model, after: &review::Model) -> Option<&'static str> {
    if before.restriction != after.restriction {
        Some("review.childRestricted")
    } else if before.window_opens_on != after.window_opens_on {
        Some("review.windowMoved")
    } else {
        (before != after).then_some("review.childPlaced")
    }
}
