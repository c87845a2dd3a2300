//! What the encoder gives: sums over the pieces of each text, and unit vectors.

use std::ops::Range;

/// How many values a sum or a vector has.
pub const WIDTH: usize = 512;

/// What the encoder keeps of each text: a sum over its pieces, as it enters the dense layers before the first of
/// them bends. Sums of texts that are joined add up.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Sums {
    /// `SUM` values a text.
    pub(super) values: Vec<f32>,
    pub(super) pieces: Vec<u32>,
}

/// How many values a sum has.
#[cfg(feature = "encoder")]
pub(super) const SUM: usize = 640;

impl Sums {
    /// How many texts there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.pieces.len()
    }

    /// Whether there is no text.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.pieces.is_empty()
    }

    /// How many pieces a text was cut into, the marks of its beginning and end included; 0 past the end.
    #[must_use]
    pub fn pieces(&self, text: usize) -> u32 {
        self.pieces.get(text).copied().unwrap_or_default()
    }
}

/// Unit vectors.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Vectors {
    pub(super) values: Vec<f32>,
}

impl Vectors {
    /// How many vectors there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.values.len() / WIDTH
    }

    /// Whether there is no vector.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.values.is_empty()
    }

    /// One vector, [`WIDTH`] values; empty past the end.
    #[must_use]
    pub fn row(&self, index: usize) -> &[f32] {
        self.rows(index..index.saturating_add(1))
    }

    /// Vectors that follow each other, one after the other; empty where the range reaches past the end.
    pub(super) fn rows(&self, range: Range<usize>) -> &[f32] {
        self.values.get(range.start.saturating_mul(WIDTH)..range.end.saturating_mul(WIDTH)).unwrap_or_default()
    }

    /// The cosine between a vector of these and one of others, from -1 to 1; 0 past the end.
    #[must_use]
    pub fn cosine(&self, index: usize, others: &Self, other: usize) -> f32 {
        // Sums by lane, so that the compiler can use vector registers.
        let mut lanes = [0.0_f32; 16];
        for (ours, theirs) in self.row(index).chunks_exact(16).zip(others.row(other).chunks_exact(16)) {
            for ((lane, one), two) in lanes.iter_mut().zip(ours).zip(theirs) {
                *lane += one * two;
            }
        }
        lanes.iter().sum()
    }

    /// The cosines of a stretch of these vectors with a stretch of others, row by row: all of `theirs` for the
    /// first of `ours`, then for the second. Much faster than one at a time. Empty where a range reaches past the end.
    #[must_use]
    pub fn cosines(&self, ours: Range<usize>, others: &Self, theirs: Range<usize>) -> Vec<f32> {
        #[cfg(feature = "encoder")]
        return super::matrix::products(self.rows(ours), others.rows(theirs), WIDTH);
        #[cfg(not(feature = "encoder"))]
        ours.flat_map(|our| theirs.clone().map(move |their| self.cosine(our, others, their))).collect()
    }
}
