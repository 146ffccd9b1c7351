//! The mutation that an act is.

use entity::enums::{
    DeliveryModel, ParentAgreement, ParentalResponsibility, ParticipantCapacity, Sensitivity, ValueSet,
};
use serde_json::{Value, json};

use super::case::{Case, Seen, key, nth, review};
use super::{Stage, checks, halves};
use crate::demo::carers::DemoCarer;
use crate::demo::children::DemoChild;
use crate::demo::stories::{Act, Party, Step};
use crate::demo::templates::{ReferralTemplate, Template};
use crate::problem::{Problem, Result};

/// A mutation with its arguments.
pub struct Wish {
    pub mutation: &'static str,
    /// The field of the payload that holds the object, also the name of the argument that refers to it.
    pub object: &'static str,
    pub arguments: Vec<(&'static str, String, Value)>,
}

impl Stage<'_> {
    pub(super) fn wish(&self, case: &Case, child: &DemoChild, step: &Step) -> Result<Wish> {
        Ok(match &step.act {
            Act::Plan { model } => self.plan(child, *model),
            Act::InviteFamily => edit("reviewInvite", "review", review(case)?, Some(json!({}))),
            Act::InviteParticipant { party, capacity } => self.invite(case, child, party, *capacity)?,
            Act::Accept => on_party("participantAccept", case, &step.by, None)?,
            Act::Decline { reason } => on_party(
                "participantDecline",
                case,
                &step.by,
                Some(json!({ "reason": reason })),
            )?,
            Act::Apologise { contribution } => {
                let input = json!({ "contribution": contribution });
                on_party("participantApologise", case, &step.by, Some(input))?
            }
            Act::Schedule { days_ahead, place } => {
                let at = self.at(*days_ahead, "10:00:00Z");
                let input = json!({ "scheduledAt": at, "durationMinutes": 60, "place": place.as_str() });
                edit("reviewSchedule", "review", review(case)?, Some(input))
            }
            Act::Reschedule { days_ahead, reason } => {
                let input = json!({ "scheduledAt": self.at(*days_ahead, "14:30:00Z"), "reason": reason });
                edit("reviewReschedule", "review", review(case)?, Some(input))
            }
            Act::ChangeModel { model, reason } => {
                let input = json!({ "deliveryModel": model.as_str(), "reason": reason });
                edit("reviewChangeModel", "review", review(case)?, Some(input))
            }
            Act::End { end, reason } => {
                let input = json!({ "end": end.as_str(), "reason": reason });
                edit("reviewEnd", "review", review(case)?, Some(input))
            }
            Act::RaiseConcern(template) => raise(case, template)?,
            Act::AddToConcern { concern, text } => {
                let seen = nth(&case.concerns, *concern)?;
                append("concernAdd", "concern", seen, json!({ "text": text }))
            }
            Act::WithdrawConcern { concern, reason } => {
                let seen = nth(&case.concerns, *concern)?;
                edit(
                    "concernWithdraw",
                    "concern",
                    seen,
                    Some(json!({ "reason": reason })),
                )
            }
            Act::DraftReferral { concern, template } => self.draft(case, *concern, template)?,
            other => self.on_half(case, other)?,
        })
    }

    /// An act on one of the halves; on a referral otherwise.
    fn on_half(&self, case: &Case, act: &Act) -> Result<Wish> {
        if let Some(wish) = halves::wish(case, act, self.today)? {
            return Ok(wish);
        }
        match checks::wish(case, act, self.today)? {
            Some(wish) => Ok(wish),
            None => on_referral(case, act),
        }
    }

    fn plan(&self, child: &DemoChild, model: Option<DeliveryModel>) -> Wish {
        let system = self.world.place.child_system();
        let mut input =
            json!({ "externalId": { "system": system, "value": format!("review-{}", child.id) } });
        if let (Some(model), Some(input)) = (model, input.as_object_mut()) {
            input.insert("deliveryModel".to_owned(), model.as_str().into());
        }
        let of = json!({ "external": { "system": system, "value": child.id } });
        Wish {
            mutation: "reviewPlan",
            object: "review",
            arguments: vec![
                ("child", "ChildRef!".to_owned(), of),
                ("input", "ReviewPlanInput!".to_owned(), input),
            ],
        }
    }

    pub(super) fn party(&self, party: &Party, _: &DemoChild) -> Value {
        let place = self.world.place;
        match party {
            Party::Practitioner(id) => {
                json!({ "practitioner": { "external": { "system": place.directory_system(), "value": id } } })
            }
            Party::Carer(id) => {
                json!({ "carer": { "external": { "system": place.child_system(), "value": id } } })
            }
        }
    }

    fn invite(
        &self,
        case: &Case,
        child: &DemoChild,
        party: &Party,
        capacity: ParticipantCapacity,
    ) -> Result<Wish> {
        let mut input = json!({ "party": self.party(party, child), "capacity": capacity.as_str() });
        let without = |carer: &&DemoCarer| {
            !matches!(
                carer.parental_responsibility,
                ParentalResponsibility::Held | ParentalResponsibility::LaShared
            )
        };
        if let (Party::Carer(id), Some(members)) = (party, input.as_object_mut())
            && child.carers.iter().filter(without).any(|carer| carer.id == *id)
        {
            members.insert("reason".to_owned(), "Looks after the child every day.".into());
        }
        on_review("participantInvite", "participant", case, input)
    }

    fn draft(&self, case: &Case, concern: usize, template: &ReferralTemplate) -> Result<Wish> {
        let service = json!({ "system": self.world.place.directory_system(), "value": template.service });
        let input = json!({
            "service": { "external": service },
            "concern": nth(&case.concerns, concern)?.reference(),
            "reason": template.reason.as_str(),
            "urgency": template.urgency.as_str(),
            "summary": template.text,
            "evidence": (!template.evidence.is_empty()).then(|| template.evidence.join("\n")),
        });
        on_review("referralDraft", "referral", case, input)
    }
}

/// `reviewInvite` takes a `ReviewInviteInput!`; `review` is a `ReviewRef!`.
fn upper(name: &str) -> String {
    let mut letters = name.chars();
    let first = letters.next().map(|letter| letter.to_ascii_uppercase());
    first.into_iter().chain(letters).collect()
}

pub fn append(mutation: &'static str, object: &'static str, seen: &Seen, input: Value) -> Wish {
    Wish {
        mutation,
        object,
        arguments: vec![
            (object, format!("{}Ref!", upper(object)), seen.reference()),
            ("input", format!("{}Input!", upper(mutation)), input),
        ],
    }
}

pub fn edit(mutation: &'static str, object: &'static str, seen: &Seen, input: Option<Value>) -> Wish {
    let mut arguments = vec![
        (object, format!("{}Ref!", upper(object)), seen.reference()),
        ("expectedVersion", "Int!".to_owned(), seen.version.into()),
    ];
    arguments.extend(input.map(|input| ("input", format!("{}Input!", upper(mutation)), input)));
    Wish {
        mutation,
        object,
        arguments,
    }
}

/// Something new that belongs to the review.
pub fn on_review(mutation: &'static str, object: &'static str, case: &Case, input: Value) -> Result<Wish> {
    let mut wish = append(mutation, "review", review(case)?, input);
    wish.object = object;
    Ok(wish)
}

pub fn on_party(mutation: &'static str, case: &Case, by: &Party, input: Option<Value>) -> Result<Wish> {
    let seen = case.parties.get(&key(by));
    let seen = seen.ok_or_else(|| Problem::internal("the party has not been invited"))?;
    Ok(edit(mutation, "participant", seen, input))
}

fn raise(case: &Case, template: &Template) -> Result<Wish> {
    let mut input = json!({
        "topic": template.topic.as_str(),
        "level": template.level.as_str(),
        "evidence": format!("{} {}", template.text, template.evidence),
    });
    if let (false, Some(members)) = (
        template.sensitivity == Sensitivity::Standard,
        input.as_object_mut(),
    ) {
        members.insert("sensitivity".to_owned(), template.sensitivity.as_str().into());
    }
    on_review("concernRaise", "concern", case, input)
}

fn on_referral(case: &Case, act: &Act) -> Result<Wish> {
    let (mutation, referral, input) = match act {
        Act::ProposeReferral { referral } => ("referralPropose", referral, json!({})),
        Act::RecordParentAgreement { referral, agreed } => {
            let answer = if *agreed {
                ParentAgreement::Agreed
            } else {
                ParentAgreement::Declined
            };
            let input = json!({ "answer": answer.as_str(), "recordedFrom": "by telephone" });
            ("referralAnswer", referral, input)
        }
        Act::SendReferral { referral } => ("referralSend", referral, json!({})),
        Act::AcknowledgeReferral { referral } => ("referralAcknowledge", referral, json!({})),
        Act::AcceptReferral { referral } => ("referralAccept", referral, json!({})),
        Act::ReturnReferral { referral, reason } => ("referralReturn", referral, json!({ "needed": reason })),
        Act::RejectReferral { referral, reason } => ("referralReject", referral, json!({ "reason": reason })),
        Act::WithdrawReferral { referral, reason } => {
            ("referralWithdraw", referral, json!({ "reason": reason }))
        }
        other => return Err(Problem::internal(format!("{other:?} is not about a referral"))),
    };
    Ok(edit(
        mutation,
        "referral",
        nth(&case.referrals, *referral)?,
        Some(input),
    ))
}
