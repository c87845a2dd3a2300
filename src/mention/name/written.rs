//! Words as a sentence has them, and runs of those that may be names.

use super::Parts;
use crate::text::Span;

/// A word as it is written, without the genitive's ending.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Written<'a> {
    pub(crate) span: Span,
    pub(crate) text: &'a str,
    /// Whether a sentence, a clause behind a colon or a quotation begins with it.
    pub(crate) first: bool,
}

/// The words of a sentence, those with a hyphen or an apostrophe whole.
pub(crate) fn words(text: &str) -> Vec<Written<'_>> {
    let inside = |c: char| c.is_alphanumeric() || matches!(c, '-' | '\'' | '’' | '&');
    let mut words = Vec::new();
    let mut start = None;
    let mut first = true;
    for (at, character) in text.char_indices().chain([(text.len(), ' ')]) {
        match (start, inside(character)) {
            (None, true) if character.is_alphanumeric() => start = Some(at),
            (Some(from), false) => {
                start = None;
                let word = text.get(from..at).unwrap_or_default().trim_end_matches(['-', '\'', '’', '&']);
                let bare = word.strip_suffix("'s").or_else(|| word.strip_suffix("’s")).unwrap_or(word);
                words.push(Written { span: Span::new(from, from + bare.len()), text: bare, first });
                first = false;
            }
            _ => {}
        }
        if start.is_none() && matches!(character, '.' | '!' | '?' | ':' | '"' | '“' | '„' | '«' | '”') {
            first = true;
        }
    }
    words
}

/// The words between which only a blank stands, or the point of an initial.
pub(crate) fn follow(text: &str, one: &Written<'_>, other: &Written<'_>) -> bool {
    matches!(text.get(one.span.end as usize..other.span.start as usize), Some(" " | "\u{a0}" | ". "))
}

/// The first and the last word of each run of names: those that `joined` puts together, with a particle such as “van” or “al”
/// or two between them.
pub(crate) fn runs(
    words: &[Written<'_>],
    parts: &Parts,
    is_name: impl Fn(&Written<'_>) -> bool,
    joined: impl Fn(&Written<'_>, &Written<'_>) -> bool,
) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < words.len() {
        if !is_name(&words[at]) {
            at += 1;
            continue;
        }
        let (first, mut last, mut next) = (at, at, at + 1);
        while let Some(word) = words.get(next)
            && next <= last + 2
            && joined(&words[next - 1], word)
        {
            if is_name(word) {
                last = next;
            } else if !parts.is("particle", word.text) {
                break;
            }
            next += 1;
        }
        found.push((first, last));
        at = last + 1;
    }
    found
}
