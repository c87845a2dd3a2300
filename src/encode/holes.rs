//! Where a sentence lacks words: a small network over the pieces around each place.
//!
//! It takes the embeddings of the encoder, so it knows words that it never saw, and two convolutions over three pieces each;
//! what these give for the six pieces on each side of a place tells whether words are gone there. It was fitted on sentences
//! from which names and other words had been taken: see `tools/holes.py`.

use ndarray::Array2;

use super::Hole;
use super::embeddings::{Embeddings, WIDTH};
use super::matrix::add_product;
use super::vocabulary::Placed;
use super::weights::Weights;
use crate::lang::{Language, PerLanguage};

/// How many values stand for a piece.
const INNER: usize = 96;
/// How many pieces a convolution sees.
const RUN: usize = 3;
/// How many pieces count on each side of a place.
const AROUND: usize = 6;
/// The piece that stands beyond both ends of a sentence.
const BEYOND: u32 = 3;
/// Longer sentences, in pieces, are not looked at.
const LONGEST: usize = 400;

/// A layer: what it multiplies with, and what it adds.
#[derive(Debug)]
struct Layer {
    matrix: Array2<f32>,
    bias: Vec<f32>,
}

impl Layer {
    fn read(weights: &Weights, name: &str, height: usize) -> Option<Self> {
        let layer = Self { matrix: weights.matrix(name)?, bias: weights.floats(&format!("{name}.bias"))? };
        (layer.matrix.dim() == (height, layer.bias.len())).then_some(layer)
    }

    /// What it makes of rows that stand one behind the other.
    fn of(&self, rows: &[f32]) -> Vec<f32> {
        let height = self.matrix.nrows();
        let mut made: Vec<f32> = (0..rows.len() / height.max(1)).flat_map(|_| self.bias.iter().copied()).collect();
        add_product(&mut made, rows, &self.matrix);
        made
    }

    /// The same, with nothing below zero.
    fn above_zero(&self, rows: &[f32]) -> Vec<f32> {
        let mut made = self.of(rows);
        made.iter_mut().for_each(|value| *value = value.max(0.0));
        made
    }
}

/// The network of a language.
#[derive(Debug)]
pub(super) struct Network {
    enter: Layer,
    convolutions: [Layer; 2],
    around: Layer,
    inner: Layer,
    last: Layer,
}

static NETWORKS: PerLanguage<Option<Network>> =
    PerLanguage::new(|language| Network::read(&Weights::open(language.tables.holes)?));

impl Network {
    /// The network of a language, where it has one.
    pub(super) fn of(language: &'static Language) -> Option<&'static Self> {
        NETWORKS.of(language).as_ref()
    }

    fn read(weights: &Weights) -> Option<Self> {
        let layer = |name: &str, height: usize| Layer::read(weights, name, height);
        let (around, inner) = (layer("around", 2 * AROUND * INNER)?, weights.shape("inner")?.0);
        let read = Self {
            enter: layer("enter", WIDTH)?,
            convolutions: [layer("convolution.0", RUN * INNER)?, layer("convolution.1", RUN * INNER)?],
            inner: layer("inner", inner)?,
            last: layer("last", weights.shape("inner")?.1)?,
            around,
        };
        let fits = read.enter.bias.len() == INNER
            && read.convolutions.iter().all(|layer| layer.bias.len() == INNER)
            && read.around.bias.len() == inner
            && read.last.bias.len() == 1;
        fits.then_some(read)
    }

    /// The places between the pieces of a sentence where a word or a mark begins, and what is to be thought of them.
    pub(super) fn holes(&self, placed: &[Placed], embeddings: &Embeddings) -> Vec<Hole> {
        if placed.len() > LONGEST {
            return Vec::new();
        }
        let beyond = [BEYOND; AROUND];
        let pieces = beyond.iter().copied().chain(placed.iter().map(|placed| placed.piece)).chain(beyond);
        let mut entered = Vec::with_capacity((placed.len() + 2 * AROUND) * WIDTH);
        for piece in pieces {
            let start = entered.len();
            entered.resize(start + WIDTH, 0.0);
            embeddings.write(piece, &mut entered[start..]);
        }
        let mut values = self.enter.of(&entered);
        values.iter_mut().for_each(|value| *value = value.tanh());
        for convolution in &self.convolutions {
            let added = convolution.above_zero(&runs(&values));
            values.iter_mut().zip(added).for_each(|(value, added)| *value += added);
        }
        // Behind the piece at each place but the last.
        let places = 1..placed.len();
        let around: Vec<f32> = places.clone().flat_map(|at| values[at * INNER..][..2 * AROUND * INNER].iter().copied()).collect();
        let odds = self.last.of(&self.inner.above_zero(&self.around.above_zero(&around)));
        let holes = places.zip(odds).filter_map(|(at, odds)| placed.get(at).map(|behind| (behind, odds)));
        holes.filter(|(behind, _)| behind.opens).map(|(behind, odds)| Hole { at: behind.at, odds }).collect()
    }
}

/// Each row of values between those before and behind it, nothing where there are none.
fn runs(values: &[f32]) -> Vec<f32> {
    let rows = values.len() / INNER;
    let mut runs = Vec::with_capacity(rows * RUN * INNER);
    for at in 0..rows {
        for row in [at.checked_sub(1), Some(at), Some(at + 1)] {
            let row = row.and_then(|row| values.get(row * INNER..(row + 1) * INNER));
            runs.extend_from_slice(row.unwrap_or(&[0.0; INNER]));
        }
    }
    runs
}
