//! The arguments of the command line.

mod align;
mod check;
mod glossary;
mod input;
mod overview;
#[cfg(feature = "review")]
mod review;
mod text;
mod verdicts;

use clap::{Parser, Subcommand};

pub(super) use align::{AlignFormat, AlignOptions};
pub(super) use check::{CheckFormat, CheckOptions, Colour};
pub(super) use glossary::{ExtractOptions, GlossaryCheckOptions, GlossaryCommand, GlossaryOptions};
pub(super) use input::{GlossaryChoice, LanguageOptions, SelectionOptions, UnitOptions, VerdictOptions};
pub(super) use overview::{InitOptions, OverviewOptions};
#[cfg(feature = "review")]
pub(super) use review::ReviewOptions;
pub(super) use text::{ExplainOptions, ListFormat, MentionsOptions, RulesOptions, SegmentOptions};
pub(super) use verdicts::{BaselineAction, BaselineOptions, DecideOptions};

/// Tells a reader, at the exact words, where a translation disagrees with its original.
#[derive(Debug, Parser)]
#[command(version, max_term_width = 100, arg_required_else_help = true, after_help = EXAMPLES)]
pub(super) struct Cli {
    /// Print the licences of kanhe and of the data in it
    #[arg(long)]
    pub(super) licenses: bool,
    #[command(subcommand)]
    pub(super) command: Option<Command>,
}

const EXAMPLES: &str = "\
Examples:
  kanhe check original.zh.txt rendering.en.txt
  kanhe align original.zh.txt rendering.en.txt
  kanhe explain number-mismatch

Exit status: 0 nothing found, 1 findings, 2 the job could not be done.";

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Check a translation against its original
    #[command(after_help = check::CHECK_EXAMPLES)]
    Check(CheckOptions),
    /// Pair the sentences of two texts
    #[command(after_help = align::ALIGN_EXAMPLES)]
    Align(AlignOptions),
    /// Print the sentences of a text
    #[command(after_help = "Example:\n  kanhe segment original.zh.txt")]
    Segment(SegmentOptions),
    /// Print what kanhe reads as numbers, dates, money, countries, names …
    #[command(after_help = "Example:\n  echo 八千三百万人 | kanhe mentions --lang zh -")]
    Mentions(MentionsOptions),
    /// List the rules
    Rules(RulesOptions),
    /// Print the page of a rule: what it finds, why, when it is wrong, examples
    #[command(after_help = "Example:\n  kanhe explain number-mismatch")]
    Explain(ExplainOptions),
    /// List the pairs that kanhe.toml stands for, and why other files are in none
    #[command(after_help = overview::PAIRS_EXAMPLES)]
    Pairs(OverviewOptions),
    /// Write a kanhe.toml that lists the pairs of texts in this folder
    #[command(after_help = "Examples:\n  kanhe init\n  kanhe init docs --output -")]
    Init(InitOptions),
    /// Keep a baseline: findings of old, which are not spoken of any more
    #[command(after_help = verdicts::BASELINE_EXAMPLES)]
    Baseline(BaselineOptions),
    /// Say of a finding that it is none, or that it is one, and why
    #[command(after_help = verdicts::DECIDE_EXAMPLES)]
    Decide(DecideOptions),
    /// Propose a glossary from pairs, or look one over
    Glossary(GlossaryOptions),
    /// Review findings and alignments in a browser on this machine
    #[cfg(feature = "review")]
    #[command(after_help = review::REVIEW_EXAMPLES)]
    Review(ReviewOptions),
}
