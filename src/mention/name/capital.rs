//! Names that capital letters tell, in languages whose common words are listed.

use super::written::{self, Written};
use super::{Parts, unknown};
use crate::mention::{Fact, Mention, Name, Origin, Sentence};

/// The longest acronym.
const ACRONYM: usize = 6;

/// The names of the sentence by their capital letters; none where the language has no list of common words, or the
/// sentence is all in capitals.
pub(super) fn find(sentence: &Sentence<'_>) -> Vec<Mention> {
    let parts = Parts::of(sentence.language);
    if !parts.has_vocabulary() || !sentence.text.chars().any(char::is_lowercase) {
        return Vec::new();
    }
    let words = written::words(sentence.text);
    let is_name = |word: &Written<'_>| word.text.chars().next().is_some_and(char::is_uppercase) && is_name(word.text, parts);
    let runs = written::runs(&words, parts, is_name, |one, other| joined(sentence.text, one, other)).into_iter();
    let found = runs.map(|(first, last)| {
        let span = words[first].span.join(words[last].span);
        let acronym = first == last && words[first].text.chars().all(|c| !c.is_lowercase());
        if acronym {
            Mention { span, fact: Fact::Organisation(Name { known: Vec::new(), origin: Origin::Unknown }) }
        } else {
            unknown(span, Origin::Unknown)
        }
    });
    found.collect()
}

/// Whether two words stand together; behind a longer word than an initial, a point ends the sentence.
fn joined(text: &str, one: &Written<'_>, other: &Written<'_>) -> bool {
    written::follow(text, one, other)
        && (one.text.chars().count() < 3 || text.get(one.span.end as usize..other.span.start as usize) != Some(". "))
}

/// Whether a word with a capital can only be a name.
fn is_name(word: &str, parts: &Parts) -> bool {
    let letters = word.chars().filter(|c| c.is_alphabetic()).count();
    let shouted = letters > ACRONYM && !word.chars().any(char::is_lowercase);
    letters > 1
        && !shouted
        && word.chars().all(|c| !c.is_numeric())
        && !parts.is_common(word)
        && !is_compound(word)
        && word.chars().all(|c| !c.is_alphabetic() || is_latin(c))
}

/// Whether a part after a hyphen is written small, as in PNG-registered: a common word made with a name.
fn is_compound(word: &str) -> bool {
    word.split('-').skip(1).any(|part| part.chars().count() > 2 && part.chars().next().is_some_and(char::is_lowercase))
}

fn is_latin(character: char) -> bool {
    matches!(character, 'a'..='z' | 'A'..='Z' | '\u{C0}'..='\u{24F}' | '\u{1E00}'..='\u{1EFF}')
}
