//! Writes that go together and of which none needs the outcome of another.
//!
//! PostgreSQL takes them as one statement, each a part of one `WITH`: what is written with every act (facts, revisions,
//! audit, key) then costs one round trip. SQLite takes no writing parts and has no round trip: there they go in turn.

use sea_orm::sea_query::{
    CommonTableExpression, InsertStatement, SubQueryStatement, UpdateStatement, WithClause,
};
use sea_orm::{ConnectionTrait, DatabaseBackend};

use super::constraint;
use crate::problem::Result;

/// The names of the parts; what is beyond them goes as a statement of its own.
const PARTS: [&str; 7] = ["a", "b", "c", "d", "e", "f", "g"];

enum Write {
    Insert(InsertStatement),
    Update(UpdateStatement),
}

/// Writes that go together.
#[derive(Default)]
pub(super) struct Batch(Vec<Write>);

impl Batch {
    /// Adds an insert.
    pub fn insert(&mut self, insert: InsertStatement) {
        self.0.push(Write::Insert(insert));
    }

    /// Adds an update.
    pub fn update(&mut self, update: UpdateStatement) {
        self.0.push(Write::Update(update));
    }

    /// Writes them all.
    pub async fn run<C: ConnectionTrait>(mut self, db: &C) -> Result<()> {
        let together = db.get_database_backend() == DatabaseBackend::Postgres;
        let last = self.0.pop();
        let (mut with, mut parts) = (WithClause::new(), 0);
        for write in self.0 {
            match PARTS.get(parts).filter(|_| together) {
                Some(name) => {
                    let query = SubQueryStatement::from(write);
                    let part = CommonTableExpression::new()
                        .table_name(*name)
                        .query(query)
                        .to_owned();
                    with.cte(part);
                    parts += 1;
                }
                None => write.run(db).await?,
            }
        }
        match last {
            Some(last) if 0 < parts => {
                let all = with.query(SubQueryStatement::from(last));
                db.execute(&all).await.map(|_| ()).map_err(constraint::problem)
            }
            Some(last) => last.run(db).await,
            None => Ok(()),
        }
    }
}

impl Write {
    async fn run<C: ConnectionTrait>(self, db: &C) -> Result<()> {
        let done = match &self {
            Self::Insert(insert) => db.execute(insert).await,
            Self::Update(update) => db.execute(update).await,
        };
        done.map(|_| ()).map_err(constraint::problem)
    }
}

impl From<Write> for SubQueryStatement {
    fn from(write: Write) -> Self {
        match write {
            Write::Insert(insert) => insert.into(),
            Write::Update(update) => update.into(),
        }
    }
}
