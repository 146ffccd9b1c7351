//! A small schema with everything that is hard to execute.

#![expect(
    clippy::unused_async,
    reason = "resolvers are async, whether they wait or not"
)]

use std::future::pending;
use std::sync::Arc;
use std::sync::atomic::{AtomicI32, AtomicU32, Ordering};

use async_graphql::{Context, ID, Interface, Object, OneofObject, SimpleObject, Subscription};
use futures::Stream;
use integrated_review::problem::{Code, Problem};
use tokio::sync::Notify;

/// What the tests share with the resolvers.
#[derive(Default)]
pub struct Shared {
    pub counter: AtomicI32,
    /// How many callers were let in: each would have cost a look into the directory.
    pub admitted: AtomicU32,
    pub started: Notify,
    pub go_on: Notify,
}

#[derive(SimpleObject, Clone)]
pub struct Review {
    id: ID,
    title: String,
}

#[derive(SimpleObject, Clone)]
pub struct Child {
    id: ID,
    name: String,
}

/// Anything with an id.
#[derive(Interface)]
#[graphql(field(name = "id", ty = "&ID"))]
pub enum Node {
    Review(Review),
    Child(Child),
}

/// A review, by "id" or by another system's.
#[derive(OneofObject)]
pub enum ReviewRef {
    Id(ID),
    External(String),
}

#[derive(Default)]
pub struct Fragile;

#[Object]
impl Fragile {
    async fn works(&self) -> i32 {
        1
    }
    async fn fails(&self) -> Result<i32, Problem> {
        Err(Problem::internal("SELECT secret FROM child"))
    }
    async fn may_fail(&self) -> Option<Result<i32, Problem>> {
        Some(Err(Problem::failed(Code::Forbidden, "not yours")))
    }
}

/// A page of shelves, each with pages of its own.
pub struct Shelves(i32);

#[Object]
impl Shelves {
    async fn nodes(&self) -> Vec<Shelf> {
        (0..self.0).map(|_| Shelf).collect()
    }
    async fn total_count(&self) -> i32 {
        self.0
    }
}

pub struct Shelf;

#[Object]
impl Shelf {
    async fn shelves(&self, first: Option<i32>, last: Option<i32>) -> Shelves {
        Shelves(first.or(last).unwrap_or(20))
    }
    async fn books(&self) -> Vec<Review> {
        Vec::new()
    }
}

pub struct Query;

#[Object]
impl Query {
    async fn hello(&self) -> &str {
        "hello"
    }
    /// Ready only after everything else of the same request was asked.
    async fn late(&self) -> &str {
        tokio::task::yield_now().await;
        tokio::task::yield_now().await;
        "late"
    }
    async fn fragile(&self) -> Option<Fragile> {
        Some(Fragile)
    }
    async fn fragiles(&self) -> Vec<Option<Fragile>> {
        vec![Some(Fragile), Some(Fragile)]
    }
    async fn foreign(&self) -> Option<async_graphql::Result<i32>> {
        Some(Err(async_graphql::Error::new_with_source(std::io::Error::other(
            "/var/lib/secret",
        ))))
    }
    async fn unavailable(&self) -> Option<Result<i32, Problem>> {
        Some(Err(Problem::unavailable("db.internal refused")))
    }
    async fn many_errors(&self) -> Vec<Option<Fragile>> {
        (0..100).map(|_| Some(Fragile)).collect()
    }
    async fn panics(&self) -> i32 {
        let unlucky = true;
        assert!(!unlucky, "the child's name is secret");
        1
    }
    async fn forever(&self) -> i32 {
        pending().await
    }
    async fn held(&self, ctx: &Context<'_>) -> &str {
        let shared = ctx.data_unchecked::<Arc<Shared>>();
        shared.started.notify_one();
        shared.go_on.notified().await;
        "let go"
    }
    async fn large(&self, bytes: usize) -> String {
        "x".repeat(bytes)
    }
    async fn node(&self, id: ID) -> Option<Node> {
        let title = "first".to_owned();
        Some(Node::Review(Review { id, title }))
    }
    async fn review(&self, reference: ReviewRef) -> Review {
        let (id, title) = match reference {
            ReviewRef::Id(id) => (id, "by id"),
            ReviewRef::External(value) => (ID(value), "by another"),
        };
        Review {
            id,
            title: title.to_owned(),
        }
    }
    async fn reviews(&self, #[graphql(default = 20)] first: i32) -> Vec<Review> {
        (0..first.clamp(0, 100))
            .map(|id| Review {
                id: id.into(),
                title: String::new(),
            })
            .collect()
    }
    #[graphql(deprecation = "Use hello. Removed 2027-01-01.")]
    async fn greeting(&self) -> &str {
        "hello"
    }
    async fn shelves(&self, first: Option<i32>) -> Shelves {
        Shelves(first.unwrap_or(20))
    }
    async fn defaulted(&self, #[graphql(default = 7)] value: i32) -> i32 {
        value
    }
    async fn children(&self) -> Vec<Child> {
        vec![Child {
            id: "1".into(),
            name: "A".to_owned(),
        }]
    }
}

pub struct Mutation;

#[Object]
impl Mutation {
    async fn increment(&self, ctx: &Context<'_>, by: i32) -> i32 {
        let counter = &ctx.data_unchecked::<Arc<Shared>>().counter;
        counter.fetch_add(by, Ordering::SeqCst).saturating_add(by)
    }
}

pub struct Ticks;

#[Subscription]
impl Ticks {
    async fn ticks(&self) -> impl Stream<Item = i32> {
        futures::stream::iter([1, 2])
    }
}
