//! What the encoder gives: sums over the pieces of each text, and unit vectors. Both are kept in whole numbers,
//! for there are many of them.

use std::ops::Range;

/// How many values a vector has.
const WIDTH: usize = 512;

/// What the encoder keeps of each text: a sum over its pieces, as it enters the dense layers before the first of
/// them bends. Sums of texts that are joined add up. A text takes 1.3 KB.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Sums {
    /// For each text as many values, in whole numbers of its scale.
    pub(super) values: Vec<i16>,
    pub(super) scales: Vec<f32>,
    pub(super) pieces: Vec<u32>,
    /// Whether the text is of a writing that puts a blank before the next sentence.
    pub(super) blanks: Vec<bool>,
}

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

/// Unit vectors. Each takes half a kilobyte.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Vectors {
    /// [`WIDTH`] values a vector, from -127 to 127.
    pub(super) values: Vec<i8>,
    /// The reciprocal of the length that these values give it.
    pub(super) scales: Vec<f32>,
}

impl Vectors {
    /// How many vectors there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.scales.len()
    }

    /// Whether there is no vector.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.scales.is_empty()
    }

    /// The cosine between a vector of these and one of others, from -1 to 1; 0 past the end.
    #[must_use]
    pub fn cosine(&self, index: usize, others: &Self, other: usize) -> f32 {
        let (Some(ours), Some(theirs)) = (self.scales.get(index), others.scales.get(other)) else { return 0.0 };
        let pairs = self.rows(index..index + 1).iter().zip(others.rows(other..other + 1));
        let product: i32 = pairs.map(|(one, two)| i32::from(*one) * i32::from(*two)).sum();
        product as f32 * ours * theirs
    }

    /// The cosines of a stretch of these vectors with a stretch of others, row by row: all of `theirs` for the
    /// first of `ours`, then for the second. The same as one at a time, but much faster. Empty where a range
    /// reaches past the end.
    #[must_use]
    pub fn cosines(&self, ours: Range<usize>, others: &Self, theirs: Range<usize>) -> Vec<f32> {
        #[cfg(feature = "encoder")]
        {
            let (Some(left), Some(right)) = (self.scales.get(ours.clone()), others.scales.get(theirs.clone())) else {
                return Vec::new();
            };
            let floats = |values: &[i8]| values.iter().map(|value| f32::from(*value)).collect::<Vec<_>>();
            // The products are whole numbers below 2^24, so their sum is exact in whatever order.
            let mut cosines = super::matrix::products(&floats(self.rows(ours)), &floats(others.rows(theirs)), WIDTH);
            for (row, left) in cosines.chunks_exact_mut(right.len().max(1)).zip(left) {
                row.iter_mut().zip(right).for_each(|(cosine, right)| *cosine = *cosine * left * right);
            }
            cosines
        }
        #[cfg(not(feature = "encoder"))]
        ours.flat_map(|our| theirs.clone().map(move |their| self.cosine(our, others, their))).collect()
    }

    fn rows(&self, range: Range<usize>) -> &[i8] {
        self.values.get(range.start.saturating_mul(WIDTH)..range.end.saturating_mul(WIDTH)).unwrap_or_default()
    }
}

#[cfg(feature = "encoder")]
impl Vectors {
    /// Adds a vector of any length.
    pub(super) fn push(&mut self, vector: &[f32]) {
        let scale = 127.0 / vector.iter().fold(f32::MIN_POSITIVE, |most, value| most.max(value.abs()));
        let before = self.values.len();
        self.values.extend(vector.iter().map(|value| (value * scale).round() as i8));
        let squares: i32 = self.values.iter().skip(before).map(|value| i32::from(*value).pow(2)).sum();
        self.scales.push(1.0 / (squares.max(1) as f32).sqrt());
    }

    pub(super) fn append(&mut self, mut others: Self) {
        self.values.append(&mut others.values);
        self.scales.append(&mut others.scales);
    }
}

#[cfg(feature = "encoder")]
impl Sums {
    /// Adds the sum of a text.
    pub(super) fn push(&mut self, sum: &[f32], pieces: u32, blank: bool) {
        let most = sum.iter().fold(f32::MIN_POSITIVE, |most, value| most.max(value.abs()));
        let scale = f32::from(i16::MAX) / most;
        self.values.extend(sum.iter().map(|value| (value * scale).round() as i16));
        self.scales.push(1.0 / scale);
        self.pieces.push(pieces);
        self.blanks.push(blank);
    }

    pub(super) fn append(&mut self, mut others: Self) {
        self.values.append(&mut others.values);
        self.scales.append(&mut others.scales);
        self.pieces.append(&mut others.pieces);
        self.blanks.append(&mut others.blanks);
    }

    /// Adds the sum of a text to `joined`.
    pub(super) fn add(&self, text: usize, joined: &mut [f32]) {
        let scale = self.scales.get(text).copied().unwrap_or_default();
        let values = self.values.iter().skip(text.saturating_mul(joined.len()));
        joined.iter_mut().zip(values).for_each(|(sum, value)| *sum += f32::from(*value) * scale);
    }
}
