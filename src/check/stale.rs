//! Renderings that stood still while their original changed.

use std::collections::HashMap;
use std::ops::{Range, RangeInclusive};

use super::{BeadView, PairView};
use crate::align::file::{BeadFile, Standing};
use crate::text::{Side, Span};

/// A part of a rendering that is as it was while its original has other words than it rendered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stale {
    /// The bead, by its index in the alignment.
    pub bead: usize,
    /// What the original says now, empty at its place where it says nothing any more.
    pub source: Span,
    /// The rendering.
    pub target: Span,
    /// How that is known.
    pub known: Known,
}

/// How a rendering is known to be stale.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Known {
    /// A bead file holds what the original was: these words.
    Words(String),
    /// The rendering names the revision of the original that it renders, and these lines have changed since.
    Revision(String),
}

/// The renderings that are as a bead file says while their originals are not.
///
/// What changed but in signs and blanks means the same as before, and is passed over.
#[must_use]
pub fn of_beads(pair: &PairView<'_>, file: &BeadFile, standing: &Standing) -> Vec<Stale> {
    let mut beads: HashMap<usize, usize> = HashMap::new();
    for view in pair.beads() {
        beads.extend(view.bead().target.clone().map(|sentence| (sentence, view.index)));
    }
    let bead = |sentence: usize| Some(BeadView { pair: *pair, index: *beads.get(&sentence)? });
    let stale = file.rows().iter().zip(standing.fates()).filter_map(|(row, fate)| {
        // The file may know of a change that it was brought up to date after.
        let rendering = fate.stale().or_else(|| row.former().and(fate.target_stands()))?;
        let rendered = row.former().unwrap_or(&row.source);
        let (first, last) = (bead(rendering.start)?, bead(rendering.end.checked_sub(1)?)?);
        let sentences = first.bead().source.start..last.bead().source.end.max(first.bead().source.start);
        let now = sentences.clone().map(|sentence| pair.source.document.words(sentence)).collect::<String>();
        if letters(&now).eq(letters(rendered)) {
            return None;
        }
        // Of several sentences those that the file holds word for word have not changed.
        let differs = |sentence: &usize| !rendered.contains(pair.source.document.words(*sentence));
        let changed: Vec<usize> = sentences.filter(differs).collect();
        let source = match (changed.first(), changed.last()) {
            (Some(first), Some(last)) => span(pair, Side::Source, &(*first..*last + 1)),
            _ => first.span(Side::Source).join(last.span(Side::Source)),
        };
        let target = span(pair, Side::Target, rendering);
        Some(Stale { bead: first.index, source, target, known: Known::Words(rendered.to_owned()) })
    });
    stale.collect()
}

/// The renderings of what changed in the original since `revision`, by its lines: `is_changed` is asked for the bytes of the
/// original that a bead has. Beads that follow each other are one.
#[must_use]
pub fn of_changes(pair: &PairView<'_>, revision: &str, is_changed: impl Fn(Span) -> bool) -> Vec<Stale> {
    let mut runs: Vec<RangeInclusive<usize>> = Vec::new();
    let changed = pair.beads().filter(|bead| bead.is_paired() && is_changed(bead.span(Side::Source)));
    for bead in changed {
        match runs.last_mut() {
            Some(run) if *run.end() + 1 == bead.index => *run = *run.start()..=bead.index,
            _ => runs.push(bead.index..=bead.index),
        }
    }
    let stale = runs.into_iter().map(|run| {
        let [first, last] = [*run.start(), *run.end()].map(|index| BeadView { pair: *pair, index });
        let side = |side| first.span(side).join(last.span(side));
        let known = Known::Revision(revision.to_owned());
        Stale { bead: first.index, source: side(Side::Source), target: side(Side::Target), known }
    });
    stale.collect()
}

/// From the first of the sentences to the last.
fn span(pair: &PairView<'_>, side: Side, sentences: &Range<usize>) -> Span {
    let segments = pair.side(side).document.segments();
    let spans: Vec<Span> = segments.iter().take(sentences.end).skip(sentences.start).map(|segment| segment.span).collect();
    match (spans.first(), spans.last()) {
        (Some(first), Some(last)) => first.join(*last),
        _ => Span::at(0),
    }
}

/// The letters and digits of a text, for which capitals are small letters.
fn letters(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter(|character| character.is_alphanumeric()).flat_map(char::to_lowercase)
}
