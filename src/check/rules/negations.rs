//! The words of negation in a sentence, by the tables of its language.

use rustc_hash::FxHashMap;

use crate::lang::table::{self, unicode_words};
use crate::lang::{Language, PerLanguage};
use crate::text::Span;

/// What a word of negation does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    /// Denies something smaller than a clause, or answers a denial.
    Weak,
    /// Turns a denial beside it round: "did not fail".
    Turn,
    /// Denies a clause.
    Not,
    /// Denies a clause, and translators hardly ever leave it without an answer.
    Sure,
    /// Only looks like a denial.
    None,
}

/// The kinds, by the names that the tables have for them.
const KINDS: [(&str, Kind); 5] =
    [("weak", Kind::Weak), ("turn", Kind::Turn), ("not", Kind::Not), ("sure", Kind::Sure), ("none", Kind::None)];

/// A word of negation and its place in the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Negation {
    pub(super) kind: Kind,
    pub(super) span: Span,
}

/// A form of the table: its words, of which each may begin or end with any letters.
#[derive(Debug)]
struct Form {
    kind: Kind,
    words: Vec<Pattern>,
    /// How many letters it gives, by which the fullest form that fits is taken.
    letters: usize,
}

#[derive(Debug)]
struct Pattern {
    letters: String,
    open_before: bool,
    open_after: bool,
}

impl Pattern {
    fn read(form: &str) -> Self {
        let letters = form.trim_matches('*').to_owned();
        Self { letters, open_before: form.starts_with('*'), open_after: form.ends_with('*') }
    }

    fn fits(&self, word: &str) -> bool {
        match (self.open_before, self.open_after) {
            (false, false) => word == self.letters,
            (false, true) => word.starts_with(&self.letters),
            (true, false) => word.ends_with(&self.letters),
            (true, true) => word.contains(&self.letters),
        }
    }
}

/// The forms of a language, by the first letter of their first word; those that begin with any letters apart.
#[derive(Debug, Default)]
struct Forms {
    by_letter: FxHashMap<char, Vec<Form>>,
    open: Vec<Form>,
}

static FORMS: PerLanguage<Forms> = PerLanguage::new(|language| {
    let mut forms = Forms::default();
    for row in table::rows(language.tables.negations) {
        let Some(&(_, kind)) = KINDS.iter().find(|(name, _)| *name == row.cell(0)) else { continue };
        for form in row.forms(1) {
            let folded = language.folded(form);
            let words: Vec<Pattern> = folded.split(' ').map(Pattern::read).collect();
            let letters = words.iter().map(|word| word.letters.chars().count()).sum();
            let first = words.first().filter(|word| !word.open_before).and_then(|word| word.letters.chars().next());
            let place = first.map_or(&mut forms.open, |first| forms.by_letter.entry(first).or_default());
            place.push(Form { kind, words, letters });
        }
    }
    for forms in forms.by_letter.values_mut().chain([&mut forms.open]) {
        forms.sort_by_key(|form| std::cmp::Reverse((form.words.len(), form.letters, form.kind)));
    }
    forms
});

/// Whether the words of negation of a language are known.
pub(super) fn are_known(language: &'static Language) -> bool {
    !language.tables.negations.is_empty()
}

/// The words of negation in `text`, in their order, with their places in it.
pub(super) fn find(language: &'static Language, text: &str) -> Vec<Negation> {
    let view = language.view(text);
    let forms = FORMS.of(language);
    let found = if language.traits.word_spaces { in_words(forms, view.text()) } else { in_letters(forms, view.text()) };
    let place = |negation: Negation| Negation { span: view.original(negation.span), ..negation };
    found.into_iter().filter(|negation| negation.kind != Kind::None).map(place).collect()
}

fn in_words(forms: &Forms, text: &str) -> Vec<Negation> {
    let spans = unicode_words(text);
    let words: Vec<String> = spans.iter().map(|span| span.of(text).to_lowercase().replace('’', "'")).collect();
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(word) = words.get(at) {
        let fits = |form: &&Form| {
            let here = words.get(at..at + form.words.len());
            here.is_some_and(|here| form.words.iter().zip(here).all(|(pattern, word)| pattern.fits(word)))
        };
        let own = word.chars().next().and_then(|first| forms.by_letter.get(&first)).into_iter().flatten();
        let fullest = own.chain(&forms.open).filter(fits).max_by_key(|form| (form.words.len(), form.letters, form.kind));
        let length = fullest.map_or(1, |form| form.words.len());
        if let (Some(form), Some(&first), Some(&last)) = (fullest, spans.get(at), spans.get(at + length - 1)) {
            found.push(Negation { kind: form.kind, span: first.join(last) });
        }
        at += length;
    }
    found
}

fn in_letters(forms: &Forms, text: &str) -> Vec<Negation> {
    let mut found = Vec::new();
    let mut end = 0;
    for (at, first) in text.char_indices() {
        let Some(own) = forms.by_letter.get(&first).filter(|_| at >= end) else { continue };
        let rest = &text[at..];
        let longest = own.iter().find_map(|form| {
            let [pattern] = form.words.as_slice() else { return None };
            rest.starts_with(&pattern.letters).then_some((form.kind, pattern.letters.len()))
        });
        if let Some((kind, length)) = longest {
            end = at + length;
            found.push(Negation { kind, span: Span::new(at, end) });
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::lang::{LANGUAGES, find as language};

    fn denials(code: &str, text: &str) -> Vec<String> {
        let found = find(language(code), text);
        found.iter().filter(|negation| negation.kind >= Kind::Not).map(|negation| negation.span.of(text).to_owned()).collect()
    }

    #[test]
    fn denials_are_told_from_what_looks_like_them() {
        assert_eq!(denials("en", "No doubt she didn’t come, but he did not only sing."), ["didn’t"]);
        assert_eq!(denials("de", "Er kommt nicht, nicht nur heute."), ["nicht"]);
        assert_eq!(denials("zh", "他不仅从未来过，而且别墅也沒有卖。"), ["从未", "沒有"]);
    }

    #[test]
    fn every_row_of_every_table_has_a_known_kind_and_forms() {
        for language in LANGUAGES {
            for row in table::rows(language.tables.negations) {
                let place = format!("{} line {}", language.code, row.line);
                assert!(KINDS.iter().any(|(name, _)| *name == row.cell(0)), "{place}: no kind is called {}", row.cell(0));
                assert!(row.forms(1).all(|form| !form.trim_matches('*').is_empty()), "{place}");
            }
            assert!(are_known(language), "{language:?} has no words of negation");
        }
    }

    proptest! {
        #[test]
        fn places_lie_in_the_text(text in "(\\PC|not |n’t|不|没有|無|않|ない){0,40}") {
            for language in LANGUAGES {
                for negation in find(language, &text) {
                    prop_assert!(text.get(negation.span.start as usize..negation.span.end as usize).is_some());
                }
            }
        }
    }
}
