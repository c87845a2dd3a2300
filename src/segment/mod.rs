//! Splitting a text into paragraphs and sentences.

mod lines;

pub use lines::LineNumbers;

use crate::lang::Language;
use crate::text::{Span, View};

/// A sentence of a text, or what stands for one: a heading, a list item, a caption.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Segment {
    /// Its place in the document, without the blanks around it.
    pub span: Span,
    /// The paragraph that it stands in, counted from 0.
    pub paragraph: u32,
}

/// A text with its language and its segments.
///
/// Segments are ordered and disjoint, none is empty, and only white space lies between them within the
/// blocks that belong to the document (the whole text, unless two documents share one file).
#[derive(Debug, Clone)]
pub struct Document {
    name: String,
    text: String,
    language: &'static Language,
    segments: Vec<Segment>,
    /// The compared view of each segment.
    views: Vec<View>,
}

impl Document {
    /// A document from segments found before; segments that are empty, out of order or off a character
    /// boundary of `text` are left out.
    #[must_use]
    pub fn from_segments(name: &str, text: String, language: &'static Language, segments: Vec<Segment>) -> Self {
        let mut end = 0;
        let mut kept = Vec::with_capacity(segments.len());
        for segment in segments {
            if segment.span.start >= end && !segment.span.of(&text).is_empty() {
                end = segment.span.end;
                kept.push(segment);
            }
        }
        let views = kept.iter().map(|segment| language.view(segment.span.of(&text))).collect();
        Self { name: name.to_owned(), text, language, segments: kept, views }
    }

    /// A document whose every line that is not blank is one segment; blank lines part paragraphs.
    ///
    /// Line numbers are not kept: use [`Document::from_segments`] where each line must count.
    #[must_use]
    pub fn from_lines(name: &str, text: String, language: &'static Language) -> Self {
        let mut segments = Vec::new();
        let (mut paragraph, mut at, mut parted) = (0, 0, false);
        for line in text.split_inclusive('\n') {
            let trimmed = line.trim();
            if trimmed.is_empty() {
                parted = !segments.is_empty();
            } else {
                paragraph += u32::from(std::mem::take(&mut parted));
                let start = at + (line.len() - line.trim_start().len());
                segments.push(Segment { span: Span::new(start, start + trimmed.len()), paragraph });
            }
            at += line.len();
        }
        Self::from_segments(name, text, language, segments)
    }

    /// What the text is called: a path, or `-` for standard input.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The text as it was read.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The language that it is in.
    #[must_use]
    pub fn language(&self) -> &'static Language {
        self.language
    }

    /// The segments in order.
    #[must_use]
    pub fn segments(&self) -> &[Segment] {
        &self.segments
    }

    /// The words of a segment, empty where there is no such segment.
    #[must_use]
    pub fn words(&self, segment: usize) -> &str {
        self.segments.get(segment).map(|segment| segment.span.of(&self.text)).unwrap_or_default()
    }

    /// The compared view of each segment, in the order of the segments.
    #[must_use]
    pub fn views(&self) -> &[View] {
        &self.views
    }
}
