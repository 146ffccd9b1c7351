//! How the reviews of a child follow it. Pure.

use chrono::{DateTime, NaiveDate, Utc};
use entity::enums::{ChildDeparture, Restriction, ReviewEnd, ReviewStatus};
use entity::{responsibility, review};
use sea_orm::ActiveValue::{NotSet, Set};

use super::Placed;
use crate::domain::age;
use crate::domain::protocol::steps::Named;

/// An open review follows its child to another team or setting.
pub fn placed_too(place: Placed) -> review::ActiveModel {
    review::ActiveModel {
        health_team_id: Set(place.health_team),
        setting_id: Set(place.setting),
        ..Default::default()
    }
}

/// An open responsibility of whoever was named for the child follows to whoever is named now.
pub fn named_too(
    duty: &responsibility::Model,
    before: Placed,
    after: Placed,
) -> Option<responsibility::ActiveModel> {
    let named = |placed: Placed| {
        let named = Named {
            health_visitor: placed.named_health_visitor,
            key_person: placed.key_person,
        };
        named.of(duty.party, duty.role)
    };
    let (old, new) = (named(before), named(after));
    (old != new && duty.practitioner_id == old).then(|| responsibility::ActiveModel {
        practitioner_id: Set(new),
        ..Default::default()
    })
}

/// Every review has its child's restriction.
pub fn restricted_too(restriction: Restriction) -> review::ActiveModel {
    review::ActiveModel {
        restriction: Set(restriction),
        ..Default::default()
    }
}

/// An open review ends with its child's departure. A meeting that was still to come is struck.
pub fn ended(
    review: &review::Model,
    departure: ChildDeparture,
    (on, now): (NaiveDate, DateTime<Utc>),
) -> (ReviewEnd, ReviewStatus, review::ActiveModel) {
    let (end, to) = match departure {
        ChildDeparture::MovedAway => (ReviewEnd::MovedAway, ReviewStatus::MovedAway),
        ChildDeparture::Deceased => (ReviewEnd::Deceased, ReviewStatus::Deceased),
    };
    let to_come = review.scheduled_at.is_some_and(|at| now < at);
    let change = review::ActiveModel {
        status: Set(to),
        ended_on: Set(Some(on)),
        scheduled_at: if to_come { Set(None) } else { NotSet },
        ..Default::default()
    };
    (end, to, change)
}

/// The window of an open review moves with the child's birth date; the due date stays where the new window allows it.
pub fn window_moved(review: &review::Model, birth: NaiveDate) -> Option<review::ActiveModel> {
    let (opens, closes, usual) = age::window(birth)?;
    let stays = (opens..=closes).contains(&review.due_on);
    Some(review::ActiveModel {
        window_opens_on: Set(opens),
        window_closes_on: Set(closes),
        due_on: if stays { NotSet } else { Set(usual) },
        ..Default::default()
    })
}

#[cfg(test)]
pub(super) mod tests {
    use entity::enums::{DeliveryModel, ReviewCycle};
    use entity::ids::{AuthorityId, ChildId, ReviewId};
    use sea_orm::prelude::Uuid;

    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    /// A review that is due on 1 December 2026 and whose meeting is on the day before.
    pub fn review() -> review::Model {
        let at: DateTime<Utc> = "2026-11-30T10:00:00Z".parse().unwrap();
        review::Model {
            id: ReviewId(Uuid::from_u128(1)),
            authority_id: AuthorityId(Uuid::from_u128(2)),
            child_id: ChildId(Uuid::from_u128(3)),
            cycle: ReviewCycle::TwoYear,
            delivery_model: DeliveryModel::HealthOnly,
            status: ReviewStatus::Scheduled,
            health_team_id: None,
            setting_id: None,
            restriction: Restriction::Unrestricted,
            window_opens_on: day("2026-09-01"),
            window_closes_on: day("2027-03-01"),
            due_on: day("2026-12-01"),
            invited_on: None,
            scheduled_at: Some(at),
            duration_minutes: None,
            place: None,
            place_detail: None,
            meeting_change_reason: None,
            model_change_reason: None,
            ended_on: None,
            end_reason: None,
            protocol_id: None,
            protocol_number: None,
            revision: 1,
            version: 1,
            created_at: at,
            updated_at: at,
        }
    }

    #[test]
    fn a_due_date_stays_where_the_new_window_allows_it() {
        let table = [
            ("2024-09-01", "2026-09-01", "2027-03-01", NotSet),
            ("2024-06-01", "2026-06-01", "2026-12-01", NotSet),
            ("2024-05-31", "2026-05-31", "2026-11-30", Set(day("2026-08-31"))),
            ("2025-01-01", "2027-01-01", "2027-07-01", Set(day("2027-04-01"))),
        ];
        for (birth, opens, closes, due) in table {
            let change = window_moved(&review(), day(birth)).unwrap();
            assert_eq!(change.window_opens_on, Set(day(opens)), "{birth}");
            assert_eq!(change.window_closes_on, Set(day(closes)), "{birth}");
            assert_eq!(change.due_on, due, "{birth}");
        }
    }
}
