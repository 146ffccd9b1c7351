//! The driver: so many callers in a closed loop, for so long.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use entity::enums::Role;
use integrated_review::auth::demo::DemoIssuer;
use integrated_review::clock::Clock;
use serde_json::{Value, json};

use crate::operations::Operation;
use crate::report::Figures;
use crate::{Failure, generate, key_folder, words};

/// The arguments of `run`.
#[derive(clap::Args)]
pub struct Args {
    /// The database that `generate` has filled.
    #[arg(long)]
    database: String,
    /// Callers at once.
    #[arg(long, default_value_t = 16)]
    callers: usize,
    /// Seconds an operation, at most 60.
    #[arg(long, default_value_t = 5, value_parser = clap::value_parser!(u64).range(1..=60))]
    seconds: u64,
    /// Bytes of the parts cache; 0 turns it off.
    #[arg(long, default_value_t = 256 * 1024 * 1024)]
    parts_cache_bytes: u64,
}

/// Drives every operation and prints its figures.
pub fn run(args: &Args) -> Result<(), Failure> {
    let issuer = DemoIssuer::in_folder(&key_folder(), Clock::system()).map_err(words)?;
    let token = |subject: &str, role| {
        issuer
            .issue(subject, &generate::gss(0), role, &[], Duration::from_hours(1))
            .map_err(words)
    };
    let gateway = Gateway::start(args)?;
    let runtime = tokio::runtime::Runtime::new().map_err(words)?;
    let caller = Caller {
        url: format!("http://{}", gateway.address),
        token: token("hv", Role::HealthVisitor)?,
    };
    let reviews = runtime.block_on(caller.reviews())?;
    println!("{}", Figures::head());
    for operation in Operation::ALL {
        runtime.block_on(drive(
            args,
            &gateway,
            &caller,
            operation,
            &reviews,
            Duration::from_secs(1),
        ))?;
        let mut figures = runtime.block_on(drive(
            args,
            &gateway,
            &caller,
            operation,
            &reviews,
            Duration::from_secs(args.seconds),
        ))?;
        println!("{}", figures.line());
    }
    println!("gateway memory: {} MiB", gateway.resident_mib());
    Ok(())
}

async fn drive(
    args: &Args,
    gateway: &Gateway,
    caller: &Caller,
    operation: Operation,
    reviews: &Arc<Vec<String>>,
    length: Duration,
) -> Result<Figures, Failure> {
    static NUMBER: AtomicU64 = AtomicU64::new(0);
    let salt = u64::from(std::process::id()) << 32;
    let (cpu, statements) = (gateway.cpu(), caller.statements().await?);
    let started = Instant::now();
    let loops = (0..args.callers).map(|_| {
        let (caller, reviews) = (caller.clone(), Arc::clone(reviews));
        tokio::spawn(async move {
            let client = reqwest::Client::new();
            let (mut latencies, mut failures) = (Vec::new(), 0_u64);
            while started.elapsed() < length {
                let number = NUMBER.fetch_add(1, Ordering::Relaxed);
                let place = usize::try_from(number).unwrap_or(0) % reviews.len().max(1);
                let body = operation.body(reviews.get(place).map_or("", String::as_str), salt + number);
                let sent = Instant::now();
                let answer = caller.post(&client, &body).await;
                latencies.push(sent.elapsed());
                failures += u64::from(!answer.is_ok_and(|answer| good(&answer)));
            }
            (latencies, failures)
        })
    });
    let (mut latencies, mut failures) = (Vec::new(), 0);
    for done in futures::future::join_all(loops).await {
        let (seen, failed) = done.map_err(words)?;
        latencies.extend(seen);
        failures += failed;
    }
    let elapsed = started.elapsed();
    let statements = caller.statements().await? - statements;
    Ok(Figures {
        name: operation.name(),
        elapsed,
        latencies,
        cpu: gateway.cpu().saturating_sub(cpu),
        statements,
        failures,
    })
}

/// Whether an answer has data and nothing else.
fn good(answer: &Value) -> bool {
    let refused = answer
        .pointer("/data/concernRaise/userErrors")
        .and_then(Value::as_array);
    answer.get("errors").is_none() && refused.is_none_or(Vec::is_empty)
}

#[derive(Clone)]
struct Caller {
    url: String,
    token: String,
}

impl Caller {
    async fn post(&self, client: &reqwest::Client, body: &Value) -> Result<Value, Failure> {
        let request = client
            .post(format!("{}/graphql", self.url))
            .bearer_auth(&self.token)
            .json(body);
        request.send().await.map_err(words)?.json().await.map_err(words)
    }

    /// The reviews that the operations are about.
    async fn reviews(&self) -> Result<Arc<Vec<String>>, Failure> {
        let client = reqwest::Client::new();
        let query = json!({ "query": "{ reviews(first: 100) { nodes { id } } }" });
        let answer = self.post(&client, &query).await?;
        let nodes = answer.pointer("/data/reviews/nodes").and_then(Value::as_array);
        let ids: Vec<String> = nodes
            .into_iter()
            .flatten()
            .filter_map(|node| node.get("id")?.as_str().map(str::to_owned))
            .collect();
        if ids.is_empty() {
            Err(format!("the gateway shows no reviews: {answer}"))
        } else {
            Ok(Arc::new(ids))
        }
    }

    /// The SQL statements of the gateway since its start, from its metrics.
    async fn statements(&self) -> Result<f64, Failure> {
        let text = reqwest::get(format!("{}/metrics", self.url))
            .await
            .map_err(words)?
            .text()
            .await
            .map_err(words)?;
        let values = text
            .lines()
            .filter(|line| line.starts_with("database_statements_total"));
        Ok(values
            .filter_map(|line| line.rsplit(' ').next()?.parse::<f64>().ok())
            .sum())
    }
}

/// The gateway's process; ended when this is dropped.
struct Gateway {
    process: Child,
    address: String,
}

impl Gateway {
    fn start(args: &Args) -> Result<Self, Failure> {
        let own = std::env::current_exe().map_err(words)?;
        let mut process = Command::new(own)
            .args(["serve", "--database", &args.database])
            .args(["--parts-cache-bytes", &args.parts_cache_bytes.to_string()])
            .stdout(Stdio::piped())
            .spawn()
            .map_err(words)?;
        let output = process.stdout.take().ok_or("the gateway says nothing")?;
        let mut address = String::new();
        BufReader::new(output).read_line(&mut address).map_err(words)?;
        Ok(Self {
            process,
            address: address.trim().to_owned(),
        })
    }

    /// The CPU time of the gateway so far, as the kernel counts it (100 ticks a second).
    fn cpu(&self) -> Duration {
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", self.process.id())).unwrap_or_default();
        let after = stat.rsplit(')').next().unwrap_or_default();
        let ticks: u64 = after
            .split_whitespace()
            .skip(11)
            .take(2)
            .filter_map(|field| field.parse::<u64>().ok())
            .sum();
        Duration::from_millis(ticks * 10)
    }

    fn resident_mib(&self) -> u64 {
        let status =
            std::fs::read_to_string(format!("/proc/{}/status", self.process.id())).unwrap_or_default();
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
        line.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok())
            .unwrap_or(0)
            / 1_024
    }
}

impl Drop for Gateway {
    fn drop(&mut self) {
        let ended = self.process.kill().and_then(|()| self.process.wait());
        if let Err(error) = ended {
            eprintln!("the gateway could not be ended: {error}");
        }
    }
}
