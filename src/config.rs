//! `kanhe.toml`: which texts belong together, and how much each rule may say.

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::check::{Finding, Level, rules};

/// What `kanhe.toml` holds. Paths in it are relative to the folder that it lies in.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Config {
    /// The weakest finding that makes a check fail.
    pub fail_on: Option<FailOn>,
    /// The level that each rule may reach, by its name.
    #[serde(default)]
    pub rules: RuleLevels,
    /// The pairs that `kanhe check` checks and `kanhe align` aligns.
    #[serde(default)]
    pub pairs: Vec<PairPattern>,
    /// The glossaries that hold for every check.
    #[serde(default)]
    pub glossaries: Vec<String>,
    /// The sections of the glossaries that hold; all, where none is named.
    #[serde(default)]
    pub domains: Vec<String>,
}

/// Originals and their renderings: two paths, or two patterns.
///
/// In a pattern `*` stands for any characters of one name and `**` for any folders; what they stand for in
/// the source stands in the same order for those of the target.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct PairPattern {
    /// The original.
    pub source: String,
    /// The rendering.
    pub target: String,
    /// The language of the original, a BCP 47 tag.
    pub source_lang: Option<String>,
    /// The language of the rendering, a BCP 47 tag.
    pub target_lang: Option<String>,
    /// The bead file that says how their sentences are paired; a pattern where source and target are patterns.
    pub alignment: Option<String>,
    /// Patterns of originals that are left out.
    #[serde(default)]
    pub exclude: Vec<String>,
}

/// The weakest finding that makes a check fail.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum FailOn {
    /// Any finding.
    Note,
    /// Warnings and errors.
    Warning,
    /// Errors alone.
    Error,
    /// None.
    Never,
}

impl FailOn {
    /// Whether a finding of `level` fails.
    #[must_use]
    pub fn fails(self, level: Level) -> bool {
        match self {
            Self::Note => true,
            Self::Warning => level >= Level::Warning,
            Self::Error => level >= Level::Error,
            Self::Never => false,
        }
    }
}

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
}

/// What is wrong in `kanhe.toml`, and where.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {message}")]
pub struct ConfigError {
    /// The line, counted from 1.
    pub line: usize,
    /// What is wrong and what should stand there.
    pub message: String,
}

const TOP: &[&str] = &["fail-on", "rules", "pairs", "glossaries", "domains"];
const PAIR: &[&str] = &["source", "target", "source-lang", "target-lang", "alignment", "exclude"];

impl Config {
    /// Reads the text of `kanhe.toml`.
    ///
    /// # Errors
    ///
    /// [`ConfigError`] for text that is no TOML, for values of the wrong kind, and for keys and rules that
    /// kanhe does not know, with the nearest known one.
    pub fn parse(text: &str) -> Result<Self, ConfigError> {
        let fail = |error: toml::de::Error| ConfigError {
            line: line_of(text, error.span().map_or(0, |span| span.start)),
            message: error.message().to_owned(),
        };
        known_keys(text, DeTable::parse(text).map_err(fail)?.get_ref())?;
        toml::from_str(text).map_err(fail)
    }
}

fn known_keys(text: &str, table: &DeTable<'_>) -> Result<(), ConfigError> {
    only(text, table, TOP, "key")?;
    let rule_names: Vec<&str> = rules::RULES.iter().map(|rule| rule.name).collect();
    if let Some(DeValue::Table(levels)) = table.get("rules").map(Spanned::get_ref) {
        only(text, levels, &rule_names, "rule")?;
    }
    if let Some(DeValue::Array(pairs)) = table.get("pairs").map(Spanned::get_ref) {
        for pair in pairs.iter() {
            if let DeValue::Table(pair) = pair.get_ref() {
                only(text, pair, PAIR, "key")?;
            }
        }
    }
    Ok(())
}

/// Refuses the first key of `table` that is not `known`.
fn only(text: &str, table: &DeTable<'_>, known: &[&str], what: &str) -> Result<(), ConfigError> {
    let unknown = table.keys().filter(|key| !known.contains(&key.get_ref().as_ref())).min_by_key(|key| key.span().start);
    let Some(key) = unknown else { return Ok(()) };
    let name = key.get_ref();
    let message = match nearest(name, known) {
        Some(near) => format!("there is no {what} “{name}”; “{near}” is the nearest"),
        None => format!("there is no {what} “{name}”"),
    };
    Err(ConfigError { line: line_of(text, key.span().start), message })
}

/// The name among `known` that is spelled most like `name`.
#[must_use]
pub fn nearest<'a>(name: &str, known: &[&'a str]) -> Option<&'a str> {
    known.iter().copied().min_by_key(|candidate| strsim::osa_distance(name, candidate))
}

fn line_of(text: &str, byte: usize) -> usize {
    1 + text.bytes().take(byte).filter(|&byte| byte == b'\n').count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_rules_and_the_failing_level_are_read() {
        let config = Config::parse(
            "fail-on = \"warning\"\n[[pairs]]\nsource = \"zh/**/*.md\"\ntarget = \"en/**/*.md\"\nsource-lang = \"zh\"\n",
        )
        .expect("a sound file");
        assert_eq!(config.fail_on, Some(FailOn::Warning));
        assert_eq!(config.pairs.len(), 1);
        assert_eq!(config.pairs[0].source_lang.as_deref(), Some("zh"));
        assert_eq!(Config::parse("").expect("an empty file"), Config::default());
    }

    #[test]
    fn an_unknown_key_is_refused_with_the_nearest_known_one() {
        let error = Config::parse("\n[[pairs]]\nsorce = \"a\"\ntarget = \"b\"\n").expect_err("an unknown key");
        assert_eq!(error.to_string(), "line 3: there is no key “sorce”; “source” is the nearest");
        let error = Config::parse("failon = \"error\"\n").expect_err("an unknown key");
        assert_eq!(error.to_string(), "line 1: there is no key “failon”; “fail-on” is the nearest");
        assert_eq!(Config::parse("[rules]\nno-such-rule = \"off\"\n").expect_err("an unknown rule").line, 2);
    }

    #[test]
    fn a_missing_or_wrong_value_is_told_with_its_line() {
        assert_eq!(Config::parse("fail-on = \"sometimes\"\n").expect_err("no such level").line, 1);
        let error = Config::parse("\n[[pairs]]\nsource = \"a\"\n").expect_err("no target");
        assert!(error.message.contains("target"), "{error}");
    }
}
