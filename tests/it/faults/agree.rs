//! That everything which belongs to an act is there, or nothing of it.

use std::collections::{BTreeMap, BTreeSet};

use entity::enums::AuditOutcome;
use entity::ids::ReviewId;
use entity::{audit, concern, idempotency, journal, review};
use sea_orm::{
    ColumnTrait, DatabaseConnection, DatabaseTransaction, EntityTrait, IsolationLevel, QueryFilter,
    TransactionTrait,
};

use super::load::{Try, Wish};

/// The revision of a review in which nothing has been done.
const BEFORE: i64 = 2;

/// What one moment shows: concerns with their reviews, and how often each review was touched.
struct Moment {
    concerns: BTreeMap<String, ReviewId>,
    revisions: BTreeMap<ReviewId, i64>,
}

/// Every act is wholly there: the concern, its fact, its line of the audit, its key, the revision of its review.
async fn whole(db: &DatabaseConnection) -> Moment {
    // One snapshot: another's commit may still be under way.
    let snapshot = db
        .begin_with_config(Some(IsolationLevel::RepeatableRead), None)
        .await
        .unwrap();
    let concerns = concern::Entity::find().all(&snapshot).await.unwrap();
    let concerns: BTreeMap<_, _> = concerns.into_iter().map(|row| (row.id, row.review_id)).collect();
    let facts = journal::Entity::find().filter(journal::Column::Kind.eq("concern.raised"));
    let facts = facts.all(&snapshot).await.unwrap();
    let ids: BTreeSet<_> = concerns.keys().map(|id| id.0).collect();
    assert_eq!(facts.len(), concerns.len(), "facts and concerns");
    assert_eq!(
        facts.iter().map(|fact| fact.subject_id).collect::<BTreeSet<_>>(),
        ids
    );
    let requests: BTreeSet<_> = facts.iter().map(|fact| fact.request_id.clone()).collect();
    assert_eq!(allowed(&snapshot).await, requests, "audit and journal");
    let keys = idempotency::Entity::find().all(&snapshot).await.unwrap();
    assert_eq!(keys.len(), concerns.len(), "keys and concerns");
    assert_eq!(
        keys.iter().map(|key| key.subject_id).collect::<BTreeSet<_>>(),
        ids
    );
    let reviews = review::Entity::find().all(&snapshot).await.unwrap();
    snapshot.commit().await.unwrap();
    Moment {
        concerns: concerns
            .into_iter()
            .map(|(id, review)| (id.to_string(), review))
            .collect(),
        revisions: reviews
            .into_iter()
            .map(|review| (review.id, review.revision))
            .collect(),
    }
}

/// The requests in which the audit says that a concern was raised, each once.
async fn allowed(db: &DatabaseTransaction) -> BTreeSet<String> {
    let lines = audit::Entity::find()
        .filter(audit::Column::Act.eq("concernRaise"))
        .filter(audit::Column::Outcome.eq(AuditOutcome::Allowed));
    let lines = lines.all(db).await.unwrap();
    let requests: BTreeSet<_> = lines.iter().map(|line| line.request_id.clone()).collect();
    assert_eq!(lines.len(), requests.len(), "an act was audited twice");
    requests
}

/// Nothing is half there, and what was acknowledged is there. Gives how many acts are there.
pub async fn nothing_is_lost(db: &DatabaseConnection, wishes: &[Wish]) -> usize {
    let moment = whole(db).await;
    for wish in wishes {
        if let Some(concern) = &wish.concern {
            assert_eq!(
                moment.concerns.get(concern),
                Some(&wish.review),
                "{wish:?} was acknowledged"
            );
        }
    }
    moment.concerns.len()
}

/// Every wish came true, and once; whoever was told that nothing was done was told the truth.
pub async fn everything_is_done_once(db: &DatabaseConnection, wishes: &[Wish]) {
    assert_eq!(nothing_is_lost(db, wishes).await, wishes.len());
    let mut acts: BTreeMap<ReviewId, i64> = BTreeMap::new();
    for wish in wishes {
        assert!(wish.concern.is_some(), "{wish:?}");
        let in_doubt = wish
            .tries
            .iter()
            .any(|came| matches!(came, Try::Cut | Try::Unknown));
        assert!(
            in_doubt || !wish.tries.contains(&Try::Replayed),
            "{wish:?} was said not to be done"
        );
        *acts.entry(wish.review).or_default() += 1;
    }
    let moment = whole(db).await;
    for (review, acts) in acts {
        assert_eq!(
            moment.revisions.get(&review),
            Some(&(acts + BEFORE)),
            "revision of {review}"
        );
    }
}
