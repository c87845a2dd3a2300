//! The bounds between neighbouring beads, looked at once more by what single clauses say.

use std::ops::Range;

use super::lattice::{CREDIBLE, Found};
use crate::align::score::Edge;

/// Ways less likely than this are not looked at again.
const LEAST: f64 = 1e-6;
/// So many bounds tell how clauses go together in a pair of texts.
const SAMPLE: usize = 200;
/// How much better a sentence is covered on the wrong side of a bound than on its own, and the variance of that, before any is
/// seen, as it is in news; and how many bounds that counts for.
const EXPECTED: (f64, f64, f64) = (-0.35, 0.05, 10.0);
/// What clauses say counts so much: words that both sides share are seen by the search too.
const WEIGHT: f64 = 0.5;
/// By so much the evidence must exceed that for the bound where the search has it.
const COST: f64 = 0.5;
/// Clauses tell nothing where the two sides of a bound lie closer than so many standard deviations, as in languages that the
/// encoder was not trained on.
const SEPARATE: f64 = 1.2;
/// How likely a bead is whose bound was moved.
const MOVED: f64 = 0.5;

/// A sentence at the edge of one of two neighbouring beads that may belong to the other.
#[derive(Debug, Clone)]
struct Shift {
    edge: Edge,
    /// Where the sentence stands now, across, and where it would stand.
    from: Range<usize>,
    to: Range<usize>,
    /// The two beads, as they would be: the ranges of source and target.
    beads: [[Range<usize>; 2]; 2],
    /// How likely the beads are as they stand, the less likely of the two.
    probability: f64,
    /// How likely they would be.
    shifted: f64,
}

/// How likely a bead of these source and target sentences is by the search; 0 for one that it did not try.
type Likely<'a> = &'a dyn Fn(&[Range<usize>; 2]) -> f64;
/// How well a sentence of a side is covered by sentences across; nothing where that was not asked.
type Cover<'a> = &'a dyn Fn(usize, usize, Range<usize>) -> Option<f64>;

/// The sentences that may stand on the wrong side of the bound between two beads.
fn shifts(one: &Found, other: &Found, likely: Likely<'_>) -> Vec<Shift> {
    let sides = |bead: &Found| [bead.source.clone(), bead.target.clone()];
    let beads = [sides(one), sides(other)];
    let meets = (0..2).all(|side| beads[0][side].end == beads[1][side].start);
    if !meets || beads.iter().flatten().any(Range::is_empty) {
        return Vec::new();
    }
    let mut found = Vec::new();
    for side in 0..2 {
        for (giving, taking) in [(0, 1), (1, 0)] {
            let own = &beads[giving][side];
            if own.len() < 2 {
                continue;
            }
            let (sentence, bound) = if giving == 0 { (own.end - 1, own.end - 1) } else { (own.start, own.start + 1) };
            let mut shifted = beads.clone();
            shifted[0][side].end = bound;
            shifted[1][side].start = bound;
            let across = |bead: usize| beads[bead][1 - side].clone();
            found.push(Shift {
                edge: Edge { side, sentence, across: across(0).start..across(1).end },
                from: across(giving),
                to: across(taking),
                probability: one.probability.min(other.probability),
                shifted: likely(&shifted[0]).min(likely(&shifted[1])),
                beads: shifted,
            });
        }
    }
    found
}

impl Shift {
    /// How much better the sentence would be covered.
    fn gain(&self, cover: Cover<'_>) -> Option<f64> {
        let covered = |across: &Range<usize>| cover(self.edge.side, self.edge.sentence, across.clone());
        Some(covered(&self.to)? - covered(&self.from)?)
    }
}

/// The bounds between neighbouring beads, each with what may be moved over it.
pub(crate) struct Bounds<'a> {
    likely: Likely<'a>,
    /// By the number of the bead behind the bound, less one.
    shifts: Vec<Vec<Shift>>,
}

impl<'a> Bounds<'a> {
    /// The bounds between the beads `found`.
    pub(crate) fn of(found: &[Found], likely: Likely<'a>) -> Self {
        Self { likely, shifts: found.windows(2).map(|pair| shifts(&pair[0], &pair[1], likely)).collect() }
    }

    /// The edges whose clauses are to be compared before [`Bounds::settle`] looks at them.
    pub(crate) fn edges(&self) -> Vec<Edge> {
        let step = self.shifts.iter().flatten().count().div_ceil(SAMPLE).max(1);
        let all = self.shifts.iter().flatten().enumerate();
        let wanted = all.filter(|(at, shift)| at % step == 0 || shift.shifted >= LEAST);
        wanted.map(|(_, shift)| shift.edge.clone()).collect()
    }

    /// Moves single sentences over the bounds between the beads `found` where their clauses, and the search, tell that they
    /// belong there. How far clauses are to be believed is estimated from the bounds of the pair itself.
    pub(crate) fn settle(self, found: &mut [Found], cover: Cover<'_>) {
        let (mean, variance) = self.usual(cover);
        if -mean < SEPARATE * variance.sqrt() {
            return;
        }
        let evidence = |shift: &Shift| {
            let told = WEIGHT * 2.0 * -mean * shift.gain(cover)? / variance;
            (shift.shifted >= LEAST).then(|| told - CREDIBLE * (shift.probability / shift.shifted).ln() - COST)
        };
        let mut moved = false;
        for (at, open) in (1..).zip(self.shifts) {
            let Some(pair) = found.get_mut(at - 1..=at) else { return };
            let open = if moved { shifts(&pair[0], &pair[1], self.likely) } else { open };
            let weighed = open.into_iter().filter_map(|shift| Some((evidence(&shift)?, shift)));
            let best = weighed.max_by(|(one, _), (other, _)| one.total_cmp(other));
            let best = best.filter(|(evidence, _)| *evidence > 0.0);
            moved = best.is_some();
            if let Some((_, shift)) = best {
                for (bead, [source, target]) in pair.iter_mut().zip(shift.beads) {
                    *bead = Found { source, target, probability: MOVED };
                }
            }
        }
    }

    /// How much better than on its own side of a bound a sentence is covered on the other: the mean, and the variance.
    fn usual(&self, cover: Cover<'_>) -> (f64, f64) {
        let (mean, variance, number) = EXPECTED;
        let all = self.shifts.iter().flatten();
        let seen: Vec<(f64, f64)> = all.filter_map(|shift| Some((shift.gain(cover)?, shift.probability))).collect();
        let weight = number + seen.iter().map(|(_, weight)| weight).sum::<f64>();
        let mean = (number * mean + seen.iter().map(|(gain, weight)| gain * weight).sum::<f64>()) / weight;
        let squares: f64 = seen.iter().map(|(gain, weight)| weight * (gain - mean).powi(2)).sum();
        (mean, (number * variance + squares) / weight)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Beads of one source sentence and two target sentences each.
    fn beads() -> Vec<Found> {
        (0..20).map(|at| Found { source: at..at + 1, target: 2 * at..2 * at + 2, probability: 0.9 }).collect()
    }

    /// Two target sentences go with each source sentence, but the third of the text goes with the first too.
    fn cover(_: usize, sentence: usize, across: Range<usize>) -> Option<f64> {
        let own = if sentence == 2 { 0 } else { sentence / 2 };
        Some(if across.contains(&own) { 0.7 } else { 0.2 })
    }

    #[test]
    fn a_sentence_goes_where_its_clauses_are_if_the_search_thinks_it_possible() {
        let mut found = beads();
        Bounds::of(&found, &|_| 0.05).settle(&mut found, &cover);
        assert_eq!([&found[0].target, &found[1].target, &found[2].target], [&(0..3), &(3..4), &(4..6)]);
        assert_eq!(found[3..], beads()[3..]);
        let mut found = beads();
        Bounds::of(&found, &|_| 0.0).settle(&mut found, &cover);
        assert_eq!(found, beads());
    }

    #[test]
    fn clauses_that_tell_nothing_move_nothing() {
        let mut found = beads();
        let noise = |_: usize, sentence: usize, across: Range<usize>| {
            Some(f64::from((sentence * 7 + across.start * 5) as u8 % 11) / 11.0)
        };
        Bounds::of(&found, &|_| 0.4).settle(&mut found, &noise);
        assert_eq!(found, beads());
    }

    #[test]
    fn the_edges_of_longer_beads_are_asked_for() {
        let edges = Bounds::of(&beads(), &|_| 0.0).edges();
        assert_eq!(edges.len(), 38);
        assert_eq!(edges[0], Edge { side: 1, sentence: 1, across: 0..2 });
        assert_eq!(edges[1], Edge { side: 1, sentence: 2, across: 0..2 });
    }
}
