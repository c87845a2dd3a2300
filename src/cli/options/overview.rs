//! The arguments of the commands that look for pairs of files: `pairs` and `init`.

use std::path::PathBuf;

use clap::Args;

use super::text::ListFormat;

pub(super) const PAIRS_EXAMPLES: &str = "\
Examples:
  kanhe pairs
  kanhe pairs --explain                     by which pattern or preset, and why a file is in no pair
  kanhe pairs > pairs.txt                   a list for --list

A line is the original, a tab, the rendering, and after another tab the bead file where one is named.";

#[derive(Debug, Args)]
pub(in crate::cli) struct InitOptions {
    /// The folder to look in
    #[arg(default_value = ".")]
    pub(in crate::cli) folder: PathBuf,
    /// Write here instead of to kanhe.toml in the folder; `-` for standard output
    #[arg(long, value_name = "FILE")]
    pub(in crate::cli) output: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct OverviewOptions {
    /// Say by which pattern or preset each pair was found, and of each other text why it is in no pair
    #[arg(long)]
    pub(in crate::cli) explain: bool,
    /// How the pairs are printed
    #[arg(long, value_enum, default_value_t = ListFormat::Text)]
    pub(in crate::cli) format: ListFormat,
    /// The configuration to use instead of the nearest kanhe.toml
    #[arg(long, value_name = "FILE")]
    pub(in crate::cli) config: Option<PathBuf>,
    /// Write to a file instead of standard output
    #[arg(long, value_name = "FILE")]
    pub(in crate::cli) output: Option<PathBuf>,
}
