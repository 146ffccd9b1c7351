use chrono::DateTime;
use entity::enums::Role;
use entity::ids::{AuthorityId, ReviewId};
use sea_orm::prelude::Uuid;

use super::*;

fn row(position: i64, review: u128) -> journal::Model {
    journal::Model {
        position,
        xid: 0,
        at: DateTime::UNIX_EPOCH,
        authority_id: AuthorityId(Uuid::from_u128(1)),
        actor_id: Uuid::nil(),
        actor_role: Role::HealthVisitor,
        kind: "concern.raised".to_owned(),
        schema_version: 1,
        subject_type: "concern".to_owned(),
        subject_id: Uuid::nil(),
        subject_version: 1,
        review_id: Some(ReviewId(Uuid::from_u128(review))),
        child_id: None,
        data: serde_json::json!({}),
        request_id: String::new(),
    }
}

fn places(found: &[Arc<journal::Model>]) -> Vec<i64> {
    found.iter().map(|row| row.position).collect()
}

#[test]
fn it_gives_what_came_after_a_place_and_says_how_far_it_looked() {
    let tail = Tail::default();
    assert!(
        tail.after(Position::default(), 10, |_| true).is_none(),
        "nothing was read yet"
    );
    tail.begin(Position::of(&row(10, 1)));
    tail.take(
        (11..=14)
            .map(|place| row(place, (place % 2).unsigned_abs().into()))
            .collect(),
    );
    assert!(
        tail.after(Position::of(&row(9, 1)), 10, |_| true).is_none(),
        "before its beginning"
    );
    let (found, at) = tail.after(Position::of(&row(10, 1)), 10, |_| true).unwrap();
    assert_eq!(
        (places(&found), at),
        (vec![11, 12, 13, 14], Position::of(&row(14, 0)))
    );
    let odd = |row: &journal::Model| row.review_id == Some(ReviewId(Uuid::from_u128(1)));
    let (found, at) = tail.after(Position::of(&row(11, 1)), 10, odd).unwrap();
    assert_eq!(
        (places(&found), at),
        (vec![13], Position::of(&row(14, 0))),
        "what is skipped is passed"
    );
    let (found, at) = tail.after(Position::of(&row(10, 1)), 2, |_| true).unwrap();
    assert_eq!(
        (places(&found), at),
        (vec![11, 12], Position::of(&row(12, 0))),
        "no further than what is given"
    );
}

#[test]
fn what_is_no_longer_at_hand_is_said_to_be() {
    let tail = Tail::default();
    tail.begin(Position::default());
    let many = i64::try_from(KEPT).unwrap() + 5;
    tail.take((1..=many).map(|place| row(place, 1)).collect());
    assert!(tail.after(Position::of(&row(4, 1)), 1, |_| true).is_none());
    let (found, _) = tail.after(Position::of(&row(5, 1)), 1, |_| true).unwrap();
    assert_eq!(places(&found), [6]);
}

#[test]
fn bells_ring_for_their_topics_alone_and_go_with_who_holds_them() {
    let tail = Tail::default();
    tail.begin(Position::default());
    let (one, other) = (Arc::new(Bell::default()), Arc::new(Bell::default()));
    tail.hang(&one, &[Topic::Review(ReviewId(Uuid::from_u128(1)))]);
    tail.hang(&other, &[Topic::Review(ReviewId(Uuid::from_u128(2)))]);
    let (mut hears_one, hears_other) = (one.hear(), other.hear());
    tail.take(vec![row(1, 1)]);
    assert!(hears_one.has_changed().unwrap() && !hears_other.has_changed().unwrap());
    hears_one.mark_unchanged();
    drop(other);
    tail.tidy();
    assert_eq!(tail.bells().len(), 1);
}
