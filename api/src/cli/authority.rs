//! `authority`: what a new deployment starts with.

use clap::builder::PossibleValuesParser;
use clap::{Args as ClapArgs, Subcommand};
use entity::enums::{DeliveryModel, ValueSet};
use entity::ids::PractitionerId;
use integrated_review::clock::Clock;
use integrated_review::problem::Result;
use integrated_review::store::Store;
use integrated_review::store::bootstrap::{self, NewAuthority, OPERATOR, Person};

use super::gateway;
use super::target::Target;
use super::{Exit, Outcome, Stop, block_on};

/// The arguments of `authority`.
#[derive(ClapArgs)]
pub struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    /// Enter an authority and its first administrator, who enters everybody else.
    Add(Add),
}

/// The arguments of `authority add`.
#[derive(ClapArgs)]
pub struct Add {
    /// The GSS code of the authority, like E09000001.
    #[arg(long, value_name = "GSS")]
    gss: String,
    /// Its name.
    #[arg(long)]
    name: String,
    /// The delivery model of its reviews where the setting says nothing else.
    #[arg(long, value_parser = PossibleValuesParser::new(DeliveryModel::ALL.iter().map(|model| model.as_str())))]
    default_model: String,
    /// The identity provider of the first administrator: the `iss` of their tokens.
    #[arg(long, value_name = "ISSUER")]
    admin_issuer: String,
    /// The `sub` of the first administrator's tokens.
    #[arg(long, value_name = "SUBJECT")]
    admin_subject: String,
    /// The first administrator's name.
    #[arg(long, value_name = "NAME")]
    admin_name: String,
    #[command(flatten)]
    target: Target,
}

/// Enters.
pub fn run(args: &Args) -> Outcome {
    match &args.what {
        What::Add(args) => add(args),
    }
}

fn add(args: &Add) -> Outcome {
    let database = args.target.database()?;
    let model = DeliveryModel::from_text(&args.default_model);
    let default_model = model.ok_or_else(|| Stop::usage("there is no such delivery model"))?;
    let settings = gateway::database(&database);
    let administrator: Result<PractitionerId> = block_on(async {
        let store = Store::connect(&settings, Clock::system()).await?;
        let new = NewAuthority {
            gss_code: &args.gss,
            name: &args.name,
            default_model,
        };
        let operator = bootstrap::found(&store, new, OPERATOR).await?;
        let person = Person {
            issuer: &args.admin_issuer,
            subject: &args.admin_subject,
            name: &args.admin_name,
        };
        let id = bootstrap::administrator(&store, &operator, person).await?;
        store.close().await?;
        Ok(id)
    });
    let administrator = administrator?;
    println!("entered {} and its administrator {administrator}", args.gss);
    Ok(Exit::Done)
}
