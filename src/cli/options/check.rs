//! The arguments of `kanhe check`.

use std::path::PathBuf;

use clap::{Args, FromArgMatches, ValueEnum};

use kanhe::config;
use kanhe::report::ColumnUnit;

use super::input::{ReadingOptions, SelectionOptions, VerdictOptions};

pub(super) const CHECK_EXAMPLES: &str = "\
Examples:
  kanhe check original.zh.txt rendering.en.txt
  kanhe check --format json original.zh.txt rendering.en.txt
  kanhe check bilingual.txt                 original and rendering in one text, by turns
  kanhe check memory.tmx --target-lang en   a file of units: TMX, XLIFF, PO, CSV, TSV
  kanhe check client.xlf --annotate client.checked.xlf
  kanhe check                               every pair in kanhe.toml
  kanhe check --glossary terms.tsv original.zh.txt rendering.en.txt
  kanhe check --list pairs.txt --format jsonl
  kanhe check --pairs pairs.jsonl --format jsonl

A pair is a JSON object on a line of its own; only id, source and target are required:
  {\"id\": \"1\", \"source\": \"…\", \"target\": \"…\", \"document\": \"a\", \"source_lang\": \"zh\", \"target_lang\": \"en\"}

Exit status: 0 no finding at or above --fail-on, 1 findings, 2 the job could not be done.";

#[derive(Debug, Args)]
pub(in crate::cli) struct CheckOptions {
    /// The original, or one text that holds both sides; `-` for standard input
    pub(in crate::cli) source: Option<String>,
    /// The rendering; `-` for standard input
    pub(in crate::cli) target: Option<String>,
    /// Read pairs that are aligned already, a JSON object a line; `-` for standard input
    #[arg(long, value_name = "FILE", conflicts_with_all = ["source", "target", "alignment", "segmented"])]
    pub(in crate::cli) pairs: Option<String>,
    /// Check the pairs of this list, one a line: original, tab, rendering, perhaps tab and bead file; `-` for standard input
    #[arg(long, value_name = "FILE", conflicts_with_all = ["source", "pairs"])]
    pub(in crate::cli) list: Option<String>,
    #[command(flatten)]
    pub(in crate::cli) selection: SelectionOptions,
    #[command(flatten)]
    pub(in crate::cli) reading: ReadingOptions,
    /// How findings are printed
    #[arg(long, value_enum, default_value_t = CheckFormat::Text)]
    pub(in crate::cli) format: CheckFormat,
    /// What columns count in SARIF; the standard has utf16 and codepoint, some readers count bytes
    #[arg(long, value_enum, value_name = "UNIT", default_value_t = Columns::Utf16)]
    pub(in crate::cli) sarif_columns: Columns,
    #[command(flatten)]
    pub(in crate::cli) verdicts: VerdictOptions,
    /// Speak of the findings in the baseline too
    #[arg(long, conflicts_with = "baseline")]
    pub(in crate::cli) no_baseline: bool,
    /// Fail where an entry of the baseline, a decision or a comment fits no finding any more, and name each
    #[arg(long, visible_alias = "strict-baseline")]
    pub(in crate::cli) strict: bool,
    /// Show what is known and settled too, each finding with its state: new, baseline, dismissed, ignored, confirmed, reopened
    #[arg(long)]
    pub(in crate::cli) all: bool,
    /// The weakest finding that makes the exit status 1 [default: error]
    #[arg(long, value_enum, value_name = "LEVEL")]
    pub(in crate::cli) fail_on: Option<FailOn>,
    /// When to colour the text
    #[arg(long, value_enum, value_name = "WHEN", default_value_t = Colour::Auto)]
    pub(in crate::cli) color: Colour,
    /// The configuration to use instead of the nearest kanhe.toml
    #[arg(long, value_name = "FILE")]
    pub(in crate::cli) config: Option<PathBuf>,
    /// How many pairs are checked at a time [default: the number of processors]
    #[arg(long, value_name = "N")]
    pub(in crate::cli) jobs: Option<std::num::NonZeroUsize>,
    /// Write to a file instead of standard output
    #[arg(long, value_name = "FILE")]
    pub(in crate::cli) output: Option<PathBuf>,
    /// Write the findings of each of many pairs into this folder, under the path of the rendering
    #[arg(long, value_name = "FOLDER", conflicts_with_all = ["source", "pairs", "output"])]
    pub(in crate::cli) output_dir: Option<PathBuf>,
    /// Pass over pairs whose findings are newer than both texts, the bead file and the configuration; they still count
    #[arg(long, requires = "output_dir")]
    pub(in crate::cli) resume: bool,
}

impl Default for CheckOptions {
    /// As where no argument is given.
    fn default() -> Self {
        let command = Self::augment_args(clap::Command::new("check").no_binary_name(true));
        let read = Self::from_arg_matches(&command.get_matches_from(std::iter::empty::<std::ffi::OsString>()));
        read.unwrap_or_else(|error| error.exit())
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum CheckFormat {
    /// For people: both sides with the words marked
    Text,
    /// One JSON object
    Json,
    /// A JSON object a finding and line
    Jsonl,
    /// Annotations of GitHub Actions, the worst first; all findings go to $GITHUB_STEP_SUMMARY
    Github,
    /// SARIF 2.1.0, for code scanning
    Sarif,
    /// A test report for build servers: a failed test a finding
    Junit,
    /// The code quality report of GitLab
    Gitlab,
    /// For reviewdog, a diagnostic a line
    Rdjsonl,
    /// Markdown, as for a comment on a pull request
    Markdown,
    /// A page for a browser: both texts side by side, to filter and search
    Html,
    /// A workbook for a client: a row a finding, both texts with the words marked, columns for verdicts
    Xlsx,
}

impl CheckFormat {
    /// What the names of such files end with.
    pub(in crate::cli) fn extension(self) -> &'static str {
        match self {
            Self::Text | Self::Github => "txt",
            Self::Json | Self::Gitlab => "json",
            Self::Jsonl | Self::Rdjsonl => "jsonl",
            Self::Junit => "xml",
            Self::Sarif => "sarif",
            Self::Markdown => "md",
            Self::Html => "html",
            Self::Xlsx => "xlsx",
        }
    }

    /// Whether it leads to places in files, which programs look up in a repository.
    pub(in crate::cli) fn names_places_in_files(self) -> bool {
        !matches!(self, Self::Text | Self::Json | Self::Jsonl)
    }

    /// Whether it can be written only when everything has been found.
    pub(in crate::cli) fn is_written_at_the_end(self) -> bool {
        !matches!(self, Self::Text | Self::Json | Self::Jsonl | Self::Rdjsonl)
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum Columns {
    /// Units of UTF-16
    Utf16,
    /// Characters
    Codepoint,
    /// Bytes of UTF-8
    Byte,
}

impl From<Columns> for ColumnUnit {
    fn from(columns: Columns) -> Self {
        match columns {
            Columns::Utf16 => Self::Utf16,
            Columns::Codepoint => Self::Characters,
            Columns::Byte => Self::Bytes,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum Colour {
    /// Where standard output is a terminal and NO_COLOR is not set
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum FailOn {
    /// Any finding
    Note,
    /// Warnings and errors
    Warning,
    /// Errors alone
    Error,
    /// Never: the status is 0 whatever is found
    Never,
}

impl From<FailOn> for config::FailOn {
    fn from(level: FailOn) -> Self {
        match level {
            FailOn::Note => Self::Note,
            FailOn::Warning => Self::Warning,
            FailOn::Error => Self::Error,
            FailOn::Never => Self::Never,
        }
    }
}
