//! How a check went, in numbers.

use serde::Serialize;

use super::Record;
use crate::align::Alignment;
use crate::check::{DOUBTFUL, Level};

/// How a check went, in numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Summary {
    /// Pairs of texts that were checked.
    pub pairs: usize,
    /// Beads in them.
    pub beads: usize,
    /// Beads with words on both sides that are more likely wrong than right, so that findings in them weigh less.
    pub doubtful_beads: usize,
    /// Findings of each level.
    pub errors: usize,
    /// Findings that are probably right.
    pub warnings: usize,
    /// Findings that are worth knowing.
    pub notes: usize,
    /// How many findings are new and how many are known, where verdicts are kept. Those that are known and settled do not count
    /// among the errors, warnings and notes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub verdicts: Option<Verdicts>,
}

/// What is known of findings, in numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Verdicts {
    /// Of which nothing is known.
    pub new: usize,
    /// That a person has found right.
    pub confirmed: usize,
    /// That stand where a dismissed one stood before the words changed.
    pub reopened: usize,
    /// That the baseline has.
    pub baseline: usize,
    /// That a person has dismissed.
    pub dismissed: usize,
    /// That a comment in the text silences.
    pub ignored: usize,
}

impl Verdicts {
    fn named(self) -> [(usize, &'static str); 6] {
        [
            (self.new, "new"),
            (self.confirmed, "confirmed"),
            (self.reopened, "reopened"),
            (self.baseline, "baseline"),
            (self.dismissed, "dismissed"),
            (self.ignored, "ignored"),
        ]
    }
}

impl std::ops::AddAssign for Verdicts {
    fn add_assign(&mut self, other: Self) {
        self.new += other.new;
        self.confirmed += other.confirmed;
        self.reopened += other.reopened;
        self.baseline += other.baseline;
        self.dismissed += other.dismissed;
        self.ignored += other.ignored;
    }
}

impl Summary {
    /// The numbers of one pair with these findings.
    #[must_use]
    pub fn of(alignment: &Alignment, records: &[&Record]) -> Self {
        let beads = alignment.beads();
        let count = |level| records.iter().filter(|record| record.level == level).count();
        Self {
            pairs: 1,
            beads: beads.len(),
            doubtful_beads: beads
                .iter()
                .filter(|bead| !bead.source.is_empty() && !bead.target.is_empty() && bead.confidence < DOUBTFUL)
                .count(),
            errors: count(Level::Error),
            warnings: count(Level::Warning),
            notes: count(Level::Note),
            verdicts: None,
        }
    }

    /// Adds the numbers of further pairs.
    pub fn add(&mut self, other: Self) {
        self.pairs += other.pairs;
        self.beads += other.beads;
        self.doubtful_beads += other.doubtful_beads;
        self.errors += other.errors;
        self.warnings += other.warnings;
        self.notes += other.notes;
        if let Some(verdicts) = other.verdicts {
            *self.verdicts.get_or_insert_default() += verdicts;
        }
    }
}

impl std::fmt::Display for Summary {
    /// Such as `1 pair, 3,481 beads (2 doubtful): 2 errors, no warnings, 1 note`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}, {}", counted(self.pairs, "pair"), counted(self.beads, "bead"))?;
        if self.doubtful_beads > 0 {
            write!(f, " ({} doubtful)", grouped(self.doubtful_beads))?;
        }
        write!(f, ": {}, {}", counted(self.errors, "error"), counted(self.warnings, "warning"))?;
        if self.notes > 0 {
            write!(f, ", {}", counted(self.notes, "note"))?;
        }
        if let Some(verdicts) = self.verdicts {
            let told = verdicts.named().into_iter().filter(|(count, name)| *count > 0 || *name == "new");
            let told: Vec<String> = told.map(|(count, name)| format!("{} {name}", grouped(count))).collect();
            write!(f, " ({})", told.join(", "))?;
        }
        Ok(())
    }
}

fn counted(count: usize, noun: &str) -> String {
    match count {
        0 => format!("no {noun}s"),
        1 => format!("1 {noun}"),
        _ => format!("{} {noun}s", grouped(count)),
    }
}

fn grouped(count: usize) -> String {
    let digits = count.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_summary_reads_as_a_sentence() {
        let summary = Summary { pairs: 1, beads: 1_234_567, doubtful_beads: 2, errors: 2, warnings: 0, notes: 1, verdicts: None };
        assert_eq!(summary.to_string(), "1 pair, 1,234,567 beads (2 doubtful): 2 errors, no warnings, 1 note");
        let verdicts = Some(Verdicts { new: 2, baseline: 1000, dismissed: 1, ..Verdicts::default() });
        let told = Summary { verdicts, ..summary }.to_string();
        assert!(told.ends_with(", 1 note (2 new, 1,000 baseline, 1 dismissed)"), "{told}");
    }
}
