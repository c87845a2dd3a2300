//! Which beads a round of the search tries: those of some shapes that begin at the nodes of a band.

use super::band::Band;
use super::lattice::{Found, Lattice};
use crate::align::score::{LONGEST, Reach, SHAPES, number};

/// A band, and the beads that are tried in it.
#[derive(Debug)]
pub(crate) struct Field {
    pub(super) band: Band,
    /// By node, a bit for each shape that is tried there.
    pub(super) tries: Vec<u32>,
    /// How many of [`SHAPES`] are looked at.
    pub(super) shapes: usize,
}

/// Longer beads may begin and end so far from where the ways of the first look pass, which sees single sentences only.
const NEAR: usize = 1;

impl Field {
    /// All beads of the first `shapes` of [`SHAPES`] within a band.
    pub(crate) fn whole(band: Band, shapes: usize) -> Self {
        let mut tries = vec![0; band.nodes()];
        for place in 0..band.len() {
            for (node, across) in band.nodes_of(place).zip(band.row(place).0..) {
                for (shape, &(wide, tall)) in SHAPES.iter().enumerate().take(shapes) {
                    tries[node] |= u32::from(band.node(place + wide, across + tall).is_some()) << shape;
                }
            }
        }
        Self { band, tries, shapes }
    }

    /// The beads of the first `shapes` that begin and end where likely ways of the round before pass; of those that it
    /// tried itself, the likely ones. What `path` passes belongs to them in any case.
    pub(crate) fn after(lattice: &Lattice, path: &[Found], shapes: usize) -> Self {
        let before = &lattice.field;
        // The words that the texts teach may turn what looks hopeless: a passage that went far astray comes right again in a
        // later round.
        let [first, short, all] = lattice.likely;
        let (least, near) = match before.shapes {
            1 => (first, NEAR),
            shapes if shapes < SHAPES.len() => (short, 0),
            _ => (all, 0),
        };
        let mut alive: Vec<bool> = lattice.passed.iter().map(|&passed| passed > least).collect();
        for (place, across) in path.iter().map(|bead| (bead.source.end, bead.target.end)).chain([(0, 0)]) {
            before.band.node(place, across).into_iter().for_each(|node| alive[node] = true);
        }
        let alive = widened(&before.band, alive, near);
        let source = before.band.len() - 1;
        let mut rows = Vec::with_capacity(source + 1);
        for place in 0..=source {
            let nodes = before.band.nodes_of(place).zip(before.band.row(place).0..);
            let mut alive = nodes.filter(|&(node, _)| alive[node]).map(|(_, across)| across);
            let first = alive.next();
            let last = alive.last().or(first);
            // No way passes a place within a bead.
            rows.push(first.zip(last).or(rows.last().copied()).unwrap_or_default());
        }
        let band = Band::of_rows(rows, before.band.row(source).1);
        let alive = |place: usize, across: usize| before.band.node(place, across).filter(|&node| alive[node]);
        let mut tries = vec![0; band.nodes()];
        for place in 0..=source {
            for (node, across) in band.nodes_of(place).zip(band.row(place).0..) {
                let Some(begin) = alive(place, across) else { continue };
                for (shape, &(wide, tall)) in SHAPES.iter().enumerate().take(shapes) {
                    let ends = band.node(place + wide, across + tall).and(alive(place + wide, across + tall));
                    tries[node] |= u32::from(ends.is_some()) << shape;
                }
                if before.shapes == SHAPES.len() {
                    tries[node] &= lattice.likely(begin, least);
                }
            }
        }
        let mut begin = (0, 0);
        for bead in path {
            let shape = SHAPES.iter().take(shapes).position(|&shape| shape == (bead.source.len(), bead.target.len()));
            if let (Some(node), Some(shape)) = (band.node(begin.0, begin.1), shape) {
                tries[node] |= 1 << shape;
            }
            begin = (bead.source.end, bead.target.end);
        }
        Self { band, tries, shapes }
    }

    /// The beads tried from a node on: which of [`SHAPES`].
    pub(super) fn shapes_at(&self, node: usize) -> impl Iterator<Item = usize> + use<> {
        bits(self.tries[node])
    }

    /// By side, a mark for each run of sentences that some bead has on that side, at its number.
    pub(crate) fn runs(&self) -> [Vec<bool>; 2] {
        let last = self.band.len() - 1;
        let mut marked = [last, self.band.row(last).1].map(|sentences| vec![false; sentences * LONGEST]);
        for place in 0..last {
            for (node, across) in self.band.nodes_of(place).zip(self.band.row(place).0..) {
                for (wide, tall) in self.shapes_at(node).map(|shape| SHAPES[shape]) {
                    marked[0][number(&(place..place + wide))] = true;
                    marked[1][number(&(across..across + tall))] = true;
                }
            }
        }
        marked
    }

    /// By source sentence, the target sentences that may stand in one bead with it, and how many at most.
    pub(super) fn reach(&self) -> Vec<Reach> {
        let mut reach = vec![Reach::default(); self.band.len() - 1];
        for place in 0..self.band.len() {
            for (node, across) in self.band.nodes_of(place).zip(self.band.row(place).0..) {
                for (wide, tall) in self.shapes_at(node).map(|shape| SHAPES[shape]) {
                    for reach in reach.iter_mut().skip(place).take(wide) {
                        let start = if reach.tallest == 0 { across } else { reach.columns.start.min(across) };
                        reach.columns = start..reach.columns.end.max(across + tall);
                        reach.tallest = reach.tallest.max(tall);
                    }
                }
            }
        }
        reach
    }
}

/// The nodes of a band that are marked, and those near them in either text.
fn widened(band: &Band, marked: Vec<bool>, near: usize) -> Vec<bool> {
    if near == 0 {
        return marked;
    }
    let mut widened = vec![false; marked.len()];
    for place in 0..band.len() {
        for (_, across) in band.nodes_of(place).zip(band.row(place).0..).filter(|&(node, _)| marked[node]) {
            for place in place.saturating_sub(near)..=place + near {
                for across in across.saturating_sub(near)..=across + near {
                    band.node(place, across).into_iter().for_each(|node| widened[node] = true);
                }
            }
        }
    }
    widened
}

/// The numbers of the bits that are set, from the lowest.
pub(super) fn bits(mut set: u32) -> impl Iterator<Item = usize> + use<> {
    std::iter::from_fn(move || {
        let bit = (set != 0).then(|| set.trailing_zeros() as usize)?;
        set &= set - 1;
        Some(bit)
    })
}
