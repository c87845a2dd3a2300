//! YAML. What an alias stands for is not written out, so a small file cannot grow.

use saphyr_parser::{Event, Parser, ScalarStyle};

use super::{DEEPEST, Strings, escaped, wrapped};
use crate::format::FormatError;
use crate::text::Span;

/// What is open while reading.
enum Open {
    /// A list, with the number of the element that comes next.
    List(usize),
    /// A mapping, with the key whose value comes next.
    Mapping(Option<String>),
}

/// Reads a table: the first document of the file and those after it.
pub(super) fn read(file: &str) -> Result<Strings, FormatError> {
    let (mut strings, mut open) = (Strings::default(), Vec::new());
    let mut bytes = Bytes { file, character: 0, byte: 0 };
    for event in Parser::new_from_str(file) {
        let (event, span) =
            event.map_err(|error| FormatError::Line { line: error.marker().line(), what: error.info().to_owned() })?;
        match event {
            Event::Scalar(words, style, ..) => {
                if let Some(Open::Mapping(key @ None)) = open.last_mut() {
                    *key = Some(words.into_owned());
                    continue;
                }
                let (start, end) = (bytes.at(span.start.index()), bytes.at(span.end.index()));
                let content = match style {
                    ScalarStyle::DoubleQuoted => {
                        let inner = within_quotes(file, start, end);
                        if inner.of(file).contains('\n') { wrapped(file, &words, inner) } else { escaped(file, &words, inner) }
                    }
                    ScalarStyle::SingleQuoted => wrapped(file, &words, within_quotes(file, start, end)),
                    _ => wrapped(file, &words, Span::new(start, end)),
                };
                strings.add(&path(&open), content)?;
                done(&mut open);
            }
            Event::Alias(_) | Event::SequenceStart(..) | Event::MappingStart(..)
                if matches!(open.last(), Some(Open::Mapping(None))) =>
            {
                return Err(FormatError::Line {
                    line: span.start.line(),
                    what: "a key that is no word names no string".to_owned(),
                });
            }
            Event::Alias(_) => done(&mut open),
            Event::SequenceStart(..) | Event::MappingStart(..) => {
                if open.len() == DEEPEST {
                    return Err(FormatError::TooMuch(format!("values stand in each other more than {DEEPEST} deep")));
                }
                open.push(if matches!(event, Event::SequenceStart(..)) { Open::List(0) } else { Open::Mapping(None) });
            }
            Event::SequenceEnd | Event::MappingEnd => {
                open.pop();
                done(&mut open);
            }
            _ => {}
        }
    }
    Ok(strings)
}

/// What stands between the quotation mark at `start` and the one that closes it. The parser's own `end` may lie behind blanks
/// and a comment that follow on the line.
fn within_quotes(file: &str, start: usize, end: usize) -> Span {
    let inner = file.get(start + 1..end).unwrap_or_default();
    let quote = file.as_bytes().get(start).copied().unwrap_or_default();
    let mut bytes = inner.bytes().enumerate().peekable();
    while let Some((at, byte)) = bytes.next() {
        match byte {
            b'\\' if quote == b'"' => {
                bytes.next();
            }
            _ if byte != quote => {}
            b'\'' if bytes.peek().is_some_and(|(_, next)| *next == b'\'') => {
                bytes.next();
            }
            _ => return Span::new(start + 1, start + 1 + at),
        }
    }
    Span::new(start + 1, start + 1 + inner.len())
}

/// The names on the way to the value that comes next.
fn path(open: &[Open]) -> Vec<String> {
    let name = |open: &Open| match open {
        Open::List(number) => number.to_string(),
        Open::Mapping(key) => key.clone().unwrap_or_default(),
    };
    open.iter().map(name).collect()
}

/// Goes on after a value.
fn done(open: &mut [Open]) {
    match open.last_mut() {
        Some(Open::List(number)) => *number += 1,
        Some(Open::Mapping(key)) => *key = None,
        None => {}
    }
}

/// Bytes of places that are told in characters, in order.
struct Bytes<'a> {
    file: &'a str,
    character: usize,
    byte: usize,
}

impl Bytes<'_> {
    fn at(&mut self, character: usize) -> usize {
        let (before, after) = self.file.split_at(self.byte);
        self.byte = match character.checked_sub(self.character) {
            Some(forward) => self.byte + after.char_indices().nth(forward).map_or(after.len(), |(at, _)| at),
            None => before.char_indices().nth_back(self.character - character - 1).map_or(0, |(at, _)| at),
        };
        self.character = character;
        self.byte
    }
}
