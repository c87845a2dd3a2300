//! Tables of a word processor with the original in one column and the rendering in another, as agencies send them.

use super::table::SAMPLE;
use super::{Bilingual, Columns, Content, Unit, Wanted};
use crate::format::FormatError;
use crate::format::document::{Cell, docx};

/// Reads every table that has columns for both sides; gives the units, and a list of all paragraphs of the document, one a
/// line, in which their places are.
pub(super) fn read(bytes: &[u8], wanted: &Wanted) -> Result<(Bilingual, String), FormatError> {
    let document = docx(bytes)?;
    let mut found = Bilingual::default();
    let mut refused = None;
    for table in &document.tables {
        let sample: Vec<Vec<String>> = table.iter().take(SAMPLE).map(|row| row.iter().map(words).collect()).collect();
        let columns = match Columns::of(&sample, wanted) {
            Ok(columns) => columns,
            Err(error) => {
                refused.get_or_insert(error);
                continue;
            }
        };
        if found.languages == [None, None] {
            found.languages.clone_from(&columns.languages);
        }
        for row in table.iter().skip(usize::from(columns.headed)) {
            let [source, target] = columns.sides.map(|column| row.get(column));
            let cell = target.or(source).map(|cell| cell.name.clone()).unwrap_or_default();
            let named = columns.id.and_then(|column| row.get(column)).map(words).filter(|name| !name.is_empty());
            let id = named.map_or_else(|| cell.clone(), |name| format!("{cell}, {name}"));
            // A cell without words stands behind the one before it.
            let before = source.and_then(|cell| cell.paragraphs.last()).map_or(0, |(_, span)| span.range().end);
            let [source, target] = [source, target].map(|cell| content(cell, before));
            found.add(Unit { id, source, target, ..Unit::default() })?;
        }
    }
    match refused {
        Some(error) if found.units.is_empty() => Err(error),
        _ => Ok((found, document.extracted.origin.shown(&document.extracted.text).to_owned())),
    }
}

/// Whether most words of a document stand in tables that have columns for both sides.
pub(super) fn is_bilingual(bytes: &[u8], wanted: &Wanted) -> bool {
    let mostly = docx(bytes).is_ok_and(|document| document.in_tables * 2 > document.extracted.text.len());
    mostly && read(bytes, wanted).is_ok_and(|(found, _)| !found.units.is_empty())
}

/// The words of a cell, each paragraph on a line.
fn words(cell: &Cell) -> String {
    cell.paragraphs.iter().map(|(words, _)| words.as_str()).collect::<Vec<_>>().join("\n")
}

fn content(cell: Option<&Cell>, before: usize) -> Content {
    let paragraphs = cell.map(|cell| cell.paragraphs.as_slice()).unwrap_or_default();
    let mut content = Content::at(paragraphs.first().map_or(before, |(_, span)| span.range().start));
    for (index, (words, span)) in paragraphs.iter().enumerate() {
        if index > 0 {
            content.add("\n", crate::text::Span::at(span.range().start));
        }
        content.add(words, *span);
    }
    content
}
