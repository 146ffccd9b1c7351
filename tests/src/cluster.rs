//! A PostgreSQL cluster that one test has for itself: it is stopped on the spot, and started again.

use std::net::TcpListener;
use std::os::unix::fs::{MetadataExt, chown};
use std::os::unix::process::CommandExt;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use tempfile::TempDir;

/// A running cluster; stopped and removed when dropped.
pub struct Cluster {
    folder: TempDir,
    programs: PathBuf,
    port: u16,
}

impl Cluster {
    /// Makes and starts one. Where its folder lies says whose it is: PostgreSQL refuses to run as root.
    pub fn start() -> Self {
        let folder = tempfile::tempdir_in(setting("INTEGRATED_REVIEW_TEST_CLUSTERS")).unwrap();
        let owner = std::fs::metadata(folder.path().parent().expect("a folder")).unwrap();
        chown(folder.path(), Some(owner.uid()), Some(owner.gid())).unwrap();
        let free = TcpListener::bind("127.0.0.1:0").unwrap();
        let cluster = Self {
            folder,
            programs: setting("INTEGRATED_REVIEW_TEST_POSTGRES_PROGRAMS").into(),
            port: free.local_addr().unwrap().port(),
        };
        drop(free);
        cluster.run(
            "initdb",
            "-U tests -A trust -E UTF8 --locale=C.UTF-8 --no-sync",
            None,
        );
        cluster.begin();
        cluster
    }

    /// Its database, which the server makes.
    pub fn url(&self) -> String {
        format!("postgres://tests@127.0.0.1:{}/postgres", self.port)
    }

    /// Starts it again, and waits until it answers.
    pub fn begin(&self) {
        let options = format!(
            "-F -p {} -k {} -c listen_addresses=127.0.0.1 -c max_connections=100",
            self.port,
            self.folder.path().display()
        );
        self.run("pg_ctl", "start -w -s -l log", Some(&options));
    }

    /// Stops it as a crash does: nothing is finished, nothing is written down.
    pub fn crash(&self) {
        self.run("pg_ctl", "stop -w -s -m immediate", None);
    }

    fn run(&self, program: &str, arguments: &str, options: Option<&str>) {
        let owner = std::fs::metadata(self.folder.path()).unwrap();
        let mut command = Command::new(self.programs.join(program));
        command
            .args(["-D", "data"])
            .args(arguments.split(' '))
            .current_dir(self.folder.path())
            .env("HOME", self.folder.path())
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        if let Some(options) = options {
            command.args(["-o", options]);
        }
        if owner.uid() != std::fs::metadata("/proc/self").unwrap().uid() {
            command.uid(owner.uid()).gid(owner.gid());
        }
        let status = command.status().unwrap();
        assert!(status.success(), "{command:?}: {status}");
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        if self.folder.path().join("data/postmaster.pid").exists() {
            self.crash();
        }
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "settings of the tests, given by tests/run"
)]
fn setting(name: &str) -> String {
    std::env::var(name).unwrap_or_else(|_| panic!("{name} is not set; use tests/run"))
}
