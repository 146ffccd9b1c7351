//! The databases of a run: those that are given, else made and filled for it.

use cluster::Cluster;
use tempfile::TempDir;

use crate::generate::{self, connect};
use crate::{Failure, usage, words};

/// What differs from PostgreSQL's defaults: memory as a small server would have it, and no checkpoint in every minute.
/// Its fsync is on: what is measured is durable.
const SERVER: &str = "-c shared_buffers=1GB -c max_wal_size=4GB -c max_connections=200";

/// Which databases are asked for.
pub struct Wanted<'a> {
    /// The URLs of filled ones. If there are any, none is made.
    pub given: &'a [String],
    /// How many reviews each of those to be made has.
    pub sizes: &'a [usize],
    /// Their seed.
    pub seed: u64,
    /// Whether they are made on SQLite rather than on a throw-away PostgreSQL cluster.
    pub sqlite: bool,
}

/// Databases; those that were made are gone when this is dropped.
pub struct Databases {
    /// Their names and URLs.
    pub named: Vec<(String, String)>,
    _folder: TempDir,
    _cluster: Option<Cluster>,
}

impl Databases {
    /// Makes and fills what is asked for.
    pub async fn make(wanted: &Wanted<'_>) -> Result<Self, Failure> {
        let folder = tempfile::tempdir().map_err(words)?;
        let mut named: Vec<(String, String)> = wanted
            .given
            .iter()
            .enumerate()
            .map(|(place, url)| (format!("given {}", place + 1), url.clone()))
            .collect();
        let own = named.is_empty();
        let cluster = (own && !wanted.sqlite)
            .then(|| Cluster::start(SERVER))
            .transpose()?;
        for reviews in wanted.sizes.iter().filter(|_| own) {
            let url = match &cluster {
                Some(cluster) => create(cluster, &format!("reviews_{reviews}")).await?,
                None => format!("sqlite:{}", folder.path().join(format!("{reviews}.db")).display()),
            };
            generate::fill(&url, *reviews, wanted.seed).await?;
            named.push((format!("{reviews} reviews"), url));
        }
        Ok(Self {
            named,
            _folder: folder,
            _cluster: cluster,
        })
    }
}

/// A new, empty database, as a URL.
async fn create(cluster: &Cluster, name: &str) -> Result<String, Failure> {
    let client = connect(&cluster.url("postgres")).await?;
    let create = format!("CREATE DATABASE \"{name}\"");
    client.batch_execute(&create).await.map_err(words)?;
    Ok(cluster.url(name))
}

/// The first process of a PostgreSQL server, which lists all others as its children.
pub async fn postmaster(url: &str) -> Result<Option<u32>, Failure> {
    if !url.starts_with("postgres") {
        return Ok(None);
    }
    let client = connect(url).await?;
    let row = client
        .query_one("SELECT pg_backend_pid()", &[])
        .await
        .map_err(words)?;
    let backend = u32::try_from(row.get::<_, i32>(0)).map_err(words)?;
    Ok(usage::parent(backend))
}
