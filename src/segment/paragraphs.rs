//! Finds the paragraphs of a text by its line breaks.
//!
//! A blank line always parts paragraphs. A single line break parts them too, unless the text is wrapped:
//! broken by hand or by a mail program at a fixed width, so that the next word would not have fitted on the
//! line. Whether a text is wrapped, its lines tell together.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::characters::is_uncased;
use crate::text::Span;

/// The widths, in columns, between which texts are wrapped in practice.
const WRAP_WIDTHS: std::ops::RangeInclusive<usize> = 40..=120;
/// How many columns a line may fall short because a mark may not begin the next one, where words have no
/// blanks between them.
const HANGING: usize = 4;
/// From so many line breaks on, a text tells whether it is wrapped.
const ENOUGH_BREAKS: usize = 3;
/// A line of fewer columns that breaks within a sentence is a list or a poem rather than a wrapped line.
const SHORT_LINE: usize = 25;
/// Longer lines are not measured further: no text is wrapped there.
const LONG_LINE: usize = 2000;

/// A line that is not blank.
#[derive(Debug, Clone, Copy)]
struct Line<'a> {
    /// Its place without the blanks around it.
    span: Span,
    words: &'a str,
    /// Columns of blanks before it.
    indent: usize,
    /// Columns from the margin to its last character.
    width: usize,
    /// Whether a blank line stands before it.
    parted: bool,
}

/// The paragraphs of a text in order, without the blanks around them; only white space lies between them.
#[must_use]
pub fn paragraphs(text: &str) -> Vec<Span> {
    let lines = lines(text);
    let wrapped_at = wrap_width(&lines);
    let mut found: Vec<Span> = Vec::new();
    for (index, line) in lines.iter().enumerate() {
        let before = index.checked_sub(1).and_then(|at| lines.get(at)).filter(|_| !line.parted);
        let joins = before.is_some_and(|before| {
            !begins_item(line.words)
                && line.indent <= before.indent.max(before_item(before.words))
                && match wrapped_at {
                    Some(width) => !next_word_fits(before, line, width),
                    None => breaks_within_sentence(before, line),
                }
        });
        match found.last_mut() {
            Some(last) if joins => last.end = line.span.end,
            _ => found.push(line.span),
        }
    }
    found
}

/// The lines that are not blank; every line break that Unicode knows counts.
fn lines(text: &str) -> Vec<Line<'_>> {
    let mut found = Vec::new();
    let (mut at, mut parted) = (0, true);
    for raw in text.split_inclusive(is_line_break) {
        let words = raw.trim();
        // The second half of `\r\n` is no blank line.
        let is_half = raw == "\n" && text.get(..at).is_some_and(|before| before.ends_with('\r'));
        if words.is_empty() {
            parted |= !is_half;
        } else {
            let lead = raw.len() - raw.trim_start().len();
            let indent = raw.get(..lead).map_or(0, |blanks| blanks.chars().take(LONG_LINE).map(columns).sum());
            let span = Span::new(at + lead, at + lead + words.len());
            let width = if words.len() > LONG_LINE { LONG_LINE } else { words.width() };
            found.push(Line { span, words, indent, width: indent + width, parted });
            parted = false;
        }
        at += raw.len();
    }
    found
}

fn is_line_break(character: char) -> bool {
    matches!(character, '\n' | '\r' | '\u{B}' | '\u{C}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

fn columns(character: char) -> usize {
    if character == '\t' { 4 } else { character.width().unwrap_or(0) }
}

/// The width at which the text is wrapped, if it is: nearly the widest of its lines, where at most breaks
/// the next word would not have fitted and not all lines end as sentences do.
fn wrap_width(lines: &[Line<'_>]) -> Option<usize> {
    let breaks: Vec<_> = lines.windows(2).filter(|pair| !pair[1].parted && !begins_item(pair[1].words)).collect();
    if breaks.len() < ENOUGH_BREAKS {
        return None;
    }
    let mut widths: Vec<_> = breaks.iter().map(|pair| pair[0].width).collect();
    widths.sort_unstable();
    // A few lines may stick out: addresses of the web cannot be broken.
    let width = widths.get((widths.len() - 1) * 98 / 100).copied().filter(|width| WRAP_WIDTHS.contains(width))?;
    let full = breaks.iter().filter(|pair| !next_word_fits(&pair[0], &pair[1], width)).count();
    let inside =
        breaks.iter().filter(|pair| !next_word_fits(&pair[0], &pair[1], width) && !ends_as_sentence(pair[0].words)).count();
    (full * 2 >= breaks.len() && inside * 3 >= full * 2).then_some(width)
}

/// Whether the first word of `line` would have fitted behind `before` within `width` columns.
fn next_word_fits(before: &Line<'_>, line: &Line<'_>, width: usize) -> bool {
    let first = line.words.chars().next().unwrap_or(' ');
    let last = before.words.chars().next_back().unwrap_or(' ');
    if is_wide(first) || is_wide(last) {
        return before.width + columns(first) + HANGING <= width;
    }
    let word: usize =
        line.words.chars().take(*WRAP_WIDTHS.end()).take_while(|character| !character.is_whitespace()).map(columns).sum();
    before.width + 1 + word <= width
}

/// Whether lines may be broken beside the character: Han, kana and full-width marks.
fn is_wide(character: char) -> bool {
    columns(character) == 2 && !matches!(character, '\u{AC00}'..='\u{D7AF}')
}

/// Whether the break between two lines stands within a sentence, as far as the two tell: the first has
/// several words and no stop, the second goes on in lower case.
fn breaks_within_sentence(before: &Line<'_>, line: &Line<'_>) -> bool {
    let ends_open = before.words.chars().next_back().is_some_and(|last| last.is_lowercase() || last.is_numeric() || last == ',')
        || before.words.split_whitespace().next_back().is_some_and(|word| word.chars().all(char::is_uppercase));
    let goes_on = line.words.chars().next().is_some_and(char::is_lowercase);
    let opens_high =
        before.words.chars().find(|character| character.is_alphabetic()).is_some_and(|letter| !letter.is_lowercase());
    ends_open
        && goes_on
        && opens_high
        && (SHORT_LINE..=*WRAP_WIDTHS.end()).contains(&before.width)
        && before.words.split_whitespace().nth(3).is_some()
}

/// Whether the words end with a stop, a colon or a mark that closes.
fn ends_as_sentence(words: &str) -> bool {
    words.chars().next_back().is_some_and(|last| ".!?:;…。！？：；।؟۔\"”’»」』)）".contains(last))
}

/// Whether the line begins with the sign of a list item, a table or a heading: a bullet, `1.`, `(a)`, `#`.
fn begins_item(words: &str) -> bool {
    item_sign(words) > 0
}

/// How far the text of a list item is indented by its sign, 0 for other lines.
fn before_item(words: &str) -> usize {
    item_sign(words)
}

fn item_sign(words: &str) -> usize {
    let mut letters = words.chars();
    let first = letters.next().unwrap_or(' ');
    let second = letters.next().unwrap_or(' ');
    if "•‣◦▪●○■□◆◇★☆※·*#>|–—-+=".contains(first) && (second.is_whitespace() || second == first) {
        return 2;
    }
    if "•‣◦▪●■◆※|>".contains(first) || (matches!(first, '①'..='⓿') && !is_uncased(first)) {
        return 2;
    }
    let bracket = usize::from(matches!(first, '(' | '（'));
    let rest: Vec<char> = words.chars().skip(bracket).take(5).collect();
    let digits = rest.iter().take_while(|character| character.is_ascii_digit()).count();
    let label = if digits > 0 { digits } else { usize::from(rest.first().is_some_and(char::is_ascii_alphabetic)) };
    let closes = |mark: Option<&char>| matches!(mark, Some(')' | '）' | '.' | '、' | '．'));
    let is_label = label > 0
        && label <= 3
        && closes(rest.get(label))
        && rest.get(label + 1).is_none_or(|next| next.is_whitespace() || is_uncased(*next))
        && (digits > 0 || matches!(rest.get(label), Some(')' | '）')));
    if is_label { bracket + label + 2 } else { 0 }
}
