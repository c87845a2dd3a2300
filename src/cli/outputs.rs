//! Where the results of many pairs go, a file each, and which of them are up to date.

use std::collections::HashSet;
use std::fs;
use std::path::{Component, Path, PathBuf};
use std::time::SystemTime;

use anyhow::{Context, bail};

use super::output::Output;
use super::pair::PairJob;

/// The outputs that pairs have been given so far, so that none is given twice.
#[derive(Default)]
pub(super) struct Outputs(HashSet<PathBuf>);

impl Outputs {
    /// Gives `output` to a pair.
    pub(super) fn claim(&mut self, job: &PairJob, output: PathBuf) -> anyhow::Result<PathBuf> {
        let target = job.target.as_deref().unwrap_or_default();
        if job.source == "-" || target == "-" {
            bail!("one of many pairs cannot be read from standard input; name a file for {} {target}", job.source);
        }
        if !self.0.insert(output.clone()) {
            bail!("{} {target}: another pair is written to {} already; name another output", job.source, output.display());
        }
        Ok(output)
    }
}

/// The path of the rendering below `folder`, with an extension after its own.
pub(super) fn below(folder: &Path, job: &PairJob, extension: &str) -> PathBuf {
    let target = Path::new(job.target.as_deref().unwrap_or_default());
    let names: PathBuf = target.components().filter(|part| matches!(part, Component::Normal(_))).collect();
    let mut path = folder.join(names).into_os_string();
    path.push(".");
    path.push(extension);
    PathBuf::from(path)
}

/// Whether `output` is newer than all that it is made from: the texts, the bead file and the `others`.
pub(super) fn is_newer<'a>(output: &Path, job: &'a PairJob, others: impl Iterator<Item = &'a Path>) -> bool {
    let changed = |path: &Path| -> Option<SystemTime> { fs::metadata(path).and_then(|about| about.modified()).ok() };
    let Some(written) = changed(output) else { return false };
    let texts = [Some(job.source.as_str()), job.target.as_deref(), job.alignment.as_deref()];
    let inputs = texts.into_iter().flatten().map(Path::new).filter(|path| *path != output).chain(others);
    // An input that cannot be asked is read again, so that its trouble is told.
    inputs.map(changed).all(|input| input.is_some_and(|input| input < written))
}

/// Opens `path` for writing, with the folders above it.
pub(super) fn create(path: &Path) -> anyhow::Result<Output> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).with_context(|| format!("{}: this folder cannot be made", folder.display()))?;
    }
    Output::open(Some(path))
}
