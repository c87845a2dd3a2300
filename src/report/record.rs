//! A finding as machines read it; `CONTRACT` in the guide of the command line fixes its fields.

use serde::Serialize;

use super::{Excerpt, LineIndex, Passage, Region};
use crate::check::{Finding, Level};
use crate::text::Span;

/// Columns of a terminal that the words of a place and those around them fill.
const EXCERPT: usize = 120;

/// One text as a report shows it: its name, its lines, and where it begins in its file.
#[derive(Debug, Clone)]
pub struct Shown<'a> {
    name: &'a str,
    lines: LineIndex<'a>,
    lead: u32,
}

impl<'a> Shown<'a> {
    /// The text called `name`, which begins `lead` bytes into its file: 3 after a byte order mark in UTF-8,
    /// else 0.
    #[must_use]
    pub fn new(name: &'a str, text: &'a str, lead: u32) -> Self {
        Self { name, lines: LineIndex::new(text), lead }
    }

    /// What the text is called.
    #[must_use]
    pub fn name(&self) -> &'a str {
        self.name
    }

    /// Its lines.
    #[must_use]
    pub fn lines(&self) -> &LineIndex<'a> {
        &self.lines
    }

    /// The words at `span` where they are shown with all others.
    #[must_use]
    pub fn passage(&self, span: Span) -> Passage {
        let (line, _) = self.lines.position(span.start);
        Passage { start: span.start.saturating_add(self.lead), line, text: span.of(self.lines.text()).to_owned() }
    }

    /// The place of `span`, in bytes of the text; what lies beyond the text is cut off.
    #[must_use]
    pub fn place(&self, span: Span) -> Place {
        let text = self.lines.text();
        let length = u32::try_from(text.len()).unwrap_or(u32::MAX);
        let span = Span { start: span.start.min(length), end: span.end.min(length) };
        let (line, column) = self.lines.position(span.start);
        let words = span.of(text).to_owned();
        let region = self.lines.region(span);
        let excerpt = Excerpt::new(&self.lines, span, EXCERPT);
        let span = span.shifted(self.lead);
        Place { file: self.name.to_owned(), start: span.start, end: span.end, line, column, text: words, region, excerpt }
    }
}

/// Where the words of one side stand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Place {
    /// The file, as it was named to kanhe; `-` for standard input.
    pub file: String,
    /// The first byte, in UTF-8, of the file, or of the string where pairs come as JSON lines.
    pub start: u32,
    /// The byte after the last.
    pub end: u32,
    /// The line of the first byte, counted from 1.
    pub line: usize,
    /// The column of the first byte, counted from 1, in characters.
    pub column: usize,
    /// The words themselves, empty where something should stand and does not.
    pub text: String,
    /// The words as far as they stand on their first line, in the units of other formats.
    #[serde(skip)]
    pub region: Region,
    /// The words with what stands around them.
    #[serde(skip)]
    pub excerpt: Excerpt,
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
            bead: finding.bead,
        }
    }
}
