//! `kanhe pairs`: which files belong together, and why the others do not.

use serde::Serialize;

use super::Outcome;
use super::beads::counted;
use super::options::{ListFormat, OverviewOptions};
use super::output::{Output, remark};
use super::project::{Project, named, nothing_named};

/// A pair as machines read it.
#[derive(Serialize)]
struct PairRecord {
    source: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    target: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    alignment: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    source_lang: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    target_lang: Option<String>,
    reason: String,
}

/// A file in no pair as machines read it.
#[derive(Serialize)]
struct LoneRecord {
    unpaired: String,
    reason: String,
}

/// Prints the pairs.
pub(super) fn run(options: &OverviewOptions) -> anyhow::Result<Outcome> {
    let Some(project) = Project::find(options.config.as_deref())? else { return Err(nothing_named("check")) };
    let expanded = project.expanded()?;
    let mut output = Output::open(options.output.as_deref())?;
    for pair in &expanded.pairs {
        let (source, target) = (named(&pair.source), pair.target.as_deref().map(named));
        let alignment = pair.alignment.as_deref().map(named);
        match (options.format, options.explain) {
            (ListFormat::Jsonl, _) => {
                let [source_lang, target_lang] = pair.languages.clone();
                let reason = pair.reason.to_string();
                output.json_line(&PairRecord { source, target, alignment, source_lang, target_lang, reason })?;
            }
            (ListFormat::Text, false) => {
                let cells: Vec<String> = [Some(source), target, alignment].into_iter().flatten().collect();
                output.text(&format!("{}\n", cells.join("\t")))?;
            }
            (ListFormat::Text, true) => {
                let both = target.map_or_else(|| source.clone(), |target| format!("{source} and {target}"));
                output.text(&format!("{both}: {}\n", pair.reason))?;
            }
        }
    }
    for lone in expanded.unpaired.iter().filter(|_| options.explain) {
        let (unpaired, reason) = (named(&lone.path), lone.reason.clone());
        match options.format {
            ListFormat::Jsonl => output.json_line(&LoneRecord { unpaired, reason })?,
            ListFormat::Text => output.text(&format!("{unpaired} is in no pair: {reason}\n"))?,
        }
    }
    output.finish()?;
    let (pairs, lone) = (expanded.pairs.len(), expanded.unpaired.len());
    let hint = if options.explain || lone == 0 { "" } else { "; --explain tells why" };
    remark(&format!("remark: {}, {} in no pair{hint}", counted(pairs, "pair"), counted(lone, "text")));
    Ok(Outcome::Passed)
}
