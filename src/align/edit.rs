//! Moving the boundaries of beads by hand.

use std::ops::Range;

use super::Bead;
use crate::text::Side;

/// Beads that take the place of others.
#[derive(Debug, Clone, PartialEq)]
pub struct Edit {
    /// The beads that go, by their numbers.
    pub replaced: Range<usize>,
    /// Those that come.
    pub beads: Vec<Bead>,
}

/// Why a boundary cannot be moved so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum EditError {
    /// There is no such bead.
    #[error("there is no such bead")]
    Missing,
    /// Nothing stands before the first bead or after the last.
    #[error("there is no bead on that side")]
    NoNeighbour,
    /// The side has no sentence.
    #[error("the bead has no sentence on that side")]
    Empty,
    /// The sentences of two beads do not follow each other.
    #[error("the sentences of the two beads do not follow each other")]
    Apart,
    /// A split that would leave one of the two parts without sentences.
    #[error("a split must leave sentences on both sides of it")]
    NoSplit,
}

/// Makes one bead of number `bead` and the one after it.
///
/// # Errors
///
/// [`EditError`] where there are no two such beads, or passages that moved part their sentences.
pub fn merge(beads: &[Bead], bead: usize) -> Result<Edit, EditError> {
    let one = beads.get(bead).ok_or(EditError::Missing)?;
    let other = beads.get(bead + 1).ok_or(EditError::NoNeighbour)?;
    let (source, target) = (joined(&one.source, &other.source)?, joined(&one.target, &other.target)?);
    Ok(Edit { replaced: bead..bead + 2, beads: vec![Bead { source, target, confidence: 1.0 }] })
}

/// Makes two beads of number `bead`: the first gets so many sentences of the original and so many of the rendering.
///
/// # Errors
///
/// [`EditError`] where there is no such bead, or one part would be empty on both sides.
pub fn split(beads: &[Bead], bead: usize, source: usize, target: usize) -> Result<Edit, EditError> {
    let one = beads.get(bead).ok_or(EditError::Missing)?;
    let (middle, across) = (one.source.start + source.min(one.source.len()), one.target.start + target.min(one.target.len()));
    let first = Bead { source: one.source.start..middle, target: one.target.start..across, confidence: 1.0 };
    let second = Bead { source: middle..one.source.end, target: across..one.target.end, confidence: 1.0 };
    if is_bare(&first) || is_bare(&second) {
        return Err(EditError::NoSplit);
    }
    Ok(Edit { replaced: bead..bead + 1, beads: vec![first, second] })
}

/// Moves the first sentence of a side of number `bead` to the bead before it, or the last one to the bead after it. A bead that
/// keeps nothing goes.
///
/// # Errors
///
/// [`EditError`] where there is no such bead or sentence, or passages that moved part the two.
pub fn shift(beads: &[Bead], bead: usize, side: Side, up: bool) -> Result<Edit, EditError> {
    let one = beads.get(bead).ok_or(EditError::Missing)?;
    let neighbour = if up { bead.checked_sub(1) } else { Some(bead + 1) };
    let neighbour = neighbour.filter(|at| *at < beads.len()).ok_or(EditError::NoNeighbour)?;
    let other = beads.get(neighbour).ok_or(EditError::NoNeighbour)?;
    let (mine, theirs) = (of(one, side), of(other, side));
    if mine.is_empty() {
        return Err(EditError::Empty);
    }
    let (moved, kept) = if up {
        (mine.start..mine.start + 1, mine.start + 1..mine.end)
    } else {
        (mine.end - 1..mine.end, mine.start..mine.end - 1)
    };
    let theirs = if up { joined(theirs, &moved)? } else { joined(&moved, theirs)? };
    let (one, other) = (with(one, side, kept), with(other, side, theirs));
    let pair = if up { [other, one] } else { [one, other] };
    let first = bead.min(neighbour);
    Ok(Edit { replaced: first..first + 2, beads: pair.into_iter().filter(|bead| !is_bare(bead)).collect() })
}

fn of(bead: &Bead, side: Side) -> &Range<usize> {
    match side {
        Side::Source => &bead.source,
        Side::Target => &bead.target,
    }
}

fn with(bead: &Bead, side: Side, range: Range<usize>) -> Bead {
    match side {
        Side::Source => Bead { source: range, target: bead.target.clone(), confidence: 1.0 },
        Side::Target => Bead { source: bead.source.clone(), target: range, confidence: 1.0 },
    }
}

fn is_bare(bead: &Bead) -> bool {
    bead.source.is_empty() && bead.target.is_empty()
}

/// Two ranges that follow each other as one; an empty one stands anywhere.
fn joined(one: &Range<usize>, other: &Range<usize>) -> Result<Range<usize>, EditError> {
    match (one.is_empty(), other.is_empty()) {
        (_, true) => Ok(one.clone()),
        (true, false) => Ok(other.clone()),
        (false, false) if one.end == other.start => Ok(one.start..other.end),
        (false, false) => Err(EditError::Apart),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::align::Alignment;

    fn bead(source: Range<usize>, target: Range<usize>) -> Bead {
        Bead { source, target, confidence: 0.5 }
    }

    fn shapes(edit: &Edit) -> Vec<(Range<usize>, Range<usize>)> {
        edit.beads.iter().map(|bead| (bead.source.clone(), bead.target.clone())).collect()
    }

    #[test]
    fn two_beads_become_one_and_one_becomes_two() {
        let beads = [bead(0..1, 0..1), bead(1..2, 1..3), bead(2..2, 3..4)];
        assert_eq!(shapes(&merge(&beads, 0).expect("neighbours")), [(0..2, 0..3)]);
        assert_eq!(shapes(&merge(&beads, 1).expect("neighbours")), [(1..2, 1..4)]);
        assert_eq!(merge(&beads, 2), Err(EditError::NoNeighbour));
        assert_eq!(shapes(&split(&beads, 1, 1, 1).expect("three sentences")), [(1..2, 1..2), (2..2, 2..3)]);
        assert_eq!(split(&beads, 1, 1, 2), Err(EditError::NoSplit));
        assert_eq!(split(&beads, 9, 0, 0), Err(EditError::Missing));
    }

    #[test]
    fn a_sentence_goes_to_the_neighbour_and_a_bare_bead_goes() {
        let beads = [bead(0..1, 0..1), bead(1..2, 1..3), bead(2..2, 3..4)];
        assert_eq!(shapes(&shift(&beads, 1, Side::Target, true).expect("a sentence")), [(0..1, 0..2), (1..2, 2..3)]);
        assert_eq!(shapes(&shift(&beads, 1, Side::Target, false).expect("a sentence")), [(1..2, 1..2), (2..2, 2..4)]);
        assert_eq!(shapes(&shift(&beads, 2, Side::Target, true).expect("a sentence")), [(1..2, 1..4)]);
        assert_eq!(shift(&beads, 2, Side::Source, true), Err(EditError::Empty));
        assert_eq!(shift(&beads, 0, Side::Source, true), Err(EditError::NoNeighbour));
        let crossing = [bead(0..1, 1..2), bead(1..2, 0..1)];
        assert_eq!(shift(&crossing, 1, Side::Target, true), Err(EditError::Apart));
    }

    proptest! {
        #[test]
        fn every_sentence_stays_in_just_one_bead(
            lengths in proptest::collection::vec((0_usize..3, 0_usize..3), 1..8),
            steps in proptest::collection::vec((0_usize..8, 0_usize..6, 0_usize..3, 0_usize..3), 0..20),
        ) {
            let mut beads = Vec::new();
            let (mut source, mut target) = (0, 0);
            for (one, other) in lengths.into_iter().filter(|lengths| *lengths != (0, 0)) {
                beads.push(bead(source..source + one, target..target + other));
                (source, target) = (source + one, target + other);
            }
            for (at, kind, one, other) in steps {
                let edit = match kind {
                    0 => merge(&beads, at),
                    1 => split(&beads, at, one, other),
                    _ => shift(&beads, at, if kind < 4 { Side::Source } else { Side::Target }, kind % 2 == 0),
                };
                if let Ok(edit) = edit {
                    beads.splice(edit.replaced, edit.beads);
                }
                prop_assert!(Alignment::new(beads.clone(), source, target).is_ok(), "{:?}", beads);
            }
        }
    }
}
