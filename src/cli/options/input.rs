//! What several commands ask of their input: which pairs, in which languages and formats, by which terms and verdicts.

use std::path::PathBuf;

use clap::Args;

use kanhe::format::Format;

/// Which pairs of the project are looked at.
#[derive(Debug, Clone, Default, Args)]
pub(in crate::cli) struct SelectionOptions {
    /// Only pairs of kanhe.toml with a file that changed since this revision and HEAD parted, and only findings at changes
    #[arg(long, value_name = "REV", conflicts_with_all = ["source", "pairs", "list", "diff", "files_from", "files"])]
    pub(in crate::cli) since: Option<String>,
    /// The same for the changes in a unified diff; `-` for standard input
    #[arg(long, value_name = "FILE", conflicts_with_all = ["source", "pairs", "list", "files_from", "files"])]
    pub(in crate::cli) diff: Option<String>,
    /// Only pairs of kanhe.toml with a file in this list, a line each or zero bytes between; `-` for standard input
    #[arg(long, value_name = "FILE", conflicts_with_all = ["source", "pairs", "list", "files"])]
    pub(in crate::cli) files_from: Option<String>,
    /// In that list zero bytes stand between the files, as after `find -print0` [default: where it holds some]
    #[arg(short = '0', long, requires = "files_from")]
    pub(in crate::cli) null: bool,
    /// Only pairs of kanhe.toml with one of these files, originals or renderings
    #[arg(long, value_name = "FILE", num_args = 1.., conflicts_with_all = ["source", "pairs", "list"])]
    pub(in crate::cli) files: Vec<String>,
}

/// The languages of the two sides.
#[derive(Debug, Clone, Default, Args)]
pub(in crate::cli) struct LanguageOptions {
    /// Language of the original as a BCP 47 tag, such as zh; told from the text where absent
    #[arg(long, value_name = "TAG")]
    pub(in crate::cli) source_lang: Option<String>,
    /// Language of the rendering as a BCP 47 tag, such as en; told from the text where absent
    #[arg(long, value_name = "TAG")]
    pub(in crate::cli) target_lang: Option<String>,
}

/// The format of the texts.
#[derive(Debug, Clone, Default, Args)]
pub(in crate::cli) struct InputOptions {
    /// The format of the texts, such as text or markdown; told from their names and contents where absent
    #[arg(long, value_name = "FORMAT")]
    pub(in crate::cli) input_format: Option<Format>,
}

/// Which terms hold.
#[derive(Debug, Clone, Default, Args)]
pub(in crate::cli) struct GlossaryChoice {
    /// Check the terms of this glossary (TSV, CSV or TBX), beside those of kanhe.toml; may be given several times
    #[arg(long, value_name = "FILE")]
    pub(in crate::cli) glossary: Vec<String>,
    /// Let only this section of the glossaries hold, and what is in none; may be given several times
    #[arg(long, value_name = "NAME")]
    pub(in crate::cli) domain: Vec<String>,
}

/// The columns of a table that holds both sides.
#[derive(Debug, Clone, Default, Args)]
pub(in crate::cli) struct ColumnOptions {
    /// The column of the original in a table, by head, number or letter; told from heads and languages where absent
    #[arg(long, value_name = "COLUMN")]
    pub(in crate::cli) source_column: Option<String>,
    /// The column of the rendering
    #[arg(long, value_name = "COLUMN")]
    pub(in crate::cli) target_column: Option<String>,
}

/// How a file is read that holds both sides, unit by unit.
#[derive(Debug, Clone, Default, Args)]
pub(in crate::cli) struct UnitOptions {
    #[command(flatten)]
    pub(in crate::cli) columns: ColumnOptions,
    /// Join the units of a file that holds both sides, and pair its sentences anew
    #[arg(long, conflicts_with = "target")]
    pub(in crate::cli) realign: bool,
    /// Write the file of units once more, the findings in it as notes: TMX, XLIFF or PO
    #[arg(long, value_name = "FILE", requires = "source", conflicts_with_all = ["target", "realign"])]
    pub(in crate::cli) annotate: Option<PathBuf>,
}

/// How the two sides are read, paired and checked.
#[derive(Debug, Clone, Default, Args)]
pub(in crate::cli) struct ReadingOptions {
    #[command(flatten)]
    pub(in crate::cli) languages: LanguageOptions,
    #[command(flatten)]
    pub(in crate::cli) input: InputOptions,
    #[command(flatten)]
    pub(in crate::cli) terms: GlossaryChoice,
    #[command(flatten)]
    pub(in crate::cli) units: UnitOptions,
    /// Take each line of the texts for one sentence
    #[arg(long)]
    pub(in crate::cli) segmented: bool,
    /// Pair the sentences as this file says, which `align --format beads` or `--format tsv` wrote
    #[arg(long, value_name = "FILE", requires = "target")]
    pub(in crate::cli) alignment: Option<String>,
    /// Judge sentences by their words alone: much quicker, a little less often right
    #[arg(long)]
    pub(in crate::cli) fast: bool,
}

/// The files that hold what is known of findings.
#[derive(Debug, Clone, Default, Args)]
pub(in crate::cli) struct VerdictOptions {
    /// The file of findings of old [default: kanhe-baseline.jsonl beside kanhe.toml, where there is one]
    #[arg(long, value_name = "FILE")]
    pub(in crate::cli) baseline: Option<PathBuf>,
    /// The file of what people said of findings [default: kanhe-decisions.jsonl beside kanhe.toml, where there is one]
    #[arg(long, value_name = "FILE")]
    pub(in crate::cli) decisions: Option<PathBuf>,
}
