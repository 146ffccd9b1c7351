//! `token`: a token for the demo.

use std::path::PathBuf;
use std::time::Duration;

use clap::builder::PossibleValuesParser;
use entity::enums::{Role, ValueSet};
use humantime_serde::re::humantime;
use integrated_review::auth::demo::{Bearer, DEMO_MAX_LIFETIME, DemoIssuer};
use integrated_review::clock::Clock;

use super::target::demo_folder;
use super::{Exit, Outcome, Stop};

/// The arguments of `token`.
#[derive(clap::Args)]
pub struct Args {
    /// Who: the subject, as the demo's directory knows it.
    #[arg(long, value_name = "SUBJECT")]
    sub: String,
    /// The GSS code of the authority.
    #[arg(long, value_name = "GSS")]
    authority: String,
    /// In which role.
    #[arg(long, value_parser = PossibleValuesParser::new(Role::ALL.iter().map(|role| role.as_str())))]
    role: String,
    /// In which organisation, for people who hold the role in several: its id, ODS code or Ofsted URN.
    #[arg(long, value_name = "ORGANISATION")]
    organisation: Option<String>,
    /// A scope, for integrations; may be repeated.
    #[arg(long)]
    scope: Vec<String>,
    /// For how long, for example 12h; at most 30 days.
    #[arg(long, default_value = "12h", value_parser = humantime::parse_duration)]
    lifetime: Duration,
    /// The demo's data folder, which holds its key.
    #[arg(long, value_name = "DIR")]
    data: Option<PathBuf>,
}

/// Prints the token.
pub fn run(args: &Args) -> Outcome {
    println!("{}", issue(args, Clock::system())?);
    Ok(Exit::Done)
}

fn issue(args: &Args, clock: Clock) -> Result<String, Stop> {
    let role = Role::from_text(&args.role).ok_or_else(|| Stop::usage("there is no such role"))?;
    if DEMO_MAX_LIFETIME < args.lifetime {
        return Err(Stop::usage("--lifetime: at most 30 days"));
    }
    let issuer = DemoIssuer::in_folder(&demo_folder(args.data.as_deref())?, clock)?;
    let scopes: Vec<&str> = args.scope.iter().map(String::as_str).collect();
    let bearer = Bearer {
        subject: &args.sub,
        authority: &args.authority,
        role,
        organisation: args.organisation.as_deref(),
        scopes: &scopes,
    };
    Ok(issuer.sign(&bearer, args.lifetime)?)
}

#[cfg(test)]
mod tests {
    use super::super::block_on;
    use super::*;

    fn args(data: PathBuf, lifetime: Duration) -> Args {
        Args {
            sub: "system-1".to_owned(),
            authority: "E06000001".to_owned(),
            role: "INTEGRATION".to_owned(),
            organisation: Some("RX101".to_owned()),
            scope: vec!["changes:read".to_owned(), "import:write".to_owned()],
            lifetime,
            data: Some(data),
        }
    }

    #[test]
    fn the_demo_accepts_what_the_command_prints() {
        let folder = tempfile::tempdir().unwrap();
        let token = issue(
            &args(folder.path().to_owned(), Duration::from_mins(5)),
            Clock::system(),
        )
        .unwrap();
        let demo = DemoIssuer::in_folder(folder.path(), Clock::system()).unwrap();
        let subject = block_on(demo.verifier().verify(&token)).unwrap();
        assert_eq!(
            (subject.subject(), subject.role()),
            ("system-1", Role::Integration)
        );
        assert_eq!(subject.scopes(), ["changes:read", "import:write"]);
        assert_eq!(subject.organisation(), Some("RX101"));
    }

    #[test]
    fn a_token_that_the_demo_would_refuse_is_not_printed() {
        let folder = tempfile::tempdir().unwrap();
        let stop = issue(
            &args(folder.path().to_owned(), Duration::from_hours(31 * 24)),
            Clock::system(),
        );
        assert_eq!(stop.unwrap_err().exit, Exit::Usage);
    }
}
