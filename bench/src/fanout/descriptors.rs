//! File descriptors: each connection needs one here and one in the gateway, which takes as many as it may by itself.

use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

use crate::{Failure, words};

/// Connections and open files beside those of the subscribers.
pub const SPARE: usize = 200;

/// Takes as many as the system allows, and says what to do where that is too few.
pub fn take(subscribers: usize) -> Result<(), Failure> {
    let allowed = getrlimit(Resource::Nofile);
    let most = Rlimit {
        current: allowed.maximum,
        ..allowed
    };
    setrlimit(Resource::Nofile, most).map_err(words)?;
    let needed = u64::try_from(subscribers.saturating_add(SPARE)).map_err(words)?;
    match allowed.maximum {
        Some(maximum) if maximum < needed => Err(format!(
            "{subscribers} subscribers need {needed} open files, and the system allows {maximum}: raise the hard limit \
             (as root `ulimit -Hn {needed}`, in a container `--ulimit nofile={needed}`), or take fewer --subscribers"
        )),
        _ => Ok(()),
    }
}
