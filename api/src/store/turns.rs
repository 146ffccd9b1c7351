//! Whose turn it is to write to SQLite, which takes one writer at a time.
//!
//! Transactions go in the order in which they come. The record of what answers show goes before all that wait: a
//! reader waits for the transaction that runs, and at most one more, however long the line is.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{Mutex, OwnedMutexGuard};

use crate::problem::{Problem, Result};

/// A turn, until it is dropped.
pub(super) type Turn = OwnedMutexGuard<()>;

/// The line of those who write.
pub(super) struct Turns {
    line: Mutex<()>,
    turn: Arc<Mutex<()>>,
    patience: Duration,
}

impl Turns {
    /// A line in which nobody waits longer than this.
    pub fn new(patience: Duration) -> Self {
        Self {
            line: Mutex::default(),
            turn: Arc::default(),
            patience,
        }
    }

    /// A turn for a transaction: only the first in the line waits for the turn itself.
    pub async fn wait(&self) -> Result<Turn> {
        let turn = async {
            let _first = self.line.lock().await;
            Arc::clone(&self.turn).lock_owned().await
        };
        tokio::time::timeout(self.patience, turn)
            .await
            .map_err(Problem::unavailable)
    }

    /// The next turn.
    pub async fn next(&self) -> Turn {
        Arc::clone(&self.turn).lock_owned().await
    }
}
