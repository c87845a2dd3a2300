//! What the sum of two neighbouring sentences holds too much for their being joined.

use unicode_width::UnicodeWidthChar;

use super::dense::Dense;
use super::weights::Weights;

/// What goes from the sum where sentences meet: foremost the marks of an end and of a beginning.
#[derive(Debug)]
pub(super) struct Seam {
    /// As it enters the dense layers.
    pub(super) values: Vec<f32>,
    /// How many pieces go, on an average.
    pub(super) pieces: f32,
}

/// The seams, averages over many sentences (`tools/encoder.py` makes them).
#[derive(Debug)]
pub(super) struct Seams {
    /// Where a blank stands between the sentences,
    apart: Seam,
    /// and where none does.
    joined: Seam,
}

impl Seams {
    pub(super) fn read(weights: &Weights, dense: &Dense) -> Option<Self> {
        let seam = |name: &str| {
            let pieces = *weights.floats(&format!("{name}.pieces"))?.first()?;
            Some(Seam { values: dense.enter(&weights.floats(&format!("{name}.features"))?, &[pieces]), pieces })
        };
        Some(Self { apart: seam("apart")?, joined: seam("joined")? })
    }

    pub(super) fn seam(&self, blank: bool) -> &Seam {
        if blank { &self.apart } else { &self.joined }
    }
}

/// Whether a text is of a writing that puts a blank before the next sentence: it does not end with a full-width
/// character. Quotation marks and dots that are of no one writing are passed over.
pub(super) fn wants_blank(text: &str) -> bool {
    let neutral = |character: &char| character.is_whitespace() || ['”', '’', '…', '—', '"', '\''].contains(character);
    let last = text.chars().rev().take(16).find(|character| !neutral(character));
    last.is_none_or(|character| character.width() != Some(2))
}
