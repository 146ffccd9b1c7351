//! A throw-away PostgreSQL cluster, as `tests/run` makes one, but with fsync on: what is measured is durable.

use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt, chown};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

use crate::generate::connect;
use crate::{Failure, words};

/// What differs from PostgreSQL's defaults: memory as a small server would have it, and no checkpoint in every minute.
const SETTINGS: &str =
    "-c listen_addresses=127.0.0.1 -c shared_buffers=1GB -c max_wal_size=4GB -c max_connections=200";

/// A running cluster; it and its data are gone when this is dropped.
pub struct Cluster {
    programs: PathBuf,
    owner: Option<(u32, u32)>,
    data: PathBuf,
    port: u16,
    // Last: removed after the server has stopped.
    _folder: TempDir,
}

impl Cluster {
    /// Makes and starts a cluster on a free port of this machine.
    pub fn start() -> Result<Self, Failure> {
        let folder = tempfile::Builder::new()
            .prefix("integrated-review-bench.")
            .tempdir()
            .map_err(words)?;
        fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o711)).map_err(words)?;
        let home = folder.path().join("cluster");
        fs::create_dir(&home).map_err(words)?;
        let owner = owner()?;
        if let Some((user, group)) = owner {
            chown(&home, Some(user), Some(group)).map_err(words)?;
        }
        let port = free_port()?;
        let cluster = Self {
            programs: programs()?,
            owner,
            data: home.join("data"),
            port,
            _folder: folder,
        };
        let text = |path: &Path| path.display().to_string();
        let data = text(&cluster.data);
        cluster.call(
            "initdb",
            &[
                "-D",
                &data,
                "-U",
                "bench",
                "-A",
                "trust",
                "-E",
                "UTF8",
                "--locale=C.UTF-8",
                "--no-sync",
            ],
        )?;
        let options = format!("-p {port} -k {} {SETTINGS}", text(&home));
        let log = text(&home.join("log"));
        cluster.call(
            "pg_ctl",
            &["-D", &data, "-l", &log, "-w", "-s", "start", "-o", &options],
        )?;
        Ok(cluster)
    }

    /// A new, empty database, as a URL.
    pub async fn create(&self, name: &str) -> Result<String, Failure> {
        let url = |name: &str| format!("postgres://bench@127.0.0.1:{}/{name}", self.port);
        let client = connect(&url("postgres")).await?;
        let create = format!("CREATE DATABASE \"{name}\"");
        client.batch_execute(&create).await.map_err(words)?;
        Ok(url(name))
    }

    fn call(&self, program: &str, arguments: &[&str]) -> Result<(), Failure> {
        let mut command = Command::new(self.programs.join(program));
        command.args(arguments).current_dir("/");
        if let Some((user, group)) = self.owner {
            command.uid(user).gid(group);
        }
        // Not to a pipe: the server keeps what it inherits open.
        let log = self.data.with_file_name(format!("{program}.log"));
        let file = fs::File::create(&log).map_err(words)?;
        command.stdout(file.try_clone().map_err(words)?).stderr(file);
        if command.status().map_err(words)?.success() {
            return Ok(());
        }
        let said = fs::read_to_string(&log).unwrap_or_default();
        Err(format!("{program} failed: {said}"))
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        let data = self.data.display().to_string();
        if let Err(failure) = self.call("pg_ctl", &["-D", &data, "-m", "immediate", "-s", "stop"]) {
            eprintln!("{failure}");
        }
    }
}

/// A port that is free now.
pub fn free_port() -> Result<u16, Failure> {
    let listener = std::net::TcpListener::bind(("127.0.0.1", 0)).map_err(words)?;
    listener.local_addr().map(|address| address.port()).map_err(words)
}

/// The folder of the newest PostgreSQL's programs.
fn programs() -> Result<PathBuf, Failure> {
    let installed = fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .flatten();
    let newest = installed
        .filter_map(|entry| {
            Some((
                entry.file_name().to_str()?.parse::<u32>().ok()?,
                entry.path().join("bin"),
            ))
        })
        .max();
    newest
        .map(|(_, programs)| programs)
        .filter(|programs| programs.join("initdb").exists())
        .ok_or_else(|| {
            "PostgreSQL is not installed (Debian: apt-get install postgresql), or give --database".to_owned()
        })
}

/// Whom the server runs as: PostgreSQL refuses to run as root.
fn owner() -> Result<Option<(u32, u32)>, Failure> {
    if fs::metadata("/proc/self").map_err(words)?.uid() != 0 {
        return Ok(None);
    }
    let users = fs::read_to_string("/etc/passwd").map_err(words)?;
    let ids = |name: &str| {
        let line = users.lines().find(|line| line.split(':').next() == Some(name))?;
        let mut fields = line.split(':').skip(2);
        Some((fields.next()?.parse().ok()?, fields.next()?.parse().ok()?))
    };
    ids("postgres")
        .or_else(|| ids("nobody"))
        .map(Some)
        .ok_or_else(|| "PostgreSQL refuses to run as root, and there is no other user".to_owned())
}
