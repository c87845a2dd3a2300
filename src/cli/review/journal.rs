//! What was done, so that it can be undone.

use std::path::{Path, PathBuf};

/// How many steps are kept.
const KEPT: usize = 200;

/// A file before a step and after it.
pub(super) struct Step {
    pub(super) path: PathBuf,
    pub(super) before: Option<String>,
    pub(super) after: Option<String>,
    /// What was done, in words.
    pub(super) what: String,
    /// The pair that was worked on.
    pub(super) pair: Option<usize>,
}

/// The steps, the latest last.
#[derive(Default)]
pub(super) struct Journal(Vec<Step>);

impl Journal {
    /// Adds a step, and forgets the oldest where there are many.
    pub(super) fn add(&mut self, path: &Path, before: Option<String>, after: Option<String>, what: String, pair: Option<usize>) {
        if self.0.len() == KEPT {
            self.0.remove(0);
        }
        self.0.push(Step { path: path.to_owned(), before, after, what, pair });
    }

    /// The latest step.
    pub(super) fn last(&self) -> Option<&Step> {
        self.0.last()
    }

    /// Forgets the latest step.
    pub(super) fn pop(&mut self) {
        self.0.pop();
    }
}
