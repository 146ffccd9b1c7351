//! Gateways that are killed and a database that crashes, again and again, while many write and many follow: nobody misses
//! anything, nothing comes twice, and everything comes in its order.

use std::collections::BTreeSet;
use std::str::FromStr;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use entity::ids::ReviewId;
use tests::cast::Person;
use tests::process::Process;
use tests::{Site, on_both};
use tokio::sync::watch;
use tokio::task::JoinHandle;
use tokio::time::interval;

use super::follower::{Follower, Following, replay};
use crate::PROGRAM;
use crate::faults::load::{Target, Wish};

/// Reviews of each writer: a review takes so many concerns and no more.
const REVIEWS: u32 = 10;
/// Acts that are acknowledged between two blows.
const ACTS: usize = 60;
/// Between two tries of whoever got no answer.
const AGAIN: Duration = Duration::from_millis(20);

/// A number that may be asked for otherwise.
#[expect(
    clippy::disallowed_methods,
    reason = "how long a test runs is nothing of the product's configuration"
)]
fn asked<N: FromStr>(name: &str, usual: N) -> N {
    let asked = std::env::var(format!("INTEGRATED_REVIEW_CHAOS_{name}")).ok();
    let number = |text: String| {
        text.parse()
            .unwrap_or_else(|_| panic!("{name}: {text} is no number"))
    };
    asked.map_or(usual, number)
}

/// How many blows fall.
fn blows() -> usize {
    asked("BLOWS", 9)
}

/// How many write.
fn many() -> u32 {
    asked("WRITERS", 10)
}

/// How many follow in each of five roles.
fn of_each() -> usize {
    asked("FOLLOWERS", 2)
}

/// Where the gateways are now.
pub type Places = Arc<Mutex<Vec<String>>>;

/// One of the gateways, each in its turn.
pub fn one_of(places: &Places, turn: usize) -> String {
    let places = places.lock().unwrap();
    places[turn % places.len()].clone()
}

/// Raises one concern after the other, each until it is there.
async fn write(
    caller: Target,
    places: Places,
    mut wish: impl FnMut() -> Wish,
    (done, stop): (Arc<watch::Sender<usize>>, watch::Receiver<bool>),
) -> Vec<Wish> {
    let (mut wishes, mut turn) = (Vec::new(), 0);
    let mut again = interval(AGAIN);
    while !*stop.borrow() {
        let mut next = wish();
        while next.concern.is_none() && !*stop.borrow() {
            caller.at(&one_of(&places, turn)).raise(&mut next).await;
            turn += 1;
            if next.concern.is_none() {
                again.tick().await;
            }
        }
        if next.concern.is_some() {
            done.send_modify(|done| *done += 1);
        }
        wishes.push(next);
    }
    wishes
}

fn writers(
    site: &Site,
    places: &Places,
    reviews: &[ReviewId],
    (done, stop): (&Arc<watch::Sender<usize>>, &watch::Receiver<bool>),
) -> Vec<JoinHandle<Vec<Wish>>> {
    let caller = Target::new("", site.token(&site.cast.home.health_visitor));
    let start = |(number, reviews): (usize, &[ReviewId])| {
        let (tag, mut reviews, mut count) = (site.tag.clone(), reviews.to_vec(), 0);
        let wish = move || {
            count += 1;
            reviews.rotate_left(1);
            Wish::new(format!("{tag}-{number}-{count}"), reviews[0])
        };
        let words = (Arc::clone(done), stop.clone());
        tokio::spawn(write(caller.clone(), Arc::clone(places), wish, words))
    };
    reviews.chunks(REVIEWS as usize).enumerate().map(start).collect()
}

fn followers(site: &Site, places: &Places, last: &watch::Receiver<Option<String>>) -> Vec<Following> {
    let home = &site.cast.home;
    let roles = [
        &home.health_visitor,
        &home.nursery_nurse,
        &home.health_lead,
        &home.early_years_lead,
        &home.integration,
    ];
    let start = |(number, person): (usize, &Person)| {
        Follower::new(site.token(person), number).start(Arc::clone(places), last.clone())
    };
    let all = roles
        .into_iter()
        .flat_map(|person| std::iter::repeat_n(person, of_each()));
    all.enumerate().map(start).collect()
}

/// The gateways of a site.
struct Gateways<'a> {
    site: &'a Site,
    running: Vec<Option<Process>>,
    places: Places,
}

impl<'a> Gateways<'a> {
    fn start(site: &'a Site, count: usize) -> Self {
        let running: Vec<_> = (0..count)
            .map(|_| Some(Process::serve(PROGRAM, &site.database)))
            .collect();
        let urls = running.iter().flatten().map(|process| process.url.clone());
        Self {
            site,
            places: Arc::new(Mutex::new(urls.collect())),
            running,
        }
    }

    /// Kills one on the spot, and starts another one in its place.
    fn replace(&mut self, which: usize) {
        let which = which % self.running.len();
        if let Some(mut process) = self.running[which].take() {
            process.kill();
        }
        let process = Process::serve(PROGRAM, &self.site.database);
        self.places.lock().unwrap()[which].clone_from(&process.url);
        self.running[which] = Some(process);
    }
}

/// `blow` is what happens beside the deaths of gateways.
async fn chaos(site: Site, gateways: usize, mut blow: impl FnMut(usize)) {
    let reviews = site.crowd(many() * REVIEWS).await;
    let mut gateways = tokio::task::block_in_place(|| Gateways::start(&site, gateways));
    let places = Arc::clone(&gateways.places);
    let (stop, stopped) = watch::channel(false);
    let (count, mut done) = watch::channel(0);
    let writers = writers(&site, &places, &reviews, (&Arc::new(count), &stopped));
    let (tell, last) = watch::channel(None);
    let followers = followers(&site, &places, &last);
    for round in 0..blows() {
        let wanted = *done.borrow_and_update() + ACTS;
        done.wait_for(|done| wanted <= *done).await.expect("writers");
        tokio::task::block_in_place(|| {
            gateways.replace(round);
            blow(round);
        });
    }
    stop.send(true).unwrap();
    let caller = Target::new(&one_of(&places, 0), site.token(&site.cast.home.health_visitor));
    let mut wishes = Vec::new();
    for writer in writers {
        wishes.extend(writer.await.unwrap());
    }
    wishes.push(Wish::new(format!("{}-last", site.tag), reviews[0]));
    for wish in &mut wishes {
        // Tried in vain as long as no gateway was there.
        wish.tries.clear();
        caller.insist(wish).await;
    }
    tell.send(wishes.last().and_then(|wish| wish.concern.clone()))
        .unwrap();

    let raised: BTreeSet<String> = wishes.into_iter().filter_map(|wish| wish.concern).collect();
    for follower in followers {
        was_given_everything(&follower.end().await, &one_of(&places, 1), &raised).await;
    }
}

/// A follower was given what the query gives them, in its order, and nothing that was acknowledged is missing.
async fn was_given_everything(follower: &Follower, url: &str, raised: &BTreeSet<String>) {
    let expected = replay(url, &follower.token).await;
    assert_eq!(follower.given, expected, "follower {}", follower.number);
    let subjects: BTreeSet<String> = expected.into_iter().map(|given| given.subject).collect();
    assert_eq!(&subjects, raised, "what was acknowledged is what happened");
}

on_both! {
    async fn one_gateway_that_dies_again_and_again_loses_nothing_for_anybody(site: Site) {
        chaos(site, 1, |_| {}).await;
    }

    async fn several_gateways_need_a_server(site: Site) {
        let _first = Process::serve(PROGRAM, &site.database);
        let second = Process::refused(PROGRAM, &site.database);
        match site.database.file() {
            Some(_) => assert!(second.unwrap_or_default().contains("an embedded one is for one gateway")),
            None => assert_eq!(second, None),
        }
    }
}

#[cfg(feature = "postgres")]
#[test]
fn three_gateways_and_a_database_that_crashes_lose_nothing_for_anybody() {
    let cluster = cluster::Cluster::start("-F -c max_connections=200").unwrap();
    let database = tests::database::Database::on_cluster(cluster.url("postgres"));
    tests::run::on_site_on(database, async |site| {
        let crash = |round: usize| {
            if round % 3 == 2 {
                cluster.crash().unwrap();
                cluster.begin().unwrap();
            }
        };
        chaos(site, 3, crash).await;
    });
}
