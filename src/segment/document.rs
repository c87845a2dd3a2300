//! A text with its language and its segments.

use std::sync::Arc;

use super::paragraphs::paragraphs;
use super::rules::{Class, Rules};
use super::sentences::sentences;
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
/// Segments are ordered and disjoint, none is empty, and only white space (and paragraphs of stand-ins for what is no
/// words) lies between them within the blocks that belong to the document (the whole text, unless two documents share one file).
#[derive(Debug, Clone)]
pub struct Document {
    name: String,
    text: Arc<str>,
    language: &'static Language,
    segments: Vec<Segment>,
    /// The parts of the text that are the document's own; `None` where all of it is.
    blocks: Option<Vec<Span>>,
    /// The compared view of each segment.
    views: Vec<View>,
}

impl Document {
    /// A document that owns the whole of `text`, split into paragraphs and sentences.
    #[must_use]
    pub fn new(name: &str, text: impl Into<Arc<str>>, language: &'static Language) -> Self {
        let text = text.into();
        let segments = segments(&text, language, paragraphs(&text));
        Self::assemble(name, text, language, segments, None)
    }

    /// A document that owns only the `blocks` of a text which it shares with another.
    ///
    /// A block ends every paragraph and sentence in it. Blocks that are empty, out of order or off a
    /// character boundary of `text` are left out.
    #[must_use]
    pub fn from_blocks(name: &str, text: impl Into<Arc<str>>, language: &'static Language, blocks: &[Span]) -> Self {
        let text = text.into();
        let blocks = in_order(&text, blocks.iter().copied(), |&block| block);
        let segments = segments(&text, language, shared(&paragraphs(&text), &blocks));
        Self::assemble(name, text, language, segments, Some(blocks))
    }

    /// A document from segments found before; segments that are empty, out of order or off a character
    /// boundary of `text` are left out.
    #[must_use]
    pub fn from_segments(name: &str, text: impl Into<Arc<str>>, language: &'static Language, segments: Vec<Segment>) -> Self {
        let text = text.into();
        let kept = in_order(&text, segments.into_iter(), |segment| segment.span);
        Self::assemble(name, text, language, kept, None)
    }

    /// A document whose every line that is not blank is one segment; blank lines part paragraphs.
    ///
    /// Line numbers are not kept: use [`Document::from_segments`] where each line must count.
    #[must_use]
    pub fn from_lines(name: &str, text: impl Into<Arc<str>>, language: &'static Language) -> Self {
        let text = text.into();
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
        Self::assemble(name, text, language, segments, None)
    }

    fn assemble(
        name: &str,
        text: Arc<str>,
        language: &'static Language,
        segments: Vec<Segment>,
        blocks: Option<Vec<Span>>,
    ) -> Self {
        let views = segments.iter().map(|segment| language.view(segment.span.of(&text))).collect();
        Self { name: name.to_owned(), text, language, segments, blocks, views }
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

    /// Whether a segment ends as a sentence does, with a stop before any closing marks; headings, captions and
    /// bylines mostly do not.
    #[must_use]
    pub fn ends_with_stop(&self, segment: usize) -> bool {
        let rules = Rules::of(self.language);
        let mut classes = self.words(segment).chars().rev().map(|character| rules.class(character));
        let closing = |class: &Option<Class>| {
            matches!(
                class,
                Some(Class::ClosingQuote | Class::Quote | Class::Apostrophe | Class::ClosingBracket | Class::ClosingTitle)
            )
        };
        matches!(classes.find(|class| !closing(class)).flatten(), Some(Class::Stop | Class::Dot | Class::Mark | Class::Ellipsis))
    }

    /// The compared view of each segment, in the order of the segments.
    #[must_use]
    pub fn views(&self) -> &[View] {
        &self.views
    }

    /// The parts of the text that are the document's own, in order; `None` where all of it is.
    ///
    /// Where two documents share one text, the spans of their segments are places in the same file, so that
    /// an original and its rendering lie close to each other.
    #[must_use]
    pub fn blocks(&self) -> Option<&[Span]> {
        self.blocks.as_deref()
    }
}

/// Stands in a text for what is no words, such as an image (Unicode's object replacement character).
const OBJECT: char = '\u{FFFC}';

/// Splits each paragraph into sentences; one of stand-ins for what is no words has none.
fn segments(text: &str, language: &'static Language, paragraphs: Vec<Span>) -> Vec<Segment> {
    let mut found = Vec::new();
    let mut paragraph = 0;
    for place in paragraphs {
        let words = place.of(text);
        if words.contains(OBJECT) && !words.contains(char::is_alphanumeric) {
            continue;
        }
        let before = found.len();
        found.extend(
            sentences(place.of(text), language).into_iter().map(|span| Segment { span: span.shifted(place.start), paragraph }),
        );
        paragraph += u32::from(found.len() > before);
    }
    found
}

/// Leaves out what is empty, overlaps what came before, or does not lie on character boundaries of `text`.
fn in_order<T>(text: &str, items: impl Iterator<Item = T>, span: fn(&T) -> Span) -> Vec<T> {
    let mut end = 0;
    items
        .filter(|item| {
            let span = span(item);
            let keep = span.start >= end && !span.of(text).is_empty();
            if keep {
                end = span.end;
            }
            keep
        })
        .collect()
}

/// The stretches that the ordered `paragraphs` and the ordered `blocks` have in common.
fn shared(paragraphs: &[Span], blocks: &[Span]) -> Vec<Span> {
    let mut common = Vec::new();
    let (mut paragraph, mut block) = (paragraphs.iter().peekable(), blocks.iter().peekable());
    while let (Some(&&first), Some(&&second)) = (paragraph.peek(), block.peek()) {
        if first.overlaps(second) {
            common.push(Span { start: first.start.max(second.start), end: first.end.min(second.end) });
        }
        if first.end <= second.end {
            paragraph.next();
        } else {
            block.next();
        }
    }
    common
}
