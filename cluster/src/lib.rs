//! Throw-away PostgreSQL clusters, as `tests/run` makes one, for the tests and the bench.

use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt, chown};
use std::os::unix::process::CommandExt;
use std::path::PathBuf;
use std::process::Command;

use tempfile::TempDir;

/// What went wrong, in words.
pub type Result<T> = std::result::Result<T, String>;

/// A running cluster; it and its data are gone when this is dropped.
pub struct Cluster {
    programs: PathBuf,
    owner: Option<(u32, u32)>,
    home: PathBuf,
    port: u16,
    settings: String,
    // Last: removed after the server has stopped.
    _folder: TempDir,
}

impl Cluster {
    /// Makes and starts a cluster on a free port of this machine. `settings` are options of the server, as `-c name=value`.
    ///
    /// # Errors
    /// If PostgreSQL is not installed, or does not start.
    pub fn start(settings: &str) -> Result<Self> {
        let folder = tempfile::Builder::new()
            .prefix("integrated-review-cluster.")
            .tempdir()
            .map_err(words)?;
        fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o711)).map_err(words)?;
        let home = folder.path().join("cluster");
        fs::create_dir(&home).map_err(words)?;
        let owner = owner()?;
        if let Some((user, group)) = owner {
            chown(&home, Some(user), Some(group)).map_err(words)?;
        }
        let cluster = Self {
            programs: programs()?,
            owner,
            home,
            port: free_port()?,
            settings: settings.to_owned(),
            _folder: folder,
        };
        let arguments = "-U owner -A trust -E UTF8 --locale=C.UTF-8 --no-sync";
        cluster.call("initdb", &arguments.split(' ').collect::<Vec<_>>())?;
        cluster.begin()?;
        Ok(cluster)
    }

    /// The address of one of its databases. `postgres` is there from the beginning.
    pub fn url(&self, database: &str) -> String {
        format!("postgres://owner@127.0.0.1:{}/{database}", self.port)
    }

    /// Starts it again, and waits until it answers.
    ///
    /// # Errors
    /// If it does not start.
    pub fn begin(&self) -> Result<()> {
        let options = format!(
            "-p {} -k {} -c listen_addresses=127.0.0.1 {}",
            self.port,
            self.home.display(),
            self.settings
        );
        self.call("pg_ctl", &["-l", "log", "-w", "-s", "start", "-o", &options])
    }

    /// Stops it as a crash does: nothing is finished, nothing is written down.
    ///
    /// # Errors
    /// If it does not stop.
    pub fn crash(&self) -> Result<()> {
        self.call("pg_ctl", &["-m", "immediate", "-w", "-s", "stop"])
    }

    fn call(&self, program: &str, arguments: &[&str]) -> Result<()> {
        let mut command = Command::new(self.programs.join(program));
        command
            .args(["-D", "data"])
            .args(arguments)
            .current_dir(&self.home);
        if let Some((user, group)) = self.owner {
            command.uid(user).gid(group);
        }
        // Not to a pipe: the server keeps what it inherits open.
        let log = self.home.join(format!("{program}.log"));
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
        if self.home.join("data/postmaster.pid").exists()
            && let Err(failure) = self.crash()
        {
            eprintln!("{failure}");
        }
    }
}

/// A port that is free now.
///
/// # Errors
/// If there is none.
pub fn free_port() -> Result<u16> {
    let listener = std::net::TcpListener::bind(("127.0.0.1", 0)).map_err(words)?;
    listener.local_addr().map(|address| address.port()).map_err(words)
}

/// The folder of the newest PostgreSQL's programs.
fn programs() -> Result<PathBuf> {
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
        .ok_or_else(|| "PostgreSQL is not installed (Debian: apt-get install postgresql)".to_owned())
}

/// Whom the server runs as: PostgreSQL refuses to run as root.
fn owner() -> Result<Option<(u32, u32)>> {
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

fn words(error: impl std::fmt::Display) -> String {
    error.to_string()
}
