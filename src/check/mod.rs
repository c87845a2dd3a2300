//! Comparing what the two sides of each bead say.

mod discourse;
mod finding;
mod pair;
mod rule;
pub mod rules;
mod values;

pub use finding::{Finding, Label, Level};
pub use pair::{BeadView, PairView, Text};
pub use rule::{Check, DOUBTFUL, Findings, Rule};

/// Runs every rule over the pair; findings come in the order of their places.
#[must_use]
pub fn check(pair: &PairView<'_>) -> Vec<Finding> {
    let mut findings = Findings::new(pair);
    for rule in rules::RULES {
        findings.run(rule);
    }
    findings.finish()
}
