//! How far the story of one child has come.

use std::collections::HashMap;

use serde_json::{Value, json};

use crate::demo::stories::{Act, Party};
use crate::problem::{Problem, Result};

/// A record and its version, as the last answer gave it.
#[derive(Debug, Clone)]
pub struct Seen {
    id: String,
    pub version: i64,
}

impl Seen {
    pub fn of(object: &Value) -> Option<Self> {
        Some(Self {
            id: object.get("id")?.as_str()?.to_owned(),
            version: object.get("version")?.as_i64()?,
        })
    }

    pub fn reference(&self) -> Value {
        json!({ "id": self.id })
    }
}

/// The review of one child, as far as its story has come.
#[derive(Default)]
pub struct Case {
    pub review: Option<Seen>,
    pub parties: HashMap<String, Seen>,
    pub concerns: Vec<Seen>,
    pub referrals: Vec<Seen>,
    pub health: Option<Seen>,
    pub check: Option<Seen>,
}

impl Case {
    /// Keeps what an answer showed.
    pub fn keep(&mut self, by: &Party, act: &Act, object: &Value) {
        let Some(seen) = Seen::of(object) else { return };
        match act {
            Act::Plan { .. }
            | Act::InviteFamily
            | Act::Schedule { .. }
            | Act::Reschedule { .. }
            | Act::ChangeModel { .. }
            | Act::End { .. } => self.review = Some(seen),
            Act::InviteParticipant { party, .. } => drop(self.parties.insert(key(party), seen)),
            Act::Accept | Act::Decline { .. } | Act::Apologise { .. } => {
                drop(self.parties.insert(key(by), seen));
            }
            Act::RaiseConcern(_) => self.concerns.push(seen),
            Act::AddToConcern { concern, .. } | Act::WithdrawConcern { concern, .. } => {
                replace(&mut self.concerns, *concern, seen);
            }
            Act::DraftReferral { .. } => self.referrals.push(seen),
            Act::StartHealthReview | Act::RecordHealthReview(_) | Act::SubmitHealthReview => {
                self.health = Some(seen);
            }
            Act::StartProgressCheck
            | Act::RecordProgressCheckArea { .. }
            | Act::RecordProgressCheck(_)
            | Act::SubmitProgressCheck => self.check = Some(seen),
            // Nothing later refers to these.
            Act::RecordAssessment { .. } | Act::WriteFamilyNote { .. } => {}
            Act::ProposeReferral { referral }
            | Act::RecordParentAgreement { referral, .. }
            | Act::SendReferral { referral }
            | Act::AcknowledgeReferral { referral }
            | Act::AcceptReferral { referral }
            | Act::ReturnReferral { referral, .. }
            | Act::RejectReferral { referral, .. }
            | Act::WithdrawReferral { referral, .. } => replace(&mut self.referrals, *referral, seen),
        }
    }
}

fn replace(all: &mut [Seen], place: usize, seen: Seen) {
    if let Some(old) = all.get_mut(place) {
        *old = seen;
    }
}

pub fn key(party: &Party) -> String {
    match party {
        Party::Practitioner(id) => (*id).to_owned(),
        Party::Carer(id) => id.clone(),
    }
}

/// The record that an answer shows.
pub fn seen(object: &Value) -> Result<Seen> {
    Seen::of(object).ok_or_else(|| Problem::internal("a record without id and version"))
}

pub fn review(case: &Case) -> Result<&Seen> {
    let seen = case.review.as_ref();
    seen.ok_or_else(|| Problem::internal("the review has not been planned yet"))
}

pub fn nth(all: &[Seen], place: usize) -> Result<&Seen> {
    all.get(place)
        .ok_or_else(|| Problem::internal("the story has not come so far"))
}
