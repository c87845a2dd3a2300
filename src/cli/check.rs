//! `kanhe check`: findings in one pair, in many, or in pairs that are aligned already.

use anyhow::bail;

use super::Outcome;
use super::options::CheckOptions;
use super::pairs;

/// Checks what the arguments name.
pub(super) fn run(options: &CheckOptions) -> anyhow::Result<Outcome> {
    match (&options.pairs, &options.source, &options.target) {
        (Some(path), _, _) => pairs::run(path, options),
        _ => bail!("name the pairs to check after --pairs"),
    }
}
