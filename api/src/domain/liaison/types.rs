//! The messages of a thread on the wire.

use entity::enums::{Discipline, LiaisonKind, LiaisonStatus, Role};
use entity::ids::{LiaisonMessageId, LiaisonReadId};
use entity::{liaison_message, liaison_read};

use super::{loader, rules};
use crate::domain::directory::{Practitioner, loader as directory};
use crate::domain::review::{Review, loader as reviews};
use crate::gql::connection::{Connected, ready};
use crate::gql::scalars::DateTime;
use crate::gql::wire::{Boxed, Call};
use crate::problem::Result;
use crate::store::Visible;
use crate::{access, wire};

/// A message.
#[derive(Debug, Clone)]
pub struct LiaisonMessage(pub Visible<liaison_message::Model>);

wire! {
    /// A message between the practitioners of a review. For the practitioners who take part, the child's health team and
    /// setting, and both service leads; to everybody else it does not exist. What it says never changes.
    LiaisonMessage = "LiaisonMessage", node, |message, call| {
        /// The id, for example `liaison_message_01j…`. Never changes.
        base "id": LiaisonMessageId = message.0.base().id;
        /// Counts the edits; give it as `expectedVersion`. That it was answered counts.
        base "version": i32 = message.0.base().version;
        /// What it asks for.
        lens(PractitionerOnly) "kind": LiaisonKind = |row| Some(row.kind);
        /// Whether it waits for something.
        base "status": LiaisonStatus = message.0.base().status;
        /// Whether an answer was expected by now and has not come.
        base "isOverdue": bool = is_overdue(message, call);
        /// What it says, as its author put it.
        lens(PractitionerOnly) "text": String = |row| Some(row.text.clone());
        /// In which role it was written.
        base "authorRole": Role = message.0.base().author_role;
        /// For which profession it was written.
        base "authorDiscipline": Option<Discipline> = message.0.base().author_role.discipline();
        /// Who wrote it.
        one(PractitionerOnly) "author": Practitioner = author;
        /// To whom: everybody of this profession who takes part. Null where it is addressed to a role.
        lens(PractitionerOnly) "toDiscipline": Discipline = |row| row.to_discipline;
        /// To whom: whoever holds this role. Null where it is addressed to a profession.
        lens(PractitionerOnly) "toRole": Role = |row| row.to_role;
        /// Who of them in particular; null where nobody is named.
        one(PractitionerOnly) "toPractitioner": Practitioner = addressee;
        /// The message to which it replies.
        one(PractitionerOnly) "inReplyTo": LiaisonMessage = in_reply_to;
        /// The replies to it, first to last, at most 100.
        many(PractitionerOnly) "replies": LiaisonMessage = loader::replies;
        /// By when an answer is expected.
        lens(PractitionerOnly) "expectedBy": DateTime = |row| row.expected_by.map(DateTime);
        /// The reply that answered it: the first one of somebody else.
        one(PractitionerOnly) "answer": LiaisonMessage = answer;
        /// In which role it was answered.
        lens(PractitionerOnly) "answeredByRole": Role = |row| row.answered_by_role;
        /// Who answered it.
        one(PractitionerOnly) "answeredBy": Practitioner = answered_by;
        /// When it was answered.
        lens(PractitionerOnly) "answeredAt": DateTime = |row| row.answered_at.map(DateTime);
        /// In which role it was recorded that the call back took place, or that it was settled otherwise.
        lens(PractitionerOnly) "resolvedByRole": Role = |row| row.resolved_by_role;
        /// Who recorded that.
        one(PractitionerOnly) "resolvedBy": Practitioner = resolved_by;
        /// When.
        lens(PractitionerOnly) "resolvedAt": DateTime = |row| row.resolved_at.map(DateTime);
        /// Who has read it, first to last.
        many(PractitionerOnly) "readBy": LiaisonRead = loader::marks;
        /// When it was written.
        base "createdAt": DateTime = DateTime(message.0.base().created_at);
        /// When it was last answered or settled.
        base "updatedAt": DateTime = DateTime(message.0.base().updated_at);
        /// The review.
        one "review": Review = review;
        /// What you may do with it now.
        must "access": LiaisonMessageAccess = own_access;
    }
}

impl Connected for LiaisonMessage {
    const CONNECTION: &'static str = "LiaisonMessageConnection";
    const EDGE: &'static str = "LiaisonMessageEdge";
}

access! {
    /// What you may do with a message now: answered by the same table that allows or refuses the acts.
    LiaisonMessageAccess = "LiaisonMessageAccess" of liaison_message {
        /// `liaisonReply`
        "canReply" = LiaisonReply;
        /// `liaisonMarkRead`
        "canMarkRead" = LiaisonMarkRead;
        /// `liaisonResolve`
        "canResolve" = LiaisonResolve;
    }
}

/// That a practitioner has read a message.
#[derive(Debug, Clone)]
pub struct LiaisonRead(pub Visible<liaison_read::Model>);

wire! {
    /// That a practitioner has read a message: of each the first time. Never changes. Known to whoever knows of the message.
    LiaisonRead = "LiaisonRead", node, |mark, _call| {
        /// The id, for example `liaison_read_01j…`. Never changes.
        base "id": LiaisonReadId = mark.0.base().id;
        /// In which role it was read.
        base "role": Role = mark.0.base().role;
        /// Who has read it.
        one(PractitionerOnly) "practitioner": Practitioner = reader;
        /// When it was read.
        base "readAt": DateTime = DateTime(mark.0.base().created_at);
        /// The message.
        one "message": LiaisonMessage = message;
    }
}

fn is_overdue(message: &LiaisonMessage, call: &Call<'_>) -> bool {
    rules::is_overdue(message.0.base(), call.walk.request.store.clock().now())
}

async fn author(batch: &[LiaisonMessage], call: &Call<'_>) -> Result<Vec<Option<Practitioner>>> {
    directory::practitioners(batch.iter().map(|it| Some(it.0.base().author_id)), call).await
}

async fn addressee(batch: &[LiaisonMessage], call: &Call<'_>) -> Result<Vec<Option<Practitioner>>> {
    directory::practitioners(batch.iter().map(|it| it.0.base().to_practitioner_id), call).await
}

async fn answered_by(batch: &[LiaisonMessage], call: &Call<'_>) -> Result<Vec<Option<Practitioner>>> {
    directory::practitioners(batch.iter().map(|it| it.0.base().answered_by_id), call).await
}

async fn resolved_by(batch: &[LiaisonMessage], call: &Call<'_>) -> Result<Vec<Option<Practitioner>>> {
    directory::practitioners(batch.iter().map(|it| it.0.base().resolved_by_id), call).await
}

async fn in_reply_to(batch: &[LiaisonMessage], call: &Call<'_>) -> Result<Vec<Option<LiaisonMessage>>> {
    loader::by_ids(batch.iter().map(|it| it.0.base().in_reply_to_id), call).await
}

async fn answer(batch: &[LiaisonMessage], call: &Call<'_>) -> Result<Vec<Option<LiaisonMessage>>> {
    loader::by_ids(batch.iter().map(|it| it.0.base().answer_id), call).await
}

async fn reader(batch: &[LiaisonRead], call: &Call<'_>) -> Result<Vec<Option<Practitioner>>> {
    directory::practitioners(batch.iter().map(|it| Some(it.0.base().practitioner_id)), call).await
}

async fn message(batch: &[LiaisonRead], call: &Call<'_>) -> Result<Vec<Option<LiaisonMessage>>> {
    loader::by_ids(batch.iter().map(|it| Some(it.0.base().message_id)), call).await
}

async fn review(batch: &[LiaisonMessage], call: &Call<'_>) -> Result<Vec<Option<Review>>> {
    let ids = || batch.iter().map(|it| it.0.base().review_id);
    let found = reviews::by_ids(ids(), call).await?;
    Ok(ids().map(|id| found.get(&id).cloned()).collect())
}

fn own_access<'a>(
    batch: &'a [LiaisonMessage],
    _: &Call<'_>,
) -> Boxed<'a, Result<Vec<Option<LiaisonMessageAccess>>>> {
    let access = |it: &LiaisonMessage| Some(LiaisonMessageAccess(it.0.clone()));
    ready(batch.iter().map(access).collect())
}
