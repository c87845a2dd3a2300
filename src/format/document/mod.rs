//! Files that hold one text in one language: a file each format.

mod autonyms;
mod docx;
mod epub;
mod html;
mod join;
mod markdown;
mod prose;
mod subtitles;
mod timing;

use super::{Extracted, Format, FormatError};

pub use docx::{Cell, Docx, Table, docx};
pub use subtitles::is_srt_time;
pub use timing::timed_together;

/// Takes the text out of a file of text in `format`, which began `lead` bytes into the file on disk.
///
/// # Errors
///
/// [`FormatError`] where the file breaks the rules of its format in a way that leaves its meaning open.
pub fn read_text(format: Format, file: String, lead: u32) -> Result<Extracted, FormatError> {
    match format {
        Format::Markdown | Format::Mdx => markdown::markdown(&file, lead, format == Format::Mdx),
        Format::Html => html::html(&file, lead),
        Format::Srt => subtitles::srt(&file, lead),
        Format::Vtt => subtitles::vtt(&file, lead),
        _ => Ok(Extracted::whole(file, lead)),
    }
}

/// Takes the text out of an archive in `format`.
///
/// # Errors
///
/// [`FormatError`] where the archive is damaged or holds more than a person could have meant.
pub fn read_archive(format: Format, bytes: &[u8]) -> Result<Extracted, FormatError> {
    match format {
        Format::Epub => epub::epub(bytes),
        Format::Docx => docx(bytes).map(|docx| docx.extracted),
        other => Err(FormatError::Not(other.name())),
    }
}
