//! What depends on a piece alone, whatever stands around it: nearly all the products of matrices. It is worked
//! out once for each distinct piece.

use ndarray::{Array2, Axis};

use super::convolutions::{BRANCH, EPSILON, FEATURES, RUNS};
use super::embeddings::{Embeddings, WIDTH};
use super::matrix::{add_product, side_by_side};
use super::vectors::nearest;
use super::weights::Weights;

/// How many values the convolutions take from a row: two layers, for each place in each run.
const STEPS: usize = 2 * (RUNS[0].0 + RUNS[1].0 + RUNS[2].0) * BRANCH;
/// What the layers of the convolutions make of a piece is kept in whole numbers of 1 / `FINE`: sums of them stay
/// exact and take half the memory.
pub(super) const FINE: f32 = 64.0;

/// The layers that see one piece at a time.
#[derive(Debug)]
pub(super) struct Projection {
    matrix: Array2<f32>,
    bias: Vec<f32>,
    gain: Vec<f32>,
    shift: Vec<f32>,
    /// For each convolution the matrices of its first and second layer, for each place in the run, side by side.
    steps: Vec<Array2<f32>>,
}

/// What the layers make of some pieces, a row each.
#[derive(Debug, Default)]
pub(super) struct Rows {
    /// The embedding, and what enters each convolution.
    features: Vec<f32>,
    /// The sum and the sum of squares of the embedding.
    moments: Vec<(f32, f32)>,
    /// For each convolution, layer and place in the run, what the layer's matrix there makes of what enters.
    steps: Vec<i16>,
}

/// One row.
#[derive(Debug, Clone, Copy)]
pub(super) struct Row<'a> {
    pub(super) features: &'a [f32],
    pub(super) moments: (f32, f32),
    steps: &'a [i16],
}

impl Row<'_> {
    /// What a layer (0 or 1) of a convolution makes of the piece at a place in the run.
    pub(super) fn step(&self, convolution: usize, layer: usize, place: usize) -> &[i16] {
        let before: usize = RUNS.iter().take(convolution).map(|(length, _)| 2 * length).sum();
        let at = before + RUNS.get(convolution).map_or(0, |(length, _)| layer * length) + place;
        self.steps.get(at * BRANCH..(at + 1) * BRANCH).unwrap_or_default()
    }
}

impl Rows {
    /// The row of that number.
    pub(super) fn row(&self, row: usize) -> Option<Row<'_>> {
        Some(Row {
            features: self.features.get(row * FEATURES..(row + 1) * FEATURES)?,
            moments: *self.moments.get(row)?,
            steps: self.steps.get(row * STEPS..(row + 1) * STEPS)?,
        })
    }
}

impl Projection {
    pub(super) fn read(weights: &Weights) -> Option<Self> {
        let steps = RUNS.iter().map(|(length, _)| {
            let layers = [weights.matrix(&format!("grams{length}.1"))?, weights.matrix(&format!("grams{length}.2"))?];
            let places: Vec<_> = layers.iter().flat_map(|layer| layer.axis_chunks_iter(Axis(0), BRANCH)).collect();
            let beside = side_by_side(&places)?;
            (beside.dim() == (BRANCH, 2 * length * BRANCH)).then_some(beside)
        });
        let projection = Self {
            steps: steps.collect::<Option<_>>()?,
            matrix: weights.matrix("project")?,
            bias: weights.floats("project.bias")?,
            gain: weights.floats("project.gain")?,
            shift: weights.floats("project.shift")?,
        };
        (projection.matrix.dim() == (WIDTH, FEATURES - WIDTH)).then_some(projection)
    }

    /// The rows of pieces, in their order.
    pub(super) fn rows(&self, pieces: &[u32], embeddings: &Embeddings) -> Rows {
        let mut embedded = vec![0.0; pieces.len() * WIDTH];
        for (&piece, row) in pieces.iter().zip(embedded.chunks_exact_mut(WIDTH)) {
            embeddings.write(piece, row);
        }
        let mut projected = self.bias.repeat(pieces.len());
        add_product(&mut projected, &embedded, &self.matrix);
        let mut rows = Rows { steps: vec![0; pieces.len() * STEPS], ..Rows::default() };
        let mut entering = vec![Vec::with_capacity(pieces.len() * BRANCH); RUNS.len()];
        for (embedding, row) in embedded.chunks_exact(WIDTH).zip(projected.chunks_exact_mut(FEATURES - WIDTH)) {
            let (sum, squares) = moments(row);
            let (mean, square) = (sum / row.len() as f32, squares / row.len() as f32);
            let scale = 1.0 / (square - mean * mean + EPSILON).sqrt();
            let norms = self.gain.iter().zip(&self.shift);
            row.iter_mut().zip(norms).for_each(|(value, (gain, shift))| *value = (*value - mean) * scale * gain + shift);
            for (branch, entering) in row.chunks_exact(BRANCH).zip(&mut entering) {
                entering.extend_from_slice(branch);
            }
            rows.features.extend_from_slice(embedding);
            rows.features.extend_from_slice(row);
            rows.moments.push(moments(embedding));
        }
        let mut first = 0;
        for (entering, matrix) in entering.iter().zip(&self.steps) {
            let width = matrix.ncols();
            let mut made = vec![0.0; pieces.len() * width];
            add_product(&mut made, entering, matrix);
            for (made, row) in made.chunks_exact(width).zip(rows.steps.chunks_exact_mut(STEPS)) {
                row.iter_mut().skip(first).zip(made).for_each(|(step, made)| *step = rounded(*made));
            }
            first += width;
        }
        rows
    }
}

/// A value in whole numbers of 1 / `FINE`; what is out of bounds stops at the bounds.
pub(super) fn rounded(value: f32) -> i16 {
    nearest(value * FINE).clamp(i16::MIN.into(), i16::MAX.into()) as i16
}

/// The sum and the sum of squares of values whose number is a multiple of 16.
pub(super) fn moments(values: &[f32]) -> (f32, f32) {
    // Sums by lane, so that the compiler can use vector registers.
    let (mut sums, mut squares) = ([0.0_f32; 16], [0.0_f32; 16]);
    for values in values.chunks_exact(16) {
        for ((sum, square), value) in sums.iter_mut().zip(&mut squares).zip(values) {
            *sum += value;
            *square += value * value;
        }
    }
    (sums.iter().sum(), squares.iter().sum())
}
