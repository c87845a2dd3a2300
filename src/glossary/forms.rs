//! The forms in which a term may stand in a text: inflected, joined or parted by a hyphen, with other capitals.

use rustc_hash::FxHashMap;

use crate::lang::{Language, PerLanguage, table};
use crate::text::Span;

/// A word of a text or of a term.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Word {
    /// Its place in the folded text.
    pub(super) span: Span,
    pub(super) stem: String,
}

/// The words of folded text by Unicode's bounds, with their stems.
pub(super) fn words(language: &'static Language, text: &str) -> Vec<Word> {
    table::unicode_words(text)
        .into_iter()
        .flat_map(|span| parted(text, span))
        .map(|span| Word { span, stem: stem(language, span.of(text)) })
        .collect()
}

/// The stem of a word, without a possessive ending.
pub(super) fn stem(language: &'static Language, word: &str) -> String {
    (language.stem)(bare(word))
}

/// A word without a possessive ending.
fn bare(word: &str) -> &str {
    ["'s", "’s", "'", "’"].iter().find_map(|ending| word.strip_suffix(ending)).filter(|bare| !bare.is_empty()).unwrap_or(word)
}

/// A word in which characters without blanks meet letters is several (GDP增长 has none in between for Unicode).
fn parted(text: &str, span: Span) -> Vec<Span> {
    let word = span.of(text);
    if !word.chars().any(is_joined_script) {
        return vec![span];
    }
    let mut parts: Vec<Span> = Vec::new();
    let mut last = None;
    for (at, character) in word.char_indices() {
        let place = Span::new(span.start as usize + at, span.start as usize + at + character.len_utf8());
        let joined = is_joined_script(character);
        match parts.last_mut() {
            Some(part) if last == Some(joined) => *part = part.join(place),
            _ => parts.push(place),
        }
        last = Some(joined);
    }
    parts
}

/// Whether the character belongs to a writing in which words follow each other, or grow together, without blanks.
pub(super) fn is_joined_script(character: char) -> bool {
    matches!(character, '\u{2E80}'..='\u{2FFF}' | '\u{3005}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}')
        || matches!(character, '\u{AC00}'..='\u{D7A3}' | '\u{20000}'..='\u{323AF}')
}

/// Word endings that make one word of another.
struct Derivations {
    /// The base ending of each ending.
    endings: FxHashMap<&'static str, &'static str>,
    /// In bytes.
    longest: usize,
}

static DERIVATIONS: PerLanguage<Derivations> = PerLanguage::new(|language| {
    let rows = table::rows(language.tables.derivations);
    let endings: FxHashMap<_, _> = rows
        .flat_map(|row| {
            let base = row.cell(0);
            row.forms(1).map(move |form| (form, base)).chain([(base, base)]).collect::<Vec<_>>()
        })
        .collect();
    let longest = endings.keys().map(|ending| ending.len()).max().unwrap_or_default();
    Derivations { endings, longest }
});

/// The fewest bytes of a word before such an ending.
const ROOT: usize = 3;

/// The ending that tells from what the word was made, in its base form; empty for none.
fn derivation(language: &'static Language, word: &str) -> &'static str {
    let derivations = DERIVATIONS.of(language);
    let lower = bare(word).to_lowercase();
    let from = lower.len().saturating_sub(derivations.longest).max(ROOT);
    let mut starts = (from..lower.len()).filter(|&at| lower.is_char_boundary(at));
    starts.find_map(|at| derivations.endings.get(&lower[at..])).copied().unwrap_or_default()
}

/// Whether two words of one stem are forms of one word: nation and nations are, nation and national are not.
pub(super) fn is_same_word(language: &'static Language, one: &str, other: &str) -> bool {
    bare(one).to_lowercase() == bare(other).to_lowercase() || derivation(language, one) == derivation(language, other)
}

/// Whether capital letters agree as far as two forms of a word go together.
pub(super) fn is_same_case(one: &str, other: &str) -> bool {
    let common = one.chars().zip(other.chars()).take_while(|(one, other)| one.to_lowercase().eq(other.to_lowercase()));
    common.into_iter().all(|(one, other)| one == other)
}

/// Whether a word is told from another by its capitals: US, WHO, IPv6.
pub(super) fn is_acronym(word: &str) -> bool {
    let letters = || word.chars().filter(|character| character.is_alphabetic());
    letters().count() > 1 && letters().all(char::is_uppercase)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::en;

    #[test]
    fn inflected_forms_are_one_word_and_derived_ones_are_not() {
        let same = |one: &str, other: &str| {
            stem(&en::LANGUAGE, one) == stem(&en::LANGUAGE, other) && is_same_word(&en::LANGUAGE, one, other)
        };
        for (one, other) in [
            ("nation", "nations"),
            ("sanction", "sanctioned"),
            ("policy", "policies"),
            ("child", "children"),
            ("Party", "party's"),
        ] {
            assert!(same(one, other), "{one} {other}");
        }
        for (one, other) in
            [("nation", "national"), ("universe", "university"), ("economy", "economic"), ("govern", "government")]
        {
            assert!(!same(one, other), "{one} {other}");
        }
    }

    #[test]
    fn letters_and_characters_that_touch_are_words_apart() {
        let text = "5G网络cease-fire";
        let words: Vec<_> = words(&en::LANGUAGE, text).into_iter().map(|word| word.span.of(text)).collect();
        assert!(words.contains(&"5G") && words.contains(&"cease") && words.contains(&"fire"), "{words:?}");
    }
}
