//! The built gateway as a process of its own: the demo, in a folder of its own, on a free port.

use std::io::{BufRead, BufReader, Read};
use std::net::SocketAddr;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use reqwest::header::{ACCEPT, CONTENT_TYPE};
use serde_json::Value;
use tempfile::TempDir;

/// A running gateway; ends when dropped.
pub struct Gateway {
    pub address: SocketAddr,
    pub token: String,
    pub client: reqwest::Client,
    child: Child,
    _folder: TempDir,
}

/// What came back: status, body, and how long it took.
pub struct Answer {
    pub status: u16,
    pub body: Value,
    pub took: Duration,
}

impl Answer {
    /// The code of the first error.
    pub fn code(&self) -> &str {
        self.body["errors"][0]["extensions"]["code"]
            .as_str()
            .unwrap_or("none")
    }

    /// The limit that the first error names.
    pub fn limit(&self) -> &str {
        self.body["errors"][0]["extensions"]["limit"]
            .as_str()
            .unwrap_or("none")
    }
}

impl Gateway {
    /// Starts one, and waits until it is ready.
    pub async fn start() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let guide = folder.path().join("demo.json");
        let mut child = Command::new(env!("CARGO_BIN_EXE_integrated-review"))
            .args(["demo", "--port", "0", "--data"])
            .arg(folder.path())
            .arg("--json")
            .arg(&guide)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        // The demo names its addresses when its database is filled, and then serves.
        let mut told = BufReader::new(child.stdout.take().unwrap());
        let mut line = String::new();
        while !line.contains("/health/ready") {
            line.clear();
            assert_ne!(told.read_line(&mut line).unwrap(), 0, "the gateway has ended");
        }
        std::thread::spawn(move || drop(told.read_to_end(&mut Vec::new())));
        let guide: Value = serde_json::from_slice(&std::fs::read(guide).unwrap()).unwrap();
        let roles = guide["roles"].as_array().unwrap();
        let visitor = roles
            .iter()
            .find(|role| role["role"] == "HEALTH_VISITOR")
            .unwrap();
        let gateway = Self {
            address: guide["url"].as_str().unwrap()["http://".len()..].parse().unwrap(),
            token: visitor["token"].as_str().unwrap().to_owned(),
            client: reqwest::Client::new(),
            child,
            _folder: folder,
        };
        let ready = gateway
            .client
            .get(gateway.at("/health/ready"))
            .send()
            .await
            .unwrap();
        assert_eq!(ready.status(), 200);
        gateway
    }

    pub fn at(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// A request in JSON, with a good token.
    pub fn post(&self) -> reqwest::RequestBuilder {
        self.typed("application/json")
    }

    /// A request of this type, with a good token.
    pub fn typed(&self, content_type: &str) -> reqwest::RequestBuilder {
        let request = self.client.post(self.at("/graphql")).bearer_auth(&self.token);
        request
            .header(ACCEPT, "application/graphql-response+json")
            .header(CONTENT_TYPE, content_type)
    }

    pub async fn send(&self, request: reqwest::RequestBuilder) -> Answer {
        let begin = Instant::now();
        let response = request.send().await.unwrap();
        let status = response.status().as_u16();
        let body = response.json().await.unwrap();
        let took = begin.elapsed();
        Answer { status, body, took }
    }

    pub async fn query(&self, query: &str) -> Answer {
        self.send(self.post().json(&serde_json::json!({ "query": query })))
            .await
    }

    /// How many SQL statements it has run.
    pub async fn statements(&self) -> u64 {
        let metrics = self.client.get(self.at("/metrics")).send().await.unwrap();
        let metrics = metrics.text().await.unwrap();
        let counts = metrics
            .lines()
            .filter(|line| line.starts_with("database_statements_total"));
        counts
            .map(|line| line.rsplit(' ').next().unwrap().parse::<u64>().unwrap())
            .sum()
    }

    /// Its memory in MiB: now, and the most so far.
    pub fn memory(&self) -> (u64, u64) {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap();
        let value = |name: &str| {
            let line = status.lines().find(|line| line.starts_with(name)).unwrap();
            line.split_whitespace().nth(1).unwrap().parse::<u64>().unwrap() / 1024
        };
        (value("VmRSS:"), value("VmHWM:"))
    }
}

impl Drop for Gateway {
    fn drop(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}
