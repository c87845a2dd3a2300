//! How much of a file is read, and what is said of one that cannot be.

/// How many bytes the parts of an archive may hold when unpacked, those together that are read.
pub const LARGEST: u64 = 1 << 30;
/// How many units (paragraphs, cells, cues) are read of a file.
pub const MOST_UNITS: usize = 2_000_000;
/// What is said of a part of an archive that declares entities.
pub(super) const ENTITIES: &str = "it declares entities of its own, which kanhe does not expand";

/// Why a file cannot be read in its format.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum FormatError {
    /// A place that breaks the rules of the format.
    #[error("line {line}: {what}; repair that place, or read the file as another format with --input-format")]
    Line {
        /// The line, counted from 1.
        line: usize,
        /// What is wrong there.
        what: String,
    },
    /// A part of an archive is not as it should be.
    #[error("{part}: {what}; open the file in the program it was made with and save it anew")]
    Part {
        /// The path in the archive.
        part: String,
        /// What is wrong there.
        what: String,
    },
    /// The file is not what its name or `--input-format` says.
    #[error("this is no {0} file, or it is damaged; check the file, or name its format with --input-format")]
    Not(&'static str),
    /// The file holds both sides, where a text in one language is wanted.
    #[error("the file holds both sides, unit by unit; name it alone, as in `kanhe check FILE`")]
    BothSides,
    /// The two languages of a file cannot be told.
    #[error("{0}; name the language with {1}")]
    Languages(String, String),
    /// The columns of a table cannot be told.
    #[error("{0}; name them with --source-column and --target-column, by head, number or letter")]
    Columns(String),
    /// More than a person could have meant.
    #[error("{0}; divide the file")]
    TooMuch(String),
}
