//! Whether the caller may do it, and whether somebody else was there first.

use std::collections::BTreeSet;

use entity::enums::ValueSet;
use entity::ids::TypedId;
use entity::journal;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::{Locked, Tx};
use crate::policy::matrix::OPEN_REVIEW;
use crate::policy::{Act, Decision, Record, decide, decide_step};
use crate::problem::{Problem, Refusal, Result};
use crate::store::sighted::{Facts, facts_of};
use crate::store::{Permit, constraint, responsible, steps};

impl Tx {
    /// Asks the matrix whether the caller may do `A` on exactly this row. (Reached through
    /// [`crate::store::Attempt::permit`], which also notes what a refusal was about.)
    pub(in crate::store) async fn permit<A: Act>(
        &mut self,
        row: Locked<A::Row>,
        expected: Option<i32>,
        in_place_reason: Option<&str>,
    ) -> Result<Permit<A>> {
        let viewer = std::sync::Arc::clone(&self.caller.viewer);
        let facts = facts_of(&self.db, viewer.who(), &row.0).await?;
        self.subject.child = facts.child(&row.0);
        let relations = facts.relations(viewer.who(), &row.0);
        let (asking, state) = (viewer.asking(relations), facts.state(&row.0));
        let duty = match decide(A::RULE, asking, state) {
            Decision::Refused(_) => None,
            _ => steps::duty(&self.db, viewer.who(), A::RULE, &row.0).await?,
        };
        let others = duty.as_ref().map(|duty| duty.others(A::RULE)).unwrap_or_default();
        let decision = decide_step(A::RULE, asking, state, others);
        if let Decision::Refused(reason) = decision {
            return Err(self.not_allowed::<A>(&facts, &row.0, reason).await?);
        }
        if let Some(expected) = expected {
            self.unchanged(&row.0, expected).await?;
        }
        if let Decision::Allowed(line) = decision {
            if let Some(duty) = duty {
                self.will_fulfil(A::RULE, duty, in_place_reason)?;
            }
            let relations_used: Vec<&str> = line.relations.iter().map(ValueSet::as_str).collect();
            let role = viewer.role().as_str();
            self.subject.line = Some(format!(
                "{}: {role} as {}",
                A::RULE.mutation,
                relations_used.join("/")
            ));
            let review = row.0.review_id().and_then(|id| facts.reviews.get(&id).cloned());
            return Ok(Permit::new(row.0, relations, review));
        }
        Err(Self::wrong_state(&facts, &row.0, decision))
    }

    /// From which state it is not possible: the row's own, or that of its review.
    fn wrong_state<R: Record>(facts: &Facts, row: &R, decision: Decision) -> Problem {
        let Decision::WrongState { allowed } = decision else {
            return Problem::internal("neither allowed nor refused");
        };
        let review = row.review_id().and_then(|id| facts.reviews.get(&id));
        let of_review = review.filter(|review| allowed == OPEN_REVIEW && !review.status.is_open());
        Refusal::IllegalTransition {
            from: of_review
                .map_or(row.state(), |review| review.status.as_str())
                .to_owned(),
            allowed: allowed.iter().map(|state| (*state).to_owned()).collect(),
        }
        .into()
    }

    async fn not_allowed<A: Act>(
        &self,
        facts: &Facts,
        row: &A::Row,
        reason: entity::enums::NotAllowedReason,
    ) -> Result<Problem> {
        let responsible = responsible::name(
            &self.db,
            (facts, self.caller.viewer.who()),
            A::RULE,
            (row, reason),
        )
        .await?;
        Ok(Refusal::NotAllowed { reason, responsible }.into())
    }

    /// Refuses if somebody has changed the row since the caller read it.
    pub async fn at_version<A: Act>(&self, permit: Permit<A>, expected: i32) -> Result<Permit<A>> {
        self.unchanged(permit.row(), expected).await?;
        Ok(permit)
    }

    async fn unchanged<R: Record>(&self, row: &R, expected: i32) -> Result<()> {
        let current = row.version();
        if current == expected {
            return Ok(());
        }
        let since = journal::Entity::find()
            .filter(journal::Column::SubjectId.eq(row.id().uuid()))
            .filter(journal::Column::SubjectVersion.gt(expected))
            .all(&self.db)
            .await
            .map_err(constraint::problem)?;
        let changed: BTreeSet<String> = since
            .iter()
            .filter_map(|fact| fact.data.get("changed")?.as_array())
            .flatten()
            .filter_map(|field| field.as_str().map(str::to_owned))
            .collect();
        let by = since
            .iter()
            .max_by_key(|fact| fact.subject_version)
            .map(|fact| fact.actor_role);
        Err(Refusal::VersionConflict {
            current,
            changed: changed.into_iter().collect(),
            by,
        }
        .into())
    }
}
