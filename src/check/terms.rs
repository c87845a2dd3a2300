//! Which terms of the glossary stand in each sentence of a pair.

use std::sync::Arc;

use super::{BeadView, PairView};
use crate::glossary::{Glossary, Group, Role, Terms};
use crate::mention::{Fact, Mention};
use crate::text::{Side, Span};

/// A term of the glossary at its place in a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) span: Span,
    /// The term's group, by its place in the glossary.
    pub(super) group: u32,
    pub(super) role: Role,
    /// Whether it is a form of the very word.
    pub(super) exact: bool,
}

/// The terms of the glossary in the two texts of a pair, sentence by sentence.
#[derive(Debug)]
pub(super) struct TermsOfPair {
    terms: Arc<Terms>,
    files: Vec<String>,
    found: [Vec<Vec<Found>>; 2],
}

impl TermsOfPair {
    /// Looks for the terms of `glossary`; `None` where it has none for the languages of the pair.
    pub(super) fn of(glossary: &Glossary, pair: &PairView<'_>) -> Option<Self> {
        if glossary.is_empty() {
            return None;
        }
        let terms = glossary.terms(pair.source.document.language(), pair.target.document.language());
        if terms.is_empty() {
            return None;
        }
        let found = [Side::Source, Side::Target].map(|side| {
            let document = &pair.side(side).document;
            let sentences = document.segments().iter().zip(document.views());
            let found = sentences.map(|(segment, view)| {
                let hits = terms.find(side, view).into_iter();
                let owned = hits.filter_map(|hit| {
                    let (group, role) = terms.owner(side, hit.form)?;
                    Some(Found { span: hit.span.shifted(segment.span.start), group, role, exact: hit.exact })
                });
                owned.collect()
            });
            found.collect()
        });
        Some(Self { terms, files: glossary.files().to_vec(), found })
    }

    pub(super) fn group(&self, group: u32) -> &Group {
        &self.terms.groups()[group as usize]
    }

    /// Every term on a side of the bead, in the order of their places.
    pub(super) fn on<'a>(&'a self, bead: &BeadView<'_>, side: Side) -> impl Iterator<Item = &'a Found> + use<'a> {
        let segments = bead.segments(side);
        self.found[side as usize].get(segments).into_iter().flatten().flatten()
    }

    /// The terms of the original in the bead: the longest at each place, save those that are a part of a longer name.
    pub(super) fn sources(&self, bead: &BeadView<'_>) -> Vec<Found> {
        let all: Vec<Found> = self.on(bead, Side::Source).copied().filter(|found| found.exact).collect();
        let is_within = |found: &Found, span: Span| span.contains(found.span) && span != found.span;
        let kept = all.iter().filter(|found| {
            !all.iter().any(|other| is_within(found, other.span))
                && !bead.mentions(Side::Source).any(|mention| is_name(mention) && is_within(found, mention.span))
        });
        kept.copied().collect()
    }

    /// Where the glossary says so: `terms.tsv, line 4`.
    pub(super) fn place(&self, (file, line): (usize, usize)) -> String {
        format!("{}, line {line}", self.files.get(file).map_or("", String::as_str))
    }
}

/// Whether the tables know whom or what the mention names.
fn is_name(mention: &Mention) -> bool {
    match &mention.fact {
        Fact::Person(name) | Fact::Organisation(name) => !name.known.is_empty(),
        Fact::Place(_) | Fact::Country(_) => true,
        _ => false,
    }
}
