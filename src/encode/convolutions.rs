//! The convolutions over runs of pieces, and the sum of what they give over a text.
//!
//! Each has two layers, and each layer adds to what it takes what its matrix makes of the run, where that is
//! above zero. That is so for few values (about one in thirty after the first layer), hence the products with
//! what the first layer adds are sums of few rows of a matrix; those with what enters depend on the piece alone
//! and are kept in its row.

use super::embeddings::WIDTH;
use super::rows::{FINE, Row, moments, rounded};
use super::weights::Weights;

/// How wide what a convolution takes and gives is.
pub(super) const BRANCH: usize = 256;
/// What enters the sum of a piece: its embedding and what each convolution gives.
pub(super) const FEATURES: usize = WIDTH + RUNS.len() * BRANCH;
/// The runs that the convolutions see: how long, and how many pieces of them stand before the piece in question.
pub(super) const RUNS: [(usize, usize); 3] = [(2, 0), (3, 1), (5, 2)];
/// Keeps a norm from dividing by nothing.
pub(super) const EPSILON: f32 = 1e-12;

/// What a convolution has beside the matrices that are worked into the rows of the pieces.
#[derive(Debug)]
struct Convolution {
    first_bias: Vec<i16>,
    second_bias: Vec<i16>,
    /// The matrix of the second layer: for each value that it takes the rows of all places in the run.
    second: Vec<f32>,
}

/// The convolutions and the norm of what they give.
#[derive(Debug)]
pub(super) struct Convolutions {
    convolutions: Vec<Convolution>,
    gain: Vec<f32>,
    shift: Vec<f32>,
}

/// Memory that is used again from text to text.
#[derive(Debug, Default)]
pub(super) struct Scratch {
    /// What the first layer adds: the place in the text, the value's number, the value.
    added: Vec<(usize, usize, f32)>,
    /// What each convolution gives at each place, beside what entered it.
    given: Vec<f32>,
}

impl Convolution {
    fn read(weights: &Weights, length: usize) -> Option<Self> {
        let bias = |layer: usize| {
            let bias = weights.floats(&format!("grams{length}.{layer}.bias"))?;
            (bias.len() == BRANCH).then(|| bias.into_iter().map(rounded).collect())
        };
        let stacked = weights.matrix(&format!("grams{length}.2"))?;
        if stacked.dim() != (length * BRANCH, BRANCH) {
            return None;
        }
        let mut second = Vec::with_capacity(stacked.len());
        for row in (0..BRANCH).flat_map(|value| (0..length).map(move |place| place * BRANCH + value)) {
            second.extend_from_slice(stacked.row(row).to_slice()?);
        }
        Some(Self { first_bias: bias(1)?, second_bias: bias(2)?, second })
    }
}

impl Convolutions {
    pub(super) fn read(weights: &Weights) -> Option<Self> {
        let convolutions = RUNS.iter().map(|(length, _)| Convolution::read(weights, *length)).collect::<Option<_>>()?;
        let read = Self { convolutions, gain: weights.floats("sum.gain")?, shift: weights.floats("sum.shift")? };
        (read.gain.len() == FEATURES && read.shift.len() == FEATURES).then_some(read)
    }

    /// The sum over a text, given by the rows of its pieces, of the features of each piece.
    pub(super) fn sum(&self, text: &[Row<'_>], scratch: &mut Scratch, sum: &mut [f32]) {
        scratch.given.clear();
        scratch.given.resize(RUNS.len() * text.len() * BRANCH, 0.0);
        for number in 0..RUNS.len() {
            self.convolve(number, text, scratch);
        }
        let mut means = 0.0;
        let mut branches = [0.0_f32; RUNS.len() * BRANCH];
        for (at, row) in text.iter().enumerate() {
            let (embedding, entered) = row.features.split_at(WIDTH);
            for (number, (branch, entered)) in branches.chunks_exact_mut(BRANCH).zip(entered.chunks_exact(BRANCH)).enumerate() {
                let given = &scratch.given[(number * text.len() + at) * BRANCH..][..BRANCH];
                branch.iter_mut().zip(entered).zip(given).for_each(|((value, entered), given)| *value = entered + given);
            }
            let (total, squares) = moments(&branches);
            let count = FEATURES as f32;
            let (mean, square) = ((row.moments.0 + total) / count, (row.moments.1 + squares) / count);
            let scale = 1.0 / (square - mean * mean + EPSILON).sqrt();
            means += mean * scale;
            let (first, rest) = sum.split_at_mut(WIDTH);
            first.iter_mut().zip(embedding).for_each(|(sum, value)| *sum += value * scale);
            rest.iter_mut().zip(&branches).for_each(|(sum, value)| *sum += value * scale);
        }
        let pieces = text.len() as f32;
        let norms = self.gain.iter().zip(&self.shift);
        sum.iter_mut().zip(norms).for_each(|(sum, (gain, shift))| *sum = (*sum - means) * gain + pieces * shift);
    }

    /// What a convolution adds to what enters it, at each place in the text.
    fn convolve(&self, number: usize, text: &[Row<'_>], scratch: &mut Scratch) {
        let (Some(convolution), Some(&(length, before))) = (self.convolutions.get(number), RUNS.get(number)) else { return };
        let Scratch { added, given } = scratch;
        let given = &mut given[number * text.len() * BRANCH..][..text.len() * BRANCH];
        added.clear();
        let mut whole = [0_i16; BRANCH];
        for (at, out) in given.chunks_exact_mut(BRANCH).enumerate() {
            // The places of the run that lie in the text.
            let places = before.saturating_sub(at)..length.min(text.len() + before - at);
            whole.copy_from_slice(&convolution.second_bias);
            for place in places.clone() {
                add(&mut whole, text[at + place - before].step(number, 1, place));
            }
            out.iter_mut().zip(&whole).for_each(|(out, value)| *out = f32::from(*value) / FINE);
            whole.copy_from_slice(&convolution.first_bias);
            for place in places {
                add(&mut whole, text[at + place - before].step(number, 0, place));
            }
            for (chunk, values) in whole.chunks_exact(16).enumerate() {
                if values.iter().fold(0, |most, value| most.max(*value)) > 0 {
                    let above = values.iter().enumerate().filter(|(_, value)| **value > 0);
                    added.extend(above.map(|(index, value)| (at, chunk * 16 + index, f32::from(*value) / FINE)));
                }
            }
        }
        for &(at, index, value) in added.iter() {
            let rows = &convolution.second[index * length * BRANCH..][..length * BRANCH];
            for (place, row) in rows.chunks_exact(BRANCH).enumerate() {
                let to = (at + before).wrapping_sub(place);
                if let Some(out) = given.get_mut(to.saturating_mul(BRANCH)..to.saturating_add(1).saturating_mul(BRANCH)) {
                    out.iter_mut().zip(row).for_each(|(out, weight)| *out += value * weight);
                }
            }
        }
        given.iter_mut().for_each(|value| *value = value.max(0.0));
        for &(at, index, value) in added.iter() {
            given[at * BRANCH + index] += value;
        }
    }
}

fn add(sum: &mut [i16; BRANCH], values: &[i16]) {
    sum.iter_mut().zip(values).for_each(|(sum, value)| *sum = sum.saturating_add(*value));
}
