//! Threads as relations of reviews, and what belongs to messages: a statement a table for any number of them.

use std::collections::HashMap;

use entity::enums::{Lens, ParticipantStatus};
use entity::ids::{LiaisonMessageId, PractitionerId};
use entity::{liaison_message, liaison_read, participant};

use super::types::{LiaisonMessage, LiaisonRead};
use crate::domain::directory::{Practitioner, loader as directory};
use crate::domain::participant::Participant;
use crate::domain::review::{Review, loader as reviews};
use crate::gql::connection::Connection;
use crate::gql::wire::Call;
use crate::gql::{page, relation};
use crate::problem::Result;
use crate::store::PageRequest;

/// The name of a thread's order in its cursors.
const ORDER: &str = "liaison";

/// A page of the thread of each review, the newest message first.
pub async fn threads(
    batch: &[Review],
    call: &Call<'_>,
    request: &PageRequest,
) -> Result<Vec<Option<Connection<LiaisonMessage>>>> {
    use liaison_message::{Column, Entity};
    let reader = &call.walk.request.reader;
    let rows = reviews::rows(batch);
    let open = (rows.as_slice(), Lens::PractitionerOnly);
    let mut pages = reader
        .newest_of::<Entity>(open, (Column::ReviewId, ORDER), request)
        .await?;
    let counted = if call.asks("totalCount") && page::counts(reader.viewer().role()) {
        reader.count_of::<Entity>(open, Column::ReviewId).await?
    } else {
        HashMap::new()
    };
    let of = |review: &Review| {
        let id = review.0.base().id;
        let page = pages.remove(&id)?;
        Some(Connection::new(page, counted.get(&id).copied(), LiaisonMessage))
    };
    Ok(batch.iter().map(of).collect())
}

/// Who takes part in each review as a practitioner, by family name: with their contact cards.
pub async fn contacts(batch: &[Review], call: &Call<'_>) -> Result<Vec<Option<Vec<Practitioner>>>> {
    let lens = Lens::PractitionerOnly;
    let parties = reviews::part::<participant::Entity, _>(batch, call, lens, Participant).await?;
    let comes = |party: &Participant| {
        let row = party.0.base();
        let away = [ParticipantStatus::Declined, ParticipantStatus::Removed];
        row.practitioner_id.filter(|_| !away.contains(&row.status))
    };
    let ids: Vec<Vec<PractitionerId>> = parties
        .iter()
        .map(|parties| parties.iter().flatten().filter_map(comes).collect())
        .collect();
    let all = ids.iter().flatten().copied().map(Some);
    let mut people = directory::practitioners(all, call).await?.into_iter();
    let list = |ids: &Vec<PractitionerId>| {
        let mut list: Vec<Practitioner> = people.by_ref().take(ids.len()).flatten().collect();
        list.sort_by_cached_key(|person| {
            let row = person.0.base();
            (row.family_name.clone(), row.given_name.clone(), row.id)
        });
        list.dedup_by_key(|person| person.0.base().id);
        Some(list)
    };
    Ok(ids.iter().map(list).collect())
}

/// The messages with these ids, one for each where there is one.
pub async fn by_ids(
    ids: impl Iterator<Item = Option<LiaisonMessageId>>,
    call: &Call<'_>,
) -> Result<Vec<Option<LiaisonMessage>>> {
    let key = liaison_message::Column::Id;
    relation::by_id::<liaison_message::Entity, _>(key, ids, call, LiaisonMessage).await
}

/// The replies to each, first to last.
pub async fn replies(batch: &[LiaisonMessage], call: &Call<'_>) -> Result<Vec<Option<Vec<LiaisonMessage>>>> {
    use liaison_message::{Column, Entity};
    let messages = batch.iter().map(|message| message.0.base().id);
    let of = |row: &liaison_message::Model| row.in_reply_to_id;
    relation::of_each::<Entity, _, _>(Column::InReplyToId, messages, call, (of, LiaisonMessage)).await
}

/// Who has read each, first to last.
pub async fn marks(batch: &[LiaisonMessage], call: &Call<'_>) -> Result<Vec<Option<Vec<LiaisonRead>>>> {
    use liaison_read::{Column, Entity};
    let messages = batch.iter().map(|message| message.0.base().id);
    let of = |row: &liaison_read::Model| Some(row.message_id);
    relation::of_each::<Entity, _, _>(Column::MessageId, messages, call, (of, LiaisonRead)).await
}
