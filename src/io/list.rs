//! Lists of pairs of files, a pair a line.

use std::io::BufRead;

/// A pair of files as a list names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// The line, counted from 1.
    pub line: usize,
    /// The original.
    pub source: String,
    /// The rendering.
    pub target: String,
    /// The file that the list names beside them.
    pub third: Option<String>,
}

/// Why a list, or a line of it, cannot be read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ListError {
    /// A line does not name a pair.
    #[error("{name}: line {line}: expected the original, a tab and the rendering, and a tab and a third file where there is one")]
    Line {
        /// The list.
        name: String,
        /// The line, counted from 1.
        line: usize,
    },
    /// The list cannot be read on.
    #[error("{name}: line {line}: it cannot be read: {error}")]
    Unreadable {
        /// The list.
        name: String,
        /// The line, counted from 1.
        line: usize,
        /// What the system says.
        error: std::io::Error,
    },
}

/// Reads a list line by line: original, rendering and perhaps a third file, with tabs between them. Blank lines and those
/// that begin with `#` are passed over.
#[derive(Debug)]
pub struct Lists<R> {
    name: String,
    reader: R,
    line: usize,
    ended: bool,
}

impl<R: BufRead> Lists<R> {
    /// Reads the list called `name`.
    pub fn new(name: &str, reader: R) -> Self {
        let name = if name == "-" { "standard input" } else { name };
        Self { name: name.to_owned(), reader, line: 0, ended: false }
    }
}

impl<R: BufRead> Iterator for Lists<R> {
    type Item = Result<Listed, ListError>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.ended {
            self.line += 1;
            let mut line = String::new();
            match self.reader.read_line(&mut line) {
                Ok(0) => break,
                Ok(_) => {}
                Err(error) => {
                    // What follows a place that cannot be read is not to be guessed at.
                    self.ended = true;
                    return Some(Err(ListError::Unreadable { name: self.name.clone(), line: self.line, error }));
                }
            }
            let line = if self.line == 1 { line.trim_start_matches('\u{FEFF}') } else { &line };
            if line.trim().is_empty() || line.starts_with('#') {
                continue;
            }
            let mut cells = line.split('\t').map(str::trim);
            let mut cell = || cells.next().filter(|cell| !cell.is_empty()).map(str::to_owned);
            let (source, target, third) = (cell(), cell(), cell());
            let rest = cells.any(|cell| !cell.is_empty());
            return Some(match (source, target) {
                (Some(source), Some(target)) if !rest => Ok(Listed { line: self.line, source, target, third }),
                _ => Err(ListError::Line { name: self.name.clone(), line: self.line }),
            });
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_are_read_and_what_is_none_is_told_with_its_line() {
        let text = "\u{FEFF}a.zh\ta.en\r\n\n# later\nb.zh\tb.en\tb.tsv\t\nc.zh\n\td.en\ne\tf\tg\th\n";
        let read: Vec<String> = Lists::new("-", text.as_bytes())
            .map(|line| match line {
                Ok(listed) => format!("{} {} {} {:?}", listed.line, listed.source, listed.target, listed.third),
                Err(error) => error.to_string(),
            })
            .collect();
        assert_eq!(read[..2], ["1 a.zh a.en None", "4 b.zh b.en Some(\"b.tsv\")"]);
        for (message, line) in read[2..].iter().zip(5..) {
            assert!(message.starts_with(&format!("standard input: line {line}: expected the original, a tab")), "{message}");
        }
        assert_eq!(read.len(), 5);
        assert_eq!(Lists::new("l", &b"a\tb\n\xFF\nc\td\n"[..]).count(), 2);
    }
}
