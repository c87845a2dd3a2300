//! The day on which kanhe runs, and the person who runs it.

use std::process::{Command, Stdio};
use std::time::{SystemTime, UNIX_EPOCH};

use kanhe::verdict::Day;

/// Today in Greenwich; the day of `SOURCE_DATE_EPOCH` where that is set (<https://reproducible-builds.org/specs/source-date-epoch/>).
pub(super) fn today() -> Day {
    let set = std::env::var("SOURCE_DATE_EPOCH").ok().and_then(|seconds| seconds.parse().ok());
    let now = || SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
    Day::at(set.unwrap_or_else(now))
}

/// The name that git knows the person by, else the one that the system does.
pub(super) fn author() -> Option<String> {
    let asked = Command::new("git").args(["config", "user.name"]).stdin(Stdio::null()).stderr(Stdio::null()).output();
    let told =
        asked.ok().filter(|output| output.status.success()).map(|output| String::from_utf8_lossy(&output.stdout).into_owned());
    let names = [told, std::env::var("USER").ok(), std::env::var("USERNAME").ok()];
    names.into_iter().flatten().map(|name| name.trim().to_owned()).find(|name| !name.is_empty())
}
