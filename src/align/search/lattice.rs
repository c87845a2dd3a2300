//! All ways to pair two texts within a field, and how likely each bead is among them.

use std::collections::VecDeque;
use std::ops::Range;
use std::sync::Mutex;

use super::field::Field;
use super::weigh::weigh;
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
    pub(super) beads: Vec<f32>,
    /// By node, the number of its first bead, and past the last node the number of beads.
    pub(super) firsts: Vec<u32>,
    /// By node, the probability that a source sentence without counterpart follows, and a target sentence.
    pub(super) lone: [Vec<f32>; 2],
    /// By node, how likely the way passes it.
    pub(super) passed: Vec<f32>,
    /// What a sentence alone counts against a bead in the choice of the way.
    alone_in_choice: f64,
    /// Where ways were less likely than this, the next round does not look: after single sentences, short beads and all.
    pub(super) likely: [f32; 3],
    /// What was counted on the way.
    pub(crate) counts: Counts,
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
        weigh(&mut lattice, steps, [scorer.len(0), scorer.len(1)]);
        lattice
    }

    /// The beads that begin at a node: the shape of each, and its number.
    pub(super) fn beads_at(&self, node: usize) -> impl Iterator<Item = (usize, usize)> {
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

    /// The way with the most beads that are expected to be right.
    pub(crate) fn best(&self) -> Vec<Found> {
        let band = &self.field.band;
        let (mut place, mut across) = (band.len() - 1, band.row(band.len() - 1).1);
        let steps = self.best_steps();
        let mut found = Vec::new();
        while let Some(node) = band.node(place, across) {
            let (wide, tall) = steps[node];
            let from = (place - usize::from(wide), across - usize::from(tall));
            if from == (place, across) {
                break;
            }
            let (source, target) = (from.0..place, from.1..across);
            let probability = match band.node(from.0, from.1) {
                Some(from) if tall == 0 => f64::from(self.lone[0][from]),
                Some(from) if wide == 0 => f64::from(self.lone[1][from]),
                _ => self.probability(&[source.clone(), target.clone()]),
            };
            found.push(Found { source, target, probability });
            (place, across) = from;
        }
        found.reverse();
        found
    }

    /// By node, the step that leads to it on the best way: so many source and target sentences.
    fn best_steps(&self) -> Vec<(u8, u8)> {
        let band = &self.field.band;
        let mut steps = vec![(0, 0); band.nodes()];
        // How good the best way to each node is that can still be reached; of the nodes before them nothing is asked any more.
        let mut value = VecDeque::from([0.0]);
        let mut first = 0;
        for place in 0..band.len() {
            let nodes = band.nodes_of(place);
            value.drain(..nodes.start - first);
            first = nodes.start;
            let reached = band.nodes_of((place + LONGEST).min(band.len() - 1)).end;
            value.resize(reached - first, f64::NEG_INFINITY);
            for (node, across) in nodes.zip(band.row(place).0..) {
                let here = value[node - first];
                if here == f64::NEG_INFINITY {
                    continue;
                }
                let mut lead = |(wide, tall): (usize, usize), gain: f64| {
                    if let Some(next) = band.node(place + wide, across + tall)
                        && here + gain > value[next - first]
                        && (gain > 0.0 || wide + tall == 1)
                    {
                        value[next - first] = here + gain;
                        steps[next] = (u8::try_from(wide).unwrap_or(0), u8::try_from(tall).unwrap_or(0));
                    }
                };
                for (side, shape) in [(0, (1, 0)), (1, (0, 1))] {
                    lead(shape, self.alone_in_choice * f64::from(self.lone[side][node]));
                }
                for (shape, bead) in self.beads_at(node) {
                    lead(SHAPES[shape], f64::from(self.beads[bead]));
                }
            }
        }
        steps
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
        let last = (first + STRETCH).min(reach.len());
        let rows = reach.get(first..(last + LONGEST - 1).min(reach.len())).unwrap_or_default();
        let room = rooms.lock().ok().and_then(|mut rooms| rooms.pop()).unwrap_or_default();
        let mut desk = Desk::new(scorer, first, rows, room);
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
        // Most beads are hopeless.
        scores.shrink_to_fit();
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

#[expect(clippy::cast_possible_truncation, reason = "scores and probabilities are kept in single precision")]
pub(super) fn single(value: f64) -> f32 {
    value as f32
}
