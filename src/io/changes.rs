//! What a diff says: which lines of which files changed.

use std::borrow::Cow;
use std::ops::RangeInclusive;

use diffy::Line;
use diffy::patch_set::{FileOperation, ParseOptions, PatchKind, PatchSet};

/// Which lines of a file changed, counted from 1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ChangedLines {
    /// All, or nobody knows which.
    All,
    /// Those in these ranges, in order. Where lines were only taken out, the lines on both sides of the gap.
    Some(Vec<RangeInclusive<usize>>),
}

impl ChangedLines {
    /// None.
    pub const NONE: Self = Self::Some(Vec::new());

    /// Whether one of `lines` changed.
    #[must_use]
    pub fn touch(&self, lines: &RangeInclusive<usize>) -> bool {
        match self {
            Self::All => true,
            Self::Some(ranges) => {
                let at = ranges.partition_point(|range| range.end() < lines.start());
                ranges.get(at).is_some_and(|range| range.start() <= lines.end())
            }
        }
    }
}

/// A file that a diff changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangedFile {
    /// Its name as the diff gives it, mostly with `b/` before it.
    pub name: String,
    /// Its lines.
    pub lines: ChangedLines,
}

/// Why a diff cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("this is no unified diff, such as `git diff` prints: {0}")]
pub struct DiffError(String);

/// The files that `diff` changes, in its order; those that it takes away are left out.
///
/// # Errors
///
/// [`DiffError`] for what is no unified diff. An empty one changes nothing.
pub fn changed_files(diff: &[u8]) -> Result<Vec<ChangedFile>, DiffError> {
    if diff.iter().all(u8::is_ascii_whitespace) {
        return Ok(Vec::new());
    }
    let is_git = diff.starts_with(b"diff --git ") || memchr::memmem::find(diff, b"\ndiff --git ").is_some();
    let options = if is_git { ParseOptions::gitdiff() } else { ParseOptions::unidiff() };
    let mut files = Vec::new();
    for file in PatchSet::parse_bytes(diff, options) {
        let file = file.map_err(|error| DiffError(error.to_string()))?;
        let name: &Cow<'_, [u8]> = match file.operation() {
            FileOperation::Delete(_) => continue,
            FileOperation::Create(name) => name,
            FileOperation::Modify { modified, .. } => modified,
            FileOperation::Rename { to, .. } | FileOperation::Copy { to, .. } => to,
        };
        // The names of renamed files stand alone, those of changed ones after a prefix.
        let name = String::from_utf8_lossy(name).into_owned();
        let lines = match file.patch() {
            PatchKind::Binary(_) => ChangedLines::All,
            PatchKind::Text(patch) => ChangedLines::Some(patch.hunks().iter().flat_map(changed).collect()),
        };
        files.push(ChangedFile { name, lines });
    }
    Ok(files)
}

/// The lines of the new file that a hunk changes.
fn changed(hunk: &diffy::Hunk<'_, [u8]>) -> Vec<RangeInclusive<usize>> {
    let range = hunk.new_range();
    // A hunk without new lines names the line before it.
    let mut line = range.start() + usize::from(range.is_empty());
    let mut ranges = Vec::new();
    let (mut taken, mut put) = (false, line);
    let mut end = |line: usize, put: usize, taken: bool| {
        if line > put {
            ranges.push(put..=line - 1);
        } else if taken {
            ranges.push(line.saturating_sub(1).max(1)..=line.max(1));
        }
    };
    for change in hunk.lines() {
        match change {
            Line::Context(_) => {
                end(line, put, taken);
                line += 1;
                (taken, put) = (false, line);
            }
            Line::Delete(_) => taken = true,
            Line::Insert(_) => line += 1,
        }
    }
    end(line, put, taken);
    ranges
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(diff: &str) -> Vec<(String, ChangedLines)> {
        changed_files(diff.as_bytes()).expect("a diff").into_iter().map(|file| (file.name, file.lines)).collect()
    }

    #[test]
    fn changed_and_new_lines_are_told_and_gaps_by_their_neighbours() {
        let diff = "diff --git a/zh/a.md b/zh/a.md\nindex 1..2 100644\n--- a/zh/a.md\n+++ b/zh/a.md\n@@ -1,4 +1,4 @@\n one\n-two\n+deux\n \
                    three\n four\n@@ -10,3 +10,2 @@\n ten\n-eleven\n twelve\n@@ -20,0 +20,2 @@\n+x\n+y\n";
        assert_eq!(read(diff), [("b/zh/a.md".to_owned(), ChangedLines::Some(vec![2..=2, 10..=11, 20..=21]))]);
    }

    #[test]
    fn hunks_without_context_are_read() {
        let diff = "diff --git a/a b/a\nindex 1..2 100644\n--- a/a\n+++ b/a\n@@ -5,2 +4,0 @@ head\n-x\n-y\n@@ -9 +7 @@\n-o\n+n\n";
        assert_eq!(read(diff), [("b/a".to_owned(), ChangedLines::Some(vec![4..=5, 7..=7]))]);
    }

    #[test]
    fn names_in_any_writing_and_files_of_any_kind_are_told() {
        let quoted = "diff --git \"a/\\346\\270\\257.md\" \"b/\\346\\270\\257.md\"\nnew file mode 100644\nindex 0..1\n--- /dev/null\n\
                      +++ \"b/\\346\\270\\257.md\"\n@@ -0,0 +1 @@\n+x\n";
        assert_eq!(read(quoted), [("b/港.md".to_owned(), ChangedLines::Some(vec![1..=1]))]);
        let binary = "diff --git a/a.docx b/a.docx\nindex 1..2 100644\nBinary files a/a.docx and b/a.docx differ\n";
        assert_eq!(read(binary), [("b/a.docx".to_owned(), ChangedLines::All)]);
        let renamed = "diff --git a/a.md b/b.md\nsimilarity index 100%\nrename from a.md\nrename to b.md\n";
        assert_eq!(read(renamed), [("b.md".to_owned(), ChangedLines::NONE)]);
        let gone =
            "diff --git a/a.md b/a.md\ndeleted file mode 100644\nindex 1..0\n--- a/a.md\n+++ /dev/null\n@@ -1 +0,0 @@\n-x\n";
        assert_eq!(read(gone), []);
        let plain = "--- zh/a.md\t2024-01-01 00:00:00\n+++ zh/a.md\t2024-01-02 00:00:00\n@@ -1 +1 @@\n-x\n+y\n";
        assert_eq!(read(plain), [("zh/a.md".to_owned(), ChangedLines::Some(vec![1..=1]))]);
        assert_eq!(read("\n"), []);
    }

    #[test]
    fn what_is_no_diff_is_refused() {
        for text in ["hello\n", "--- a\n+++ b\n@@ -1 +1 @@\n", "diff --git a/a b/a\n--- a/a\n+++ b/a\n@@ -x +y @@\n"] {
            assert!(changed_files(text.as_bytes()).is_err(), "{text}");
        }
    }

    #[test]
    fn lines_between_changes_are_not_touched() {
        let lines = ChangedLines::Some(vec![2..=3, 8..=8]);
        assert!(lines.touch(&(1..=2)) && lines.touch(&(3..=7)) && lines.touch(&(8..=9)));
        assert!(!lines.touch(&(4..=7)) && !lines.touch(&(9..=20)) && !ChangedLines::NONE.touch(&(1..=9)));
    }
}
