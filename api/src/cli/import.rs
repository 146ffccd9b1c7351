//! `import`: what other systems hold.

use std::fs::File;
use std::io::{self, BufWriter};
use std::path::PathBuf;

use clap::Subcommand;
use indicatif::{ProgressBar, ProgressStyle};
use integrated_review::clock::Clock;
use integrated_review::config::Database;
use integrated_review::import::file::{self, Finished};
use integrated_review::import::report::{CsvReport, RowReport, write_text};
use integrated_review::import::run::Options;
use integrated_review::problem::{Problem, Result};
use integrated_review::store::Store;
use integrated_review::store::bootstrap::{self, OPERATOR};

use super::gateway;
use super::target::Target;
use super::{Exit, Outcome, Stop, block_on};

/// The arguments of `import`.
#[derive(clap::Args)]
pub struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    /// The children who are due, from a CSV file.
    Children(Children),
}

/// The arguments of `import children`.
#[derive(clap::Args)]
pub struct Children {
    /// The CSV file.
    #[arg(value_name = "FILE.csv")]
    file: PathBuf,
    /// The GSS code of the authority whose children these are.
    #[arg(long, value_name = "GSS")]
    authority: String,
    /// Report what would be done, and write nothing.
    #[arg(long)]
    dry_run: bool,
    /// Plan a review for every child in or before the window who has none.
    #[arg(long)]
    plan_reviews: bool,
    /// Take no row at all where one is rejected; the file is read twice.
    #[arg(long)]
    reject_all: bool,
    /// Also write the report to this file, row by row, as CSV.
    #[arg(long, value_name = "FILE.csv")]
    report: Option<PathBuf>,
    /// In whose name: a system's entry in the authority's directory, made when it is not there yet.
    #[arg(long = "as", value_name = "NAME", default_value = OPERATOR)]
    operator: String,
    #[command(flatten)]
    target: Target,
}

/// Imports.
pub fn run(args: &Args) -> Outcome {
    match &args.what {
        What::Children(args) => children(args, &args.target.database()?),
    }
}

fn children(args: &Children, database: &Database) -> Outcome {
    let settings = gateway::database(database);
    let mut options = Options {
        plan_reviews: args.plan_reviews,
        dry_run: args.dry_run || args.reject_all,
    };
    block_on(async {
        let store = Store::connect(&settings, Clock::system()).await?;
        let mut finished = once(args, &store, options, Sink::open(args)?).await?;
        let clean = finished.summary.rejected == 0 && finished.stopped.is_none();
        if args.reject_all && !args.dry_run && clean {
            options.dry_run = false;
            finished = once(args, &store, options, Sink::open(args)?.silent()).await?;
        }
        store.close().await?;
        Ok(ended(&finished, options.dry_run, args.reject_all))
    })
}

/// One reading of the file.
async fn once(args: &Children, store: &Store, options: Options, mut sink: Sink) -> Result<Finished, Stop> {
    let operator = bootstrap::operator(store, &args.authority, &args.operator).await?;
    let source =
        File::open(&args.file).map_err(|error| Stop::failed(format!("{}: {error}", args.file.display())))?;
    let size = source.metadata().map_or(0, |about| about.len());
    let bar = progress(size);
    let source = bar.wrap_read(source);
    let finished = file::children(store, &operator, source, options, |row| sink.tell(&bar, row)).await;
    bar.finish_and_clear();
    let finished = finished?;
    sink.finish()?;
    Ok(finished)
}

/// Drawn on a terminal only.
fn progress(size: u64) -> ProgressBar {
    let bar = ProgressBar::new(size);
    let style = ProgressStyle::with_template("{bar:40} {percent}% of {total_bytes}, {eta} left: {msg}");
    bar.with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
}

/// Where the report goes: what is wrong to the standard output, everything to the file that was asked for.
struct Sink {
    csv: Option<CsvReport<BufWriter<File>>>,
    rows: u64,
    is_silent: bool,
}

impl Sink {
    fn open(args: &Children) -> Result<Self, Stop> {
        let csv = match &args.report {
            None => None,
            Some(path) => {
                let failed = |error: io::Error| Stop::failed(format!("{}: {error}", path.display()));
                let file = File::create(path).map_err(failed)?;
                Some(CsvReport::new(BufWriter::new(file)).map_err(failed)?)
            }
        };
        Ok(Self {
            csv,
            rows: 0,
            is_silent: false,
        })
    }

    /// For a second reading, whose rows have been told.
    fn silent(self) -> Self {
        Self {
            is_silent: true,
            ..self
        }
    }

    fn tell(&mut self, bar: &ProgressBar, row: &RowReport) -> Result<()> {
        self.rows += 1;
        if self.rows.is_multiple_of(1_000) {
            bar.set_message(format!("{} rows", self.rows));
        }
        if !(self.is_silent || row.problems.is_empty() && row.warnings.is_empty()) {
            bar.suspend(|| write_text(&mut io::stdout().lock(), row))
                .map_err(Problem::internal)?;
        }
        match &mut self.csv {
            Some(csv) => csv.row(row).map_err(Problem::internal),
            None => Ok(()),
        }
    }

    fn finish(self) -> Result<(), Stop> {
        let done = self.csv.map_or(Ok(()), CsvReport::finish);
        done.map_err(|error| Stop::failed(format!("the report could not be written: {error}")))
    }
}

fn ended(finished: &Finished, dry_run: bool, reject_all: bool) -> Exit {
    for warning in &finished.warnings {
        println!("{warning}");
    }
    if let Some(problem) = &finished.stopped {
        println!("{}", problem.message());
    }
    println!("{}", finished.summary.sentence(dry_run));
    let rejected = finished.summary.rejected > 0;
    if finished.stopped.is_some() || (reject_all && rejected) {
        Exit::Failed
    } else if rejected {
        Exit::Partly
    } else {
        Exit::Done
    }
}
