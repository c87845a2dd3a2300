//! Files that hold both sides, unit by unit: translation memories, the files of translation tools, tables.
//!
//! The units come in the order of the file, each with its words on both sides, the places of those words, and what
//! the file says of it: whether it is locked, unsure or out of use, its state, its notes.

mod annotate;
mod content;
mod csv;
mod docx;
mod joined;
mod languages;
mod po;
mod strings;
mod table;
mod tmx;
mod unit;
mod xliff;
mod xliff2;
#[cfg(feature = "spreadsheet")]
mod xlsx;
mod xml;

pub use content::Content;
pub use joined::{Joined, UnitFile};
pub use strings::{Compared, Strings};
pub use table::Columns;
pub use unit::{Bilingual, NoteForm, Slot, Standing, Unit};
#[cfg(feature = "spreadsheet")]
pub use xlsx::sheet_rows;

use super::{Format, FormatError};

/// What the reader asks for.
#[derive(Debug, Clone, Default)]
pub struct Wanted {
    /// The languages of the two sides as BCP 47 tags, where they are asked for; `zh` stands for `zh-CN` as well.
    pub languages: [Option<String>; 2],
    /// The columns of the two sides in a table, by name, number or letter.
    pub columns: [Option<String>; 2],
}

/// Reads `file`, a text in `format`.
///
/// # Errors
///
/// [`FormatError`] names the place and the cure.
pub fn read(format: Format, file: &str, wanted: &Wanted) -> Result<Bilingual, FormatError> {
    match format {
        Format::Tmx => tmx::read(file, wanted),
        Format::Xliff => xliff::read(file, wanted),
        Format::Po => po::read(file, wanted),
        Format::Csv => csv::read(file, wanted),
        Format::Tsv => csv::read_tabbed(file, wanted),
        other => Err(FormatError::Not(other.name())),
    }
}

/// Reads an archive, `bytes`, in `format`; gives the units and what a person sees of the file, a list of the units, one a
/// line, in which their places are.
///
/// # Errors
///
/// [`FormatError`] where the archive is damaged or holds more than a person could have meant.
pub fn read_archive(format: Format, bytes: &[u8], wanted: &Wanted) -> Result<(Bilingual, String), FormatError> {
    match format {
        #[cfg(feature = "spreadsheet")]
        Format::Xlsx => xlsx::read(bytes, wanted),
        Format::Docx => docx::read(bytes, wanted),
        other => Err(FormatError::Not(other.name())),
    }
}

/// Whether `bytes`, a document in `format`, hold both sides in a table, although documents in that format mostly hold one.
#[must_use]
pub fn is_table(format: Format, bytes: &[u8], wanted: &Wanted) -> bool {
    format == Format::Docx && docx::is_bilingual(bytes, wanted)
}

/// What the notes begin with that kanhe writes into a file, so that it knows them again.
pub const NOTE: &str = "kanhe: ";

fn is_own_note(words: &str) -> bool {
    words.trim_start().strip_prefix(NOTE.trim_end()).is_some_and(|rest| rest.is_empty() || rest.starts_with(char::is_whitespace))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const FILES: &[(Format, &str)] = &[
        (Format::Tmx, include_str!("../../../tests/bilingual/toolkit.tmx")),
        (Format::Xliff, include_str!("../../../tests/bilingual/toolkit.xlf")),
        (Format::Xliff, include_str!("../../../tests/bilingual/toolkit-2.xlf")),
        (Format::Po, include_str!("../../../tests/bilingual/toolkit.po")),
        (Format::Po, include_str!("../../../tests/bilingual/polib.po")),
        (Format::Csv, include_str!("../../../tests/cmd/units.in/strings.csv")),
    ];

    proptest! {
        /// A file with a piece torn out and another put in is read or refused, and its words stand where they are said to.
        #[test]
        fn damaged_files_are_read_or_refused(
            which in 0..FILES.len(),
            from in 0..2000_usize,
            length in 0..40_usize,
            put_in in "[<>/\"&;#\n\\\\a一=, ]{0,6}",
        ) {
            let (format, file) = FILES[which];
            let boundary = |at: usize| (0..=at.min(file.len())).rev().find(|at| file.is_char_boundary(*at)).unwrap_or(0);
            let (from, to) = (boundary(from), boundary(from + length));
            let damaged = [&file[..from], &put_in, &file[to..]].concat();
            if let Ok(units) = read(format, &damaged, &Wanted::default()) {
                for content in units.units.iter().flat_map(|unit| [&unit.source, &unit.target]) {
                    for run in &content.runs {
                        prop_assert_eq!(run.file.of(&damaged).len(), run.file.len());
                        prop_assert_eq!(run.text.of(&content.text).len(), run.text.len());
                    }
                }
                let notes: Vec<_> = (0..units.units.len()).map(|unit| (unit, "a <b> & c".to_owned())).collect();
                prop_assert!(units.annotated(&damaged, &notes).len() >= damaged.len());
            }
        }
    }
}
