//! Plays the stories: each step is the mutation of its name, asked for by whoever does it.

use std::collections::HashMap;
use std::sync::Arc;

use async_graphql::{Request, Variables};
use chrono::{Days, NaiveDate};
use entity::enums::{Purpose, Restriction, Role};
use serde_json::Value;

use self::case::{Case, key};
use self::meetings::Talk;
use self::wish::Wish;
use super::children::{DemoChild, child_id, special};
use super::stories::{Party, Story};
use super::world::AuthorityWorld;
use crate::auth::Verifier;
use crate::auth::demo::DemoIssuer;
use crate::auth::viewer::Caller;
use crate::gql::context::RequestContext;
use crate::gql::json;
use crate::policy::purpose;
use crate::problem::{Problem, Result};
use crate::schema::Gateway;
use crate::store::{Store, roster};

mod case;
mod checks;
mod family;
mod governance;
mod halves;
mod meetings;
mod sharing;
mod wish;

/// How long the tokens of the actors live: as long as the loading takes.
const LIFETIME: std::time::Duration = std::time::Duration::from_mins(30);

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
        let mut acts = self.govern().await?;
        let (mut heard, mut written) = (0, 0);
        for (number, story) in world.stories.iter().enumerate() {
            let child = world.children.iter().find(|child| child.id == story.child);
            let child = child.ok_or_else(|| Problem::internal("a story is about no child"))?;
            let case = self.tell(story, child).await?;
            acts += u64::try_from(story.steps.len()).unwrap_or_default();
            acts += self.share_out(number, &case, child).await?;
            if number == 0 {
                acts += self.guest(&case, child).await?;
            }
            if child.id == child_id(world.place, special::TOLD) {
                acts += self.meet(Talk::GoesOn, &case, child).await?;
            } else if child.id == child_id(world.place, special::TWIN) {
                acts += self.meet(Talk::SignedOff, &case, child).await?;
            }
            if family::stays_open(story) {
                acts += self.hear(heard, &case, child).await?;
                heard += 1;
                if case.health.is_some() && case.check.is_some() {
                    acts += self.agree(written, &case, child).await?;
                    written += 1;
                }
            }
        }
        for (turn, child) in self.too_young().into_iter().take(2).enumerate() {
            acts += self.flag(turn, child).await?;
        }
        Ok(acts)
    }

    /// Children in a setting who are too young for a review, and old enough that their setting may ask health about them.
    fn too_young(&self) -> Vec<&'a DemoChild> {
        let world = self.world;
        let months = |child: &DemoChild| {
            let days = (self.today - child.birth_date).num_days();
            days / 30
        };
        let has_story = |child: &DemoChild| world.stories.iter().any(|story| story.child == child.id);
        let fits = |child: &&DemoChild| {
            (19..22).contains(&months(child))
                && child.key_person.is_some()
                && child.restriction == Restriction::Unrestricted
                && !has_story(child)
        };
        world.children.iter().filter(fits).collect()
    }

    async fn tell(&mut self, story: &Story, child: &DemoChild) -> Result<Case> {
        let mut case = Case::default();
        for step in &story.steps {
            let wish = self.wish(&case, child, step)?;
            let object = self.ask(&step.by, child, &wish).await?;
            case.keep(&step.by, &step.act, &object);
        }
        Ok(case)
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
        let context = context(self.store, caller);
        let request = Request::new(query).variables(variables).data(context);
        let answer = self.schema.execute(request).await;
        let data = json::plain(&answer.data).map_err(Problem::internal)?;
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
        let viewer = roster::viewer(self.store, subject).await?;
        let purpose = purpose::usual(role).unwrap_or(Purpose::Review);
        let caller = Caller::new(viewer, format!("demo-{key}").into(), purpose);
        self.callers.insert(key, caller.clone());
        Ok(caller)
    }
}

fn context(store: &Store, caller: Caller) -> Arc<RequestContext> {
    Arc::new(RequestContext::new(store.clone(), caller))
}
