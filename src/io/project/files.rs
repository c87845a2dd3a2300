//! The files below a folder.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use ignore::WalkBuilder;

use super::PatternError;
use crate::config::Glob;

/// File names that end so are texts.
const TEXTS: &[&str] = &["txt", "md", "mdx", "markdown", "rst", "adoc", "html", "htm", "xhtml", "srt", "vtt", "docx", "epub"];

/// Whether the name of a file ends as that of a text does.
#[must_use]
pub fn is_text(path: &str) -> bool {
    let name = path.rsplit_once('/').map_or(path, |(_, name)| name);
    let extension = name.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase());
    extension.is_some_and(|extension| TEXTS.contains(&extension.as_str()))
}

/// Every file below `root` by its path from there, with `/` between names, in order; hidden ones and those
/// that `.gitignore` names are left out.
///
/// # Errors
///
/// Where a folder cannot be read.
pub fn walk(root: &Path) -> Result<Vec<String>, ignore::Error> {
    let mut files = Vec::new();
    for entry in WalkBuilder::new(root).parents(false).git_global(false).build() {
        let entry = entry?;
        if entry.file_type().is_some_and(|kind| kind.is_file())
            && let Ok(path) = entry.path().strip_prefix(root)
        {
            let names: Vec<_> = path.components().map(|name| name.as_os_str().to_string_lossy()).collect();
            files.push(names.join("/"));
        }
    }
    files.sort();
    Ok(files)
}

/// The files of a project and of the folders beside it that its patterns lead to, each folder walked once.
pub(super) struct Files {
    root: PathBuf,
    walked: BTreeMap<String, Vec<String>>,
}

impl Files {
    pub(super) fn new(root: &Path) -> Self {
        Self { root: root.to_owned(), walked: BTreeMap::new() }
    }

    /// The path of a file by its name from the root.
    pub(super) fn path(&self, name: &str) -> PathBuf {
        // `./docs` would be shown so.
        if self.root == Path::new(".") && !name.is_empty() { PathBuf::from(name) } else { self.root.join(name) }
    }

    /// The files among which `glob` looks, by their names from the root; those of the root where there is none.
    pub(super) fn of(&mut self, glob: Option<&Glob>) -> Result<Vec<String>, PatternError> {
        let base = glob.map(Glob::base).filter(|base| base.starts_with("../") || base.starts_with('/')).unwrap_or_default();
        if !self.walked.contains_key(base) {
            let folder = self.path(base);
            let found = if base.is_empty() || folder.is_dir() {
                walk(&folder)?.into_iter().map(|name| format!("{base}{name}")).collect()
            } else {
                Vec::new()
            };
            self.walked.insert(base.to_owned(), found);
        }
        Ok(self.walked.get(base).cloned().unwrap_or_default())
    }
}
