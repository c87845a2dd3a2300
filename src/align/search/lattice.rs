//! All ways to pair two texts within a field, and how likely each bead is among them.

use std::collections::VecDeque;
use std::ops::Range;
use std::sync::Mutex;

use super::field::{Field, bits};
use super::scaled::{Scaled, States, factor};
use crate::align::score::{Counts, Desk, LONGEST, Room, SHAPES, Scorer, Steps};
use crate::threads::map_in_parallel;

/// A bead that the search settled on.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Found {
    pub(crate) source: Range<usize>,
    pub(crate) target: Range<usize>,
    /// How likely the bead is among all that the field allows.
    pub(crate) probability: f64,
}

/// How much of the logarithm of the odds of a bead is to be believed, as fitted on texts of all kinds: words are taken for
/// independent of each other, which makes the search too sure of itself.
pub(crate) const CREDIBLE: f64 = 0.23;

/// The field with the probability of each bead that begins at each node.
#[derive(Debug)]
pub(crate) struct Lattice {
    pub(super) field: Field,
    /// The probability of each bead that was not hopeless, node by node and shape by shape.
    beads: Vec<f32>,
    /// By node, the number of its first bead, and past the last node the number of beads.
    firsts: Vec<u32>,
    /// By node, the probability that a source sentence without counterpart follows, and a target sentence.
    lone: [Vec<f32>; 2],
    /// By node, how likely the way passes it.
    pub(super) passed: Vec<f32>,
    /// What a sentence alone counts against a bead in the choice of the way.
    alone_in_choice: f64,
    /// Where ways were less likely than this, the next round does not look: after single sentences, short beads and all.
    pub(super) likely: [f32; 3],
    /// What was counted on the way.
    pub(crate) counts: Counts,
}

/// After a bead with both sides, within a gap of the source, within a gap of the target.
const STATES: usize = 3;

/// The probabilities of the steps, the prices of sentences alone included.
struct Moves {
    open: [f64; 2],
    more: [f64; 2],
    /// From a gap of the source to one of the target.
    turn: f64,
    /// To a bead with both sides, from each state.
    pair: [f64; STATES],
}

impl Moves {
    fn new(steps: &Steps) -> Self {
        let alone = (-steps.alone).exp();
        Self {
            open: [steps.open_source * alone, steps.open_target * alone],
            more: [steps.more_source * alone, steps.more_target * alone],
            turn: (1.0 - steps.more_source) * steps.open_target * alone,
            pair: [
                1.0 - steps.open_source - steps.open_target,
                (1.0 - steps.more_source) * (1.0 - steps.open_target),
                1.0 - steps.more_target,
            ],
        }
    }

    /// What arrives at a bead with both sides from a node.
    fn arrive(&self, here: &States) -> Scaled {
        Scaled { value: (0..STATES).map(|state| here.values[state] * self.pair[state]).sum(), units: here.units }
    }
}

impl Lattice {
    /// Weighs all ways through `field`, on so many threads, whose number makes no difference.
    pub(crate) fn new(mut field: Field, scorer: &Scorer<'_>, steps: &Steps, threads: usize) -> Self {
        let (beads, firsts) = scores(&mut field, scorer, threads);
        let nodes = field.band.nodes();
        let mut lattice = Self {
            field,
            beads,
            firsts,
            lone: [vec![0.0; nodes], vec![0.0; nodes]],
            passed: vec![0.0; nodes],
            alone_in_choice: scorer.alone_in_choice(),
            likely: scorer.likely(),
            counts: Counts::default(),
        };
        lattice.weigh(&Moves::new(steps), [scorer.len(0), scorer.len(1)]);
        lattice
    }

    /// The beads that begin at a node: the shape of each, and its number.
    fn beads_at(&self, node: usize) -> impl Iterator<Item = (usize, usize)> {
        self.field.shapes_at(node).zip(self.firsts[node] as usize..)
    }

    /// The beads of a node that are likelier than `least`, as bits of their shapes.
    pub(super) fn likely(&self, node: usize, least: f32) -> u32 {
        self.beads_at(node).filter(|&(_, bead)| self.beads[bead] > least).map(|(shape, _)| 1 << shape).sum()
    }

    /// How likely a bead of these source and target sentences is; 0 for one that was not tried.
    pub(crate) fn probability(&self, [source, target]: &[Range<usize>; 2]) -> f64 {
        let node = self.field.band.node(source.start, target.start);
        let shape = SHAPES.iter().position(|&shape| shape == (source.len(), target.len()));
        let bead = node.and_then(|node| self.beads_at(node).find(|&(tried, _)| Some(tried) == shape));
        bead.map_or(0.0, |(_, bead)| f64::from(self.beads[bead]))
    }

    /// Turns scores into probabilities by the forward–backward algorithm.
    fn weigh(&mut self, moves: &Moves, [source, target]: [usize; 2]) {
        let weights: Vec<Scaled> = self.beads.iter().map(|&score| Scaled::exp(f64::from(score))).collect();
        let forward = self.forward(moves, &weights);
        let Some(all) = self.field.band.node(source, target).map(|end| &forward[end]) else { return };
        let all = Scaled { value: 1.0 / all.values.iter().sum::<f64>(), units: -all.units };
        let mut counts = Counts::default();
        // The rows that are reached from the one at hand, which comes last.
        let mut rows: VecDeque<(usize, Vec<States>)> = VecDeque::new();
        for place in (0..=source).rev() {
            let (low, high) = self.field.band.row(place);
            let mut row = vec![States::NOTHING; high - low + 1];
            let first = self.field.band.nodes_of(place).start;
            let behind = |rows: &VecDeque<(usize, Vec<States>)>, wide: usize, across: usize| {
                let (low, row) = rows.get(wide - 1)?;
                row.get(across.checked_sub(*low)?).copied()
            };
            for across in (low..=high).rev() {
                let node = first + across - low;
                let here = forward[node];
                let mut ahead = States::NOTHING;
                if (place, across) == (source, target) {
                    ahead = States { values: [1.0; STATES], units: 0 };
                }
                let mut passed = 0.0;
                if let Some(next) = behind(&rows, 1, across) {
                    let gap = next.get(1);
                    ahead.add(0, times(gap, moves.open[0]));
                    ahead.add(1, times(gap, moves.more[0]));
                    let onward = gap.value * all.value * factor(gap.units + all.units + here.units);
                    let opened = here.values[0] * moves.open[0] * onward;
                    let more = here.values[1] * moves.more[0] * onward;
                    counts.opened_source += opened;
                    counts.more_source += more;
                    self.lone[0][node] = single(opened + more);
                    passed += opened + more;
                }
                if let Some(next) = row.get(across + 1 - low) {
                    let gap = next.get(2);
                    ahead.add(0, times(gap, moves.open[1]));
                    ahead.add(1, times(gap, moves.turn));
                    ahead.add(2, times(gap, moves.more[1]));
                    let onward = gap.value * all.value * factor(gap.units + all.units + here.units);
                    let opened = here.values[0] * moves.open[1] * onward;
                    let turned = here.values[1] * moves.turn * onward;
                    let more = here.values[2] * moves.more[1] * onward;
                    counts.opened_target += opened;
                    counts.ended_source += turned;
                    counts.more_target += more;
                    self.lone[1][node] = single(opened + turned + more);
                    passed += opened + turned + more;
                }
                let arrive = moves.arrive(&here);
                let mut pairs = States::NOTHING;
                let mut probability = 0.0;
                for (shape, bead) in bits(self.field.tries[node]).zip(self.firsts[node] as usize..) {
                    let (wide, tall) = SHAPES[shape];
                    let value = &mut self.beads[bead];
                    let Some(next) = behind(&rows, wide, across + tall) else {
                        *value = 0.0;
                        continue;
                    };
                    let onward = weights[bead] * next.get(0);
                    pairs.add(0, onward);
                    let likely = (arrive * onward * all).plain();
                    counts.shapes[shape] += likely;
                    probability += likely;
                    *value = single(likely);
                }
                counts.pairs += probability;
                if arrive.value > 0.0 {
                    counts.ended_source += probability * here.values[1] * moves.pair[1] / arrive.value;
                    counts.ended_target += probability * here.values[2] * moves.pair[2] / arrive.value;
                }
                for (state, step) in moves.pair.iter().enumerate() {
                    ahead.add(state, times(pairs.get(0), *step));
                }
                ahead.settle();
                row[across - low] = ahead;
                self.passed[node] = single(passed + probability);
            }
            rows.push_front((low, row));
            rows.truncate(LONGEST);
        }
        self.counts = counts;
    }

    fn forward(&self, moves: &Moves, weights: &[Scaled]) -> Vec<States> {
        let band = &self.field.band;
        let mut forward = vec![States::NOTHING; band.nodes()];
        if let Some(start) = forward.first_mut() {
            *start = States { values: [1.0, 0.0, 0.0], units: 0 };
        }
        for place in 0..band.len() {
            for (node, across) in band.nodes_of(place).zip(band.row(place).0..) {
                forward[node].settle();
                let here = forward[node];
                if here.is_nothing() {
                    continue;
                }
                if let Some(next) = band.node(place + 1, across) {
                    let gap = here.values[0] * moves.open[0] + here.values[1] * moves.more[0];
                    forward[next].add(1, Scaled { value: gap, units: here.units });
                }
                if let Some(next) = band.node(place, across + 1) {
                    let gap = here.values[0] * moves.open[1] + here.values[1] * moves.turn + here.values[2] * moves.more[1];
                    forward[next].add(2, Scaled { value: gap, units: here.units });
                }
                let arrive = moves.arrive(&here);
                for (shape, bead) in self.beads_at(node) {
                    let (wide, tall) = SHAPES[shape];
                    if let Some(next) = band.node(place + wide, across + tall) {
                        forward[next].add(0, arrive * weights[bead]);
                    }
                }
            }
        }
        forward
    }

    /// The way with the most beads that are expected to be right.
    pub(crate) fn best(&self) -> Vec<Found> {
        let band = &self.field.band;
        let mut value = vec![f64::NEG_INFINITY; band.nodes()];
        // The step that led to a node: the sentences that it took, and how likely it is.
        let mut step: Vec<(u8, u8, f32)> = vec![(0, 0, 0.0); band.nodes()];
        if let Some(start) = value.first_mut() {
            *start = 0.0;
        }
        for place in 0..band.len() {
            for (node, across) in band.nodes_of(place).zip(band.row(place).0..) {
                let here = value[node];
                if here == f64::NEG_INFINITY {
                    continue;
                }
                let mut lead = |(wide, tall): (usize, usize), likely: f32, gain: f64| {
                    if let Some(next) = band.node(place + wide, across + tall)
                        && here + gain > value[next]
                        && (gain > 0.0 || wide + tall == 1)
                    {
                        value[next] = here + gain;
                        step[next] = (u8::try_from(wide).unwrap_or(0), u8::try_from(tall).unwrap_or(0), likely);
                    }
                };
                for (side, shape) in [(0, (1, 0)), (1, (0, 1))] {
                    let likely = self.lone[side][node];
                    lead(shape, likely, self.alone_in_choice * f64::from(likely));
                }
                for (shape, bead) in self.beads_at(node) {
                    lead(SHAPES[shape], self.beads[bead], f64::from(self.beads[bead]));
                }
            }
        }
        let (mut place, mut across) = (band.len() - 1, band.row(band.len() - 1).1);
        let mut found = Vec::new();
        while let Some(node) = band.node(place, across) {
            let (wide, tall, likely) = step[node];
            let from = (place - usize::from(wide), across - usize::from(tall));
            if from == (place, across) {
                break;
            }
            found.push(Found { source: from.0..place, target: from.1..across, probability: f64::from(likely) });
            (place, across) = from;
        }
        found.reverse();
        found
    }
}

/// So many source sentences are scored at a time.
const STRETCH: usize = 128;

/// The score of each bead that the field tries and that is not hopeless, node by node, and the number of the first of
/// each node; the field keeps only those.
fn scores(field: &mut Field, scorer: &Scorer<'_>, threads: usize) -> (Vec<f32>, Vec<u32>) {
    let reach = field.reach();
    let stretches: Vec<usize> = (0..reach.len()).step_by(STRETCH).collect();
    let rooms: Mutex<Vec<Room>> = Mutex::default();
    let scored = map_in_parallel(stretches.into_iter(), threads, |first| {
        let rows = reach.get(first..(first + STRETCH + LONGEST - 1).min(reach.len())).unwrap_or_default();
        let room = rooms.lock().ok().and_then(|mut rooms| rooms.pop()).unwrap_or_default();
        let mut desk = Desk::new(scorer, first, rows, room);
        let last = (first + STRETCH).min(reach.len());
        let nodes = &field.tries[field.band.nodes_of(first).start..field.band.nodes_of(last).start];
        let beads = nodes.iter().map(|tries| tries.count_ones() as usize).sum();
        let (mut scores, mut tries) = (Vec::with_capacity(beads), Vec::with_capacity(nodes.len()));
        for place in first..last {
            for (node, across) in field.band.nodes_of(place).zip(field.band.row(place).0..) {
                let mut kept = 0_u32;
                for shape in field.shapes_at(node) {
                    if let Some(score) = desk.score(shape, place, across) {
                        scores.push(single(score));
                        kept |= 1 << shape;
                    }
                }
                tries.push(kept);
            }
        }
        if let Ok(mut rooms) = rooms.lock() {
            rooms.push(desk.leave());
        }
        (scores, tries)
    });
    let nodes = field.band.nodes();
    field.tries.clear();
    let mut scores = Vec::with_capacity(scored.iter().map(|(scores, _)| scores.len()).sum());
    for (more, tries) in scored {
        scores.extend(more);
        field.tries.extend(tries);
    }
    // From the last source place no bead begins.
    field.tries.resize(nodes, 0);
    let mut firsts = Vec::with_capacity(nodes + 1);
    let mut first = 0;
    for tries in &field.tries {
        firsts.push(first);
        first += tries.count_ones();
    }
    firsts.push(first);
    (scores, firsts)
}

fn times(number: Scaled, factor: f64) -> Scaled {
    Scaled { value: number.value * factor, units: number.units }
}

#[expect(clippy::cast_possible_truncation, reason = "scores and probabilities are kept in single precision")]
fn single(value: f64) -> f32 {
    value as f32
}
