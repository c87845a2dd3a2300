//! The names of files as programs know them that read reports beside a repository.

use std::path::{Path, PathBuf};

use kanhe::report::PairReport;

/// The folder from which such programs name files.
pub(super) struct Repository(Option<PathBuf>);

impl Repository {
    /// The repository around the working folder, else that folder.
    pub(super) fn find() -> Self {
        let working = std::env::current_dir().and_then(|folder| folder.canonicalize()).ok();
        let root = working.as_deref().and_then(|folder| folder.ancestors().find(|folder| folder.join(".git").exists()));
        Self(root.map(Path::to_owned).or(working))
    }

    /// Names the files of `report` from the root of the repository, links resolved; what lies elsewhere keeps its name.
    pub(super) fn rename(&self, report: &mut PairReport) {
        let (source, target) = (self.named(&report.source), self.named(&report.target));
        for record in &mut report.records {
            record.source.file.clone_from(&source);
            record.target.file.clone_from(&target);
        }
        (report.source, report.target) = (source, target);
    }

    /// The name of a folder below the root; none for the root itself and for what lies elsewhere.
    pub(super) fn folder(&self, folder: &Path) -> Option<String> {
        let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
        self.below(folder).filter(|name| !name.is_empty())
    }

    fn named(&self, name: &str) -> String {
        self.below(Path::new(name)).unwrap_or_else(|| name.to_owned())
    }

    fn below(&self, path: &Path) -> Option<String> {
        let path = path.canonicalize().ok()?;
        let inside = path.strip_prefix(self.0.as_ref()?).ok()?;
        Some(inside.components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/"))
    }
}
