//! A sentence of the rendering that the original does not have.

use super::unpaired;
use crate::check::{Check, Level, Rule};
use crate::text::Side;

/// A sentence of the rendering that the original does not have.
pub(super) static RULE: Rule = Rule {
    name: "extra-text",
    summary: "a sentence of the rendering has no counterpart in the original",
    level: Level::Error,
    page: include_str!("extra_text.md"),
    check: Check::Pair(|pair, findings| unpaired::find(Side::Target, pair, findings)),
};
