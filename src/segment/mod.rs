//! Splitting a text into paragraphs and sentences.
//!
//! [`Document::new`] reads the paragraphs from the line breaks, then the sentences of each paragraph by the
//! stops, quotation marks and abbreviations that `sentences.tsv` of the language lists.

mod boundary;
mod characters;
mod document;
mod lines;
mod paragraphs;
mod rules;
mod sentences;

pub use document::{Document, Segment};
pub use lines::LineNumbers;
pub use paragraphs::paragraphs;
