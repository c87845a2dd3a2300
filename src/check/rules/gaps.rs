//! What shows in a language that words were lost: the rows of its `gaps.tsv`.

use rustc_hash::FxHashSet;

use crate::lang::table::{self, Row};
use crate::lang::{Language, PerLanguage};

/// A set of words and of endings, which stand in the table behind an asterisk.
#[derive(Debug, Default)]
pub(super) struct Words {
    words: FxHashSet<&'static str>,
    endings: Vec<&'static str>,
}

impl Words {
    fn add(&mut self, row: &Row, column: usize) {
        for form in row.forms(column) {
            match form.strip_prefix('*') {
                Some(ending) => self.endings.push(ending),
                None => {
                    self.words.insert(form);
                }
            }
        }
    }

    fn of(row: &Row, column: usize) -> Self {
        let mut words = Self::default();
        words.add(row, column);
        words
    }

    /// Whether a word in small letters is one of them.
    pub(super) fn contains(&self, word: &str) -> bool {
        self.words.contains(word) || self.endings.iter().any(|ending| word.len() > ending.len() + 1 && word.ends_with(ending))
    }

    pub(super) fn is_empty(&self) -> bool {
        self.words.is_empty() && self.endings.is_empty()
    }
}

/// Words of one kind, and others that stand beside them.
#[derive(Debug)]
pub(super) struct Pairing {
    pub(super) words: Words,
    pub(super) next: Words,
    pub(super) others: Words,
}

/// What the language of the rendering gives in its `gaps.tsv`, whose head tells what the kinds mean.
#[derive(Debug, Default)]
pub(super) struct Gaps {
    pub(super) pairings: Vec<Pairing>,
    pub(super) joined: Vec<Pairing>,
    pub(super) titles: Vec<Pairing>,
    pub(super) speech: Vec<Pairing>,
    pub(super) openings: Vec<Pairing>,
    pub(super) past: Vec<Pairing>,
    pub(super) adjuncts: Vec<Pairing>,
    pub(super) predicates: Vec<Pairing>,
    pub(super) relatives: Vec<Pairing>,
    pub(super) stated: Words,
    pub(super) before_mark: Words,
    pub(super) before_first_comma: Words,
    pub(super) before_blank: Words,
    pub(super) before_genitive: Words,
    pub(super) before_verb: Words,
}

static GAPS: PerLanguage<Gaps> = PerLanguage::new(Gaps::read);

impl Gaps {
    /// Those of a language; empty ones where it has no table.
    pub(super) fn of(language: &'static Language) -> &'static Self {
        GAPS.of(language)
    }

    fn read(language: &'static Language) -> Self {
        let mut gaps = Self::default();
        for row in table::rows(language.tables.gaps) {
            let kind = row.cell(0);
            if let Some(words) = gaps.words(kind) {
                words.add(&row, 1);
            } else if let Some(pairings) = gaps.pairings(kind) {
                pairings.push(Pairing { words: Words::of(&row, 1), next: Words::of(&row, 2), others: Words::of(&row, 3) });
            }
        }
        gaps
    }

    /// Where the words of a kind belong that stand alone.
    fn words(&mut self, kind: &str) -> Option<&mut Words> {
        Some(match kind {
            "stated" => &mut self.stated,
            "mark" => &mut self.before_mark,
            "first" => &mut self.before_first_comma,
            "blank" => &mut self.before_blank,
            "genitive" => &mut self.before_genitive,
            "is" => &mut self.before_verb,
            _ => return None,
        })
    }

    /// Where those of a kind belong that have others beside them.
    fn pairings(&mut self, kind: &str) -> Option<&mut Vec<Pairing>> {
        Some(match kind {
            "next" | "clause" => &mut self.pairings,
            "joined" => &mut self.joined,
            "title" => &mut self.titles,
            "speech" => &mut self.speech,
            "opening" => &mut self.openings,
            "past" => &mut self.past,
            "adjunct" => &mut self.adjuncts,
            "predicate" => &mut self.predicates,
            "relative" => &mut self.relatives,
            _ => return None,
        })
    }

    /// Whether the language has no table.
    pub(super) fn is_empty(&self) -> bool {
        self.pairings.is_empty() && self.before_mark.is_empty() && self.openings.is_empty()
    }
}
