//! Comparing what the two sides of each bead say.

mod discourse;
mod finding;
mod meaning;
mod pair;
mod rule;
pub mod rules;
pub mod stale;
mod terms;
mod values;

pub use finding::{Finding, Label, Level};
pub use pair::{BeadView, PairView, Text};
pub use rule::{Check, DOUBTFUL, Findings, Rule};

use crate::glossary::Glossary;
use stale::Stale;

/// Runs every rule over the pair; findings come in the order of their places.
#[must_use]
pub fn check(pair: &PairView<'_>) -> Vec<Finding> {
    check_with(pair, &Glossary::default(), false)
}

/// Runs every rule over the pair, those of terms by what `glossary` says; findings come in the order of their places.
///
/// With `fast`, rules that need the sentence encoder find nothing.
#[must_use]
pub fn check_with(pair: &PairView<'_>, glossary: &Glossary, fast: bool) -> Vec<Finding> {
    check_beside(pair, glossary, &[], fast)
}

/// The same, beside renderings that are known to be `stale`.
#[must_use]
pub fn check_beside(pair: &PairView<'_>, glossary: &Glossary, stale: &[Stale], fast: bool) -> Vec<Finding> {
    let mut findings = Findings::new(pair, terms::TermsOfPair::of(glossary, pair), stale, fast);
    for rule in rules::RULES {
        findings.run(rule);
    }
    findings.finish()
}
