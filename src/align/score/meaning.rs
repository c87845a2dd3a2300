//! How near the meanings of sentences are, by the vectors of a sentence encoder.

use std::ops::Range;

use super::model::count;
use super::runs::Runs;
use crate::encode::Encoder;
use crate::segment::Document;
use crate::threads::map_in_parallel;

/// The vectors of runs of neighbouring sentences of both texts, and how near they are by chance.
#[derive(Debug)]
pub(crate) struct Meaning {
    sides: [Runs; 2],
    /// By side and sentence, how near it is to the sentences across that are not its rendering.
    base: [Vec<f32>; 2],
    /// How far nearness by chance varies around that.
    pub(super) chance: f64,
}

/// A sentence is compared with so many across to see what is chance.
const SAMPLE: usize = 48;
/// The nearness by chance that is expected before any is seen, and how many sentences that counts for.
const EXPECTED_BASE: (f32, f32) = (0.05, 2.0);
/// The variance of nearness by chance that is expected, and how many sentences that counts for.
const EXPECTED_CHANCE: (f64, f64) = (0.01, 20.0);

/// For so many sentences chance is told at a time.
const STRETCH: usize = 256;

impl Meaning {
    /// Encodes the sentences of both texts.
    pub(crate) fn read(encoder: &Encoder, source: &Document, target: &Document, threads: usize) -> Self {
        let sides = [source, target].map(|document| Runs::read(encoder, document, threads));
        let mut meaning = Self { sides, base: [Vec::new(), Vec::new()], chance: EXPECTED_CHANCE.0 };
        let (mut squares, mut number) = (EXPECTED_CHANCE.0 * EXPECTED_CHANCE.1, EXPECTED_CHANCE.1);
        for side in 0..2 {
            let [sentences, across] = [side, 1 - side].map(|side| meaning.sides[side].sentences());
            let stretches: Vec<usize> = (0..sentences).step_by(STRETCH).collect();
            let near = map_in_parallel(stretches.into_iter(), threads, |first| {
                let stretch = first..(first + STRETCH).min(sentences);
                stretch.map(|sentence| meaning.near_by_chance(side, sentence, across)).collect::<Vec<_>>()
            });
            for near in near.iter().flatten() {
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

    /// Encodes the runs of sentences of both texts that beads will ask for, by side marked at their [number](super::number); no bead
    /// asks for others. After the `last` time hardly any will be asked for that were not asked for before.
    pub(crate) fn prepare(
        &mut self,
        encoder: &Encoder,
        documents: [&Document; 2],
        marked: &[Vec<bool>; 2],
        last: bool,
        threads: usize,
    ) {
        for ((runs, document), marked) in self.sides.iter_mut().zip(documents).zip(marked) {
            runs.set(encoder, document, marked, threads);
            if last {
                runs.forget_sums();
            }
        }
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
        from.cosine(source, to, target)
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
