//! From bytes to texts: files and standard input, whatever encoding they are in.

#![expect(clippy::disallowed_methods, reason = "here files are read")]

mod batch;
#[cfg(feature = "cli")]
mod changes;
mod decode;
mod error;
mod list;
mod names;
mod pairs;
#[cfg(feature = "cli")]
mod project;

use std::io::Read;
use std::path::Path;
use std::sync::Arc;

use crate::format::bilingual::{self, Bilingual, Strings, Wanted};
use crate::format::{Extracted, Format, FormatError, document};

pub use batch::{AlignedBatch, Batch, PairLine};
#[cfg(feature = "cli")]
pub use changes::{ChangedFile, ChangedLines, DiffError, changed_files};
pub use decode::{Decoded, Encoding, decode};
pub use error::{Cause, InputError};
pub use list::{ListError, Listed, Lists};
pub use names::path_from;
pub use pairs::{Batches, PairsError};
#[cfg(feature = "cli")]
pub use project::{
    Ambiguity, CONFIG_NAME, Expanded, FilePair, Layout, PatternError, Reason, Unpaired, expand, is_text, layouts, nearest_config,
    rendered_revision, walk,
};

/// How long a text may be: offsets are 32 bits wide.
pub const LONGEST: u64 = u32::MAX as u64 - 1;

/// A text and where it came from.
#[derive(Debug, Clone)]
pub struct Input {
    /// The path as it was given, `-` for standard input.
    pub name: String,
    /// The text and how it was encoded.
    pub decoded: Decoded,
}

impl Input {
    /// Reads the file at `path`, or standard input where it is `-`.
    ///
    /// # Errors
    ///
    /// [`InputError`] names the file, the place and the cure.
    pub fn read(path: &str) -> Result<Self, InputError> {
        let fail = |cause| InputError { name: path.to_owned(), cause };
        let bytes = read_bytes(path).map_err(fail)?;
        if bytes.iter().all(u8::is_ascii_whitespace) {
            return Err(fail(Cause::Empty));
        }
        Ok(Self { name: path.to_owned(), decoded: decode(bytes).map_err(fail)? })
    }

    /// Reads the file at `path`, which may well be empty.
    ///
    /// # Errors
    ///
    /// [`InputError`] names the file, the place and the cure.
    pub fn read_records(path: &str) -> Result<String, InputError> {
        let fail = |cause| InputError { name: path.to_owned(), cause };
        let bytes = read_bytes(path).map_err(fail)?;
        Ok(decode(bytes).map_err(fail)?.text)
    }
}

/// A document as it was read: the text in it, and the way back to the file.
#[derive(Debug, Clone)]
pub struct Reading {
    /// The path as it was given, `-` for standard input.
    pub name: String,
    /// The format that it was read in.
    pub format: Format,
    /// The text.
    pub extracted: Extracted,
}

impl Reading {
    /// Reads the document at `path`, or standard input where it is `-`, in `format`, or in the one that its name and its
    /// content tell.
    ///
    /// # Errors
    ///
    /// [`InputError`] names the file, the place and the cure.
    pub fn read(path: &str, format: Option<Format>) -> Result<Self, InputError> {
        Loaded::read(path, format)?.document()
    }
}

/// The units of a file that holds both sides, and its text.
#[derive(Debug, Clone)]
pub struct Units {
    /// The path as it was given, `-` for standard input.
    pub name: String,
    /// The format that it was read in.
    pub format: Format,
    /// What the file holds.
    pub units: Bilingual,
    /// The text of the file.
    pub text: Arc<str>,
    /// How many bytes of the file stand before the text.
    pub lead: u32,
    /// How it is encoded.
    pub encoding: Encoding,
    /// Whether a byte order mark stands before it.
    pub marked: bool,
}

/// A string table, and its text.
#[derive(Debug, Clone)]
pub struct Table {
    /// The path as it was given, `-` for standard input.
    pub name: String,
    /// The strings.
    pub strings: Strings,
    /// The text of the file.
    pub text: Arc<str>,
    /// How many bytes of the file stand before the text.
    pub lead: u32,
}

/// A file whose bytes have been read, and its format.
#[derive(Debug, Clone)]
pub struct Loaded {
    name: String,
    format: Format,
    bytes: Vec<u8>,
}

impl Loaded {
    /// Reads the bytes at `path`, or of standard input where it is `-`, which are in `format`, or in the one that the name
    /// and the content tell.
    ///
    /// # Errors
    ///
    /// [`InputError`] where they cannot be read.
    pub fn read(path: &str, format: Option<Format>) -> Result<Self, InputError> {
        let bytes = read_bytes(path).map_err(|cause| InputError { name: path.to_owned(), cause })?;
        let format = format.unwrap_or_else(|| Format::of(path, &bytes));
        Ok(Self { name: path.to_owned(), format, bytes })
    }

    /// The format.
    #[must_use]
    pub fn format(&self) -> Format {
        self.format
    }

    /// Whether it holds both sides, unit by unit: by its format, or as a document that is mostly a table of both.
    #[must_use]
    pub fn holds_both_sides(&self, wanted: &Wanted) -> bool {
        self.format.is_bilingual() || bilingual::is_table(self.format, &self.bytes, wanted)
    }

    /// The rows of the first sheet of it, a workbook, each with its number, counted from 1.
    ///
    /// # Errors
    ///
    /// [`InputError`] names the file and what is wrong with it.
    #[cfg(feature = "spreadsheet")]
    pub fn sheet_rows(&self) -> Result<Vec<(usize, Vec<String>)>, InputError> {
        bilingual::sheet_rows(&self.bytes).map_err(|error| InputError { name: self.name.clone(), cause: error.into() })
    }

    /// Reads it as a document in one language.
    ///
    /// # Errors
    ///
    /// [`InputError`] names the file, the place and the cure.
    pub fn document(self) -> Result<Reading, InputError> {
        let Self { name, format, bytes } = self;
        // A table may be a text of which each line is a sentence.
        if format.is_bilingual() && !matches!(format, Format::Csv | Format::Tsv) {
            return Err(InputError { name, cause: FormatError::BothSides.into() });
        }
        match extract(format, bytes) {
            Ok(extracted) if extracted.text.trim().is_empty() => Err(InputError { name, cause: Cause::Empty }),
            Ok(extracted) => Ok(Reading { name, format, extracted }),
            Err(cause) => Err(InputError { name, cause }),
        }
    }

    /// Reads it as a string table.
    ///
    /// # Errors
    ///
    /// [`InputError`] names the file, the place and the cure.
    pub fn table(self) -> Result<Table, InputError> {
        let Self { name, format, bytes } = self;
        let read = || {
            let decoded = decode(bytes)?;
            Ok((Strings::read(format, &decoded.text)?, decoded))
        };
        match read() {
            Ok((strings, Decoded { text, lead, .. })) => Ok(Table { name, strings, text: text.into(), lead }),
            Err(cause) => Err(InputError { name, cause }),
        }
    }

    /// Reads it as a file that holds both sides, unit by unit.
    ///
    /// # Errors
    ///
    /// [`InputError`] names the file, the place and the cure.
    pub fn units(self, wanted: &Wanted) -> Result<Units, InputError> {
        let Self { name, format, bytes } = self;
        let read = || {
            let (units, decoded) = if format.is_archive() {
                let (units, list) = bilingual::read_archive(format, &bytes, wanted)?;
                (units, decode(list.into_bytes())?)
            } else {
                let decoded = decode(bytes)?;
                (bilingual::read(format, &decoded.text, wanted)?, decoded)
            };
            if units.units.is_empty() { Err(Cause::Empty) } else { Ok((units, decoded)) }
        };
        match read() {
            Ok((units, Decoded { text, encoding, lead, marked })) => {
                Ok(Units { name, format, units, text: text.into(), lead, encoding, marked })
            }
            Err(cause) => Err(InputError { name, cause }),
        }
    }
}

fn extract(format: Format, bytes: Vec<u8>) -> Result<Extracted, Cause> {
    if format.is_archive() {
        return Ok(document::read_archive(format, &bytes)?);
    }
    let decoded = decode(bytes)?;
    Ok(document::read_text(format, decoded.text, decoded.lead)?)
}

/// How much of a file its beginning is, in bytes.
#[cfg(feature = "cli")]
const BEGINNING: u64 = 16 * 1024;

/// The beginning of a file; what is no UTF-8 in it is replaced.
#[cfg(feature = "cli")]
fn beginning(path: &Path) -> Option<String> {
    let mut bytes = Vec::new();
    std::fs::File::open(path).ok()?.take(BEGINNING).read_to_end(&mut bytes).ok()?;
    Some(String::from_utf8_lossy(&bytes).into_owned())
}

fn read_bytes(path: &str) -> Result<Vec<u8>, Cause> {
    let mut bytes = Vec::new();
    if path == "-" {
        std::io::stdin().lock().take(LONGEST + 1).read_to_end(&mut bytes).map_err(Cause::Unreadable)?;
    } else {
        let path = Path::new(path);
        let about = std::fs::metadata(path).map_err(|error| match error.kind() {
            std::io::ErrorKind::NotFound => Cause::Missing,
            _ => Cause::Unreadable(error),
        })?;
        if about.is_dir() {
            return Err(Cause::Folder);
        }
        if about.len() > LONGEST {
            return Err(Cause::TooLong);
        }
        std::fs::File::open(path).and_then(|file| file.take(LONGEST + 1).read_to_end(&mut bytes)).map_err(Cause::Unreadable)?;
    }
    if bytes.len() as u64 > LONGEST { Err(Cause::TooLong) } else { Ok(bytes) }
}
