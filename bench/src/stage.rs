//! The databases and the servers of a run.

use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::client::{Ask, Connection};
use crate::databases::{Databases, Wanted, postmaster};
use crate::operations::{self, Subject};
use crate::rounds::Args;
use crate::served::{Served, Setup};
use crate::{Failure, words};

/// Health visitors of an authority who raise concerns.
const RAISERS: usize = 4;
/// Bytes of the parts cache as a gateway has it by default.
pub const CACHE: u64 = 256 * 1024 * 1024;

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

/// All of it; gone when dropped.
pub struct Stage {
    /// The worlds.
    pub worlds: Vec<World>,
    // Last: the servers end before their database.
    _databases: Databases,
}

impl Stage {
    /// Makes the databases that are asked for, and starts the servers over them.
    pub async fn set(args: &Args) -> Result<Self, Failure> {
        let databases = Databases::make(&Wanted {
            given: &args.database,
            sizes: &args.reviews,
            seed: args.seed,
            sqlite: args.sqlite,
        })
        .await?;
        let mut worlds = Vec::new();
        for (name, url) in &databases.named {
            worlds.push(World::open(args, name, url).await?);
        }
        Ok(Self {
            worlds,
            _databases: databases,
        })
    }
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
        let with_cache = |parts_cache_bytes| Setup {
            parts_cache_bytes,
            connections: None,
        };
        for (label, program) in gateways(&args.gateway)? {
            let gateway = Served::gateway(&program, url, with_cache(CACHE)).await?;
            add(gateway, &label, false);
            if args.uncached {
                let gateway = Served::gateway(&program, url, with_cache(0)).await?;
                add(gateway, &format!("{label}, no cache"), false);
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
pub fn gateways(given: &[String]) -> Result<Vec<(String, PathBuf)>, Failure> {
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

/// Asks a gateway for the reviews that the operations are about, authority after authority until there is none.
async fn subjects(server: &Served) -> Result<Vec<Subject>, Failure> {
    let mut connection = Connection::open(&server.address).await?;
    let mut subjects: Vec<Subject> = Vec::new();
    while let Some(of_authority) = subject(&mut connection, subjects.len()).await? {
        subjects.push(of_authority);
    }
    if subjects.is_empty() {
        return Err(
            "the gateway shows no reviews: is the database one that `generate` has filled?".to_owned(),
        );
    }
    Ok(subjects)
}

/// The same for one authority; nothing if it is not there.
pub async fn subject(connection: &mut Connection, authority: usize) -> Result<Option<Subject>, Failure> {
    let answer = ask(connection, &operations::listed(authority)?).await?;
    let Some(listed) = nodes(&answer) else {
        return Ok(None);
    };
    let listed: Vec<String> = listed.iter().filter_map(id).collect();
    let mut others = Vec::new();
    for health_visitor in 0..RAISERS {
        let answer = ask(connection, &operations::own(authority, health_visitor)?).await?;
        let may = |node: &&Value| node.pointer("/access/canRaiseConcern") == Some(&Value::Bool(true));
        let own = nodes(&answer).into_iter().flatten().filter(may).filter_map(id);
        let free = own.filter(|id| !listed.contains(id));
        others.extend(free.map(|id| (health_visitor, id)));
    }
    Ok(Some(Subject {
        authority,
        listed,
        others,
    }))
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
