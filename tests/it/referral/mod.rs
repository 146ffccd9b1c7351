//! The referral: the closed loop, by everybody who has a part in it.

mod numbers;
mod rights;
mod steps;

use entity::organisation;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use tests::{Actor, Payload, Value, World, json};

/// A referral on its way: which one, and the version last seen.
struct Case {
    world: World,
    id: String,
    version: i64,
}

impl Case {
    /// A draft of the health visitor, who takes part, to the speech service.
    async fn draft(world: &World) -> Self {
        world.take_part(&world.review(), &world.health_visitor()).await;
        let drafted = draft(&world.health_visitor(), world, json!({})).await;
        Self {
            world: world.clone(),
            id: drafted.id(),
            version: drafted.version(),
        }
    }

    /// Calls an act at the version last seen.
    async fn call(&self, by: &Actor, mutation: &str, input: Value) -> Payload {
        let referral = json!({ "id": self.id });
        by.mutate(
            mutation,
            json!({ "referral": referral, "expectedVersion": self.version, "input": input }),
        )
        .await
    }

    /// Calls an act that is done; gives the referral.
    async fn step(&mut self, by: &Actor, mutation: &str, input: Value) -> Value {
        let done = self.call(by, mutation, input).await;
        self.version = done.version();
        done.record().clone()
    }

    /// Agreed by the parents.
    async fn agreed(world: &World) -> Self {
        let mut case = Self::draft(world).await;
        case.step(&world.health_visitor(), "referralPropose", json!({}))
            .await;
        case.step(&world.parent(), "referralAnswer", json!({ "answer": "AGREED" }))
            .await;
        case
    }

    /// With the service.
    async fn sent(world: &World) -> Self {
        let mut case = Self::agreed(world).await;
        case.step(&world.health_visitor(), "referralSend", json!({}))
            .await;
        case
    }

    /// The service asks for this evidence.
    async fn service_wants(&self, evidence: &str) {
        organisation::Entity::update_many()
            .col_expr(organisation::Column::RequiredEvidence, Expr::value(evidence))
            .filter(organisation::Column::Id.eq(self.world.home().speech_service.id))
            .exec(self.world.db())
            .await
            .unwrap();
    }
}

/// A draft to the speech service, with more of the input or instead of it.
async fn draft(by: &Actor, world: &World, more: Value) -> Payload {
    let mut input = json!({
        "service": { "id": world.home().speech_service.id },
        "reason": "SPEECH_AND_LANGUAGE",
        "summary": "Assess her talking, please.",
    });
    for (name, value) in more.as_object().unwrap() {
        input[name] = value.clone();
    }
    by.mutate(
        "referralDraft",
        json!({ "review": { "id": world.review() }, "input": input }),
    )
    .await
}

/// What an actor sees of the referral.
async fn seen(by: &Actor, id: &str) -> Value {
    let query = "query($id: ID!) { referral(referral: { id: $id }) { id status nextOwner version summary isOverdue \
        service { name } child { givenName } access { canSend canWithdraw canAnswer } } }";
    by.query_with(query, json!({ "id": id })).await["referral"].clone()
}
