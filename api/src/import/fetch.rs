//! What the database knows about the rows of a chunk: a constant number of statements, whatever the number of rows.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use chrono::NaiveDate;
use entity::enums::{IdentifierStatus, ReviewCycle, ReviewStatus};
use entity::ids::{ChildId, PractitionerId, TypedId};
use entity::{
    child, child_match, identifier, import_record, organisation, practitioner, review, role_assignment,
};
use sea_orm::{ColumnTrait, Condition, FromQueryResult};

use super::chunk::{Entry, Known, Verdict, Working};
use super::directory::Directory;
use super::matching::{BlockKeys, block_keys};
use super::merge;
use super::people::{Near, People, Person, near};
use crate::problem::Result;
use crate::store::Tx;

/// The directory of the caller's authority.
pub(super) async fn directory(tx: &Tx) -> Result<Directory> {
    use identifier::Column as I;
    let organisations = tx.all(tx.see::<organisation::Entity>()).await?;
    let practitioners = tx.all(tx.see::<practitioner::Entity>()).await?;
    let roles = tx.all(tx.see::<role_assignment::Entity>()).await?;
    let of_practitioners = tx
        .see::<identifier::Entity>()
        .filter(I::SubjectType.eq(PractitionerId::PREFIX));
    let identifiers = tx.all(of_practitioners).await?;
    Ok(Directory::new(organisations, &practitioners, &roles, identifiers))
}

/// The columns of a child that [`People`] keep.
#[derive(FromQueryResult)]
struct Narrow {
    id: ChildId,
    given_name: String,
    family_name: String,
    birth_date: NaiveDate,
    postcode: Option<String>,
}

impl Narrow {
    fn person(&self) -> Person {
        let names = (self.given_name.as_str(), self.family_name.as_str());
        Person::new(self.id, names, self.birth_date, self.postcode.as_deref())
    }
}

const NARROW: &[child::Column] = &[
    child::Column::Id,
    child::Column::GivenName,
    child::Column::FamilyName,
    child::Column::BirthDate,
    child::Column::Postcode,
];

/// What is recorded about these rows.
pub(super) async fn known(
    tx: &Tx,
    people: &mut People,
    entries: &[Entry],
    plan_reviews: bool,
) -> Result<Known> {
    let mut known = Known::default();
    records(tx, entries, &mut known).await?;
    let is_known = |entry: &Entry| {
        let record = known.records.get(&entry.key);
        entry.verdict.is_none() && record.is_some_and(|(digest, _)| *digest == entry.digest)
    };
    let open: Vec<bool> = entries.iter().map(|entry| !is_known(entry)).collect();
    let to_match: Vec<&Entry> = entries
        .iter()
        .zip(&open)
        .filter_map(|(entry, open)| open.then_some(entry))
        .collect();
    if !to_match.is_empty() {
        questions(tx, &to_match, &mut known).await?;
        let mut found = candidates(tx, people, &to_match, &mut known).await?.into_iter();
        let near = |open: &bool| {
            if *open {
                found.next().unwrap_or_default()
            } else {
                Vec::new()
            }
        };
        known.near = open.iter().map(near).collect();
        children(tx, &to_match, &mut known).await?;
    }
    if plan_reviews {
        reviews(tx, &mut known).await?;
    }
    Ok(known)
}

async fn records(tx: &Tx, entries: &[Entry], known: &mut Known) -> Result<()> {
    let keys = entries.iter().map(|entry| entry.key.as_str());
    let seen = tx
        .see::<import_record::Entity>()
        .filter(import_record::Column::RowKey.is_in(keys));
    for record in tx.all(seen).await? {
        if let Some(child) = record.child_id {
            known.records.insert(record.row_key, (record.digest, child));
        }
    }
    Ok(())
}

async fn questions(tx: &Tx, entries: &[&Entry], known: &mut Known) -> Result<()> {
    let keys = entries.iter().map(|entry| entry.key.as_str());
    let seen = tx
        .see::<child_match::Entity>()
        .filter(child_match::Column::RowKey.is_in(keys));
    for question in tx.all(seen).await? {
        let of_row = known.questions.entry(question.row_key.clone()).or_default();
        of_row.push(question);
    }
    Ok(())
}

/// Who could be meant: by identifier, by birth date, by postcode.
async fn candidates(
    tx: &Tx,
    people: &mut People,
    entries: &[&Entry],
    known: &mut Known,
) -> Result<Vec<Vec<Near>>> {
    by_identifier(tx, entries, known).await?;
    let keys: Vec<BlockKeys> = entries.iter().map(|entry| block_keys(&entry.row)).collect();
    let days = people.missing(keys.iter().flat_map(|keys| keys.birth_dates.iter().copied()));
    if !days.is_empty() {
        let born = child::Column::BirthDate.is_in(days.iter().copied());
        let found: Vec<Narrow> = tx.all_as(tx.see::<child::Entity>().filter(born), NARROW).await?;
        people.learn(&days, found.iter().map(Narrow::person).collect());
    }
    let postcodes: BTreeSet<&str> = keys.iter().filter_map(|keys| keys.postcode.as_deref()).collect();
    let lives = child::Column::Postcode.is_in(postcodes);
    let found: Vec<Narrow> = tx.all_as(tx.see::<child::Entity>().filter(lives), NARROW).await?;
    let mut neighbours: BTreeMap<&str, Vec<Person>> = BTreeMap::new();
    for one in &found {
        let postcode = one.postcode.as_deref().unwrap_or_default();
        neighbours.entry(postcode).or_default().push(one.person());
    }
    let near_row = |(entry, keys): (&&Entry, &BlockKeys)| {
        let mut found = people.near(&entry.row, keys);
        let here = keys
            .postcode
            .as_deref()
            .and_then(|postcode| neighbours.get(postcode));
        found.extend(near(&entry.row, here.into_iter().flatten()));
        found
    };
    Ok(entries.iter().zip(&keys).map(near_row).collect())
}

async fn by_identifier(tx: &Tx, entries: &[&Entry], known: &mut Known) -> Result<()> {
    use identifier::Column as I;
    let mut systems: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (system, value) in entries.iter().flat_map(|entry| merge::identifiers(&entry.row)) {
        systems.entry(system).or_default().push(value);
    }
    let mut any = Condition::any();
    for (system, values) in systems {
        any = any.add(
            Condition::all()
                .add(I::System.eq(system))
                .add(I::Value.is_in(values)),
        );
    }
    if any.is_empty() {
        return Ok(());
    }
    let seen = tx
        .see::<identifier::Entity>()
        .filter(I::SubjectType.eq(ChildId::PREFIX))
        .filter(any);
    for found in tx.all(seen).await? {
        let child = ChildId::from_uuid(found.subject_id);
        known.by_identifier.insert((found.system, found.value), child);
    }
    Ok(())
}

/// The candidates in full, locked, with their identifiers.
async fn children(tx: &Tx, entries: &[&Entry], known: &mut Known) -> Result<()> {
    use identifier::Column as I;
    let linked = entries.iter().filter_map(|entry| match entry.verdict {
        Some(Verdict::Link(child)) => Some(child),
        _ => None,
    });
    let near = known.near.iter().flatten().map(|near| near.child);
    let ids: HashSet<ChildId> = known
        .by_identifier
        .values()
        .copied()
        .chain(near)
        .chain(linked)
        .collect();
    if ids.is_empty() {
        return Ok(());
    }
    let wanted = child::Column::Id.is_in(ids.iter().copied());
    for found in tx.lock_all(tx.see::<child::Entity>().filter(wanted)).await? {
        known.children.insert(found.id, Working::recorded(found));
    }
    let of_children = tx
        .see::<identifier::Entity>()
        .filter(I::SubjectId.is_in(ids.into_iter().map(TypedId::uuid)))
        .filter(I::SubjectType.eq(ChildId::PREFIX))
        .filter(I::Status.eq(IdentifierStatus::Current));
    for found in tx.all(of_children).await? {
        if let Some(working) = known.children.get_mut(&ChildId::from_uuid(found.subject_id)) {
            working.identify(found.system, found.value);
        }
    }
    Ok(())
}

/// Who has a review in this cycle; and the children of rows that are known, where they have none.
async fn reviews(tx: &Tx, known: &mut Known) -> Result<()> {
    use review::Column as R;
    let taken_before = known.records.values().map(|(_, child)| *child);
    let ids: HashSet<ChildId> = taken_before.chain(known.children.keys().copied()).collect();
    if ids.is_empty() {
        return Ok(());
    }
    let seen = tx
        .see::<review::Entity>()
        .filter(R::ChildId.is_in(ids.iter().copied()))
        .filter(R::Cycle.eq(ReviewCycle::TwoYear))
        .filter(R::Status.ne(ReviewStatus::EnteredInError));
    let found: Vec<Reviewed> = tx.all_as(seen, &[R::ChildId]).await?;
    known
        .reviewed
        .extend(found.into_iter().map(|found| found.child_id));
    let without: Vec<ChildId> = ids
        .into_iter()
        .filter(|id| !known.reviewed.contains(id) && !known.children.contains_key(id))
        .collect();
    if without.is_empty() {
        return Ok(());
    }
    let seen = tx.see::<child::Entity>().filter(child::Column::Id.is_in(without));
    for found in tx.all(seen).await? {
        known.children.insert(found.id, Working::recorded(found));
    }
    Ok(())
}

#[derive(FromQueryResult)]
struct Reviewed {
    child_id: ChildId,
}
