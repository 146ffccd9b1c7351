//! One test's world: its database, its gateway, its clock, and the people in it.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use chrono::{DateTime, Utc};
use entity::enums::ParticipantStatus;
use entity::ids::{ChildMatchId, ConcernId, OrganisationId, ParticipantId, ReferralId, ReviewId, TypedId};
use entity::{audit, journal, review};
use integrated_review::auth::Verifier;
use integrated_review::auth::viewer::Viewer;
use integrated_review::clock::{Clock, MockClock};
use integrated_review::engine::GatewayEngine;
use integrated_review::http::HttpSettings;
use integrated_review::store::journal::Position;
use integrated_review::store::{DatabaseSettings, Reader, Store, roster};
use sea_orm::{DatabaseConnection, EntityTrait, QueryOrder};

use crate::actor::Actor;
use crate::cast::{Cast, Place, start};
use crate::database::{self, Backend, Database};
use crate::server::Server;
use crate::{invariants, logs, states, token};

/// One test's world. Cheap to clone.
#[derive(Clone)]
pub struct World(Arc<Inner>);

struct Inner {
    tag: String,
    cast: Cast,
    clock: Clock,
    hands: MockClock,
    store: Store,
    verifier: Verifier,
    db: DatabaseConnection,
    client: reqwest::Client,
    requests: AtomicU64,
    expected: Mutex<Vec<String>>,
    url: String,
    database: Database,
    running: Mutex<Option<Server>>,
}

impl World {
    /// A world on this database; `name` seeds its ids, `tag` names it in the logs.
    pub(crate) async fn start(database: Database, name: &str, tag: String) -> Self {
        let mut seed = DefaultHasher::new();
        name.hash(&mut seed);
        let (clock, hands) = Clock::mock_seeded(start(), seed.finish());
        let settings = DatabaseSettings {
            connections: 48,
            acquire_timeout: Duration::from_secs(30),
            ..DatabaseSettings::at(&database.url)
        };
        let store = Store::connect(&settings, clock.clone())
            .await
            .map_err(|it| format!("{it:?}"))
            .unwrap();
        let mut http = HttpSettings {
            shutdown_timeout: Duration::from_secs(1),
            ..HttpSettings::default()
        };
        // Tests ask for everything of every type at once, which nobody else may: the limits have gateways of their own.
        http.limits.cost = 1_000_000;
        let engine = GatewayEngine::new(store.clone(), token::verifier(clock.clone()).await, &http);
        let server = Server::start(engine, http);
        Self(Arc::new(Inner {
            tag,
            cast: Cast::new(),
            verifier: token::verifier(clock.clone()).await,
            clock,
            hands,
            store,
            db: database::connect(&database.url).await,
            client: reqwest::Client::new(),
            requests: AtomicU64::new(1),
            expected: Mutex::default(),
            url: server.url.clone(),
            database,
            running: Mutex::new(Some(server)),
        }))
    }

    /// Checks what must hold after every test, and ends it.
    pub(crate) async fn finish(self) {
        invariants::check(&self).await;
        let server = self.0.running.lock().unwrap().take().expect("the gateway runs");
        tokio::task::spawn_blocking(move || drop(server)).await.unwrap();
        self.0
            .store
            .close()
            .await
            .map_err(|it| format!("{it:?}"))
            .unwrap();
        self.0.db.clone().close().await.unwrap();
        self.0.database.clone().remove().await;
    }

    /// The database it runs on.
    pub fn backend(&self) -> Backend {
        self.0.database.backend
    }

    /// Where it keeps everything.
    pub fn database(&self) -> &Database {
        &self.0.database
    }

    /// The people and children.
    pub fn cast(&self) -> &Cast {
        &self.0.cast
    }

    /// The authority where the tests play.
    pub fn home(&self) -> &Place {
        &self.0.cast.home
    }

    /// The other authority.
    pub fn elsewhere(&self) -> &Place {
        &self.0.cast.elsewhere
    }

    /// The time.
    pub fn now(&self) -> DateTime<Utc> {
        self.0.hands.now()
    }

    /// Sets the time, also backwards.
    pub fn set_time(&self, at: DateTime<Utc>) {
        self.0.hands.set(at);
    }

    /// Lets time pass.
    pub fn advance(&self, by: Duration) {
        self.0.hands.advance(by);
    }

    /// The gateway's clock, for new ids.
    pub fn clock(&self) -> &Clock {
        &self.0.clock
    }

    /// The gateway's databases.
    pub fn store(&self) -> &Store {
        &self.0.store
    }

    /// Where the gateway listens.
    pub fn url(&self) -> &str {
        &self.0.url
    }

    /// The HTTP client of all actors.
    pub fn client(&self) -> &reqwest::Client {
        &self.0.client
    }

    /// A fresh text: the id of a request, an idempotency key.
    pub fn next_request(&self) -> String {
        format!(
            "{}-{}",
            self.0.tag,
            self.0.requests.fetch_add(1, Ordering::Relaxed)
        )
    }

    /// How many SQL statements the gateway has run.
    pub fn statements(&self) -> u64 {
        self.0.store.counters().statements()
    }

    /// What a future gives, and how many SQL statements the gateway ran meanwhile.
    pub async fn counting<T>(&self, work: impl Future<Output = T>) -> (T, u64) {
        let before = self.statements();
        let done = work.await;
        (done, self.statements() - before)
    }

    /// A reader as this actor's requests have it: through their token and the directory.
    pub async fn reader(&self, actor: &Actor) -> Reader {
        self.0.store.reader(self.viewer(actor).await)
    }

    /// A viewer as this actor's requests have it.
    pub async fn viewer(&self, actor: &Actor) -> Arc<Viewer> {
        let subject = self.0.verifier.verify(&actor.token()).await.unwrap();
        roster::viewer(&self.0.store, subject)
            .await
            .map_err(|it| format!("{it:?}"))
            .unwrap()
    }

    /// A viewer as this actor's requests have it, if the directory lets them in.
    pub async fn try_viewer(&self, actor: &Actor) -> Option<Arc<Viewer>> {
        let subject = self.0.verifier.verify(&actor.token()).await.unwrap();
        roster::viewer(&self.0.store, subject).await.ok()
    }

    /// Errors in the log that hold this text are expected.
    pub fn expect_error(&self, text: &str) {
        self.0.expected.lock().unwrap().push(text.to_owned());
    }

    pub(crate) fn expects(&self, error: &str) -> bool {
        self.0
            .expected
            .lock()
            .unwrap()
            .iter()
            .any(|text| error.contains(text))
    }

    pub(crate) fn take_errors(&self) -> Vec<String> {
        let thread = std::thread::current();
        // A thread of the whole process belongs to no test.
        let own = thread
            .name()
            .filter(|name| name.contains("::"))
            .unwrap_or_default();
        logs::take(&[&self.0.tag, own])
    }
}

/// What is in the database.
impl World {
    /// The harness's own connection, for states that no mutation reaches.
    pub fn db(&self) -> &DatabaseConnection {
        &self.0.db
    }

    /// All rows of a table.
    pub async fn rows<E: EntityTrait>(&self) -> Vec<E::Model> {
        E::find().all(&self.0.db).await.unwrap()
    }

    /// The journal, in its order.
    pub async fn journal(&self) -> Vec<journal::Model> {
        let order = journal::Entity::find().order_by_asc(journal::Column::Xid);
        order
            .order_by_asc(journal::Column::Position)
            .all(&self.0.db)
            .await
            .unwrap()
    }

    /// The facts of one kind, for example `concern.raised`.
    pub async fn facts(&self, kind: &str) -> Vec<journal::Model> {
        let mut facts = self.journal().await;
        facts.retain(|fact| fact.kind == kind);
        facts
    }

    /// The kinds of all facts, in order.
    pub async fn kinds(&self) -> Vec<String> {
        self.journal().await.into_iter().map(|fact| fact.kind).collect()
    }

    /// The audit, in its order.
    pub async fn audit(&self) -> Vec<audit::Model> {
        audit::Entity::find()
            .order_by_asc(audit::Column::Id)
            .all(&self.0.db)
            .await
            .unwrap()
    }

    /// The last line of the audit: act, outcome and reason.
    pub async fn last_audit(&self) -> (String, String, Option<String>) {
        use entity::enums::ValueSet;
        let line = self.audit().await.pop().expect("a line of the audit");
        (line.act, line.outcome.as_str().to_owned(), line.reason)
    }

    /// Writes a concern and a referral into a review, as the health visitor's.
    pub async fn insert_case(&self, review: ReviewId) -> (ConcernId, ReferralId) {
        let row = review::Entity::find_by_id(review)
            .one(self.db())
            .await
            .unwrap()
            .expect("a review");
        let places = [self.home(), self.elsewhere()];
        let place = places
            .into_iter()
            .find(|place| place.authority == row.authority_id)
            .unwrap();
        states::insert_case(self.db(), self.clock(), place, (review, row.child_id)).await
    }

    /// Writes an open question of identity in the other authority.
    pub async fn elsewhere_asks(&self) -> ChildMatchId {
        states::insert_question(self.db(), self.clock(), self.elsewhere()).await
    }

    /// Makes the other authority's health visitor a participant of the review there.
    pub async fn elsewhere_takes_part(&self) -> ParticipantId {
        let there = self.elsewhere();
        let status = ParticipantStatus::Accepted;
        states::insert_participant(
            self.db(),
            self.clock(),
            (there, there.review),
            &there.health_visitor,
            status,
        )
        .await
    }

    /// The ids of everything in the other authority, without their kinds.
    pub async fn elsewhere_ids(&self) -> Vec<String> {
        states::ids_of(self.db(), self.elsewhere()).await
    }

    /// Takes somebody out of the directory.
    pub async fn deactivate(&self, actor: &Actor) {
        states::deactivate(self.db(), actor.person()).await;
    }

    /// Takes an organisation out of use.
    pub async fn deactivate_organisation(&self, id: OrganisationId) {
        states::deactivate_organisation(self.db(), id).await;
    }

    /// Makes everything that the gateway keeps of reviews out of date.
    pub async fn forget_parts(&self) {
        states::bump(self.db(), None).await;
    }

    /// Waits until the change feed shows everything that has been committed: on PostgreSQL it lags behind the oldest
    /// transaction of the whole server, and other tests run beside this one.
    pub async fn settled(&self) {
        let newest = self.journal().await.last().map(Position::of).unwrap_or_default();
        while self.0.store.journal_head().await.unwrap_or_default() < newest {
            tokio::task::yield_now().await;
        }
    }

    /// Writes many children of the nursery with a review that is due; three each have the same dates.
    pub async fn crowd(&self, count: u32) -> Vec<ReviewId> {
        let crowd = states::Crowd {
            place: self.home(),
            count,
        };
        states::insert_crowd(self.db(), self.clock(), &crowd).await
    }

    /// Writes many more nurseries.
    pub async fn crowd_of_settings(&self, count: u32) {
        states::insert_settings(self.db(), self.clock(), self.home(), count).await;
    }

    /// Makes an actor of the home authority a participant of a review who has accepted.
    pub async fn take_part(&self, review: &str, actor: &Actor) -> ParticipantId {
        self.answered(review, actor, ParticipantStatus::Accepted).await
    }

    /// Makes an actor of the home authority a participant of a review who has answered so.
    pub async fn answered(&self, review: &str, actor: &Actor, status: ParticipantStatus) -> ParticipantId {
        let review = ReviewId::parse(review).expect("the id of a review");
        states::insert_participant(
            self.db(),
            self.clock(),
            (self.home(), review),
            actor.person(),
            status,
        )
        .await
    }
}
