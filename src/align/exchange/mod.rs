//! Alignments in the formats in which translation tools exchange them, as XML.

mod table;
mod tmx;
mod xliff;

use std::ops::Range;

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};

use super::Alignment;
use super::file::words;
use crate::segment::Document;

pub use table::write_csv;
#[cfg(feature = "spreadsheet")]
pub use table::{WorkbookError, write_xlsx};
pub use tmx::write_tmx;
pub use xliff::write_xliff;

/// Two texts as other tools should know them.
#[derive(Debug, Clone, Copy)]
pub struct Exchanged<'a> {
    /// The original.
    pub source: &'a Document,
    /// The rendering.
    pub target: &'a Document,
    /// How their sentences go together.
    pub alignment: &'a Alignment,
    /// The BCP 47 tags of the two languages.
    pub languages: [&'a str; 2],
}

type Xml = Writer<Vec<u8>>;

/// A document in XML; writing to memory cannot fail.
fn document(write: impl FnOnce(&mut Xml) -> std::io::Result<()>) -> String {
    let mut xml = Writer::new_with_indent(Vec::new(), b' ', 2);
    let _ = xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None))).and_then(|()| write(&mut xml));
    let mut text = String::from_utf8(xml.into_inner()).unwrap_or_default();
    text.push('\n');
    text
}

/// The words of some sentences on one line: line breaks in a text part words where blanks do, and nothing elsewhere.
fn on_one_line(document: &Document, sentences: &Range<usize>) -> String {
    let glue = if document.language().traits.word_spaces { " " } else { "" };
    let lines = words(document, sentences).split(['\n', '\r']).map(str::trim).filter(|line| !line.is_empty());
    lines.collect::<Vec<_>>().join(glue)
}

/// Whether XML 1.0 has a place for the character.
fn is_allowed(character: char) -> bool {
    !matches!(character, '\0'..='\u{8}' | '\u{B}' | '\u{C}' | '\u{E}'..='\u{1F}' | '\u{FFFE}' | '\u{FFFF}')
}

/// Text with a sign for what XML cannot hold.
fn plain(words: &str) -> BytesText<'static> {
    let words: String = words.chars().map(|character| if is_allowed(character) { character } else { '\u{FFFD}' }).collect();
    BytesText::new(&words).into_owned()
}

#[cfg(test)]
mod tests;
