//! Connections, each shared by many requests, with the statements prepared on them.

use std::sync::atomic::{AtomicUsize, Ordering};

use tokio_postgres::{Client, Error, NoTls, Statement};

/// How many connections; each pipelines what it is given.
const CONNECTIONS: usize = 8;

const REVIEW: &str =
    "id, version, status, due_on, delivery_model, window_opens_on, window_closes_on, child_id";
const CHILD: &str = "child.id, child.version, given_name, family_name, birth_date, sex";
const PARTICIPANTS: &str = "SELECT review_id, id, version, capacity, role, status, created_at FROM participant \
    WHERE review_id = ANY($1) ORDER BY review_id, id";
const CONCERNS: &str = "SELECT review_id, id, version, topic, level, sensitivity, status, evidence, raised_by_role, \
    created_at FROM concern WHERE review_id = ANY($1) ORDER BY review_id, id";
const REFERRALS: &str = "SELECT review_id, id, version, status, reason, urgency, summary, created_at FROM referral \
    WHERE review_id = ANY($1) ORDER BY review_id, id";

/// A connection and its statements.
pub struct Prepared {
    /// The connection.
    pub client: Client,
    /// One review by its id.
    pub review: Statement,
    /// The child of a review.
    pub child_of: Statement,
    /// The next-due reviews of an authority.
    pub reviews: Statement,
    /// Children by their ids.
    pub children: Statement,
    /// The participants of reviews.
    pub participants: Statement,
    /// The concerns of reviews.
    pub concerns: Statement,
    /// The referrals of reviews.
    pub referrals: Statement,
}

/// The connections.
pub struct Pool {
    connections: Vec<Prepared>,
    next: AtomicUsize,
}

impl Pool {
    /// Opens them all.
    pub async fn connect(url: &str) -> Result<Self, Error> {
        let mut connections = Vec::with_capacity(CONNECTIONS);
        for _ in 0..CONNECTIONS {
            connections.push(prepare(url).await?);
        }
        Ok(Self {
            connections,
            next: AtomicUsize::new(0),
        })
    }

    /// The next connection in turn.
    pub fn get(&self) -> Option<&Prepared> {
        let turn = self.next.fetch_add(1, Ordering::Relaxed);
        self.connections.get(turn % CONNECTIONS)
    }
}

async fn prepare(url: &str) -> Result<Prepared, Error> {
    let (client, connection) = tokio_postgres::connect(url, NoTls).await?;
    actix_web::rt::spawn(async move {
        if let Err(error) = connection.await {
            eprintln!("the connection broke: {error}");
        }
    });
    let review = format!("SELECT {REVIEW} FROM review WHERE id = $1");
    let child_of =
        format!("SELECT {CHILD} FROM child JOIN review ON review.child_id = child.id WHERE review.id = $1");
    let reviews = format!(
        "SELECT {REVIEW} FROM review WHERE authority_id = (SELECT id FROM authority WHERE gss_code = $1) \
         AND status <> 'ENTERED_IN_ERROR' AND due_on >= $2 ORDER BY due_on, id LIMIT 50"
    );
    let children = format!("SELECT {CHILD} FROM child WHERE id = ANY($1)");
    Ok(Prepared {
        review: client.prepare(&review).await?,
        child_of: client.prepare(&child_of).await?,
        reviews: client.prepare(&reviews).await?,
        children: client.prepare(&children).await?,
        participants: client.prepare(PARTICIPANTS).await?,
        concerns: client.prepare(CONCERNS).await?,
        referrals: client.prepare(REFERRALS).await?,
        client,
    })
}
