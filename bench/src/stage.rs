//! The databases and the servers of a run.

use std::path::{Path, PathBuf};

use cluster::Cluster;
use serde_json::Value;
use tempfile::TempDir;

use crate::client::{Ask, Connection};
use crate::generate::{self, connect};
use crate::operations::{self, Subject};
use crate::rounds::Args;
use crate::served::Served;
use crate::{Failure, usage, words};

/// Health visitors of an authority who raise concerns.
const RAISERS: usize = 4;
/// Bytes of the parts cache as a gateway has it by default.
const CACHE: u64 = 256 * 1024 * 1024;

/// A server over a world.
pub struct Target {
    /// Which world.
    pub world: String,
    /// Which server.
    pub name: String,
    /// Whether it is the hand-written limit.
    pub is_limit: bool,
    /// The process.
    pub server: Served,
    /// The database's first process, if it is a PostgreSQL on this machine.
    pub postmaster: Option<u32>,
}

/// A filled database and the servers over it.
pub struct World {
    /// The servers.
    pub targets: Vec<Target>,
    /// What requests are about.
    pub subjects: Vec<Subject>,
}

/// What differs from PostgreSQL's defaults: memory as a small server would have it, and no checkpoint in every minute.
/// Its fsync is on: what is measured is durable.
const SERVER: &str = "-c shared_buffers=1GB -c max_wal_size=4GB -c max_connections=200";

/// All of it; gone when dropped.
pub struct Stage {
    /// The worlds.
    pub worlds: Vec<World>,
    _folder: TempDir,
    // Last: the servers end before their database.
    _cluster: Option<Cluster>,
}

impl Stage {
    /// Makes the databases that are asked for, and starts the servers over them.
    pub async fn set(args: &Args) -> Result<Self, Failure> {
        let folder = tempfile::tempdir().map_err(words)?;
        let mut databases: Vec<(String, String)> = args
            .database
            .iter()
            .enumerate()
            .map(|(place, url)| (format!("given {}", place + 1), url.clone()))
            .collect();
        let own = databases.is_empty();
        let cluster = (own && !args.sqlite)
            .then(|| Cluster::start(SERVER))
            .transpose()?;
        for reviews in args.reviews.iter().filter(|_| own) {
            let url = match &cluster {
                Some(cluster) => create(cluster, &format!("reviews_{reviews}")).await?,
                None => format!("sqlite:{}", folder.path().join(format!("{reviews}.db")).display()),
            };
            generate::fill(&url, *reviews, args.seed).await?;
            databases.push((format!("{reviews} reviews"), url));
        }
        let mut worlds = Vec::new();
        for (name, url) in databases {
            worlds.push(World::open(args, &name, &url).await?);
        }
        Ok(Self {
            worlds,
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

impl World {
    async fn open(args: &Args, name: &str, url: &str) -> Result<Self, Failure> {
        let postmaster = postmaster(url).await?;
        let mut targets = Vec::new();
        let mut add = |server, of: &str, is_limit| {
            targets.push(Target {
                world: name.to_owned(),
                name: of.to_owned(),
                is_limit,
                server,
                postmaster,
            });
        };
        for (label, program) in gateways(&args.gateway)? {
            add(Served::gateway(&program, url, CACHE).await?, &label, false);
            if args.uncached {
                let label = format!("{label}, no cache");
                add(Served::gateway(&program, url, 0).await?, &label, false);
            }
        }
        if url.starts_with("postgres") {
            let program = args.limit.clone().map_or_else(|| sibling("limit"), Ok)?;
            add(Served::limit(&program, url).await?, "limit", true);
        }
        let first = targets.first().ok_or("no gateway")?;
        let subjects = subjects(&first.server).await?;
        Ok(Self { targets, subjects })
    }
}

/// The gateways by name: `NAME=PATH` or `PATH`; by default the one that was built beside the bench.
fn gateways(given: &[String]) -> Result<Vec<(String, PathBuf)>, Failure> {
    if given.is_empty() {
        return Ok(vec![("gateway".to_owned(), sibling("integrated-review")?)]);
    }
    let named = |text: &String| match text.split_once('=') {
        Some((name, path)) => (name.to_owned(), PathBuf::from(path)),
        None => ("gateway".to_owned(), PathBuf::from(text)),
    };
    Ok(given.iter().map(named).collect())
}

/// A program in the folder of this one.
fn sibling(name: &str) -> Result<PathBuf, Failure> {
    let own = std::env::current_exe().map_err(words)?;
    let path = own.parent().unwrap_or(Path::new(".")).join(name);
    if path.exists() {
        Ok(path)
    } else {
        Err(format!(
            "there is no {name} beside {}: build it in the same profile",
            own.display()
        ))
    }
}

/// The first process of the server, which lists all others as its children.
async fn postmaster(url: &str) -> Result<Option<u32>, Failure> {
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

/// Asks a gateway for the reviews that the operations are about, authority after authority until there is none.
async fn subjects(server: &Served) -> Result<Vec<Subject>, Failure> {
    let mut connection = Connection::open(&server.address).await?;
    let mut subjects: Vec<Subject> = Vec::new();
    loop {
        let authority = subjects.len();
        let answer = ask(&mut connection, &operations::listed(authority)?).await?;
        let Some(listed) = nodes(&answer) else {
            break;
        };
        let listed: Vec<String> = listed.iter().filter_map(id).collect();
        let mut others = Vec::new();
        for health_visitor in 0..RAISERS {
            let answer = ask(&mut connection, &operations::own(authority, health_visitor)?).await?;
            let may = |node: &&Value| node.pointer("/access/canRaiseConcern") == Some(&Value::Bool(true));
            let own = nodes(&answer).into_iter().flatten().filter(may).filter_map(id);
            let free = own.filter(|id| !listed.contains(id));
            others.extend(free.map(|id| (health_visitor, id)));
        }
        subjects.push(Subject {
            authority,
            listed,
            others,
        });
    }
    if subjects.is_empty() {
        return Err(
            "the gateway shows no reviews: is the database one that `generate` has filled?".to_owned(),
        );
    }
    Ok(subjects)
}

async fn ask(connection: &mut Connection, ask: &Ask) -> Result<Value, Failure> {
    let (_, body) = connection.send(ask).await?;
    serde_json::from_slice(&body).map_err(words)
}

fn nodes(answer: &Value) -> Option<&Vec<Value>> {
    answer.pointer("/data/reviews/nodes")?.as_array()
}

fn id(node: &Value) -> Option<String> {
    node.get("id")?.as_str().map(str::to_owned)
}
