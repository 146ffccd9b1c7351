//! Authorisation by every path, generated from the schema: each field of each type, by root field, `node` and `nodes`,
//! nested object, connection, filter, order, count, payload and error text, for everybody in every standing, agrees with
//! the matrix and the lenses. No exceptions.

mod acts;
mod documents;
mod filters;
mod fuzz;
mod listed;
mod oracle;
mod paths;
mod threads;
mod walk;

use std::cell::RefCell;
use std::sync::Arc;

use futures::StreamExt;
use integrated_review::auth::viewer::Viewer;
use tests::stage::{Stage, Standing};
use tests::{Answer, World};

use oracle::Rows;
use walk::{Reader, Score};

/// How many ask at once.
const AT_ONCE: usize = 8;

/// The people of a stage as the directory sees them; who is not let in has no viewer.
struct Crowd<'a> {
    stage: &'a Stage,
    rows: Rows,
    people: Vec<(&'a Standing, Option<Arc<Viewer>>)>,
}

impl<'a> Crowd<'a> {
    async fn gather(world: &World, stage: &'a Stage) -> Self {
        let mut people = Vec::new();
        for standing in &stage.people {
            people.push((standing, world.try_viewer(&standing.actor).await));
        }
        let rows = Rows::read(world).await;
        Self { stage, rows, people }
    }

    /// Lets everybody ask, several at once, and holds every answer against the oracle; `more` holds it against more.
    async fn ask<F>(
        &self,
        path: &str,
        ask: impl Fn(&'a Standing) -> F,
        more: impl Fn(&Reader<'_>, &[Answer], &mut Score),
    ) -> Score
    where
        F: Future<Output = Vec<Answer>>,
    {
        let mut score = Score::default();
        let asking = self.people.iter().map(|(standing, viewer)| {
            let asked = ask(standing);
            async move { (standing, viewer, asked.await) }
        });
        let mut asking = futures::stream::iter(asking).buffer_unordered(AT_ONCE);
        while let Some((standing, viewer, answers)) = asking.next().await {
            let Some(viewer) = viewer else {
                for answer in answers {
                    assert_eq!(answer.status, 403, "{}: {:#}", standing.name, answer.body);
                }
                continue;
            };
            let reader = Reader {
                who: viewer.who(),
                standing: &standing.name,
                path,
                rows: &self.rows,
                marks: &self.stage.marks,
                is_still: true,
                known: RefCell::default(),
            };
            for answer in &answers {
                assert_ne!(answer.status, 429, "{}: the test asks too often", standing.name);
                reader.read(answer, &mut score);
            }
            more(&reader, &answers, &mut score);
        }
        score
    }
}

/// Prints the figures, and fails where anything disagreed.
fn settle(world: &World, what: &str, score: &Score) {
    println!(
        "{:?}: {what}: {} fields of objects, {} distinct (type, field, path, standing), {} disagreements",
        world.backend(),
        score.cases,
        score.kinds.len(),
        score.wrong.len()
    );
    let shown: Vec<_> = score.wrong.iter().take(30).collect();
    assert!(
        score.wrong.is_empty(),
        "{} disagreements: {shown:#?}",
        score.wrong.len()
    );
}
