//! A pair as the page shows it.

use std::collections::{HashMap, VecDeque};
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

/// What the page is told of a pair: all of it, or what has changed since it was told last.
#[derive(Serialize)]
#[serde(untagged)]
pub(super) enum Answer {
    All(Box<View>),
    Since(Box<Changes>),
}

/// A pair with all that the page shows of it.
#[derive(Serialize)]
pub(super) struct View {
    pub(super) source: SideView,
    pub(super) target: SideView,
    pub(super) beads: Vec<BeadView>,
    pub(super) findings: Vec<FindingView>,
    #[serde(flatten)]
    pub(super) rest: Rest,
}

/// What has changed in a pair since the page was told of it; its texts have not.
#[derive(Serialize)]
pub(super) struct Changes {
    /// The version that this goes on from.
    pub(super) since: u64,
    /// The first bead that is another one, how many there were in the place of the new ones, and these.
    pub(super) from: usize,
    pub(super) gone: usize,
    pub(super) beads: Vec<BeadView>,
    /// All findings, those that are as they were by their number in the version before.
    pub(super) findings: Vec<Told>,
    #[serde(flatten)]
    pub(super) rest: Rest,
}

/// A finding of which the page may know.
#[derive(Serialize)]
#[serde(untagged)]
pub(super) enum Told {
    /// The number that it had, and the bead that it stands in now.
    Before(usize, usize),
    New(Box<FindingView>),
}

/// What of a view is told anew each time.
#[derive(Serialize)]
pub(super) struct Rest {
    pub(super) pair: usize,
    /// Every answer has a version of its own.
    pub(super) version: u64,
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

/// What the page was told last of a pair.
pub(super) struct LastTold {
    pub(super) version: u64,
    pub(super) beads: Vec<BeadView>,
    pub(super) findings: Vec<FindingView>,
}

impl LastTold {
    /// The way from here to `beads` and `findings`.
    pub(super) fn changes(self, beads: &[BeadView], findings: &[FindingView], rest: Rest) -> Changes {
        let same = |(one, other): &(&BeadView, &BeadView)| one == other;
        let from = self.beads.iter().zip(beads).take_while(same).count();
        let (old, new) = (self.beads.get(from..).unwrap_or_default(), beads.get(from..).unwrap_or_default());
        let behind = old.iter().rev().zip(new.iter().rev()).take_while(same).count();
        let mut known: HashMap<&str, VecDeque<usize>> = HashMap::new();
        for (number, finding) in self.findings.iter().enumerate() {
            known.entry(&finding.id).or_default().push_back(number);
        }
        let told = |finding: &FindingView| {
            let number = known.get_mut(finding.id.as_str()).and_then(VecDeque::pop_front);
            let number = number.filter(|&number| self.findings.get(number).is_some_and(|before| before.is_like(finding)));
            number.map_or_else(|| Told::New(Box::new(finding.clone())), |number| Told::Before(number, finding.bead))
        };
        let findings = findings.iter().map(told).collect();
        let beads = new.get(..new.len() - behind).unwrap_or_default().to_vec();
        Changes { since: self.version, from, gone: old.len() - behind, beads, findings, rest }
    }
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
#[derive(Clone, PartialEq, Serialize)]
pub(super) struct BeadView {
    pub(super) source: Range<usize>,
    pub(super) target: Range<usize>,
    pub(super) confidence: f32,
    pub(super) reviewed: bool,
    pub(super) note: String,
}

/// A finding.
#[derive(Clone, PartialEq, Serialize)]
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
#[derive(Clone, PartialEq, Serialize)]
struct Words {
    line: usize,
    column: usize,
    text: String,
    /// Where they stand in which sentence, in units of UTF-16, as scripts count.
    marks: Vec<Mark>,
}

#[derive(Clone, PartialEq, Serialize)]
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
    /// Whether all but the number of its bead is the same.
    fn is_like(&self, other: &Self) -> bool {
        Self { bead: other.bead, ..self.clone() } == *other
    }

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
