//! Random documents as random people, seeded: no answer is a fault of ours, none shows what its reader may not read.

use rand::seq::IndexedRandom;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use tests::stage::Stage;
use tests::{Answer, on_both};

use super::documents::Maker;
use super::oracle::Rows;
use super::paths::{ids, nodes};
use super::settle;
use super::walk::{Reader, Score};

/// Requests on each database.
const REQUESTS: usize = 5_000;

/// The codes of what is the caller's doing.
const THEIRS: &[&str] = &[
    "BAD_USER_INPUT",
    "LIMIT_EXCEEDED",
    "GRAPHQL_VALIDATION_FAILED",
    "NOT_FOUND",
    "FORBIDDEN",
];

fn is_fair(answer: &Answer) -> bool {
    let mut errors = answer.body["errors"].as_array().into_iter().flatten();
    let known = |error: &tests::Value| {
        let code = error["extensions"]["code"].as_str().unwrap_or_default();
        THEIRS.contains(&code)
    };
    answer.status < 500 && errors.all(known)
}

on_both! {
    async fn no_random_document_breaks_or_betrays_anything(world: World) {
        let stage = Stage::set(&world).await;
        let mut random = ChaCha8Rng::seed_from_u64(20_261_124);
        let mut rows = Rows::read(&world).await;
        let known: Vec<String> = nodes().iter().flat_map(|kind| ids(&rows, kind)).collect();
        let (mut score, mut refused, mut shown, mut done) = (Score::default(), 0, 0, 0);
        for _ in 0..REQUESTS {
            let standing = stage.people.choose(&mut random).expect("people");
            let acts = random.random_bool(0.25);
            let (document, variables) = Maker::new(&mut random, &known).document(acts);
            let answer = standing.actor.post(&document, variables.clone()).await;
            assert!(is_fair(&answer), "{}: {document} {variables}: {:#}", standing.name, answer.body);
            let is_done = acts && answer.body["data"]["r0"]["userErrors"].as_array().is_some_and(Vec::is_empty);
            if is_done {
                rows = Rows::read(&world).await;
                done += 1;
            }
            if answer.body["data"].is_null() { refused += 1 } else { shown += 1 }
            let Some(viewer) = world.try_viewer(&standing.actor).await else { continue };
            let reader = Reader {
                who: viewer.who(),
                standing: &standing.name,
                path: &document,
                rows: &rows,
                marks: &stage.marks,
                is_still: false,
                known: std::cell::RefCell::default(),
            };
            reader.read(&answer, &mut score);
            if !score.wrong.is_empty() {
                break;
            }
        }
        println!("{:?}: {REQUESTS} random documents: {shown} answered, {refused} refused, {done} acts done", world.backend());
        settle(&world, "random documents", &score);
        assert!(REQUESTS / 2 < shown, "most random documents are refused: nothing is tried");
    }
}
