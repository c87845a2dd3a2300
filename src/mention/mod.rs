//! Mentions: the facts that a sentence names, with their places.
//!
//! A mention depends on its sentence and the language alone, so it is extracted once and shared by the
//! aligner, which anchors on values, and by the checker, which compares them.

mod amount;
pub mod country;
pub mod date;
mod fact;
mod forms;
mod listed;
pub mod name;
pub mod number;
pub mod place;
pub mod placeholder;
pub mod units;
mod web;

pub use date::{Date, DatePart};
pub use fact::{Amount, Countries, CountryForm, Fact, Name, Origin, Precision};
pub(crate) use forms::Forms;

use std::cell::OnceCell;

use crate::lang::Language;
use crate::segment::Document;
use crate::text::{Span, View};

/// A fact and its place in the document.
#[derive(Debug, Clone, PartialEq)]
pub struct Mention {
    /// The words that state it, in bytes of the document.
    pub span: Span,
    /// What they state.
    pub fact: Fact,
}

/// The mentions of a document, segment by segment.
#[derive(Debug, Clone, Default)]
pub struct Mentions {
    by_segment: Vec<Vec<Mention>>,
}

impl Mentions {
    /// Extracts the mentions of every segment.
    #[must_use]
    pub fn of(document: &Document) -> Self {
        Self::found_by(EXTRACTORS, document)
    }

    /// The same without persons and organisations, which takes less long: as much as the aligner looks at where it judges by
    /// words alone.
    #[must_use]
    pub fn without_names(document: &Document) -> Self {
        Self::found_by(EXTRACTORS.split_last().map_or(&[], |(_, others)| others), document)
    }

    fn found_by(extractors: &[Extractor], document: &Document) -> Self {
        let by_segment = document
            .segments()
            .iter()
            .zip(document.views())
            .map(|(segment, view)| {
                found(extractors, document.language(), view)
                    .into_iter()
                    .map(|mention| Mention { span: mention.span.shifted(segment.span.start), fact: mention.fact })
                    .collect()
            })
            .collect();
        Self { by_segment }
    }

    /// The mentions of a segment in the order of their places; none where there is no such segment.
    #[must_use]
    pub fn in_segment(&self, segment: usize) -> &[Mention] {
        self.by_segment.get(segment).map(Vec::as_slice).unwrap_or_default()
    }
}

/// A sentence as extractors see it; all places are bytes of the folded text.
pub(crate) struct Sentence<'a> {
    pub(crate) language: &'static Language,
    pub(crate) text: &'a str,
    words: OnceCell<Vec<Span>>,
}

impl<'a> Sentence<'a> {
    pub(crate) fn new(language: &'static Language, text: &'a str) -> Self {
        Self { language, text, words: OnceCell::new() }
    }

    /// The words in order; told apart when they are first asked for, which takes long in some languages.
    pub(crate) fn words(&self) -> &[Span] {
        self.words.get_or_init(|| (self.language.words)(self.text))
    }
}

/// One kind of mention: reads the sentence, adds what it finds, may look at what stands before it.
type Extractor = fn(&Sentence<'_>, &mut Vec<Mention>);

/// The extractors in the order in which they run; that of names is the last.
static EXTRACTORS: &[Extractor] = &[web::extract, date::extract, country::extract, number::extract, name::extract];

/// The mentions of one sentence, spans in bytes of the original that `view` was made from.
#[must_use]
pub fn extract(language: &'static Language, view: &View) -> Vec<Mention> {
    found(EXTRACTORS, language, view)
}

fn found(extractors: &[Extractor], language: &'static Language, view: &View) -> Vec<Mention> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < view.text().len() {
        let text = stretch(&view.text()[at..]);
        let sentence = Sentence::new(language, text);
        let mut here = Vec::new();
        for extractor in extractors {
            extractor(&sentence, &mut here);
        }
        // What programs replace says nothing itself.
        let code = placeholder::placeholders(text).code;
        if !code.is_empty() {
            here.retain(|mention| !code.iter().any(|code| code.overlaps(mention.span)));
        }
        let start = Span::at(at).start;
        found.extend(here.into_iter().map(|mention| Mention { span: mention.span.shifted(start), ..mention }));
        at += text.len();
    }
    for mention in &mut found {
        mention.span = view.original(mention.span);
    }
    found.sort_by_key(|mention| (mention.span, std::cmp::Reverse(mention.span.end)));
    found
}

/// No sentence of people is longer, in bytes; what is longer is read a stretch at a time, so that the time taken
/// grows with the text whatever stands in it.
const LONGEST: usize = 8192;

/// The first stretch of `text`: all of it, or as much as ends between two words within [`LONGEST`] bytes.
fn stretch(text: &str) -> &str {
    if text.len() <= LONGEST {
        return text;
    }
    let mut end = LONGEST;
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let between = text[..end].char_indices().rev().find(|(_, character)| !character.is_alphanumeric());
    &text[..between.map_or(end, |(at, character)| at + character.len_utf8())]
}
