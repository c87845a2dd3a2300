//! Which pairs of a project are looked at: those with a file that changed or was named.

use std::collections::BTreeMap;
use std::io::Read;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};

use kanhe::io::{ChangedLines, LONGEST, changed_files};

use super::git::Git;
use super::options::SelectionOptions;
use super::pair::PairJob;
use super::project::unreadable;

/// Files, by their true paths, and their lines.
pub(super) struct Selection(BTreeMap<PathBuf, ChangedLines>);

impl Selection {
    /// What the arguments select; none where they ask for every pair. `folder` is that of the configuration.
    pub(super) fn of(options: &SelectionOptions, folder: &Path) -> anyhow::Result<Option<Self>> {
        Ok(Some(if let Some(revision) = &options.since {
            Self::since(revision, folder)?
        } else if let Some(path) = &options.diff {
            Self::diff(path, folder)?
        } else if let Some(path) = &options.files_from {
            Self::listed(path, options.null)?
        } else if !options.files.is_empty() {
            Self::whole(options.files.iter().map(PathBuf::from))
        } else {
            return Ok(None);
        }))
    }

    fn since(revision: &str, folder: &Path) -> anyhow::Result<Self> {
        let Some(git) = Git::around(folder)? else {
            bail!(
                "{}: this folder is in no git repository, which --since needs; hand over --diff FILE or --files-from FILE instead",
                folder.display()
            );
        };
        let base = git.merge_base(revision)?;
        let Some(diff) = git.diff(&base, &[])? else { bail!("`git diff {base}` failed in {}", git.top.display()) };
        let mut selection = Self::in_folders(&diff, "git diff", &[&git.top])?;
        selection.0.extend(Self::whole(git.untracked()?.into_iter()).0);
        Ok(selection)
    }

    fn diff(path: &str, folder: &Path) -> anyhow::Result<Self> {
        let diff = bytes(path)?;
        let name = if path == "-" { "standard input" } else { path };
        // Names are told from the top of the repository by git, from the working folder by other programs.
        let top = Git::around(folder).ok().flatten().map(|git| git.top);
        let folders: Vec<&Path> = top.as_deref().into_iter().chain([Path::new("."), folder]).collect();
        Self::in_folders(&diff, name, &folders)
    }

    /// The files that a diff changes; each is looked for in `folders`, with and without its first folder, which may be a prefix.
    fn in_folders(diff: &[u8], name: &str, folders: &[&Path]) -> anyhow::Result<Self> {
        let mut files = BTreeMap::new();
        for changed in changed_files(diff).with_context(|| name.to_owned())? {
            let (whole, below) = (Some(changed.name.as_str()), changed.name.split_once('/'));
            // One letter is what git puts before names: a and b, or c, i, o and w.
            let has_prefix = below.is_some_and(|(prefix, _)| prefix.len() == 1);
            let below = below.map(|(_, below)| below);
            let names = if has_prefix { [below, whole] } else { [whole, below] }.into_iter().flatten();
            let paths = names.flat_map(|name| folders.iter().map(move |folder| folder.join(name)));
            // What lies in another folder than this one is in no pair of it.
            if let Some(path) = paths.filter(|path| path.is_file()).find_map(|path| path.canonicalize().ok()) {
                files.insert(path, changed.lines);
            }
        }
        Ok(Self(files))
    }

    /// The files of a list: a line each, or with zero bytes between them.
    fn listed(path: &str, null: bool) -> anyhow::Result<Self> {
        let bytes = bytes(path)?;
        let separator = if null || bytes.contains(&0) { 0 } else { b'\n' };
        let names = bytes.split(|byte| *byte == separator).map(|name| {
            let name = String::from_utf8_lossy(name);
            if separator == 0 { name.into_owned() } else { name.trim_end_matches('\r').to_owned() }
        });
        Ok(Self::whole(names.filter(|name| !name.is_empty()).map(PathBuf::from)))
    }

    /// Files all of whose lines count; one that is not there is in no pair.
    fn whole(paths: impl Iterator<Item = PathBuf>) -> Self {
        Self(paths.filter_map(|path| path.canonicalize().ok()).map(|path| (path, ChangedLines::All)).collect())
    }

    /// Whether a file is among them.
    pub(super) fn has(&self, path: &Path) -> bool {
        self.lines(path).is_some()
    }

    fn lines(&self, path: &Path) -> Option<&ChangedLines> {
        self.0.get(&path.canonicalize().ok()?)
    }

    /// Keeps the pairs with a file that is selected, and tells each of them the lines that count.
    pub(super) fn keep(&self, jobs: &mut Vec<PairJob>) {
        jobs.retain_mut(|job| {
            let source = self.lines(Path::new(&job.source));
            let target = job.target.as_deref().and_then(|target| self.lines(Path::new(target)));
            if source.is_none() && target.is_none() {
                return false;
            }
            // Both sides of a file that holds both are in its lines.
            let target = if job.target.is_some() { target } else { source };
            job.own.changed = Some([source, target].map(|lines| lines.cloned().unwrap_or(ChangedLines::NONE)));
            true
        });
    }
}

fn bytes(path: &str) -> anyhow::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let read = if path == "-" {
        std::io::stdin().lock().take(LONGEST).read_to_end(&mut bytes)
    } else {
        std::fs::File::open(path).and_then(|file| file.take(LONGEST).read_to_end(&mut bytes))
    };
    read.map_err(|error| unreadable(path, error))?;
    Ok(bytes)
}
