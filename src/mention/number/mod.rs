//! Numbers by their exact value, however a language writes them.

mod digits;
mod myriad;
mod roman;
mod syllables;
mod table;
#[cfg(test)]
mod tests;
mod words;

use rust_decimal::Decimal;

pub(crate) use table::{Numerals, Role, numerals};

use super::forms::is_word_letter;
use super::{Fact, Mention, Precision, Sentence, amount};
use crate::text::Span;

/// What a figure says by itself, before its surroundings are looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sort {
    /// A count or value.
    Number,
    /// A place in an order.
    Ordinal,
    /// Parts of a hundred.
    Percent,
    /// A word that implies a number (twice, both).
    Soft,
}

/// A number as it stands in the text; `start` and `end` are bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Figure {
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) value: Decimal,
    pub(crate) precision: Precision,
    pub(crate) sort: Sort,
    /// Whether words or characters spell it, at least in part, and not digits alone.
    pub(crate) spelled: bool,
    /// A place or group without a digit (百, 万).
    pub(crate) bare: bool,
}

/// Adds the numbers of the sentence, each with what it counts.
pub(super) fn extract(sentence: &Sentence<'_>, found: &mut Vec<Mention>) {
    drop_counts_read_as_years(sentence, found);
    let mut claimed: Vec<Span> = found
        .iter()
        .filter(|mention| matches!(mention.fact, Fact::Date(_) | Fact::Url(_) | Fact::Email(_) | Fact::Place(_)))
        .map(|mention| mention.span)
        .collect();
    // Each pattern of dates has left its own in order.
    claimed.sort_unstable();
    let first = found.len();
    let numerals = numerals(sentence.language);
    let text = sentence.text;
    let mut claims = claimed.iter().peekable();
    let mut at = 0;
    while at < text.len() {
        while claims.next_if(|claim| claim.end as usize <= at).is_some() {}
        if let Some(claim) = claims.peek().filter(|claim| claim.start as usize <= at) {
            at = claim.end as usize;
            continue;
        }
        let limit = claims.peek().map_or(text.len(), |claim| claim.start as usize);
        at = match reading(sentence, at, numerals) {
            Reading::Figure(figure) if figure.end <= limit => {
                let mention = amount::dress(sentence, numerals, &figure, limit);
                let end = mention.as_ref().map_or(figure.end, |mention| mention.span.end as usize);
                found.extend(mention);
                end.max(at + 1)
            }
            Reading::Word(end) => end,
            _ => next_char(text, at),
        };
        while !text.is_char_boundary(at) {
            at += 1;
        }
    }
    amount::spread_over_ranges(sentence, numerals, &mut found[first..]);
}

/// Takes back dates of two bare digits that go on with a unit: of 85 miles, in 28 per cent.
fn drop_counts_read_as_years(sentence: &Sentence<'_>, found: &mut Vec<Mention>) {
    let numerals = numerals(sentence.language);
    found.retain(|mention| {
        let words = mention.span.of(sentence.text);
        let bare = words.len() <= 2 && words.bytes().all(|byte| byte.is_ascii_digit());
        let goes_on = || {
            figure_at(sentence, mention.span.start as usize, numerals)
                .is_some_and(|figure| amount::reach(sentence, numerals, &figure) > mention.span.end as usize)
        };
        !(matches!(mention.fact, Fact::Date(_)) && bare && goes_on())
    });
}

/// What stands at a place of the text.
enum Reading {
    Figure(Figure),
    /// A word that holds a numeral and means no number, up to this byte.
    Word(usize),
    Nothing,
}

fn reading(sentence: &Sentence<'_>, at: usize, numerals: &Numerals) -> Reading {
    let text = sentence.text;
    if !may_begin(text, at, numerals) {
        return Reading::Nothing;
    }
    let figure = figure_at(sentence, at, numerals).filter(|figure| figure.end > at);
    match (numerals.lookalike(text, at), figure) {
        // The longer reading wins, with the unit counted in: 十分 is a word, 十分钟 and 十分之一 are numbers.
        (Some(word), Some(figure)) if amount::reach(sentence, numerals, &figure) > word => Reading::Figure(figure),
        (Some(_), Some(figure)) if is_hour_of_day(text, &figure, numerals) => Reading::Figure(figure),
        (Some(word), None) if goes_on_as_number(sentence, at, word, numerals) => Reading::Nothing,
        (Some(word), _) => Reading::Word(word),
        (None, Some(figure)) => Reading::Figure(figure),
        (None, None) => Reading::Nothing,
    }
}

/// Whether a word for a half of the day stands right before the figure and one for hours behind it: 下午一点, where 一点 alone is
/// “a little”.
fn is_hour_of_day(text: &str, figure: &Figure, numerals: &Numerals) -> bool {
    numerals.at(text, figure.end, Role::Hour).is_some()
        && numerals
            .forms
            .ending_of(text, figure.start, |numeral| matches!(numeral.role, Role::Morning | Role::Afternoon))
            .is_some()
}

/// Whether a number or a lookalike may begin at byte `at`: a quick look that most places do not pass.
fn may_begin(text: &str, at: usize, numerals: &Numerals) -> bool {
    let Some(first) = text[at..].chars().next() else { return false };
    let sign = match first {
        '0'..='9' | '-' | '−' => true,
        'A'..='Z' => roman::may_stand(text, at),
        _ => first == numerals.decimal || !first.is_ascii() && digits::vulgar(first).is_some(),
    };
    sign || numerals.may_begin(text, at)
}

/// Whether the last character of a lookalike that began without a numeral begins a longer number: 其一百.
fn goes_on_as_number(sentence: &Sentence<'_>, at: usize, end: usize, numerals: &Numerals) -> bool {
    let Some((last, _)) = sentence.text[at..end].char_indices().next_back() else { return false };
    let multiplied = |role| numerals.at(sentence.text, end, role).is_some();
    last > 0
        && (multiplied(Role::Place) || multiplied(Role::Group))
        && figure_at(sentence, at + last, numerals).is_some_and(|figure| figure.end > end)
}

/// A number in digits, given sharply.
fn plain(bytes: std::ops::Range<usize>, value: Decimal) -> Figure {
    Figure {
        start: bytes.start,
        end: bytes.end,
        value,
        precision: Precision::Exact,
        sort: Sort::Number,
        spelled: false,
        bare: false,
    }
}

/// The number that begins at byte `at`.
pub(crate) fn figure_at(sentence: &Sentence<'_>, at: usize, numerals: &Numerals) -> Option<Figure> {
    let text = sentence.text;
    let first = text[at..].chars().next()?;
    let plain = |end, value| plain(at..end, value);
    if let Some(value) = digits::vulgar(first) {
        return Some(plain(at + first.len_utf8(), value));
    }
    if first.is_ascii_digit()
        && let Some((end, value)) = digits::fraction(text, at)
    {
        return Some(plain(end, value));
    }
    let signed = matches!(first, '-' | '−') && starts_sign(text, at, first);
    let digits_at = if signed { at + first.len_utf8() } else { at };
    let leading_point = first == numerals.decimal;
    if leading_point && text[..at].ends_with(|c: char| c.is_alphanumeric() || c == first) {
        return None;
    }
    if signed || leading_point {
        let below = text[digits_at..].starts_with(|c: char| c.is_ascii_digit() || c == numerals.decimal);
        if below && (signed || digits::read(text, at, numerals).is_some()) {
            let positive = unsigned(sentence, digits_at, numerals)?;
            let value = if signed { -positive.value } else { positive.value };
            return Some(Figure { start: at, value, ..positive });
        }
    }
    let figure = unsigned(sentence, at, numerals).or_else(|| roman::read(text, at, numerals))?;
    Some(with_fraction(text, figure))
}

/// Whether a hyphen is a minus: a digit follows and no word or number stands right before.
fn starts_sign(text: &str, at: usize, sign: char) -> bool {
    let digit = text[at + sign.len_utf8()..].starts_with(|c: char| c.is_ascii_digit() || c == '.');
    let before = text[..at].chars().next_back();
    digit
        && before
            .is_none_or(|c| !is_word_letter(c) && !c.is_ascii_digit() && (c.is_whitespace() || c.is_alphabetic() || c == '('))
}

/// A number without a sign, in digits, words or characters.
fn unsigned(sentence: &Sentence<'_>, at: usize, numerals: &Numerals) -> Option<Figure> {
    let text = sentence.text;
    let plain = |end, value| plain(at..end, value);
    if text[at..].starts_with(numerals.decimal) {
        return digits::read(text, at, numerals).map(|digits| plain(digits.end, digits.value));
    }
    if sentence.language.traits.myriads {
        let within = numerals.word_bound && text[..at].ends_with(char::is_alphabetic);
        let vague = numerals.forms.at(text, at).filter(|_| !within).find_map(|(end, numeral)| {
            let sort = match numeral.role {
                Role::Vague | Role::Dozen => Sort::Number,
                Role::Soft => Sort::Soft,
                _ => return None,
            };
            let precision = if numeral.role == Role::Dozen { Precision::Exact } else { Precision::Vague };
            Some(Figure { precision, sort, spelled: true, ..plain(end, numeral.value) })
        });
        let exact = if numerals.word_bound { syllables::read(sentence, at, numerals) } else { myriad::read(text, at, numerals) };
        let exact = exact.map(|figure| in_dozens(text, figure, numerals).unwrap_or(figure));
        [exact, vague].into_iter().flatten().max_by_key(|figure| figure.end)
    } else {
        words::read(text, at, numerals).or_else(|| syllables::native(sentence, at, numerals))
    }
}

fn in_dozens(text: &str, figure: Figure, numerals: &Numerals) -> Option<Figure> {
    let (end, dozen) = numerals.at(text, figure.end, Role::Dozen)?;
    Some(Figure { end, value: figure.value.checked_mul(dozen)?, ..figure })
}

/// A quotient to fifteen places, so that the same fraction has the same value wherever it is written.
fn quotient(above: Decimal, below: Decimal) -> Option<Decimal> {
    above.checked_div(below)?.round_sf(15)
}

/// `3 1/2`, `3½`: a whole number and a fraction.
fn with_fraction(text: &str, figure: Figure) -> Figure {
    if figure.spelled || !figure.value.fract().is_zero() || figure.value.abs() > Decimal::ONE_THOUSAND {
        return figure;
    }
    let next = after_blanks(text, figure.end);
    let sign = text[next..].chars().next();
    let fraction = match sign.and_then(digits::vulgar) {
        Some(value) => Some((next + sign.map_or(0, char::len_utf8), value)),
        None => digits::fraction(text, next).filter(|_| next > figure.end),
    };
    match fraction.and_then(|(end, value)| Some((end, figure.value.checked_add(value)?))) {
        Some((end, value)) => Figure { end, value, ..figure },
        None => figure,
    }
}

/// The byte after the blanks at byte `at`.
pub(crate) fn after_blanks(text: &str, at: usize) -> usize {
    let rest = text.get(at..).unwrap_or_default();
    at + (rest.len() - rest.trim_start().len())
}

fn next_char(text: &str, at: usize) -> usize {
    // Within a word of letters no number begins; its digits, though, are read (G20).
    let plain = text.as_bytes()[at..].iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
    let mut chars = text[at + plain..].chars();
    let next = chars.next();
    if plain == 0 && !next.is_some_and(is_word_letter) {
        return at + next.map_or(1, char::len_utf8);
    }
    let rest = next.into_iter().chain(chars).take_while(|&c| is_word_letter(c));
    at + plain + rest.map(char::len_utf8).sum::<usize>()
}
