//! A rendering that is as it was while its original has changed.

use crate::check::stale::{Known, Stale};
use crate::check::{Check, Findings, Level, Rule};

/// A rendering that is as it was while its original has changed.
pub(super) static RULE: Rule = Rule {
    name: "stale-translation",
    summary: "the original has changed and its rendering has not",
    level: Level::Warning,
    page: include_str!("stale_translation.md"),
    check: Check::Stale(find),
};

/// How likely a change asks for another rendering.
const CONFIDENCE: f32 = 0.8;
/// How much of the former words is quoted, in characters.
const QUOTED: usize = 60;
/// How much of the name of a revision tells it from others.
const REVISION: usize = 10;

fn find(stale: &Stale, findings: &mut Findings<'_>) {
    let message = match &stale.known {
        Known::Words(words) => {
            format!("the original has changed and the rendering is as it was; the original said “{}”", quoted(words))
        }
        Known::Revision(revision) => {
            let revision: String = revision.chars().take(REVISION).collect();
            format!("the original has changed since {revision}, the revision that the rendering is said to render")
        }
    };
    findings.add(stale.bead, Level::Warning, CONFIDENCE, message, stale.source, stale.target);
}

/// Words on one line, cut where there are many.
fn quoted(words: &str) -> String {
    let line = words.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(QUOTED) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line,
    }
}
