//! The dense layers after the sum over a text.

use ndarray::Array2;

use super::convolutions::FEATURES;
use super::embeddings::WIDTH;
use super::matrix::{add_product, side_by_side};
use super::weights::Weights;

/// The layers after the sum over a text.
#[derive(Debug)]
pub(super) struct Dense {
    sum: Array2<f32>,
    sum_bias: Vec<f32>,
    /// The first layer and the way past it, side by side.
    enter: Array2<f32>,
    inner: Array2<f32>,
    /// The wide layer and the way past it, side by side.
    wide: Array2<f32>,
    last: Array2<f32>,
}

/// How many values enter the dense layers.
pub(super) const SUM: usize = 640;
/// How wide the first dense layer and the way past it are.
const INNER: usize = SUM / 2;

impl Dense {
    pub(super) fn read(weights: &Weights) -> Option<Self> {
        let beside = |one: &str, other: &str| side_by_side(&[weights.matrix(one)?.view(), weights.matrix(other)?.view()]);
        let dense = Self {
            sum: weights.matrix("sum")?,
            sum_bias: weights.floats("sum.bias")?,
            enter: beside("dense.d0", "dense.p1")?,
            inner: weights.matrix("dense.d1")?,
            wide: beside("dense.d2", "dense.p3")?,
            last: weights.matrix("dense.d3")?,
        };
        (dense.sum.dim() == (FEATURES, WIDTH) && dense.enter.dim() == (WIDTH, SUM)).then_some(dense)
    }

    /// Takes sums of features as far as they still add up. `pieces` says how many pieces each text has.
    pub(super) fn enter(&self, features: &[f32], pieces: &[f32]) -> Vec<f32> {
        let biases = pieces.iter().flat_map(|&pieces| self.sum_bias.iter().map(move |bias| bias * pieces));
        let mut projected: Vec<f32> = biases.collect();
        add_product(&mut projected, features, &self.sum);
        let mut entered = vec![0.0; pieces.len() * SUM];
        add_product(&mut entered, &projected, &self.enter);
        entered
    }

    /// What the layers make of sums, each scaled by the root of its number of pieces: vectors of any length.
    pub(super) fn leave(&self, sums: &[f32]) -> Vec<f32> {
        let count = sums.len() / SUM;
        let mut inner = Vec::with_capacity(count * INNER);
        for sum in sums.chunks_exact(SUM) {
            let (bent, past) = sum.split_at(INNER);
            let before = inner.len();
            inner.extend_from_slice(past);
            add_rows_above_zero(&mut inner[before..], bent, &self.inner);
        }
        inner.iter_mut().for_each(|value| *value = value.max(0.0));
        let mut wide = vec![0.0; count * 2 * WIDTH];
        add_product(&mut wide, &inner, &self.wide);
        let mut vectors = Vec::with_capacity(count * WIDTH);
        for wide in wide.chunks_exact(2 * WIDTH) {
            let (bent, past) = wide.split_at(WIDTH);
            let before = vectors.len();
            vectors.extend_from_slice(past);
            add_rows_above_zero(&mut vectors[before..], bent, &self.last);
        }
        vectors.iter_mut().for_each(|value| *value = hyperbolic_tangent(*value));
        vectors
    }
}

/// The hyperbolic tangent within 0.0001, by Lambert's continued fraction cut after its seventh term, which the
/// compiler can work out for several values at a time.
fn hyperbolic_tangent(value: f32) -> f32 {
    // Here the fraction reaches 1.
    let value = value.clamp(-4.97, 4.97);
    let square = value * value;
    let over = value * (135_135.0 + square * (17_325.0 + square * (378.0 + square)));
    over / (135_135.0 + square * (62_370.0 + square * (3_150.0 + square * 28.0)))
}

/// Adds the product of those values that are above zero, which are few, with their rows of the matrix.
fn add_rows_above_zero(sum: &mut [f32], values: &[f32], matrix: &Array2<f32>) {
    for (&value, row) in values.iter().zip(matrix.rows()) {
        if let (true, Some(row)) = (value > 0.0, row.as_slice()) {
            sum.iter_mut().zip(row).for_each(|(sum, weight)| *sum += value * weight);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hyperbolic_tangent_is_close_to_that_of_the_library() {
        for step in -4000_i16..=4000 {
            let value = f32::from(step) / 400.0;
            assert!((hyperbolic_tangent(value) - value.tanh()).abs() < 1.5e-4, "{value}");
        }
    }
}
