//! Setting a version of the topic map.

use async_graphql::{Context, InputObject, Object};
use entity::ids::{PractitionerId, TopicMapId};
use entity::topic_map;

use crate::domain::topic_map::input::{TopicLinkInput, links};
use crate::domain::topic_map::{TopicMap, facts, rules};
use crate::gql::context::ContextExt;
use crate::gql::input::Arguments;
use crate::gql::scalars::Date;
use crate::payload;
use crate::policy::act;
use crate::problem::Result;
use crate::store::{Attempt, Tx};

/// What the new version says.
#[derive(Debug, Clone, InputObject)]
pub struct TopicMapSetInput {
    /// What belongs together, in the order in which it is talked about: 1 to 16 links. Each area, instrument and topic stands
    /// in one link at most; what stands in none is talked about by itself.
    pub links: Vec<TopicLinkInput>,
    /// The first day on which it counts, today or later; today if nothing is said.
    pub effective_from: Option<Date>,
    /// What it is about. Read by everybody in the authority. At most 2,000 characters.
    pub note: Option<String>,
}

payload! {
    /// What came of `topicMapSet`.
    TopicMapSetPayload {
        /// The new version.
        topic_map: TopicMap over topic_map
    }
}

/// Setting a version of the topic map.
#[derive(Default)]
pub struct TopicMapSetMutation;

#[Object]
impl TopicMapSetMutation {
    /// Set how what the two professions look at belongs together in your authority. It is a new version that counts from its
    /// day on; older versions are kept.
    async fn topic_map_set(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Makes a retry safe; required of systems.")] idempotency_key: Option<String>,
        #[graphql(desc = "What the new version says.")] input: TopicMapSetInput,
    ) -> Result<TopicMapSetPayload> {
        let arguments = Arguments::default().with("input", &input);
        let attempt = ctx.attempt::<act::TopicMapSet>(idempotency_key.as_deref(), &arguments.value())?;
        let outcome = set(&attempt, &input).await;
        Ok(attempt
            .settle::<topic_map::Entity>(ctx.reader(), outcome)
            .await?
            .into())
    }
}

async fn set(attempt: &Attempt<act::TopicMapSet>, input: &TopicMapSetInput) -> Result<TopicMapId> {
    let mut tx = attempt.begin().await?;
    let authority = tx.own_authority().await?;
    let permit = attempt.permit(&mut tx, authority).await?;
    let known = tx.all(tx.see::<topic_map::Entity>()).await?;
    let links = links(&input.links);
    let wish = rules::Wish {
        links: &links,
        effective_from: input.effective_from.map(|day| day.0),
        note: input.note.as_deref(),
    };
    let version = rules::set(by(&tx), wish, (&known, tx.today()))?;
    let fact = facts::set(*version.number.as_ref());
    let id = tx.create(&permit, version, fact).await?;
    attempt.commit(tx, id).await
}

/// The caller, who sets it.
fn by(tx: &Tx) -> rules::By {
    let who = tx.caller().viewer.who();
    rules::By {
        id: PractitionerId(who.actor),
        role: who.role,
    }
}
