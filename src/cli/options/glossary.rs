//! The arguments of `kanhe glossary`.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::input::LanguageOptions;

#[derive(Debug, Args)]
pub(in crate::cli) struct GlossaryOptions {
    #[command(subcommand)]
    pub(in crate::cli) command: GlossaryCommand,
}

#[derive(Debug, Subcommand)]
pub(in crate::cli) enum GlossaryCommand {
    /// Propose a glossary from reviewed bead files, a translation memory or pairs: terms, their renderings, counts and examples
    #[command(after_help = EXTRACT_EXAMPLES)]
    Extract(ExtractOptions),
    /// Tell what is wrong within glossaries: rows that contradict each other, terms that would never be found
    #[command(
        after_help = "Example:\n  kanhe glossary check terms.tsv terms.tbx\n\nExit status: 0 nothing is wrong, 1 problems, 2 a file cannot be read."
    )]
    Check(GlossaryCheckOptions),
}

const EXTRACT_EXAMPLES: &str = "\
Examples:
  kanhe glossary extract alignments/*.tsv --output terms.tsv
  kanhe glossary extract memory.tmx --source-lang zh --target-lang en --min-count 5

Pairs are JSON objects, one a line, as `kanhe check --pairs` reads them. Of bead files the reviewed beads are read.";

#[derive(Debug, Args)]
pub(in crate::cli) struct ExtractOptions {
    /// Bead files, bilingual files (TMX, XLIFF, CSV, TSV) or pairs in JSON lines
    #[arg(required = true, value_name = "FILE")]
    pub(in crate::cli) files: Vec<String>,
    #[command(flatten)]
    pub(in crate::cli) languages: LanguageOptions,
    /// In how many pairs a term and its rendering must stand
    #[arg(long, value_name = "N", default_value = "3")]
    pub(in crate::cli) min_count: std::num::NonZeroUsize,
    /// How exclusively the two must go together, from 0 to 1 (the Dice coefficient)
    #[arg(long, value_name = "SCORE", default_value = "0.6")]
    pub(in crate::cli) min_score: f32,
    /// Propose words of the common vocabulary too
    #[arg(long)]
    pub(in crate::cli) all_words: bool,
    /// Read the beads of bead files that nobody has reviewed too
    #[arg(long)]
    pub(in crate::cli) unreviewed: bool,
    /// Write to a file instead of standard output
    #[arg(long, value_name = "FILE")]
    pub(in crate::cli) output: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct GlossaryCheckOptions {
    /// The glossaries: TSV, CSV or TBX
    #[arg(required = true, value_name = "FILE")]
    pub(in crate::cli) files: Vec<String>,
    #[command(flatten)]
    pub(in crate::cli) languages: LanguageOptions,
}
