//! What a bead is worth: how well its words, lengths and paragraphs fit, against words that meet by chance.

use std::ops::Range;

use super::links::Links;
use super::meaning::Meaning;
use super::model::{Model, Worth, count, dilution};
use super::shape::SHAPES;
use super::terms::Terms;

/// A word of a source sentence and one of a target sentence that may render each other.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Match {
    /// What the match is worth when both words are still free.
    worth: f32,
    /// What it is worth when one of them, by side, is matched already but may answer to another word.
    again: [f32; 2],
    /// The places of the words, counted through the text, by side.
    places: [u32; 2],
}

/// A bead that falls below this whatever its words are worth is never better than its sentences alone.
const HOPELESS: f64 = -20.0;
/// No nearness of meaning outweighs more.
const MEANING_MOST: f64 = 10.0;
/// Matches worth less than this are left out: words that stand nearly everywhere.
const LEAST: f32 = 0.2;

/// Scores beads of one pair of texts under one model.
pub(crate) struct Scorer<'a> {
    texts: [&'a Terms; 2],
    links: &'a Links,
    meaning: Option<&'a Meaning>,
    model: &'a Model,
    worth: Worth,
    /// By side, the place of the first word of each sentence, and one past the last.
    places: [Vec<u32>; 2],
    /// By side and place, how many words across the word may answer to.
    reach: [Vec<u8>; 2],
    /// By side, the sums of what words count when missed, and of lengths, over the sentences before each.
    missed: [Vec<f64>; 2],
    lengths: [Vec<f64>; 2],
    /// By target term, the links of the sentence at hand: which word, what it is worth.
    row: Vec<Vec<(u32, f32, [f32; 2])>>,
    touched: Vec<u32>,
    /// By side and place, the last bead in which the word was matched, and how often.
    used: [Vec<(u32, u8)>; 2],
    bead: u32,
    scratch: Vec<Match>,
    order: Vec<u64>,
}

impl<'a> Scorer<'a> {
    pub(crate) fn new(
        source: &'a Terms,
        target: &'a Terms,
        links: &'a Links,
        meaning: Option<&'a Meaning>,
        model: &'a Model,
    ) -> Self {
        let worth = Worth::new(source, target, links, model);
        let texts = [source, target];
        let places =
            texts.map(|terms| sums(terms.of_sentence.iter().map(|terms| u32::try_from(terms.len()).unwrap_or(u32::MAX))));
        let reach = texts.map(|terms| {
            terms.of_sentence.iter().flatten().map(|&term| terms.list[term as usize].reach.max(1)).collect::<Vec<_>>()
        });
        let missed = [0, 1].map(|side| {
            let missed = &worth.missed[side];
            sums(
                texts[side]
                    .of_sentence
                    .iter()
                    .map(|terms| terms.iter().map(|&term| f64::from(missed[term as usize])).sum::<f64>()),
            )
        });
        let lengths = texts.map(|terms| sums(terms.lengths.iter().map(|&length| f64::from(length))));
        let used = [0, 1].map(|side: usize| vec![(0, 0); reach[side].len()]);
        let row = vec![Vec::new(); target.list.len()];
        Self {
            texts,
            links,
            meaning,
            model,
            worth,
            places,
            reach,
            missed,
            lengths,
            row,
            touched: Vec::new(),
            used,
            bead: 0,
            scratch: Vec::new(),
            order: Vec::new(),
        }
    }

    /// What a sentence alone counts against a bead when the way with the most right beads is chosen.
    pub(crate) fn alone_in_choice(&self) -> f64 {
        self.model.weights.alone_in_choice
    }

    /// How many sentences a side has.
    pub(crate) fn len(&self, side: usize) -> usize {
        self.texts[side].len()
    }

    /// Makes `sentence` of the source the one whose matches [`Scorer::matches`] finds.
    pub(crate) fn enter(&mut self, sentence: usize) {
        for term in self.touched.drain(..) {
            self.row[term as usize].clear();
        }
        for (place, &term) in (self.places[0][sentence]..).zip(&self.texts[0].of_sentence[sentence]) {
            let term = term as usize;
            let worth = self.worth.matched[term].iter().zip(self.worth.again[1][term].iter().zip(&self.worth.again[0][term]));
            for (&(to, _), (&worth, (&target_again, &source_again))) in self.links.of_source[term].iter().zip(worth) {
                if worth > LEAST {
                    if self.row[to as usize].is_empty() {
                        self.touched.push(to);
                    }
                    self.row[to as usize].push((place, worth, [target_again, source_again]));
                }
            }
        }
    }

    /// Adds the matches between the sentence entered and `sentence` of the target, the best first, and tells what they are
    /// worth together.
    pub(crate) fn matches(&self, sentence: usize, found: &mut Vec<Match>) -> f32 {
        if self.touched.is_empty() {
            return 0.0;
        }
        let from = found.len();
        for (place, &term) in (self.places[1][sentence]..).zip(&self.texts[1].of_sentence[sentence]) {
            found.extend(self.row[term as usize].iter().map(|&(own, worth, again)| Match { worth, again, places: [own, place] }));
        }
        sort(&mut found[from..]);
        found[from..].iter().map(|found| found.worth).sum()
    }

    /// The logarithm of how much likelier the bead is right than that its sentences met by chance, the
    /// probability of its shape included.  `cells` holds the matches of each pair of its sentences, `most` what they are
    /// worth together. Minus infinity where the bead is never better than its sentences alone.
    pub(crate) fn score<'m>(
        &mut self,
        shape: usize,
        source: usize,
        target: usize,
        most: f32,
        cells: impl Iterator<Item = &'m [Match]>,
    ) -> f64 {
        let (wide, high) = SHAPES[shape];
        let ranges = [source..source + wide, target..target + high];
        let mut score = self.model.shapes[shape] + self.lengths(&ranges) + self.paragraphs(&ranges) + f64::from(most);
        score += (0..2).map(|side| self.missed[side][ranges[side].end] - self.missed[side][ranges[side].start]).sum::<f64>();
        // Nearness of meaning is worth little beside words, and costs more to tell.
        if score < HOPELESS - MEANING_MOST {
            return f64::NEG_INFINITY;
        }
        score += self.meaning(&ranges);
        if score < HOPELESS {
            return f64::NEG_INFINITY;
        }
        score -= f64::from(most);
        let mut scratch = std::mem::take(&mut self.scratch);
        scratch.clear();
        cells.for_each(|cell| scratch.extend_from_slice(cell));
        self.order.clear();
        if wide + high > 2 {
            self.order.extend((0..).zip(&scratch).map(|(index, found)| key(found.worth, index)));
            self.order.sort_unstable();
        } else {
            self.order.extend((0..).zip(&scratch).map(|(index, _)| index));
        }
        // A word that is one of several sentences' is met more easily by chance.
        let price = [high, wide].map(|sentences| dilution(sentences, self.model.weights));
        score += f64::from(self.matched(&scratch, price));
        self.scratch = scratch;
        score
    }

    /// The worth of the best matches, each word in one, or in as many as it may answer to.
    fn matched(&mut self, matches: &[Match], price: [f32; 2]) -> f32 {
        self.bead = self.bead.wrapping_add(1);
        let mut sum = 0.0;
        for &key in &self.order {
            let Some(found) = matches.get((key & 0xFFFF_FFFF) as usize) else { continue };
            let times = [0, 1].map(|side: usize| {
                let (bead, times) = self.used[side][found.places[side] as usize];
                if bead == self.bead { times } else { 0 }
            });
            let worth = match times {
                [0, 0] => found.worth - price[0] - price[1],
                [n, 0] if n < self.reach[0][found.places[0] as usize] => found.again[0] - price[1],
                [0, n] if n < self.reach[1][found.places[1] as usize] => found.again[1] - price[0],
                _ => continue,
            };
            if worth > 0.0 {
                sum += worth;
                for ((used, place), times) in self.used.iter_mut().zip(found.places).zip(times) {
                    used[place as usize] = (self.bead, times.saturating_add(1));
                }
            }
        }
        sum
    }

    fn lengths(&self, ranges: &[Range<usize>; 2]) -> f64 {
        let length = self.model.length;
        let [from, to] = [0, 1].map(|side| self.lengths[side][ranges[side].end] - self.lengths[side][ranges[side].start]);
        let counts = [count(ranges[0].len()), count(ranges[1].len())];
        let ratio = (to / from).ln();
        let variance = length.variance + length.variance_of_short * (1.0 / from + 1.0 / to);
        // By chance, a sentence has the length of any other.
        let chance = variance + length.spread[0] / counts[0] + length.spread[1] / counts[1];
        let expected_by_chance = length.ratio + (counts[1] / counts[0]).ln();
        // The difference of the logarithms of two normal densities.
        let fit = 0.5
            * ((ratio - expected_by_chance).powi(2) / chance - (ratio - length.ratio).powi(2) / variance
                + (chance / variance).ln());
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

    fn paragraphs(&self, ranges: &[Range<usize>; 2]) -> f64 {
        let opens = [0, 1].map(|side: usize| &self.texts[side].opens_paragraph);
        let place = usize::from(opens[0][ranges[0].start]) * 2 + usize::from(opens[1][ranges[1].start]);
        let paragraphs = &self.model.paragraphs;
        let within: f64 = (0..2)
            .map(|side| {
                let inner = &opens[side][ranges[side].start + 1..ranges[side].end];
                inner.iter().map(|&broken| paragraphs.within[side][usize::from(broken)]).sum::<f64>()
            })
            .sum();
        paragraphs.opening[place] + within
    }
}

fn sort(matches: &mut [Match]) {
    matches.sort_unstable_by(|one, other| other.worth.total_cmp(&one.worth).then(one.places.cmp(&other.places)));
}

/// Sorts as the worth from the highest down, then as the index: bits of floats above 0 sort as their values.
fn key(worth: f32, index: u64) -> u64 {
    u64::from(!worth.to_bits()) << 32 | index
}

/// The likelihood ratio of a mixture: now and then a right bead has a length as wild as any, because a rendering
/// leaves a clause out.
fn mixed(fit: f64, wild: f64) -> f64 {
    wild.ln() + ((fit - wild.ln()).exp() * (1.0 - wild)).ln_1p()
}

/// The logarithm of the normal density.
fn normal(distance: f64, variance: f64) -> f64 {
    -0.5 * (distance * distance / variance + (std::f64::consts::TAU * variance).ln())
}

fn sums<T: Copy + Default + std::ops::Add<Output = T>>(values: impl Iterator<Item = T>) -> Vec<T> {
    let mut sums = vec![T::default()];
    let mut sum = T::default();
    for value in values {
        sum = sum + value;
        sums.push(sum);
    }
    sums
}
