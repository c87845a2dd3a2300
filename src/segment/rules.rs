//! The rules of sentence ends that the tables hold.

use std::collections::{HashMap, HashSet};

use crate::lang::table::rows;
use crate::lang::{COMMON_SENTENCES, Language, PerLanguage};

/// What a mark does to a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    /// Ends a sentence wherever it stands.
    Stop,
    /// A question or exclamation mark that does so.
    StopMark,
    /// A full stop that also ends abbreviations and parts decimals.
    Dot,
    /// A question or exclamation mark that wants a blank after it.
    Mark,
    /// Dots of omission.
    Ellipsis,
    /// Opens a quotation.
    OpeningQuote,
    /// Opens a quotation within another, by a single mark that may be closed by an apostrophe.
    OpeningSingle,
    /// Closes a quotation.
    ClosingQuote,
    /// Opens or closes one, as the place tells.
    Quote,
    /// Closes a quotation or is an apostrophe.
    Apostrophe,
    /// Opens a bracket.
    OpeningBracket,
    /// Closes a bracket.
    ClosingBracket,
    /// Opens the title of a work, in which stops end nothing.
    OpeningTitle,
    /// Closes the title of a work.
    ClosingTitle,
    /// A comma or the like: where it follows, the sentence goes on.
    Middle,
    /// A colon: where it follows, the sentence goes on; behind a clause, it opens what comes next.
    Colon,
    /// A dash.
    Dash,
}

/// When an abbreviation's full stop also ends the sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Abbreviation {
    /// Never: something must follow (Mr., z. B.).
    Never,
    /// Unless a number follows (No., Jan.).
    UnlessNumber,
    /// Where a word follows that opens sentences (U.S., Inc.).
    BeforeOpener,
}

/// What the tables say of a language's sentences.
#[derive(Debug)]
pub(super) struct Rules {
    /// By code point; marks of sentences all lie in the Basic Multilingual Plane.
    classes: Vec<Option<Class>>,
    /// Abbreviations with their stops, without blanks.
    abbreviations: HashMap<String, Abbreviation>,
    /// The first part of an abbreviation of several parts (`z.`), and the parts that follow it (`B.`).
    parts: HashMap<String, Vec<String>>,
    openers: HashSet<&'static str>,
    always_capital: HashSet<&'static str>,
    speech: HashSet<&'static str>,
    /// Words that only end like a verb of saying.
    no_speech: HashSet<&'static str>,
    /// What, right behind a closing quotation mark, takes the sentence further.
    goes_on: Vec<&'static str>,
    /// A number of at most so many digits with a full stop reads as an ordinal.
    pub(super) ordinal_digits: usize,
    /// Whether words stand apart by blanks.
    pub(super) spaced: bool,
}

/// The number of code points in the Basic Multilingual Plane.
const PLANE: usize = 0x10000;

static RULES: PerLanguage<Rules> = PerLanguage::new(Rules::read);

impl Rules {
    /// The rules of a language: those common to all, then its own, which prevail.
    pub(super) fn of(language: &'static Language) -> &'static Self {
        RULES.of(language)
    }

    fn read(language: &'static Language) -> Self {
        let mut rules = Self {
            classes: vec![None; PLANE],
            abbreviations: HashMap::new(),
            parts: HashMap::new(),
            openers: HashSet::new(),
            always_capital: HashSet::new(),
            speech: HashSet::new(),
            no_speech: HashSet::new(),
            goes_on: Vec::new(),
            ordinal_digits: 0,
            spaced: language.traits.word_spaces,
        };
        for row in rows(COMMON_SENTENCES).chain(rows(language.tables.sentences)) {
            let known = rules.add(row.cell(0), &row.forms(1).collect::<Vec<_>>());
            debug_assert!(known, "sentences.tsv of {}: line {} names no known kind", language.name, row.line);
        }
        rules
    }

    fn add(&mut self, kind: &str, forms: &[&'static str]) -> bool {
        let class = match kind {
            "stop" => Class::Stop,
            "stop-mark" => Class::StopMark,
            "opening-single-quote" => Class::OpeningSingle,
            "dot" => Class::Dot,
            "mark" => Class::Mark,
            "ellipsis" => Class::Ellipsis,
            "opening-quote" => Class::OpeningQuote,
            "closing-quote" => Class::ClosingQuote,
            "quote" => Class::Quote,
            "apostrophe" => Class::Apostrophe,
            "opening-bracket" => Class::OpeningBracket,
            "closing-bracket" => Class::ClosingBracket,
            "opening-title" => Class::OpeningTitle,
            "closing-title" => Class::ClosingTitle,
            "middle" => Class::Middle,
            "colon" => Class::Colon,
            "dash" => Class::Dash,
            _ => return self.add_words(kind, forms),
        };
        for place in forms.iter().flat_map(|form| form.chars()).map(|mark| mark as usize) {
            if let Some(cell) = self.classes.get_mut(place) {
                *cell = Some(class);
            }
        }
        true
    }

    fn add_words(&mut self, kind: &str, forms: &[&'static str]) -> bool {
        let abbreviation = match kind {
            "abbreviation" => Abbreviation::Never,
            "abbreviation-before-number" => Abbreviation::UnlessNumber,
            "abbreviation-or-end" => Abbreviation::BeforeOpener,
            "opener" => {
                self.openers.extend(forms);
                return true;
            }
            "always-capital" => {
                self.always_capital.extend(forms);
                return true;
            }
            "speech" => {
                self.speech.extend(forms);
                return true;
            }
            "no-speech" => {
                self.no_speech.extend(forms);
                return true;
            }
            "quotation-goes-on" => {
                self.goes_on.extend(forms);
                return true;
            }
            "ordinal-digits" => {
                self.ordinal_digits = forms.first().and_then(|digits| digits.parse().ok()).unwrap_or(0);
                return true;
            }
            _ => return false,
        };
        for form in forms {
            let parts: Vec<_> = form.split_inclusive('.').map(str::trim).collect();
            for (index, part) in parts.iter().enumerate().skip(1) {
                self.parts.entry(parts[..index].concat()).or_default().push((*part).to_owned());
            }
            self.abbreviations.insert(parts.concat().replace(' ', ""), abbreviation);
        }
        true
    }

    /// What `character` does to a sentence.
    pub(super) fn class(&self, character: char) -> Option<Class> {
        self.classes.get(character as usize).copied().flatten()
    }

    /// How the abbreviation `word`, written with its stops and without blanks, ends a sentence.
    pub(super) fn abbreviation(&self, word: &str) -> Option<Abbreviation> {
        self.abbreviations.get(word).copied()
    }

    /// Whether `word` begins an abbreviation of several parts, of which the next stands at the head of `rest`.
    pub(super) fn abbreviation_continues(&self, word: &str, rest: &str) -> bool {
        self.parts.get(word).is_some_and(|parts| parts.iter().any(|part| rest.starts_with(part.as_str())))
    }

    /// Whether `word` has a capital wherever it stands, as the English I.
    pub(super) fn always_capital(&self, word: &str) -> bool {
        self.always_capital.contains(word)
    }

    /// Whether `word` commonly opens a sentence and seldom follows an abbreviation within one.
    pub(super) fn opens(&self, word: &str) -> bool {
        self.openers.contains(word)
    }

    /// Whether `clause` names who speaks: it holds a verb of saying, at its end where words have no blanks.
    pub(super) fn tells_who_speaks(&self, clause: &str) -> bool {
        if self.spaced {
            clause.split_whitespace().any(|word| self.speech.contains(word))
        } else {
            let ends: Vec<_> = clause.char_indices().rev().take(6).map(|(at, _)| &clause[at..]).collect();
            ends.iter().any(|end| self.speech.contains(end)) && !ends.iter().any(|end| self.no_speech.contains(end))
        }
    }

    /// Whether the sentence goes on in `after`, which stands right behind a closing quotation mark.
    pub(super) fn goes_on(&self, after: &str) -> bool {
        self.goes_on.iter().any(|form| after.starts_with(form))
    }
}
