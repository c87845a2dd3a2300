//! What rules see: the pair, and one bead of it.

use std::ops::Range;

use crate::align::{Alignment, Bead};
use crate::format::Structure;
use crate::lang::Language;
use crate::mention::{Mention, Mentions};
use crate::segment::Document;
use crate::text::{Side, Span};

/// A document with its mentions.
#[derive(Debug, Clone)]
pub struct Text {
    /// The document.
    pub document: Document,
    /// What it mentions.
    pub mentions: Mentions,
    /// What its file holds besides sentences, where the format is one that tells.
    pub structure: Structure,
}

impl Text {
    /// Extracts the mentions of `document`.
    #[must_use]
    pub fn new(document: Document) -> Self {
        let mentions = Mentions::of(&document);
        Self { document, mentions, structure: Structure::new() }
    }

    /// Extracts the mentions of `document` but for persons and organisations: enough to align it by words alone, not to
    /// check it.
    #[must_use]
    pub fn without_names(document: Document) -> Self {
        let mentions = Mentions::without_names(&document);
        Self { document, mentions, structure: Structure::new() }
    }

    /// The same with what its file holds besides sentences.
    #[must_use]
    pub fn with_structure(self, mut structure: Structure) -> Self {
        structure.sort_by_key(|(_, span)| span.start);
        Self { structure, ..self }
    }
}

/// The two texts of a pair and how their sentences render each other.
#[derive(Debug, Clone, Copy)]
pub struct PairView<'a> {
    /// The original.
    pub source: &'a Text,
    /// The rendering.
    pub target: &'a Text,
    /// The beads.
    pub alignment: &'a Alignment,
}

impl<'a> PairView<'a> {
    /// The text of a side.
    #[must_use]
    pub fn side(&self, side: Side) -> &'a Text {
        match side {
            Side::Source => self.source,
            Side::Target => self.target,
        }
    }

    /// Every bead in order.
    pub fn beads(self) -> impl Iterator<Item = BeadView<'a>> {
        (0..self.alignment.beads().len()).map(move |index| BeadView { pair: self, index })
    }
}

/// One bead of a pair.
#[derive(Debug, Clone, Copy)]
pub struct BeadView<'a> {
    /// The pair that it belongs to.
    pub pair: PairView<'a>,
    /// Its place in the alignment.
    pub index: usize,
}

impl<'a> BeadView<'a> {
    /// The bead itself.
    #[must_use]
    pub fn bead(&self) -> &'a Bead {
        &self.pair.alignment.beads()[self.index]
    }

    /// The segments of a side.
    #[must_use]
    pub fn segments(&self, side: Side) -> Range<usize> {
        match side {
            Side::Source => self.bead().source.clone(),
            Side::Target => self.bead().target.clone(),
        }
    }

    /// Whether both sides have words.
    #[must_use]
    pub fn is_paired(&self) -> bool {
        !self.bead().source.is_empty() && !self.bead().target.is_empty()
    }

    /// The language of a side.
    #[must_use]
    pub fn language(&self, side: Side) -> &'static Language {
        self.pair.side(side).document.language()
    }

    /// The mentions of a side in order.
    pub fn mentions(&self, side: Side) -> impl Iterator<Item = &'a Mention> + use<'a> {
        let text = self.pair.side(side);
        self.segments(side).flat_map(move |segment| text.mentions.in_segment(segment))
    }

    /// From the first word of a side to the last; the empty span at its place where the side is empty.
    #[must_use]
    pub fn span(&self, side: Side) -> Span {
        let segments = self.pair.side(side).document.segments();
        let range = self.segments(side);
        match (segments.get(range.start), range.end.checked_sub(1).and_then(|last| segments.get(last))) {
            (Some(first), Some(last)) if !range.is_empty() => first.span.join(last.span),
            _ => {
                Span::at(range.start.checked_sub(1).and_then(|at| segments.get(at)).map_or(0, |before| before.span.end as usize))
            }
        }
    }

    /// The words of a side, from the first sentence to the last.
    #[must_use]
    pub fn words(&self, side: Side) -> &'a str {
        self.span(side).of(self.pair.side(side).document.text())
    }

    /// The bead `by` places after this one (before it, where negative).
    #[must_use]
    pub fn neighbour(&self, by: isize) -> Option<Self> {
        let index = self.index.checked_add_signed(by)?;
        (index < self.pair.alignment.beads().len()).then_some(Self { pair: self.pair, index })
    }

    /// The beads up to `reach` places before and after this one, in their order, without this one.
    pub fn neighbours(&self, reach: isize) -> impl Iterator<Item = Self> {
        (-reach..=reach).filter(|&by| by != 0).filter_map(|by| self.neighbour(by))
    }
}
