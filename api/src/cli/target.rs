//! Which gateway's data a command works on: a configured one's, or the demo's.

use std::path::{Path, PathBuf};

use directories::ProjectDirs;
use integrated_review::config::{Config, Database};

use super::Stop;

/// The demo's database within its folder.
pub const DEMO_DATABASE: &str = "demo.db";

/// `--config` or `--database`, or `--demo` or `--data` for the demo's.
#[derive(clap::Args)]
pub struct Target {
    /// The configuration file; the environment alone when absent.
    #[arg(long, value_name = "FILE", env = "INTEGRATED_REVIEW_CONFIG")]
    config: Option<PathBuf>,
    /// The database itself: `postgres://…` or `sqlite:PATH`.
    #[arg(long, value_name = "URL", conflicts_with_all = ["demo", "data"])]
    database: Option<String>,
    /// The demo's database, in its usual folder.
    #[arg(long)]
    demo: bool,
    /// The demo's data folder; counts before any configured database.
    #[arg(long, value_name = "DIR")]
    data: Option<PathBuf>,
}

impl Target {
    /// The database to work on.
    pub fn database(&self) -> Result<Database, Stop> {
        if let Some(url) = &self.database {
            return Ok(Database {
                url: url.as_str().into(),
                ..Database::default()
            });
        }
        match &self.data {
            Some(folder) => Ok(demo_database(folder)),
            None if self.demo => Ok(demo_database(&demo_folder(None)?)),
            None => Ok(Config::load(self.config.as_deref())?.database),
        }
    }
}

/// The embedded database of a demo folder.
pub fn demo_database(folder: &Path) -> Database {
    let url = format!("sqlite:{}", folder.join(DEMO_DATABASE).display());
    Database {
        url: url.into(),
        ..Database::default()
    }
}

/// The folder that was asked for, else the demo's under the user's data folder.
pub fn demo_folder(asked: Option<&Path>) -> Result<PathBuf, Stop> {
    if let Some(folder) = asked {
        return Ok(folder.to_owned());
    }
    let folders = ProjectDirs::from("", "", "integrated-review");
    let folder = folders.map(|folders| folders.data_dir().join("demo"));
    folder
        .ok_or_else(|| Stop::usage("this machine names no folder for the user's data: give one with --data"))
}
