//! The dense layers after the sum over a text.

use ndarray::Array2;

use super::convolutions::FEATURES;
use super::embeddings::WIDTH;
use super::matrix::add_product;
use super::weights::Weights;

/// The layers after the sum over a text.
#[derive(Debug)]
pub(super) struct Dense {
    sum: Array2<f32>,
    sum_bias: Vec<f32>,
    /// The first layer and the way past it, side by side.
    enter: Array2<f32>,
    inner: Array2<f32>,
    wide: Array2<f32>,
    past_wide: Array2<f32>,
    last: Array2<f32>,
}

/// How many values enter the dense layers.
pub(super) const SUM: usize = 640;
/// How wide the first dense layer and the way past it are.
const INNER: usize = SUM / 2;

impl Dense {
    pub(super) fn read(weights: &Weights) -> Option<Self> {
        let (d0, p1) = (weights.matrix("dense.d0")?, weights.matrix("dense.p1")?);
        let dense = Self {
            sum: weights.matrix("sum")?,
            sum_bias: weights.floats("sum.bias")?,
            enter: ndarray::concatenate(ndarray::Axis(1), &[d0.view(), p1.view()]).ok()?.as_standard_layout().into_owned(),
            inner: weights.matrix("dense.d1")?,
            wide: weights.matrix("dense.d2")?,
            past_wide: weights.matrix("dense.p3")?,
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
        let mut bent = Vec::with_capacity(count * INNER);
        let mut inner = Vec::with_capacity(count * INNER);
        for sum in sums.chunks_exact(SUM) {
            let (first, past) = sum.split_at(INNER);
            bent.extend(first.iter().map(|value| value.max(0.0)));
            inner.extend_from_slice(past);
        }
        add_product(&mut inner, &bent, &self.inner);
        inner.iter_mut().for_each(|value| *value = value.max(0.0));
        let mut wide = vec![0.0; count * WIDTH];
        add_product(&mut wide, &inner, &self.wide);
        wide.iter_mut().for_each(|value| *value = value.max(0.0));
        let mut vectors = vec![0.0; count * WIDTH];
        add_product(&mut vectors, &inner, &self.past_wide);
        add_product(&mut vectors, &wide, &self.last);
        vectors.iter_mut().for_each(|value| *value = value.tanh());
        vectors
    }
}
