//! Laying verdicts against the findings of a pair.

use std::collections::{HashMap, HashSet};

use super::baseline::{Baseline, Debt};
use super::decision::{Decision, Decisions, Verdict};
use super::key::{Identity, Known};

/// What is known of a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State<'a> {
    /// Nothing.
    New,
    /// The baseline has it.
    Baseline,
    /// A person has dismissed it.
    Dismissed(&'a Decision),
    /// A person has found it right.
    Confirmed(&'a Decision),
    /// A person dismissed what stood here before the words changed.
    Reopened(&'a Decision),
}

/// The findings of a pair and the verdicts on it, laid against each other.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Judged<'a> {
    /// What is known of each finding.
    pub states: Vec<State<'a>>,
    /// Entries of the baseline that fit no finding any more, and how many findings they count too many.
    pub stale_debts: Vec<(&'a Debt, usize)>,
    /// Decisions that fit no finding any more.
    pub stale_decisions: Vec<&'a Decision>,
}

/// Lays the verdicts on a pair against its findings; `pairs` are its names as the baseline and as the decisions have them.
///
/// A decision goes before the baseline. Where as many findings have a key as the baseline counts, none of them is new.
/// A dismissal that fits no finding any more reopens with the finding of the same rule that stands in one of its two sentences
/// still, or has both its words still; each reopens once.
#[must_use]
pub fn judge<'a>(baseline: &'a Baseline, decisions: &'a Decisions, pairs: [&[String; 2]; 2], findings: &[Known]) -> Judged<'a> {
    let decided: HashMap<Identity<'_>, &'a Decision> =
        decisions.of_pair(pairs[1]).map(|decision| (decision.known.key.identity(), decision)).collect();
    let mut debts: HashMap<Identity<'_>, usize> =
        baseline.of_pair(pairs[0]).map(|debt| (debt.known.key.identity(), debt.count)).collect();
    let mut met = HashSet::new();
    let identities: Vec<Identity<'_>> = findings.iter().map(|finding| finding.key.identity()).collect();
    let mut states = Vec::with_capacity(findings.len());
    for identity in &identities {
        let owed = debts.get_mut(identity).is_some_and(|count| {
            let owed = *count > 0;
            *count = count.saturating_sub(1);
            owed
        });
        states.push(match decided.get(identity) {
            Some(decision) => {
                met.insert(identity);
                match decision.verdict {
                    Verdict::Confirmed => State::Confirmed(decision),
                    Verdict::Open if owed => State::Baseline,
                    Verdict::Open => State::New,
                    _ => State::Dismissed(decision),
                }
            }
            None if owed => State::Baseline,
            None => State::New,
        });
    }
    let unmet = decisions.of_pair(pairs[1]).filter(|decision| !met.contains(&decision.known.key.identity()));
    let stale_decisions = reopen(unmet, &identities, &mut states);
    let surplus =
        |debt: &'a Debt| debts.get(&debt.known.key.identity()).copied().filter(|left| *left > 0).map(|left| (debt, left));
    let stale_debts = baseline.of_pair(pairs[0]).filter_map(surplus).collect();
    Judged { states, stale_debts, stale_decisions }
}

/// So many findings are looked at in each place where the successor of one may stand.
const TRIED: usize = 16;

/// Marks the findings that stand where dismissed ones stood; gives the decisions that reopen nothing.
fn reopen<'a>(
    unmet: impl Iterator<Item = &'a Decision>,
    findings: &[Identity<'_>],
    states: &mut [State<'a>],
) -> Vec<&'a Decision> {
    /// What a finding and its successor may have in common.
    #[derive(PartialEq, Eq, Hash)]
    enum Place<'a> {
        Bead(usize, &'a str),
        Words(&'a [String; 2]),
    }
    let mut places: HashMap<(&str, Place<'_>), Vec<usize>> = HashMap::new();
    for (index, finding) in findings.iter().enumerate().filter(|(index, _)| states.get(*index) == Some(&State::New)) {
        let beads = finding.bead.iter().enumerate().filter(|(_, hash)| !hash.is_empty());
        let common = beads.map(|(side, hash)| Place::Bead(side, hash)).chain([Place::Words(&finding.words)]);
        common.for_each(|place| places.entry((finding.rule, place)).or_default().push(index));
    }
    let mut stale = Vec::new();
    for decision in unmet {
        let was = decision.known.key.identity();
        let [source, target] = was.bead;
        let common = [Place::Bead(0, source), Place::Bead(1, target), Place::Words(&was.words)];
        let candidates = common
            .into_iter()
            .filter_map(|place| places.get(&(was.rule, place)))
            .flat_map(|found| found.iter().copied().filter(|index| states.get(*index) == Some(&State::New)).take(TRIED));
        let alike = |index: &usize| {
            let is = findings.get(*index);
            let same = |weight, same: bool| if same { weight } else { 0 };
            is.map_or(0, |is| {
                let sides =
                    [0, 1].map(|side| same(2, is.words[side] == was.words[side]) + same(1, is.bead[side] == was.bead[side]));
                sides[0] + sides[1]
            })
        };
        // Of findings that are as much alike, the first.
        let successor = candidates.max_by_key(|index| (alike(index), std::cmp::Reverse(*index)));
        match successor.filter(|_| decision.verdict.dismisses()).and_then(|index| states.get_mut(index)) {
            Some(state) => *state = State::Reopened(decision),
            None => stale.push(decision),
        }
    }
    stale
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::verdict::Key;

    const ZH: &str = "城中有三十五万人。";
    const EN: &str = "The city held 35,000 people.";

    fn pair() -> [String; 2] {
        ["zh.txt".into(), "en.txt".into()]
    }

    fn known(words: [&str; 2], sentences: [&str; 2]) -> Known {
        let mut key = Key::new("number-mismatch", words, sentences);
        key.pair = pair();
        Known { key, fingerprint: "0f".into() }
    }

    fn decided(known: Known, verdict: Verdict) -> Decisions {
        let mut decisions = Decisions::default();
        let date = "2026-11-22".parse().expect("a day");
        decisions.add(Decision { known, verdict, reason: "because".into(), note: String::new(), author: "Ann".into(), date });
        decisions
    }

    #[test]
    fn as_many_findings_are_known_as_the_baseline_counts() {
        let finding = known(["三十五万", "35,000"], [ZH, EN]);
        let mut baseline = Baseline::default();
        baseline.add(&finding);
        baseline.add(&finding);
        let decisions = Decisions::default();
        let judged = |count: usize| judge(&baseline, &decisions, [&pair(); 2], &vec![finding.clone(); count]);
        assert_eq!(judged(3).states, [State::Baseline, State::Baseline, State::New]);
        assert_eq!(judged(3).stale_debts, []);
        assert_eq!(judged(1).stale_debts.iter().map(|(_, left)| *left).collect::<Vec<_>>(), [1]);
        assert_eq!(judge(&baseline, &decisions, [&["b".into(), "c".into()]; 2], &[]).stale_debts, []);
    }

    #[test]
    fn a_decision_holds_while_the_words_do_and_goes_before_the_baseline() {
        let finding = known(["三十五万", "35,000"], [ZH, EN]);
        let mut baseline = Baseline::default();
        baseline.add(&finding);
        let (dismissed, confirmed) = (decided(finding.clone(), Verdict::Intended), decided(finding.clone(), Verdict::Confirmed));
        let first = judge(&baseline, &dismissed, [&pair(); 2], std::slice::from_ref(&finding));
        assert!(matches!(first.states[..], [State::Dismissed(_)]) && first.stale_debts.is_empty(), "{first:?}");
        assert!(matches!(judge(&baseline, &confirmed, [&pair(); 2], &[finding]).states[..], [State::Confirmed(_)]));
    }

    #[test]
    fn a_dismissal_reopens_where_the_sentence_changed_and_once_only() {
        let decisions = decided(known(["三十五万", "35,000"], [ZH, EN]), Verdict::CheckerWrong);
        let baseline = Baseline::default();
        let other = known(["两千", "20"], [ZH, "It held 36,000 people and 20 horses."]);
        let changed = known(["三十五万", "36,000"], [ZH, "It held 36,000 people and 20 horses."]);
        let findings = [other, changed];
        let judged = judge(&baseline, &decisions, [&pair(); 2], &findings);
        assert!(matches!(judged.states[..], [State::New, State::Reopened(_)]), "{judged:?}");
        assert_eq!(judged.stale_decisions, Vec::<&Decision>::new());
        let elsewhere = [known(["一", "2"], ["一。", "Two."])];
        let judged = judge(&baseline, &decisions, [&pair(); 2], &elsewhere);
        assert_eq!((judged.states, judged.stale_decisions.len()), (vec![State::New], 1));
    }

    #[test]
    fn what_was_confirmed_and_put_right_reopens_nothing() {
        let decisions = decided(known(["三十五万", "35,000"], [ZH, EN]), Verdict::Confirmed);
        let (baseline, findings) = (Baseline::default(), [known(["三十五万", "36,000"], [ZH, "x"])]);
        let judged = judge(&baseline, &decisions, [&pair(); 2], &findings);
        assert_eq!((judged.states, judged.stale_decisions.len()), (vec![State::New], 1));
    }
}
