//! How near the meanings of sentences are, by the vectors of a sentence encoder.

use std::ops::Range;

use super::model::count;
use super::shape::LONGEST;
use crate::encode::{Encoder, Vectors};
use crate::segment::Document;

/// The vectors of all runs of neighbouring sentences of both texts, and how near they are by chance.
#[derive(Debug)]
pub(crate) struct Meaning {
    sides: [Runs; 2],
    /// By side and sentence, how near it is to the sentences across that are not its rendering.
    base: [Vec<f32>; 2],
    /// How far nearness by chance varies around that.
    pub(super) chance: f64,
}

/// So many sentences that share nothing are added to those of a text.
const EXPECTED_SHARED: f32 = 5.0;
/// A sentence is compared with so many across to see what is chance.
const SAMPLE: usize = 48;
/// The nearness by chance that is expected before any is seen, and how many sentences that counts for.
const EXPECTED_BASE: (f32, f32) = (0.05, 2.0);
/// The variance of nearness by chance that is expected, and how many sentences that counts for.
const EXPECTED_CHANCE: (f64, f64) = (0.01, 20.0);

/// The vectors of all runs of 1 to [`LONGEST`] sentences that begin at each sentence.
#[derive(Debug)]
struct Runs {
    vectors: Vectors,
    sentences: usize,
}

impl Runs {
    fn read(encoder: &Encoder, document: &Document, threads: usize) -> Self {
        let sentences = document.segments().len();
        // Of traditional and simplified characters the encoder knows the latter better.
        let fold = document.language().fold;
        let words: Vec<String> = (0..sentences).map(|at| document.words(at).chars().map(fold).collect()).collect();
        let sums = encoder.sums(&words.iter().map(String::as_str).collect::<Vec<_>>(), threads);
        let runs = (0..sentences).flat_map(|first| (1..=LONGEST).map(move |length| first..(first + length).min(sentences)));
        let vectors = encoder.vectors(&sums, &runs.collect::<Vec<_>>(), threads);
        // What all sentences of a text share would make any two of them near.
        Self { vectors: vectors.without_mean((0..sentences).map(|at| at * LONGEST), EXPECTED_SHARED), sentences }
    }

    fn index(range: &Range<usize>) -> usize {
        range.start * LONGEST + range.len() - 1
    }
}

impl Meaning {
    /// Encodes both texts.
    pub(crate) fn read(encoder: &Encoder, source: &Document, target: &Document, threads: usize) -> Self {
        let sides = [source, target].map(|document| Runs::read(encoder, document, threads));
        let mut meaning = Self { sides, base: [Vec::new(), Vec::new()], chance: EXPECTED_CHANCE.0 };
        let (mut squares, mut number) = (EXPECTED_CHANCE.0 * EXPECTED_CHANCE.1, EXPECTED_CHANCE.1);
        for side in 0..2 {
            let across = meaning.sides[1 - side].sentences;
            for sentence in 0..meaning.sides[side].sentences {
                let near = meaning.near_by_chance(side, sentence, across);
                let base =
                    (near.iter().sum::<f32>() + EXPECTED_BASE.0 * EXPECTED_BASE.1) / (single(near.len()) + EXPECTED_BASE.1);
                squares += near.iter().map(|near| f64::from((near - base).powi(2))).sum::<f64>();
                number += count(near.len());
                meaning.base[side].push(base);
            }
        }
        meaning.chance = squares / number;
        meaning
    }

    /// How near a sentence is to some that stand evenly spread across, but for the nearest of them, one of which may be
    /// its rendering.
    fn near_by_chance(&self, side: usize, sentence: usize, across: usize) -> Vec<f32> {
        let others = (0..across).step_by((across / SAMPLE).max(1));
        let own = sentence..sentence + 1;
        let mut near: Vec<f32> = others
            .map(|other| match side {
                0 => self.nearness(&own, &(other..other + 1)),
                _ => self.nearness(&(other..other + 1), &own),
            })
            .collect();
        near.sort_unstable_by(f32::total_cmp);
        near.truncate(near.len() * 9 / 10);
        near
    }

    /// The cosine between the vectors of two runs of sentences.
    fn nearness(&self, source: &Range<usize>, target: &Range<usize>) -> f32 {
        let [from, to] = &self.sides;
        from.vectors.cosine(Runs::index(source), &to.vectors, Runs::index(target))
    }

    /// How much nearer two runs of sentences are than by chance.
    pub(super) fn excess(&self, source: &Range<usize>, target: &Range<usize>) -> f64 {
        let mean = |side: usize, range: &Range<usize>| {
            let base = &self.base[side][range.clone()];
            base.iter().sum::<f32>() / single(base.len().max(1))
        };
        f64::from(self.nearness(source, target) - (mean(0, source) + mean(1, target)) / 2.0)
    }
}

#[expect(clippy::cast_precision_loss, reason = "counts of sentences are far below the precision of a float")]
fn single(number: usize) -> f32 {
    number as f32
}
