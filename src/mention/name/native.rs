//! Names of one or two characters after a surname, where a title or a word for speaking stands beside them.

use super::{Parts, unknown};
use crate::mention::listed::bounded;
use crate::mention::{Mention, Origin, Sentence};
use crate::text::Span;

/// The native names of the sentence; none where the tables know no surnames.
pub(super) fn find(sentence: &Sentence<'_>) -> Vec<Mention> {
    let parts = Parts::of(sentence.language);
    let text = sentence.text;
    // Words are told apart, which takes long, only where something may be a name.
    if !parts.has_surnames() || !text.char_indices().any(|(start, _)| candidates(parts, text, start).next().is_some()) {
        return Vec::new();
    }
    let words = sentence.words();
    let mut found: Vec<Mention> = Vec::new();
    for word in words {
        if found.last().is_some_and(|last| last.span.end > word.start) {
            continue;
        }
        let name = candidates(parts, text, word.start as usize).find(|name| {
            let after = text.get(name.span.end as usize..).unwrap_or_default();
            let one_word = word.end == name.span.end;
            let alone = name.speaks || one_word || after.starts_with(['，', '。', '、', '）', '（', ',']);
            bounded(words, name.span) && (name.titled && alone || name.speaks && one_word)
        });
        found.extend(name.map(|name| unknown(name.span, Origin::Native)));
    }
    found
}

/// A surname and one or two characters more.
struct Candidate {
    span: Span,
    /// A title stands before it.
    titled: bool,
    /// A word for speaking, or a title, stands after it.
    speaks: bool,
}

/// What may be a name from byte `start` on, the longer first, wherever the bounds of words lie.
fn candidates<'a>(parts: &'a Parts, text: &'a str, start: usize) -> impl Iterator<Item = Candidate> + 'a {
    let rest = text.get(start..).unwrap_or_default();
    let surname = parts.surname(rest);
    let given: &[usize] = if surname == 0 { &[] } else { &[2, 1] };
    let titled = surname > 0 && parts.ends_with("title", text.get(..start).unwrap_or_default()).is_some();
    given.iter().filter_map(move |given| {
        let span = Span::new(start, start + han(rest, surname + given)?);
        let after = text.get(span.end as usize..)?;
        let speaks = parts.begins_with("speech", after).is_some() || parts.begins_with("title-after", after).is_some();
        let goes_on = !titled && parts.begins_with("title", after).is_some();
        ((titled || speaks) && !goes_on && !is_word(parts, span.of(text))).then_some(Candidate { span, titled, speaks })
    })
}

/// The bytes of the first `count` characters, where all are Chinese.
fn han(text: &str, count: usize) -> Option<usize> {
    let mut length = 0;
    let mut chars = text.chars();
    for _ in 0..count {
        let character = chars.next().filter(|c| matches!(c, '\u{4E00}'..='\u{9FFF}'))?;
        length += character.len_utf8();
    }
    Some(length)
}

/// Whether the characters are a title or other listed word rather than a name.
fn is_word(parts: &Parts, word: &str) -> bool {
    ["title", "speech", "pronoun", "title-after"].iter().any(|kind| parts.is(kind, word))
        || parts.ends_with("title", word).is_some()
}
