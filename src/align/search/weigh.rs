//! Turns the scores of beads into probabilities by the forward–backward algorithm.
//!
//! The sums over all ways to a node are made twice, once from the beginning to the end and once more stretch by stretch
//! on the way back: kept for all nodes at once they would take more memory than the texts and the vectors.

use std::collections::VecDeque;
use std::ops::Range;

use super::field::bits;
use super::lattice::{Lattice, single};
use super::scaled::{Scaled, States, factor};
use crate::align::score::{Counts, LONGEST, SHAPES, Steps};

/// So many source places are weighed at a time.
const STRETCH: usize = 256;

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

/// Some source places in a row, the sums over all ways from the beginning to their nodes, and how heavy their beads are.
struct Stretch {
    places: Range<usize>,
    /// The numbers of the first node and of the first bead.
    first: (usize, usize),
    /// By node, up to the last that a bead of these places reaches.
    forward: Vec<States>,
    weights: Vec<Scaled>,
}

impl Stretch {
    /// `arrived` is what comes to its first nodes from the places before.
    fn new(lattice: &Lattice, moves: &Moves, places: Range<usize>, arrived: &[States]) -> Self {
        let band = &lattice.field.band;
        let first = band.nodes_of(places.start).start;
        let behind = band.nodes_of(places.end - 1).end;
        let reached = band.nodes_of((places.end - 1 + LONGEST).min(band.len() - 1)).end;
        let first_bead = lattice.firsts[first] as usize;
        let beads = &lattice.beads[first_bead..lattice.firsts[behind] as usize];
        let weights: Vec<Scaled> = beads.iter().map(|&score| Scaled::exp(f64::from(score))).collect();
        let mut forward = arrived.to_vec();
        forward.resize(reached - first, States::NOTHING);
        for place in places.clone() {
            for (node, across) in band.nodes_of(place).zip(band.row(place).0..) {
                forward[node - first].settle();
                let here = forward[node - first];
                if here.is_nothing() {
                    continue;
                }
                if let Some(next) = band.node(place + 1, across) {
                    let gap = here.values[0] * moves.open[0] + here.values[1] * moves.more[0];
                    forward[next - first].add(1, Scaled { value: gap, units: here.units });
                }
                if let Some(next) = band.node(place, across + 1) {
                    let gap = here.values[0] * moves.open[1] + here.values[1] * moves.turn + here.values[2] * moves.more[1];
                    forward[next - first].add(2, Scaled { value: gap, units: here.units });
                }
                let arrive = moves.arrive(&here);
                for (shape, bead) in lattice.beads_at(node) {
                    let (wide, tall) = SHAPES[shape];
                    if let Some(next) = band.node(place + wide, across + tall) {
                        forward[next - first].add(0, arrive * weights[bead - first_bead]);
                    }
                }
            }
        }
        Self { places, first: (first, first_bead), forward, weights }
    }

    /// What has come to the nodes behind it.
    fn onward(&self, lattice: &Lattice) -> &[States] {
        let behind = lattice.field.band.nodes_of(self.places.end - 1).end;
        self.forward.get(behind - self.first.0..).unwrap_or_default()
    }
}

/// The sums over all ways to the end, from the last place to the first.
struct Backward {
    moves: Moves,
    /// The number of sentences of both texts.
    end: [usize; 2],
    /// One through the sum over all ways.
    all: Scaled,
    /// The rows that are reached from the one at hand: the first target place of each, and its sums.
    rows: VecDeque<(usize, Vec<States>)>,
    counts: Counts,
}

impl Backward {
    /// The sums at a place so many source places on.
    fn behind(&self, wide: usize, across: usize) -> Option<States> {
        let (low, row) = self.rows.get(wide - 1)?;
        row.get(across.checked_sub(*low)?).copied()
    }

    /// Weighs the beads that begin at a source place, the rows after which are done.
    fn weigh(&mut self, lattice: &mut Lattice, stretch: &Stretch, place: usize) {
        let (low, high) = lattice.field.band.row(place);
        let mut row = vec![States::NOTHING; high - low + 1];
        let first = lattice.field.band.nodes_of(place).start;
        for across in (low..=high).rev() {
            let node = first + across - low;
            let here = stretch.forward[node - stretch.first.0];
            let mut ahead = States::NOTHING;
            if [place, across] == self.end {
                ahead = States { values: [1.0; STATES], units: 0 };
            }
            let mut passed = 0.0;
            if let Some(next) = self.behind(1, across) {
                passed += self.leave_source(&mut ahead, here, next.get(1), &mut lattice.lone[0][node]);
            }
            if let Some(next) = row.get(across + 1 - low) {
                passed += self.leave_target(&mut ahead, here, next.get(2), &mut lattice.lone[1][node]);
            }
            let arrive = self.moves.arrive(&here);
            let mut pairs = States::NOTHING;
            let mut probability = 0.0;
            for (shape, bead) in bits(lattice.field.tries[node]).zip(lattice.firsts[node] as usize..) {
                let (wide, tall) = SHAPES[shape];
                let Some(next) = self.behind(wide, across + tall) else {
                    lattice.beads[bead] = 0.0;
                    continue;
                };
                let onward = stretch.weights[bead - stretch.first.1] * next.get(0);
                pairs.add(0, onward);
                let likely = (arrive * onward * self.all).plain();
                self.counts.shapes[shape] += likely;
                probability += likely;
                lattice.beads[bead] = single(likely);
            }
            self.counts.pairs += probability;
            if arrive.value > 0.0 {
                self.counts.ended_source += probability * here.values[1] * self.moves.pair[1] / arrive.value;
                self.counts.ended_target += probability * here.values[2] * self.moves.pair[2] / arrive.value;
            }
            for (state, step) in self.moves.pair.iter().enumerate() {
                ahead.add(state, times(pairs.get(0), *step));
            }
            ahead.settle();
            row[across - low] = ahead;
            lattice.passed[node] = single(passed + probability);
        }
        self.rows.push_front((low, row));
        self.rows.truncate(LONGEST);
    }

    /// A source sentence without counterpart follows: what that adds to the sums `ahead`, and how likely it is.
    fn leave_source(&mut self, ahead: &mut States, here: States, gap: Scaled, lone: &mut f32) -> f64 {
        let moves = &self.moves;
        ahead.add(0, times(gap, moves.open[0]));
        ahead.add(1, times(gap, moves.more[0]));
        let onward = gap.value * self.all.value * factor(gap.units + self.all.units + here.units);
        let opened = here.values[0] * moves.open[0] * onward;
        let more = here.values[1] * moves.more[0] * onward;
        self.counts.opened_source += opened;
        self.counts.more_source += more;
        *lone = single(opened + more);
        opened + more
    }

    /// The same of a target sentence.
    fn leave_target(&mut self, ahead: &mut States, here: States, gap: Scaled, lone: &mut f32) -> f64 {
        let moves = &self.moves;
        ahead.add(0, times(gap, moves.open[1]));
        ahead.add(1, times(gap, moves.turn));
        ahead.add(2, times(gap, moves.more[1]));
        let onward = gap.value * self.all.value * factor(gap.units + self.all.units + here.units);
        let opened = here.values[0] * moves.open[1] * onward;
        let turned = here.values[1] * moves.turn * onward;
        let more = here.values[2] * moves.more[1] * onward;
        self.counts.opened_target += opened;
        self.counts.ended_source += turned;
        self.counts.more_target += more;
        *lone = single(opened + turned + more);
        opened + turned + more
    }
}

/// Turns the scores of the beads of `lattice` into probabilities; the texts have so many sentences.
pub(super) fn weigh(lattice: &mut Lattice, steps: &Steps, end: [usize; 2]) {
    let moves = Moves::new(steps);
    let places = lattice.field.band.len();
    let mut arrived = vec![vec![States { values: [1.0, 0.0, 0.0], units: 0 }]];
    let mut last = None;
    for first in (0..places).step_by(STRETCH) {
        let before = arrived.last().map(Vec::as_slice).unwrap_or_default();
        let stretch = Stretch::new(lattice, &moves, first..(first + STRETCH).min(places), before);
        arrived.push(stretch.onward(lattice).to_vec());
        last = Some(stretch);
    }
    let end_node = lattice.field.band.node(end[0], end[1]);
    let all = last.as_ref().zip(end_node).and_then(|(last, end)| last.forward.get(end - last.first.0));
    let Some(all) = all else { return };
    let all = Scaled { value: 1.0 / all.values.iter().sum::<f64>(), units: -all.units };
    let mut backward = Backward { moves, end, all, rows: VecDeque::new(), counts: Counts::default() };
    for (first, arrived) in (0..places).step_by(STRETCH).zip(&arrived).rev() {
        let again = || Stretch::new(lattice, &backward.moves, first..(first + STRETCH).min(places), arrived);
        let stretch = last.take().unwrap_or_else(again);
        for place in stretch.places.clone().rev() {
            backward.weigh(lattice, &stretch, place);
        }
    }
    lattice.counts = backward.counts;
}

fn times(number: Scaled, factor: f64) -> Scaled {
    Scaled { value: number.value * factor, units: number.units }
}
