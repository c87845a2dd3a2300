//! The arguments of `kanhe align`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use kanhe::align;

use super::super::parallel::default_jobs;
use super::input::{ColumnOptions, InputOptions, LanguageOptions};

pub(super) const ALIGN_EXAMPLES: &str = "\
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

#[derive(Debug, Args)]
pub(in crate::cli) struct AlignOptions {
    /// The original, or one file that holds both sides; `-` for standard input
    pub(in crate::cli) source: Option<String>,
    /// The rendering; `-` for standard input
    pub(in crate::cli) target: Option<String>,
    /// Align the pairs of this list, one a line: original, tab, rendering; `-` for standard input
    #[arg(long, value_name = "FILE", conflicts_with = "source")]
    pub(in crate::cli) list: Option<String>,
    /// Bring this bead file up to date: keep the reviewed beads whose sentences still stand, pair the rest anew
    #[arg(long, value_name = "FILE", requires = "target", conflicts_with = "format")]
    pub(in crate::cli) update: Option<String>,
    /// Take each line of the inputs for one sentence
    #[arg(long)]
    pub(in crate::cli) segmented: bool,
    /// Pair passages that stand elsewhere in the other text too, out of order
    #[arg(long)]
    pub(in crate::cli) crossing: bool,
    /// Judge sentences by their words alone: much quicker, a little less often right
    #[arg(long)]
    pub(in crate::cli) fast: bool,
    #[command(flatten)]
    pub(in crate::cli) languages: LanguageOptions,
    #[command(flatten)]
    pub(in crate::cli) input: InputOptions,
    #[command(flatten)]
    pub(in crate::cli) columns: ColumnOptions,
    /// How the alignment is printed [default: text for one pair, tsv for many]
    #[arg(long, value_enum)]
    pub(in crate::cli) format: Option<AlignFormat>,
    /// Write to a file instead of standard output
    #[arg(long, value_name = "FILE", requires = "source")]
    pub(in crate::cli) output: Option<PathBuf>,
    /// Write the alignment of each of many pairs into this folder, under the path of the rendering
    #[arg(long, value_name = "FOLDER", conflicts_with = "source")]
    pub(in crate::cli) output_dir: Option<PathBuf>,
    /// Pass over pairs whose output is newer than both texts and the configuration
    #[arg(long, conflicts_with = "source")]
    pub(in crate::cli) resume: bool,
    /// The configuration to use instead of the nearest kanhe.toml
    #[arg(long, value_name = "FILE", conflicts_with_all = ["source", "list"])]
    pub(in crate::cli) config: Option<PathBuf>,
    /// How many pairs are aligned at a time [default: the number of processors]
    #[arg(long, value_name = "N")]
    pub(in crate::cli) jobs: Option<std::num::NonZeroUsize>,
}

impl AlignOptions {
    /// What the aligner may do.
    pub(in crate::cli) fn options(&self) -> align::Options {
        // Many pairs are aligned at a time, each on one thread; a single one has all of them.
        let threads = if self.source.is_some() { self.jobs.map_or_else(default_jobs, usize::from) } else { 1 };
        align::Options { crossing: self.crossing, fast: self.fast, threads, ..align::Options::default() }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum AlignFormat {
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
    /// A page for a browser: both texts side by side, a row a bead
    Html,
}

impl AlignFormat {
    /// What the names of such files end with.
    pub(in crate::cli) fn extension(self) -> &'static str {
        match self {
            Self::Text => "txt",
            Self::Beads => "beads",
            Self::Tsv => "tsv",
            Self::Jsonl => "jsonl",
            Self::Tmx => "tmx",
            Self::Xliff => "xlf",
            Self::Csv => "csv",
            Self::Xlsx => "xlsx",
            Self::Html => "html",
        }
    }
}
