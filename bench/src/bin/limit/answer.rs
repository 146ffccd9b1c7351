//! The two answers: rows into typed structs, structs into JSON. Texts are not copied on the way.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use entity::ids::{ChildId, ConcernId, ParticipantId, ReferralId, ReviewId};
use futures::future::{try_join3, try_join4};
use serde::Serialize;
use tokio_postgres::Row;
use uuid::Uuid;

use crate::pool::Pool;

/// What went wrong, in words.
pub type Failure = String;

/// From which day on reviews are next due: the day of the generated world.
const FROM: Option<NaiveDate> = NaiveDate::from_ymd_opt(2026, 9, 21);

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Review<'a> {
    id: ReviewId,
    version: i32,
    status: &'a str,
    due_on: NaiveDate,
    delivery_model: &'a str,
    window_opens_on: NaiveDate,
    window_closes_on: NaiveDate,
    child: Option<Child<'a>>,
    participants: Vec<Participant<'a>>,
    concerns: Vec<Concern<'a>>,
    #[serde(flatten, skip_serializing_if = "Option::is_none")]
    listed: Option<Listed<'a>>,
}

/// What the list has beyond the single review.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Listed<'a> {
    referrals: Vec<Referral<'a>>,
    health_lead: Option<Lead>,
    early_years_lead: Option<Lead>,
}

#[derive(Serialize)]
struct Lead {
    id: ParticipantId,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Child<'a> {
    id: ChildId,
    version: i32,
    given_name: &'a str,
    family_name: &'a str,
    birth_date: NaiveDate,
    sex: &'a str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Participant<'a> {
    id: ParticipantId,
    version: i32,
    capacity: &'a str,
    role: Option<&'a str>,
    status: &'a str,
    created_at: DateTime<Utc>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Concern<'a> {
    id: ConcernId,
    version: i32,
    topic: &'a str,
    level: &'a str,
    sensitivity: &'a str,
    status: &'a str,
    evidence: &'a str,
    raised_by_role: &'a str,
    created_at: DateTime<Utc>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Referral<'a> {
    id: ReferralId,
    version: i32,
    status: &'a str,
    reason: &'a str,
    urgency: &'a str,
    summary: &'a str,
    created_at: DateTime<Utc>,
}

/// Q1: all its queries leave at once.
pub async fn one(pool: &Pool, id: ReviewId) -> Result<Vec<u8>, Failure> {
    let on = pool.get().ok_or("no connection")?;
    let id = id.0;
    let ids = [id];
    let (review, child, participants, concerns) = try_join4(
        on.client.query_opt(&on.review, &[&id]),
        on.client.query_opt(&on.child_of, &[&id]),
        on.client.query(&on.participants, &[&&ids[..]]),
        on.client.query(&on.concerns, &[&&ids[..]]),
    )
    .await
    .map_err(words)?;
    let review = review.map(|row| {
        let mut review = review_of(&row);
        review.child = child.as_ref().map(child_of);
        review.participants = participants.iter().map(participant_of).collect();
        review.concerns = concerns.iter().map(concern_of).collect();
        serde_json::to_vec(&review)
    });
    review.unwrap_or_else(|| Ok(b"null".to_vec())).map_err(words)
}

/// Q2: the reviews, then all that belongs to them at once.
pub async fn list(pool: &Pool, gss: &str) -> Result<Vec<u8>, Failure> {
    let on = pool.get().ok_or("no connection")?;
    let reviews = on
        .client
        .query(&on.reviews, &[&gss, &FROM])
        .await
        .map_err(words)?;
    let ids: Vec<Uuid> = reviews.iter().map(|row| row.get(0)).collect();
    let of: Vec<Uuid> = reviews.iter().map(|row| row.get(7)).collect();
    let ((children, participants, concerns), referrals) = futures::future::try_join(
        try_join3(
            on.client.query(&on.children, &[&of]),
            on.client.query(&on.participants, &[&ids]),
            on.client.query(&on.concerns, &[&ids]),
        ),
        on.client.query(&on.referrals, &[&ids]),
    )
    .await
    .map_err(words)?;
    let children: HashMap<Uuid, &Row> = children.iter().map(|row| (row.get(0), row)).collect();
    let mut participants = grouped(&participants, participant_of);
    let mut concerns = grouped(&concerns, concern_of);
    let mut referrals = grouped(&referrals, referral_of);
    let answer: Vec<Review<'_>> = reviews
        .iter()
        .zip(ids.iter().zip(&of))
        .map(|(row, (id, child))| {
            let mut review = review_of(row);
            review.child = children.get(child).map(|row| child_of(row));
            review.participants = participants.remove(id).unwrap_or_default();
            review.concerns = concerns.remove(id).unwrap_or_default();
            review.listed = Some(Listed {
                referrals: referrals.remove(id).unwrap_or_default(),
                health_lead: lead(&review.participants, "HEALTH_LEAD"),
                early_years_lead: lead(&review.participants, "EARLY_YEARS_LEAD"),
            });
            review
        })
        .collect();
    serde_json::to_vec(&answer).map_err(words)
}

fn words(problem: impl std::fmt::Debug) -> Failure {
    format!("{problem:?}")
}

/// The rows of each review; they come ordered by review.
fn grouped<'a, T>(rows: &'a [Row], of: impl Fn(&'a Row) -> T) -> HashMap<Uuid, Vec<T>> {
    let mut grouped: HashMap<Uuid, Vec<T>> = HashMap::with_capacity(50);
    for row in rows {
        grouped.entry(row.get(0)).or_default().push(of(row));
    }
    grouped
}

fn lead(participants: &[Participant<'_>], capacity: &str) -> Option<Lead> {
    let takes_part = |status: &str| !matches!(status, "DECLINED" | "REMOVED");
    participants
        .iter()
        .filter(|party| party.capacity == capacity && takes_part(party.status))
        .min_by_key(|party| party.status == "APOLOGIES")
        .map(|party| Lead { id: party.id })
}

fn review_of(row: &Row) -> Review<'_> {
    Review {
        id: ReviewId(row.get(0)),
        version: row.get(1),
        status: row.get(2),
        due_on: row.get(3),
        delivery_model: row.get(4),
        window_opens_on: row.get(5),
        window_closes_on: row.get(6),
        child: None,
        participants: Vec::new(),
        concerns: Vec::new(),
        listed: None,
    }
}

fn child_of(row: &Row) -> Child<'_> {
    Child {
        id: ChildId(row.get(0)),
        version: row.get(1),
        given_name: row.get(2),
        family_name: row.get(3),
        birth_date: row.get(4),
        sex: row.get(5),
    }
}

fn participant_of(row: &Row) -> Participant<'_> {
    Participant {
        id: ParticipantId(row.get(1)),
        version: row.get(2),
        capacity: row.get(3),
        role: row.get(4),
        status: row.get(5),
        created_at: row.get(6),
    }
}

fn concern_of(row: &Row) -> Concern<'_> {
    Concern {
        id: ConcernId(row.get(1)),
        version: row.get(2),
        topic: row.get(3),
        level: row.get(4),
        sensitivity: row.get(5),
        status: row.get(6),
        evidence: row.get(7),
        raised_by_role: row.get(8),
        created_at: row.get(9),
    }
}

fn referral_of(row: &Row) -> Referral<'_> {
    Referral {
        id: ReferralId(row.get(1)),
        version: row.get(2),
        status: row.get(3),
        reason: row.get(4),
        urgency: row.get(5),
        summary: row.get(6),
        created_at: row.get(7),
    }
}
