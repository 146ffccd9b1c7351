//! What is driven: a gateway or the hand-written limit, each in a process of its own.

use std::fs;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use cluster::free_port;
use tempfile::TempDir;

use crate::client::{Ask, Connection};
use crate::{Failure, token, usage, words};

/// How long a server may take to come up.
const PATIENCE: Duration = Duration::from_secs(30);

/// What is told a gateway beside its database.
#[derive(Debug, Clone, Copy)]
pub struct Setup {
    /// Bytes of its parts cache.
    pub parts_cache_bytes: u64,
    /// How many connections may stay open, all of them of one subject; as by default if nothing is said.
    pub connections: Option<usize>,
}

impl Setup {
    /// The end of the section `[server]`, and the section `[streams]`.
    fn connections(self) -> (String, String) {
        let Some(most) = self.connections else {
            return (String::new(), String::new());
        };
        (
            format!("max_connections = {most}\n"),
            format!("[streams]\nconnections = {most}\nconnections_per_subject = {most}\n\n"),
        )
    }
}

/// A running server; ended when this is dropped.
pub struct Served {
    process: Child,
    /// Host and port.
    pub address: String,
    folder: TempDir,
}

impl Served {
    /// The gateway as a customer runs it, by a configuration file. Only the rate limit is out of the way: its callers
    /// are a few subjects who never pause.
    pub async fn gateway(program: &Path, database: &str, setup: Setup) -> Result<Self, Failure> {
        let folder = tempfile::tempdir().map_err(words)?;
        let address = format!("127.0.0.1:{}", free_port()?);
        let keys = folder.path().join("jwks.json");
        fs::write(&keys, token::KEYS).map_err(words)?;
        let (connections, streams) = setup.connections();
        let configuration = format!(
            "[server]\nbind = {address:?}\n{connections}\n[database]\nurl = {database:?}\nparts_cache_bytes = {}\n\n\
             [rate_limit]\nrequests_per_minute = 1_000_000_000\nburst = 1_000_000_000\n\n{streams}{}",
            setup.parts_cache_bytes,
            token::configuration(&keys)
        );
        let file = folder.path().join("gateway.toml");
        fs::write(&file, configuration).map_err(words)?;
        let mut command = Command::new(program);
        command.arg("serve").arg("--config").arg(file);
        // The file alone configures it, whatever the environment says.
        for (name, _) in std::env::vars_os() {
            if name.to_string_lossy().starts_with("INTEGRATED_REVIEW_") {
                command.env_remove(name);
            }
        }
        Self::start(command, address, folder, "/health/ready").await
    }

    /// The hand-written limit.
    pub async fn limit(program: &Path, database: &str) -> Result<Self, Failure> {
        let folder = tempfile::tempdir().map_err(words)?;
        let address = format!("127.0.0.1:{}", free_port()?);
        let mut command = Command::new(program);
        command.args(["--database", database, "--bind", &address]);
        Self::start(command, address, folder, "/health").await
    }

    async fn start(
        mut command: Command,
        address: String,
        folder: TempDir,
        health: &str,
    ) -> Result<Self, Failure> {
        let log = fs::File::create(folder.path().join("log")).map_err(words)?;
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(log);
        let process = command
            .spawn()
            .map_err(|error| format!("{} cannot be started: {error}", command.get_program().display()))?;
        let mut served = Self {
            process,
            address,
            folder,
        };
        let started = Instant::now();
        while !served.answers(health).await {
            let ended = served.process.try_wait().map_err(words)?;
            if ended.is_some() || PATIENCE < started.elapsed() {
                let said = fs::read_to_string(served.folder.path().join("log")).unwrap_or_default();
                return Err(format!(
                    "{} does not serve: {said}",
                    command.get_program().display()
                ));
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        Ok(served)
    }

    async fn answers(&self, health: &str) -> bool {
        self.get(health).await.is_ok_and(|(status, _)| status == 200)
    }

    /// What is at a path.
    pub async fn get(&self, path: &str) -> Result<(u16, String), Failure> {
        let ask = Ask {
            path: path.to_owned(),
            token: None,
            body: None,
        };
        let (status, body) = Connection::open(&self.address).await?.send(&ask).await?;
        Ok((status.as_u16(), String::from_utf8_lossy(&body).into_owned()))
    }

    /// The SQL statements since its start, from its metrics; nothing where it has none.
    pub async fn statements(&self) -> Result<Option<f64>, Failure> {
        let (status, text) = self.get("/metrics").await?;
        let counts = text
            .lines()
            .filter(|line| line.starts_with("database_statements_total"))
            .filter_map(|line| line.rsplit(' ').next()?.parse::<f64>().ok());
        Ok((status == 200).then(|| counts.sum()))
    }

    /// CPU time so far.
    pub fn cpu(&self) -> Option<Duration> {
        usage::cpu(self.process.id())
    }

    /// Memory, in MiB.
    pub fn resident_mib(&self) -> Option<u64> {
        self.resident_kib().map(|kib| kib / 1_024)
    }

    /// Memory, in KiB.
    pub fn resident_kib(&self) -> Option<u64> {
        usage::resident_kib(self.process.id())
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let ended = self.process.kill().and_then(|()| self.process.wait());
        if let Err(error) = ended {
            eprintln!("a server could not be ended: {error}");
        }
    }
}
