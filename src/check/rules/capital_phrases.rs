//! Phrases that name: runs of words with capital letters, and what the tables know by name.

use crate::check::BeadView;
use crate::lang::{Frequencies, Language};
use crate::mention::name::Parts;
use crate::mention::name::written::{self, Written};
use crate::text::{Side, Span};

/// A phrase that may be a name.
#[derive(Debug, Clone, Copy)]
pub(super) struct Phrase<'a> {
    /// Its place in the document.
    pub(super) span: Span,
    /// Its words.
    pub(super) text: &'a str,
    /// Whether a sentence begins with it.
    pub(super) first: bool,
}

impl<'a> Phrase<'a> {
    /// Its words, each as a phrase of its own.
    pub(super) fn words(&self) -> impl Iterator<Item = Self> + use<'a> {
        let Self { span, text, first } = *self;
        let mut at = 0;
        text.split(' ').map(move |word| {
            let place = Span::new(at, at + word.len());
            at += word.len() + 1;
            Self { span: place.shifted(span.start), text: word, first: first && place.start == 0 }
        })
    }

    /// What of it stands behind one of its words.
    pub(super) fn behind(&self, word: &Self) -> Option<Self> {
        let rest = self.text.get((word.span.end - self.span.start) as usize..)?.trim_start();
        let start = self.span.end - u32::try_from(rest.len()).unwrap_or(0);
        (!rest.is_empty()).then_some(Self { span: Span { start, ..self.span }, text: rest, first: false })
    }

    /// Whether it begins with a capital letter.
    pub(super) fn has_capital(&self) -> bool {
        self.text.starts_with(char::is_uppercase)
    }

    /// The longest run of its words with capitals that are `open`, the first of some as long.
    pub(super) fn longest_run(&self, open: impl Fn(&Self) -> bool) -> Option<Self> {
        let mut runs: Vec<Span> = Vec::new();
        let mut goes_on = false;
        for word in self.words() {
            let is_open = word.has_capital() && open(&word);
            match runs.last_mut().filter(|_| is_open && goes_on) {
                Some(run) => *run = run.join(word.span),
                None if is_open => runs.push(word.span),
                None => {}
            }
            goes_on = is_open;
        }
        let longest = runs.into_iter().rev().max_by_key(|span| span.len())?;
        let first = self.first && longest.start == self.span.start;
        Some(Self { span: longest, text: longest.since(self.span.start).of(self.text), first })
    }

    /// Whether all its words are common ones of the language, as those of a title.
    pub(super) fn is_of_common_words(&self, language: &'static Language) -> bool {
        let parts = Parts::of(language);
        parts.has_vocabulary() && self.text.split([' ', '-']).all(|word| parts.is_common(word))
    }

    /// Whether more than half of its words are.
    pub(super) fn is_mostly_of_common_words(&self, language: &'static Language) -> bool {
        let parts = Parts::of(language);
        let (mut common, mut all) = (0, 0);
        for word in self.text.split([' ', '-']) {
            all += 1;
            common += usize::from(parts.is_common(word));
        }
        parts.has_vocabulary() && 2 * common > all
    }

    /// Whether it can be no acronym, no shout and no common word that has its capital from a custom of writing.
    pub(super) fn is_telling(&self, language: &'static Language) -> bool {
        self.has_small_letters() && (self.text.contains(' ') || !Parts::of(language).is_common(self.text))
    }

    /// Whether it can be no acronym, no shout and no initial.
    pub(super) fn has_small_letters(&self) -> bool {
        let letters = self.text.chars().filter(|c| c.is_alphabetic()).count();
        let small = self.text.chars().filter(|c| c.is_lowercase()).count();
        letters > 2 && small > 1
    }

    /// Whether it is a word of three capital letters and more.
    pub(super) fn is_acronym(&self) -> bool {
        is_acronym(self.text)
    }
}

/// Whether a word is one of three capital letters and more.
pub(super) fn is_acronym(word: &str) -> bool {
    word.chars().count() >= ACRONYM && word.chars().all(char::is_uppercase)
}

/// So common a word is none that a name begins with, at the beginning of a sentence (ten times the decimal logarithm).
const COMMON: u8 = 45;
/// So common a word is none anywhere, though it bear a capital in a title.
const VERY_COMMON: u8 = 60;

/// The phrases of a side that may name, in the order of their places.
pub(super) fn phrases<'a>(bead: &BeadView<'a>, side: Side) -> Vec<Phrase<'a>> {
    let counted = counted(bead, side);
    let found = capital_phrases(bead, side).filter(|phrase| !counted.iter().any(|other| other.overlaps(phrase.span)));
    found.filter(|phrase| phrase.is_telling(bead.language(side))).collect()
}

/// The same with acronyms and single common words, and with phrases that hold a number or date beside other words.
pub(super) fn names_and_acronyms<'a>(bead: &BeadView<'a>, side: Side) -> Vec<Phrase<'a>> {
    let counted = counted(bead, side);
    let is_counted = |phrase: &Phrase<'_>| {
        counted.iter().any(|other| other.contains(phrase.span) || other.overlaps(phrase.span) && !phrase.text.contains(' '))
    };
    capital_phrases(bead, side).filter(|phrase| !is_counted(phrase)).collect()
}

/// Where the numbers, dates and addresses of a side stand.
fn counted(bead: &BeadView<'_>, side: Side) -> Vec<Span> {
    bead.mentions(side).filter(|mention| !mention.fact.is_name()).map(|mention| mention.span).collect()
}

fn capital_phrases<'a>(bead: &BeadView<'a>, side: Side) -> impl Iterator<Item = Phrase<'a>> {
    let language = bead.language(side);
    let (text, start) = (bead.words(side), bead.span(side).start);
    let words = if language.traits.letter_case { written::words(text) } else { Vec::new() };
    let words: Vec<Written<'_>> = words.into_iter().map(without_elided).collect();
    let found: Vec<Span> = runs(&words, text, language).into_iter().map(|span| span.shifted(start)).collect();
    let document = bead.pair.side(side).document.text();
    let firsts: Vec<Span> = words.iter().filter(|word| word.first).map(|word| word.span.shifted(start)).collect();
    let is_first = move |span: Span| firsts.binary_search_by_key(&span.start, |first| first.start).is_ok();
    found.into_iter().map(move |span| Phrase { span, text: span.of(document), first: is_first(span) })
}

/// So common a word (ten times the decimal logarithm of its occurrences in 1,000,000,000 words) is no name, in a language
/// that gives all nouns a capital letter; longer words than this are compounds there.
const COMMON_NOUN: u8 = 28;
const COMPOUND: usize = 8;

/// Whether words with capitals are ordinary nouns, in a language that gives all of them a capital letter.
pub(super) fn is_of_nouns(bead: &BeadView<'_>, side: Side, span: Span) -> bool {
    let language = bead.language(side);
    let by_tables = || bead.mentions(side).any(|mention| mention.span.overlaps(span) && mention.fact.is_name());
    if !language.traits.capital_nouns || by_tables() {
        return false;
    }
    let text = span.of(bead.pair.side(side).document.text());
    let words: Vec<&str> = text.split([' ', '-', '\u{a0}']).filter(|word| !word.is_empty()).collect();
    let frequencies = Frequencies::of(language);
    let frequency = |word: &str| frequencies.and_then(|frequencies| frequencies.frequency(&word.to_lowercase()));
    let is_noun = |word: &&str| frequency(word).is_some_and(|found| found >= COMMON_NOUN) || word.chars().count() > COMPOUND;
    let before = bead.words(side).get(..(span.start - bead.span(side).start) as usize).unwrap_or_default();
    let mut last = before.rsplit(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()).take(2);
    let after_determiner = words.len() == 1 && last.any(|word| Parts::of(language).is("determiner", &word.to_lowercase()));
    words.iter().all(is_noun) || after_determiner || text.contains('-')
}

/// The longest stretch of words that a name is compared with.
const LONGEST_WINDOW: usize = 3;
/// Of a side, so many such stretches are compared.
const MOST_WINDOWS: usize = 150;

/// All runs of a few words of a side, by which a name is looked for where no capital tells it; in bytes of the bead's words.
pub(super) fn windows(bead: &BeadView<'_>, side: Side) -> Vec<Span> {
    let (language, text) = (bead.language(side), bead.words(side));
    let view = language.view(text);
    let words: Vec<Span> = (language.words)(view.text()).into_iter().map(|span| view.original(span)).collect();
    let windows = (1..=LONGEST_WINDOW).flat_map(|size| words.windows(size));
    let spans = windows.filter_map(|window| Some(window.first()?.join(*window.last()?)));
    let in_one_piece =
        |span: &Span| span.of(text).chars().all(|c| c.is_alphanumeric() || c == ' ' && language.traits.word_spaces);
    spans.filter(in_one_piece).take(MOST_WINDOWS).collect()
}

/// The fewest letters of an acronym that tells what it stands for.
const ACRONYM: usize = 3;

fn runs(words: &[Written<'_>], text: &str, language: &'static Language) -> Vec<Span> {
    let joined = |one: &Written<'_>, other: &Written<'_>| written::follow(text, one, other) && !other.first;
    let runs = written::runs(words, Parts::of(language), |word| has_capital(word.text), joined).into_iter();
    let without_common = runs.filter_map(|(first, last)| {
        let run = words.get(first..=last)?;
        Some(run.get(run.iter().position(|word| !is_common(word, language))?)?.span.join(run.last()?.span))
    });
    without_common.collect()
}

/// The name behind what is elided before it: qu’Emin, dell’Unione, l’ONU.
fn without_elided(word: Written<'_>) -> Written<'_> {
    let parts = word.text.split_once(['\'', '’']);
    let name = parts.filter(|(elided, name)| elided.chars().all(char::is_lowercase) && name.starts_with(char::is_uppercase));
    name.map_or(word, |(_, name)| {
        let start = word.span.end - u32::try_from(name.len()).unwrap_or(0);
        Written { span: Span { start, ..word.span }, text: name, first: false }
    })
}

/// Whether a word has its capital from the beginning of a sentence, or is an article.
fn is_common(word: &Written<'_>, language: &'static Language) -> bool {
    let parts = Parts::of(language);
    if word.first && parts.has_vocabulary() {
        return parts.is_common(word.text);
    }
    let frequency = Frequencies::of(language).and_then(|frequencies| frequencies.frequency(&word.text.to_lowercase()));
    frequency.is_some_and(|frequency| frequency >= if word.first { COMMON } else { VERY_COMMON })
}

/// Whether a word is written as names are: with a capital letter, also behind an article that joins it (L’Espresso), but
/// not as part of an ordinary word (L’ouragan, PNG-registered).
fn has_capital(word: &str) -> bool {
    let small = |part: &str| part.chars().next().is_some_and(char::is_lowercase);
    let mut parts = word.split(['-', '\'', '’']);
    let first = parts.next().unwrap_or_default();
    first.chars().next().is_some_and(char::is_uppercase)
        && !parts.any(|part| part.chars().count() > 2 && small(part) || first.chars().count() < 3 && small(part))
}
