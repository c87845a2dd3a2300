//! `kanhe rules` and `kanhe explain`: what is checked, and why.

use anyhow::bail;

use kanhe::check::Level;
use kanhe::check::rules::{self, Measured};
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
    measured: Measured,
}

/// How many kinds of error a line of the list names.
const KINDS: usize = 4;

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
                let figures = in_short(&rules::measured(rule.name));
                if !figures.is_empty() {
                    output.text(&format!("{:width$}  {:7}  {figures}\n", "", ""))?;
                }
            }
            ListFormat::Jsonl => {
                let measured = rules::measured(rule.name);
                output.json_line(&RuleRecord { name: rule.name, level: rule.level, summary: rule.summary, measured })?;
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
    output.text(&figures(&rules::measured(rule.name)))?;
    output.finish()?;
    Ok(Outcome::Passed)
}

/// What was measured of a rule, in a line.
fn in_short(measured: &Measured) -> String {
    let mut parts = Vec::new();
    if let Some(alarms) = measured.alarms_in_10_000() {
        parts.push(format!("alarms on {alarms:.0} of 10,000 sound pairs"));
    }
    if let Some(precision) = measured.precision() {
        parts.push(format!("{:.0} % of its findings right", percent(precision)));
    }
    let kinds = measured.by_kind();
    if !kinds.is_empty() {
        let kind = |&(kind, part, whole): &(&str, u32, u32)| format!("{kind} {:.0} %", percent_of(part, whole));
        parts.push(format!("finds {}", kinds.iter().take(KINDS).map(kind).collect::<Vec<_>>().join(", ")));
    }
    parts.join("; ")
}

/// What was measured of a rule, as a section of its page.
fn figures(measured: &Measured) -> String {
    let mut text = "\n## Measured\n\n".to_owned();
    if measured.clean.is_empty() && measured.right.is_empty() && measured.found.is_empty() {
        text.push_str("It finds nothing in the labelled sets, or nothing without a glossary; docs/rules.md tells more.\n");
        return text;
    }
    text.push_str("Warnings and errors, default options; docs/rules.md tells what the figures mean.\n\n| set | | of | |\n| --- | --- | --- | --- |\n");
    for figure in &measured.clean {
        text.push_str(&format!("| {} | {} | {} sound pairs | alarmed |\n", figure.set, figure.part, figure.whole));
    }
    for figure in &measured.right {
        text.push_str(&format!("| {} | {} | {} findings | right |\n", figure.set, figure.part, figure.whole));
    }
    for figure in &measured.found {
        let share = percent_of(figure.part, figure.whole);
        text.push_str(&format!(
            "| {} | {} | {} of kind {} | found, {share:.1} % |\n",
            figure.set, figure.part, figure.whole, figure.kind
        ));
    }
    text
}

fn percent(share: f64) -> f64 {
    100.0 * share
}

fn percent_of(part: u32, whole: u32) -> f64 {
    percent(f64::from(part) / f64::from(whole.max(1)))
}
