//! One file that holds both sides: original and rendering in turn, by line, by paragraph or by section,
//! with remarks between them that belong to neither.
//!
//! Each paragraph is in one of the two languages of the file; those of one language make up the original,
//! those of the other the rendering. Which paragraph renders which is left to the aligner, as is finding out
//! that a remark renders nothing: the spans of both documents are places in the same text, so that what
//! stands near can be paired.

mod direction;
mod languages;

use std::sync::Arc;

use direction::source_of;
use languages::{Part, languages, parts};

use crate::lang::{self, Language, detect_among};
use crate::segment::Document;
use crate::text::{Side, Span};

/// The two documents of one file.
#[derive(Debug, Clone)]
pub struct Interleaved {
    /// The original, which owns the paragraphs in its language.
    pub source: Document,
    /// The rendering, which owns those in the other.
    pub target: Document,
    /// The paragraphs of the file in order.
    pub paragraphs: Vec<Paragraph>,
}

/// A paragraph of the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Paragraph {
    /// Its place in the file.
    pub span: Span,
    /// The side that it belongs to; `None` where it is in a third language or has no letters.
    pub side: Option<Side>,
}

/// Why a file does not make two documents.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum InterleaveError {
    /// There are no letters in it.
    #[error("the file holds no words")]
    NoWords,
    /// All of it is in one language.
    #[error("all of the file is in one language, {0}; give the original and the rendering as two files")]
    OneLanguage(String),
    /// A language that was asked for is not there.
    #[error("no paragraph of the file is in {wanted}; it holds {found}")]
    NotThere {
        /// The language that was asked for.
        wanted: String,
        /// The languages of the file, the most common first.
        found: String,
    },
    /// Both sides are to be in the same language.
    #[error("original and rendering cannot both be in {0}")]
    SameLanguage(String),
}

/// Parts the paragraphs of `text` into an original and a rendering.
///
/// `source` and `target` are BCP 47 tags where they are known. Where they are not, the two languages of
/// which there is most are taken. Which of them is the original, the first of these tells that can:
///
/// 1. a tag that was given;
/// 2. the lexicons: where there is one from one language to the other and none back, the first;
/// 3. how much there is of each: one who quotes a text and renders it also makes remarks, and makes them in
///    the language of the rendering, so that the language of which there is clearly less is the original's;
/// 4. the order: an original stands before its rendering.
///
/// # Errors
///
/// [`InterleaveError`] says which of the two sides could not be found.
pub fn interleaved(
    name: &str,
    text: impl Into<Arc<str>>,
    source: Option<&str>,
    target: Option<&str>,
) -> Result<Interleaved, InterleaveError> {
    let text = text.into();
    let parts = parts(&text);
    let (first, second) = languages(&text, &parts, source, target)?;
    let sided: Vec<_> = parts.iter().map(|part| (part, belongs(&text, part, &[first, second]))).collect();
    let original = match (source, target) {
        (None, None) => source_of(&sided, first, second),
        _ => first,
    };
    let paragraphs: Vec<_> = sided
        .into_iter()
        .map(|(part, code)| {
            let side = code.map(|code| if code == original { Side::Source } else { Side::Target });
            Paragraph { span: part.span, side }
        })
        .collect();
    let rendering = if original == first { second } else { first };
    let document = |side, code| {
        let own = |paragraph: &&Paragraph| paragraph.side == Some(side);
        let blocks: Vec<_> = paragraphs.iter().filter(own).map(|paragraph| paragraph.span).collect();
        Document::from_blocks(name, Arc::clone(&text), lang::find(code), &blocks)
    };
    Ok(Interleaved { source: document(Side::Source, original), target: document(Side::Target, rendering), paragraphs })
}

/// Less than this share of a paragraph in either language makes it one of a third.
const THIRD_LANGUAGE: f32 = 0.3;

/// Which of the two languages the part is in.
///
/// One whose letters are mostly of other scripts is in neither; within one script, the likelier of the two.
fn belongs(text: &str, part: &Part, codes: &[&'static str; 2]) -> Option<&'static str> {
    let found = detect_among(part.span.of(text), codes)?;
    let foreign = part.code.is_some_and(|code| !codes.contains(&code))
        && found.confidence < THIRD_LANGUAGE
        && part.confidence > found.confidence + THIRD_LANGUAGE;
    (!foreign).then(|| codes.iter().copied().find(|&code| code == found.code)).flatten()
}

/// What a language is called in messages.
fn name_of(code: &str) -> String {
    let language: &'static Language = lang::find(code);
    if *language == lang::OTHER { format!("the language “{code}”") } else { language.name.to_owned() }
}
