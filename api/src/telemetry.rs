//! What the gateway says about itself: logs, traces, metrics.
//!
//! Ids and states only. No names, notes, tokens, variables or query texts: neither in a log line nor in a span nor in
//! a label, and a panic is logged by its place, not by its formatted message, which may quote a row.

use std::panic::PanicHookInfo;
use std::sync::OnceLock;
use std::time::Duration;

use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle};
use opentelemetry::trace::TracerProvider;
use opentelemetry_otlp::{SpanExporter, WithExportConfig};
use opentelemetry_sdk::Resource;
use opentelemetry_sdk::trace::{Sampler, SdkTracerProvider};
use tracing_subscriber::fmt::MakeWriter;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::registry::LookupSpan;
use tracing_subscriber::util::SubscriberInitExt;
use tracing_subscriber::{EnvFilter, Layer};

use crate::config::{LogFormat, Telemetry};
use crate::problem::{Problem, Result};

/// Libraries whose own lines help nobody at our level, or that call it an error when somebody sends nonsense; a directive
/// of the configuration overrides them.
const QUIET: &str = "sqlx=warn,sea_orm=warn,hyper=warn,h2=warn,rustls=warn,reqwest=warn,opentelemetry=warn,\
     actix_http::h1::dispatcher=off";
/// The bounds of every histogram of seconds.
const SECONDS: &[f64] = &[
    0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0,
];
/// How often histograms are compacted, so that they stay small when nobody asks for them.
const UPKEEP: Duration = Duration::from_secs(5);

/// The running telemetry. Dropping it sends what has not been sent yet.
pub struct Running {
    traces: Option<SdkTracerProvider>,
}

impl Drop for Running {
    fn drop(&mut self) {
        if let Some(traces) = self.traces.take()
            && let Err(error) = traces.shutdown_with_timeout(Duration::from_secs(5))
        {
            tracing::warn!(%error, "the last traces were not sent");
        }
    }
}

/// Starts logs (to the standard error stream), traces where configured, and the logging of panics. Once per process.
pub fn start(config: &Telemetry) -> Result<Running> {
    let traces = config
        .otlp_endpoint
        .as_deref()
        .map(|to| exporter(to, config.otlp_share))
        .transpose()?;
    let spans = traces.as_ref().map(|provider| {
        let named = provider.tracer("integrated-review");
        tracing_opentelemetry::layer()
            .with_tracer(named)
            .with_threads(false)
            .with_location(false)
    });
    tracing_subscriber::registry()
        .with(filter(&config.log_level)?)
        .with(spans)
        .with(lines(config.log_format, std::io::stderr))
        .try_init()
        .map_err(Problem::internal)?;
    std::panic::set_hook(Box::new(log_panic));
    Ok(Running { traces })
}

/// The metrics of this process, for /metrics; installed with the first call. Nothing where another recorder is.
pub fn metrics() -> Option<&'static PrometheusHandle> {
    static HANDLE: OnceLock<Option<PrometheusHandle>> = OnceLock::new();
    HANDLE.get_or_init(install_metrics).as_ref()
}

fn install_metrics() -> Option<PrometheusHandle> {
    let builder = PrometheusBuilder::new();
    let builder = builder
        .set_buckets_for_metric(Matcher::Suffix("_seconds".to_owned()), SECONDS)
        .ok()?;
    let handle = builder.install_recorder().ok()?;
    metrics::describe_counter!(
        "integrated_review_tokens_refused_total",
        "Bearer tokens that were refused, by reason"
    );
    let upkeep = handle.clone();
    let forever = move || {
        loop {
            std::thread::sleep(UPKEEP);
            upkeep.run_upkeep();
        }
    };
    std::thread::Builder::new()
        .name("metrics".to_owned())
        .spawn(forever)
        .ok()?;
    Some(handle)
}

fn filter(level: &str) -> Result<EnvFilter> {
    EnvFilter::try_new(format!("{QUIET},{level}")).map_err(Problem::internal)
}

fn exporter(endpoint: &str, share: f64) -> Result<SdkTracerProvider> {
    let exporter = SpanExporter::builder()
        .with_http()
        .with_endpoint(endpoint)
        .build();
    let sampler = Sampler::ParentBased(Box::new(Sampler::TraceIdRatioBased(share)));
    let version = opentelemetry::KeyValue::new("service.version", env!("CARGO_PKG_VERSION"));
    let resource = Resource::builder()
        .with_service_name("integrated-review")
        .with_attribute(version)
        .build();
    Ok(SdkTracerProvider::builder()
        .with_batch_exporter(exporter.map_err(Problem::internal)?)
        .with_sampler(sampler)
        .with_resource(resource)
        .build())
}

/// The layer that writes log lines.
fn lines<S, W>(format: LogFormat, writer: W) -> Box<dyn Layer<S> + Send + Sync>
where
    S: tracing::Subscriber + for<'span> LookupSpan<'span>,
    W: for<'writer> MakeWriter<'writer> + Send + Sync + 'static,
{
    let layer = tracing_subscriber::fmt::layer().with_writer(writer);
    match format {
        LogFormat::Json => layer
            .json()
            .flatten_event(true)
            .with_current_span(true)
            .with_span_list(false)
            .boxed(),
        LogFormat::Pretty => layer
            .with_ansi(std::io::IsTerminal::is_terminal(&std::io::stderr()))
            .boxed(),
    }
}

fn log_panic(panic: &PanicHookInfo<'_>) {
    let place = panic.location().map(ToString::to_string).unwrap_or_default();
    let thread = std::thread::current().name().unwrap_or_default().to_owned();
    // A literal is ours; a formatted message may quote data.
    let message = panic
        .payload()
        .downcast_ref::<&'static str>()
        .copied()
        .unwrap_or("(formatted message withheld)");
    tracing::error!(place, thread, message, "panic");
}

#[cfg(test)]
mod tests {
    use std::io::{self, Write};
    use std::sync::{Arc, Mutex};

    use super::*;

    #[derive(Clone, Default)]
    struct Lines(Arc<Mutex<Vec<u8>>>);

    impl Write for Lines {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.lock().unwrap().write(bytes)
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    fn logged(level: &str, act: impl FnOnce()) -> Vec<serde_json::Value> {
        let written = Lines::default();
        let writer = written.clone();
        let subscriber = tracing_subscriber::registry()
            .with(filter(level).unwrap())
            .with(lines(LogFormat::Json, move || writer.clone()));
        tracing::subscriber::with_default(subscriber, act);
        let text = String::from_utf8(written.0.lock().unwrap().clone()).unwrap();
        text.lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect()
    }

    #[test]
    fn a_line_is_one_json_object_with_its_span() {
        let lines = logged("info", || {
            let _span = tracing::info_span!("request", request_id = "01jd").entered();
            tracing::info!(review = "review_01j", "planned");
            tracing::debug!("not at this level");
            tracing::info!(target: "sqlx::query", "SELECT");
        });
        assert_eq!(lines.len(), 1);
        assert_eq!(lines[0]["message"], "planned");
        assert_eq!(lines[0]["review"], "review_01j");
        assert_eq!(lines[0]["span"]["request_id"], "01jd");
    }

    #[test]
    fn a_directive_overrides_what_is_quiet_by_default() {
        let lines = logged(
            "info,sqlx=debug",
            || tracing::debug!(target: "sqlx::query", "SELECT"),
        );
        assert_eq!(lines.len(), 1);
    }

    #[test]
    fn a_panic_is_logged_without_what_it_quotes() {
        let lines = logged("info", || {
            let before = std::panic::take_hook();
            std::panic::set_hook(Box::new(log_panic));
            let name = "Amara";
            let formatted = std::panic::catch_unwind(|| panic!("no row for {name}"));
            let literal = std::panic::catch_unwind(|| panic!("a rule of ours"));
            std::panic::set_hook(before);
            assert!(formatted.is_err() && literal.is_err());
        });
        let ours: Vec<_> = lines
            .iter()
            .filter(|line| line["place"].as_str().unwrap().contains("telemetry.rs"))
            .collect();
        assert_eq!(ours.len(), 2);
        assert!(!format!("{ours:?}").contains("Amara"));
        assert!(format!("{ours:?}").contains("a rule of ours"));
    }

    #[test]
    fn traces_leave_by_otlp_and_the_last_ones_at_the_end() {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let endpoint = format!("http://{}/v1/traces", listener.local_addr().unwrap());
        let collector = std::thread::spawn(move || {
            let (mut stream, _) = listener.accept().unwrap();
            let mut request = Vec::new();
            while !String::from_utf8_lossy(&request).contains("review.plan") {
                let mut buffer = [0; 4096];
                let count = io::Read::read(&mut stream, &mut buffer).unwrap();
                assert!(0 < count, "the exporter hung up");
                request.extend_from_slice(&buffer[..count]);
            }
            stream
                .write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
                .unwrap();
            String::from_utf8_lossy(&request).into_owned()
        });
        let provider = exporter(&endpoint, 1.0).unwrap();
        let layer = tracing_opentelemetry::layer().with_tracer(provider.tracer("test"));
        tracing::subscriber::with_default(tracing_subscriber::registry().with(layer), || {
            tracing::info_span!("review.plan").in_scope(|| {});
        });
        drop(Running {
            traces: Some(provider),
        });
        let request = collector.join().unwrap();
        assert!(request.starts_with("POST /v1/traces") && request.contains("integrated-review"));
    }

    #[test]
    fn metrics_are_rendered_for_prometheus() {
        let handle = metrics().unwrap();
        metrics::counter!("integrated_review_tokens_refused_total", "reason" => "test").increment(2);
        metrics::histogram!("integrated_review_test_seconds").record(0.02);
        let text = handle.render();
        assert!(
            text.contains("integrated_review_tokens_refused_total{reason=\"test\"} 2"),
            "{text}"
        );
        assert!(
            text.contains("integrated_review_test_seconds_bucket{le=\"0.025\"} 1"),
            "{text}"
        );
    }
}
