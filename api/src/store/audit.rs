//! The audit of acts: who tried what, append-only. What was allowed is written in the act's own transaction; what was
//! refused on a connection of its own, because the refused transaction is rolled back.

use entity::audit;
use entity::enums::{AuditOutcome, ValueSet};
use sea_orm::prelude::Uuid;
use sea_orm::sea_query::InsertStatement;
use sea_orm::{ActiveValue::Set, ConnectionTrait, EntityTrait, QueryTrait};

use super::constraint;
use crate::auth::viewer::Caller;
use crate::policy::{Record, Rule};
use crate::problem::{Refusal, Result};
use chrono::{DateTime, Utc};
use entity::ids::{ChildId, ReviewId};

/// What an act was about, as far as it was found out.
#[derive(Debug, Clone, Default)]
pub(super) struct Subject {
    pub kind: Option<&'static str>,
    pub id: Option<Uuid>,
    pub review: Option<ReviewId>,
    pub child: Option<ChildId>,
    pub line: Option<String>,
}

impl Subject {
    pub fn of<M: Record>(row: &M) -> Self {
        use entity::ids::TypedId;
        Self {
            kind: Some(M::kind()),
            id: Some(row.id().uuid()),
            review: row.review_id(),
            child: row.child_id(),
            line: None,
        }
    }
}

/// One line of the audit.
pub(super) struct Entry<'a> {
    pub caller: &'a Caller,
    pub rule: &'static Rule,
    pub subject: Subject,
    pub outcome: AuditOutcome,
    pub reason: Option<String>,
    pub at: DateTime<Utc>,
}

/// The statement that writes a line.
pub(super) fn line(entry: Entry<'_>) -> InsertStatement {
    let who = entry.caller.viewer.who();
    let row = audit::ActiveModel {
        at: Set(entry.at),
        authority_id: Set(who.authority),
        actor_id: Set(who.actor),
        role: Set(who.role),
        organisation_id: Set(who.organisation),
        purpose: Set(Some(entry.caller.purpose)),
        operation: Set(entry.caller.operation.as_deref().map(str::to_owned)),
        client: Set(entry.caller.client.as_deref().map(str::to_owned)),
        act: Set(entry.rule.mutation.to_owned()),
        subject_type: Set(entry.subject.kind.map(str::to_owned)),
        subject_id: Set(entry.subject.id),
        review_id: Set(entry.subject.review),
        child_id: Set(entry.subject.child),
        outcome: Set(entry.outcome),
        reason: Set(entry.reason),
        matrix_line: Set(entry.subject.line),
        request_id: Set(entry.caller.request_id.to_string()),
        ..Default::default()
    };
    audit::Entity::insert(row).into_query()
}

/// Writes a line of its own.
pub(super) async fn write<C: ConnectionTrait>(db: &C, entry: Entry<'_>) -> Result<()> {
    db.execute(&line(entry))
        .await
        .map(|_| ())
        .map_err(constraint::problem)
}

/// How a refusal is named in the audit: a code, never the text.
pub(super) fn reason(refusal: &Refusal) -> (AuditOutcome, String) {
    match refusal {
        Refusal::NotAllowed { reason, .. } => (AuditOutcome::Refused, reason.as_str().to_owned()),
        Refusal::NotFound { .. } => (AuditOutcome::Refused, "NOT_FOUND".to_owned()),
        Refusal::Invalid(_) => (AuditOutcome::Rejected, "INVALID_INPUT".to_owned()),
        Refusal::VersionConflict { .. } => (AuditOutcome::Rejected, "VERSION_CONFLICT".to_owned()),
        Refusal::IllegalTransition { .. } => (AuditOutcome::Rejected, "ILLEGAL_TRANSITION".to_owned()),
        Refusal::Rule { code, .. } => (AuditOutcome::Rejected, code.as_str().to_owned()),
        Refusal::IdempotencyKeyReused => (AuditOutcome::Rejected, "IDEMPOTENCY_KEY_REUSED".to_owned()),
    }
}
