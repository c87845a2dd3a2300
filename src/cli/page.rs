//! The page that findings are printed on: one format, one place, one summary at the end.

use std::io::IsTerminal;

use kanhe::config::FailOn;
use kanhe::report::{Look, Record, Summary};

use super::options::{CheckFormat, CheckOptions, Colour};
use super::output::{Output, remark};

/// Columns of a line of text where the page is no terminal.
const PAGE_WIDTH: usize = 100;
/// Columns that line numbers and rules take from a terminal's width.
const MARGIN: usize = 10;

/// Prints findings and counts them.
pub(super) struct Page {
    output: Output,
    format: CheckFormat,
    fail_on: FailOn,
    summary: Summary,
    failing: usize,
    printed: usize,
}

impl Page {
    /// Opens the page that the arguments name.
    pub(super) fn open(options: &CheckOptions, fail_on: FailOn) -> anyhow::Result<Self> {
        Self::on(Output::open(options.output.as_deref())?, options, fail_on)
    }

    /// Begins a page on `output`.
    pub(super) fn on(mut output: Output, options: &CheckOptions, fail_on: FailOn) -> anyhow::Result<Self> {
        if options.format == CheckFormat::Json {
            output.text("{\"version\":1,\"findings\":[")?;
        }
        Ok(Self { output, format: options.format, fail_on, summary: Summary::default(), failing: 0, printed: 0 })
    }

    /// Prints what was found in a pair, remarks on standard error.
    pub(super) fn print(&mut self, checked: &Checked) -> anyhow::Result<()> {
        checked.remarks.iter().for_each(|text| remark(text));
        for (record, text) in checked.records.iter().zip(&checked.texts) {
            self.failing += usize::from(self.fail_on.fails(record.level));
            match self.format {
                CheckFormat::Text => self.output.text(text)?,
                CheckFormat::Jsonl => self.output.json_line(record)?,
                CheckFormat::Json => {
                    self.output.text(if self.printed > 0 { ",\n" } else { "\n" })?;
                    self.output.json(record)?;
                }
            }
            self.printed += 1;
        }
        self.summary.add(checked.summary);
        Ok(())
    }

    /// Prints the summary; tells whether a finding fails.
    pub(super) fn finish(mut self) -> anyhow::Result<bool> {
        match self.format {
            CheckFormat::Json => {
                self.output.text("\n],\"summary\":")?;
                self.output.json(&self.summary)?;
                self.output.text("}\n")?;
            }
            CheckFormat::Text if self.summary.pairs > 0 => self.output.text(&format!("{}\n", self.summary))?,
            CheckFormat::Text | CheckFormat::Jsonl => {}
        }
        self.output.finish()?;
        Ok(self.failing > 0)
    }
}

/// What was found in a pair of texts.
pub(super) struct Checked {
    pub(super) records: Vec<Record>,
    /// Each record as text; empty strings where another format is printed.
    pub(super) texts: Vec<String>,
    pub(super) summary: Summary,
    /// What the reader should be told besides.
    pub(super) remarks: Vec<String>,
}

/// How text is to look: coloured where that is asked for, or where standard output is a terminal that
/// shows colours and nobody minds (<https://no-color.org>).
pub(super) fn look(options: &CheckOptions) -> Look {
    let terminal = options.output.is_none() && std::io::stdout().is_terminal();
    let minds = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty())
        || std::env::var_os("TERM").is_some_and(|value| value == "dumb");
    let colour = match options.color {
        Colour::Auto => terminal && !minds,
        Colour::Always => true,
        Colour::Never => false,
    };
    let columns = if terminal { console_width() } else { PAGE_WIDTH };
    Look { colour, width: columns.saturating_sub(MARGIN).max(20) }
}

fn console_width() -> usize {
    terminal_size::terminal_size().map_or(PAGE_WIDTH, |(width, _)| usize::from(width.0))
}
