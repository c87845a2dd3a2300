//! The bead file: a table of beads that a translator opens in a spreadsheet or an editor, corrects and marks as
//! reviewed, and that knows which words it was made from.

mod error;
mod hash;
mod order;
mod read;
mod standing;
mod update;
mod write;

use std::ops::Range;

pub use error::{FileError, Problem};
pub use hash::SentenceHash;
pub use standing::{Fate, SideFate, Standing};
pub use update::Update;
pub(super) use write::words;
pub use write::{Review, write_bead_file};

use super::{Alignment, Bead};
use crate::text::Side;

/// The columns of a bead file, in the order in which they are written.
const COLUMNS: [&str; 10] = [
    "source",
    "target",
    "confidence",
    "reviewed",
    "note",
    "source text",
    "target text",
    "source hash",
    "target hash",
    "former source",
];
/// How many of them every bead file has; the last is there where some rendering is stale.
const ALWAYS: usize = 9;

/// A row of a bead file.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// The line that it begins on, counted from 1.
    pub line: usize,
    /// The bead, by the numbers of its sentences.
    pub bead: Bead,
    /// Whether a person has looked at it and found it right.
    pub reviewed: bool,
    /// Whether a person has put other sentences into it than it was written with.
    pub moved: bool,
    /// What a person wrote beside it.
    pub note: String,
    /// The words of the source as the file holds them.
    pub source: String,
    /// The words of the target as the file holds them.
    pub target: String,
    /// The words of the source that the target was last known to render, where the source has others now; nothing counts
    /// here any more once the bead is reviewed.
    pub former: String,
}

impl Row {
    /// Whether a person vouches for the bead: by the mark, or by having moved its boundaries.
    #[must_use]
    pub fn is_held(&self) -> bool {
        self.reviewed || self.moved
    }

    /// The words that the target is known to render, where the source has changed since and nobody has looked at the bead.
    #[must_use]
    pub fn former(&self) -> Option<&str> {
        Some(self.former.as_str()).filter(|former| !former.is_empty() && !self.reviewed)
    }

    /// The sentences of a side.
    #[must_use]
    pub fn sentences(&self, side: Side) -> &Range<usize> {
        match side {
            Side::Source => &self.bead.source,
            Side::Target => &self.bead.target,
        }
    }
}

/// A bead file as it was read.
#[derive(Debug, Clone, PartialEq)]
pub struct BeadFile {
    rows: Vec<Row>,
    /// What each sentence of the two texts was, as far as the file tells; as long as the texts were.
    known: [Vec<Option<SentenceHash>>; 2],
}

impl BeadFile {
    /// The rows in the order of the original; those without one stand after what is before them in the rendering.
    #[must_use]
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// How many sentences the text of that side had.
    #[must_use]
    pub fn sentences(&self, side: Side) -> usize {
        self.known[index(side)].len()
    }

    /// The alignment that the rows make up.
    ///
    /// # Errors
    ///
    /// [`FileError`] names the place where a sentence stands in no row.
    pub fn alignment(&self) -> Result<Alignment, FileError> {
        for side in [Side::Source, Side::Target] {
            let worded = || self.rows.iter().filter(|row| !row.sentences(side).is_empty());
            let mut seen = vec![false; self.sentences(side)];
            for sentence in self.rows.iter().flat_map(|row| row.sentences(side).clone()) {
                if let Some(seen) = seen.get_mut(sentence) {
                    *seen = true;
                }
            }
            if let Some(sentence) = seen.iter().position(|seen| !seen) {
                let before = worded().filter(|row| row.sentences(side).end <= sentence).max_by_key(|row| row.sentences(side).end);
                return Err(FileError { line: before.map_or(1, |row| row.line), problem: Problem::Missing { side, sentence } });
            }
        }
        let beads = self.rows.iter().map(|row| row.bead.clone()).collect();
        Alignment::new(beads, self.sentences(Side::Source), self.sentences(Side::Target))
            .map_err(|error| FileError { line: 1, problem: Problem::NoAlignment(error) })
    }
}

fn index(side: Side) -> usize {
    match side {
        Side::Source => 0,
        Side::Target => 1,
    }
}

#[cfg(test)]
mod tests;
