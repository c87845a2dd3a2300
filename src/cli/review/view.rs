//! A pair as the page shows it.

use std::ops::Range;

use serde::Serialize;

use kanhe::check::{Finding, Label, Level};
use kanhe::glossary::Terms;
use kanhe::report::{self, Record};
use kanhe::segment::Document;
use kanhe::text::{Side, Span};
use kanhe::verdict::Decision;

use super::super::pair::Opened;
use super::super::verdicts::Kept;
use super::files::Conflict;

/// A pair in the list of all.
#[derive(Serialize)]
pub(super) struct Entry {
    pub(super) pair: usize,
    pub(super) source: String,
    pub(super) target: String,
    /// What is known of it, once it has been checked.
    pub(super) summary: Option<Summary>,
}

/// A pair in numbers.
#[derive(Clone, Serialize)]
pub(super) struct Summary {
    pub(super) pair: usize,
    pub(super) beads: usize,
    pub(super) reviewed: usize,
    pub(super) doubtful: usize,
    /// Findings of each state.
    pub(super) counts: report::Verdicts,
    /// Decisions and entries of the baseline that fit no finding any more.
    pub(super) stale: usize,
    /// What was to be said when it was read, and why it could not be where it could not.
    pub(super) remarks: Vec<String>,
    pub(super) error: Option<String>,
}

/// A pair with all that the page shows of it.
#[derive(Serialize)]
pub(super) struct View {
    pub(super) pair: usize,
    pub(super) source: SideView,
    pub(super) target: SideView,
    pub(super) beads: Vec<BeadView>,
    pub(super) findings: Vec<FindingView>,
    pub(super) summary: Summary,
    /// Why beads cannot be moved here, where they cannot.
    pub(super) fixed: Option<String>,
    /// Where they are kept when they are moved.
    pub(super) kept: String,
    /// The files that somebody else has changed since they were read.
    pub(super) changed: Vec<Conflict>,
    /// What the next undo takes back.
    pub(super) undo: Option<String>,
}

/// One of the two texts.
#[derive(Serialize)]
pub(super) struct SideView {
    name: String,
    language: &'static str,
    segments: Vec<SegmentView>,
}

/// A sentence.
#[derive(Serialize)]
struct SegmentView {
    line: usize,
    paragraph: u32,
    text: String,
}

impl SideView {
    pub(super) fn new(opened: &Opened) -> Self {
        let (document, shown) = (&opened.text.document, opened.shown());
        let segments = document.segments().iter().map(|segment| SegmentView {
            line: shown.passage(segment.span).line,
            paragraph: segment.paragraph,
            text: segment.span.of(document.text()).to_owned(),
        });
        Self { name: document.name().to_owned(), language: document.language().code, segments: segments.collect() }
    }
}

/// A bead by its sentences.
#[derive(Serialize)]
pub(super) struct BeadView {
    pub(super) source: Range<usize>,
    pub(super) target: Range<usize>,
    pub(super) confidence: f32,
    pub(super) reviewed: bool,
    pub(super) note: String,
}

/// A finding.
#[derive(Serialize)]
pub(super) struct FindingView {
    id: String,
    rule: &'static str,
    level: Level,
    message: String,
    suggestion: Option<String>,
    bead: usize,
    state: &'static str,
    said: Option<String>,
    verdict: Option<&'static str>,
    reason: String,
    note: String,
    source: Words,
    target: Words,
    /// The terms of the glossary in the sentences of the original, each with what renders it.
    pub(super) terms: Vec<[String; 2]>,
}

/// The words of a finding on one side.
#[derive(Serialize)]
struct Words {
    line: usize,
    column: usize,
    text: String,
    /// Where they stand in which sentence, in units of UTF-16, as scripts count.
    marks: Vec<Mark>,
}

#[derive(Serialize)]
struct Mark {
    segment: usize,
    from: usize,
    to: usize,
}

impl FindingView {
    pub(super) fn new(
        finding: &Finding,
        record: &Record,
        kept: &Kept,
        decision: Option<&Decision>,
        sides: [&Document; 2],
    ) -> Self {
        let words = |place: &report::Place, label: &Label| Words {
            line: place.line,
            column: place.column,
            text: place.text.clone(),
            marks: marks(sides[usize::from(label.side == Side::Target)], label.span),
        };
        Self {
            id: record.fingerprint.clone(),
            rule: record.rule,
            level: record.level,
            message: record.message.clone(),
            suggestion: record.suggestion.clone(),
            bead: finding.bead,
            state: kept.state,
            said: kept.said.clone(),
            verdict: decision.map(|decision| decision.verdict.name()),
            reason: decision.map(|decision| decision.reason.clone()).unwrap_or_default(),
            note: decision.map(|decision| decision.note.clone()).unwrap_or_default(),
            source: words(&record.source, &finding.source),
            target: words(&record.target, &finding.target),
            terms: Vec::new(),
        }
    }
}

/// The terms of the glossary in the originals of a bead, each once, with what renders it.
pub(super) fn terms_in(terms: &Terms, document: &Document, segments: Range<usize>) -> Vec<[String; 2]> {
    let views = document.views().get(segments).unwrap_or_default();
    let mut found: Vec<[String; 2]> = Vec::new();
    for hit in views.iter().flat_map(|view| terms.find(Side::Source, view)).filter(|hit| hit.exact) {
        let group = terms.owner(Side::Source, hit.form).and_then(|(group, _)| terms.groups().get(group as usize));
        let Some(group) = group.filter(|group| !found.iter().any(|[name, _]| name == group.name())) else { continue };
        let forms: Vec<&str> = group.accepted().filter_map(|rendering| Some(rendering.forms.first()?.as_str())).collect();
        if !forms.is_empty() {
            found.push([group.name().to_owned(), forms.join(", ")]);
        }
    }
    found
}

impl FindingView {
    /// What is known of it.
    pub(super) fn state(&self) -> &'static str {
        self.state
    }
}

/// The parts of `span` in the sentences of `document`; an empty one stands in the sentence that it touches.
fn marks(document: &Document, span: Span) -> Vec<Mark> {
    let segments = document.segments();
    let first = segments.partition_point(|segment| segment.span.end < span.start);
    let mut marks = Vec::new();
    for (number, segment) in segments.iter().enumerate().skip(first).take_while(|(_, segment)| segment.span.start <= span.end) {
        let words = segment.span.of(document.text());
        let within = |byte: u32| {
            let byte = byte.clamp(segment.span.start, segment.span.end) - segment.span.start;
            words.get(..byte as usize).map_or(0, |before| before.encode_utf16().count())
        };
        if segment.span.overlaps(span) || (span.is_empty() && marks.is_empty()) {
            marks.push(Mark { segment: number, from: within(span.start), to: within(span.end) });
        }
    }
    marks
}
