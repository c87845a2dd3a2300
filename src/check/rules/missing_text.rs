//! A sentence of the original that was not rendered.

use super::unpaired;
use crate::check::{Check, Level, Rule};
use crate::text::Side;

/// A sentence of the original that was not rendered.
pub(super) static RULE: Rule = Rule {
    name: "missing-text",
    summary: "a sentence of the original has no counterpart in the rendering",
    level: Level::Error,
    page: include_str!("missing_text.md"),
    check: Check::Pair(|pair, findings| unpaired::find(Side::Source, pair, findings)),
};
