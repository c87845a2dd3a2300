//! Why an input could not be read: the file, the place and the cure.

use super::Encoding;

/// Why an input could not be read.
#[derive(Debug, thiserror::Error)]
#[error("{}: {cause}", shown(name))]
pub struct InputError {
    /// The path as it was given, `-` for standard input.
    pub name: String,
    /// What is wrong with it.
    pub cause: Cause,
}

fn shown(name: &str) -> &str {
    if name == "-" { "standard input" } else { name }
}

/// What is wrong with an input.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Cause {
    /// There is no such file.
    #[error("there is no such file; check the path, which is read from the working folder")]
    Missing,
    /// It is a folder.
    #[error("this is a folder; name a file in it, or list pairs of files in kanhe.toml (`kanhe init` writes one)")]
    Folder,
    /// It holds nothing but white space.
    #[error("there is no text in it")]
    Empty,
    /// Offsets would not fit.
    #[error("the text is longer than 4 GiB; divide it into chapters")]
    TooLong,
    /// The system refuses.
    #[error("it cannot be read: {0}")]
    Unreadable(#[source] std::io::Error),
    /// Bytes that its encoding does not allow.
    #[error("byte {byte} (line {line}) is not {encoding}; repair that place, or save the file as UTF-8")]
    Malformed {
        /// The first byte that does not fit, counted from 0.
        byte: usize,
        /// Its line, counted from 1.
        line: usize,
        /// The encoding that the rest is in.
        encoding: Encoding,
    },
    /// It is a text in no encoding that can be told.
    #[error("byte {byte} (line {line}) is not UTF-8, and no other encoding fits; save the file as UTF-8")]
    Unknown {
        /// The first byte that is not UTF-8, counted from 0.
        byte: usize,
        /// Its line, counted from 1.
        line: usize,
    },
    /// It breaks the rules of its format.
    #[error(transparent)]
    Format(#[from] crate::format::FormatError),
    /// It is no text at all.
    #[error(
        "byte {byte} (line {line}) stands in no text file; save the document as text, or in one of the formats that kanhe reads (`kanhe check --help` names them)"
    )]
    Binary {
        /// The first byte that tells, counted from 0.
        byte: usize,
        /// Its line, counted from 1.
        line: usize,
    },
}
