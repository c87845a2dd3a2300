//! Decisions: what a person said of a finding.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::day::Day;
use super::key::{Key, Known};
use super::lines::{self, LineError};

/// What a person says of a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// The two sides agree, and the checker is wrong.
    CheckerWrong,
    /// The rendering departs from the original on purpose.
    Intended,
    /// The original is wrong and the rendering is right.
    OriginalWrong,
    /// It has been put right elsewhere, as in the next edition or by a note.
    FixedElsewhere,
    /// Dismissed for another reason.
    Other,
    /// It is an error indeed, and still to be put right.
    Confirmed,
    /// Nothing is settled: there is only a note.
    Open,
}

impl Verdict {
    /// All of them, those that dismiss first, in the order of the keys 1 to 5 of the review page.
    pub const ALL: [Self; 7] =
        [Self::CheckerWrong, Self::Intended, Self::OriginalWrong, Self::FixedElsewhere, Self::Other, Self::Confirmed, Self::Open];

    /// Whether the finding is spoken of no more.
    #[must_use]
    pub fn dismisses(self) -> bool {
        !matches!(self, Self::Confirmed | Self::Open)
    }

    /// The name, as files and arguments have it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::CheckerWrong => "checker-wrong",
            Self::Intended => "intended",
            Self::OriginalWrong => "original-wrong",
            Self::FixedElsewhere => "fixed-elsewhere",
            Self::Other => "other",
            Self::Confirmed => "confirmed",
            Self::Open => "open",
        }
    }

    /// The verdict in words, which serves where nobody gave a reason.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::CheckerWrong => "the checker is wrong",
            Self::Intended => "the change is intended",
            Self::OriginalWrong => "the original is wrong",
            Self::FixedElsewhere => "it is fixed elsewhere",
            Self::Other => "other",
            Self::Confirmed => "it is an error",
            Self::Open => "it is open",
        }
    }
}

/// What a person said of a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// The finding.
    pub known: Known,
    /// What was said.
    pub verdict: Verdict,
    /// Why.
    pub reason: String,
    /// What else is worth knowing; mostly empty.
    pub note: String,
    /// Who said it.
    pub author: String,
    /// When.
    pub date: Day,
}

impl std::fmt::Display for Decision {
    /// Such as `dismissed by Ann on 2026-11-22 because the change is intended`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let done = match self.verdict {
            Verdict::Confirmed => "confirmed",
            Verdict::Open => "noted",
            _ => "dismissed",
        };
        write!(f, "{done} by {} on {} because {}", self.author, self.date, self.why())
    }
}

/// A line of the file.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    pair: [String; 2],
    rule: String,
    words: [String; 2],
    bead: [String; 2],
    id: String,
    verdict: Verdict,
    reason: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    note: String,
    author: String,
    date: Day,
}

const WHAT: &str =
    "one JSON object with pair, rule, words, bead, id, verdict, reason, author and date, as `kanhe decide` writes it";

impl Decision {
    /// The reason, or the verdict in words where none was given.
    #[must_use]
    pub fn why(&self) -> &str {
        if self.reason.is_empty() { self.verdict.words() } else { &self.reason }
    }
}

/// What people said, sorted by the keys of the findings.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Decisions {
    held: BTreeMap<Key, Decision>,
}

impl Decisions {
    /// Reads the file. Where a finding has two lines, as merging may leave them, the later date holds, else the later line.
    ///
    /// # Errors
    ///
    /// [`LineError`] names the first line that does not read.
    pub fn parse(text: &str) -> Result<Self, LineError> {
        let mut decisions = Self::default();
        for (_, line) in lines::read::<Line>(text, WHAT)? {
            let Line { pair, rule, words, bead, id, verdict, reason, note, author, date } = line;
            let known = Known { key: Key { pair, rule, words, bead }, fingerprint: id };
            if decisions.held.get(&known.key).is_none_or(|held| held.date <= date) {
                decisions.add(Decision { known, verdict, reason, note, author, date });
            }
        }
        Ok(decisions)
    }

    /// The text of the file: a decision a line, sorted.
    #[must_use]
    pub fn write(&self) -> String {
        lines::write(self.held.values().cloned().map(|decision| {
            let Decision { known: Known { key, fingerprint }, verdict, reason, note, author, date } = decision;
            let Key { pair, rule, words, bead } = key;
            Line { pair, rule, words, bead, id: fingerprint, verdict, reason, note, author, date }
        }))
    }

    /// The decisions in order.
    pub fn all(&self) -> impl Iterator<Item = &Decision> {
        self.held.values()
    }

    /// Those on one pair, in order.
    pub fn of_pair<'a>(&'a self, pair: &[String; 2]) -> impl Iterator<Item = &'a Decision> + use<'a> {
        let pair = pair.clone();
        let first = Key { pair: pair.clone(), rule: String::new(), words: Default::default(), bead: Default::default() };
        self.held.range(first..).take_while(move |(key, _)| key.pair == pair).map(|(_, held)| held)
    }

    /// The decision on the finding of just this key.
    #[must_use]
    pub fn get(&self, key: &Key) -> Option<&Decision> {
        self.held.get(key)
    }

    /// Adds a decision in the place of any other on the same finding.
    pub fn add(&mut self, decision: Decision) {
        self.held.insert(decision.known.key.clone(), decision);
    }

    /// Takes a decision out.
    pub fn remove(&mut self, key: &Key) -> Option<Decision> {
        self.held.remove(key)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decision(words: &str, date: &str, reason: &str) -> Decision {
        let mut key = Key::new("number-mismatch", ["三十五万", words], ["城中有三十五万人。", "It held 35,000 people."]);
        key.pair = ["zh.txt".into(), "en.txt".into()];
        Decision {
            known: Known { key, fingerprint: "0f".into() },
            verdict: Verdict::Intended,
            reason: reason.into(),
            note: String::new(),
            author: "Ann".into(),
            date: date.parse().expect("a day"),
        }
    }

    #[test]
    fn decisions_read_as_they_are_written() {
        let mut decisions = Decisions::default();
        decisions.add(decision("35,000", "2026-11-22", "she \"rounds\"\n twice"));
        decisions.add(Decision { note: "ask".into(), verdict: Verdict::Confirmed, ..decision("3,500", "2026-11-20", "") });
        let text = decisions.write();
        assert_eq!(text.lines().count(), 2, "{text}");
        assert_eq!(Decisions::parse(&text), Ok(decisions.clone()));
        let said: Vec<String> = decisions.all().map(ToString::to_string).collect();
        assert_eq!(said[0], "confirmed by Ann on 2026-11-20 because it is an error");
    }

    #[test]
    fn of_two_lines_on_one_finding_the_later_date_holds() {
        let line = |date, reason| {
            let mut decisions = Decisions::default();
            decisions.add(decision("x", date, reason));
            decisions.write()
        };
        for text in
            [line("2026-01-02", "later") + &line("2026-01-01", "earlier"), line("2026-01-01", "a") + &line("2026-01-01", "later")]
        {
            let merged = Decisions::parse(&text).expect("sound lines");
            assert_eq!(merged.all().map(Decision::why).collect::<Vec<_>>(), ["later"]);
        }
    }

    #[test]
    fn every_verdict_has_the_name_that_files_have() {
        for verdict in Verdict::ALL {
            assert_eq!(serde_json::to_string(&verdict).expect("a string"), format!("\"{}\"", verdict.name()));
        }
    }
}
