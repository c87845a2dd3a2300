//! From a byte of a text to the line and column that an editor shows.

use crate::text::Span;

/// How many bytes lie between two places whose characters were counted beforehand. Columns are counted
/// from the nearest one, so that a text of one long line costs no more than one of many short ones.
const STRIDE: usize = 1024;

/// Lines and columns of a text, both counted from 1, columns in characters (Unicode scalar values).
#[derive(Debug, Clone)]
pub struct LineIndex<'a> {
    text: &'a str,
    /// The first byte of each line.
    starts: Vec<u32>,
    /// How many characters, and how many that UTF-16 writes as two units, begin before each multiple of [`STRIDE`].
    counted: Vec<(u32, u32)>,
}

/// A place in its line in the units in which programs count columns, each from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Column {
    /// Bytes of UTF-8.
    pub bytes: usize,
    /// Characters (Unicode scalar values).
    pub characters: usize,
    /// Units of UTF-16.
    pub utf16: usize,
}

/// Words on one line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Region {
    /// The line, counted from 1.
    pub line: usize,
    /// The column of the first character.
    pub start: Column,
    /// The column after the last; that of the first where there are no words.
    pub end: Column,
}

impl<'a> LineIndex<'a> {
    /// Indexes `text`; a line ends after `\n`.
    #[must_use]
    pub fn new(text: &'a str) -> Self {
        let mut starts = vec![0];
        let mut counted = Vec::with_capacity(text.len() / STRIDE + 1);
        let (mut characters, mut pairs) = (0_u32, 0_u32);
        for (at, byte) in text.bytes().enumerate() {
            if at % STRIDE == 0 {
                counted.push((characters, pairs));
            }
            characters += u32::from(begins_character(byte));
            pairs += u32::from(begins_pair(byte));
            if byte == b'\n' {
                starts.push(u32::try_from(at + 1).unwrap_or(u32::MAX));
            }
        }
        Self { text, starts, counted }
    }

    /// The line and the column of a byte; of the end of the text for bytes beyond it.
    #[must_use]
    pub fn position(&self, byte: u32) -> (usize, usize) {
        let byte = (byte as usize).min(self.text.len());
        let line = self.line_at(byte);
        (line + 1, self.column(line, byte).characters)
    }

    /// The words at `span`, as far as they stand on the line that they begin on.
    #[must_use]
    pub fn region(&self, span: Span) -> Region {
        let start = (span.start as usize).min(self.text.len());
        let end = self.lines_around(Span::at(start)).end.min(span.end) as usize;
        let line = self.line_at(start);
        Region { line: line + 1, start: self.column(line, start), end: self.column(line, end.max(start)) }
    }

    /// From the line of the first byte of `span` to the line of its last, without the line end after it.
    #[must_use]
    pub fn lines_around(&self, span: Span) -> Span {
        let end = (span.end as usize).min(self.text.len());
        let first = self.starts[self.line_at((span.start as usize).min(end))] as usize;
        let last = self.line_at(if span.is_empty() { end } else { end.saturating_sub(1) });
        let after = self.starts.get(last + 1).map_or(self.text.len(), |&next| next as usize);
        let lines = self.text.get(first..after).unwrap_or_default();
        Span::new(first, first + lines.trim_end_matches(['\n', '\r']).len().max(end - first))
    }

    /// The text that was indexed.
    #[must_use]
    pub fn text(&self) -> &'a str {
        self.text
    }

    fn line_at(&self, byte: usize) -> usize {
        self.starts.partition_point(|&start| start as usize <= byte).saturating_sub(1)
    }

    fn column(&self, line: usize, byte: usize) -> Column {
        let start = self.starts[line] as usize;
        let (before, at) = (self.counted_before(start), self.counted_before(byte));
        let characters = at.0.saturating_sub(before.0) + 1;
        Column { bytes: byte.saturating_sub(start) + 1, characters, utf16: characters + at.1.saturating_sub(before.1) }
    }

    /// The characters before a byte, and how many of them UTF-16 writes as two units.
    fn counted_before(&self, byte: usize) -> (usize, usize) {
        let stride = (byte / STRIDE).min(self.counted.len().saturating_sub(1));
        let (characters, pairs) = self.counted.get(stride).copied().unwrap_or_default();
        let rest = self.text.as_bytes().get(stride * STRIDE..byte).unwrap_or_default();
        let count = |begins: fn(u8) -> bool| rest.iter().filter(|&&byte| begins(byte)).count();
        (characters as usize + count(begins_character), pairs as usize + count(begins_pair))
    }
}

/// Whether a byte of UTF-8 is the first of a character that UTF-16 writes as two units.
fn begins_pair(byte: u8) -> bool {
    byte >= 0xF0
}

/// Whether a byte of UTF-8 is the first of its character.
fn begins_character(byte: u8) -> bool {
    byte & 0xC0 != 0x80
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_and_lines_end_after_the_newline() {
        let lines = LineIndex::new("乌方\r\nab乌\n");
        assert_eq!(lines.position(0), (1, 1));
        assert_eq!(lines.position(3), (1, 2));
        assert_eq!(lines.position(8), (2, 1));
        assert_eq!(lines.position(10), (2, 3));
        assert_eq!(lines.position(14), (3, 1));
        assert_eq!(lines.position(u32::MAX), (3, 1));
        assert_eq!(LineIndex::new("").position(0), (1, 1));
    }

    #[test]
    fn columns_far_into_a_long_line_are_right() {
        let text = format!("\n{}", "万a".repeat(3000));
        let lines = LineIndex::new(&text);
        for character in [0, 1, 511, 512, 513, 2047, 5999, 6000] {
            let byte = text.char_indices().nth(character + 1).map_or(text.len(), |(at, _)| at);
            assert_eq!(lines.position(u32::try_from(byte).expect("short")), (2, character + 1));
        }
    }

    #[test]
    fn a_region_counts_columns_in_three_units_and_ends_with_its_line() {
        let text = "one\n乌😀方\r\ntwo";
        let lines = LineIndex::new(text);
        let start = text.find('方').expect("it stands there");
        let column = |bytes, characters, utf16| Column { bytes, characters, utf16 };
        let region = Region { line: 2, start: column(8, 3, 4), end: column(11, 4, 5) };
        assert_eq!(lines.region(Span::new(start, start + 3)), region);
        assert_eq!(lines.region(Span::new(start, text.len())), region);
        assert_eq!(lines.region(Span::at(start)), Region { end: region.start, ..region });
    }

    #[test]
    fn the_lines_around_a_span_are_whole_lines() {
        let text = "one\ntwo\r\nthree";
        let lines = LineIndex::new(text);
        assert_eq!(lines.lines_around(Span::new(5, 6)).of(text), "two");
        assert_eq!(lines.lines_around(Span::new(1, 6)).of(text), "one\ntwo");
        assert_eq!(lines.lines_around(Span::at(text.len())).of(text), "three");
        assert_eq!(lines.lines_around(Span::at(0)).of(text), "one");
    }
}
