//! Files that hold both sides, unit by unit: translation memories, the files of translation tools, tables.
//!
//! The units come in the order of the file, each with its words on both sides, the places of those words, and what
//! the file says of it: whether it is locked, unsure or out of use, its state, its notes.

mod annotate;
mod content;
mod csv;
mod joined;
mod languages;
mod po;
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
pub use table::Columns;
pub use unit::{Bilingual, NoteForm, Slot, Standing, Unit};

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
#[cfg_attr(not(feature = "spreadsheet"), expect(unused_variables, reason = "there is no archive that can be read"))]
pub fn read_archive(format: Format, bytes: &[u8], wanted: &Wanted) -> Result<(Bilingual, String), FormatError> {
    match format {
        #[cfg(feature = "spreadsheet")]
        Format::Xlsx => xlsx::read(bytes, wanted),
        other => Err(FormatError::Not(other.name())),
    }
}

/// What the notes begin with that kanhe writes into a file, so that it knows them again.
pub const NOTE: &str = "kanhe: ";

fn is_own_note(words: &str) -> bool {
    words.trim_start().starts_with(NOTE.trim_end())
}
