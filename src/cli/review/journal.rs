//! What was done, so that it can be undone.

use std::path::{Path, PathBuf};

/// How many steps are kept.
const KEPT: usize = 200;

/// A step: what it changed in a file. Only that is kept, for the bead file of a book is long, and the steps are many.
pub(super) struct Step {
    pub(super) path: PathBuf,
    /// Whether there was a file before.
    existed: bool,
    /// How many bytes stay as they are before the change, and behind it.
    around: [usize; 2],
    before: String,
    after: String,
    /// What was done, in words.
    pub(super) what: String,
    /// The pair that was worked on.
    pub(super) pair: Option<usize>,
}

impl Step {
    /// The text of the file before the step, given the one `now`; nothing where that is not what the step left.
    pub(super) fn undone(&self, now: &str) -> Option<Option<String>> {
        let rest = now.get(self.around[0]..)?.strip_prefix(self.after.as_str())?;
        if rest.len() != self.around[1] {
            return None;
        }
        Some(self.existed.then(|| [now.get(..self.around[0]).unwrap_or_default(), &self.before, rest].concat()))
    }
}

/// The steps, the latest last.
#[derive(Default)]
pub(super) struct Journal(Vec<Step>);

impl Journal {
    /// Adds a step that put `after` in the place of `before`, and forgets the oldest where there are many.
    pub(super) fn add(&mut self, path: &Path, before: Option<&str>, after: &str, what: String, pair: Option<usize>) {
        if self.0.len() == KEPT {
            self.0.remove(0);
        }
        let existed = before.is_some();
        let before = before.unwrap_or_default();
        let same = before.bytes().zip(after.bytes()).take_while(|(one, other)| one == other).count();
        let begin = (0..=same).rev().find(|&at| before.is_char_boundary(at) && after.is_char_boundary(at)).unwrap_or_default();
        let (old, new) = (before.get(begin..).unwrap_or_default(), after.get(begin..).unwrap_or_default());
        let same = old.bytes().rev().zip(new.bytes().rev()).take_while(|(one, other)| one == other).count();
        let is_boundary = |&end: &usize| old.is_char_boundary(old.len() - end) && new.is_char_boundary(new.len() - end);
        let end = (0..=same).rev().find(is_boundary).unwrap_or_default();
        let changed = |text: &str| text.get(..text.len() - end).unwrap_or_default().to_owned();
        let (before, after) = (changed(old), changed(new));
        self.0.push(Step { path: path.to_owned(), existed, around: [begin, end], before, after, what, pair });
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_file_that_was_made_is_no_more() {
        let mut journal = Journal::default();
        journal.add(Path::new("a"), None, "new", String::new(), None);
        let step = journal.last().expect("a step");
        assert_eq!(step.undone("new"), Some(None));
        assert_eq!(step.undone("newer"), None);
    }

    proptest! {
        #[test]
        fn what_was_there_comes_back(before in "[ab中文]{0,9}", after in "[ab中文]{0,9}") {
            let mut journal = Journal::default();
            journal.add(Path::new("a"), Some(&before), &after, String::new(), None);
            prop_assert_eq!(journal.last().and_then(|step| step.undone(&after)), Some(Some(before)));
        }
    }
}
