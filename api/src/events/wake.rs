//! The tasks that keep a gateway's tail at the end of the journal, and gateways in touch.

use std::sync::Arc;
use std::time::Duration;

use tokio::task::JoinHandle;
use tokio::time::{Instant, MissedTickBehavior, interval, sleep, timeout};

use super::presence::{Presence, SAID_EVERY};
use super::tail::Tail;
use crate::store::Store;
use crate::store::wake::{Heard, JOURNAL, PRESENCE};

/// The safety net: the journal is read this often whatever is heard.
const NET: Duration = Duration::from_millis(250);
/// How soon it is read again after it was said to have grown: what was said may be below a transaction still running.
const SOON: Duration = Duration::from_millis(5);
/// Facts that are read at once.
const AT_ONCE: u64 = 1_000;
/// How long to wait before listening again.
const AGAIN: Duration = Duration::from_secs(1);

/// Starts them.
pub(super) fn start(store: &Store, tail: &Arc<Tail>, presence: &Arc<Presence>) -> Vec<JoinHandle<()>> {
    let grown = Arc::new(tokio::sync::Notify::new());
    let mut tasks = vec![
        tokio::spawn(follow(store.clone(), Arc::clone(tail), Arc::clone(&grown))),
        tokio::spawn(keep(Arc::clone(tail), Arc::clone(presence))),
    ];
    if !store.is_sqlite() {
        tasks.push(tokio::spawn(listen(store.clone(), Arc::clone(presence), grown)));
        tasks.push(tokio::spawn(tell(store.clone())));
        tasks.push(tokio::spawn(say(store.clone(), Arc::clone(presence))));
    }
    tasks
}

/// Reads what is new, for ever.
async fn follow(store: Store, tail: Arc<Tail>, grown: Arc<tokio::sync::Notify>) {
    let mut own = store.woken();
    let mut pause = NET;
    loop {
        match read(&store, &tail).await {
            Ok(true) => continue,
            Ok(false) => {}
            Err(_) => tracing::warn!("the journal cannot be read; trying again"),
        }
        let heard = tokio::select! {
            changed = own.changed() => changed.is_ok(),
            () = grown.notified() => true,
            () = sleep(pause) => false,
        };
        pause = if heard { SOON } else { (pause * 2).min(NET) };
    }
}

/// Whether there may be more at once.
async fn read(store: &Store, tail: &Tail) -> crate::problem::Result<bool> {
    let Some(head) = tail.head() else {
        tail.begin(store.tail_head().await?);
        return Ok(false);
    };
    let rows = store.tail(head, AT_ONCE).await?;
    let more = u64::try_from(rows.len()).is_ok_and(|read| read == AT_ONCE);
    if !rows.is_empty() {
        tail.take(rows);
    }
    Ok(more)
}

/// Forgets what is over.
async fn keep(tail: Arc<Tail>, presence: Arc<Presence>) {
    let mut every = interval(Duration::from_secs(1));
    every.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        every.tick().await;
        presence.forget();
        tail.tidy();
    }
}

/// Hears the other gateways. Without it the net holds; readiness says so.
async fn listen(store: Store, presence: Arc<Presence>, grown: Arc<tokio::sync::Notify>) {
    loop {
        let listener = store.listen().await;
        if let Ok(Some(mut listener)) = listener {
            store.set_listening(true);
            while let Ok(heard) = listener.hear().await {
                match heard {
                    Heard::Journal | Heard::Again => grown.notify_one(),
                    Heard::Presence(said) => {
                        if let Ok(said) = serde_json::from_str(&said) {
                            presence.hear(said);
                        }
                    }
                }
            }
            store.set_listening(false);
            tracing::warn!("other gateways are not heard; reading every 250 ms instead");
        }
        sleep(AGAIN).await;
    }
}

/// Tells the other gateways that the journal has grown: once for all commits since the last time.
async fn tell(store: Store) {
    let mut own = store.woken();
    while own.changed().await.is_ok() {
        own.borrow_and_update();
        if store.tell(JOURNAL, "").await.is_err() {
            sleep(NET).await;
        }
    }
}

/// Says to the other gateways who is present with this one.
async fn say(store: Store, presence: Arc<Presence>) {
    let mut last = Instant::now();
    loop {
        let news = timeout(SAID_EVERY, presence.news.notified()).await.is_ok();
        let all = !news || SAID_EVERY <= last.elapsed();
        if all {
            last = Instant::now();
        }
        for said in presence.says(all) {
            let Ok(message) = serde_json::to_string(&said) else {
                continue;
            };
            if store.tell(PRESENCE, &message).await.is_err() {
                tracing::debug!("presence could not be told");
            }
        }
    }
}
