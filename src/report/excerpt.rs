//! The piece of a line that a report shows around some words.

use std::ops::Range;

use unicode_width::UnicodeWidthChar;

use super::LineIndex;
use crate::text::Span;

/// Words with what stands around them on their line, cut to the width of the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Excerpt {
    /// The piece of the line, with `…` where it was cut.
    pub text: String,
    /// The words in it, in bytes.
    pub words: Range<usize>,
    /// The line that the words begin on, counted from 1.
    pub line: usize,
    /// The column that they begin at in the whole line, counted from 1 in characters.
    pub column: usize,
}

impl Excerpt {
    /// The words at `span` and their surroundings, at most `width` columns of a terminal (and the marks of
    /// the cuts). Words that go on beyond their first line or beyond the width are cut off there. The cost
    /// depends on `width`, not on the length of the line.
    #[must_use]
    pub fn new(lines: &LineIndex<'_>, span: Span, width: usize) -> Self {
        let text = lines.text();
        let around = lines.lines_around(Span { start: span.start, end: span.start });
        let line = around.of(text);
        let start = (span.start.saturating_sub(around.start) as usize).min(line.len());
        let wanted = (span.end.saturating_sub(around.start) as usize).clamp(start, line.len());
        let mut room = width;
        let end = start + forward(line.get(start..wanted).unwrap_or_default(), &mut room);
        let mut left_room = room / 2;
        let spare = room - left_room;
        let before = line.get(..start).unwrap_or_default();
        let after = line.get(end..).unwrap_or_default();
        let mut first = start - backward(before, &mut left_room);
        let mut right_room = spare + left_room;
        let last = end + forward(after, &mut right_room);
        if right_room > 0 && first > 0 {
            first -= backward(line.get(..first).unwrap_or_default(), &mut right_room);
        }
        let mut shown = String::new();
        if first > 0 {
            shown.push('…');
        }
        let offset = shown.len();
        shown.push_str(line.get(first..last).unwrap_or_default());
        if last < line.len() || span.end > around.end {
            shown.push('…');
        }
        let (line, column) = lines.position(span.start);
        Self { text: shown, words: start - first + offset..end - first + offset, line, column }
    }
}

/// How many bytes of `text` from its start fit into `room`, which becomes what is left of it.
fn forward(text: &str, room: &mut usize) -> usize {
    fitting(text.chars(), room)
}

/// How many bytes of `text` up to its end fit into `room`, which becomes what is left of it.
fn backward(text: &str, room: &mut usize) -> usize {
    fitting(text.chars().rev(), room)
}

fn fitting(characters: impl Iterator<Item = char>, room: &mut usize) -> usize {
    let mut bytes = 0;
    for character in characters {
        // Even what has no width of its own takes room, or a line of such characters would have no end.
        let width = character.width().unwrap_or(1).max(1);
        if width > *room {
            break;
        }
        *room -= width;
        bytes += character.len_utf8();
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str, words: &str, width: usize) -> (String, String) {
        let start = text.find(words).expect("the words stand in the text");
        let excerpt = Excerpt::new(&LineIndex::new(text), Span::new(start, start + words.len()), width);
        (excerpt.text[excerpt.words.clone()].to_owned(), excerpt.text)
    }

    #[test]
    fn a_short_line_is_shown_whole() {
        assert_eq!(shown("one\n城中有三十五万人。\ntwo", "三十五万", 40), ("三十五万".into(), "城中有三十五万人。".into()));
    }

    #[test]
    fn a_long_line_is_cut_on_both_sides_by_display_width() {
        let line = format!("{}万{}", "甲".repeat(50), "乙".repeat(50));
        assert_eq!(shown(&line, "万", 10), ("万".into(), "…甲甲万乙乙…".into()));
    }

    #[test]
    fn room_that_one_side_does_not_need_goes_to_the_other() {
        assert_eq!(shown("0123456789", "1", 6), ("1".into(), "012345…".into()));
        assert_eq!(shown("0123456789", "9", 6), ("9".into(), "…456789".into()));
    }

    #[test]
    fn words_that_go_on_beyond_their_line_are_cut() {
        assert_eq!(shown("one two\nthree", "two\nthree", 40), ("two".into(), "one two…".into()));
        assert_eq!(shown("abcdef", "abcdef", 3), ("abc".into(), "abc…".into()));
    }

    #[test]
    fn an_empty_span_at_the_end_of_the_text_is_shown_after_its_last_word() {
        let excerpt = Excerpt::new(&LineIndex::new("一二"), Span::at(6), 40);
        assert_eq!((excerpt.text.as_str(), excerpt.words, excerpt.line, excerpt.column), ("一二", 6..6, 1, 3));
    }
}
