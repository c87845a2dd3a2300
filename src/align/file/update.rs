//! Carrying what people said of beads over to a new alignment.

use std::collections::HashMap;
use std::ops::Range;

use super::{BeadFile, Fate, Row, SideFate, Standing};
use crate::align::Alignment;

/// What people said, bead by bead of a new alignment.
#[derive(Debug, Clone, PartialEq)]
pub struct Update<'a> {
    /// Of each bead, whether it is reviewed, and its note.
    pub reviews: Vec<(bool, String)>,
    /// The rows that were kept as reviewed beads.
    pub kept: Vec<&'a Row>,
    /// The rows that somebody vouches for and that do not stand any more, and why.
    pub dropped: Vec<(&'a Row, &'static str)>,
    /// The rows whose note has no place any more, for none of their sentences stands.
    pub lost_notes: Vec<&'a Row>,
}

impl BeadFile {
    /// The beads that people vouch for and that still stand, by their sentences as they are now: what an aligner should
    /// hold on to (`Options::fixed`).
    #[must_use]
    pub fn held(&self, standing: &Standing) -> Vec<(Range<usize>, Range<usize>)> {
        let rows = self.rows.iter().zip(standing.fates());
        rows.filter(|(row, _)| row.is_held()).filter_map(|(_, fate)| fate.stands()).collect()
    }

    /// Carries marks and notes over to `alignment`, which should have been made around the beads [`held`](Self::held).
    ///
    /// The note of a bead that is no more goes to the one that has its first sentence that still stands.
    #[must_use]
    pub fn update(&self, standing: &Standing, alignment: &Alignment) -> Update<'_> {
        let places = Places::of(alignment);
        let reviews = vec![(false, String::new()); alignment.beads().len()];
        let mut update = Update { reviews, kept: Vec::new(), dropped: Vec::new(), lost_notes: Vec::new() };
        for (row, fate) in self.rows.iter().zip(standing.fates()) {
            let same = fate.stands().and_then(|pair| places.same(&pair));
            if row.is_held() {
                match (same.and_then(|bead| update.reviews.get_mut(bead)), fate.reason()) {
                    (Some(review), _) => {
                        review.0 = true;
                        update.kept.push(row);
                    }
                    (None, reason) => update.dropped.push((row, reason.unwrap_or("the aligner did not hold on to it"))),
                }
            }
            if row.note.is_empty() {
                continue;
            }
            match same.or_else(|| places.first(fate)).and_then(|bead| update.reviews.get_mut(bead)) {
                Some((_, note)) if note.is_empty() => note.clone_from(&row.note),
                Some((_, note)) => *note = format!("{note}; {}", row.note),
                None => update.lost_notes.push(row),
            }
        }
        update
    }
}

/// Where beads and sentences stand in an alignment.
struct Places {
    beads: HashMap<(Range<usize>, Range<usize>), usize>,
    sentences: [HashMap<usize, usize>; 2],
}

impl Places {
    fn of(alignment: &Alignment) -> Self {
        let mut places = Self { beads: HashMap::new(), sentences: [HashMap::new(), HashMap::new()] };
        for (number, bead) in alignment.beads().iter().enumerate() {
            places.beads.insert((anywhere(&bead.source), anywhere(&bead.target)), number);
            places.sentences[0].extend(bead.source.clone().map(|sentence| (sentence, number)));
            places.sentences[1].extend(bead.target.clone().map(|sentence| (sentence, number)));
        }
        places
    }

    /// The bead of just these sentences.
    fn same(&self, (source, target): &(Range<usize>, Range<usize>)) -> Option<usize> {
        self.beads.get(&(anywhere(source), anywhere(target))).copied()
    }

    /// The bead of the first sentence that still stands.
    fn first(&self, fate: &Fate) -> Option<usize> {
        let first = |(side, sentences): (&SideFate, &HashMap<usize, usize>)| match side {
            SideFate::Stands(range) if !range.is_empty() => sentences.get(&range.start).copied(),
            _ => None,
        };
        [&fate.source, &fate.target].into_iter().zip(&self.sentences).find_map(first)
    }
}

/// Empty sides are alike, wherever they stand.
fn anywhere(range: &Range<usize>) -> Range<usize> {
    if range.is_empty() { 0..0 } else { range.clone() }
}
