//! What practitioners say among themselves, from the review: by everybody, of both authorities.

use tests::stage::{Stage, Standing};
use tests::{Answer, Value, json, on_both};

use super::oracle::Rows;
use super::paths::ids;
use super::walk::{Reader, Score, everything};
use super::{Crowd, settle};

/// The messages of a review.
fn messages_of(rows: &Rows, review: &str) -> Vec<String> {
    let of = rows
        .meetings
        .messages
        .iter()
        .filter(|row| row.review_id.to_string() == review);
    of.map(|row| row.id.to_string()).collect()
}

/// Holds what one review shows against the oracle: all of the thread, or nothing of what is for practitioners.
fn review(reader: &Reader<'_>, id: &str, found: &Value, score: &mut Score) {
    let key = entity::ids::split(id).expect("an id").1;
    let works = reader.rows.works_on(reader.who, entity::ids::ReviewId(key));
    score.cases += 1;
    let closed = ["liaison", "preMeeting", "contactCards"]
        .iter()
        .all(|field| found[*field].is_null())
        && found["readiness"]["carryOver"].is_null();
    if !works {
        if !closed {
            score.wrong.push(reader.says(&format!("{id} shows {found}")));
        }
        return;
    }
    let nodes = found["liaison"]["nodes"].as_array().into_iter().flatten();
    let shown: Vec<String> = nodes
        .filter_map(|node| node["id"].as_str().map(str::to_owned))
        .collect();
    let expected = messages_of(reader.rows, id);
    reader.list(&shown, &expected, score);
    if found["liaison"]["totalCount"].as_u64() != Some(expected.len() as u64) {
        score
            .wrong
            .push(reader.says(&format!("{id} counts {}", found["liaison"]["totalCount"])));
    }
    if found["preMeeting"].is_null() || found["readiness"]["carryOver"].is_null() {
        score.wrong.push(reader.says(&format!("{id} lacks {found}")));
    }
}

async fn by_review(crowd: &Crowd<'_>) -> Score {
    let ids = ids(&crowd.rows, "Review");
    let document = format!(
        "query($ids: [ID!]!) {{ nodes(ids: $ids) {{ __typename id ... on Review {{
            liaison(first: 5) {{ totalCount nodes {{ {} }} }}
            preMeeting {{ {} }} contactCards {{ __typename id contactCard {{ email }} }}
            readiness {{ openConcerns missing {{ code message }} carryOver {{ agreed open missing {{ message }} }} }} }} }} }}",
        everything("LiaisonMessage", 0),
        everything("PreMeeting", 1)
    );
    let (asked, document) = (&ids, &document);
    let ask = |standing: &Standing| {
        let actor = standing.actor.clone();
        async move {
            let mut answers = Vec::new();
            for some in asked.chunks(2) {
                answers.push(actor.post(document, json!({ "ids": some })).await);
            }
            answers
        }
    };
    let more = |reader: &Reader<'_>, answers: &[Answer], score: &mut Score| {
        let found = |answer: &Answer| answer.data()["nodes"].as_array().cloned().unwrap_or_default();
        let found: Vec<Value> = answers.iter().flat_map(found).collect();
        for (id, found) in ids.iter().zip(&found) {
            if !found.is_null() {
                review(reader, id, found, score);
            }
        }
    };
    crowd.ask("Review.liaison and what is near", ask, more).await
}

on_both! {
    async fn what_practitioners_say_is_reached_from_the_review_by_nobody_else(world: World) {
        let stage = Stage::set(&world).await;
        let crowd = Crowd::gather(&world, &stage).await;
        let total = by_review(&crowd).await;
        settle(&world, "by the threads and pre-meetings of reviews", &total);
    }
}
