//! Reading the plain tables of a language's folder.

use unicode_segmentation::UnicodeSegmentation;

use crate::text::Span;

/// A row of a table: its cells, trimmed, and its line in the file.
#[derive(Debug, Clone)]
pub struct Row {
    /// The line, counted from 1.
    pub line: usize,
    /// The cells, at least one; a missing cell reads as empty through [`Row::cell`].
    pub cells: Vec<&'static str>,
}

impl Row {
    /// The cell of a column counted from 0, empty where the row is shorter.
    #[must_use]
    pub fn cell(&self, column: usize) -> &'static str {
        self.cells.get(column).copied().unwrap_or_default()
    }

    /// The forms in a cell, which stand apart by `|`.
    pub fn forms(&self, column: usize) -> impl Iterator<Item = &'static str> {
        self.cell(column).split('|').map(str::trim).filter(|form| !form.is_empty())
    }
}

/// The rows of a table of tab-separated cells; blank lines and lines that begin with `#` are left out.
pub fn rows(table: &'static str) -> impl Iterator<Item = Row> {
    table
        .lines()
        .enumerate()
        .filter(|(_, line)| !line.trim().is_empty() && !line.starts_with('#'))
        .map(|(index, line)| Row { line: index + 1, cells: line.split('\t').map(str::trim).collect() })
}

/// Few texts have more words.
const BYTES_A_WORD: usize = 4;

/// Words by Unicode's word boundaries (UAX #29), without blanks and punctuation.
#[must_use]
pub fn unicode_words(text: &str) -> Vec<Span> {
    let mut words = Vec::with_capacity(text.len() / BYTES_A_WORD + 1);
    let mut at = 0;
    // No word holds a blank, and a stretch of ASCII is read much faster by itself.
    for stretch in text.split(' ') {
        if let Some((start, end)) = only_word(stretch.as_bytes()) {
            words.push(Span::new(at + start, at + end));
            at += stretch.len() + 1;
            continue;
        }
        words.extend(stretch.unicode_word_indices().map(|(start, word)| Span::new(at + start, at + start + word.len())));
        at += stretch.len() + 1;
    }
    words
}

/// Where the one word of a stretch stands that is no more than plain letters and digits between plain marks, as most are.
fn only_word(stretch: &[u8]) -> Option<(usize, usize)> {
    let start = stretch.iter().position(u8::is_ascii_alphanumeric)?;
    let length = stretch[start..].iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
    let is_mark = |byte: &u8| byte.is_ascii() && !byte.is_ascii_alphanumeric() && *byte != b'_';
    let marks = stretch[..start].iter().chain(&stretch[start + length..]).all(is_mark);
    marks.then_some((start, start + length))
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        #[test]
        fn words_are_those_of_the_whole_text(text in "(\\PC|[ a'.,:0-9\u{301}\u{200D}🇺🇿_]){0,40}") {
            // A mark that joins the blank before it would make a word with a blank at its head.
            let bare = |(at, word): (usize, &str)| {
                let blanks = word.len() - word.trim_start_matches(' ').len();
                Span::new(at + blanks, at + word.len())
            };
            let whole: Vec<Span> = text.unicode_word_indices().map(bare).collect();
            proptest::prop_assert_eq!(unicode_words(&text), whole);
        }
    }
}
