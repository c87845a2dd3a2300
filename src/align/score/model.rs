//! The figures of the pair at hand: how often beads have which shape, how lengths go together, how often a
//! word finds its rendering.  All are estimated from the pair itself in a few rounds.

use super::links::{KINDS, Kind, Links};
use super::lists::Lists;
use super::meaning::Meaning;
use super::shape::SHAPES;
use super::terms::Terms;
use super::weights::Weights;

/// What is known of a pair of texts.
#[derive(Debug, Clone)]
pub(crate) struct Model {
    /// The logarithm of the probability of each shape, given that a bead has both sides.
    pub(super) shapes: [f64; SHAPES.len()],
    /// How the beads follow each other.
    pub(crate) steps: Steps,
    /// How lengths go together.
    pub(super) length: Length,
    /// How likely a term finds its rendering in the right bead, by side and kind of link.
    pub(super) found: [[f64; KINDS]; 2],
    /// How paragraphs go together.
    pub(super) paragraphs: Paragraphs,
    /// How much nearer than by chance right beads are in meaning, and the variance of that.
    pub(super) near: (f64, f64),
    /// How much each kind of evidence counts.
    pub(super) weights: &'static Weights,
}

/// Probabilities of what follows a bead: another pair, or sentences without counterpart.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Steps {
    /// That source sentences without counterpart begin.
    pub(crate) open_source: f64,
    /// That target sentences without counterpart begin.
    pub(crate) open_target: f64,
    /// That source sentences without counterpart go on.
    pub(crate) more_source: f64,
    /// That target sentences without counterpart go on.
    pub(crate) more_target: f64,
    /// What each sentence without counterpart costs besides: little where most of a text has none.
    pub(crate) alone: f64,
}

/// The ratio of lengths, logarithmic, and its variance, which falls as sentences grow.
#[derive(Debug, Clone, Copy)]
pub(super) struct Length {
    pub(super) ratio: f64,
    pub(super) variance: f64,
    /// Times the sum of the reciprocal lengths.
    pub(super) variance_of_short: f64,
    /// The variance of the logarithms of the lengths of sentences, on each side.
    pub(super) spread: [f64; 2],
}

/// Logarithms of how much likelier than by chance a break between paragraphs meets the bounds of beads.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Paragraphs {
    /// For a bead that opens a paragraph in neither text, in the target only, in the source only, in both.
    pub(super) opening: [f64; 4],
    /// For two sentences of a bead, by side: without and with a break between them.
    pub(super) within: [[f64; 2]; 2],
}

/// What a model learns from: beads with both sides, and how likely each is.
pub(crate) struct Seen {
    pub(crate) source: std::ops::Range<usize>,
    pub(crate) target: std::ops::Range<usize>,
    pub(crate) weight: f64,
}

/// Expected counts of how beads follow each other.
#[derive(Debug, Clone, Default)]
pub(crate) struct Counts {
    pub(crate) shapes: [f64; SHAPES.len()],
    pub(crate) pairs: f64,
    pub(crate) opened_source: f64,
    pub(crate) opened_target: f64,
    pub(crate) more_source: f64,
    pub(crate) more_target: f64,
    pub(crate) ended_source: f64,
    pub(crate) ended_target: f64,
}

fn expected_shape((source, target): (usize, usize)) -> f64 {
    match source + target {
        2 => 0.75,
        3 => 0.08,
        4 if source == target => 0.02,
        more => 0.03 / f64::powi(2.0, i32::try_from(more).unwrap_or(9) - 4) / 2.0,
    }
}

impl Model {
    /// What is expected of any two texts, of which the target is `bulk` times as long as the source.
    pub(crate) fn expected(source: &Terms, target: &Terms, bulk: f64, weights: &'static Weights) -> Self {
        let total = |terms: &Terms| terms.lengths.iter().map(|&length| f64::from(length)).sum::<f64>().max(1.0);
        let ratio = (total(target) / total(source)).ln();
        // Texts as long as each other's renderings would be: take their own ratio. Others hold more than each other.
        let ratio = if (ratio - bulk.ln()).abs() < 0.3 { ratio } else { bulk.ln() };
        let found = [0.6, 0.6, 0.4, 0.4, 0.3, 0.4, 0.2];
        let mut model = Self {
            shapes: SHAPES.map(|shape| expected_shape(shape).ln()),
            steps: Steps { open_source: 0.04, open_target: 0.04, more_source: 0.5, more_target: 0.5, alone: weights.alone },
            length: Length { ratio, variance: 0.03, variance_of_short: 1.5, spread: [spread(source), spread(target)] },
            found: [found, found],
            paragraphs: Paragraphs::default(),
            near: EXPECTED_NEAR,
            weights,
        };
        model.paragraphs = model.paragraphs_from(source, target, &[]);
        model
    }

    /// The model that fits what was seen.
    pub(crate) fn fitted(
        &self,
        source: &Terms,
        target: &Terms,
        links: &Links,
        meaning: Option<&Meaning>,
        seen: &[Seen],
        counts: &Counts,
    ) -> Self {
        Self {
            shapes: shapes_from(counts, self.weights),
            steps: steps_from(counts, source.len() + target.len(), self.weights),
            length: self.length_from(source, target, seen),
            found: self.found_from(source, target, links, seen),
            paragraphs: self.paragraphs_from(source, target, seen),
            near: meaning.map_or(self.near, |meaning| near_from(meaning, seen)),
            weights: self.weights,
        }
    }

    fn length_from(&self, source: &Terms, target: &Terms, seen: &[Seen]) -> Length {
        let sum = |terms: &Terms, range: &std::ops::Range<usize>| {
            terms.lengths[range.clone()].iter().map(|&length| f64::from(length)).sum::<f64>()
        };
        let points: Vec<(f64, f64, f64)> = seen
            .iter()
            .map(|bead| {
                let (from, to) = (sum(source, &bead.source), sum(target, &bead.target));
                ((to / from).ln(), 1.0 / from + 1.0 / to, bead.weight)
            })
            .collect();
        // Some beads of the expected kind keep a short text from extremes.
        let (mut weight, mut ratio) = (5.0, 5.0 * self.length.ratio);
        for &(x, short, w) in &points {
            let w = w / (self.length.variance + self.length.variance_of_short * short) * 0.05;
            weight += w;
            ratio += w * x;
        }
        let ratio = ratio / weight;
        // The variance as a line over the reciprocal lengths, by least squares; wild ratios count as less wild ones.
        let mut sums = [10.0, 10.0 * 0.02, 10.0 * 0.0008, 10.0 * (0.03 + 1.5 * 0.02), 10.0 * (0.03 * 0.02 + 1.5 * 0.0008)];
        for &(x, short, w) in &points {
            let expected = self.length.variance + self.length.variance_of_short * short;
            let square = ((x - ratio).powi(2)).min(9.0 * expected);
            let w = w * (0.06 / expected).powi(2);
            for (sum, value) in sums.iter_mut().zip([1.0, short, short * short, square, square * short]) {
                *sum += w * value;
            }
        }
        let [n, h, hh, y, hy] = sums;
        let slope = ((n * hy - h * y) / (n * hh - h * h).max(1e-9)).clamp(0.0, 4.0);
        let variance = ((y - slope * h) / n).clamp(0.008, 0.3);
        Length { ratio, variance, variance_of_short: slope, ..self.length }
    }

    /// How often terms of the right beads found a rendering by each kind of link.
    fn found_from(&self, source: &Terms, target: &Terms, links: &Links, seen: &[Seen]) -> [[f64; KINDS]; 2] {
        const EXPECTED: f64 = 10.0;
        /// So many beads and more tell it well enough; of twice as many every second is looked at.
        const TELLING: usize = 1_000;
        let mut hits = self.found.map(|side| side.map(|found| found * EXPECTED));
        let mut tries = [[EXPECTED; KINDS]; 2];
        // By side and term, the last bead that holds it on that side, from 1.
        let mut held = [vec![0_u32; source.list.len()], vec![0_u32; target.list.len()]];
        for (bead, number) in seen.iter().step_by((seen.len() / TELLING).max(1)).zip(1..) {
            let words = [&source.of_sentence[bead.source.clone()], &target.of_sentence[bead.target.clone()]];
            for (held, words) in held.iter_mut().zip(words) {
                words.iter().flatten().for_each(|&term| held[term as usize] = number);
            }
            for (side, of) in [&links.of_source, &links.of_target].into_iter().enumerate() {
                let across = &held[1 - side];
                for &term in words[side].iter().flatten() {
                    let has = links.expected[side][term as usize];
                    let met = of.of(term).iter().filter(|&&(to, _)| across[to as usize] == number);
                    let best: Option<Kind> = met.map(|&(_, kind)| kind).min();
                    for kind in (0..KINDS).filter(|&kind| has[kind]) {
                        // A term that was found by a surer link says nothing of the others.
                        if best.is_none_or(|best| best as usize >= kind) {
                            tries[side][kind] += bead.weight;
                        }
                    }
                    if let Some(kind) = best {
                        hits[side][kind as usize] += bead.weight;
                    }
                }
            }
        }
        let mut found = hits;
        for (found, tries) in found.iter_mut().flatten().zip(tries.iter().flatten()) {
            *found = (*found / tries).clamp(0.02, 0.97);
        }
        found
    }

    fn paragraphs_from(&self, source: &Terms, target: &Terms, seen: &[Seen]) -> Paragraphs {
        let rate = |terms: &Terms| {
            let breaks = terms.opens_paragraph.iter().skip(1).filter(|&&opens| opens).count();
            (count(breaks) + 0.5) / (count(terms.len()) + 1.0)
        };
        let rates = [rate(source), rate(target)];
        if rates.iter().any(|&rate| rate * count(source.len().min(target.len()) + 1) < 1.0) {
            return Paragraphs::default();
        }
        // Before anything is seen: breaks meet in half of the cases, and a bead seldom has one inside.
        let [s, t] = rates;
        let both = 0.5 * s * t + 0.5 * s.min(t);
        let joint = [1.0 - s - t + both, t - both, s - both, both];
        let mut opening = joint.map(|share| share.max(0.001) * 20.0);
        let mut within = rates.map(|rate| [20.0 * (1.0 - 0.4 * rate), 20.0 * 0.4 * rate]);
        for bead in seen.iter().filter(|bead| bead.source.start > 0 && bead.target.start > 0) {
            let place = usize::from(source.opens_paragraph[bead.source.start]) * 2
                + usize::from(target.opens_paragraph[bead.target.start]);
            opening[place] += bead.weight;
            for (side, (terms, range)) in [(source, &bead.source), (target, &bead.target)].into_iter().enumerate() {
                for sentence in range.start + 1..range.end {
                    within[side][usize::from(terms.opens_paragraph[sentence])] += bead.weight;
                }
            }
        }
        let total: f64 = opening.iter().sum();
        let marginal = [(opening[2] + opening[3]) / total, (opening[1] + opening[3]) / total];
        let chance = |opens: bool, rate: f64| if opens { rate } else { 1.0 - rate };
        let mut result = Paragraphs::default();
        for (place, value) in opening.into_iter().enumerate() {
            let by_chance = chance(place & 2 != 0, marginal[0]) * chance(place & 1 != 0, marginal[1]);
            result.opening[place] = (value / total / by_chance).ln();
        }
        for ((result, [whole, broken]), rate) in result.within.iter_mut().zip(within).zip(rates) {
            let total = whole + broken;
            *result = [(whole / total / (1.0 - rate)).ln(), (broken / total / rate).ln()];
        }
        result
    }
}

#[expect(clippy::cast_precision_loss, reason = "counts of sentences are far below the precision of a float")]
pub(super) fn count(number: usize) -> f64 {
    number as f64
}

fn spread(terms: &Terms) -> f64 {
    let logs: Vec<f64> = terms.lengths.iter().map(|&length| f64::from(length).ln()).collect();
    let number = count(logs.len()).max(1.0);
    let mean = logs.iter().sum::<f64>() / number;
    (logs.iter().map(|log| (log - mean).powi(2)).sum::<f64>() / number).clamp(0.1, 1.5)
}

fn shapes_from(counts: &Counts, weights: &Weights) -> [f64; SHAPES.len()] {
    let total: f64 = counts.shapes.iter().sum::<f64>() + weights.expected_shapes;
    let scale: f64 = SHAPES.iter().map(|&shape| expected_shape(shape)).sum();
    let mut shapes = counts.shapes;
    for (count, shape) in shapes.iter_mut().zip(SHAPES) {
        *count = ((*count + weights.expected_shapes * expected_shape(shape) / scale) / total).ln();
    }
    shapes
}

/// Mean and variance of how much nearer than by chance right beads are in meaning, before any is seen, as the encoder
/// finds them in news.
const EXPECTED_NEAR: (f64, f64) = (0.5, 0.03);

fn near_from(meaning: &Meaning, seen: &[Seen]) -> (f64, f64) {
    const EXPECTED: f64 = 10.0;
    let points: Vec<(f64, f64)> = seen.iter().map(|bead| (meaning.excess(&bead.source, &bead.target), bead.weight)).collect();
    let (mut weight, mut sum) = (EXPECTED, EXPECTED * EXPECTED_NEAR.0);
    for &(near, seen) in &points {
        weight += seen;
        sum += seen * near;
    }
    let mean = sum / weight;
    let squares: f64 = points.iter().map(|&(near, seen)| seen * (near - mean).powi(2)).sum();
    (mean, ((squares + EXPECTED * EXPECTED_NEAR.1) / weight).clamp(0.003, 0.1))
}

/// Where fewer sentences than this are without counterpart, the text is taken for one that was rendered whole.
const SELDOM_LONE: f64 = 0.005;

fn steps_from(counts: &Counts, sentences: usize, weights: &Weights) -> Steps {
    let part = |seen: f64, of: f64, expected: f64| (seen + expected * weights.expected_steps) / (of + weights.expected_steps);
    let lone = counts.opened_source + counts.more_source + counts.opened_target + counts.more_target;
    let lone_share = (lone / count(sentences.max(1))).clamp(0.0, 1.0);
    // Where one text holds much that the other lacks, the other may well hold something too.
    let open = 0.02 + 0.2 * lone_share;
    Steps {
        open_source: part(counts.opened_source, counts.pairs, open).clamp(0.001, 0.3),
        open_target: part(counts.opened_target, counts.pairs, open).clamp(0.001, 0.3),
        more_source: part(counts.more_source, counts.more_source + counts.ended_source, 0.5).clamp(0.05, 0.995),
        more_target: part(counts.more_target, counts.more_target + counts.ended_target, 0.5).clamp(0.05, 0.995),
        alone: weights.alone * (1.0 - lone_share) + weights.whole * (1.0 - lone_share / SELDOM_LONE).max(0.0),
    }
}

/// What each term and link of a pair is worth under a model.
pub(crate) struct Worth {
    /// By side and term: what it counts against a bead when it stays without rendering.
    pub(super) missed: [Vec<f32>; 2],
    /// By side and term: what a match by a link of each kind adds to that.
    gains: [Vec<[f32; KINDS]>; 2],
    /// By source term, the links that are worth something: the target term, and what a match adds where the source term is
    /// matched already, and where the target term is; both together are what it adds where neither is.
    pub(super) again: Lists<(u32, [f32; 2])>,
}

/// Links worth less than this are left out: words that stand nearly everywhere.
const LEAST: f32 = 0.2;

impl Worth {
    pub(crate) fn new(source: &Terms, target: &Terms, links: &Links, model: &Model) -> Self {
        let (missed_source, gains_source) =
            side_worth(&links.expected[0], target, &links.of_source, &model.found[0], model.weights);
        let (missed_target, gains_target) =
            side_worth(&links.expected[1], source, &links.of_target, &model.found[1], model.weights);
        let mut worth =
            Self { missed: [missed_source, missed_target], gains: [gains_source, gains_target], again: Lists::default() };
        worth.again = links.of_source.filter_map(|from, (to, kind)| {
            let again = worth.again(from, to, kind);
            (again[0] + again[1] > LEAST).then_some((to, again))
        });
        worth
    }

    /// What a match by a link adds where the source term is matched already, and where the target term is.
    pub(super) fn again(&self, from: u32, to: u32, kind: Kind) -> [f32; 2] {
        [self.gains[1][to as usize][kind as usize], self.gains[0][from as usize][kind as usize]]
    }
}

/// For each term of a side: what missing counts, and by kind what a match adds to that.
fn side_worth(
    expected: &[[bool; KINDS]],
    across: &Terms,
    links: &Lists<(u32, Kind)>,
    found: &[f64; KINDS],
    weights: &Weights,
) -> (Vec<f32>, Vec<[f32; KINDS]>) {
    let sentences = count(across.len()) + 1.0;
    let mut missed = Vec::with_capacity(links.len());
    let mut gains = Vec::with_capacity(links.len());
    for (links, has) in links.iter().zip(expected) {
        let mut absent = [1.0; KINDS];
        for &(to, kind) in links {
            absent[kind as usize] *= 1.0 - f64::from(across.list[to as usize].sentences) / sentences;
        }
        let (mut miss, mut gain) = (0.0, [0.0; KINDS]);
        for kind in (0..KINDS).filter(|&kind| has[kind]) {
            let chance = (1.0 - absent[kind] + 0.5 / sentences).min(0.99);
            if found[kind] > chance {
                let here = ((1.0 - found[kind]) / (1.0 - chance)).ln();
                miss += here;
                gain[kind] = (found[kind] / chance).ln() - here;
            }
        }
        #[expect(clippy::cast_possible_truncation, reason = "scores are kept in single precision")]
        {
            missed.push((weights.trust * weights.missed * miss) as f32);
            gains.push(gain.map(|gain| (weights.trust * gain) as f32));
        }
    }
    (missed, gains)
}

/// What a match counts less for each sentence across that it could have been in by chance.
pub(super) fn dilution(sentences: usize, weights: &Weights) -> f32 {
    #[expect(clippy::cast_possible_truncation, reason = "scores are kept in single precision")]
    let dilution = (weights.trust * weights.dilution * count(sentences).ln()) as f32;
    dilution
}
