//! Whether an original changed since the revision that its rendering says it renders.

use std::path::Path;

use kanhe::check::PairView;
use kanhe::check::stale::{Stale, of_changes};
use kanhe::io::{changed_files, rendered_revision};

use super::git::Git;
use super::pair::Paired;

/// The renderings of what changed in the original since then, and what the reader should be told. Without a marker, and where
/// git knows nothing of the original, there is nothing to say.
pub(super) fn by_revision(paired: &Paired, source: &str, target: &str) -> anyhow::Result<(Vec<Stale>, Option<String>)> {
    let nothing = (Vec::new(), None);
    let Some(revision) = rendered_revision(Path::new(target)) else { return Ok(nothing) };
    let Ok(path) = Path::new(source).canonicalize() else { return Ok(nothing) };
    // A machine without git is no reason to fail: nobody asked for it.
    let Some(git) = path.parent().and_then(|folder| Git::around(folder).ok().flatten()) else { return Ok(nothing) };
    let Some(commit) = git.commit(&revision)? else {
        let remark = format!(
            "remark: {target}: it renders revision {revision} of {source}, which is not in this clone; what changed since is not told"
        );
        return Ok((Vec::new(), Some(remark)));
    };
    let Some(diff) = git.diff(&commit, &[&path.to_string_lossy()])? else { return Ok(nothing) };
    let Some(changed) = changed_files(&diff)?.into_iter().next() else { return Ok(nothing) };
    let pair = PairView { source: &paired.source.text, target: &paired.target.text, alignment: &paired.alignment };
    let shown = paired.source.shown();
    let stale = of_changes(&pair, &revision, |span| {
        let there = shown.in_lines(span);
        let line = |byte| shown.lines().position(byte).0;
        changed.lines.touch(&(line(there.start)..=line(there.end)))
    });
    Ok((stale, None))
}
