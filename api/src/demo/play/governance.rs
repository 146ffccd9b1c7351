//! The authority's own protocols, and what becomes of responsibilities that nobody's story is about.

use async_graphql::{Request, Variables};
use chrono::Days;
use entity::enums::{DeliveryModel, GovernanceGroup, ReviewStep, StepParty, ValueSet};
use serde_json::{Value, json};

use super::Stage;
use super::case::{Case, review, seen};
use super::wish::{Wish, edit};
use crate::demo::children::DemoChild;
use crate::demo::stories::Party;
use crate::domain::protocol::defaults;
use crate::gql::json as texts;
use crate::problem::{Problem, Result};

/// How many days ahead the draft is meant for.
const LATER: u64 = 60;
/// How long somebody is away, in days.
const AWAY: u64 = 13;

const ADMIN: Party = Party::Practitioner("ADM-1");
const HEALTH_LEAD: Party = Party::Practitioner("HSL-1");
const EARLY_YEARS_LEAD: Party = Party::Practitioner("EYL-1");

/// The responsibilities of a review, and what whoever looks may do with them.
const LOOK: &str = "query($review: ReviewRef!) { review(review: $review) { responsibilities {
    id version step party status access { canReassign canWaive } } } }";

impl Stage<'_> {
    /// The protocol of the authority's usual model is in force, with the family invited three weeks before; another one is
    /// a draft that waits for the operational group. One health visitor is away. Says how many acts there were.
    pub(super) async fn govern(&mut self) -> Result<u64> {
        let world = self.world;
        let child = world.children.first();
        let child = child.ok_or_else(|| Problem::internal("the demo has no child"))?;
        let usual = self.draft_protocol(
            world.default_model,
            0,
            "Letters go out three weeks before, as the parents asked.",
        );
        let usual = self.ask(&ADMIN, child, &usual).await?;
        let usual = self
            .approve(child, &HEALTH_LEAD, &usual, GovernanceGroup::Operational)
            .await?;
        self.approve(child, &EARLY_YEARS_LEAD, &usual, GovernanceGroup::Strategic)
            .await?;
        let later = self.draft_protocol(
            DeliveryModel::SeparateRedBook,
            LATER,
            "For the settings that keep to the red book.",
        );
        let later = self.ask(&EARLY_YEARS_LEAD, child, &later).await?;
        self.approve(child, &HEALTH_LEAD, &later, GovernanceGroup::Strategic)
            .await?;
        self.be_away(child).await?;
        Ok(6)
    }

    fn draft_protocol(&self, model: DeliveryModel, days_ahead: u64, note: &str) -> Wish {
        let steps = defaults::steps(model).iter().map(|step| {
            let days = match step.step {
                ReviewStep::InviteFamily => -15,
                _ => step.days,
            };
            json!({
                "step": step.step.as_str(), "party": step.party.as_str(), "dueWorkingDays": days,
                "isRequired": step.required,
            })
        });
        let steps: Vec<Value> = steps.collect();
        let input = json!({
            "deliveryModel": model.as_str(), "effectiveFrom": self.day(days_ahead), "steps": steps, "note": note,
        });
        Wish {
            mutation: "protocolDraft",
            object: "protocol",
            arguments: vec![("input", "ProtocolDraftInput!".to_owned(), input)],
        }
    }

    async fn approve(
        &mut self,
        child: &DemoChild,
        by: &Party,
        protocol: &Value,
        group: GovernanceGroup,
    ) -> Result<Value> {
        let seen = seen(protocol)?;
        let input = json!({ "group": group.as_str() });
        let approve = edit("protocolApprove", "protocol", &seen, Some(input));
        self.ask(by, child, &approve).await
    }

    /// HV-2 is away for a fortnight; HV-1 covers, as the directory says.
    async fn be_away(&mut self, child: &DemoChild) -> Result<()> {
        let by = Party::Practitioner("HV-2");
        let of = json!({ "external": { "system": self.world.place.directory_system(), "value": "HV-2" } });
        let input = json!({ "away": { "from": self.day(0), "until": self.day(AWAY) } });
        let wish = Wish {
            mutation: "practitionerAmend",
            object: "practitioner",
            arguments: vec![
                ("practitioner", "PractitionerRef!".to_owned(), of),
                ("expectedVersion", "Int!".to_owned(), 1.into()),
                ("input", "PractitionerAmendInput!".to_owned(), input),
            ],
        };
        self.ask(&by, child, &wish).await.map(|_| ())
    }

    /// In some reviews the outcome is given to a nursery nurse, in some there is no feedback to collect, in some a lead
    /// waives the follow-up. Says how many acts there were.
    pub(super) async fn share_out(&mut self, number: usize, case: &Case, child: &DemoChild) -> Result<u64> {
        let health = Party::Practitioner(child.health_visitor);
        let nurse = self.party(&Party::Practitioner("CNN-1"), child);
        let (by, step, mutation, may, input) = match number % 10 {
            2 => (
                health,
                ReviewStep::ShareOutcome,
                "responsibilityReassign",
                "/access/canReassign",
                nurse,
            ),
            5 => (
                health,
                ReviewStep::CollectFeedback,
                "responsibilityWaive",
                "/access/canWaive",
                json!({ "reason": "The parents would rather not be asked again." }),
            ),
            8 => (
                HEALTH_LEAD,
                ReviewStep::FollowUpActions,
                "responsibilityWaive",
                "/access/canWaive",
                json!({ "reason": "The family is with the family hub, which follows up." }),
            ),
            _ => return Ok(0),
        };
        let rows = self.responsibilities(&by, case, child).await?;
        let wanted = |row: &&Value| {
            row["step"] == step.as_str()
                && row["party"] != StepParty::EarlyYears.as_str()
                && row["status"] == "OPEN"
                && row.pointer(may) == Some(&Value::Bool(true))
        };
        let Some(row) = rows.iter().find(wanted) else {
            return Ok(0);
        };
        let act = edit(mutation, "responsibility", &seen(row)?, Some(input));
        self.ask(&by, child, &act).await.map(|_| 1)
    }

    async fn responsibilities(&mut self, by: &Party, case: &Case, child: &DemoChild) -> Result<Vec<Value>> {
        let caller = self.caller(by, child).await?;
        let variables = Variables::from_json(json!({ "review": review(case)?.reference() }));
        let context = super::context(self.store, caller);
        let request = Request::new(LOOK).variables(variables).data(context);
        let answer = self.schema.execute(request).await;
        let data = texts::plain(&answer.data).map_err(Problem::internal)?;
        let rows = data.pointer("/review/responsibilities").and_then(Value::as_array);
        rows.cloned()
            .ok_or_else(|| Problem::internal(format!("no responsibilities: {:?}", answer.errors)))
    }

    fn day(&self, days_ahead: u64) -> String {
        let day = self.today.checked_add_days(Days::new(days_ahead));
        day.unwrap_or(self.today).to_string()
    }
}
