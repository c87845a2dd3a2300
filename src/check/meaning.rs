//! How near texts are in meaning, for rules that ask what a bead would say without some of its words.

use rustc_hash::FxHashMap;

use super::BeadView;
use crate::encode::{Encoder, Vectors};
use crate::lang::Language;
use crate::text::{Side, Span};

/// So many beads are encoded at a time, which keeps memory small whatever the length of the texts.
pub(super) const STRETCH: usize = 512;

/// Texts that are to be compared, each once; [`Texts::read`] encodes them all together, which costs far less than
/// one by one.
#[derive(Debug, Default)]
pub(super) struct Texts {
    texts: Vec<String>,
    known: FxHashMap<String, usize>,
}

/// A text among those that are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Text(usize);

impl Texts {
    /// Adds a text of that language.
    pub(super) fn add(&mut self, text: &str, language: &'static Language) -> Text {
        // Of traditional and simplified characters the encoder knows the latter better.
        let folded = language.folded(text);
        if let Some(&known) = self.known.get(&folded) {
            return Text(known);
        }
        self.texts.push(folded.clone());
        self.known.insert(folded, self.texts.len() - 1);
        Text(self.texts.len() - 1)
    }

    /// Adds a text without the words at `span`.
    pub(super) fn add_without(&mut self, text: &str, span: Span, language: &'static Language) -> Text {
        let (before, after) = (text.get(..span.start as usize), text.get(span.end as usize..));
        let (before, after) = (before.unwrap_or_default().trim_end(), after.unwrap_or_default().trim_start());
        self.add(&format!("{before} {after}"), language)
    }

    /// Encodes them.
    pub(super) fn read(&self, encoder: &Encoder) -> Nearness {
        let texts: Vec<&str> = self.texts.iter().map(String::as_str).collect();
        let runs: Vec<_> = (0..texts.len()).map(|at| at..at + 1).collect();
        Nearness { vectors: encoder.vectors(&encoder.sums(&texts, 1), &runs, 1) }
    }
}

/// How near the texts are to each other.
#[derive(Debug)]
pub(super) struct Nearness {
    vectors: Vectors,
}

impl Nearness {
    /// The cosine between two texts, -1 to 1: some 0.7 to 0.9 of a sentence and its rendering, some 0 to 0.2 of two that have
    /// nothing to do with each other.
    pub(super) fn of(&self, one: Text, other: Text) -> f32 {
        self.vectors.cosine(one.0, &self.vectors, other.0)
    }
}

/// A side of a bead with and without some of its words, and the other side.
#[derive(Debug, Clone, Copy)]
pub(super) struct Omission {
    pub(super) whole: Text,
    pub(super) without: Text,
    pub(super) across: Text,
}

impl Omission {
    /// Adds the three; `span` is the place of the words in the document.
    pub(super) fn new(bead: &BeadView<'_>, side: Side, span: Span, texts: &mut Texts) -> Self {
        let (words, language, start) = (bead.words(side), bead.language(side), bead.span(side).start);
        let place = span.since(start);
        Self {
            whole: texts.add(words, language),
            without: texts.add_without(words, place, language),
            across: texts.add(bead.words(side.other()), bead.language(side.other())),
        }
    }

    /// By how much the sides are nearer to each other without the words.
    pub(super) fn nearer(&self, nearness: &Nearness) -> f32 {
        nearness.of(self.without, self.across) - nearness.of(self.whole, self.across)
    }

    /// Keeps those whose sides are nearer to each other by more than `least` without their words.
    pub(super) fn retain<T>(candidates: &mut Vec<T>, least: f32, of: impl Fn(&T, &mut Texts) -> Self, encoder: &Encoder) {
        let mut texts = Texts::default();
        let omissions: Vec<Self> = candidates.iter().map(|candidate| of(candidate, &mut texts)).collect();
        let nearness = texts.read(encoder);
        let mut kept = omissions.iter().map(|omission| omission.nearer(&nearness) > least);
        candidates.retain(|_| kept.next().unwrap_or(false));
    }
}
