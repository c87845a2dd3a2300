//! A finding as machines read it; `CONTRACT` in the guide of the command line fixes its fields.

use std::borrow::Cow;

use serde::Serialize;

use super::{Excerpt, LineIndex, Passage, Region};
use crate::check::{Finding, Level};
use crate::format::Origin;
use crate::text::Span;

/// Columns of a terminal that the words of a place and those around them fill.
const EXCERPT: usize = 120;

/// One text as a report shows it: its name, its lines as they stand in its file, and the way there.
#[derive(Debug, Clone)]
pub struct Shown<'a> {
    name: &'a str,
    /// The words that were checked.
    text: &'a str,
    /// The lines of the file.
    lines: LineIndex<'a>,
    origin: Cow<'a, Origin>,
}

impl<'a> Shown<'a> {
    /// The text called `name`, which is the whole of its file but for `lead` bytes before it: 3 after a byte order
    /// mark in UTF-8, else 0.
    #[must_use]
    pub fn new(name: &'a str, text: &'a str, lead: u32) -> Self {
        Self { name, text, lines: LineIndex::new(text), origin: Cow::Owned(Origin::whole(lead)) }
    }

    /// The text called `name`, which was taken out of a file as `origin` says.
    #[must_use]
    pub fn of(name: &'a str, text: &'a str, origin: &'a Origin) -> Self {
        Self { name, text, lines: LineIndex::new(origin.shown(text)), origin: Cow::Borrowed(origin) }
    }

    /// What the text is called.
    #[must_use]
    pub fn name(&self) -> &'a str {
        self.name
    }

    /// The lines of its file.
    #[must_use]
    pub fn lines(&self) -> &LineIndex<'a> {
        &self.lines
    }

    /// Where the words at `span` stand in [`lines`](Self::lines).
    #[must_use]
    pub fn in_lines(&self, span: Span) -> Span {
        self.origin.span(span)
    }

    /// The unit that the words at `span` stand in, where the file has units with names.
    #[must_use]
    pub fn unit(&self, span: Span) -> Option<&str> {
        self.origin.unit(span.start)
    }

    /// The words at `span` where they are shown with all others.
    #[must_use]
    pub fn passage(&self, span: Span) -> Passage {
        let (line, _) = self.lines.position(self.in_lines(span).start);
        Passage { start: span.start, line, text: span.of(self.text).to_owned() }
    }

    /// The place of `span`, in bytes of the text; what lies beyond the text is cut off.
    #[must_use]
    pub fn place(&self, span: Span) -> Place {
        let length = u32::try_from(self.text.len()).unwrap_or(u32::MAX);
        let span = Span { start: span.start.min(length), end: span.end.min(length) };
        let there = self.in_lines(span);
        let (line, column) = self.lines.position(there.start);
        let bytes = self.origin.bytes(span);
        Place {
            file: self.name.to_owned(),
            start: bytes.start,
            end: bytes.end,
            line,
            column,
            unit: self.unit(span).map(str::to_owned),
            text: span.of(self.text).to_owned(),
            region: self.lines.region(there),
            excerpt: Excerpt::new(&self.lines, there, EXCERPT),
            words: span,
        }
    }
}

/// Where the words of one side stand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Place {
    /// The file, as it was named to kanhe; `-` for standard input.
    pub file: String,
    /// The first byte, in UTF-8, of the file, or of the string where pairs come as JSON lines; where the bytes of the
    /// file mean nothing to a person, of the list of its units, one a line.
    pub start: u32,
    /// The byte after the last.
    pub end: u32,
    /// The line of the first byte, counted from 1; where the bytes of the file mean nothing to a person, the number of
    /// the unit.
    pub line: usize,
    /// The column of the first byte, counted from 1, in characters.
    pub column: usize,
    /// The unit that the words stand in (a cell, a paragraph, a translation unit), where the format has such.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// The words themselves, without markup, empty where something should stand and does not.
    pub text: String,
    /// The words as far as they stand on their first line, in the units of other formats.
    #[serde(skip)]
    pub region: Region,
    /// The words with what stands around them.
    #[serde(skip)]
    pub excerpt: Excerpt,
    /// The words in the text that was checked, which [`Passage::start`] counts in as well.
    #[serde(skip)]
    pub words: Span,
}

impl std::fmt::Display for Place {
    /// The file, the line and the column, and the unit where there is one.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}:{}", self.file, self.line, self.column)?;
        self.unit.as_ref().map_or(Ok(()), |unit| write!(f, " ({unit})"))
    }
}

/// The name that a pair came with, which is handed back as it was: a string or a number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, serde::Deserialize)]
#[serde(untagged)]
pub enum Id {
    /// A string.
    Text(String),
    /// A number.
    Number(serde_json::Number),
}

impl std::fmt::Display for Id {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Text(text) => f.write_str(text),
            Self::Number(number) => write!(f, "{number}"),
        }
    }
}

/// A finding as machines read it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Record {
    /// The pair that it was found in, where pairs come as JSON lines.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<Id>,
    /// The name of the rule.
    pub rule: &'static str,
    /// How much it weighs.
    pub level: Level,
    /// How likely it is right, 0 to 1, to three places.
    pub confidence: f64,
    /// One sentence that quotes both sides.
    pub message: String,
    /// The words of the original.
    pub source: Place,
    /// The words of the rendering.
    pub target: Place,
    /// What should stand in the rendering, where that is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub suggestion: Option<String>,
    /// What the finding is known by when it is met again.
    pub fingerprint: String,
    /// What is known of it already, where that is asked for: new, baseline, dismissed, ignored, confirmed or reopened.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub state: Option<&'static str>,
    /// Who said what of it, where its state is shown and rests on somebody's word.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub said: Option<String>,
    /// The bead, by its index in the alignment.
    #[serde(skip)]
    pub bead: usize,
}

impl Record {
    /// The record of `finding` with its two places and its fingerprint.
    #[must_use]
    pub fn new(id: Option<Id>, finding: &Finding, source: Place, target: Place, fingerprint: String) -> Self {
        Self {
            id,
            rule: finding.rule,
            level: finding.level,
            confidence: (f64::from(finding.confidence) * 1000.0).round() / 1000.0,
            message: finding.message.clone(),
            source,
            target,
            suggestion: finding.suggestion.clone(),
            fingerprint,
            state: None,
            said: None,
            bead: finding.bead,
        }
    }
}
