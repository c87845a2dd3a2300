//! What the encoder gives: sums over the pieces of each text, and unit vectors. Both are kept in whole numbers,
//! for there are many of them.

use std::ops::Range;

/// How many values a vector has.
const WIDTH: usize = 512;

/// What the encoder keeps of each text: a sum over its pieces, as it enters the dense layers before the first of
/// them bends. Sums of texts that are joined add up. A text takes 650 bytes.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Sums {
    /// For each text as many values, in whole numbers of its scale.
    pub(super) values: Vec<i8>,
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

    /// The mean of these vectors, as if there were as many of nothing besides as `nothing` says.
    #[must_use]
    pub fn mean(&self, nothing: f32) -> Vec<f32> {
        let mut mean = vec![0.0_f32; WIDTH];
        for (vector, scale) in self.values.chunks_exact(WIDTH).zip(&self.scales) {
            mean.iter_mut().zip(vector).for_each(|(mean, value)| *mean += f32::from(*value) * scale);
        }
        let number = nothing + self.len() as f32;
        mean.iter_mut().for_each(|mean| *mean /= number.max(1.0));
        mean
    }

    /// These vectors without what they have in common, their `mean` or that of vectors of their kind, of unit length again:
    /// the language and the matter of a text tell none of its sentences from the others.
    #[must_use]
    pub fn without(mut self, mean: &[f32]) -> Self {
        let mut vector = [0.0_f32; WIDTH];
        for room in self.rooms(1) {
            let scale = room.scales.first().copied().unwrap_or_default();
            let values = vector.iter_mut().zip(room.values.iter().zip(mean));
            values.for_each(|(kept, (value, mean))| *kept = f32::from(*value) * scale - mean);
            room.write(std::iter::once(vector.as_slice()));
        }
        self
    }

    /// Puts a vector of `others` in the place of one of these, or behind them where `at` is past the end.
    pub fn put(&mut self, at: usize, others: &Self, other: usize) {
        let (values, scale) = (others.rows(other..other + 1), others.scales.get(other).copied());
        match (self.values.get_mut(at.saturating_mul(WIDTH)..at.saturating_add(1).saturating_mul(WIDTH)), self.scales.get_mut(at))
        {
            (Some(own), Some(own_scale)) if own.len() == values.len() => {
                own.copy_from_slice(values);
                *own_scale = scale.unwrap_or_default();
            }
            _ => {
                self.values.extend_from_slice(values);
                self.scales.extend(scale);
            }
        }
    }

    fn rows(&self, range: Range<usize>) -> &[i8] {
        self.values.get(range.start.saturating_mul(WIDTH)..range.end.saturating_mul(WIDTH)).unwrap_or_default()
    }
}

/// Part of the sums or vectors, to be written; several parts are written at a time.
pub(super) struct Room<'a> {
    values: &'a mut [i8],
    scales: &'a mut [f32],
    #[cfg_attr(not(feature = "encoder"), expect(dead_code, reason = "only sums have pieces"))]
    pieces: &'a mut [u32],
}

impl Vectors {
    /// Room for so many.
    #[cfg(feature = "encoder")]
    pub(super) fn of(count: usize) -> Self {
        Self { values: vec![0; count * WIDTH], scales: vec![0.0; count] }
    }

    /// The room in parts of so many vectors.
    pub(super) fn rooms(&mut self, count: usize) -> impl ExactSizeIterator<Item = Room<'_>> {
        let parts = self.values.chunks_mut(count * WIDTH).zip(self.scales.chunks_mut(count));
        parts.map(|(values, scales)| Room { values, scales, pieces: &mut [] })
    }
}

impl Room<'_> {
    /// Writes vectors of any length.
    pub(super) fn write<'v>(self, vectors: impl Iterator<Item = &'v [f32]>) {
        for ((vector, values), scale) in vectors.zip(self.values.chunks_exact_mut(WIDTH)).zip(self.scales) {
            round(vector, values);
            let squares: i32 = values.iter().map(|kept| i32::from(*kept).pow(2)).sum();
            *scale = 1.0 / (squares.max(1) as f32).sqrt();
        }
    }
}

#[cfg(feature = "encoder")]
impl Sums {
    /// Room for texts, given whether each wants a blank before the next, with sums of that width.
    pub(super) fn of(blanks: Vec<bool>, width: usize) -> Self {
        let count = blanks.len();
        Self { values: vec![0; count * width], scales: vec![0.0; count], pieces: vec![0; count], blanks }
    }

    /// The room in parts of so many texts each.
    pub(super) fn rooms(&mut self, counts: impl Iterator<Item = usize>) -> Vec<Room<'_>> {
        let width = self.values.len() / self.len().max(1);
        let mut rest = (&mut *self.values, &mut *self.scales, &mut *self.pieces);
        let mut rooms = Vec::new();
        for count in counts {
            let (values, scales, pieces) = std::mem::take(&mut rest);
            let (Some(values), Some(scales), Some(pieces)) = (
                values.split_at_mut_checked(count * width),
                scales.split_at_mut_checked(count),
                pieces.split_at_mut_checked(count),
            ) else {
                break;
            };
            rooms.push(Room { values: values.0, scales: scales.0, pieces: pieces.0 });
            rest = (values.1, scales.1, pieces.1);
        }
        rooms
    }

    /// Adds the sum of a text to `joined`.
    pub(super) fn add(&self, text: usize, joined: &mut [f32]) {
        let scale = self.scales.get(text).copied().unwrap_or_default();
        let values = self.values.iter().skip(text.saturating_mul(joined.len()));
        joined.iter_mut().zip(values).for_each(|(sum, value)| *sum += f32::from(*value) * scale);
    }
}

#[cfg(feature = "encoder")]
impl Room<'_> {
    /// Writes sums, and how many pieces each is of.
    pub(super) fn write_sums<'s>(self, sums: impl ExactSizeIterator<Item = &'s [f32]>, counts: &[f32]) {
        let width = self.values.len() / self.scales.len().max(1);
        let kept = self.values.chunks_exact_mut(width.max(1)).zip(self.scales.iter_mut().zip(self.pieces));
        for ((sum, count), (values, (scale, pieces))) in sums.zip(counts).zip(kept) {
            *scale = 1.0 / round(sum, values);
            *pieces = *count as u32;
        }
    }
}

/// Rounds values to whole numbers, of which the largest is 127, and gives what they were multiplied by.
fn round(values: &[f32], kept: &mut [i8]) -> f32 {
    let unit = 127.0 / values.iter().fold(f32::MIN_POSITIVE, |most, value| most.max(value.abs()));
    kept.iter_mut().zip(values).for_each(|(kept, value)| *kept = nearest(value * unit) as i8);
    unit
}

/// The nearest whole number; much faster than the function of the library, where the processor has none for it.
pub(super) fn nearest(value: f32) -> i32 {
    (value + 0.5_f32.copysign(value)) as i32
}
