//! The baseline: findings that were there before, and are not spoken of any more.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::key::{Key, Known};
use super::lines::{self, LineError};

/// A finding of old, and how often it stands in its pair.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Debt {
    /// What it is known by, its fingerprint included.
    pub known: Known,
    /// How many findings have this key.
    pub count: usize,
}

/// The findings of old, sorted by their keys.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Baseline {
    debts: BTreeMap<Key, Debt>,
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
    count: usize,
}

const WHAT: &str = "one JSON object with pair, rule, words, bead, id and count, as `kanhe baseline write` writes it";

impl Baseline {
    /// Reads the file. Where a key has two lines, as merging may leave them, the greater count holds.
    ///
    /// # Errors
    ///
    /// [`LineError`] names the first line that does not read.
    pub fn parse(text: &str) -> Result<Self, LineError> {
        let mut baseline = Self::default();
        for (line, Line { pair, rule, words, bead, id, count }) in lines::read(text, WHAT)? {
            if count == 0 {
                let message = "the count is 0, which says nothing; take the line out".to_owned();
                return Err(LineError { line, message });
            }
            let debt = Debt { known: Known { key: Key { pair, rule, words, bead }, fingerprint: id }, count };
            let held = baseline.debts.entry(debt.known.key.clone()).or_insert_with(|| debt.clone());
            held.count = held.count.max(count);
        }
        Ok(baseline)
    }

    /// The text of the file: an entry a line, sorted.
    #[must_use]
    pub fn write(&self) -> String {
        lines::write(self.debts.values().map(|Debt { known: Known { key, fingerprint }, count }| Line {
            pair: key.pair.clone(),
            rule: key.rule.clone(),
            words: key.words.clone(),
            bead: key.bead.clone(),
            id: fingerprint.clone(),
            count: *count,
        }))
    }

    /// The entries in order.
    pub fn debts(&self) -> impl Iterator<Item = &Debt> {
        self.debts.values()
    }

    /// Those on one pair, in order.
    pub fn of_pair<'a>(&'a self, pair: &[String; 2]) -> impl Iterator<Item = &'a Debt> + use<'a> {
        let pair = pair.clone();
        let first = Key { pair: pair.clone(), rule: String::new(), words: Default::default(), bead: Default::default() };
        self.debts.range(first..).take_while(move |(key, _)| key.pair == pair).map(|(_, held)| held)
    }

    /// The entry of just this key.
    #[must_use]
    pub fn get(&self, key: &Key) -> Option<&Debt> {
        self.debts.get(key)
    }

    /// How many findings it stands for.
    #[must_use]
    pub fn findings(&self) -> usize {
        self.debts.values().map(|debt| debt.count).sum()
    }

    /// Adds a finding.
    pub fn add(&mut self, known: &Known) {
        self.debts.entry(known.key.clone()).or_insert_with(|| Debt { known: known.clone(), count: 0 }).count += 1;
    }

    /// Takes out every finding of a pair for which `pair` holds.
    pub fn remove_pairs(&mut self, pair: impl Fn(&[String; 2]) -> bool) {
        self.debts.retain(|key, _| !pair(&key.pair));
    }

    /// Takes `surplus` findings out of the entry of a key, and the entry where none is left. Nothing is ever added.
    pub fn prune(&mut self, key: &Key, surplus: usize) {
        if let Some(debt) = self.debts.get_mut(key) {
            debt.count = debt.count.saturating_sub(surplus);
            if debt.count == 0 {
                self.debts.remove(key);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known(words: &str) -> Known {
        let mut key = Key::new("number-mismatch", ["三十五万", words], ["城中有三十五万人。", "The city held 35,000 people."]);
        key.pair = ["zh.txt".into(), "en.txt".into()];
        Known { key, fingerprint: "0f".into() }
    }

    #[test]
    fn a_baseline_reads_as_it_is_written_sorted_and_counted() {
        let mut baseline = Baseline::default();
        for words in ["35,000", "3,500", "35,000"] {
            baseline.add(&known(words));
        }
        let text = baseline.write();
        let expected = "\
{\"pair\":[\"zh.txt\",\"en.txt\"],\"rule\":\"number-mismatch\",\"words\":[\"三十五万\",\"3,500\"],\"bead\":[\"dsgxxnjpms\",\"qpldzdkgvk\"],\"id\":\"0f\",\"count\":1}
{\"pair\":[\"zh.txt\",\"en.txt\"],\"rule\":\"number-mismatch\",\"words\":[\"三十五万\",\"35,000\"],\"bead\":[\"dsgxxnjpms\",\"qpldzdkgvk\"],\"id\":\"0f\",\"count\":2}
";
        let hash = crate::align::file::SentenceHash::of("The city held 35,000 people.").to_string();
        assert_eq!(text, expected.replace("qpldzdkgvk", &hash));
        assert_eq!(Baseline::parse(&text), Ok(baseline.clone()));
        assert_eq!(baseline.findings(), 3);
        baseline.prune(&known("35,000").key, 1);
        baseline.prune(&known("3,500").key, 1);
        assert_eq!(baseline.debts().map(|debt| debt.count).collect::<Vec<_>>(), [1]);
    }

    #[test]
    fn a_line_that_does_not_read_is_named_with_its_cure() {
        let mut baseline = Baseline::default();
        baseline.add(&known("x"));
        let good = baseline.write();
        let error = |text: &str| Baseline::parse(&format!("{good}{text}\n")).expect_err("a broken line").to_string();
        assert!(error("{\"pair\":1}").starts_with("line 2: invalid type: integer `1`"), "{}", error("{\"pair\":1}"));
        assert!(error("<<<<<<< HEAD").contains("line 2: a merge has left its marks"));
        assert!(error(&good.trim().replace("\"count\":1", "\"count\":0")).starts_with("line 2: the count is 0"));
        assert!(error(&good.trim().replace("\"count\":1", "\"verdict\":\"other\"")).contains("unknown field `verdict`"));
    }

    #[test]
    fn two_lines_of_one_key_hold_the_greater_count() {
        let mut baseline = Baseline::default();
        baseline.add(&known("x"));
        let line = baseline.write();
        let merged = Baseline::parse(&(line.replace(":1}", ":3}") + &line)).expect("two sound lines");
        assert_eq!(merged.findings(), 3);
    }
}
