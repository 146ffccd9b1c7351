//! Filling a database: 150 authorities (fewer for small worlds, 660 reviews in each), and for each review its child, a
//! parent, three participants, one to three concerns and a referral for four in five. Staff grows with the reviews, so
//! that a caseload stays a caseload: a health visitor has some 100 children, a key person some 20.
//!
//! Reviews of all authorities alternate, as they would come in: what belongs to one authority does not lie together.
//! The same size and seed give the same rows, ids and times included.

mod bulk;
mod cases;
mod dice;
mod parts;
mod places;

use chrono::NaiveDate;
use entity::enums::Role;

use crate::Failure;
use bulk::Bulk;
pub use bulk::connect;
use cases::Cases;
use dice::Dice;
use places::Place;

/// Reviews of one authority, up to [`MOST_AUTHORITIES`].
const REVIEWS_PER_AUTHORITY: usize = 660;
/// England has some 150 upper-tier authorities.
const MOST_AUTHORITIES: usize = 150;
/// Reviews that are written together.
const CHUNK: usize = 2_000;

/// The day on which the generated world stands: half of the reviews are due before it, half after.
pub const TODAY: NaiveDate = match NaiveDate::from_ymd_opt(2026, 9, 21) {
    Some(day) => day,
    None => NaiveDate::MIN,
};

/// The arguments of `generate`.
#[derive(clap::Args)]
pub struct Args {
    /// `sqlite:PATH` or `postgres://…`; empty, or without any authority but for the tables.
    #[arg(long)]
    database: String,
    /// How many reviews.
    #[arg(long, default_value_t = 10_000)]
    reviews: usize,
    /// Another seed, another world.
    #[arg(long, default_value_t = 1)]
    seed: u64,
}

/// Fills the database of the arguments.
pub async fn run(args: &Args) -> Result<(), Failure> {
    fill(&args.database, args.reviews, args.seed).await
}

/// How many authorities a world of this size has.
pub fn authorities(reviews: usize) -> usize {
    (reviews / REVIEWS_PER_AUTHORITY).clamp(1, MOST_AUTHORITIES)
}

/// The GSS code of the authority with this number, in a range that is not in use.
pub fn gss(number: usize) -> String {
    format!("E10{:06}", 900_000 + number)
}

/// The `sub` of the practitioner with this number among those of a role in an authority.
pub fn subject(role: Role, number: usize) -> String {
    match role {
        Role::HealthServiceLead => "health-service-lead".to_owned(),
        Role::KeyPerson => format!("key-person-{number}"),
        _ => format!("health-visitor-{number}"),
    }
}

/// Fills a database.
pub async fn fill(database: &str, reviews: usize, seed: u64) -> Result<(), Failure> {
    let started = std::time::Instant::now();
    let bulk = Bulk::open(database).await?;
    let mut dice = Dice::new(seed);
    let number = authorities(reviews);
    let mut places = Vec::with_capacity(number);
    for place in 0..number {
        let own = reviews.saturating_sub(place).div_ceil(number);
        places.push(Place::new(place, own, &mut dice));
    }
    for place in &mut places {
        place.write(&bulk).await?;
    }
    let mut cases = Cases::new(dice);
    let mut done = 0;
    while done < reviews {
        let end = reviews.min(done + CHUNK);
        for case in done..end {
            let place = places.get(case % number).ok_or("no authority")?;
            cases.add(place, case / number);
        }
        cases.write(&bulk).await?;
        done = end;
    }
    bulk.finish().await?;
    let seconds = started.elapsed().as_secs_f64();
    eprintln!("generated {reviews} reviews in {number} authorities: {seconds:.1} s");
    Ok(())
}
