//! Decides whether a sentence ends at a stop.

use std::ops::Range;

use super::characters::{char_before, is_uncased};
use super::rules::{Abbreviation, Class, Rules};
use super::sentences::Open;

/// How many characters an abbreviation or the word before a stop may have.
const WORD: usize = 24;
/// How many characters the clause that tells who speaks may have.
const CLAUSE: usize = 48;
/// How many bytes of words a clause may quote and go on.
const QUOTED_WORDS: usize = 30;
/// How many words it may have in a language that parts words by blanks.
const CLAUSE_WORDS: usize = 6;

/// What a run of stops amounts to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum StopKind {
    /// A stop that needs nothing after it.
    Full,
    /// A question or exclamation mark that needs nothing after it.
    FullMark,
    /// One full stop.
    Dot,
    /// Question or exclamation marks.
    Mark,
    /// Dots of omission.
    Ellipsis,
}

/// A run of stops with the marks around it; places are bytes of `text`.
#[derive(Debug)]
pub(super) struct Stop<'a> {
    /// The paragraph.
    pub(super) text: &'a str,
    /// Where the sentence begins.
    pub(super) sentence: usize,
    /// The run of stops.
    pub(super) span: Range<usize>,
    /// Where the closing marks after it end.
    pub(super) end: usize,
    pub(super) kind: StopKind,
    /// Whether a quotation closes after the stop.
    pub(super) quoted: bool,
    /// Whether a bracket closes after the stop.
    pub(super) bracketed: bool,
    /// What was open before the stop.
    pub(super) open: Open,
}

/// Whether the sentence ends here.
pub(super) fn ends_sentence(stop: &Stop<'_>, rules: &Rules) -> bool {
    let after = stop.text.get(stop.end..).unwrap_or_default();
    let rest = after.trim_start();
    let Some(next) = rest.chars().next() else { return true };
    if matches!(rules.class(next), Some(Class::Middle | Class::Colon)) {
        return false;
    }
    let blank = rest.len() < after.len();
    let before = char_before(stop.text, stop.span.start);
    let unspaced = !blank && before.is_some_and(is_uncased) && is_uncased(next);
    if matches!(stop.kind, StopKind::Full | StopKind::FullMark) || (unspaced && stop.kind != StopKind::Ellipsis) {
        let goes_on = if stop.quoted { quotation_goes_on(stop, rest, blank, rules) } else { !blank && is_aside(stop) };
        return !goes_on;
    }
    if stop.kind == StopKind::Ellipsis && is_uncased(next) {
        return stop.quoted && !quotation_goes_on(stop, rest, blank, rules);
    }
    if !blank && stop.end == stop.span.end {
        return ends_without_blank(stop, rest, next, rules);
    }
    ends_before_blank(stop, rest, blank, rules)
}

/// Decides for a stop that a blank or a closing mark follows, with `rest` from the next word on.
fn ends_before_blank(stop: &Stop<'_>, rest: &str, blank: bool, rules: &Rules) -> bool {
    let word = next_word(rest, rules);
    let mut letters = word.chars();
    let first = letters.next();
    if first.is_some_and(char::is_lowercase) && !letters.next().is_some_and(char::is_uppercase) {
        return false;
    }
    if stop.quoted && quotation_goes_on(stop, rest, blank, rules) {
        return false;
    }
    match stop.kind {
        StopKind::Dot if !stop.quoted => !is_abbreviated(stop, word, rest, rules),
        StopKind::Mark if !stop.quoted => listed(stop, rest, rules) != Some(Abbreviation::Never),
        StopKind::Ellipsis => !rules.always_capital(word),
        _ => true,
    }
}

/// Decides for a stop that runs straight into the next word, as in `strengthened.However`.
fn ends_without_blank(stop: &Stop<'_>, rest: &str, next: char, rules: &Rules) -> bool {
    let word = word_before(stop, rules);
    let after: String = rest.chars().take(WORD).take_while(|character| !character.is_whitespace()).collect();
    if is_address(word) || is_address(&after) {
        return false;
    }
    let before = word.chars().next_back();
    if is_uncased(next) {
        return before.is_some_and(char::is_alphanumeric)
            && !(stop.kind == StopKind::Dot && is_list_number(stop, word))
            && !(stop.kind == StopKind::Dot && is_abbreviated(stop, next_word(rest, rules), rest, rules));
    }
    if matches!(rules.class(next), Some(Class::OpeningQuote | Class::OpeningSingle | Class::OpeningBracket | Class::Quote)) {
        let opened = next_word(rest, rules).chars().next();
        return before.is_some_and(|character| character.is_lowercase() || is_uncased(character))
            && opened.is_some_and(|character| character.is_uppercase() || is_uncased(character));
    }
    if before.is_some_and(is_uncased) {
        return next.is_uppercase();
    }
    let opening = next_word(rest, rules);
    // S.p.A.: the last letter of an abbreviation is no sentence.
    if word.contains('.') && is_initials(word) && opening.chars().nth(1).is_none() {
        return false;
    }
    let mut letters = opening.chars();
    let capitalised = letters.next().is_some_and(char::is_uppercase) && letters.all(char::is_lowercase);
    let plain = word.chars().all(|character| character.is_lowercase() || character == '-' || character == '’');
    let acronym = word.chars().nth(1).is_some() && word.chars().all(char::is_uppercase);
    let both_long = |first: &str, second: &str| first.chars().nth(2).is_some() && second.chars().nth(2).is_some();
    let fits = if acronym {
        opening.chars().nth(2).is_some()
    } else {
        before.is_some_and(char::is_lowercase) && (rules.opens(opening) || (plain && both_long(word, opening)))
    };
    capitalised && fits
}

/// Whether the full stop belongs to an abbreviation, an initial, a list number or an ordinal, and the
/// sentence goes on with `next`, the first word of `rest`.
fn is_abbreviated(stop: &Stop<'_>, next: &str, rest: &str, rules: &Rules) -> bool {
    let number_follows = next.chars().next().is_some_and(char::is_numeric) || (next.len() > 1 && is_roman(next));
    match listed(stop, rest, rules) {
        Some(Abbreviation::Never) => return true,
        Some(Abbreviation::BeforeOpener) => return !rules.opens(next),
        Some(Abbreviation::UnlessNumber) if number_follows => return true,
        // It may still be the initial of a name.
        Some(Abbreviation::UnlessNumber) | None => {}
    }
    let word = word_before(stop, rules);
    let digits = word.chars().filter(|character| character.is_ascii_digit()).count();
    let is_number = digits > 0 && word.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    let is_letter = word.chars().next().is_some_and(char::is_alphabetic) && word.chars().nth(1).is_none();
    let opens_sentence = stop.sentence + word.len() == stop.span.start;
    if opens_sentence && ((is_number && digits <= 3) || is_letter || is_roman(word)) {
        return true;
    }
    if rules.ordinal_digits > 0 && ((is_number && digits <= rules.ordinal_digits) || is_roman(word)) {
        return !rules.opens(next);
    }
    is_initials(word) && !rules.opens(next)
}

/// How the longest abbreviation that the tables list ends the sentence, if one ends at the stop, or goes on
/// in `rest`.
fn listed(stop: &Stop<'_>, rest: &str, rules: &Rules) -> Option<Abbreviation> {
    let before = stop.text.get(stop.sentence..stop.span.end)?;
    let mut compact = Vec::with_capacity(WORD);
    let mut longest = None;
    let mut places = before.char_indices().rev().take(2 * WORD).peekable();
    let mut after_blank = false;
    while let Some((_, character)) = places.next() {
        if character.is_whitespace() {
            after_blank = true;
            continue;
        }
        // A blank stands within an abbreviation only after a full stop.
        if (after_blank && rules.class(character) != Some(Class::Dot)) || compact.len() >= WORD {
            break;
        }
        after_blank = false;
        compact.push(character);
        if places.peek().is_none_or(|&(_, outer)| begins_word(outer, character) && rules.class(outer) != Some(Class::Dot)) {
            let word: String = compact.iter().rev().collect();
            let plain = if compact.len() > 2 { uncapitalised(&word) } else { word.clone() };
            if rules.abbreviation_continues(&word, rest) || rules.abbreviation_continues(&uncapitalised(&word), rest) {
                return Some(Abbreviation::Never);
            }
            longest = rules.abbreviation(&word).or_else(|| rules.abbreviation(&plain)).or(longest);
        }
    }
    longest
}

/// Whether a word begins with `character` behind `outer`: there is a mark between words, or another script.
fn begins_word(outer: char, character: char) -> bool {
    !(outer.is_alphanumeric() || outer == '/') || (is_uncased(outer) && !is_uncased(character))
}

fn uncapitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().into_iter().flat_map(char::to_lowercase).chain(letters).collect()
}

/// Whether the stop ends a number that stands alone behind a mark, as those of a list do: `：1.`
fn is_list_number(stop: &Stop<'_>, word: &str) -> bool {
    let digits = word.bytes().rev().take_while(u8::is_ascii_digit).count();
    (1..=3).contains(&digits)
        && char_before(stop.text, stop.span.start - digits).is_none_or(|outer| !outer.is_alphanumeric() && outer != '.')
}

/// Single letters with stops or hyphens between them: J, U.S, т.е, J.-P.
fn is_initials(word: &str) -> bool {
    let several = word.contains('.');
    word.split(['.', '-']).filter(|part| !part.is_empty()).all(|part| {
        // One lower-case letter without further stops is a word (a, à, я).
        let mut letters = part.chars();
        letters.next().is_some_and(|letter| letter.is_uppercase() || (letter.is_alphabetic() && several))
            && letters.next().is_none()
    }) && !word.is_empty()
}

fn is_roman(word: &str) -> bool {
    !word.is_empty() && word.bytes().all(|byte| b"IVXLCDM".contains(&byte))
}

/// Whether the word is an address of the web or of mail, or a path, where stops part nothing.
fn is_address(word: &str) -> bool {
    word.contains(['/', '@', '=', '_', '\\']) || word.starts_with("www.")
}

/// The last characters before the stop that have neither a blank nor an opening mark between them.
fn word_before<'a>(stop: &Stop<'a>, rules: &Rules) -> &'a str {
    let opens = |character| {
        matches!(
            rules.class(character),
            Some(
                Class::OpeningQuote
                    | Class::OpeningSingle
                    | Class::Quote
                    | Class::OpeningBracket
                    | Class::OpeningTitle
                    | Class::Stop
                    | Class::StopMark
                    | Class::Mark
            )
        )
    };
    let before = stop.text.get(stop.sentence..stop.span.start).unwrap_or_default();
    let uncased = before.chars().next_back().is_some_and(is_uncased);
    let is_inside = |character: char| !character.is_whitespace() && !opens(character) && is_uncased(character) <= uncased;
    let start = before.char_indices().rev().take(WORD).take_while(|&(_, character)| is_inside(character)).last();
    start.and_then(|(at, _)| before.get(at..)).unwrap_or_default()
}

/// The first word of `rest`, past dashes, opening marks and signs; empty where none is near.
fn next_word<'a>(rest: &'a str, rules: &Rules) -> &'a str {
    let is_mark = |character: char| {
        character.is_whitespace()
            || matches!(
                rules.class(character),
                Some(
                    Class::OpeningQuote
                        | Class::OpeningSingle
                        | Class::Quote
                        | Class::Apostrophe
                        | Class::OpeningBracket
                        | Class::OpeningTitle
                        | Class::Dash
                )
            )
    };
    let Some((start, _)) = rest.char_indices().take(WORD).find(|&(_, character)| !is_mark(character)) else { return "" };
    let word = rest.get(start..).unwrap_or_default();
    let is_inside = |character: char| character.is_alphanumeric() || matches!(character, '’' | '\'');
    let last = word.char_indices().take(WORD).take_while(|&(_, character)| is_inside(character)).last();
    last.and_then(|(at, character)| word.get(..at + character.len_utf8())).unwrap_or_default()
}

/// Whether the sentence goes on after a quotation whose own stop stands inside it.
fn quotation_goes_on(stop: &Stop<'_>, rest: &str, blank: bool, rules: &Rules) -> bool {
    if !blank && rules.goes_on(rest) {
        return true;
    }
    let opened = stop.open.quote.filter(|&at| at >= stop.sentence && stop.span.start - at < QUOTED_WORDS);
    if !blank
        && stop.kind != StopKind::Full
        && let Some(at) = opened
    {
        // A few quoted words inside a clause: it goes on behind them, unless someone said them.
        let before = stop.text.get(stop.sentence..at).unwrap_or_default();
        if before.chars().next_back().is_some_and(char::is_alphanumeric) && !rules.tells_who_speaks(tail(before)) {
            return true;
        }
    }
    let end =
        rest.char_indices().take(CLAUSE).find_map(|(at, character)| Some((at, rules.class(character)?)).filter(ends_clause));
    let clause = match end {
        // Who speaks is told of what comes next.
        Some((_, Class::Colon)) => return false,
        // Without blanks between words, a clause before a comma may tell what comes next as well.
        Some((end, Class::Middle)) if !rules.spaced && !quotes_after_mark(rest, end, rules) => return false,
        Some((end, _)) => rest.get(..end).unwrap_or_default(),
        None if rest.chars().nth(CLAUSE).is_none() => rest,
        None => return false,
    };
    if !rules.spaced {
        return rules.tells_who_speaks(clause.trim_end());
    }
    let short = clause.split_whitespace().nth(CLAUSE_WORDS).is_none();
    short && rules.tells_who_speaks(clause) && !rules.opens(next_word(rest, rules))
}

/// Whether a quotation opens behind the mark at `at`.
fn quotes_after_mark(text: &str, at: usize, rules: &Rules) -> bool {
    let next = text.get(at..).unwrap_or_default().chars().skip(1).find(|character| !character.is_whitespace());
    next.is_some_and(|next| matches!(rules.class(next), Some(Class::OpeningQuote | Class::Quote)))
}

fn ends_clause((_, class): &(usize, Class)) -> bool {
    matches!(
        class,
        Class::Stop
            | Class::StopMark
            | Class::Dot
            | Class::Mark
            | Class::Middle
            | Class::Colon
            | Class::OpeningQuote
            | Class::Ellipsis
    )
}

/// The last characters of `text`, as many as a clause may have.
fn tail(text: &str) -> &str {
    text.char_indices().rev().take(CLAUSE).last().and_then(|(at, _)| text.get(at..)).unwrap_or_default()
}

/// Whether the stop ends a bracket that opened within the sentence, not at its beginning.
fn is_aside(stop: &Stop<'_>) -> bool {
    stop.bracketed && stop.kind != StopKind::Full && stop.open.bracket.is_some_and(|at| at > stop.sentence)
}
