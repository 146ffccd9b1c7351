//! Plays the stories: each step is the mutation of its name, asked for by whoever does it.

use std::collections::HashMap;
use std::sync::Arc;

use async_graphql::{Request, Variables};
use chrono::{Days, NaiveDate};
use entity::enums::{
    ParentAgreement, ParentalResponsibility, ParticipantCapacity, Role, Sensitivity, ValueSet,
};
use serde_json::{Value, json};

use super::children::DemoChild;
use super::stories::{Act, Party, Story};
use super::templates::{ReferralTemplate, Template};
use super::world::AuthorityWorld;
use crate::auth::Verifier;
use crate::auth::demo::DemoIssuer;
use crate::auth::viewer::Caller;
use crate::gql::context::RequestContext;
use crate::problem::{Problem, Result};
use crate::schema::Gateway;
use crate::store::{Store, roster};

/// How long the tokens of the actors live: as long as the loading takes.
const LIFETIME: std::time::Duration = std::time::Duration::from_mins(30);
/// How long a guest's question stays open, in days.
const GUEST_DAYS: u64 = 28;

/// A record and its version, as the last answer gave it.
#[derive(Debug, Clone)]
struct Seen {
    id: String,
    version: i64,
}

impl Seen {
    fn of(object: &Value) -> Option<Self> {
        Some(Self {
            id: object.get("id")?.as_str()?.to_owned(),
            version: object.get("version")?.as_i64()?,
        })
    }

    fn reference(&self) -> Value {
        json!({ "id": self.id })
    }
}

/// The review of one child, as far as its story has come.
#[derive(Default)]
struct Case {
    review: Option<Seen>,
    parties: HashMap<String, Seen>,
    concerns: Vec<Seen>,
    referrals: Vec<Seen>,
}

/// A mutation with its arguments.
struct Wish {
    mutation: &'static str,
    /// The field of the payload that holds the object, also the name of the argument that refers to it.
    object: &'static str,
    arguments: Vec<(&'static str, String, Value)>,
}

/// Where the stories of one authority are played.
pub(super) struct Stage<'a> {
    store: &'a Store,
    schema: &'a Gateway,
    issuer: &'a DemoIssuer,
    verifier: Verifier,
    world: &'a AuthorityWorld,
    today: NaiveDate,
    callers: HashMap<String, Caller>,
}

impl<'a> Stage<'a> {
    pub fn new(
        store: &'a Store,
        schema: &'a Gateway,
        issuer: &'a DemoIssuer,
        world: &'a AuthorityWorld,
        today: NaiveDate,
    ) -> Self {
        Self {
            store,
            schema,
            issuer,
            verifier: issuer.verifier(),
            world,
            today,
            callers: HashMap::new(),
        }
    }

    /// Plays every story; says how many acts there were.
    pub async fn play(&mut self) -> Result<u64> {
        let world = self.world;
        let mut acts = 0;
        for (number, story) in world.stories.iter().enumerate() {
            let child = world.children.iter().find(|child| child.id == story.child);
            let child = child.ok_or_else(|| Problem::internal("a story is about no child"))?;
            let mut case = self.tell(story, child).await?;
            acts += u64::try_from(story.steps.len()).unwrap_or_default();
            if number == 0 {
                self.guest(&mut case, child).await?;
                acts += 2;
            }
        }
        Ok(acts)
    }

    async fn tell(&mut self, story: &Story, child: &DemoChild) -> Result<Case> {
        let mut case = Case::default();
        for step in &story.steps {
            let wish = self.wish(&case, child, step)?;
            let object = self.ask(&step.by, child, &wish).await?;
            keep(&mut case, &step.by, &step.act, &object);
        }
        Ok(case)
    }

    /// A speech and language therapist is asked about the first child.
    async fn guest(&mut self, case: &mut Case, child: &DemoChild) -> Result<()> {
        let until = self.at(GUEST_DAYS, "17:00:00Z");
        let by = Party::Practitioner("GUE-1");
        let input = json!({
            "party": self.party(&by, child),
            "capacity": ParticipantCapacity::OtherProfessional.as_str(),
            "expiresAt": until,
            "reason": "Would you look at the notes on her speech before we meet?",
        });
        let lead = Party::Practitioner(child.health_visitor);
        let invite = on_review("participantInvite", "participant", case, input)?;
        let object = self.ask(&lead, child, &invite).await?;
        keep(
            case,
            &lead,
            &Act::InviteParticipant {
                party: by.clone(),
                capacity: ParticipantCapacity::OtherProfessional,
            },
            &object,
        );
        let accept = on_party("participantAccept", case, &by, None)?;
        self.ask(&by, child, &accept).await.map(|_| ())
    }

    fn wish(&self, case: &Case, child: &DemoChild, step: &super::stories::Step) -> Result<Wish> {
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
            other => on_referral(case, other)?,
        })
    }

    fn plan(&self, child: &DemoChild, model: Option<entity::enums::DeliveryModel>) -> Wish {
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

    fn party(&self, party: &Party, _: &DemoChild) -> Value {
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
        let without = |carer: &&super::carers::DemoCarer| {
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

    fn at(&self, days_ahead: u64, time: &str) -> String {
        let day = self
            .today
            .checked_add_days(Days::new(days_ahead))
            .unwrap_or(self.today);
        format!("{day}T{time}")
    }

    /// Asks as somebody, and gives the object that the payload shows. A refusal is a fault of the demo.
    async fn ask(&mut self, by: &Party, child: &DemoChild, wish: &Wish) -> Result<Value> {
        let caller = self.caller(by, child).await?;
        let Wish { mutation, object, .. } = wish;
        let declared: Vec<String> = wish
            .arguments
            .iter()
            .map(|(name, ty, _)| format!("${name}: {ty}"))
            .collect();
        let given: Vec<String> = wish
            .arguments
            .iter()
            .map(|(name, ..)| format!("{name}: ${name}"))
            .collect();
        let query = format!(
            "mutation({}) {{ {mutation}({}) {{ {object} {{ id version }} userErrors {{ message path }} }} }}",
            declared.join(", "),
            given.join(", ")
        );
        let values = wish
            .arguments
            .iter()
            .map(|(name, _, value)| ((*name).to_owned(), value.clone()));
        let variables = Variables::from_json(Value::Object(values.collect()));
        let context = Arc::new(RequestContext::new(self.store.clone(), caller));
        let request = Request::new(query).variables(variables).data(context);
        let answer = self.schema.execute(request).await;
        let data = answer.data.clone().into_json().map_err(Problem::internal)?;
        let payload = data.get(mutation);
        let found = payload
            .and_then(|payload| payload.get(object))
            .filter(|found| !found.is_null());
        found.cloned().ok_or_else(|| {
            let errors = payload.and_then(|payload| payload.get("userErrors"));
            let said = format!(
                "{mutation} for {} by {by:?}: {errors:?} {:?}",
                child.id, answer.errors
            );
            Problem::internal(said)
        })
    }

    /// Signs somebody in, once.
    async fn caller(&mut self, party: &Party, child: &DemoChild) -> Result<Caller> {
        let key = key(party);
        if let Some(caller) = self.callers.get(&key) {
            return Ok(caller.clone());
        }
        let (subject, role) = match party {
            Party::Practitioner(id) => {
                let person = self.world.practitioner(id);
                person.and_then(|person| Some((person.subject.clone(), person.roles.first()?.0)))
            }
            Party::Carer(id) => {
                let carer = child.carers.iter().find(|carer| carer.id == *id);
                carer.and_then(|carer| Some((carer.subject.clone()?, Role::Parent)))
            }
        }
        .ok_or_else(|| Problem::internal(format!("{party:?} does not sign in")))?;
        let gss_code = self.world.place.gss_code;
        let token = self.issuer.issue(&subject, gss_code, role, &[], LIFETIME)?;
        let subject = self.verifier.verify(&token).await?;
        let caller = Caller {
            viewer: roster::viewer(self.store, subject).await?,
            request_id: format!("demo-{key}").into(),
        };
        self.callers.insert(key, caller.clone());
        Ok(caller)
    }
}

fn key(party: &Party) -> String {
    match party {
        Party::Practitioner(id) => (*id).to_owned(),
        Party::Carer(id) => id.clone(),
    }
}

/// Keeps what an answer showed.
fn keep(case: &mut Case, by: &Party, act: &Act, object: &Value) {
    let Some(seen) = Seen::of(object) else { return };
    match act {
        Act::Plan { .. }
        | Act::InviteFamily
        | Act::Schedule { .. }
        | Act::Reschedule { .. }
        | Act::ChangeModel { .. }
        | Act::End { .. } => case.review = Some(seen),
        Act::InviteParticipant { party, .. } => drop(case.parties.insert(key(party), seen)),
        Act::Accept | Act::Decline { .. } | Act::Apologise { .. } => drop(case.parties.insert(key(by), seen)),
        Act::RaiseConcern(_) => case.concerns.push(seen),
        Act::AddToConcern { concern, .. } | Act::WithdrawConcern { concern, .. } => {
            replace(&mut case.concerns, *concern, seen);
        }
        Act::DraftReferral { .. } => case.referrals.push(seen),
        Act::ProposeReferral { referral }
        | Act::RecordParentAgreement { referral, .. }
        | Act::SendReferral { referral }
        | Act::AcknowledgeReferral { referral }
        | Act::AcceptReferral { referral }
        | Act::ReturnReferral { referral, .. }
        | Act::RejectReferral { referral, .. }
        | Act::WithdrawReferral { referral, .. } => replace(&mut case.referrals, *referral, seen),
    }
}

fn replace(all: &mut [Seen], place: usize, seen: Seen) {
    if let Some(old) = all.get_mut(place) {
        *old = seen;
    }
}

fn review(case: &Case) -> Result<&Seen> {
    let seen = case.review.as_ref();
    seen.ok_or_else(|| Problem::internal("the review has not been planned yet"))
}

fn nth(all: &[Seen], place: usize) -> Result<&Seen> {
    all.get(place)
        .ok_or_else(|| Problem::internal("the story has not come so far"))
}

/// `reviewInvite` takes a `ReviewInviteInput!`; `review` is a `ReviewRef!`.
fn upper(name: &str) -> String {
    let mut letters = name.chars();
    let first = letters.next().map(|letter| letter.to_ascii_uppercase());
    first.into_iter().chain(letters).collect()
}

fn append(mutation: &'static str, object: &'static str, seen: &Seen, input: Value) -> Wish {
    Wish {
        mutation,
        object,
        arguments: vec![
            (object, format!("{}Ref!", upper(object)), seen.reference()),
            ("input", format!("{}Input!", upper(mutation)), input),
        ],
    }
}

fn edit(mutation: &'static str, object: &'static str, seen: &Seen, input: Option<Value>) -> Wish {
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
fn on_review(mutation: &'static str, object: &'static str, case: &Case, input: Value) -> Result<Wish> {
    let mut wish = append(mutation, "review", review(case)?, input);
    wish.object = object;
    Ok(wish)
}

fn on_party(mutation: &'static str, case: &Case, by: &Party, input: Option<Value>) -> Result<Wish> {
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
