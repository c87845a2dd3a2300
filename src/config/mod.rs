//! `kanhe.toml`: which texts belong together, and how much each rule may say.

mod glob;
mod levels;
mod pairs;

use serde::Deserialize;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

pub use glob::{Glob, GlobError};
pub use levels::{Override, RuleLevel, RuleLevels};
pub use pairs::{PairPattern, Preset};

use crate::check::{Level, rules};

/// What `kanhe.toml` holds. Paths in it are relative to the folder that it lies in.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Config {
    /// The weakest finding that makes a check fail.
    #[serde(alias = "fail_on")]
    pub fail_on: Option<FailOn>,
    /// The level that each rule may reach, by its name.
    #[serde(default)]
    pub rules: RuleLevels,
    /// The file of findings of old, which are not spoken of.
    pub baseline: Option<String>,
    /// The file of what people said of findings.
    pub decisions: Option<String>,
    /// Other levels in some paths; a later one prevails.
    #[serde(default)]
    pub overrides: Vec<Override>,
    /// The glossaries that hold for every check.
    #[serde(default)]
    pub glossaries: Vec<String>,
    /// The sections of the glossaries that hold; all, where none is named.
    #[serde(default)]
    pub domains: Vec<String>,
    /// Patterns of files that no pair may have.
    #[serde(default)]
    pub exclude: Vec<String>,
    /// The pairs that `kanhe check` checks and `kanhe align` aligns.
    #[serde(default)]
    pub pairs: Vec<PairPattern>,
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

/// What is wrong in `kanhe.toml`, and where.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {message}")]
pub struct ConfigError {
    /// The line, counted from 1.
    pub line: usize,
    /// What is wrong and what should stand there.
    pub message: String,
}

const TOP: &[&str] = &["fail-on", "rules", "overrides", "baseline", "decisions", "glossaries", "domains", "exclude", "pairs"];
const OVERRIDE: &[&str] = &["paths", "rules"];
const PAIR: &[&str] = &["source", "target", "preset", "map", "source-lang", "target-lang", "alignment", "exclude", "glossaries"];
/// Keys that may hold patterns of paths.
const PATTERNS: &[&str] = &["source", "target", "alignment", "exclude", "paths"];

impl Config {
    /// Reads the text of `kanhe.toml`.
    ///
    /// # Errors
    ///
    /// [`ConfigError`] for text that is no TOML, for values of the wrong kind, for patterns that cannot be read, and for
    /// keys, rules and presets that kanhe does not know, with the nearest known one.
    pub fn parse(text: &str) -> Result<Self, ConfigError> {
        let fail = |error: toml::de::Error| ConfigError {
            line: line_of(text, error.span().map_or(0, |span| span.start)),
            message: error.message().to_owned(),
        };
        let table = DeTable::parse(text).map_err(fail)?;
        Reading { text }.table(table.get_ref())?;
        let config: Self = toml::from_str(text).map_err(fail)?;
        let lines = tables(table.get_ref(), "pairs").map(|(_, start)| line_of(text, start));
        for (pair, line) in config.pairs.iter().zip(lines) {
            if let Some(message) = pair.fault() {
                return Err(ConfigError { line, message });
            }
        }
        Ok(config)
    }

    /// The levels that rules may reach in a pair with files at `paths`, which are told from the folder of the configuration.
    #[must_use]
    pub fn levels(&self, paths: &[&str]) -> RuleLevels {
        let mut levels = self.rules.clone();
        self.overrides.iter().filter(|over| over.covers(paths)).for_each(|over| levels.overlay(&over.rules));
        levels
    }
}

/// The tables of an array of tables, each with the byte at which it begins.
fn tables<'a>(table: &'a DeTable<'a>, key: &str) -> impl Iterator<Item = (&'a DeTable<'a>, usize)> {
    let array = table.get(key).and_then(|value| if let DeValue::Array(array) = value.get_ref() { Some(array) } else { None });
    array.into_iter().flat_map(|array| array.iter()).filter_map(|value| match value.get_ref() {
        DeValue::Table(table) => Some((table, value.span().start)),
        _ => None,
    })
}

/// Looks for what [`Deserialize`] passes over or tells poorly.
struct Reading<'a> {
    text: &'a str,
}

impl Reading<'_> {
    fn table(&self, table: &DeTable<'_>) -> Result<(), ConfigError> {
        self.only(table, TOP, "key")?;
        self.rules(table)?;
        self.patterns(table)?;
        for (over, _) in tables(table, "overrides") {
            self.only(over, OVERRIDE, "key")?;
            self.rules(over)?;
            self.patterns(over)?;
        }
        for (pair, _) in tables(table, "pairs") {
            self.only(pair, PAIR, "key")?;
            self.patterns(pair)?;
            if let Some(preset) = pair.get("preset")
                && let DeValue::String(name) = preset.get_ref()
            {
                let known = Preset::ALL.map(|(_, name)| name);
                if !known.contains(&name.as_ref()) {
                    return Err(self.unknown(preset.span().start, "preset", name, &known));
                }
            }
        }
        Ok(())
    }

    fn rules(&self, table: &DeTable<'_>) -> Result<(), ConfigError> {
        let known: Vec<&str> = rules::RULES.iter().map(|rule| rule.name).collect();
        match table.get("rules").map(Spanned::get_ref) {
            Some(DeValue::Table(levels)) => self.only(levels, &known, "rule"),
            _ => Ok(()),
        }
    }

    fn patterns(&self, table: &DeTable<'_>) -> Result<(), ConfigError> {
        let values = PATTERNS.iter().filter_map(|key| table.get(*key));
        let strings = values.flat_map(|value| match value.get_ref() {
            DeValue::Array(array) => array.iter().collect(),
            _ => vec![value],
        });
        for string in strings {
            if let DeValue::String(pattern) = string.get_ref() {
                let fail = |error: GlobError| ConfigError { line: self.line(string.span().start), message: error.to_string() };
                Glob::new(pattern).map_err(fail)?;
            }
        }
        Ok(())
    }

    /// Refuses the first key of `table` that is not `known`.
    fn only(&self, table: &DeTable<'_>, known: &[&str], what: &str) -> Result<(), ConfigError> {
        // Rules are named in one way everywhere; keys may have underscores for hyphens.
        let is_known = |key: &str| known.contains(&key) || what == "key" && known.contains(&key.replace('_', "-").as_str());
        let unknown = table.keys().filter(|key| !is_known(key.get_ref())).min_by_key(|key| key.span().start);
        unknown.map_or(Ok(()), |key| Err(self.unknown(key.span().start, what, key.get_ref(), known)))
    }

    fn unknown(&self, byte: usize, what: &str, name: &str, known: &[&str]) -> ConfigError {
        let message = match nearest(name, known) {
            Some(near) => format!("there is no {what} “{name}”; “{near}” is the nearest"),
            None => format!("there is no {what} “{name}”"),
        };
        ConfigError { line: self.line(byte), message }
    }

    fn line(&self, byte: usize) -> usize {
        line_of(self.text, byte)
    }
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
        assert_eq!(error.line, 2);
    }

    #[test]
    fn presets_and_patterns_are_looked_at_with_the_rest() {
        let error = Config::parse("[[pairs]]\npreset = \"sufix\"\n").expect_err("no such preset");
        assert_eq!(error.to_string(), "line 2: there is no preset “sufix”; “suffix” is the nearest");
        let error = Config::parse("[[pairs]]\nsource = \"a/*.{md\"\ntarget = \"b\"\n").expect_err("an open brace");
        assert!(error.line == 2 && error.message.contains("not closed"), "{error}");
        assert!(Config::parse("[[pairs]]\npreset = \"folder\"\nsource_lang = \"zh\"\n").is_ok());
        for wrong in ["map = \"a\"\nsource = \"b\"", "preset = \"one-file\"", "preset = \"two-repositories\"\nsource = \"a\""] {
            assert_eq!(Config::parse(&format!("[[pairs]]\n{wrong}\n")).expect_err("half a table").line, 1, "{wrong}");
        }
    }

    #[test]
    fn levels_of_some_paths_stand_over_those_of_all() {
        let rule = rules::RULES[0].name;
        let text = format!(
            "[rules]\n{rule} = \"note\"\n[[overrides]]\npaths = [\"old/**\"]\nrules = {{ {rule} = \"off\" }}\n\
             [[overrides]]\npaths = [\"old/new/**\"]\n[overrides.rules]\n{rule} = \"error\"\n"
        );
        let config = Config::parse(&text).expect("a sound file");
        let level = |paths: &[&str]| format!("{:?}", config.levels(paths));
        assert!(level(&["a.md", "b.md"]).contains("Note"));
        assert!(level(&["a.md", "old/b.md"]).contains("Off"));
        assert!(level(&["old/new/a.md", "b.md"]).contains("Error"));
        let error = Config::parse("[[overrides]]\npath = []\n").expect_err("an unknown key");
        assert_eq!(error.to_string(), "line 2: there is no key “path”; “paths” is the nearest");
    }
}
