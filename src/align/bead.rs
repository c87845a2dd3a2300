//! Beads and the alignment that they make up.

use std::ops::Range;

/// Sentences of the two texts that render each other, as ranges of segment indices; an empty side means
/// that the sentences of the other have no counterpart, and its range tells where it would stand.
#[derive(Debug, Clone, PartialEq)]
pub struct Bead {
    /// Segments of the original.
    pub source: Range<usize>,
    /// Segments of the rendering.
    pub target: Range<usize>,
    /// How likely the bead is right, 0 to 1.
    pub confidence: f32,
}

/// Beads in which every segment of both texts stands exactly once.
///
/// Beads are ordered by the original, those without one by their place in the rendering; where passages
/// moved, the rendering's side may run out of order.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Alignment {
    beads: Vec<Bead>,
}

/// Why beads do not make up an alignment.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum AlignmentError {
    /// A sentence stands in no bead, or in two.
    #[error("sentence {segment} of the {side} stands in {times} beads instead of one")]
    NotOnce {
        /// The side, in words.
        side: &'static str,
        /// The segment, counted from 0.
        segment: usize,
        /// In how many beads it stands.
        times: usize,
    },
    /// A bead holds sentences that a text does not have.
    #[error("a bead names sentence {segment} of the {side}, which has only {length}")]
    Beyond {
        /// The side, in words.
        side: &'static str,
        /// The segment, counted from 0.
        segment: usize,
        /// How many segments the text has.
        length: usize,
    },
    /// Beads are not in the order of the original.
    #[error("the beads are not in the order of the original at bead {bead}")]
    OutOfOrder {
        /// The bead, counted from 0.
        bead: usize,
    },
}

impl Alignment {
    /// Checks that every one of the `source_len` and `target_len` segments stands in exactly one bead.
    ///
    /// # Errors
    ///
    /// [`AlignmentError`] names the first segment or bead that breaks the law.
    pub fn new(beads: Vec<Bead>, source_len: usize, target_len: usize) -> Result<Self, AlignmentError> {
        let mut next = 0;
        for (index, bead) in beads.iter().enumerate() {
            if bead.source.start < next {
                return Err(AlignmentError::OutOfOrder { bead: index });
            }
            next = bead.source.end.max(bead.source.start);
        }
        once("original", source_len, beads.iter().map(|bead| &bead.source))?;
        once("rendering", target_len, beads.iter().map(|bead| &bead.target))?;
        Ok(Self { beads })
    }

    /// The alignment of lines that are paired already; each item tells which sides of a line have words, and
    /// each side that has is one segment.
    #[must_use]
    pub fn of_pairs(lines: impl IntoIterator<Item = (bool, bool)>) -> Self {
        let (mut source, mut target) = (0, 0);
        let mut beads = Vec::new();
        for (in_source, in_target) in lines {
            let bead = Bead {
                source: source..source + usize::from(in_source),
                target: target..target + usize::from(in_target),
                confidence: 1.0,
            };
            (source, target) = (bead.source.end, bead.target.end);
            if in_source || in_target {
                beads.push(bead);
            }
        }
        Self { beads }
    }

    /// The beads in order.
    #[must_use]
    pub fn beads(&self) -> &[Bead] {
        &self.beads
    }
}

fn once<'a>(side: &'static str, length: usize, ranges: impl Iterator<Item = &'a Range<usize>>) -> Result<(), AlignmentError> {
    let mut times = vec![0_usize; length];
    for range in ranges {
        for segment in range.clone() {
            match times.get_mut(segment) {
                Some(count) => *count += 1,
                None => return Err(AlignmentError::Beyond { side, segment, length }),
            }
        }
    }
    match times.iter().position(|&count| count != 1) {
        Some(segment) => Err(AlignmentError::NotOnce { side, segment, times: times[segment] }),
        None => Ok(()),
    }
}
