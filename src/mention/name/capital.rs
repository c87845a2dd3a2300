//! Names that capital letters tell, in languages whose common words are listed.

use super::{Parts, unknown};
use crate::mention::{Fact, Mention, Name, Origin, Sentence};
use crate::text::Span;

/// A word of the sentence.
struct Word<'a> {
    span: Span,
    text: &'a str,
    /// No common word: it can only be a name.
    name: bool,
}

/// The longest acronym.
const ACRONYM: usize = 6;

/// The names of the sentence by their capital letters; none where the language has no list of common words, or the
/// sentence is all in capitals.
pub(super) fn find(sentence: &Sentence<'_>) -> Vec<Mention> {
    let parts = Parts::of(sentence.language);
    if !parts.has_vocabulary() || !sentence.text.chars().any(char::is_lowercase) {
        return Vec::new();
    }
    let words = words(sentence.text, parts);
    let mut found = Vec::new();
    let mut at = 0;
    while at < words.len() {
        if !words[at].name {
            at += 1;
            continue;
        }
        let (first, mut last, mut next) = (at, at, at + 1);
        while let Some(word) = words.get(next)
            && next <= last + 2
            && joined(sentence.text, &words[next - 1], word)
        {
            if word.name {
                last = next;
            } else if !parts.is("particle", word.text) {
                break;
            }
            next += 1;
        }
        let span = words[first].span.join(words[last].span);
        let acronym = first == last && words[first].text.chars().all(|c| !c.is_lowercase());
        found.push(if acronym {
            Mention { span, fact: Fact::Organisation(Name { known: Vec::new(), origin: Origin::Unknown }) }
        } else {
            unknown(span, Origin::Unknown)
        });
        at = last + 1;
    }
    found
}

fn joined(text: &str, one: &Word<'_>, other: &Word<'_>) -> bool {
    matches!(text.get(one.span.end as usize..other.span.start as usize), Some(" " | "\u{a0}" | ". "))
        && (one.text.chars().count() < 3 || text.get(one.span.end as usize..other.span.start as usize) != Some(". "))
}

fn words<'a>(text: &'a str, parts: &Parts) -> Vec<Word<'a>> {
    let inside = |c: char| c.is_alphanumeric() || matches!(c, '-' | '\'' | '’' | '&');
    let mut words = Vec::new();
    let mut start = None;
    for (at, character) in text.char_indices().chain([(text.len(), ' ')]) {
        match (start, inside(character)) {
            (None, true) if character.is_alphanumeric() => start = Some(at),
            (Some(from), false) => {
                start = None;
                let word = text.get(from..at).unwrap_or_default().trim_end_matches(['-', '\'', '’', '&']);
                let bare = word.strip_suffix("'s").or_else(|| word.strip_suffix("’s")).unwrap_or(word);
                let name = bare.chars().next().is_some_and(char::is_uppercase) && is_name(bare, parts);
                words.push(Word { span: Span::new(from, from + bare.len()), text: bare, name });
            }
            _ => {}
        }
    }
    words
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
