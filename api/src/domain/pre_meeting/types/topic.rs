//! A topic of a pre-meeting.

use entity::enums::{Discipline, PreMeetingTopicStatus, Role, Topic, TopicLead, TopicOutcome};
use entity::ids::PreMeetingTopicId;
use entity::pre_meeting_topic;

use super::meeting::PreMeeting;
use crate::domain::concern::Concern;
use crate::domain::directory::{Practitioner, loader as directory};
use crate::domain::pre_meeting::{loader, rules};
use crate::gql::connection::ready;
use crate::gql::scalars::{Date, DateTime};
use crate::gql::wire::{Boxed, Call};
use crate::problem::Result;
use crate::store::Visible;
use crate::{access, wire};

/// A topic of a pre-meeting.
#[derive(Debug, Clone)]
pub struct PreMeetingTopic(pub Visible<pre_meeting_topic::Model>);

impl PreMeetingTopic {
    /// Whether both professions stand by its words, and somebody leads.
    pub fn is_prepared(&self) -> bool {
        let row = self.0.base();
        rules::is_agreed(row) && row.lead.is_some()
    }
}

wire! {
    /// One topic of a pre-meeting: the words in which it is spoken of with the family, as far as both professions have agreed
    /// to them, who leads, in whose presence it is not spoken of, and what came of it. For whoever knows of the pre-meeting.
    PreMeetingTopic = "PreMeetingTopic", node, |topic, _call| {
        /// The id, for example `pre_meeting_topic_01j…`. Never changes.
        base "id": PreMeetingTopicId = topic.0.base().id;
        /// Counts the edits; give it as `expectedVersion`.
        base "version": i32 = topic.0.base().version;
        /// Whether it waits, or what came of it.
        base "status": PreMeetingTopicStatus = topic.0.base().status;
        /// Where it stands in the agenda, from 1.
        base "position": i32 = topic.0.base().position;
        /// What it is about.
        lens(PractitionerOnly) "topic": Topic = |row| Some(row.topic);
        /// What it is about in words.
        lens(PractitionerOnly) "title": String = |row| row.title.clone();
        /// Whether it is only to be spoken of in words that both professions have agreed.
        lens(PractitionerOnly) "isSensitive": bool = |row| Some(row.sensitive);
        /// The concern from which it comes.
        one(PractitionerOnly) "concern": Concern = loader::concerns;
        /// In which role it was put on the agenda; where it came there with a concern, the role of whoever raised that.
        base "addedByRole": Role = topic.0.base().added_by_role;
        /// The profession that put it on the agenda.
        base "addedByDiscipline": Option<Discipline> = topic.0.base().added_by_role.discipline();
        /// Who put it on the agenda; where it came there with a concern, who raised that.
        one(PractitionerOnly) "addedBy": Practitioner = added_by;
        /// The words that were proposed last, agreed to or not.
        lens(PractitionerOnly) "wording": String = |row| row.wording.clone();
        /// The words, once both professions stand by them.
        lens(PractitionerOnly) "agreedWording": String = |row| row.wording.clone().filter(|_| rules::is_agreed(row));
        /// The professions that stand by the words: the one that proposed them, and the other once it has agreed.
        lens(PractitionerOnly) "agreedBy": Vec<Discipline> = |row| Some(rules::agreed_by(row));
        /// In which role the words were proposed.
        lens(PractitionerOnly) "proposedByRole": Role = |row| row.proposed_by_role;
        /// The profession that proposed the words.
        lens(PractitionerOnly) "proposedByDiscipline": Discipline = |row| row.proposed_by_role.and_then(Role::discipline);
        /// Who proposed the words.
        one(PractitionerOnly) "proposedBy": Practitioner = proposed_by;
        /// When the words were proposed.
        lens(PractitionerOnly) "proposedAt": DateTime = |row| row.proposed_at.map(DateTime);
        /// Who stands by the words for health.
        one(PractitionerOnly) "healthAgreedBy": Practitioner = health_agreed_by;
        /// Since when.
        lens(PractitionerOnly) "healthAgreedAt": DateTime = |row| row.health_agreed_at.map(DateTime);
        /// Who stands by the words for early years.
        one(PractitionerOnly) "earlyYearsAgreedBy": Practitioner = early_years_agreed_by;
        /// Since when.
        lens(PractitionerOnly) "earlyYearsAgreedAt": DateTime = |row| row.early_years_agreed_at.map(DateTime);
        /// Who leads when it is spoken of.
        lens(PractitionerOnly) "lead": TopicLead = |row| row.lead;
        /// In whose presence it is not spoken of, and why.
        lens(PractitionerOnly) "notInPresenceOf": String = |row| row.not_in_presence.clone();
        /// Whether a parent is seen alone about it.
        lens(PractitionerOnly) "parentSeenAlone": bool = |row| Some(row.parent_alone);
        /// What came of it; null where it waits or was taken off.
        lens(PractitionerOnly) "outcome": TopicOutcome = |row| row.status.outcome();
        /// Until which day it is put off.
        lens(PractitionerOnly) "deferredUntil": Date = |row| row.deferred_until.map(Date);
        /// What came of it, in words.
        lens(PractitionerOnly) "outcomeNote": String = |row| row.outcome_note.clone();
        /// Why it was taken off the agenda.
        lens(PractitionerOnly) "removedReason": String = |row| row.removed_reason.clone();
        /// In which role its outcome was recorded, or it was taken off.
        base "settledByRole": Option<Role> = topic.0.base().settled_by_role;
        /// Who recorded its outcome, or took it off.
        one(PractitionerOnly) "settledBy": Practitioner = settled_by;
        /// When.
        base "settledAt": Option<DateTime> = topic.0.base().settled_at.map(DateTime);
        /// When it was put on the agenda.
        base "createdAt": DateTime = DateTime(topic.0.base().created_at);
        /// When it was last changed.
        base "updatedAt": DateTime = DateTime(topic.0.base().updated_at);
        /// The pre-meeting.
        one "preMeeting": PreMeeting = meeting;
        /// What you may do with it now.
        must "access": PreMeetingTopicAccess = own_access;
    }
}

access! {
    /// What you may do with a topic now: answered by the same table that allows or refuses the acts.
    PreMeetingTopicAccess = "PreMeetingTopicAccess" of pre_meeting_topic {
        /// `preMeetingTopicAmend`
        "canAmend" = PreMeetingTopicAmend;
        /// `preMeetingWordingPropose`
        "canProposeWording" = PreMeetingWordingPropose;
        /// `preMeetingWordingAgree`; refused to the profession that proposed.
        "canAgreeWording" = PreMeetingWordingAgree;
        /// `preMeetingTopicRemove`; refused to the profession that did not put it there.
        "canRemove" = PreMeetingTopicRemove;
        /// `preMeetingTopicSettle`
        "canSettle" = PreMeetingTopicSettle;
    }
}

async fn added_by(batch: &[PreMeetingTopic], call: &Call<'_>) -> Result<Vec<Option<Practitioner>>> {
    directory::practitioners(batch.iter().map(|it| Some(it.0.base().added_by_id)), call).await
}

async fn proposed_by(batch: &[PreMeetingTopic], call: &Call<'_>) -> Result<Vec<Option<Practitioner>>> {
    directory::practitioners(batch.iter().map(|it| it.0.base().proposed_by_id), call).await
}

async fn health_agreed_by(batch: &[PreMeetingTopic], call: &Call<'_>) -> Result<Vec<Option<Practitioner>>> {
    directory::practitioners(batch.iter().map(|it| it.0.base().health_agreed_by_id), call).await
}

async fn early_years_agreed_by(
    batch: &[PreMeetingTopic],
    call: &Call<'_>,
) -> Result<Vec<Option<Practitioner>>> {
    let ids = batch.iter().map(|it| it.0.base().early_years_agreed_by_id);
    directory::practitioners(ids, call).await
}

async fn settled_by(batch: &[PreMeetingTopic], call: &Call<'_>) -> Result<Vec<Option<Practitioner>>> {
    directory::practitioners(batch.iter().map(|it| it.0.base().settled_by_id), call).await
}

async fn meeting(batch: &[PreMeetingTopic], call: &Call<'_>) -> Result<Vec<Option<PreMeeting>>> {
    loader::by_ids(batch.iter().map(|it| it.0.base().pre_meeting_id), call).await
}

fn own_access<'a>(
    batch: &'a [PreMeetingTopic],
    _: &Call<'_>,
) -> Boxed<'a, Result<Vec<Option<PreMeetingTopicAccess>>>> {
    let access = |it: &PreMeetingTopic| Some(PreMeetingTopicAccess(it.0.clone()));
    ready(batch.iter().map(access).collect())
}
