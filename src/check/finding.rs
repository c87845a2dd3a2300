//! A finding: a place where the two sides disagree, shown at both.

use serde::Serialize;

use crate::text::{Side, Span};

/// How much a finding weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// Worth knowing.
    Note,
    /// Probably wrong; worth a look.
    Warning,
    /// A reader would be misled, and the checker is sure.
    Error,
}

/// Words of one side that a finding speaks of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// The side that they stand on.
    pub side: Side,
    /// Their place in the document; empty where something should stand and does not.
    pub span: Span,
    /// What is to be said of them, empty where the message says it all.
    pub text: String,
}

/// A place where the two sides disagree.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    /// The name of the rule.
    pub rule: &'static str,
    /// How much it weighs.
    pub level: Level,
    /// How likely it is right, 0 to 1.
    pub confidence: f32,
    /// The bead, by its index in the alignment.
    pub bead: usize,
    /// One sentence that quotes both sides.
    pub message: String,
    /// The words of the original.
    pub source: Label,
    /// The words of the rendering.
    pub target: Label,
    /// Further places, such as an earlier rendering of the same name.
    pub more: Vec<Label>,
    /// What should stand in the rendering, where that is known.
    pub suggestion: Option<String>,
}
