//! Many answers at once: each has its record when it leaves, whatever group it was written in.

use std::collections::BTreeSet;
use std::time::Duration;

use futures::future::join_all;
use integrated_review::auth::viewer::Caller;
use integrated_review::policy::act::ReviewChangeModel;
use integrated_review::store::{Attempt, Reference};
use tests::{json, on_both};

const CALLERS: usize = 48;
const ROUNDS: usize = 4;

on_both! {
    async fn each_of_many_answers_at_once_has_its_record(world: World) {
        let reviews = world.crowd(u32::try_from(CALLERS).unwrap()).await;
        let callers = reviews.iter().enumerate().map(|(number, review)| {
            let (world, review) = (world.clone(), review.to_string());
            tokio::spawn(async move {
                for round in 0..ROUNDS {
                    let request = format!("{number}-{round}");
                    let lead = world.health_lead().with_header("x-request-id", request.as_str());
                    let asked = json!({ "id": review });
                    lead.query_with("query($id: ID!) { review(review: { id: $id }) { child { id givenName } } }", asked).await;
                    // It is there as soon as the answer is.
                    let looks = world.looks().await;
                    let own: Vec<_> = looks.iter().filter(|look| look.entry.request_id == request).collect();
                    assert_eq!(own.len(), 1, "{request}");
                }
            })
        });
        let callers: Vec<_> = callers.collect();
        for caller in join_all(callers).await {
            caller.unwrap();
        }
        let looks = world.looks().await;
        assert_eq!(looks.len(), CALLERS * ROUNDS);
        let requests: BTreeSet<_> = looks.iter().map(|look| look.entry.request_id.as_str()).collect();
        assert_eq!(requests.len(), CALLERS * ROUNDS);
        let children: BTreeSet<_> = looks.iter().flat_map(|look| look.children.keys()).collect();
        assert_eq!(children.len(), CALLERS);
    }

    async fn whoever_hangs_up_spoils_nobody_elses_record(world: World) {
        let patient = world.health_lead();
        for _ in 0..10 {
            let hasty = patient.clone();
            let left = tokio::spawn(async move { hasty.post("{ reviews { nodes { id } } }", json!({})).await });
            tokio::task::yield_now().await;
            left.abort();
            let (_, looks) = world.looking(patient.query("{ reviews { nodes { status } } }")).await;
            assert!(!looks.is_empty());
        }
    }

    async fn a_reader_goes_before_the_writers_that_wait(world: World) {
        let reviews = world.crowd(6).await;
        let viewer = world.viewer(&world.health_lead()).await;
        let attempt = |_: usize| -> Attempt<ReviewChangeModel> {
            let caller = Caller::new(viewer.clone(), world.next_request().into(), entity::enums::Purpose::Review);
            Attempt::new(world.store(), &caller, None, &async_graphql::Value::Null).map_err(|it| format!("{it:?}")).unwrap()
        };
        // One writes, the others wait in line; none of them is let on before the reader has its answer.
        let first = attempt(0);
        let mut tx = first.begin().await.map_err(|it| format!("{it:?}")).unwrap();
        let review = Reference::Id(reviews[0]);
        tx.lock::<entity::review::Entity>(&review, &["review"]).await.map_err(|it| format!("{it:?}")).unwrap();
        let waiting: Vec<_> = (1..6).map(attempt).collect();
        let mut line = Box::pin(join_all(waiting.iter().map(Attempt::begin)));
        let on_sqlite = world.store().is_sqlite();
        if on_sqlite {
            let passed = tokio::time::timeout(Duration::from_millis(1), &mut line).await;
            assert!(passed.is_err(), "two write at once");
        }
        let reader = tokio::spawn({
            let lead = world.health_lead();
            async move { lead.query("{ reviews { nodes { id } } }").await }
        });
        if on_sqlite {
            let passed = tokio::time::timeout(Duration::from_millis(50), &mut line).await;
            assert!(passed.is_err() && !reader.is_finished(), "an answer left before it could be recorded");
        }
        drop(tx);
        if on_sqlite {
            // The first in the line may be let on; the reader is the next.
            drop(line);
        }
        reader.await.unwrap();
        assert_eq!(world.looks().await.len(), 1);
    }
}
