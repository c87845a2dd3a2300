//! What is wrong in a bead file, where, and what to do about it.

use super::super::AlignmentError;
use crate::text::Side;

/// What is wrong in a bead file, and where.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {problem}")]
pub struct FileError {
    /// The line, counted from 1.
    pub line: usize,
    /// What is wrong there, and the cure.
    pub problem: Problem,
}

/// What is wrong with a row, and the cure.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Problem {
    /// A list of sentences does not read as one.
    #[error("“{0}” is no list of sentences; write their numbers such as [3, 4], or [] for none")]
    Sentences(String),
    /// Sentences of one side do not follow each other.
    #[error("the sentences {0} do not follow each other; a row holds neighbours only, so give those apart a row of their own")]
    Gap(String),
    /// The confidence is no number from 0 to 1.
    #[error("the confidence “{0}” is no number from 0 to 1; leave the cell empty if it is not known")]
    Confidence(String),
    /// The mark of a reviewed bead is none.
    #[error("“{0}” in the column `reviewed` is neither x nor empty; write remarks into the column `note`")]
    Mark(String),
    /// A hash is none.
    #[error("“{0}” is not what kanhe wrote into the hash column; put the cell back, or empty it")]
    Hash(String),
    /// Two rows say that a sentence was another one.
    #[error("this row and another tell sentence {sentence} of the {} differently; empty the hash cell that was changed", shown(*side))]
    Hashes {
        /// The side.
        side: Side,
        /// The sentence, counted from 0.
        sentence: usize,
    },
    /// A column that kanhe does not know.
    #[error(
        "there is no column “{0}”; there are source, target, confidence, reviewed, note, source text, target text, source hash and \
         target hash, and remarks of your own belong into note"
    )]
    Column(String),
    /// A sentence stands in two rows.
    #[error("sentence {sentence} of the {} stands on line {other} too; take it out of one of the two rows", shown(*side))]
    Twice {
        /// The side.
        side: Side,
        /// The sentence, counted from 0.
        sentence: usize,
        /// The line of the other row.
        other: usize,
    },
    /// A sentence stands in no row.
    #[error("sentence {sentence} of the {}, which belongs after this line, stands in no row; put it into one, or let \
             `kanhe align --update` pair it anew", shown(*side))]
    Missing {
        /// The side.
        side: Side,
        /// The sentence, counted from 0.
        sentence: usize,
    },
    /// A sentence has a number that no text comes near.
    #[error("sentence {0} is beyond any text that this file can be about; check the number")]
    Beyond(usize),
    /// The rows make up no alignment.
    #[error("the rows make up no alignment: {0}")]
    NoAlignment(AlignmentError),
    /// The table cannot be taken apart.
    #[error("the table breaks off in a quoted cell or holds what is no text; save it as tab-separated text in UTF-8")]
    Table,
}

/// A side in words.
fn shown(side: Side) -> &'static str {
    match side {
        Side::Source => "original",
        Side::Target => "rendering",
    }
}
