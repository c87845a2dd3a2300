//! The arguments of the command line.

use std::path::PathBuf;

use clap::{Args, FromArgMatches, Parser, Subcommand, ValueEnum};

use kanhe::align;
use kanhe::config;
use kanhe::format::Format;
use kanhe::report::ColumnUnit;
use kanhe::verdict::Verdict;

use super::parallel::default_jobs;

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
    #[command(after_help = CHECK_EXAMPLES)]
    Check(CheckOptions),
    /// Pair the sentences of two texts
    #[command(after_help = ALIGN_EXAMPLES)]
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
    #[command(after_help = PAIRS_EXAMPLES)]
    Pairs(OverviewOptions),
    /// Write a kanhe.toml that lists the pairs of texts in this folder
    #[command(after_help = "Examples:\n  kanhe init\n  kanhe init docs --output -")]
    Init(InitOptions),
    /// Keep a baseline: findings of old, which are not spoken of any more
    #[command(after_help = BASELINE_EXAMPLES)]
    Baseline(BaselineOptions),
    /// Say of a finding that it is none, or that it is one, and why
    #[command(after_help = DECIDE_EXAMPLES)]
    Decide(DecideOptions),
    /// Propose a glossary from pairs, or look one over
    Glossary(GlossaryOptions),
    /// Review findings and alignments in a browser on this machine
    #[cfg(feature = "review")]
    #[command(after_help = REVIEW_EXAMPLES)]
    Review(ReviewOptions),
}

const CHECK_EXAMPLES: &str = "\
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

const PAIRS_EXAMPLES: &str = "\
Examples:
  kanhe pairs
  kanhe pairs --explain                     by which pattern or preset, and why a file is in no pair
  kanhe pairs > pairs.txt                   a list for --list

A line is the original, a tab, the rendering, and after another tab the bead file where one is named.";

const ALIGN_EXAMPLES: &str = "\
Examples:
  kanhe align original.zh.txt rendering.en.txt
  kanhe align --segmented --format beads original.zh.txt rendering.en.txt
  kanhe align original.zh.txt rendering.en.txt --format tsv --output beads.tsv
  kanhe align original.zh.txt rendering.en.txt --update beads.tsv
  kanhe align memory.tmx --format tmx --output aligned.tmx
  kanhe align                               every pair in kanhe.toml, to the bead files that it names
  kanhe align --list pairs.txt --output-dir aligned --format jsonl --resume

A list holds a pair a line, tabs between: the original, the rendering, and the output where --output-dir names none.
Many pairs are written as bead files unless --format asks for another; beads reviewed in one that is there are kept.";

/// Which pairs of the project are looked at.
#[derive(Debug, Clone, Default, Args)]
pub(super) struct SelectionOptions {
    /// Only pairs of kanhe.toml with a file that changed since this revision and HEAD parted, and only findings at changes
    #[arg(long, value_name = "REV", conflicts_with_all = ["source", "pairs", "list", "diff", "files_from", "files"])]
    pub(super) since: Option<String>,
    /// The same for the changes in a unified diff; `-` for standard input
    #[arg(long, value_name = "FILE", conflicts_with_all = ["source", "pairs", "list", "files_from", "files"])]
    pub(super) diff: Option<String>,
    /// Only pairs of kanhe.toml with a file in this list, a line each or zero bytes between; `-` for standard input
    #[arg(long, value_name = "FILE", conflicts_with_all = ["source", "pairs", "list", "files"])]
    pub(super) files_from: Option<String>,
    /// In that list zero bytes stand between the files, as after `find -print0` [default: where it holds some]
    #[arg(short = '0', long, requires = "files_from")]
    pub(super) null: bool,
    /// Only pairs of kanhe.toml with one of these files, originals or renderings
    #[arg(long, value_name = "FILE", num_args = 1.., conflicts_with_all = ["source", "pairs", "list"])]
    pub(super) files: Vec<String>,
}

/// The languages of the two sides.
#[derive(Debug, Clone, Default, Args)]
pub(super) struct LanguageOptions {
    /// Language of the original as a BCP 47 tag, such as zh; told from the text where absent
    #[arg(long, value_name = "TAG")]
    pub(super) source_lang: Option<String>,
    /// Language of the rendering as a BCP 47 tag, such as en; told from the text where absent
    #[arg(long, value_name = "TAG")]
    pub(super) target_lang: Option<String>,
}

/// The format of the texts.
#[derive(Debug, Clone, Default, Args)]
pub(super) struct InputOptions {
    /// The format of the texts, such as text or markdown; told from their names and contents where absent
    #[arg(long, value_name = "FORMAT")]
    pub(super) input_format: Option<Format>,
}

/// Which terms hold.
#[derive(Debug, Clone, Default, Args)]
pub(super) struct GlossaryChoice {
    /// Check the terms of this glossary (TSV, CSV or TBX), beside those of kanhe.toml; may be given several times
    #[arg(long, value_name = "FILE")]
    pub(super) glossary: Vec<String>,
    /// Let only this section of the glossaries hold, and what is in none; may be given several times
    #[arg(long, value_name = "NAME")]
    pub(super) domain: Vec<String>,
}

/// The columns of a table that holds both sides.
#[derive(Debug, Clone, Default, Args)]
pub(super) struct ColumnOptions {
    /// The column of the original in a table, by head, number or letter; told from heads and languages where absent
    #[arg(long, value_name = "COLUMN")]
    pub(super) source_column: Option<String>,
    /// The column of the rendering
    #[arg(long, value_name = "COLUMN")]
    pub(super) target_column: Option<String>,
}

/// How a file is read that holds both sides, unit by unit.
#[derive(Debug, Clone, Default, Args)]
pub(super) struct UnitOptions {
    #[command(flatten)]
    pub(super) columns: ColumnOptions,
    /// Join the units of a file that holds both sides, and pair its sentences anew
    #[arg(long, conflicts_with = "target")]
    pub(super) realign: bool,
    /// Write the file of units once more, the findings in it as notes: TMX, XLIFF or PO
    #[arg(long, value_name = "FILE", requires = "source", conflicts_with_all = ["target", "realign"])]
    pub(super) annotate: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(super) struct CheckOptions {
    /// The original, or one text that holds both sides; `-` for standard input
    pub(super) source: Option<String>,
    /// The rendering; `-` for standard input
    pub(super) target: Option<String>,
    /// Read pairs that are aligned already, a JSON object a line; `-` for standard input
    #[arg(long, value_name = "FILE", conflicts_with_all = ["source", "target", "alignment", "segmented"])]
    pub(super) pairs: Option<String>,
    /// Check the pairs of this list, one a line: original, tab, rendering, perhaps tab and bead file; `-` for standard input
    #[arg(long, value_name = "FILE", conflicts_with_all = ["source", "pairs"])]
    pub(super) list: Option<String>,
    #[command(flatten)]
    pub(super) selection: SelectionOptions,
    #[command(flatten)]
    pub(super) languages: LanguageOptions,
    #[command(flatten)]
    pub(super) input: InputOptions,
    #[command(flatten)]
    pub(super) terms: GlossaryChoice,
    #[command(flatten)]
    pub(super) units: UnitOptions,
    /// Take each line of the texts for one sentence
    #[arg(long)]
    pub(super) segmented: bool,
    /// Pair the sentences as this file says, which `align --format beads` or `--format tsv` wrote
    #[arg(long, value_name = "FILE", requires = "target")]
    pub(super) alignment: Option<String>,
    /// Judge sentences by their words alone: much quicker, a little less often right
    #[arg(long)]
    pub(super) fast: bool,
    /// How findings are printed
    #[arg(long, value_enum, default_value_t = CheckFormat::Text)]
    pub(super) format: CheckFormat,
    /// What columns count in SARIF; the standard has utf16 and codepoint, some readers count bytes
    #[arg(long, value_enum, value_name = "UNIT", default_value_t = Columns::Utf16)]
    pub(super) sarif_columns: Columns,
    #[command(flatten)]
    pub(super) verdicts: VerdictOptions,
    /// Speak of the findings in the baseline too
    #[arg(long, conflicts_with = "baseline")]
    pub(super) no_baseline: bool,
    /// Fail where an entry of the baseline, a decision or a comment fits no finding any more, and name each
    #[arg(long, visible_alias = "strict-baseline")]
    pub(super) strict: bool,
    /// Show what is known and settled too, each finding with its state: new, baseline, dismissed, ignored, confirmed, reopened
    #[arg(long)]
    pub(super) all: bool,
    /// The weakest finding that makes the exit status 1 [default: error]
    #[arg(long, value_enum, value_name = "LEVEL")]
    pub(super) fail_on: Option<FailOn>,
    /// When to colour the text
    #[arg(long, value_enum, value_name = "WHEN", default_value_t = Colour::Auto)]
    pub(super) color: Colour,
    /// The configuration to use instead of the nearest kanhe.toml
    #[arg(long, value_name = "FILE")]
    pub(super) config: Option<PathBuf>,
    /// How many pairs are checked at a time [default: the number of processors]
    #[arg(long, value_name = "N")]
    pub(super) jobs: Option<std::num::NonZeroUsize>,
    /// Write to a file instead of standard output
    #[arg(long, value_name = "FILE")]
    pub(super) output: Option<PathBuf>,
    /// Write the findings of each of many pairs into this folder, under the path of the rendering
    #[arg(long, value_name = "FOLDER", conflicts_with_all = ["source", "pairs", "output"])]
    pub(super) output_dir: Option<PathBuf>,
    /// Pass over pairs whose findings are newer than both texts, the bead file and the configuration; they still count
    #[arg(long, requires = "output_dir")]
    pub(super) resume: bool,
}

impl Default for CheckOptions {
    /// As where no argument is given.
    fn default() -> Self {
        let command = Self::augment_args(clap::Command::new("check").no_binary_name(true));
        let read = Self::from_arg_matches(&command.get_matches_from(std::iter::empty::<std::ffi::OsString>()));
        read.unwrap_or_else(|error| error.exit())
    }
}

/// The files that hold what is known of findings.
#[derive(Debug, Clone, Default, Args)]
pub(super) struct VerdictOptions {
    /// The file of findings of old [default: kanhe-baseline.jsonl beside kanhe.toml, where there is one]
    #[arg(long, value_name = "FILE")]
    pub(super) baseline: Option<PathBuf>,
    /// The file of what people said of findings [default: kanhe-decisions.jsonl beside kanhe.toml, where there is one]
    #[arg(long, value_name = "FILE")]
    pub(super) decisions: Option<PathBuf>,
}

const BASELINE_EXAMPLES: &str = "\
Examples:
  kanhe baseline write        what kanhe finds now is spoken of no more
  kanhe baseline prune        take out what is found no more; nothing is ever added
  kanhe baseline show
  kanhe baseline write original.zh.txt rendering.en.txt --baseline known.jsonl";

const DECIDE_EXAMPLES: &str = "\
Examples:
  kanhe decide 7f3a91c2 --verdict intended --reason \"the author rounds\"
  kanhe decide 7f3a91c2 93247ca5 --verdict checker-wrong --reason \"乌 is a person here\" --note \"ask Li\"
  kanhe decide 7f3a91c2 --verdict confirmed
  kanhe decide --undo 7f3a91c2
  kanhe decide --from findings.xlsx --author \"Ann\"   what a reader wrote into the workbook of `kanhe check`

A finding is named by its id, of which the first digits are enough; `kanhe check` prints it. Where the words of a finding
change, its dismissal no longer holds, and it is reported as reopened.";

#[derive(Debug, Args)]
pub(super) struct BaselineOptions {
    /// What to do with the baseline
    #[arg(value_enum)]
    pub(super) action: BaselineAction,
    /// The original, or one file that holds both sides; every pair of kanhe.toml where absent
    pub(super) source: Option<String>,
    /// The rendering
    pub(super) target: Option<String>,
    #[command(flatten)]
    pub(super) what: WhatOptions,
    /// How `show` prints the entries
    #[arg(long, value_enum, default_value_t = ListFormat::Text)]
    pub(super) format: ListFormat,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum BaselineAction {
    /// Take down every finding that is open now, and nothing else
    Write,
    /// Take out what is found no more
    Prune,
    /// Print the entries
    Show,
}

#[derive(Debug, Args)]
pub(super) struct DecideOptions {
    /// The ids of the findings, or their first digits
    #[arg(required_unless_present = "from", value_name = "FINGERPRINT")]
    pub(super) fingerprints: Vec<String>,
    /// Take the verdicts that a reader wrote into the workbook of `kanhe check --format xlsx`; --reason serves where none stands
    #[arg(long, value_name = "FILE", conflicts_with_all = ["fingerprints", "verdict", "note", "undo"])]
    pub(super) from: Option<PathBuf>,
    /// What they are
    #[arg(long, value_enum, required_unless_present_any = ["undo", "from"])]
    pub(super) verdict: Option<VerdictName>,
    /// Why; needed unless they are confirmed
    #[arg(long, value_name = "TEXT")]
    pub(super) reason: Option<String>,
    /// What else is worth knowing
    #[arg(long, value_name = "TEXT")]
    pub(super) note: Option<String>,
    /// Who says so [default: the name in the configuration of git, else of the system]
    #[arg(long, value_name = "NAME")]
    pub(super) author: Option<String>,
    /// When, such as 2026-11-22 [default: today]
    #[arg(long, value_name = "DAY")]
    pub(super) date: Option<kanhe::verdict::Day>,
    /// Take the decisions on these findings out
    #[arg(long, conflicts_with_all = ["verdict", "reason", "note", "author", "date"])]
    pub(super) undo: bool,
    /// The original of the one pair to look in, or one file that holds both sides; every pair of kanhe.toml where absent
    #[arg(long, value_name = "FILE")]
    pub(super) source: Option<String>,
    /// The rendering of that pair
    #[arg(long, value_name = "FILE", requires = "source")]
    pub(super) target: Option<String>,
    #[command(flatten)]
    pub(super) what: WhatOptions,
}

#[cfg(feature = "review")]
const REVIEW_EXAMPLES: &str = "\
Examples:
  kanhe review                every pair in kanhe.toml
  kanhe review original.zh.txt rendering.en.txt --decisions decisions.jsonl --alignment beads.tsv
  kanhe review --editor \"code -g {file}:{line}\"

The address that is printed works once, in one browser on this machine. Every step is saved at once: verdicts in the file of
decisions, boundaries of beads in the bead files; the texts are never changed.";

/// What is reviewed, and by whom.
#[cfg(feature = "review")]
#[derive(Debug, Args)]
pub(super) struct ReviewOptions {
    /// The original, or one file that holds both sides; every pair of kanhe.toml where absent
    pub(super) source: Option<String>,
    /// The rendering
    pub(super) target: Option<String>,
    #[command(flatten)]
    pub(super) what: WhatOptions,
    /// Who reviews [default: the name in the configuration of git, else of the system]
    #[arg(long, value_name = "NAME")]
    pub(super) author: Option<String>,
    /// The command that opens a place in an editor; {file} and {line} stand for it
    #[arg(long, value_name = "COMMAND")]
    pub(super) editor: Option<String>,
    /// The address to listen on, 127.0.0.1 or ::1 [default: 127.0.0.1]
    #[arg(long, value_name = "ADDRESS")]
    pub(super) host: Option<std::net::IpAddr>,
    /// The port to listen on; 0 for any that is free
    #[arg(long, value_name = "PORT", default_value_t = 0)]
    pub(super) port: u16,
}

/// How the findings are found that a verdict is about: as `check` finds them.
#[derive(Debug, Args)]
pub(super) struct WhatOptions {
    #[command(flatten)]
    pub(super) languages: LanguageOptions,
    #[command(flatten)]
    pub(super) input: InputOptions,
    #[command(flatten)]
    pub(super) terms: GlossaryChoice,
    #[command(flatten)]
    pub(super) units: UnitOptions,
    /// Take each line of the texts for one sentence
    #[arg(long)]
    pub(super) segmented: bool,
    /// Pair the sentences as this file says, which `align --format beads` or `--format tsv` wrote
    #[arg(long, value_name = "FILE", requires = "target")]
    pub(super) alignment: Option<String>,
    /// Judge sentences by their words alone: much quicker, a little less often right
    #[arg(long, conflicts_with = "alignment")]
    pub(super) fast: bool,
    #[command(flatten)]
    pub(super) verdicts: VerdictOptions,
    /// The configuration to use instead of the nearest kanhe.toml
    #[arg(long, value_name = "FILE")]
    pub(super) config: Option<PathBuf>,
    /// How many pairs are checked at a time [default: the number of processors]
    #[arg(long, value_name = "N")]
    pub(super) jobs: Option<std::num::NonZeroUsize>,
}

impl WhatOptions {
    /// The same for `check`.
    pub(super) fn check(&self, source: Option<&String>, target: Option<&String>) -> CheckOptions {
        CheckOptions {
            source: source.cloned(),
            target: target.cloned(),
            languages: self.languages.clone(),
            input: self.input.clone(),
            terms: self.terms.clone(),
            units: self.units.clone(),
            segmented: self.segmented,
            alignment: self.alignment.clone(),
            fast: self.fast,
            verdicts: self.verdicts.clone(),
            config: self.config.clone(),
            jobs: self.jobs,
            format: CheckFormat::Jsonl,
            ..CheckOptions::default()
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum VerdictName {
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

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum CheckFormat {
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
    pub(super) fn extension(self) -> &'static str {
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
    pub(super) fn names_places_in_files(self) -> bool {
        !matches!(self, Self::Text | Self::Json | Self::Jsonl)
    }

    /// Whether it can be written only when everything has been found.
    pub(super) fn is_written_at_the_end(self) -> bool {
        !matches!(self, Self::Text | Self::Json | Self::Jsonl | Self::Rdjsonl)
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Columns {
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
pub(super) enum Colour {
    /// Where standard output is a terminal and NO_COLOR is not set
    Auto,
    /// Always
    Always,
    /// Never
    Never,
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

#[derive(Debug, Args)]
pub(super) struct AlignOptions {
    /// The original, or one file that holds both sides; `-` for standard input
    pub(super) source: Option<String>,
    /// The rendering; `-` for standard input
    pub(super) target: Option<String>,
    /// Align the pairs of this list, one a line: original, tab, rendering; `-` for standard input
    #[arg(long, value_name = "FILE", conflicts_with = "source")]
    pub(super) list: Option<String>,
    /// Bring this bead file up to date: keep the reviewed beads whose sentences still stand, pair the rest anew
    #[arg(long, value_name = "FILE", requires = "target", conflicts_with = "format")]
    pub(super) update: Option<String>,
    /// Take each line of the inputs for one sentence
    #[arg(long)]
    pub(super) segmented: bool,
    /// Pair passages that stand elsewhere in the other text too, out of order
    #[arg(long)]
    pub(super) crossing: bool,
    /// Judge sentences by their words alone: much quicker, a little less often right
    #[arg(long)]
    pub(super) fast: bool,
    #[command(flatten)]
    pub(super) languages: LanguageOptions,
    #[command(flatten)]
    pub(super) input: InputOptions,
    #[command(flatten)]
    pub(super) columns: ColumnOptions,
    /// How the alignment is printed [default: text for one pair, tsv for many]
    #[arg(long, value_enum)]
    pub(super) format: Option<AlignFormat>,
    /// Write to a file instead of standard output
    #[arg(long, value_name = "FILE", requires = "source")]
    pub(super) output: Option<PathBuf>,
    /// Write the alignment of each of many pairs into this folder, under the path of the rendering
    #[arg(long, value_name = "FOLDER", conflicts_with = "source")]
    pub(super) output_dir: Option<PathBuf>,
    /// Pass over pairs whose output is newer than both texts and the configuration
    #[arg(long, conflicts_with = "source")]
    pub(super) resume: bool,
    /// The configuration to use instead of the nearest kanhe.toml
    #[arg(long, value_name = "FILE", conflicts_with_all = ["source", "list"])]
    pub(super) config: Option<PathBuf>,
    /// How many pairs are aligned at a time [default: the number of processors]
    #[arg(long, value_name = "N")]
    pub(super) jobs: Option<std::num::NonZeroUsize>,
}

impl AlignOptions {
    /// What the aligner may do.
    pub(super) fn options(&self) -> align::Options {
        // Many pairs are aligned at a time, each on one thread; a single one has all of them.
        let threads = if self.source.is_some() { self.jobs.map_or_else(default_jobs, usize::from) } else { 1 };
        align::Options { crossing: self.crossing, fast: self.fast, threads, ..align::Options::default() }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum AlignFormat {
    /// For people: each original above its rendering
    Text,
    /// A bead a line, sentences counted from 0: `[0, 1]:[0]:0.934`
    Beads,
    /// A bead file: a table with the words of each side, for review in a spreadsheet
    Tsv,
    /// A JSON object a bead and line
    Jsonl,
    /// A translation memory, TMX 1.4b: the beads that have both sides
    Tmx,
    /// XLIFF 2.0, a unit a bead
    Xliff,
    /// A table parted by commas
    Csv,
    /// A workbook of a spreadsheet with the same table
    Xlsx,
}

impl AlignFormat {
    /// What the names of such files end with.
    pub(super) fn extension(self) -> &'static str {
        match self {
            Self::Text => "txt",
            Self::Beads => "beads",
            Self::Tsv => "tsv",
            Self::Jsonl => "jsonl",
            Self::Tmx => "tmx",
            Self::Xliff => "xlf",
            Self::Csv => "csv",
            Self::Xlsx => "xlsx",
        }
    }
}

#[derive(Debug, Args)]
pub(super) struct SegmentOptions {
    /// The text; `-` for standard input
    pub(super) file: String,
    /// Its language as a BCP 47 tag; told from the text where absent
    #[arg(long, value_name = "TAG")]
    pub(super) lang: Option<String>,
    #[command(flatten)]
    pub(super) input: InputOptions,
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
    /// The text; `-` for standard input
    pub(super) file: String,
    /// Its language as a BCP 47 tag; told from the text where absent
    #[arg(long, value_name = "TAG")]
    pub(super) lang: Option<String>,
    #[command(flatten)]
    pub(super) input: InputOptions,
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

#[derive(Debug, Args)]
pub(super) struct RulesOptions {
    /// How the rules are printed
    #[arg(long, value_enum, default_value_t = ListFormat::Text)]
    pub(super) format: ListFormat,
}

#[derive(Debug, Args)]
pub(super) struct ExplainOptions {
    /// The name of the rule
    pub(super) rule: String,
}

#[derive(Debug, Args)]
pub(super) struct InitOptions {
    /// The folder to look in
    #[arg(default_value = ".")]
    pub(super) folder: PathBuf,
    /// Write here instead of to kanhe.toml in the folder; `-` for standard output
    #[arg(long, value_name = "FILE")]
    pub(super) output: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(super) struct OverviewOptions {
    /// Say by which pattern or preset each pair was found, and of each other text why it is in no pair
    #[arg(long)]
    pub(super) explain: bool,
    /// How the pairs are printed
    #[arg(long, value_enum, default_value_t = ListFormat::Text)]
    pub(super) format: ListFormat,
    /// The configuration to use instead of the nearest kanhe.toml
    #[arg(long, value_name = "FILE")]
    pub(super) config: Option<PathBuf>,
    /// Write to a file instead of standard output
    #[arg(long, value_name = "FILE")]
    pub(super) output: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(super) struct GlossaryOptions {
    #[command(subcommand)]
    pub(super) command: GlossaryCommand,
}

#[derive(Debug, Subcommand)]
pub(super) enum GlossaryCommand {
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
pub(super) struct ExtractOptions {
    /// Bead files, bilingual files (TMX, XLIFF, CSV, TSV) or pairs in JSON lines
    #[arg(required = true, value_name = "FILE")]
    pub(super) files: Vec<String>,
    #[command(flatten)]
    pub(super) languages: LanguageOptions,
    /// In how many pairs a term and its rendering must stand
    #[arg(long, value_name = "N", default_value = "3")]
    pub(super) min_count: std::num::NonZeroUsize,
    /// How exclusively the two must go together, from 0 to 1 (the Dice coefficient)
    #[arg(long, value_name = "SCORE", default_value = "0.6")]
    pub(super) min_score: f32,
    /// Propose words of the common vocabulary too
    #[arg(long)]
    pub(super) all_words: bool,
    /// Read the beads of bead files that nobody has reviewed too
    #[arg(long)]
    pub(super) unreviewed: bool,
    /// Write to a file instead of standard output
    #[arg(long, value_name = "FILE")]
    pub(super) output: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(super) struct GlossaryCheckOptions {
    /// The glossaries: TSV, CSV or TBX
    #[arg(required = true, value_name = "FILE")]
    pub(super) files: Vec<String>,
    #[command(flatten)]
    pub(super) languages: LanguageOptions,
}
