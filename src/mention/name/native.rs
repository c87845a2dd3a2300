//! Names of one or two characters after a surname, where a title or a word for speaking stands beside them.

use super::{Parts, unknown};
use crate::mention::listed::bounded;
use crate::mention::{Mention, Origin, Sentence};
use crate::text::Span;

/// The native names of the sentence; none where the tables know no surnames.
pub(super) fn find(sentence: &Sentence<'_>) -> Vec<Mention> {
    let parts = Parts::of(sentence.language);
    let text = sentence.text;
    if parts.surname(text) == 0 && !text.chars().any(|c| parts.surname(c.encode_utf8(&mut [0; 4])) > 0) {
        return Vec::new();
    }
    let words = (sentence.language.words)(text);
    let mut found: Vec<Mention> = Vec::new();
    for word in &words {
        let start = word.start as usize;
        let rest = text.get(start..).unwrap_or_default();
        let surname = parts.surname(rest);
        let before = text.get(..start).unwrap_or_default();
        if surname == 0 || found.last().is_some_and(|last| last.span.end > word.start) {
            continue;
        }
        let titled = parts.ends_with("title", before).is_some();
        for given in [2, 1] {
            let Some(length) = han(rest, surname + given) else { continue };
            let span = Span::new(start, start + length);
            if !bounded(&words, span)
                || text.get(span.end as usize..).is_some_and(|after| parts.begins_with("title", after).is_some() && !titled)
            {
                continue;
            }
            let after = text.get(span.end as usize..).unwrap_or_default();
            let speaks = parts.begins_with("speech", after).is_some() || parts.begins_with("title-after", after).is_some();
            let one_word = word.end == span.end;
            if (titled && (speaks || one_word || after.starts_with(['，', '。', '、', '）', '（', ','])) || speaks && one_word)
                && !is_word(parts, span.of(text))
            {
                found.push(unknown(span, Origin::Native));
                break;
            }
        }
    }
    found
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
