//! The files of a project: its configuration, and the pairs that its patterns and presets stand for.

mod chapters;
mod expand;
mod files;
mod group;
mod layout;
mod links;
mod reading;
mod table;
mod tag;

use std::fmt;
use std::path::{Path, PathBuf};

pub use expand::expand;
pub use files::{is_text, walk};
pub use layout::{Layout, layouts};
pub use links::rendered_revision;

use crate::config::{GlobError, Preset};

/// The name of the configuration file.
pub const CONFIG_NAME: &str = "kanhe.toml";

/// The nearest `kanhe.toml`, from `folder` upward.
#[must_use]
pub fn nearest_config(folder: &Path) -> Option<PathBuf> {
    folder.ancestors().map(|folder| folder.join(CONFIG_NAME)).find(|path| path.is_file())
}

/// Two files that belong together, and what says so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FilePair {
    /// The original.
    pub source: PathBuf,
    /// The rendering; none where the original holds both sides.
    pub target: Option<PathBuf>,
    /// Both as the configuration names them: from its folder, with `/` between names.
    pub names: Vec<String>,
    /// The bead file that the configuration names, whether there is one yet or not; where it names none, the usual one if it
    /// is there.
    pub alignment: Option<PathBuf>,
    /// The bead file that holds where the configuration names none: in the folder `alignments`, under the path of the rendering.
    pub usual_beads: Option<PathBuf>,
    /// The languages of the two sides, as far as the configuration tells them.
    pub languages: [Option<String>; 2],
    /// The place of its `[[pairs]]` in the configuration, counted from 0.
    pub pattern: usize,
    /// What says that they belong together.
    pub reason: Reason,
}

/// What says that two files belong together.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Reason {
    /// The configuration names them.
    Named,
    /// A line of a map names them.
    Map(String, usize),
    /// A pattern stands for the original.
    Pattern(String),
    /// Their paths fit a preset.
    Preset(Preset),
    /// Their front matter has the same `translationKey`.
    TranslationKey(String),
    /// One of them names the other behind `:Original:`.
    Original,
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Named => f.write_str("named in kanhe.toml"),
            Self::Map(map, line) => write!(f, "{map}, line {line}"),
            Self::Pattern(pattern) => write!(f, "pattern {pattern}"),
            Self::Preset(preset) => write!(f, "preset {}", preset.name()),
            Self::TranslationKey(key) => write!(f, "translationKey {key}"),
            Self::Original => f.write_str(":Original:"),
        }
    }
}

/// A file that is in no pair, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unpaired {
    /// The file.
    pub path: PathBuf,
    /// Whether it is an original whose rendering is missing.
    pub lacks_rendering: bool,
    /// Why, to stand after the file's name.
    pub reason: String,
}

/// What a configuration stands for in its folder.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Expanded {
    /// The pairs, in the order of the configuration and then of the paths, each once.
    pub pairs: Vec<FilePair>,
    /// The files that are in no pair, in the order of their paths.
    pub unpaired: Vec<Unpaired>,
}

/// Why a configuration cannot be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum PatternError {
    /// The target or the alignment has other wildcards than the source.
    #[error(
        "“{other}” must have the same wildcards as “{source_pattern}”, in the same order, or name a folder, such as “{folder}**”, \
         in which the same path is looked for"
    )]
    Wildcards {
        /// The pattern of the originals.
        source_pattern: String,
        /// The pattern of the renderings or of the bead files.
        other: String,
        /// The folders at the beginning of the latter.
        folder: String,
    },
    /// No file fits the source.
    #[error("no file fits “{0}”; patterns are read from the folder of kanhe.toml")]
    NoFile(String),
    /// A preset finds nothing.
    #[error(
        "the preset {preset} finds no pair of {} and {}; `kanhe pairs --explain` tells why, and source-lang and target-lang name \
         other languages", languages[0], languages[1]
    )]
    NoPair {
        /// The name of the preset.
        preset: &'static str,
        /// The languages that it looks for.
        languages: [String; 2],
    },
    /// Several files fit one.
    #[error("{}", ambiguous(.0))]
    Ambiguous(Vec<Ambiguity>),
    /// A map cannot be read.
    #[error("{0}")]
    Map(String),
    /// A folder cannot be walked.
    #[error(transparent)]
    Walk(#[from] ignore::Error),
    /// A pattern cannot be read.
    #[error(transparent)]
    Pattern(#[from] GlobError),
}

/// A file that several others fit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ambiguity {
    /// The file.
    pub path: String,
    /// Whether the others are originals of it, and not renderings.
    pub originals: bool,
    /// Those that fit.
    pub fitting: Vec<String>,
}

/// How many ambiguities are named before the rest is counted.
const NAMED: usize = 5;

fn ambiguous(all: &[Ambiguity]) -> String {
    let mut told = Vec::new();
    for Ambiguity { path, originals, fitting } in all.iter().take(NAMED) {
        let what = if *originals { "originals" } else { "renderings" };
        told.push(format!("{path} has several {what} that fit: {}", fitting.join(", ")));
    }
    if all.len() > NAMED {
        told.push(format!("and {} more", all.len() - NAMED));
    }
    let key = if all.first().is_some_and(|first| first.originals) { "source-lang" } else { "target-lang" };
    format!(
        "{}; tell the language more closely, such as {key} = \"zh-TW\", leave the others out with exclude, or name the pair in a \
         [[pairs]] of its own",
        told.join("; ")
    )
}
