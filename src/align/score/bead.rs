//! What a bead is worth: how well its words, lengths and paragraphs fit, against words that meet by chance.

use std::ops::Range;

use super::meaning::Meaning;
use super::model::{Model, Worth, count, dilution};
use super::places::{Place, Places, RunLength};
use super::shape::{LONGEST, SHAPES};
use super::terms::Terms;

/// A bead that falls below this whatever its words are worth is never better than its sentences alone.
const HOPELESS: f64 = -20.0;
/// No nearness of meaning outweighs more.
const MEANING_MOST: f64 = 10.0;

/// What beads of one pair of texts are worth under one model.
pub(crate) struct Scorer<'a> {
    pub(super) texts: [&'a Terms; 2],
    meaning: Option<&'a Meaning>,
    pub(super) model: &'a Model,
    pub(super) worth: &'a Worth,
    /// By side, the place of the first word of each sentence, and one past the last.
    pub(super) places: &'a [Vec<u32>; 2],
    /// By side and place, how many words across the word may answer to.
    pub(super) reach: &'a [Vec<u8>; 2],
    /// By side, the runs of 1 to [`LONGEST`] sentences that begin at each sentence.
    runs: [Vec<Run>; 2],
    lengths: [LengthsByChance; SHAPES.len()],
    /// By the number of sentences across, what a match counts less.
    pub(super) dilution: [f32; LONGEST + 1],
    /// By place in the target, what stands there.
    pub(super) across: &'a [Place],
}

/// What a run of sentences brings to whatever bead it is a side of.
#[derive(Debug, Clone, Copy, Default)]
struct Run {
    /// The logarithm of its length, and the reciprocal.
    length: f64,
    short: f64,
    /// What its words count when they are all missed, and its breaks between paragraphs.
    worth: f64,
}

/// The lengths that beads of a shape have by chance.
#[derive(Debug, Clone, Copy)]
struct LengthsByChance {
    ratio: f64,
    variance: f64,
}

impl<'a> Scorer<'a> {
    pub(crate) fn new(
        source: &'a Terms,
        target: &'a Terms,
        places: &'a Places,
        meaning: Option<&'a Meaning>,
        model: &'a Model,
        worth: &'a Worth,
    ) -> Self {
        let texts = [source, target];
        let runs =
            [0, 1].map(|side| runs(texts[side], &places.lengths[side], &worth.missed[side], &model.paragraphs.within[side]));
        let lengths = SHAPES.map(|(wide, tall)| LengthsByChance {
            ratio: model.length.ratio + (count(tall) / count(wide)).ln(),
            variance: model.length.spread[0] / count(wide) + model.length.spread[1] / count(tall),
        });
        let dilution = std::array::from_fn(|sentences| dilution(sentences.max(1), model.weights));
        let Places { firsts, reach, across, .. } = places;
        Self { texts, meaning, model, worth, places: firsts, reach, runs, lengths, dilution, across }
    }

    /// What a sentence alone counts against a bead when the way with the most right beads is chosen.
    pub(crate) fn alone_in_choice(&self) -> f64 {
        self.model.weights.alone_in_choice
    }

    /// Where ways were less likely than this, the search does not look again, as [`super::weights::Weights`] has it.
    pub(crate) fn likely(&self) -> [f32; 3] {
        self.model.weights.likely
    }

    /// How many sentences a side has.
    pub(crate) fn len(&self, side: usize) -> usize {
        self.texts[side].len()
    }

    /// What a bead is worth but for the words that match, unless it is hopeless even with all the `words` could be worth.
    pub(super) fn score_without_words(&self, shape: usize, ranges: &[Range<usize>; 2], words: f64) -> Option<f64> {
        let run = |side: usize| self.runs[side].get(ranges[side].start * LONGEST + ranges[side].len() - 1);
        let (from, to) = (run(0)?, run(1)?);
        let opens = |side: usize| usize::from(self.texts[side].opens_paragraph[ranges[side].start]);
        let paragraphs = self.model.paragraphs.opening[opens(0) * 2 + opens(1)];
        let mut score = self.model.shapes[shape] + paragraphs + from.worth + to.worth;
        score += self.lengths(shape, from, to);
        // Nearness of meaning is worth little beside words, and costs more to tell.
        if score + words < HOPELESS - MEANING_MOST {
            return None;
        }
        score += self.meaning(ranges);
        (score + words >= HOPELESS).then_some(score)
    }

    fn lengths(&self, shape: usize, from: &Run, to: &Run) -> f64 {
        let length = self.model.length;
        let ratio = to.length - from.length;
        let variance = length.variance + length.variance_of_short * (from.short + to.short);
        // By chance, a sentence has the length of any other.
        let by_chance = self.lengths[shape];
        let chance = variance + by_chance.variance;
        // The difference of the logarithms of two normal densities.
        let fit = 0.5
            * ((ratio - by_chance.ratio).powi(2) / chance - (ratio - length.ratio).powi(2) / variance + (chance / variance).ln());
        mixed(fit, self.model.weights.wild_lengths)
    }

    fn meaning(&self, [source, target]: &[Range<usize>; 2]) -> f64 {
        let Some(meaning) = self.meaning else { return 0.0 };
        let (mean, variance) = self.model.near;
        let near = meaning.excess(source, target);
        // Nearer than right beads are is no argument against one, nor farther than by chance an argument for it.
        let fit = normal((near - mean).min(0.0), variance) - normal(near.max(0.0), meaning.chance);
        self.model.weights.meaning * mixed(fit, self.model.weights.wild_meaning)
    }
}

/// The runs of 1 to [`LONGEST`] sentences that begin at each sentence; shorter ones where the text ends.
fn runs(terms: &Terms, lengths: &[RunLength], missed: &[f32], within: &[f64; 2]) -> Vec<Run> {
    let missed: Vec<f64> =
        terms.of_sentence.iter().map(|terms| terms.iter().map(|&term| f64::from(missed[term as usize])).sum()).collect();
    let mut runs = Vec::with_capacity(lengths.len());
    for (first, lengths) in lengths.chunks(LONGEST).enumerate() {
        let mut worth = 0.0;
        for (sentence, &RunLength { length, short }) in (first..).zip(lengths) {
            if sentence < terms.len() {
                worth += missed[sentence];
                if sentence > first {
                    worth += within[usize::from(terms.opens_paragraph[sentence])];
                }
            }
            runs.push(Run { length, short, worth });
        }
    }
    runs
}

/// The likelihood ratio of a mixture: now and then a right bead has a length as wild as any, because a rendering
/// leaves a clause out.
fn mixed(fit: f64, wild: f64) -> f64 {
    (wild + (1.0 - wild) * fit.exp()).ln()
}

/// The logarithm of the normal density.
fn normal(distance: f64, variance: f64) -> f64 {
    -0.5 * (distance * distance / variance + (std::f64::consts::TAU * variance).ln())
}
