//! All ways to pair two texts within a band, and how likely each bead is among them.

use std::ops::Range;

use super::band::Band;
use crate::align::score::{Counts, LONGEST, Match, SHAPES, Scorer, Steps};

/// A bead that the search settled on.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Found {
    pub(crate) source: Range<usize>,
    pub(crate) target: Range<usize>,
    /// How likely the bead is among all that the band allows.
    pub(crate) probability: f64,
}

/// The band with the probability of each bead that begins at each node.
pub(crate) struct Lattice {
    band: Band,
    /// By node and shape, the probability of the bead that begins there.
    pairs: Vec<f32>,
    /// How many of the shapes are looked at.
    shapes: usize,
    /// What a sentence alone counts against a bead in the choice of the way.
    alone_in_choice: f64,
    /// By node, the probability that a source sentence without counterpart follows, and a target sentence.
    lone: [Vec<f32>; 2],
    /// What was counted on the way.
    pub(crate) counts: Counts,
}

/// After a bead with both sides, within a gap of the source, within a gap of the target.
type States = [f64; 3];

const NOWHERE: States = [f64::NEG_INFINITY; 3];

struct LogSteps {
    open: [f64; 2],
    more: [f64; 2],
    /// From a gap of the source to one of the target.
    turn: f64,
    /// To a bead with both sides, from each state.
    pair: States,
}

impl LogSteps {
    fn new(steps: &Steps) -> Self {
        Self {
            open: [steps.open_source.ln() - steps.alone, steps.open_target.ln() - steps.alone],
            more: [steps.more_source.ln() - steps.alone, steps.more_target.ln() - steps.alone],
            turn: ((1.0 - steps.more_source) * steps.open_target).ln() - steps.alone,
            pair: [
                (1.0 - steps.open_source - steps.open_target).ln(),
                ((1.0 - steps.more_source) * (1.0 - steps.open_target)).ln(),
                (1.0 - steps.more_target).ln(),
            ],
        }
    }
}

impl Lattice {
    /// Weighs all ways through `band`, with beads of the first `shapes` of [`SHAPES`].
    pub(crate) fn new(band: Band, scorer: &mut Scorer<'_>, steps: &Steps, shapes: usize) -> Self {
        let scores = scores(&band, scorer, shapes);
        let lengths = [scorer.len(0), scorer.len(1)];
        let alone_in_choice = scorer.alone_in_choice();
        let lone = [Vec::new(), Vec::new()];
        let mut lattice = Self { band, pairs: scores, shapes, alone_in_choice, lone, counts: Counts::default() };
        lattice.weigh(&LogSteps::new(steps), lengths);
        lattice
    }

    /// Turns scores into probabilities by the forward–backward algorithm.
    fn weigh(&mut self, steps: &LogSteps, [source, target]: [usize; 2]) {
        let nodes = self.band.nodes();
        let forward = self.forward(steps, source);
        let mut backward = vec![NOWHERE; nodes];
        self.lone = [vec![0.0; nodes], vec![0.0; nodes]];
        let Some(end) = self.band.node(source, target) else { return };
        backward[end] = [0.0; 3];
        let all = log_sum(&forward[end]);
        let mut counts = Counts::default();
        for place in (0..=source).rev() {
            let (low, high) = self.band.row(place);
            for across in (low..=high).rev() {
                let Some(node) = self.band.node(place, across) else { continue };
                let here = forward[node];
                let mut ahead = if node == end { [0.0; 3] } else { NOWHERE };
                if let Some(next) = self.band.node(place + 1, across) {
                    let gap = backward[next][1];
                    ahead[0] = log_add(ahead[0], steps.open[0] + gap);
                    ahead[1] = log_add(ahead[1], steps.more[0] + gap);
                    let opened = (here[0] + steps.open[0] + gap - all).exp();
                    let more = (here[1] + steps.more[0] + gap - all).exp();
                    counts.opened_source += opened;
                    counts.more_source += more;
                    self.lone[0][node] = single(opened + more);
                }
                if let Some(next) = self.band.node(place, across + 1) {
                    let gap = backward[next][2];
                    ahead[0] = log_add(ahead[0], steps.open[1] + gap);
                    ahead[1] = log_add(ahead[1], steps.turn + gap);
                    ahead[2] = log_add(ahead[2], steps.more[1] + gap);
                    let opened = (here[0] + steps.open[1] + gap - all).exp();
                    let turned = (here[1] + steps.turn + gap - all).exp();
                    let more = (here[2] + steps.more[1] + gap - all).exp();
                    counts.opened_target += opened;
                    counts.ended_source += turned;
                    counts.more_target += more;
                    self.lone[1][node] = single(opened + turned + more);
                }
                let to_pair = [here[0] + steps.pair[0], here[1] + steps.pair[1], here[2] + steps.pair[2]];
                let arrive = log_sum(&to_pair);
                let mut pairs = f64::NEG_INFINITY;
                let mut probability = 0.0;
                for (shape, &(wide, tall)) in SHAPES.iter().enumerate().take(self.shapes) {
                    let value = self.pairs[node * self.shapes + shape];
                    let next = self.band.node(place + wide, across + tall).filter(|_| value > f32::NEG_INFINITY);
                    let Some(next) = next else {
                        self.pairs[node * self.shapes + shape] = 0.0;
                        continue;
                    };
                    let onward = f64::from(value) + backward[next][0];
                    pairs = log_add(pairs, onward);
                    let likely = (arrive + onward - all).exp();
                    counts.shapes[shape] += likely;
                    probability += likely;
                    self.pairs[node * self.shapes + shape] = single(likely);
                }
                counts.pairs += probability;
                if arrive > f64::NEG_INFINITY {
                    counts.ended_source += probability * (to_pair[1] - arrive).exp();
                    counts.ended_target += probability * (to_pair[2] - arrive).exp();
                }
                for (ahead, step) in ahead.iter_mut().zip(steps.pair) {
                    *ahead = log_add(*ahead, step + pairs);
                }
                backward[node] = ahead;
            }
        }
        self.counts = counts;
    }

    fn forward(&self, steps: &LogSteps, source: usize) -> Vec<States> {
        let mut forward = vec![NOWHERE; self.band.nodes()];
        if let Some(start) = forward.first_mut() {
            start[0] = 0.0;
        }
        for place in 0..=source {
            let (low, high) = self.band.row(place);
            for across in low..=high {
                let Some(node) = self.band.node(place, across) else { continue };
                let here = forward[node];
                let to_pair = [here[0] + steps.pair[0], here[1] + steps.pair[1], here[2] + steps.pair[2]];
                let arrive = log_sum(&to_pair);
                if arrive == f64::NEG_INFINITY {
                    continue;
                }
                if let Some(next) = self.band.node(place + 1, across) {
                    let gap = log_add(here[0] + steps.open[0], here[1] + steps.more[0]);
                    forward[next][1] = log_add(forward[next][1], gap);
                }
                if let Some(next) = self.band.node(place, across + 1) {
                    let gap = log_sum(&[here[0] + steps.open[1], here[1] + steps.turn, here[2] + steps.more[1]]);
                    forward[next][2] = log_add(forward[next][2], gap);
                }
                for (shape, &(wide, tall)) in SHAPES.iter().enumerate().take(self.shapes) {
                    let value = self.pairs[node * self.shapes + shape];
                    if value > f32::NEG_INFINITY
                        && let Some(next) = self.band.node(place + wide, across + tall)
                    {
                        forward[next][0] = log_add(forward[next][0], arrive + f64::from(value));
                    }
                }
            }
        }
        forward
    }

    /// The way with the most beads that are expected to be right.
    pub(crate) fn best(&self, [source, target]: [usize; 2]) -> Vec<Found> {
        let nodes = self.band.nodes();
        let mut value = vec![f64::NEG_INFINITY; nodes];
        // The step that led to a node, as the sentences that it took.
        let mut step: Vec<(u8, u8)> = vec![(0, 0); nodes];
        if let Some(start) = value.first_mut() {
            *start = 0.0;
        }
        for place in 0..=source {
            let (low, high) = self.band.row(place);
            for across in low..=high {
                let Some(node) = self.band.node(place, across) else { continue };
                let here = value[node];
                if here == f64::NEG_INFINITY {
                    continue;
                }
                let pairs = SHAPES
                    .iter()
                    .take(self.shapes)
                    .zip(&self.pairs[node * self.shapes..])
                    .map(|(&shape, &likely)| (shape, f64::from(likely)));
                let lone = [
                    ((1, 0), self.alone_in_choice * f64::from(self.lone[0][node])),
                    ((0, 1), self.alone_in_choice * f64::from(self.lone[1][node])),
                ];
                for ((wide, tall), gain) in lone.into_iter().chain(pairs) {
                    if let Some(next) = self.band.node(place + wide, across + tall)
                        && here + gain > value[next]
                        && (gain > 0.0 || wide + tall == 1)
                    {
                        value[next] = here + gain;
                        step[next] = (u8::try_from(wide).unwrap_or(0), u8::try_from(tall).unwrap_or(0));
                    }
                }
            }
        }
        let (mut place, mut across) = (source, target);
        let mut found = Vec::new();
        while let Some(node) = self.band.node(place, across) {
            let (wide, tall) = (usize::from(step[node].0), usize::from(step[node].1));
            if wide + tall == 0 {
                break;
            }
            let from = (place - wide, across - tall);
            let probability = self.band.node(from.0, from.1).map_or(0.0, |node| self.probability(node, (wide, tall)));
            found.push(Found { source: from.0..place, target: from.1..across, probability });
            (place, across) = from;
        }
        found.reverse();
        found
    }

    fn probability(&self, node: usize, shape: (usize, usize)) -> f64 {
        let likely = match shape {
            (1, 0) => self.lone[0][node],
            (0, 1) => self.lone[1][node],
            _ => SHAPES.iter().position(|&known| known == shape).map_or(0.0, |shape| self.pairs[node * self.shapes + shape]),
        };
        f64::from(likely)
    }

    /// For each source place, the first and the last target place that any likely way passes.
    pub(crate) fn likely(&self, path: &[Found], source: usize) -> Vec<(usize, usize)> {
        const UNLIKELY: f32 = 0.001;
        let mut rows: Vec<(usize, usize)> = vec![(usize::MAX, 0); source + 1];
        let mut note = |place: usize, across: usize| {
            rows[place] = (rows[place].0.min(across), rows[place].1.max(across));
        };
        note(0, 0);
        for bead in path {
            note(bead.source.end, bead.target.end);
        }
        for place in 0..=source {
            let (low, high) = self.band.row(place);
            for across in low..=high {
                let Some(node) = self.band.node(place, across) else { continue };
                let pairs = &self.pairs[node * self.shapes..(node + 1) * self.shapes];
                if pairs.iter().chain([&self.lone[0][node], &self.lone[1][node]]).any(|&likely| likely > UNLIKELY) {
                    note(place, across);
                }
            }
        }
        let mut last = (0, 0);
        for row in &mut rows {
            if row.0 > row.1 {
                *row = last;
            }
            last = *row;
        }
        rows
    }
}

/// The score of each bead in the band, by node and shape; minus infinity where there is none.
fn scores(band: &Band, scorer: &mut Scorer<'_>, shapes: usize) -> Vec<f32> {
    let lengths = [scorer.len(0), scorer.len(1)];
    let mut scores = vec![f32::NEG_INFINITY; band.nodes() * shapes];
    // The matches of the rows that beads of this row may reach; a row is thrown away when it is passed.
    let mut rows: std::collections::VecDeque<Row> = std::collections::VecDeque::new();
    for place in 0..lengths[0] {
        while rows.len() < LONGEST && place + rows.len() < lengths[0] {
            rows.push_back(Row::new(band, scorer, place + rows.len(), lengths[1]));
        }
        let (low, high) = band.row(place);
        for across in low..=high {
            let Some(node) = band.node(place, across) else { continue };
            for (shape, &(wide, tall)) in SHAPES.iter().enumerate().take(shapes) {
                if place + wide > lengths[0] || across + tall > lengths[1] || band.node(place + wide, across + tall).is_none() {
                    continue;
                }
                let most = rows.iter().take(wide).map(|row| row.most(across..across + tall)).sum();
                let cells = (0..wide).flat_map(|row| (across..across + tall).map(move |column| (row, column)));
                let cells = cells.map(|(row, column)| rows[row].cell(column));
                scores[node * shapes + shape] = single(scorer.score(shape, place, across, most, cells));
            }
        }
        rows.pop_front();
    }
    scores
}

/// The matches of a source sentence with the target sentences of its row.
pub(super) struct Row {
    first: usize,
    ends: Vec<usize>,
    matches: Vec<Match>,
    /// The worth of all matches in the columns before each.
    worth: Vec<f32>,
}

impl Row {
    fn new(band: &Band, scorer: &mut Scorer<'_>, sentence: usize, target: usize) -> Self {
        let (low, high) = band.row(sentence);
        // A bead that begins in an earlier row may reach beyond this row on either hand.
        Self::over(scorer, sentence, low.saturating_sub(LONGEST)..(high + LONGEST).min(target))
    }

    /// The matches with each of `columns`.
    pub(super) fn over(scorer: &mut Scorer<'_>, sentence: usize, columns: Range<usize>) -> Self {
        let mut row =
            Self { first: columns.start, ends: Vec::with_capacity(columns.len()), matches: Vec::new(), worth: vec![0.0] };
        let mut worth = 0.0;
        scorer.enter(sentence);
        for column in columns {
            worth += scorer.matches(column, &mut row.matches);
            row.ends.push(row.matches.len());
            row.worth.push(worth);
        }
        row
    }

    /// What the matches in some columns are worth at most, together.
    pub(super) fn most(&self, columns: Range<usize>) -> f32 {
        let at = |column: usize| column.checked_sub(self.first).and_then(|index| self.worth.get(index)).copied();
        at(columns.end).zip(at(columns.start)).map_or(0.0, |(end, start)| end - start)
    }

    /// The matches with one of the row's target sentences, the best first.
    pub(super) fn cell(&self, column: usize) -> &[Match] {
        let Some(index) = column.checked_sub(self.first) else { return &[] };
        let Some(&end) = self.ends.get(index) else { return &[] };
        let start = index.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.matches[start..end]
    }
}

fn log_add(one: f64, other: f64) -> f64 {
    let (high, low) = if one > other { (one, other) } else { (other, one) };
    /// What is so much less likely makes no difference.
    const NOTHING: f64 = -30.0;
    if low - high > NOTHING { high + (low - high).exp().ln_1p() } else { high }
}

fn log_sum(values: &[f64]) -> f64 {
    let high = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    if high == f64::NEG_INFINITY { high } else { high + values.iter().map(|value| (value - high).exp()).sum::<f64>().ln() }
}

#[expect(clippy::cast_possible_truncation, reason = "scores and probabilities are kept in single precision")]
fn single(value: f64) -> f32 {
    value as f32
}
