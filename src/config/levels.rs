//! How much each rule may say, everywhere and in some paths.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::Glob;
use crate::check::{Finding, Level};

/// How much a rule may say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum RuleLevel {
    /// Nothing.
    Off,
    /// Notes: its warnings and errors become notes.
    Note,
    /// Notes and warnings: its errors become warnings.
    Warning,
    /// All that it finds.
    Error,
}

/// The levels that rules may reach; a rule that is not named says all that it finds.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(transparent)]
pub struct RuleLevels(BTreeMap<String, RuleLevel>);

impl RuleLevels {
    /// Leaves out the findings of rules that are off and lowers those above what their rule may reach.
    pub fn apply(&self, findings: &mut Vec<Finding>) {
        findings.retain_mut(|finding| {
            let highest = match self.0.get(finding.rule) {
                None | Some(RuleLevel::Error) => Level::Error,
                Some(RuleLevel::Warning) => Level::Warning,
                Some(RuleLevel::Note) => Level::Note,
                Some(RuleLevel::Off) => return false,
            };
            finding.level = finding.level.min(highest);
            true
        });
    }

    /// Lets the levels of `other` stand in place of these where both name a rule.
    pub fn overlay(&mut self, other: &Self) {
        self.0.extend(other.0.iter().map(|(rule, level)| (rule.clone(), *level)));
    }
}

/// Levels of rules in some paths.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Override {
    /// Patterns of files; a pair is meant where its original or its rendering fits one.
    pub paths: Vec<String>,
    /// The level that each rule may reach there.
    #[serde(default)]
    pub rules: RuleLevels,
}

impl Override {
    /// Whether a pair with a file at one of `paths` is meant.
    #[must_use]
    pub fn covers(&self, paths: &[&str]) -> bool {
        // Patterns that cannot be read were refused with the configuration.
        let globs = self.paths.iter().filter_map(|pattern| Glob::new(pattern).ok());
        globs.into_iter().any(|glob| paths.iter().any(|path| glob.is_match(path)))
    }
}
