//! What of a bead file still stands when the texts have changed.

use std::collections::HashMap;
use std::ops::Range;

use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::{BeadFile, Row, SentenceHash, index};
use crate::segment::Document;
use crate::text::Side;

/// How the beads of a file lie in the texts as they are now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    fates: Vec<Fate>,
    fits: bool,
}

/// What has become of a bead, side by side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fate {
    /// Of its sentences in the original.
    pub source: SideFate,
    /// Of its sentences in the rendering.
    pub target: SideFate,
}

/// What has become of one side of a bead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SideFate {
    /// The same words stand at these sentences; an empty side is still empty there.
    Stands(Range<usize>),
    /// Some of its sentences are there no more, or with other words.
    Changed,
    /// All of its sentences are there, but no longer one after the other.
    Parted,
    /// The side was empty, and something has been put in at its place.
    Filled,
}

impl Fate {
    /// The sentences that the bead has now, where it stands on both sides.
    #[must_use]
    pub fn stands(&self) -> Option<(Range<usize>, Range<usize>)> {
        match (&self.source, &self.target) {
            (SideFate::Stands(source), SideFate::Stands(target)) => Some((source.clone(), target.clone())),
            _ => None,
        }
    }

    /// The sentences of a rendering that stands unchanged while its original has other words now.
    #[must_use]
    pub fn stale(&self) -> Option<&Range<usize>> {
        self.target_stands().filter(|_| self.source == SideFate::Changed)
    }

    /// The sentences of a rendering that stands unchanged, whatever has become of its original.
    #[must_use]
    pub fn target_stands(&self) -> Option<&Range<usize>> {
        match &self.target {
            SideFate::Stands(target) if !target.is_empty() => Some(target),
            _ => None,
        }
    }

    /// Why the bead does not stand, in words.
    #[must_use]
    pub fn reason(&self) -> Option<&'static str> {
        use SideFate::{Changed, Filled, Parted, Stands};
        Some(match (&self.source, &self.target) {
            (Stands(_), Stands(_)) => return None,
            (Changed, Changed) => "both the original and the rendering have changed",
            (Changed, _) => "the original has changed",
            (_, Changed) => "the rendering has changed",
            (Parted, _) => "its sentences no longer follow each other in the original",
            (_, Parted) => "its sentences no longer follow each other in the rendering",
            (Filled, _) => "the original has something at its place now",
            (_, Filled) => "the rendering has something at its place now",
        })
    }
}

impl BeadFile {
    /// Compares the sentences that the file was made from with those of the texts.
    ///
    /// Sentences count as the same where their words are, however many were put in or taken out before them, and also
    /// where they moved to another place, if only one has these words.
    #[must_use]
    pub fn standing(&self, source: &Document, target: &Document) -> Standing {
        let [source, target] = [(Side::Source, source), (Side::Target, target)].map(|(side, document)| {
            let now: Vec<SentenceHash> =
                (0..document.segments().len()).map(|sentence| SentenceHash::of(document.words(sentence))).collect();
            Way::between(&self.known[index(side)], &now)
        });
        let fate = |row: &Row| Fate { source: source.fate(&row.bead.source), target: target.fate(&row.bead.target) };
        Standing { fates: self.rows.iter().map(fate).collect(), fits: source.same && target.same }
    }
}

impl Standing {
    /// Whether the texts are those that the file was made from.
    #[must_use]
    pub fn fits(&self) -> bool {
        self.fits
    }

    /// What has become of each row of the file, in its order.
    #[must_use]
    pub fn fates(&self) -> &[Fate] {
        &self.fates
    }
}

/// Where the sentences of one text have gone.
struct Way {
    /// The new number of each sentence that is still there.
    to: Vec<Option<usize>>,
    /// Before each old place, the last sentence that kept its place among the others: its old and new number.
    before: Vec<Option<(usize, usize)>>,
    /// From each old place on, the first such sentence.
    after: Vec<Option<(usize, usize)>>,
    /// How many sentences there are now.
    length: usize,
    /// Whether nothing changed.
    same: bool,
}

impl Way {
    fn between(known: &[Option<SentenceHash>], now: &[SentenceHash]) -> Self {
        let same = known.len() == now.len() && known.iter().zip(now).all(|(known, now)| known.is_none_or(|known| known == *now));
        let mut to: Vec<Option<usize>> = if same { (0..now.len()).map(Some).collect() } else { in_place(known, now) };
        let mut before = Vec::with_capacity(known.len() + 1);
        before.push(None);
        for (old, new) in to.iter().enumerate() {
            before.push(new.map(|new| (old, new)).or(before[old]));
        }
        let mut after = vec![None; known.len() + 1];
        for (old, new) in to.iter().enumerate().rev() {
            after[old] = new.map(|new| (old, new)).or(after[old + 1]);
        }
        moved(known, now, &mut to);
        Self { to, before, after, length: now.len(), same }
    }

    fn fate(&self, sentences: &Range<usize>) -> SideFate {
        if sentences.is_empty() {
            return self.place(sentences.start);
        }
        let Some(now) = self.to.get(sentences.clone()).and_then(|now| now.iter().copied().collect::<Option<Vec<usize>>>()) else {
            return SideFate::Changed;
        };
        let start = now.first().copied().unwrap_or_default();
        if now.iter().copied().eq(start..start + now.len()) {
            SideFate::Stands(start..start + now.len())
        } else {
            SideFate::Parted
        }
    }

    /// The fate of an empty side: whether there is more now than there was between the sentences around its place.
    fn place(&self, place: usize) -> SideFate {
        let place = place.min(self.to.len());
        let (first, start) = self.before[place].map_or((0, 0), |(old, new)| (old + 1, new + 1));
        let (last, end) = self.after[place].unwrap_or((self.to.len(), self.length));
        let (were, are) = (last.saturating_sub(first), end.saturating_sub(start));
        if are > were { SideFate::Filled } else { SideFate::Stands(start..start) }
    }
}

/// The new number of each sentence that kept its place among the others.
fn in_place(known: &[Option<SentenceHash>], now: &[SentenceHash]) -> Vec<Option<usize>> {
    // What is not known is like nothing else.
    #[derive(PartialEq, Eq, Hash, PartialOrd, Ord, Clone, Copy)]
    enum Item {
        Known(SentenceHash),
        Unknown(usize),
    }
    let old: Vec<Item> = known.iter().enumerate().map(|(at, known)| known.map_or(Item::Unknown(at), Item::Known)).collect();
    let new: Vec<Item> = now.iter().copied().map(Item::Known).collect();
    let mut to = vec![None; known.len()];
    for step in capture_diff_slices(Algorithm::Myers, &old, &new) {
        match step {
            DiffOp::Equal { old_index, new_index, len } => {
                for (at, to) in to.iter_mut().skip(old_index).take(len).enumerate() {
                    *to = Some(new_index + at);
                }
            }
            // Rows that lost their hashes, between rows that did not.
            DiffOp::Replace { old_index, old_len, new_index, new_len }
                if old_len == new_len && known.iter().skip(old_index).take(old_len).all(Option::is_none) =>
            {
                for (at, to) in to.iter_mut().skip(old_index).take(old_len).enumerate() {
                    *to = Some(new_index + at);
                }
            }
            DiffOp::Replace { .. } | DiffOp::Delete { .. } | DiffOp::Insert { .. } => {}
        }
    }
    to
}

/// Finds sentences that went to another place, where there was and is only one with these words.
fn moved(known: &[Option<SentenceHash>], now: &[SentenceHash], to: &mut [Option<usize>]) {
    let mut places: HashMap<SentenceHash, [Option<usize>; 2]> = HashMap::new();
    let mut twice: HashMap<SentenceHash, [usize; 2]> = HashMap::new();
    let old = known.iter().enumerate().filter_map(|(at, hash)| Some((0, at, (*hash)?)));
    for (side, at, hash) in old.chain(now.iter().enumerate().map(|(at, hash)| (1, at, *hash))) {
        places.entry(hash).or_default()[side] = Some(at);
        twice.entry(hash).or_default()[side] += 1;
    }
    for (hash, to) in known.iter().zip(to.iter_mut()).filter(|(_, to)| to.is_none()) {
        let Some(hash) = hash else { continue };
        if twice.get(hash) == Some(&[1, 1])
            && let Some([_, new]) = places.get(hash)
        {
            *to = *new;
        }
    }
}
