//! The arguments of the commands that print what is in a text or in kanhe: `segment`, `mentions`, `rules`, `explain`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::input::InputOptions;

#[derive(Debug, Args)]
pub(in crate::cli) struct SegmentOptions {
    /// The text; `-` for standard input
    pub(in crate::cli) file: String,
    /// Its language as a BCP 47 tag; told from the text where absent
    #[arg(long, value_name = "TAG")]
    pub(in crate::cli) lang: Option<String>,
    #[command(flatten)]
    pub(in crate::cli) input: InputOptions,
    /// How the sentences are printed
    #[arg(long, value_enum, default_value_t = ListFormat::Text)]
    pub(in crate::cli) format: ListFormat,
    /// Write to a file instead of standard output
    #[arg(long, value_name = "FILE")]
    pub(in crate::cli) output: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum ListFormat {
    /// For people
    Text,
    /// A JSON object a line
    Jsonl,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct MentionsOptions {
    /// The text; `-` for standard input
    pub(in crate::cli) file: String,
    /// Its language as a BCP 47 tag; told from the text where absent
    #[arg(long, value_name = "TAG")]
    pub(in crate::cli) lang: Option<String>,
    #[command(flatten)]
    pub(in crate::cli) input: InputOptions,
    /// Take each line for one sentence
    #[arg(long)]
    pub(in crate::cli) segmented: bool,
    /// How the mentions are printed
    #[arg(long, value_enum, default_value_t = ListFormat::Text)]
    pub(in crate::cli) format: ListFormat,
    /// Write to a file instead of standard output
    #[arg(long, value_name = "FILE")]
    pub(in crate::cli) output: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct RulesOptions {
    /// How the rules are printed
    #[arg(long, value_enum, default_value_t = ListFormat::Text)]
    pub(in crate::cli) format: ListFormat,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct ExplainOptions {
    /// The name of the rule
    pub(in crate::cli) rule: String,
}
