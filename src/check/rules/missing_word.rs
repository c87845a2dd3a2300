//! Places in the rendering where words are gone.

use super::gaps::{Gaps, Pairing, Words};
use super::holes;
use crate::check::{BeadView, Check, Findings, Level, PairView, Rule};
use crate::lang::table::unicode_words;
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

fn check(pair: &PairView<'_>, findings: &mut Findings<'_>) {
    let gaps = Gaps::of(pair.target.document.language());
    let spaced_out = has_blanks_before_marks(pair.target.document.text(), gaps);
    let mut told = Vec::new();
    for bead in pair.beads().filter(BeadView::is_paired) {
        let mut holes = marks_in_a_row(&bead);
        holes.extend(leading_mark(&bead, gaps).filter(|_| !spaced_out));
        if !gaps.is_empty() {
            holes.extend(Sentence::of(&bead, gaps).holes(spaced_out));
        }
        holes.sort_by_key(|hole| hole.span.start);
        if !holes.is_empty() {
            told.push(bead.index);
        }
        let start = bead.span(Side::Target).start;
        for hole in holes.into_iter().take(MOST) {
            let span = hole.span.shifted(start);
            if !findings.so_far().iter().any(|finding| finding.target.span.overlaps(span)) {
                findings.add(bead.index, Level::Warning, CONFIDENCE, hole.message, bead.span(Side::Source), span);
            }
        }
    }
    holes::check(pair, &told, findings);
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
    const BARE: [&str; 7] = [", ,", ",,", ", .", "( )", "(, ", " ()", ",)"];
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

/// A mark that opens the rendering and closes nothing; words may begin with one in languages without a table (’s morgens).
fn leading_mark(bead: &BeadView<'_>, gaps: &Gaps) -> Option<Hole> {
    let (source, text) = (bead.words(Side::Source), bead.words(Side::Target));
    let closes = text.strip_prefix([',', ';', '.']).and_then(|rest| rest.strip_prefix(' '));
    let clings = text.strip_prefix('-').is_some_and(|rest| rest.starts_with(char::is_lowercase));
    let owned = ["'s ", "’s "].iter().any(|mark| text.starts_with(mark));
    let broken = closes.is_some_and(|rest| rest.starts_with(char::is_alphanumeric))
        || clings && !gaps.is_empty()
        || owned && !gaps.before_genitive.is_empty();
    let end = text.chars().next()?.len_utf8();
    (broken && source.starts_with(char::is_alphanumeric)).then(|| Hole {
        span: Span::new(0, end),
        message: format!("words seem to be missing before “{}”", text.get(..end).unwrap_or_default()),
    })
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
        let mut holes: Vec<Hole> = self.opening().into_iter().chain(self.behind_adjunct()).collect();
        for at in 0..self.words.len() {
            let found = self.before_word(at).or_else(|| self.before_joined(at)).or_else(|| self.before_mark(at, spaced_out));
            holes.extend(found.or_else(|| self.behind_title(at)).or_else(|| self.behind_speech(at)));
        }
        holes
    }

    fn word(&self, at: usize) -> &str {
        self.words.get(at).map_or("", |(_, word)| word)
    }

    /// Whether a word is written in small letters.
    fn is_small(&self, at: usize) -> bool {
        self.words.get(at).is_some_and(|(span, word)| span.of(self.text) == word)
    }

    /// The word and the one before it.
    fn pair(&self, at: usize) -> String {
        at.checked_sub(1).map(|before| format!("{} {}", self.word(before), self.word(at))).unwrap_or_default()
    }

    fn missing_between(&self, at: usize) -> Option<Hole> {
        let ((span, _), (next, _)) = (self.words.get(at)?, self.words.get(at + 1)?);
        let (one, other) = (span.of(self.text), next.of(self.text));
        Some(Hole { span: span.join(*next), message: format!("words seem to be missing between “{one}” and “{other}”") })
    }

    /// What stands between a word and the next one, and behind the last.
    fn after(&self, at: usize) -> &'a str {
        let Some(from) = self.words.get(at).map(|(span, _)| span.end as usize) else { return "" };
        let to = self.words.get(at + 1).map_or(self.text.len(), |(span, _)| span.start as usize);
        self.text.get(from..to).unwrap_or_default()
    }

    /// Two words that never follow each other.
    fn before_word(&self, at: usize) -> Option<Hole> {
        // Capitals may be letters (grade A) or names (The Who, will), hyphens make one word of two (to-do).
        let as_written = self.after(at) == " " && self.is_small(at + 1) && !self.after(at + 1).starts_with(['-', '–', '\'', '’']);
        let plain = self.is_small(at) || at == 0 && self.word(at).chars().count() > 1;
        if !as_written || !plain {
            return None;
        }
        let pair = self.pair(at);
        let is_broken = |pairing: &Pairing| {
            pairing.next.contains(self.word(at + 1))
                && (pairing.words.contains(self.word(at)) || pairing.words.contains(&pair))
                && !self.words[..at].iter().any(|(_, before)| pairing.others.contains(before))
        };
        self.gaps.pairings.iter().any(is_broken).then(|| self.missing_between(at)).flatten()
    }

    /// A word that two things should follow, and only one does.
    fn before_joined(&self, at: usize) -> Option<Hole> {
        let as_written = self.is_small(at) && [at, at + 1].into_iter().all(|at| self.after(at) == " ");
        let in_compound = at.checked_sub(1).is_some_and(|before| self.after(before).ends_with(['-', '–']));
        let is_broken = |pairing: &Pairing| {
            pairing.words.contains(self.word(at))
                && pairing.next.contains(self.word(at + 1))
                && !pairing.others.contains(self.word(at + 2))
        };
        let broken = as_written && !in_compound && self.gaps.joined.iter().any(is_broken);
        broken.then(|| self.missing_between(at)).flatten()
    }

    /// A title without a name.
    fn behind_title(&self, at: usize) -> Option<Hole> {
        let is_broken = |pairing: &Pairing| pairing.words.contains(self.word(at)) && !pairing.next.contains(self.word(at + 1));
        if !self.gaps.titles.iter().any(is_broken) {
            return None;
        }
        let mut letters = self.words.get(at)?.0.of(self.text).chars();
        let is_written = letters.next().is_some_and(char::is_uppercase) && letters.all(char::is_lowercase);
        let broken = is_written && [" ", ". "].contains(&self.after(at)) && self.is_small(at + 1);
        broken.then(|| self.missing_between(at)).flatten()
    }

    /// Speech without a speaker.
    fn behind_speech(&self, at: usize) -> Option<Hole> {
        let before = self.after(at.checked_sub(1)?).trim_end();
        let is_speech = before.starts_with([',', '.', '!', '?', '…']) && before.ends_with(['"', '”', '’', '\'']);
        let closes = self.after(at).starts_with('.');
        let is_broken = |pairing: &Pairing| {
            pairing.words.contains(self.word(at)) && (closes || self.after(at) == " " && pairing.next.contains(self.word(at + 1)))
        };
        let broken = is_speech && self.is_small(at) && self.gaps.speech.iter().any(is_broken);
        let (span, _) = self.words.get(at).filter(|_| broken)?;
        Some(Hole { span: *span, message: format!("words seem to be missing after “{}”", span.of(self.text)) })
    }

    /// A mark, or a genitive, behind a word that needs another.
    fn before_mark(&self, at: usize, spaced_out: bool) -> Option<Hole> {
        let (span, word) = &self.words[at];
        let after = self.after(at);
        let bare = after.trim_start_matches(' ');
        let blank = after.len() > bare.len() && !spaced_out;
        let in_text = span.of(self.text) == *word || at == 0;
        let closes = bare.starts_with([',', '.', ';']) && !bare.starts_with("..");
        let rest = self.text[span.end as usize..].trim_start_matches(' ');
        let owned = rest.strip_prefix("'s ").or_else(|| rest.strip_prefix("’s "));
        // A blank before a shortened verb is a slip, before a genitive it shows that the owner is gone.
        let no_verb = owned.is_some_and(|owned| owned.starts_with(char::is_lowercase)) && !self.gaps.before_verb.contains(word);
        let is_relative = |pairing: &Pairing| pairing.words.contains(word) && pairing.next.contains(self.word(at + 1));
        let wants_more = |words: &Words| words.contains(word) || words.contains(&self.pair(at));
        let lone = closes && after == bare && wants_more(&self.gaps.before_mark) && !bare.starts_with("...")
            || closes && blank && self.gaps.before_blank.contains(word)
            || bare.starts_with(',') && (self.opens(at) || after == ", " && self.gaps.relatives.iter().any(is_relative))
            || owned.is_some() && blank && (no_verb || self.gaps.before_genitive.contains(word));
        (lone && in_text).then(|| {
            let mark = bare.chars().next().map_or(0, char::len_utf8);
            let end = span.end as usize + after.len() - bare.len() + mark;
            Hole {
                span: Span::new(span.start as usize, end),
                message: format!("words seem to be missing after “{}”", span.of(self.text)),
            }
        })
    }

    /// Whether the words up to this one open the sentence and want another.
    fn opens(&self, at: usize) -> bool {
        let is_first = self.words.first().is_some_and(|(span, _)| span.of(self.text).starts_with(char::is_uppercase));
        at < 2 && is_first && {
            let words: Vec<&str> = (0..=at).map(|at| self.word(at)).collect();
            self.gaps.before_first_comma.contains(&words.join(" "))
        }
    }

    /// A statement that begins with its verb.
    fn opening(&self) -> Option<Hole> {
        let (first, word) = self.words.first()?;
        let (next, other) = self.words.get(1)?;
        let is_statement = !self.text.contains(['?', '？']) && self.words.len() > 3 && self.after(0) == " ";
        let is_small = next.of(self.text) == *other;
        let is_stated = || {
            let text = self.text.trim_end().trim_end_matches(['"', '”', '’', '\'']);
            is_small && self.gaps.stated.contains(word) && text.ends_with('.') && !text.ends_with("..")
        };
        let is_past = |pairing: &Pairing| {
            pairing.words.contains(word) && pairing.next.contains(other)
                || pairing.others.contains(word) && pairing.words.contains(other)
        };
        let opens =
            self.gaps.openings.iter().any(|pairing| pairing.words.contains(word) && !pairing.next.contains(other) && is_small)
                || is_stated()
                || is_small && self.gaps.past.iter().any(is_past);
        (is_statement && opens && first.of(self.text).starts_with(char::is_uppercase)).then(|| Hole {
            span: *first,
            message: format!("the sentence lacks its subject: words seem to be missing before “{}”", first.of(self.text)),
        })
    }

    /// A verb right behind the comma that closes what stands before the subject.
    fn behind_adjunct(&self) -> Option<Hole> {
        let comma = (0..self.words.len()).find(|&at| self.after(at) != " ").filter(|&at| self.after(at) == ", ")?;
        let is_adjunct = |adjunct: &Pairing| {
            adjunct.words.contains(self.word(0)) && !(1..=comma).any(|at| adjunct.next.contains(self.word(at)))
        };
        let verb = comma + 1;
        let is_verb = |predicate: &Pairing, at: usize| {
            let follows = predicate.next.is_empty() || predicate.next.contains(self.word(at + 1));
            predicate.words.contains(self.word(at)) && follows && self.after(at) == " "
        };
        let is_predicate = |predicate: &Pairing| {
            is_verb(predicate, verb)
                || predicate.others.contains(self.word(verb)) && self.after(verb) == " " && is_verb(predicate, verb + 1)
        };
        let broken = self.is_small(verb)
            && self.gaps.adjuncts.iter().any(is_adjunct)
            && self.gaps.predicates.iter().any(is_predicate)
            && !self.text.contains(['?', '？']);
        let (span, _) = self.words.get(verb).filter(|_| broken)?;
        Some(Hole { span: *span, message: format!("words seem to be missing before “{}”", span.of(self.text)) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::find;

    #[test]
    fn sentences_that_break_off_anywhere_do_no_harm() {
        let gaps = Gaps::of(find("en"));
        for text in [
            "",
            " ",
            "by and ",
            "In, ",
            "In 1956, ",
            "After the war, won ",
            "Also ",
            "Dr ",
            "\" said ",
            "of 's ",
            "of ’s it",
            "the\u{a0}",
            ", ",
            "it's ",
        ] {
            let words = unicode_words(text).into_iter().map(|span| (span, span.of(text).to_lowercase())).collect();
            for hole in (Sentence { text, gaps, words }).holes(false) {
                assert!(text.get(hole.span.start as usize..hole.span.end as usize).is_some(), "{text:?}");
            }
        }
    }
}
