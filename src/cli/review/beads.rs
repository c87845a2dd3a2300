//! Beads of a pair with what people said of them, and moving their boundaries.

use std::ops::Range;

use serde::Deserialize;

use kanhe::align::edit::{Edit, merge, shift, split};
use kanhe::align::file::BeadFile;
use kanhe::align::{self, Alignment, Bead};
use kanhe::text::Side;

use super::super::beads;
use super::super::pair::{Paired, aligned};
use super::desk::Trouble;

/// Whether a person found each bead right, and the notes on them.
pub(super) type Reviews = Vec<(bool, String)>;

/// What is to be done with the beads.
#[derive(Debug, Deserialize)]
#[serde(tag = "do", rename_all = "lowercase", deny_unknown_fields)]
pub(super) enum Step {
    /// Make one of a bead and the next.
    Merge { bead: usize },
    /// Make two of a bead: the first gets so many sentences of each side.
    Split { bead: usize, source: usize, target: usize },
    /// Move the first sentence of a side up to the bead before, or the last one down to the bead after.
    Shift { bead: usize, side: Side, up: bool },
    /// Mark beads as reviewed, or take the mark off.
    Mark { beads: Vec<usize>, reviewed: bool },
    /// Write a note beside a bead.
    Note { bead: usize, note: String },
    /// Hold two sentences together, and pair the rest anew around them and all that is reviewed.
    Pin { source: usize, target: usize },
    /// Pair anew what is not reviewed.
    Realign,
}

impl Step {
    /// The step in words.
    pub(super) fn words(&self) -> &'static str {
        match self {
            Self::Merge { .. } => "merging two beads",
            Self::Split { .. } => "splitting a bead",
            Self::Shift { .. } => "moving a sentence",
            Self::Mark { reviewed: true, .. } => "marking as reviewed",
            Self::Mark { .. } => "taking a mark off",
            Self::Note { .. } => "writing a note",
            Self::Pin { .. } => "pinning two sentences",
            Self::Realign => "pairing the rest anew",
        }
    }
}

/// What people said of the beads of `paired`, as a bead file tells that was made from its texts or from earlier ones.
pub(super) fn reviews(paired: &Paired, file: Option<&str>) -> Reviews {
    let none = || vec![(false, String::new()); paired.alignment.beads().len()];
    let Some(file) = file.and_then(|text| BeadFile::parse(text).ok()) else { return none() };
    let standing = file.standing(&paired.source.text.document, &paired.target.text.document);
    file.update(&standing, &paired.alignment).reviews
}

/// The text of the bead file.
pub(super) fn written(paired: &Paired, alignment: &Alignment, reviews: &Reviews) -> String {
    beads::written(alignment, &paired.source.text.document, &paired.target.text.document, reviews, &paired.stale)
}

/// The beads and what is said of them after `step`.
pub(super) fn stepped(
    paired: &Paired,
    reviews: &Reviews,
    step: &Step,
    options: &align::Options,
) -> Result<(Alignment, Reviews), Trouble> {
    let beads = paired.alignment.beads();
    let missing = || Trouble::Refused("there is no such bead".to_owned());
    let edit = |edit: Result<Edit, align::edit::EditError>| {
        let edit = edit.map_err(|error| Trouble::Refused(error.to_string()))?;
        edited(paired, reviews, edit)
    };
    match step {
        Step::Merge { bead } => edit(merge(beads, *bead)),
        Step::Split { bead, source, target } => edit(split(beads, *bead, *source, *target)),
        Step::Shift { bead, side, up } => edit(shift(beads, *bead, *side, *up)),
        Step::Mark { beads, reviewed } => {
            let mut reviews = reviews.clone();
            for bead in beads {
                reviews.get_mut(*bead).ok_or_else(missing)?.0 = *reviewed;
            }
            Ok((paired.alignment.clone(), reviews))
        }
        Step::Note { bead, note } => {
            let mut reviews = reviews.clone();
            note.trim().clone_into(&mut reviews.get_mut(*bead).ok_or_else(missing)?.1);
            Ok((paired.alignment.clone(), reviews))
        }
        Step::Pin { source, target } => {
            let lengths = [&paired.source, &paired.target].map(|side| side.text.document.segments().len());
            if *source >= lengths[0] || *target >= lengths[1] {
                return Err(Trouble::Refused("there is no such sentence".to_owned()));
            }
            let pin = (*source..*source + 1, *target..*target + 1);
            let apart = |(one, other): &Pair| !one.contains(source) && !other.contains(target);
            let fixed: Vec<Pair> = held(beads, reviews).into_iter().filter(apart).chain([pin.clone()]).collect();
            let (alignment, mut reviews) = realigned(paired, reviews, fixed, options);
            for (bead, review) in alignment.beads().iter().zip(&mut reviews) {
                review.0 |= (bead.source.clone(), bead.target.clone()) == pin;
            }
            Ok((alignment, reviews))
        }
        Step::Realign => Ok(realigned(paired, reviews, held(beads, reviews), options)),
    }
}

type Pair = (Range<usize>, Range<usize>);

/// The beads that are reviewed.
fn held(beads: &[Bead], reviews: &Reviews) -> Vec<Pair> {
    let reviewed = beads.iter().zip(reviews).filter(|(_, (reviewed, _))| *reviewed);
    reviewed.map(|(bead, _)| (bead.source.clone(), bead.target.clone())).collect()
}

/// Beads that a person has moved count as reviewed, lest a realignment undo the work.
fn edited(paired: &Paired, reviews: &Reviews, edit: Edit) -> Result<(Alignment, Reviews), Trouble> {
    let (mut beads, mut reviews) = (paired.alignment.beads().to_vec(), reviews.clone());
    let (replaced, count) = (edit.replaced, edit.beads.len());
    let old: Vec<(bool, String)> = reviews.get(replaced.clone()).map(<[_]>::to_vec).unwrap_or_default();
    let mut new = vec![(true, String::new()); count];
    // Each note stays with the bead at its place, those of beads that are no more go to the last.
    for (at, (_, note)) in old.into_iter().enumerate().filter(|(_, (_, note))| !note.is_empty()) {
        if let Some((_, held)) = new.get_mut(at.min(count.saturating_sub(1))) {
            *held = if held.is_empty() { note } else { format!("{held}; {note}") };
        }
    }
    reviews.splice(replaced.clone(), new);
    beads.splice(replaced, edit.beads);
    let lengths = [&paired.source, &paired.target].map(|side| side.text.document.segments().len());
    let alignment = Alignment::new(beads, lengths[0], lengths[1]).map_err(|error| Trouble::Refused(error.to_string()))?;
    Ok((alignment, reviews))
}

fn realigned(paired: &Paired, reviews: &Reviews, fixed: Vec<Pair>, options: &align::Options) -> (Alignment, Reviews) {
    let options = align::Options { fixed, ..options.clone() };
    let alignment = aligned(&paired.source.text, &paired.target.text, &options);
    // Marks stay with beads that stay; the note of one that does not goes where its first sentence goes.
    let before = BeadFile::parse(&written(paired, &paired.alignment, reviews)).ok();
    let (source, target) = (&paired.source.text.document, &paired.target.text.document);
    let carried = before.map(|file| file.update(&file.standing(source, target), &alignment).reviews);
    let reviews = carried.unwrap_or_else(|| vec![(false, String::new()); alignment.beads().len()]);
    (alignment, reviews)
}
