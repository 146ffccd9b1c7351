//! The real gateway, in a process of its own: started, asked to end, or killed.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, ChildStderr, Command, ExitStatus, Stdio};
use std::sync::mpsc;
use std::thread::JoinHandle;
use std::time::Duration;

use serde_json::Value;
use tempfile::TempDir;

use crate::database::Database;
use crate::token;

/// How long a start or an end may take before the test has failed.
const PATIENCE: Duration = Duration::from_mins(1);

/// A gateway that runs in a process of its own; killed when dropped.
pub struct Process {
    /// Where it listens.
    pub url: String,
    child: Child,
    errors: Option<JoinHandle<Vec<String>>>,
    _folder: TempDir,
}

impl Process {
    /// Serves this database, and waits until it listens. A signal about files that grow too large is ignored, as
    /// supervisors do who limit them.
    pub fn serve(program: &str, database: &Database) -> Self {
        Self::start(program, database).unwrap_or_else(|said| panic!("the gateway does not serve: {said:#?}"))
    }

    /// What it says of why it does not serve this database; nothing where it does.
    pub fn refused(program: &str, database: &Database) -> Option<String> {
        Self::start(program, database).err().map(|said| said.join("\n"))
    }

    fn start(program: &str, database: &Database) -> Result<Self, Vec<String>> {
        let folder = tempfile::tempdir().unwrap();
        let config = folder.path().join("gateway.toml");
        std::fs::write(&config, configuration(database)).unwrap();
        let mut child = Command::new("sh")
            .args(["-c", r#"trap "" XFSZ; exec "$0" serve --config "$1""#, program])
            .arg(&config)
            .env_clear()
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let (tell, listens) = mpsc::channel();
        let lines = child.stderr.take().expect("a pipe");
        let errors = std::thread::spawn(move || read(lines, &tell));
        if let Ok(address) = listens.recv_timeout(PATIENCE) {
            return Ok(Self {
                url: format!("http://{address}"),
                child,
                errors: Some(errors),
                _folder: folder,
            });
        }
        // It has ended, or will not serve any more.
        let _ = child.kill();
        let _ = child.wait();
        Err(errors.join().unwrap())
    }

    /// Ends it on the spot.
    pub fn kill(&mut self) {
        self.child.kill().unwrap();
    }

    /// Asks it to end.
    pub fn terminate(&self) {
        run(Command::new("kill").args(["-TERM", &self.child.id().to_string()]));
    }

    /// Lets no file of it grow beyond so many bytes; `None` takes that back.
    pub fn limit_files(&self, bytes: Option<u64>) {
        let soft = bytes.map_or_else(|| "unlimited".to_owned(), |bytes| bytes.to_string());
        let pid = self.child.id().to_string();
        run(Command::new("prlimit").args(["--pid", &pid, &format!("--fsize={soft}:")]));
    }

    /// How it ended, and what it logged as errors.
    pub async fn ended(mut self) -> (ExitStatus, Vec<String>) {
        let waiting = tokio::task::spawn_blocking(move || {
            let status = self.child.wait().unwrap();
            let errors = self.errors.take().expect("a reader").join().unwrap();
            (status, errors)
        });
        let ended = tokio::time::timeout(PATIENCE, waiting).await;
        ended.expect("the gateway ends").unwrap()
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // Already ended in most tests.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Reads the log to its end: tells the address, gives the errors.
fn read(lines: ChildStderr, tell: &mpsc::Sender<String>) -> Vec<String> {
    let mut errors = Vec::new();
    for line in BufReader::new(lines).lines().map_while(Result::ok) {
        let Ok(entry) = serde_json::from_str::<Value>(&line) else {
            errors.push(line);
            continue;
        };
        if let (Some("serving"), Some(address)) = (said(&entry, "message"), said(&entry, "address")) {
            // Nobody listens any more after the first.
            let _ = tell.send(address.to_owned());
        }
        if entry["level"] == "ERROR" {
            errors.push(line);
        }
    }
    errors
}

/// A field of a line of the log.
fn said<'a>(entry: &'a Value, name: &str) -> Option<&'a str> {
    entry.get(name).or_else(|| entry["fields"].get(name))?.as_str()
}

fn run(command: &mut Command) {
    let status = command
        .status()
        .unwrap_or_else(|error| panic!("{command:?}: {error}"));
    assert!(status.success(), "{command:?}: {status}");
}

fn configuration(database: &Database) -> String {
    let (url, issuer, audience) = (&database.url, token::ISSUER, token::AUDIENCE);
    let jwks = Path::new(token::JWKS).display();
    format!(
        "[server]\nbind = \"127.0.0.1:0\"\nworkers = 1\n\
         [database]\nurl = \"{url}\"\nconnections = 12\n\
         [rate_limit]\nrequests_per_minute = 1000000\nburst = 100000\n\
         [[issuers]]\nissuer = \"{issuer}\"\naudience = \"{audience}\"\nalgorithm = \"ES256\"\njwks_file = \"{jwks}\"\n"
    )
}
