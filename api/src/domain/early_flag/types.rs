//! The early flag on the wire.

use entity::early_flag;
use entity::enums::{ConcernLevel, EarlyFlagOutcome, EarlyFlagStatus, Role, Topic};
use entity::ids::EarlyFlagId;

use super::rules;
use crate::domain::carer::{Carer, loader as carers};
use crate::domain::child::{Child, loader as children};
use crate::domain::directory::{Organisation, Practitioner, loader as directory};
use crate::gql::connection::{Connected, ready};
use crate::gql::scalars::{Date, DateTime};
use crate::gql::wire::{Boxed, Call};
use crate::problem::Result;
use crate::store::Visible;
use crate::{access, wire};

/// A setting's concern about a child before any review.
#[derive(Debug, Clone)]
pub struct EarlyFlag(pub Visible<early_flag::Model>);

wire! {
    /// What an early years setting asks health about a child before any review, and what was answered. The child's setting
    /// and health team see it, the health team that was asked until it is withdrawn, and the leads of both services; the
    /// parents where they agreed to it. Nobody else.
    EarlyFlag = "EarlyFlag", node, |flag, call| {
        /// The flag's id, for example `early_flag_01j…`. Never changes.
        base "id": EarlyFlagId = flag.0.base().id;
        /// Counts the edits; give it as `expectedVersion`.
        base "version": i32 = flag.0.base().version;
        /// How far it is.
        base "status": EarlyFlagStatus = flag.0.base().status;
        /// By when the health team answers: five working days of England after it was raised.
        base "dueOn": Date = Date(flag.0.base().due_on);
        /// Whether it waits for an answer past that day.
        base "isOverdue": bool = rules::is_overdue(flag.0.base(), call.walk.request.store.clock().today());
        /// What it is about.
        lens(ConcernDetail) "topic": Topic = |row| Some(row.topic);
        /// How heavy it weighs.
        lens(ConcernDetail) "level": ConcernLevel = |row| Some(row.level);
        /// What was seen, in the words of whoever raised it. Never changes.
        lens(ConcernDetail) "seen": String = |row| Some(row.seen.clone());
        /// Whether the parents agreed that health is asked.
        lens(ConcernDetail) "parentsAgreed": bool = |row| Some(row.parents_agreed);
        /// When they agreed.
        lens(ConcernDetail) "agreedOn": Date = |row| row.agreed_on.map(Date);
        /// Which parent agreed. A parent sees their own entry only.
        one(Contact) "agreedBy": Carer = agreed_by;
        /// Why health is asked without the parents' agreement.
        lens(PractitionerOnly) "notAgreedReason": String = |row| row.not_agreed_reason.clone();
        /// In which role it was raised.
        base "raisedByRole": Role = flag.0.base().raised_by_role;
        /// Who raised it. Withheld where the child's whereabouts are protected: they tell the setting.
        one(Location) "raisedBy": Practitioner = raised_by;
        /// The setting that asks. Withheld where the child's whereabouts are protected.
        one(Location) "setting": Organisation = setting;
        /// The health team that is asked: the setting's link team when it was raised, else the child's own. Null where
        /// there was neither; then the lead of health answers.
        one "healthTeam": Organisation = health_team;
        /// What the health team makes of it. For practitioners: parents hear of it from them.
        lens(PractitionerOnly) "outcome": EarlyFlagOutcome = |row| row.outcome;
        /// The answer to the setting, in the words of whoever gave it. For practitioners.
        lens(PractitionerOnly) "answer": String = |row| row.answer.clone();
        /// In which role it was answered.
        base "answeredByRole": Option<Role> = flag.0.base().answered_by_role;
        /// Who answered.
        one "answeredBy": Practitioner = answered_by;
        /// When it was answered.
        base "answeredAt": Option<DateTime> = flag.0.base().answered_at.map(DateTime);
        /// Why it was taken back.
        lens(ConcernDetail) "withdrawnReason": String = |row| row.withdrawn_reason.clone();
        /// When it was raised.
        base "createdAt": DateTime = DateTime(flag.0.base().created_at);
        /// When it was last changed.
        base "updatedAt": DateTime = DateTime(flag.0.base().updated_at);
        /// The child.
        one "child": Child = child;
        /// What you may do with it now.
        must "access": EarlyFlagAccess = own_access;
    }
}

impl Connected for EarlyFlag {
    const CONNECTION: &'static str = "EarlyFlagConnection";
    const EDGE: &'static str = "EarlyFlagEdge";
}

access! {
    /// What you may do with an early flag now: answered by the same table that allows or refuses the acts.
    EarlyFlagAccess = "EarlyFlagAccess" of early_flag {
        /// `earlyFlagAnswer`
        "canAnswer" = EarlyFlagAnswer;
        /// `earlyFlagWithdraw`
        "canWithdraw" = EarlyFlagWithdraw;
    }
}

async fn agreed_by(batch: &[EarlyFlag], call: &Call<'_>) -> Result<Vec<Option<Carer>>> {
    carers::carers(batch.iter().map(|flag| flag.0.base().agreed_by_id), call).await
}

async fn raised_by(batch: &[EarlyFlag], call: &Call<'_>) -> Result<Vec<Option<Practitioner>>> {
    directory::practitioners(batch.iter().map(|flag| Some(flag.0.base().raised_by_id)), call).await
}

async fn answered_by(batch: &[EarlyFlag], call: &Call<'_>) -> Result<Vec<Option<Practitioner>>> {
    directory::practitioners(batch.iter().map(|flag| flag.0.base().answered_by_id), call).await
}

async fn setting(batch: &[EarlyFlag], call: &Call<'_>) -> Result<Vec<Option<Organisation>>> {
    directory::organisations(batch.iter().map(|flag| Some(flag.0.base().setting_id)), call).await
}

async fn health_team(batch: &[EarlyFlag], call: &Call<'_>) -> Result<Vec<Option<Organisation>>> {
    directory::organisations(batch.iter().map(|flag| flag.0.base().health_team_id), call).await
}

async fn child(batch: &[EarlyFlag], call: &Call<'_>) -> Result<Vec<Option<Child>>> {
    let ids = || batch.iter().map(|flag| flag.0.base().child_id);
    let found = children::by_ids(ids(), call).await?;
    Ok(ids().map(|id| found.get(&id).cloned()).collect())
}

fn own_access<'a>(batch: &'a [EarlyFlag], _: &Call<'_>) -> Boxed<'a, Result<Vec<Option<EarlyFlagAccess>>>> {
    let access = |flag: &EarlyFlag| Some(EarlyFlagAccess(flag.0.clone()));
    ready(batch.iter().map(access).collect())
}
