//! `demo`: a gateway for newcomers.

use std::fmt::Write as _;
use std::io::ErrorKind;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::time::Duration;

use integrated_review::auth::demo::DemoIssuer;
use integrated_review::clock::Clock;
use integrated_review::config::{Database, LogFormat, Retention, Telemetry};
use integrated_review::demo::load::{FILLED_AGO, Loaded, load};
use integrated_review::demo::organisations::ASHMERE;
use integrated_review::demo::roles::{DemoRole, roles, room};
use integrated_review::http::HttpSettings;
use integrated_review::problem::Problem;
use integrated_review::store::Store;
use integrated_review::telemetry;
use reqwest::Url;

use super::alone::alone;
use super::gateway::{self, Gateway};
use super::target::{DEMO_DATABASE, demo_database, demo_folder};
use super::{Outcome, Stop};

/// The embedded database while it is filled.
const FILLING: &str = "demo.filling.db";

/// The arguments of `demo`.
#[derive(clap::Args)]
pub struct Args {
    /// Where the demo keeps its data; under the user's data folder when absent.
    #[arg(long, value_name = "DIR")]
    data: Option<PathBuf>,
    /// The port, on the loopback address alone; 0 takes any that is free.
    #[arg(long, default_value_t = 8080)]
    port: u16,
    /// Also write the address, the tokens and the example queries to this file, as JSON.
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
    /// Another database than the embedded one; it is filled with synthetic children.
    #[arg(long, value_name = "URL")]
    database: Option<String>,
    /// Start again from an empty database.
    #[arg(long)]
    fresh: bool,
}

/// Prepares keys, folder, database and synthetic world, and serves them on the loopback address.
pub fn run(args: &Args) -> Outcome {
    let folder = demo_folder(args.data.as_deref())?;
    let quiet = Telemetry {
        log_format: LogFormat::Pretty,
        log_level: "warn".to_owned(),
        ..Telemetry::default()
    };
    let _telemetry = telemetry::start(&quiet)?;
    let issuer = DemoIssuer::in_folder(&folder, Clock::system())?;
    let database = database(args, &folder)?;
    let listener = gateway::listen(SocketAddr::from((Ipv4Addr::LOCALHOST, args.port)))?;
    let runtime = gateway::runtime()?;
    if args.database.is_none() {
        runtime.block_on(fill_aside(&folder))?;
    }
    let _alone = alone(&database)?;
    runtime.block_on(fill(&database, &folder))?;
    let store = runtime.block_on(Store::connect(&gateway::database(&database), Clock::system()))?;
    let address = listener.local_addr().map_err(Problem::internal)?;
    let guide = Guide {
        url: format!("http://{address}"),
        roles: roles(&issuer)?,
    };
    let json = serde_json::to_string_pretty(&guide).map_err(Problem::internal)?;
    if let Some(file) = &args.json {
        std::fs::write(file, &json).map_err(|error| Stop::failed(format!("{}: {error}", file.display())))?;
    }
    print!("{}", guide.text(&folder));
    let gateway = Gateway {
        store,
        verifier: issuer.verifier(),
        settings: HttpSettings {
            explorer: true,
            ..HttpSettings::default()
        },
        metrics: true,
        kept: Retention::default().idempotency_keys,
        // A demo is sealed when it ends, and seldom before.
        sealing: Duration::from_mins(10),
        roles: Some(json),
    };
    gateway.run(&runtime, listener)
}

/// The database that was asked for, else the demo's own; emptied first where that was asked for.
fn database(args: &Args, folder: &Path) -> Result<Database, Stop> {
    let Some(url) = &args.database else {
        if args.fresh {
            empty(folder, DEMO_DATABASE)?;
        }
        return Ok(demo_database(folder));
    };
    if args.fresh {
        let line = "--fresh empties the demo's own database alone: give --database an empty one instead";
        return Err(Stop::usage(line));
    }
    Ok(Database {
        url: url.as_str().into(),
        ..Database::default()
    })
}

/// Removes an embedded database with its journal files.
fn empty(folder: &Path, name: &str) -> Result<(), Stop> {
    for ending in ["", "-wal", "-shm"] {
        let file = folder.join(format!("{name}{ending}"));
        match std::fs::remove_file(&file) {
            Err(error) if error.kind() != ErrorKind::NotFound => {
                return Err(Stop::failed(format!("{}: {error}", file.display())));
            }
            _ => {}
        }
    }
    Ok(())
}

/// Fills a new embedded database under another name, so that one whose filling was interrupted is never served.
async fn fill_aside(folder: &Path) -> Result<(), Stop> {
    let path = folder.join(DEMO_DATABASE);
    if path.exists() {
        return Ok(());
    }
    empty(folder, FILLING)?;
    let aside = folder.join(FILLING);
    let database = Database {
        url: format!("sqlite:{}", aside.display()).into(),
        ..Database::default()
    };
    fill(&database, folder).await?;
    std::fs::rename(&aside, &path).map_err(|error| Stop::failed(format!("{}: {error}", path.display())))
}

/// Gives the database this version's tables and the synthetic world, as if that had been entered some days ago.
async fn fill(database: &Database, folder: &Path) -> Result<(), Problem> {
    let clock = Clock::behind(FILLED_AGO);
    let issuer = DemoIssuer::in_folder(folder, clock.clone())?;
    let store = Store::connect(&gateway::database(database), clock.clone()).await?;
    store.migrate().await?;
    let loaded = load(&store, &issuer, clock.today()).await?;
    if !loaded.was_there {
        let Loaded {
            authorities,
            children,
            reviews,
            ..
        } = loaded;
        println!("{children} synthetic children with {reviews} reviews in {authorities} authorities.\n");
    }
    store.close().await
}

/// What a newcomer is told, and what programs read from `--json` and the explorer from `/demo/roles.json`.
#[derive(serde::Serialize)]
struct Guide {
    url: String,
    roles: Vec<DemoRole>,
}

impl Guide {
    fn text(&self, folder: &Path) -> String {
        let mut text = format!(
            "Integrated Review, the demo. Everything in it is made up, and its keys are for this demo only: they lie\n\
             in {folder}, and a real gateway refuses them. It listens on this machine alone.\n\n\
             Explorer: {url}/graphiql\nSchema:   {url}/schema.graphql\nHealth:   {url}/health/ready\n\n\
             For each role, a token and a query whose answer is not empty:\n",
            folder = folder.display(),
            url = self.url,
        );
        for role in &self.roles {
            let purpose = role.purpose.map(|purpose| format!(" -H 'X-Purpose: {purpose}'"));
            let body = serde_json::json!({ "query": role.example_query });
            let _ = write!(
                text,
                "\n{} of {} ({})\n  curl --silent {}/graphql -H 'Content-Type: application/json' -H 'Authorization: Bearer {}'{} --data '{body}'\n",
                role.role,
                role.authority,
                role.subject,
                self.url,
                role.token,
                purpose.unwrap_or_default(),
            );
        }
        text.push_str(
            "\nTwo practitioners of different organisations in one pre-meeting: open both links side by side, and press Run in each.\n",
        );
        for role in ["HEALTH_VISITOR", "KEY_PERSON"] {
            if let Some(link) = self.room(role) {
                let _ = writeln!(text, "\n{role}\n  {link}");
            }
        }
        text
    }

    /// The explorer, as somebody who follows the pre-meeting that goes on.
    fn room(&self, role: &str) -> Option<String> {
        let of = [
            ("role", role),
            ("authority", ASHMERE.gss_code),
            ("query", &room(&ASHMERE)),
        ];
        let link = Url::parse_with_params(&format!("{}/graphiql", self.url), of).ok()?;
        Some(link.as_str().replacen('?', "#", 1))
    }
}
