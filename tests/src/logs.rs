//! What was logged as an error, by test: by the id of the request in whose span it was logged, else by the thread.

use std::collections::HashMap;
use std::fmt::{self, Write as _};
use std::sync::{Mutex, Once, PoisonError};

use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id};
use tracing::{Event, Level, Subscriber};
use tracing_subscriber::layer::{Context, Layer, SubscriberExt};
use tracing_subscriber::registry::LookupSpan;
use tracing_subscriber::util::SubscriberInitExt;
use tracing_subscriber::{EnvFilter, fmt as print};

static ERRORS: Mutex<Option<HashMap<String, Vec<String>>>> = Mutex::new(None);

/// Starts recording, once for all tests. `RUST_LOG` says what is printed beside a failed test.
pub fn record() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let printed = EnvFilter::builder()
            .with_default_directive(Level::WARN.into())
            .from_env_lossy();
        tracing_subscriber::registry()
            .with(Recorder)
            .with(
                print::layer()
                    .with_test_writer()
                    .without_time()
                    .with_filter(printed),
            )
            .init();
    });
}

/// Takes out the errors of these owners.
pub fn take(owners: &[&str]) -> Vec<String> {
    let mut errors = ERRORS.lock().unwrap_or_else(PoisonError::into_inner);
    let errors = errors.get_or_insert_default();
    owners
        .iter()
        .filter_map(|owner| errors.remove(*owner))
        .flatten()
        .collect()
}

struct Recorder;

struct Owner(String);

impl<S: Subscriber + for<'a> LookupSpan<'a>> Layer<S> for Recorder {
    fn on_new_span(&self, attributes: &Attributes<'_>, id: &Id, context: Context<'_, S>) {
        let mut found = Found {
            field: "request_id",
            text: String::new(),
        };
        attributes.record(&mut found);
        // The tests' request ids are the test's own name, a dash, and a number.
        if let (Some((owner, _)), Some(span)) = (found.text.split_once('-'), context.span(id)) {
            span.extensions_mut().insert(Owner(owner.to_owned()));
        }
    }

    fn on_event(&self, event: &Event<'_>, context: Context<'_, S>) {
        if *event.metadata().level() != Level::ERROR {
            return;
        }
        let mut all = Found {
            field: "",
            text: String::new(),
        };
        event.record(&mut all);
        let mut span = context.event_scope(event).into_iter().flatten();
        let owner = span.find_map(|span| span.extensions().get::<Owner>().map(|owner| owner.0.clone()));
        let owner = owner.unwrap_or_else(|| std::thread::current().name().unwrap_or("nobody").to_owned());
        let mut errors = ERRORS.lock().unwrap_or_else(PoisonError::into_inner);
        errors
            .get_or_insert_default()
            .entry(owner)
            .or_default()
            .push(all.text);
    }
}

/// The value of one field, or all fields in one line.
struct Found {
    field: &'static str,
    text: String,
}

impl Visit for Found {
    fn record_str(&mut self, field: &Field, value: &str) {
        if self.field == field.name() {
            value.clone_into(&mut self.text);
        } else if self.field.is_empty() {
            let _ = write!(self.text, "{field}={value} ");
        }
    }

    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        self.record_str(field, &format!("{value:?}"));
    }
}
