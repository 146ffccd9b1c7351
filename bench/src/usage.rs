//! What processes have used, as the kernel counts it. Nothing where there is no `/proc`.

use std::fs;
use std::time::Duration;

/// Clock ticks of a second in `/proc`; 100 on every Linux of today.
const TICK: Duration = Duration::from_millis(10);

/// CPU time of a process so far, its ended children not counted.
pub fn cpu(process: u32) -> Option<Duration> {
    Stat::of(process).map(|stat| stat.own)
}

/// CPU time of a PostgreSQL cluster so far: the postmaster, its children, and those that have ended.
pub fn cluster_cpu(postmaster: u32) -> Option<Duration> {
    let stat = Stat::of(postmaster)?;
    let children = processes()
        .filter_map(Stat::of)
        .filter(|child| child.parent == postmaster);
    Some(stat.own + stat.ended + children.map(|child| child.own).sum::<Duration>())
}

/// The parent of a process.
pub fn parent(process: u32) -> Option<u32> {
    Stat::of(process).map(|stat| stat.parent)
}

/// Memory of a process that is in RAM, in KiB.
pub fn resident_kib(process: u32) -> Option<u64> {
    let status = fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    line.split_whitespace().next()?.parse().ok()
}

fn processes() -> impl Iterator<Item = u32> {
    let entries = fs::read_dir("/proc").into_iter().flatten().flatten();
    entries.filter_map(|entry| entry.file_name().to_str()?.parse().ok())
}

struct Stat {
    parent: u32,
    own: Duration,
    ended: Duration,
}

impl Stat {
    fn of(process: u32) -> Option<Self> {
        let stat = fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
        // The name in brackets may hold anything; what follows are numbers but for the state.
        let (_, after) = stat.rsplit_once(')')?;
        let fields: Vec<&str> = after.split_whitespace().collect();
        let number = |place: usize| fields.get(place)?.parse::<u32>().ok();
        Some(Self {
            parent: number(1)?,
            own: TICK * (number(11)? + number(12)?),
            ended: TICK * (number(13)? + number(14)?),
        })
    }
}
