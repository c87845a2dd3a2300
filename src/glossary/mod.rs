//! Glossaries: which renderings of a term are accepted, which are forbidden, and where terms stand in a text.
//!
//! A glossary is a table (TSV or CSV) or a termbase (TBX). Read, it is a list of concepts, each with its terms by
//! language or side; [`Glossary::terms`] makes of them what is looked for in one pair of languages.

mod columns;
pub mod extract;
mod find;
mod forms;
mod problems;
mod read;
mod table;
mod tbx;
mod terms;

pub use find::Hit;
pub use problems::{Problem, problems};
pub use read::{GlossaryError, LONGEST_TERM};
pub use terms::{Group, Rendering, Role, Terms};

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};

use crate::lang::Language;
use crate::text::Side;

/// What a glossary says of a term.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// It should be used.
    Preferred,
    /// It may be used.
    Admitted,
    /// It must not be used.
    Forbidden,
}

/// Which texts a term stands in.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Where {
    /// In those of that side.
    Side(Side),
    /// In those of the language of that BCP 47 tag.
    Language(String),
}

impl Where {
    /// Whether it stands on `side`, which is in `language`.
    fn fits(&self, side: Side, language: &'static Language) -> bool {
        match self {
            Self::Side(own) => *own == side,
            Self::Language(tag) => crate::lang::find(tag) == language,
        }
    }
}

/// A term of a concept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// Where it stands.
    pub place: Where,
    /// The form that is shown, then its variants.
    pub forms: Vec<String>,
    /// What is said of it.
    pub status: Status,
    /// Whether capital letters count.
    pub case_sensitive: bool,
}

/// What belongs together: the terms of one thing.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Concept {
    /// Its terms, in the order of the file.
    pub terms: Vec<Term>,
    /// The sections that it belongs to; none where it holds everywhere.
    pub domains: Vec<String>,
    /// What translators should know.
    pub note: String,
    /// The class of word, as the file gives it.
    pub part_of_speech: String,
    /// The file, by its place among those read.
    pub file: usize,
    /// Its first line there, counted from 1.
    pub line: usize,
}

/// The concepts of all glossaries that hold for a check.
#[derive(Debug, Default)]
pub struct Glossary {
    files: Vec<String>,
    concepts: Vec<Concept>,
    /// The sections that hold; all, where none is named.
    domains: Vec<String>,
    /// What was made for each pair of languages.
    made: Mutex<Vec<(&'static Language, &'static Language, Arc<Terms>)>>,
}

impl Glossary {
    /// Whether it holds nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.concepts.is_empty()
    }

    /// The names of the files, in the order in which they were read.
    #[must_use]
    pub fn files(&self) -> &[String] {
        &self.files
    }

    /// Every concept, in the order of the files.
    #[must_use]
    pub fn concepts(&self) -> &[Concept] {
        &self.concepts
    }

    /// The sections that concepts name, each once and in order.
    #[must_use]
    pub fn domains(&self) -> Vec<&str> {
        let all: BTreeSet<&str> = self.concepts.iter().flat_map(|concept| &concept.domains).map(String::as_str).collect();
        all.into_iter().collect()
    }

    /// Lets only these sections hold, and what is in no section.
    ///
    /// # Errors
    ///
    /// The first name that no concept has.
    pub fn choose(&mut self, domains: &[String]) -> Result<(), String> {
        let known = self.domains();
        let unknown = domains.iter().find(|domain| !known.iter().any(|known| same_name(known, domain)));
        if let Some(unknown) = unknown {
            return Err(unknown.clone());
        }
        self.domains = domains.to_vec();
        Ok(())
    }

    /// What is looked for in texts of `from` and their renderings in `into`.
    #[must_use]
    pub fn terms(&self, from: &'static Language, into: &'static Language) -> Arc<Terms> {
        let mut made = self.made.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if let Some((_, _, terms)) = made.iter().find(|(first, second, _)| *first == from && *second == into) {
            return Arc::clone(terms);
        }
        let terms = Arc::new(Terms::new(self, from, into));
        made.push((from, into, Arc::clone(&terms)));
        terms
    }

    /// Whether the concept holds, by its sections.
    fn holds(&self, concept: &Concept) -> bool {
        self.domains.is_empty() || concept.domains.is_empty() || self.is_chosen(concept)
    }

    /// Whether a section of the concept is among those chosen.
    fn is_chosen(&self, concept: &Concept) -> bool {
        concept.domains.iter().any(|own| self.domains.iter().any(|chosen| same_name(own, chosen)))
    }
}

fn same_name(one: &str, other: &str) -> bool {
    one.to_lowercase() == other.to_lowercase()
}
