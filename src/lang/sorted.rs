//! Sorted tables that are searched where they lie, so that next to nothing is read before the first word is asked for.

use std::ops::Range;
use std::sync::OnceLock;

use rustc_hash::FxHashMap;

/// A table whose lines are a word, a tab and a cell, in the byte order of the words; lines that begin with `# ` are left
/// out.
#[derive(Debug)]
pub(super) struct Sorted {
    table: &'static str,
    /// Made when the first word is asked for.
    index: OnceLock<Index>,
}

/// Where the lines of a table are.
#[derive(Debug)]
struct Index {
    /// Where each line begins.
    lines: Vec<u32>,
    /// The lines whose words begin with a character.
    of_first: FxHashMap<char, Range<usize>>,
}

impl Sorted {
    pub(super) const fn new(table: &'static str) -> Self {
        Self { table, index: OnceLock::new() }
    }

    /// The cell of a word; nothing for a word that the table does not hold.
    pub(super) fn cell(&self, word: &str) -> Option<&'static str> {
        let first = *self.beginning_with(self.lines_from(word), word).first()?;
        self.ends_at(first, word.len()).then(|| self.cell_at(first, word.len()))
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

    fn index(&self) -> &Index {
        self.index.get_or_init(|| Index::of(self.table))
    }

    /// The lines whose words begin with the first character of `text`.
    fn lines_from(&self, text: &str) -> &[u32] {
        let index = self.index();
        let range = text.chars().next().and_then(|first| index.of_first.get(&first)).cloned().unwrap_or_default();
        &index.lines[range]
    }

    /// Those of `lines` that begin with `prefix`.
    fn beginning_with<'a>(&self, lines: &'a [u32], prefix: &str) -> &'a [u32] {
        // What parts words from their cells comes before all that stands in words.
        let beginning = |line: u32| {
            let rest = self.table.as_bytes().get(line as usize..).unwrap_or_default();
            rest.get(..prefix.len()).unwrap_or(rest)
        };
        let lines = &lines[lines.partition_point(|&line| beginning(line) < prefix.as_bytes())..];
        &lines[..lines.partition_point(|&line| beginning(line) == prefix.as_bytes())]
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

impl Index {
    fn of(table: &str) -> Self {
        let bytes = table.as_bytes();
        let mut lines = Vec::with_capacity(bytes.len() / BYTES_OF_A_LINE);
        let mut of_first: FxHashMap<char, Range<usize>> = FxHashMap::default();
        let (mut first, mut from): (&[u8], usize) = (&[], 0);
        let mut close = |first: &[u8], lines: Range<usize>| {
            let first = std::str::from_utf8(first).ok().and_then(|first| first.chars().next());
            of_first.extend(first.map(|first| (first, lines)));
        };
        let starts = std::iter::once(0).chain(memchr::memchr_iter(b'\n', bytes).map(|at| at + 1));
        for start in starts {
            let rest = &bytes[start..];
            if rest.is_empty() || rest.starts_with(b"# ") {
                continue;
            }
            // Most lines begin as the one before: the bytes tell without reading the character.
            if first.is_empty() || first.iter().zip(rest).any(|(one, other)| one != other) {
                close(first, from..lines.len());
                let length = table[start..].chars().next().map_or(0, char::len_utf8);
                (first, from) = (&rest[..length], lines.len());
            }
            let Ok(start) = u32::try_from(start) else { break };
            lines.push(start);
        }
        close(first, from..lines.len());
        Self { lines, of_first }
    }
}

#[cfg(test)]
impl Sorted {
    /// Checks that the table holds many lines and that they are in order.
    pub(super) fn assert_sorted(&self, name: &str) {
        let lines = &self.index().lines;
        assert!(lines.len() > 1000, "{name} holds next to nothing");
        let word = |line: u32| self.table[line as usize..].split('\t').next();
        let unsorted = lines.windows(2).find(|pair| word(pair[0]) >= word(pair[1]));
        assert_eq!(unsorted.map(|pair| word(pair[1])), None, "{name} is out of order here");
    }
}
