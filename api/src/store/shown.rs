//! What an answer showed, as it is kept: once for all answers that showed the same.
//!
//! A worklist is looked at again and again, by everybody who works on it. So its content is kept apart from the looks
//! and named by its own hash: a further look at the same list costs one narrow row, wherever it is looked at.

use entity::access_shown::{self, Class, Classes};
use entity::children::Children;
use entity::enums::ValueSet;
use entity::ids::ChildId;
use sea_orm::prelude::Uuid;
use sea_orm::sea_query::{Expr, OnConflict, Query};
use sea_orm::{ConnectionTrait, DatabaseBackend, Value};
use sha2::{Digest, Sha256};

use super::constraint;
use crate::policy::{Lenses, Relations, Shown};
use crate::problem::{Problem, Result};

/// What an answer showed.
pub(super) struct Content {
    pub id: Uuid,
    children: Children,
    classes: Classes,
}

impl Content {
    /// The content of one answer, the same for the same children and classes in whatever order they were met.
    pub fn of(mut shown: Vec<Shown>) -> Self {
        shown.sort_unstable_by_key(|one| (one.lenses, one.relations, one.child));
        let classes = shown
            .chunk_by(|one, other| (one.lenses, one.relations) == (other.lenses, other.relations))
            .filter_map(|same| {
                same.first().map(|one| Class {
                    children: same.len(),
                    lenses: one.lenses.iter().collect(),
                    relations: one.relations.iter().collect(),
                })
            });
        let classes = Classes(classes.collect());
        let children = Children(shown.into_iter().map(|one| one.child).collect());
        Self {
            id: address(&children, &classes),
            children,
            classes,
        }
    }
}

/// The name of a content: the first 128 bits of its SHA-256. The classes are written by their names, so that the name
/// holds for as long as they are called so.
pub(super) fn address(children: &Children, classes: &Classes) -> Uuid {
    let mut hash = Sha256::new();
    hash.update(b"shown 1\n");
    for class in &classes.0 {
        hash.update(class.children.to_string());
        for lens in &class.lenses {
            hash.update([b' ']);
            hash.update(lens.as_str());
        }
        hash.update([b' ', b'/']);
        for relation in &class.relations {
            hash.update([b' ']);
            hash.update(relation.as_str());
        }
        hash.update([b'\n']);
    }
    for child in &children.0 {
        hash.update(child.0.as_bytes());
    }
    let digest: [u8; 32] = hash.finalize().into();
    let mut name = [0; 16];
    name.iter_mut().zip(digest).for_each(|(to, from)| *to = from);
    Uuid::from_bytes(name)
}

/// Writes contents; one that another gateway has written meanwhile is the same.
pub(super) async fn write<C: ConnectionTrait>(db: &C, contents: &[&Content]) -> Result<()> {
    use access_shown::Column as C;
    let is_postgres = db.get_database_backend() == DatabaseBackend::Postgres;
    let children = |children: &Children| -> Value {
        if is_postgres {
            let ids: Vec<Uuid> = children.0.iter().map(|child| child.0).collect();
            ids.into()
        } else {
            children.clone().into()
        }
    };
    let mut insert = Query::insert()
        .into_table(access_shown::Entity)
        .columns([C::Id, C::Children, C::Classes])
        .on_conflict(OnConflict::column(C::Id).do_nothing().to_owned())
        .to_owned();
    for content in contents {
        let row = [
            content.id.into(),
            children(&content.children),
            content.classes.clone().into(),
        ];
        insert
            .values(row.map(Expr::val))
            .map_err(|error| Problem::internal(error.to_string()))?;
    }
    db.execute(&insert).await.map(|_| ()).map_err(constraint::problem)
}

/// What a content says of one child.
pub(super) fn of_child(content: &access_shown::Model, child: ChildId) -> (Lenses, Relations) {
    let mut rest = content.children.0.as_slice();
    for class in &content.classes.0 {
        let (these, others) = rest.split_at(class.children.min(rest.len()));
        if these.contains(&child) {
            return (
                class.lenses.iter().copied().fold(Lenses::NONE, Lenses::with),
                class
                    .relations
                    .iter()
                    .copied()
                    .fold(Relations::NONE, Relations::with),
            );
        }
        rest = others;
    }
    (Lenses::NONE, Relations::NONE)
}

#[cfg(test)]
mod tests {
    use super::*;
    use entity::enums::{Lens, Relation};

    fn child(number: u128) -> ChildId {
        ChildId(Uuid::from_u128(number))
    }

    fn shown(number: u128, lenses: &[Lens]) -> Shown {
        Shown {
            child: child(number),
            lenses: Lenses::of(lenses),
            relations: Relations::of(&[Relation::Team]),
            crossed: None,
        }
    }

    #[test]
    fn the_same_content_has_the_same_name_in_whatever_order_it_was_met() {
        let (a, b, c) = (
            shown(1, &[Lens::Existence, Lens::Identity]),
            shown(2, &[Lens::Existence]),
            shown(3, &[Lens::Existence, Lens::Identity]),
        );
        let one = Content::of(vec![a, b, c]);
        assert_eq!(one.id, Content::of(vec![c, a, b]).id);
        assert_eq!(one.classes.0.len(), 2);
        let other = shown(3, &[Lens::Existence, Lens::Contact]);
        for different in [vec![a, b], vec![a, b, other], vec![]] {
            assert_ne!(one.id, Content::of(different).id);
        }
        let kept = access_shown::Model {
            id: one.id,
            children: one.children,
            classes: one.classes,
        };
        for seen in [a, b, c] {
            assert_eq!(of_child(&kept, seen.child), (seen.lenses, seen.relations));
        }
        assert_eq!(of_child(&kept, child(4)), (Lenses::NONE, Relations::NONE));
    }

    #[test]
    fn a_name_holds_for_ever() {
        let content = Content::of(vec![shown(1, &[Lens::Identity])]);
        assert_eq!(content.id.to_string(), "7a3b8f3b-9667-9c67-cc41-0864434250ce");
    }
}
