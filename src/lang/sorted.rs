//! Sorted tables that are searched where they lie, so that next to nothing is read before the first word is asked for.

use std::ops::Range;
use std::sync::OnceLock;

use rustc_hash::{FxHashMap, FxHashSet};

/// A table whose lines are a word, a tab and a cell, in the byte order of the words, after a head of lines that begin with `# `.
#[derive(Debug)]
pub(super) struct Sorted {
    table: &'static str,
    /// By the first two bytes of words, where the lines are; a text asks for few of them.
    parts: Parts<Index>,
}

/// Something for each of the first two bytes of words, made when it is first asked for.
#[derive(Debug)]
struct Parts<T>([OnceLock<Box<[OnceLock<T>]>>; BYTES]);

/// How many values a byte has.
const BYTES: usize = 256;

impl<T> Parts<T> {
    const fn new() -> Self {
        Self([const { OnceLock::new() }; BYTES])
    }

    fn of(&self, [first, second]: [u8; 2], make: impl FnOnce() -> T) -> &T {
        let parts = self.0[usize::from(first)].get_or_init(|| (0..BYTES).map(|_| OnceLock::new()).collect());
        parts[usize::from(second)].get_or_init(make)
    }
}

/// The part of a table in which what stands between two of the `marks` begins with two bytes.
fn part(table: &str, marks: [u8; 2], beginning: [u8; 2]) -> Range<usize> {
    let beginning = u16::from_be_bytes(beginning);
    let end = beginning.checked_add(1).map_or(table.len(), |next| first_from(table, marks, next));
    first_from(table, marks, beginning)..end
}

/// Where the first begins of what stands between two of the `marks` whose first two bytes are no less than these.
fn first_from(table: &str, [mark, other]: [u8; 2], beginning: u16) -> usize {
    let bytes = table.as_bytes();
    let (mut low, mut high) = (head(bytes), bytes.len());
    while low < high {
        let middle = low + (high - low) / 2;
        let start = memchr::memrchr2(mark, other, &bytes[low..middle]).map_or(low, |at| low + at + 1);
        let is_before = bytes.get(start..start + 2).is_some_and(|two| u16::from_be_bytes([two[0], two[1]]) < beginning);
        if is_before {
            low = memchr::memchr2(mark, other, &bytes[middle..]).map_or(bytes.len(), |at| middle + at + 1);
        } else {
            high = start;
        }
    }
    low
}

/// Words in their byte order with blanks and ends of lines between them, after a head of lines that begin with `# `.
#[derive(Debug)]
pub(crate) struct WordList {
    table: &'static str,
    /// The words by their first two bytes.
    parts: Parts<FxHashSet<&'static str>>,
}

impl WordList {
    pub(crate) const fn new(table: &'static str) -> Self {
        Self { table, parts: Parts::new() }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.table.is_empty()
    }

    /// Whether the word is among them, one of a single byte never.
    pub(crate) fn contains(&self, word: &str) -> bool {
        let Some(&[first, second]) = word.as_bytes().first_chunk() else { return false };
        let words = self.parts.of([first, second], || {
            let part = &self.table[part(self.table, [b' ', b'\n'], [first, second])];
            part.split([' ', '\n']).filter(|word| !word.is_empty()).collect()
        });
        words.contains(word)
    }
}

/// Where the lines of a part of a table are.
#[derive(Debug, Default)]
struct Index {
    /// Where each line begins.
    lines: Vec<u32>,
    /// The lines whose words begin with a character.
    of_first: FxHashMap<char, Range<usize>>,
}

impl Sorted {
    pub(super) const fn new(table: &'static str) -> Self {
        Self { table, parts: Parts::new() }
    }

    /// The cell of a word; nothing for a word that the table does not hold.
    pub(super) fn cell(&self, word: &str) -> Option<&'static str> {
        let lines = self.lines_from(word);
        let first = *lines.get(lines.partition_point(|&line| self.beginning(line, word) < word.as_bytes()))?;
        let is_word = self.beginning(first, word) == word.as_bytes() && self.ends_at(first, word.len());
        is_word.then(|| self.cell_at(first, word.len()))
    }

    /// The words of the table that `text` begins with, the shortest first, each with its cell.
    pub(super) fn along<'a>(&'a self, text: &'a str) -> impl Iterator<Item = (&'a str, &'static str)> {
        let mut lines = self.lines_from(text);
        let prefixes = text.char_indices().map(|(at, character)| (at, &text[..at + character.len_utf8()]));
        let narrowed = prefixes.map_while(move |(at, prefix)| {
            if at > 0 {
                lines = self.beginning_with(lines, prefix);
            }
            Some((prefix, *lines.first()?))
        });
        narrowed
            .filter(|(prefix, first)| self.ends_at(*first, prefix.len()))
            .map(|(prefix, first)| (prefix, self.cell_at(first, prefix.len())))
    }

    /// Every word with its cell, in order.
    pub(super) fn rows(&self) -> impl Iterator<Item = (&'static str, &'static str)> + use<> {
        self.table.lines().filter(|line| !line.starts_with("# ")).filter_map(|line| line.split_once('\t'))
    }

    /// The lines whose words begin with the first character of `text`.
    fn lines_from(&self, text: &str) -> &[u32] {
        let bytes = text.as_bytes();
        let Some(&first) = bytes.first() else { return &[] };
        // After a word of one byte stands the tab.
        let second = bytes.get(1).copied().unwrap_or(b'\t');
        let beginning = [first, second];
        let index = self.parts.of(beginning, || Index::of(self.table, part(self.table, [b'\n'; 2], beginning)));
        let range = text.chars().next().and_then(|first| index.of_first.get(&first)).cloned().unwrap_or_default();
        &index.lines[range]
    }

    /// Those of `lines` that begin with `prefix`.
    fn beginning_with<'a>(&self, lines: &'a [u32], prefix: &str) -> &'a [u32] {
        let lines = &lines[lines.partition_point(|&line| self.beginning(line, prefix) < prefix.as_bytes())..];
        // Few do: the end is looked for near the first of them.
        let begins = |line: &u32| self.beginning(*line, prefix) == prefix.as_bytes();
        let mut most = 1;
        while lines.get(most - 1).is_some_and(begins) {
            most *= 2;
        }
        let near = &lines[..most.min(lines.len())];
        &near[..near.partition_point(begins)]
    }

    /// As much of the line as `prefix` is long.
    fn beginning(&self, line: u32, prefix: &str) -> &'static [u8] {
        // What parts words from their cells comes before all that stands in words.
        let rest = self.table.as_bytes().get(line as usize..).unwrap_or_default();
        rest.get(..prefix.len()).unwrap_or(rest)
    }

    /// Whether the word of the line is `length` bytes long.
    fn ends_at(&self, line: u32, length: usize) -> bool {
        self.table.as_bytes().get(line as usize + length) == Some(&b'\t')
    }

    /// The cell of the line, whose word is `length` bytes long.
    fn cell_at(&self, line: u32, length: usize) -> &'static str {
        let rest = self.table.get(line as usize + length + 1..).unwrap_or_default();
        memchr::memchr(b'\n', rest.as_bytes()).map_or(rest, |end| &rest[..end])
    }
}

/// About as many bytes as a line has, so that room for the lines is made at once.
const BYTES_OF_A_LINE: usize = 12;

/// How long the lines at the head of a table are that begin with `# `.
fn head(table: &[u8]) -> usize {
    let mut start = 0;
    while table[start..].starts_with(b"# ") {
        start = memchr::memchr(b'\n', &table[start..]).map_or(table.len(), |at| start + at + 1);
    }
    start
}

impl Index {
    /// Where the lines of the table are within `part`, which begins with a line.
    fn of(table: &str, part: Range<usize>) -> Self {
        let bytes = &table.as_bytes()[..part.end];
        let mut index = Self { lines: Vec::with_capacity(part.len() / BYTES_OF_A_LINE), of_first: FxHashMap::default() };
        let (mut first, mut from): (&[u8], usize) = (&[], 0);
        let mut start = part.start;
        while start < bytes.len() {
            let rest = &bytes[start..];
            // Most lines begin as the one before: the bytes tell without reading the character.
            if first.is_empty() || !rest.starts_with(first) {
                index.close(first, from);
                let length = table[start..].chars().next().map_or(1, char::len_utf8);
                (first, from) = (&rest[..length], index.lines.len());
            }
            let Ok(line) = u32::try_from(start) else { break };
            index.lines.push(line);
            start = memchr::memchr(b'\n', rest).map_or(bytes.len(), |at| start + at + 1);
        }
        index.close(first, from);
        index
    }

    /// Notes that the lines from `from` on begin with the character `first`.
    fn close(&mut self, first: &[u8], from: usize) {
        let first = std::str::from_utf8(first).ok().and_then(|first| first.chars().next());
        self.of_first.extend(first.map(|first| (first, from..self.lines.len())));
    }
}

#[cfg(test)]
impl Sorted {
    /// Checks that the table holds many lines and that they are in order.
    pub(super) fn assert_sorted(&self, name: &str) {
        let words = &self.table[head(self.table.as_bytes())..];
        assert!(!words.starts_with("# ") && !words.contains("\n# "), "{name} has lines of a head in its midst");
        let lines = Index::of(self.table, head(self.table.as_bytes())..self.table.len()).lines;
        assert!(lines.len() > 1000, "{name} holds next to nothing");
        let word = |line: u32| self.table[line as usize..].split('\t').next();
        let unsorted = lines.windows(2).find(|pair| word(pair[0]) >= word(pair[1]));
        assert_eq!(unsorted.map(|pair| word(pair[1])), None, "{name} is out of order here");
        let found = lines.iter().filter_map(|&line| word(line)).filter(|word| self.cell(word).is_some()).count();
        assert_eq!(found, lines.len(), "not every word of {name} is found");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::LANGUAGES;

    #[test]
    fn every_list_of_words_is_sorted_so_that_it_can_be_searched_where_it_lies() {
        let mut lists = 0;
        for language in LANGUAGES.iter().filter(|language| !language.tables.vocabulary.is_empty()) {
            lists += 1;
            let list = WordList::new(language.tables.vocabulary);
            let words: Vec<&str> = list.table[head(list.table.as_bytes())..].split_whitespace().collect();
            let unsorted = words.windows(2).find(|pair| pair[0] >= pair[1]);
            assert_eq!(unsorted, None, "{} vocabulary.tsv is out of order here", language.code);
            assert_eq!(words.iter().find(|word| !list.contains(word)), None, "{} vocabulary.tsv", language.code);
            assert!(!list.contains("zzzz") && !list.contains("a") && !list.contains(""));
        }
        assert!(lists > 0);
    }
}
