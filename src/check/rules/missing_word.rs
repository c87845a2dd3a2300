//! Places in the rendering where words are gone.

use rustc_hash::FxHashSet;

use crate::check::{BeadView, Check, Findings, Level, PairView, Rule};
use crate::lang::table::{self, unicode_words};
use crate::lang::{Language, PerLanguage};
use crate::text::{Side, Span};

/// Places in the rendering where words are gone.
pub(super) static RULE: Rule = Rule {
    name: "missing-word",
    summary: "a sentence of the rendering has a hole: a word is gone that its grammar asks for",
    level: Level::Warning,
    page: include_str!("missing_word.md"),
    check: Check::Pair(check),
};

/// No more findings than this are told of one bead.
const MOST: usize = 3;
const CONFIDENCE: f32 = 0.8;

/// Words of one kind, and those that must not stand after them.
#[derive(Debug)]
struct Pairing {
    words: FxHashSet<&'static str>,
    next: FxHashSet<&'static str>,
    /// Words before, in the sentence, with which the two may follow each other.
    allowed_by: FxHashSet<&'static str>,
}

/// What the language of the rendering gives in its `gaps.tsv`.
#[derive(Debug, Default)]
struct Gaps {
    pairings: Vec<Pairing>,
    before_mark: FxHashSet<&'static str>,
    before_blank: FxHashSet<&'static str>,
    before_genitive: FxHashSet<&'static str>,
    /// Words that open a question, and the words that make a statement of it.
    openings: FxHashSet<&'static str>,
    subjects: FxHashSet<&'static str>,
}

static GAPS: PerLanguage<Gaps> = PerLanguage::new(Gaps::read);

impl Gaps {
    fn read(language: &'static Language) -> Self {
        let mut gaps = Self::default();
        for row in table::rows(language.tables.gaps) {
            let [words, others, allowed_by] = [1, 2, 3].map(|column| row.forms(column).collect::<FxHashSet<_>>());
            match row.cell(0) {
                "next" | "clause" => gaps.pairings.push(Pairing { words, next: others, allowed_by }),
                "mark" => gaps.before_mark.extend(words),
                "blank" => gaps.before_blank.extend(words),
                "genitive" => gaps.before_genitive.extend(words),
                "opening" => {
                    gaps.openings.extend(words);
                    gaps.subjects.extend(others);
                }
                _ => {}
            }
        }
        gaps
    }

    fn is_empty(&self) -> bool {
        self.pairings.is_empty() && self.before_mark.is_empty() && self.openings.is_empty()
    }
}

fn check(pair: &PairView<'_>, findings: &mut Findings<'_>) {
    let language = pair.target.document.language();
    let gaps = GAPS.of(language);
    let spaced_out = has_blanks_before_marks(pair.target.document.text(), gaps);
    for bead in pair.beads().filter(BeadView::is_paired) {
        let mut holes = marks_in_a_row(&bead);
        if !gaps.is_empty() {
            holes.extend(Sentence::of(&bead, gaps).holes(spaced_out));
        }
        holes.sort_by_key(|hole| hole.span.start);
        let start = bead.span(Side::Target).start;
        for hole in holes.into_iter().take(MOST) {
            let span = hole.span.shifted(start);
            if !findings.so_far().iter().any(|finding| finding.target.span.overlaps(span)) {
                findings.add(bead.index, Level::Warning, CONFIDENCE, hole.message, bead.span(Side::Source), span);
            }
        }
    }
}

/// A place where words are gone, in the words of the bead, and what tells it.
struct Hole {
    span: Span,
    message: String,
}

/// Whether the text parts all marks from its words by blanks, as corpora do that were cut into words.
fn has_blanks_before_marks(text: &str, gaps: &Gaps) -> bool {
    let mut others = text.match_indices([',', '.']).filter(|&(at, _)| {
        let Some(before) = text.get(..at).and_then(|before| before.strip_suffix(' ')) else { return false };
        let word = before.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
        !word.is_empty() && !gaps.before_blank.contains(word.to_lowercase().as_str())
    });
    others.next().is_some()
}

/// Marks that close a word, with none between them.
fn marks_in_a_row(bead: &BeadView<'_>) -> Vec<Hole> {
    const BARE: [&str; 6] = [", ,", ", .", "( )", "(, ", " ()", ",)"];
    let counted = |text: &str| BARE.iter().map(|marks| text.matches(marks).count()).sum::<usize>();
    let (source, text) = (bead.words(Side::Source), bead.words(Side::Target));
    if counted(text) <= counted(source) {
        return Vec::new();
    }
    let found = BARE.iter().flat_map(|marks| text.match_indices(marks));
    // “, ...” and “, .5” are no such marks.
    let found = found.filter(|(at, marks)| {
        let after = text.get(at + marks.len()..).unwrap_or_default();
        !marks.ends_with('.') || !after.starts_with(|c: char| c == '.' || c.is_alphanumeric())
    });
    found
        .map(|(at, marks)| Hole {
            span: Span::new(at, at + marks.len()),
            message: format!("words seem to be missing: “{}” holds nothing", marks.trim()),
        })
        .collect()
}

/// The words of the rendering of a bead.
struct Sentence<'a> {
    text: &'a str,
    gaps: &'static Gaps,
    words: Vec<(Span, String)>,
}

impl<'a> Sentence<'a> {
    fn of(bead: &BeadView<'a>, gaps: &'static Gaps) -> Self {
        let text = bead.words(Side::Target);
        Self { text, gaps, words: unicode_words(text).into_iter().map(|span| (span, span.of(text).to_lowercase())).collect() }
    }

    fn holes(&self, spaced_out: bool) -> Vec<Hole> {
        let mut holes: Vec<Hole> = self.opening().into_iter().collect();
        for at in 0..self.words.len() {
            holes.extend(self.before_word(at));
            holes.extend(self.before_mark(at, spaced_out));
        }
        holes
    }

    /// What stands between a word and the next one, and behind the last.
    fn after(&self, at: usize) -> &'a str {
        let from = self.words[at].0.end as usize;
        let to = self.words.get(at + 1).map_or(self.text.len(), |(span, _)| span.start as usize);
        self.text.get(from..to).unwrap_or_default()
    }

    /// Two words that never follow each other.
    fn before_word(&self, at: usize) -> Option<Hole> {
        let (span, word) = &self.words[at];
        let (next, other) = self.words.get(at + 1)?;
        // Capitals may be letters (grade A) or names (The Who, will), hyphens make one word of two (to-do).
        let as_written =
            self.after(at) == " " && next.of(self.text) == *other && !self.after(at + 1).starts_with(['-', '–', '\'', '’']);
        let plain = span.of(self.text) == *word || at == 0 && word.chars().count() > 1;
        let pair = at.checked_sub(1).map(|before| format!("{} {word}", self.words[before].1));
        let holds = |words: &FxHashSet<&str>| {
            words.contains(word.as_str()) || pair.as_ref().is_some_and(|pair| words.contains(pair.as_str()))
        };
        let is_broken = |pairing: &Pairing| {
            holds(&pairing.words)
                && pairing.next.contains(other.as_str())
                && !self.words[..at].iter().any(|(_, before)| pairing.allowed_by.contains(before.as_str()))
        };
        let broken = as_written && plain && self.gaps.pairings.iter().any(is_broken);
        broken.then(|| Hole {
            span: span.join(*next),
            message: format!("words seem to be missing between “{}” and “{other}”", span.of(self.text)),
        })
    }

    /// A mark, or a genitive, behind a word that needs another.
    fn before_mark(&self, at: usize, spaced_out: bool) -> Option<Hole> {
        let (span, word) = &self.words[at];
        let after = self.after(at);
        let bare = after.trim_start_matches(' ');
        let blank = after.len() > bare.len() && !spaced_out;
        let in_text = span.of(self.text) == *word || at == 0;
        let closes = bare.starts_with([',', '.', ';']) && !bare.starts_with("..");
        let genitive = ["'s ", "’s "].iter().any(|mark| self.text[span.end as usize..].trim_start_matches(' ').starts_with(mark));
        let lone = closes && after == bare && self.gaps.before_mark.contains(word.as_str()) && !bare.starts_with("...")
            || closes && blank && self.gaps.before_blank.contains(word.as_str())
            || genitive && blank && self.gaps.before_genitive.contains(word.as_str());
        (lone && in_text).then(|| {
            let end = span.end as usize + after.len() - bare.len() + 1;
            Hole {
                span: Span::new(span.start as usize, end),
                message: format!("words seem to be missing after “{}”", span.of(self.text)),
            }
        })
    }

    /// A statement that begins with its verb.
    fn opening(&self) -> Option<Hole> {
        let (first, word) = self.words.first()?;
        let (next, other) = self.words.get(1)?;
        let is_statement = !self.text.contains(['?', '？']) && self.words.len() > 3 && self.after(0) == " ";
        let has_subject = self.gaps.subjects.contains(other.as_str()) || next.of(self.text) != *other;
        let opens = self.gaps.openings.contains(word.as_str()) && first.of(self.text).starts_with(char::is_uppercase);
        (is_statement && opens && !has_subject).then(|| Hole {
            span: *first,
            message: format!("the sentence lacks its subject: words seem to be missing before “{}”", first.of(self.text)),
        })
    }
}
