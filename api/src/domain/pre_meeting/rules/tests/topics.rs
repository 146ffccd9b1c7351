//! The rules of topics, in tables.

use async_graphql::MaybeUndefined;
use entity::enums::TopicOutcome;

use super::*;
use crate::domain::pre_meeting::input::PreMeetingTopicAmendInput;

#[test]
fn words_are_agreed_by_the_other_profession_and_new_ones_void_that() {
    let table = [
        (topic(1), Role::HealthVisitor, "NOTHING_PROPOSED"),
        (proposed(Role::KeyPerson), Role::AreaSenco, "OWN_PROPOSAL"),
        (proposed(Role::KeyPerson), Role::HealthVisitor, "done"),
        (proposed(Role::HealthVisitor), Role::Childminder, "done"),
        (agreed(), Role::HealthVisitor, "NOTHING_TO_CHANGE"),
    ];
    for (row, role, expected) in table {
        assert_eq!(rule(&agree(&row, by(role))), expected, "{role:?}");
    }
    let change = agree(&proposed(Role::KeyPerson), by(Role::HealthVisitor)).unwrap();
    assert!(change.health_agreed_at.is_set() && !change.early_years_agreed_at.is_set());
    let same = propose(
        &agreed(),
        "We have seen that she is tired. ",
        by(Role::HealthVisitor),
    );
    assert_eq!(rule(&same), "NOTHING_TO_CHANGE");
    let other = propose(&agreed(), "She seems tired.", by(Role::HealthVisitor)).unwrap();
    assert_eq!(other.early_years_agreed_at, Set(None));
    assert_eq!(other.health_agreed_at, Set(Some(at(NOW))));
    assert_eq!(
        rule(&propose(&topic(1), " ", by(Role::KeyPerson))),
        "input.wording"
    );
}

fn wish() -> Wish<'static> {
    Wish {
        topic: Topic::Sleep,
        title: None,
        sensitive: false,
        wording: Some("She seems tired."),
        lead: None,
        not_in_presence: None,
        parent_alone: false,
    }
}

#[test]
fn a_topic_comes_last_and_is_as_sensitive_as_its_concern() {
    let row = meeting(PreMeetingStatus::Open);
    let known = [topic(1), topic(7)];
    let (new, sensitive) = add(&row, &known, wish(), None, by(Role::KeyPerson)).unwrap();
    assert_eq!((new.position, sensitive), (Set(8), false));
    assert_eq!(
        new.early_years_agreed_at,
        Set(Some(at(NOW))),
        "who proposes stands by it"
    );
    let secret = concern(Sensitivity::PractitionersOnly);
    let (_, sensitive) = add(&row, &[], wish(), Some(&secret), by(Role::KeyPerson)).unwrap();
    assert!(sensitive);
    let foreign = concern::Model {
        review_id: ReviewId(Uuid::from_u128(99)),
        ..concern(Sensitivity::Standard)
    };
    let other = add(&row, &[], wish(), Some(&foreign), by(Role::KeyPerson));
    assert_eq!(rule(&other), "input.concern");
    let many: Vec<_> = (1..=200).map(topic).collect();
    assert_eq!(
        rule(&add(&row, &many, wish(), None, by(Role::KeyPerson))),
        "TOO_MANY"
    );
    let from = from_concern(row.id, &secret, 1, by(Role::KeyPerson));
    assert_eq!(
        from.added_by_role,
        Set(Role::HealthVisitor),
        "whoever raised the concern"
    );
}

#[test]
fn what_one_profession_put_there_the_other_does_not_take_away() {
    let off = |role| rule(&remove(&topic(1), "Settled.", by(role)));
    assert_eq!(off(Role::Childminder), "done");
    assert_eq!(off(Role::HealthVisitor), "OTHER_DISCIPLINE");
    let opened = PreMeetingTopicAmendInput {
        title: MaybeUndefined::Undefined,
        is_sensitive: Some(false),
        lead: None,
        not_in_presence_of: MaybeUndefined::Undefined,
        parent_seen_alone: None,
        position: None,
    };
    assert_eq!(rule(&amend(&topic(1), &opened, by(Role::KeyPerson))), "done");
    assert_eq!(
        rule(&amend(&topic(1), &opened, by(Role::HealthVisitor))),
        "OTHER_DISCIPLINE"
    );
    let nothing = PreMeetingTopicAmendInput {
        is_sensitive: Some(true),
        ..opened.clone()
    };
    assert_eq!(
        rule(&amend(&topic(1), &nothing, by(Role::HealthVisitor))),
        "NOTHING_TO_CHANGE"
    );
    let led = PreMeetingTopicAmendInput {
        is_sensitive: None,
        lead: Some(TopicLead::Health),
        not_in_presence_of: MaybeUndefined::Value("The grandmother.".to_owned()),
        parent_seen_alone: Some(true),
        position: Some(0),
        ..opened
    };
    assert_eq!(
        rule(&amend(&topic(1), &led, by(Role::HealthVisitor))),
        "input.position"
    );
}

#[test]
fn what_was_put_off_says_until_when_and_nothing_is_discussed_before_both_have_signed() {
    use TopicOutcome::{Deferred, Discussed, SafeguardingRoute};
    let signed = PreMeetingStatus::SignedOff;
    let table = [
        (PreMeetingStatus::Open, Discussed, None, "NOT_SIGNED_OFF"),
        (signed, Discussed, None, "done"),
        (PreMeetingStatus::Closed, Discussed, None, "done"),
        (PreMeetingStatus::Open, SafeguardingRoute, None, "done"),
        (signed, Deferred, None, "input.deferredUntil"),
        (signed, Deferred, Some("2026-03-02"), "input.deferredUntil"),
        (PreMeetingStatus::Open, Deferred, Some("2026-03-03"), "done"),
        (signed, Discussed, Some("2026-03-03"), "input.deferredUntil"),
    ];
    for (status, outcome, until, expected) in table {
        let wish = Settlement {
            outcome,
            deferred_until: until.map(day),
            note: None,
        };
        let settled = settle(&meeting(status), wish, day("2026-03-02"), by(Role::KeyPerson));
        assert_eq!(rule(&settled), expected, "{status:?} {outcome:?} {until:?}");
    }
}
