//! The arguments of the commands that keep verdicts: `baseline` and `decide`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use kanhe::verdict::Verdict;

use super::check::{CheckFormat, CheckOptions};
use super::input::{ReadingOptions, VerdictOptions};
use super::text::ListFormat;

pub(super) const BASELINE_EXAMPLES: &str = "\
Examples:
  kanhe baseline write        what kanhe finds now is spoken of no more
  kanhe baseline prune        take out what is found no more; nothing is ever added
  kanhe baseline show
  kanhe baseline write original.zh.txt rendering.en.txt --baseline known.jsonl";

pub(super) const DECIDE_EXAMPLES: &str = "\
Examples:
  kanhe decide 7f3a91c2 --verdict intended --reason \"the author rounds\"
  kanhe decide 7f3a91c2 93247ca5 --verdict checker-wrong --reason \"乌 is a person here\" --note \"ask Li\"
  kanhe decide 7f3a91c2 --verdict confirmed
  kanhe decide --undo 7f3a91c2
  kanhe decide --from findings.xlsx --author \"Ann\"   what a reader wrote into the workbook of `kanhe check`

A finding is named by its id, of which the first digits are enough; `kanhe check` prints it. Where the words of a finding
change, its dismissal no longer holds, and it is reported as reopened.";

#[derive(Debug, Args)]
pub(in crate::cli) struct BaselineOptions {
    /// What to do with the baseline
    #[arg(value_enum)]
    pub(in crate::cli) action: BaselineAction,
    /// The original, or one file that holds both sides; every pair of kanhe.toml where absent
    pub(in crate::cli) source: Option<String>,
    /// The rendering
    pub(in crate::cli) target: Option<String>,
    #[command(flatten)]
    pub(in crate::cli) what: WhatOptions,
    /// How `show` prints the entries
    #[arg(long, value_enum, default_value_t = ListFormat::Text)]
    pub(in crate::cli) format: ListFormat,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum BaselineAction {
    /// Take down every finding that is open now, and nothing else
    Write,
    /// Take out what is found no more
    Prune,
    /// Print the entries
    Show,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct DecideOptions {
    /// The ids of the findings, or their first digits
    #[arg(required_unless_present = "from", value_name = "FINGERPRINT")]
    pub(in crate::cli) fingerprints: Vec<String>,
    /// Take the verdicts that a reader wrote into the workbook of `kanhe check --format xlsx`; --reason serves where none stands
    #[arg(long, value_name = "FILE", conflicts_with_all = ["fingerprints", "verdict", "note", "undo"])]
    pub(in crate::cli) from: Option<PathBuf>,
    /// What they are
    #[arg(long, value_enum, required_unless_present_any = ["undo", "from"])]
    pub(in crate::cli) verdict: Option<VerdictName>,
    /// Why; needed unless they are confirmed
    #[arg(long, value_name = "TEXT")]
    pub(in crate::cli) reason: Option<String>,
    /// What else is worth knowing
    #[arg(long, value_name = "TEXT")]
    pub(in crate::cli) note: Option<String>,
    /// Who says so [default: the name in the configuration of git, else of the system]
    #[arg(long, value_name = "NAME")]
    pub(in crate::cli) author: Option<String>,
    /// When, such as 2026-11-22 [default: today]
    #[arg(long, value_name = "DAY")]
    pub(in crate::cli) date: Option<kanhe::verdict::Day>,
    /// Take the decisions on these findings out
    #[arg(long, conflicts_with_all = ["verdict", "reason", "note", "author", "date"])]
    pub(in crate::cli) undo: bool,
    /// The original of the one pair to look in, or one file that holds both sides; every pair of kanhe.toml where absent
    #[arg(long, value_name = "FILE")]
    pub(in crate::cli) source: Option<String>,
    /// The rendering of that pair
    #[arg(long, value_name = "FILE", requires = "source")]
    pub(in crate::cli) target: Option<String>,
    #[command(flatten)]
    pub(in crate::cli) what: WhatOptions,
}

/// How the findings are found that a verdict is about: as `check` finds them.
#[derive(Debug, Args)]
pub(in crate::cli) struct WhatOptions {
    #[command(flatten)]
    pub(in crate::cli) reading: ReadingOptions,
    #[command(flatten)]
    pub(in crate::cli) verdicts: VerdictOptions,
    /// The configuration to use instead of the nearest kanhe.toml
    #[arg(long, value_name = "FILE")]
    pub(in crate::cli) config: Option<PathBuf>,
    /// How many pairs are checked at a time [default: the number of processors]
    #[arg(long, value_name = "N")]
    pub(in crate::cli) jobs: Option<std::num::NonZeroUsize>,
}

impl WhatOptions {
    /// The same for `check`.
    pub(in crate::cli) fn check(&self, source: Option<&String>, target: Option<&String>) -> CheckOptions {
        CheckOptions {
            source: source.cloned(),
            target: target.cloned(),
            reading: self.reading.clone(),
            verdicts: self.verdicts.clone(),
            config: self.config.clone(),
            jobs: self.jobs,
            format: CheckFormat::Jsonl,
            ..CheckOptions::default()
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum VerdictName {
    /// The two sides agree
    CheckerWrong,
    /// The rendering departs from the original on purpose
    Intended,
    /// The original is wrong, and the rendering right
    OriginalWrong,
    /// Put right elsewhere
    FixedElsewhere,
    /// Dismissed for another reason
    Other,
    /// An error indeed
    Confirmed,
    /// Nothing is settled, there is only a note
    Open,
}

impl From<VerdictName> for Verdict {
    fn from(name: VerdictName) -> Self {
        match name {
            VerdictName::CheckerWrong => Self::CheckerWrong,
            VerdictName::Intended => Self::Intended,
            VerdictName::OriginalWrong => Self::OriginalWrong,
            VerdictName::FixedElsewhere => Self::FixedElsewhere,
            VerdictName::Other => Self::Other,
            VerdictName::Confirmed => Self::Confirmed,
            VerdictName::Open => Self::Open,
        }
    }
}
