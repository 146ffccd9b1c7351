//! `audit`: whether the record of who did and saw what is as it was written.

use clap::{Args as ClapArgs, Subcommand};
use entity::enums::{AuditKind, ValueSet};
use integrated_review::clock::Clock;
use integrated_review::problem::Problem;
use integrated_review::store::Store;
use integrated_review::store::seal::verify::{Anchor, Verdict};

use super::gateway;
use super::target::Target;
use super::{Exit, Outcome, Stop, block_on};

/// The arguments of `audit`.
#[derive(ClapArgs)]
pub struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    /// Walk the chains of seals over acts and looks, and name the first row that was altered, removed or inserted.
    Verify(Verify),
}

/// The arguments of `audit verify`.
#[derive(ClapArgs)]
pub struct Verify {
    /// A seal that was noted elsewhere, as CHAIN:NUMBER:HASH; the log has each, and this command prints the newest. Without
    /// one, a chain whose end was cut off looks whole. May be given several times.
    #[arg(long, value_name = "CHAIN:NUMBER:HASH", value_parser = anchor)]
    anchor: Vec<Anchor>,
    #[command(flatten)]
    target: Target,
}

/// Verifies.
pub fn run(args: &Args) -> Outcome {
    match &args.what {
        What::Verify(args) => verify(args),
    }
}

fn anchor(text: &str) -> Result<Anchor, String> {
    let read = || {
        let mut parts = text.split(':');
        let anchor = Anchor {
            chain: AuditKind::from_text(parts.next()?)?,
            number: parts.next()?.parse().ok()?,
            hash: parts.next()?.to_ascii_lowercase(),
        };
        parts.next().is_none().then_some(anchor)
    };
    read().ok_or_else(|| "a seal is written as ACT:12:HASH or LOOK:12:HASH".to_owned())
}

fn verify(args: &Verify) -> Outcome {
    let settings = gateway::database(&args.target.database()?);
    let verdicts = block_on(async {
        let store = Store::connect(&settings, Clock::system()).await?;
        let pending = store.pending_migrations().await?;
        let verdicts = match pending {
            0 => Some(store.verify(&args.anchor).await?),
            _ => None,
        };
        store.close().await?;
        Ok::<_, Problem>(verdicts)
    })?;
    let verdicts = verdicts.ok_or_else(|| {
        Stop::failed("the database lacks changes of this version: run `integrated-review migrate` first")
    })?;
    for verdict in &verdicts {
        println!("{}", report(verdict));
    }
    if verdicts.iter().any(|verdict| verdict.fault.is_some()) {
        return Ok(Exit::Broken);
    }
    Ok(Exit::Done)
}

/// What was found out about one chain, in lines.
fn report(verdict: &Verdict) -> String {
    let chain = verdict.chain.as_str();
    let Verdict { seals, rows, .. } = verdict;
    let mut lines = vec![format!(
        "{chain}: {rows} rows under {seals} seals are as they were sealed"
    )];
    match verdict.unsealed {
        _ if verdict.fault.is_some() => {}
        (0, _) => lines.push(format!("{chain}: nothing waits to be sealed")),
        (waiting, since) => {
            let since = since
                .map(|since| format!(", the first of {since}"))
                .unwrap_or_default();
            lines.push(format!("{chain}: {waiting} rows are not sealed yet{since}"));
        }
    }
    if let Some(head) = &verdict.head {
        lines.push(format!(
            "{chain}: newest seal {chain}:{}:{}",
            head.number, head.hash
        ));
    }
    if let Some(fault) = verdict.fault {
        lines.push(format!(
            "{chain}: {}; nothing behind it was looked at",
            fault.sentence()
        ));
    }
    lines.join("\n")
}
