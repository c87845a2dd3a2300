//! The arguments of the command line.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use kanhe::check::Level;

/// Tells a reader, at the exact words, where a translation disagrees with its original.
#[derive(Debug, Parser)]
#[command(version, max_term_width = 100)]
pub(super) struct Cli {
    #[command(subcommand)]
    pub(super) command: Command,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Check a translation against its original
    Check(CheckOptions),
    /// Print the sentences of a text
    Segment(SegmentOptions),
    /// Print what kanhe reads as numbers, dates, money, countries, names …
    Mentions(MentionsOptions),
}

/// The languages of the two sides.
#[derive(Debug, Args)]
pub(super) struct LanguageOptions {
    /// Language of the original as a BCP 47 tag, such as zh; told from the text where absent
    #[arg(long, value_name = "TAG")]
    pub(super) source_lang: Option<String>,
    /// Language of the rendering as a BCP 47 tag, such as en; told from the text where absent
    #[arg(long, value_name = "TAG")]
    pub(super) target_lang: Option<String>,
}

#[derive(Debug, Args)]
pub(super) struct CheckOptions {
    /// The original, `-` for standard input
    pub(super) source: Option<String>,
    /// The rendering, `-` for standard input
    pub(super) target: Option<String>,
    /// Read pairs that are aligned already, a JSON object a line, `-` for standard input
    #[arg(long, value_name = "FILE", conflicts_with_all = ["source", "target"])]
    pub(super) pairs: Option<String>,
    #[command(flatten)]
    pub(super) languages: LanguageOptions,
    /// How findings are printed
    #[arg(long, value_enum, default_value_t = CheckFormat::Text)]
    pub(super) format: CheckFormat,
    /// The weakest finding that makes the exit status 1
    #[arg(long, value_enum, value_name = "LEVEL", default_value_t = FailOn::Error)]
    pub(super) fail_on: FailOn,
    /// Write to a file instead of standard output
    #[arg(long, value_name = "FILE")]
    pub(super) output: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum CheckFormat {
    /// For people: both sides with the words marked
    Text,
    /// One JSON object
    Json,
    /// A JSON object a finding and line
    Jsonl,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum FailOn {
    /// Any finding
    Note,
    /// Warnings and errors
    Warning,
    /// Errors alone
    Error,
    /// Never: the status is 0 whatever is found
    Never,
}

impl FailOn {
    /// Whether a finding of `level` fails.
    pub(super) fn fails(self, level: Level) -> bool {
        match self {
            Self::Note => true,
            Self::Warning => level >= Level::Warning,
            Self::Error => level >= Level::Error,
            Self::Never => false,
        }
    }
}

#[derive(Debug, Args)]
pub(super) struct SegmentOptions {
    /// The text, `-` for standard input
    pub(super) file: String,
    /// Its language as a BCP 47 tag; told from the text where absent
    #[arg(long, value_name = "TAG")]
    pub(super) lang: Option<String>,
    /// How the sentences are printed
    #[arg(long, value_enum, default_value_t = ListFormat::Text)]
    pub(super) format: ListFormat,
    /// Write to a file instead of standard output
    #[arg(long, value_name = "FILE")]
    pub(super) output: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum ListFormat {
    /// For people
    Text,
    /// A JSON object a line
    Jsonl,
}

#[derive(Debug, Args)]
pub(super) struct MentionsOptions {
    /// The text, `-` for standard input
    pub(super) file: String,
    /// Its language as a BCP 47 tag; told from the text where absent
    #[arg(long, value_name = "TAG")]
    pub(super) lang: Option<String>,
    /// Take each line for one sentence
    #[arg(long)]
    pub(super) segmented: bool,
    /// How the mentions are printed
    #[arg(long, value_enum, default_value_t = ListFormat::Text)]
    pub(super) format: ListFormat,
    /// Write to a file instead of standard output
    #[arg(long, value_name = "FILE")]
    pub(super) output: Option<PathBuf>,
}
