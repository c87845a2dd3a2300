//! Passages that stand elsewhere in the other text, found among the sentences that the search left alone.

use super::lattice::Found;
use crate::align::score::{Desk, LONGEST, Reach, Room, SHAPES, Scorer, number};

/// How far a passage is followed from the pair of sentences that it was found by, in sentences.
const REACH: usize = 8;
/// The shapes looked at: up to four sentences together.
const SHAPES_TRIED: usize = 6;
/// and so up to three on a side.
const LONGEST_TRIED: usize = 3;
/// What a sentence without counterpart costs within a passage.
const SKIPPED: f64 = 3.0;
/// One move is expected in so many places: the logarithm.
const SELDOM: f64 = 3.0;

/// By side and sentence, whether it stands alone.
pub(crate) fn lone(found: &[Found], lengths: [usize; 2]) -> [Vec<bool>; 2] {
    let mut lone = lengths.map(|length| vec![false; length]);
    for bead in found.iter().filter(|bead| bead.source.is_empty() || bead.target.is_empty()) {
        bead.source.clone().for_each(|sentence| lone[0][sentence] = true);
        bead.target.clone().for_each(|sentence| lone[1][sentence] = true);
    }
    lone
}

/// By side, a mark for each run of sentences that a moved passage may pair, at its number.
pub(crate) fn lone_runs(lone: &[Vec<bool>; 2]) -> [Vec<bool>; 2] {
    [&lone[0], &lone[1]].map(|lone| {
        let mut marked = vec![false; lone.len() * LONGEST];
        for first in 0..lone.len() {
            let neighbours = lone[first..].iter().take(LONGEST_TRIED).take_while(|&&lone| lone).count();
            (1..=neighbours).for_each(|length| marked[number(&(first..first + length))] = true);
        }
        marked
    })
}

/// Pairs sentences that stand alone in `found` but render each other out of order.
///
/// `candidates` are pairs of lone sentences with what their rare words are worth together. A passage counts
/// where its beads outweigh the number of places that it could have been in by chance.
pub(crate) fn moved(
    found: &mut Vec<Found>,
    mut lone: [Vec<bool>; 2],
    scorer: &Scorer<'_>,
    mut candidates: Vec<(usize, usize, f32)>,
) {
    let places = lone.iter().map(|side| side.iter().filter(|&&lone| lone).count()).max().map_or(0.0, logarithm);
    candidates.retain(|&(from, to, worth)| lone[0][from] && lone[1][to] && f64::from(worth) > places);
    candidates.sort_unstable_by(|one, other| other.2.total_cmp(&one.2).then((one.0, one.1).cmp(&(other.0, other.1))));
    let mut beads: Vec<Found> = Vec::new();
    for (from, to, _) in candidates {
        if !lone[0][from] || !lone[1][to] {
            continue;
        }
        let (passage, worth) = passage(scorer, [stretch(&lone[0], from), stretch(&lone[1], to)]);
        let odds = worth - places - SELDOM;
        if odds <= 0.0 {
            continue;
        }
        for (source, target) in passage {
            source.clone().for_each(|sentence| lone[0][sentence] = false);
            target.clone().for_each(|sentence| lone[1][sentence] = false);
            beads.push(Found { source, target, probability: 1.0 / (1.0 + (-odds).exp()) });
        }
    }
    insert(found, beads, &lone);
}

/// Puts the beads at their place in the source, in the stead of their lone sentences.
fn insert(found: &mut Vec<Found>, mut beads: Vec<Found>, lone: &[Vec<bool>; 2]) {
    beads.sort_by_key(|bead| bead.source.start);
    let mut beads = beads.into_iter().peekable();
    let mut all = Vec::with_capacity(found.len());
    for bead in found.drain(..) {
        let is_lone = bead.source.is_empty() || bead.target.is_empty();
        if is_lone && let Some(moved) = beads.next_if(|moved| bead.source.contains(&moved.source.start)) {
            all.push(moved);
        } else if !is_lone || bead.source.clone().all(|at| lone[0][at]) && bead.target.clone().all(|at| lone[1][at]) {
            all.push(bead);
        }
    }
    *found = all;
}

/// The lone sentences around one of them.
fn stretch(lone: &[bool], around: usize) -> std::ops::Range<usize> {
    let before = lone[..around].iter().rev().take(REACH).take_while(|&&lone| lone).count();
    let after = lone[around..].iter().take(REACH).take_while(|&&lone| lone).count();
    around - before..around + after
}

type Pair = (std::ops::Range<usize>, std::ops::Range<usize>);

/// The beads within two stretches that are worth most together, in order, and what they are worth.
fn passage(scorer: &Scorer<'_>, [source, target]: [std::ops::Range<usize>; 2]) -> (Vec<Pair>, f64) {
    let reach = vec![Reach { columns: target.clone(), tallest: LONGEST_TRIED }; source.len()];
    let mut desk = Desk::new(scorer, source.start, &reach, Room::default());
    let width = target.len() + 1;
    // By node, the worth of the best passage that ends there, and its last step.
    let mut worth = vec![0.0_f64; (source.len() + 1) * width];
    let mut step = vec![(0, 0); worth.len()];
    for place in 0..=source.len() {
        for across in 0..=target.len() {
            let here = worth[place * width + across];
            let mut arrive = |wide: usize, tall: usize, gain: f64| {
                let next = (place + wide) * width + across + tall;
                if here + gain > worth[next] {
                    worth[next] = here + gain;
                    step[next] = (wide, tall);
                }
            };
            if place < source.len() {
                arrive(1, 0, -SKIPPED);
            }
            if across < target.len() {
                arrive(0, 1, -SKIPPED);
            }
            for (shape, &(wide, tall)) in SHAPES.iter().enumerate().take(SHAPES_TRIED) {
                if place + wide <= source.len() && across + tall <= target.len() {
                    let score = desk.score(shape, source.start + place, target.start + across);
                    arrive(wide, tall, score.unwrap_or(f64::NEG_INFINITY));
                }
            }
        }
    }
    let last = (0..worth.len()).max_by(|&one, &other| worth[one].total_cmp(&worth[other]).then(other.cmp(&one))).unwrap_or(0);
    let total = worth[last];
    let (mut place, mut across) = (last / width, last % width);
    let mut beads = Vec::new();
    loop {
        let (wide, tall) = step[place * width + across];
        if wide + tall == 0 || worth[place * width + across] <= 0.0 {
            break;
        }
        if wide > 0 && tall > 0 {
            let ends = (source.start + place, target.start + across);
            beads.push((ends.0 - wide..ends.0, ends.1 - tall..ends.1));
        }
        (place, across) = (place - wide, across - tall);
    }
    beads.reverse();
    (beads, total)
}

#[expect(clippy::cast_precision_loss, reason = "a logarithm of a count need not be exact")]
fn logarithm(number: usize) -> f64 {
    (number.max(1) as f64).ln()
}
