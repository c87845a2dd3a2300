//! `kanhe rules` and `kanhe explain`: what is checked, and why.

use anyhow::bail;

use kanhe::check::{Level, rules};
use kanhe::config::nearest;

use super::Outcome;
use super::options::{ExplainOptions, ListFormat, RulesOptions};
use super::output::Output;

/// A rule as machines read it.
#[derive(serde::Serialize)]
struct RuleRecord {
    name: &'static str,
    level: Level,
    summary: &'static str,
}

/// Prints the rules.
pub(super) fn list(options: &RulesOptions) -> anyhow::Result<Outcome> {
    let mut output = Output::open(None)?;
    let width = rules::RULES.iter().map(|rule| rule.name.len()).max().unwrap_or_default();
    for rule in rules::RULES {
        match options.format {
            ListFormat::Text => {
                let level = match rule.level {
                    Level::Error => "error",
                    Level::Warning => "warning",
                    Level::Note => "note",
                };
                output.text(&format!("{:width$}  {level:7}  {}\n", rule.name, rule.summary))?;
            }
            ListFormat::Jsonl => {
                output.json_line(&RuleRecord { name: rule.name, level: rule.level, summary: rule.summary })?;
            }
        }
    }
    output.finish()?;
    Ok(Outcome::Passed)
}

/// Prints the page of a rule.
pub(super) fn explain(options: &ExplainOptions) -> anyhow::Result<Outcome> {
    let Some(rule) = rules::find(&options.rule) else {
        let names: Vec<&str> = rules::RULES.iter().map(|rule| rule.name).collect();
        let near = nearest(&options.rule, &names).map(|near| format!("; “{near}” is the nearest")).unwrap_or_default();
        bail!("there is no rule “{}”{near} (`kanhe rules` lists them)", options.rule);
    };
    let mut output = Output::open(None)?;
    output.text(rule.page)?;
    output.finish()?;
    Ok(Outcome::Passed)
}
