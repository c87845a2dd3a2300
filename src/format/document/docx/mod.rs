//! DOCX: WordprocessingML in a zip archive (ECMA-376, part 1, section 17).
//!
//! Paragraphs and table cells are units, with footnotes, endnotes, headers and footers after them. Deletions that are only
//! proposed, hidden text, tables of contents and field codes are left out, and so are the fields of headers and footers.

mod parts;
mod walk;

use crate::format::{Archive, Extracted, Format, FormatError, Listing};
use crate::text::Span;
use parts::{Relations, styles};
use walk::Walk;

/// A document of a word processor.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Docx {
    /// Its text.
    pub extracted: Extracted,
    /// Its tables, but for those within cells of others.
    pub tables: Vec<Table>,
    /// How many bytes of the text stand in these tables.
    pub in_tables: usize,
}

/// A table by its rows.
pub type Table = Vec<Vec<Cell>>;

/// A cell of a table.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Cell {
    /// What it is called, such as `table 1 row 3 cell 2`.
    pub name: String,
    /// The words of each of its paragraphs, with their places in what [`Origin::shown`](crate::format::Origin::shown)
    /// gives of the document.
    pub paragraphs: Vec<(String, Span)>,
}

/// Reads a document.
///
/// # Errors
///
/// [`FormatError`] names the part that is damaged, or says what is too much.
pub fn docx(bytes: &[u8]) -> Result<Docx, FormatError> {
    let name = Format::Docx.name();
    let mut archive = Archive::open(bytes, name)?;
    let root = Relations::of(&mut archive, "")?;
    let main = root.of_kind("officeDocument").unwrap_or("word/document.xml").to_owned();
    let body = archive.text(&main)?.ok_or(FormatError::Not(name))?;
    let relations = Relations::of(&mut archive, &main)?;
    let styles = match relations.of_kind("styles") {
        Some(part) => archive.text(part)?.map(|text| styles(&text, part)).transpose()?.unwrap_or_default(),
        None => parts::Styles::default(),
    };
    let mut walk = Walk::new(&relations, &styles);
    walk.read(&body, &main, None)?;
    for (kind, called) in [("footnotes", "footnote"), ("endnotes", "endnote")] {
        let Some(part) = relations.of_kind(kind) else { continue };
        if let Some(text) = archive.text(part)? {
            walk.read(&text, part, Some(called))?;
        }
    }
    for kind in ["header", "footer"] {
        for part in relations.all_of_kind(kind) {
            if let Some(text) = archive.text(part)? {
                walk.read_on_pages(&text, part, kind)?;
            }
        }
    }
    let Walk { listing, tables, in_tables, .. } = walk;
    Ok(Docx { extracted: Listing::finish(listing), tables, in_tables })
}

#[cfg(test)]
mod tests;
