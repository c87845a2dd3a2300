//! The page that findings are printed on: one format, one place, one summary at the end.

use std::collections::BTreeMap;
use std::io::IsTerminal;

use kanhe::report::{self, Look, PairReport, Record, Summary};
use kanhe::verdict::Known;

#[cfg(feature = "spreadsheet")]
use kanhe::verdict::Verdict;

use super::check::Settings;
use super::languages::Guess;
use super::options::{CheckFormat, CheckOptions, Colour};
use super::output::{self, Output, remark};
use super::repository::Repository;

/// Columns of a line of text where the page is no terminal.
const PAGE_WIDTH: usize = 100;
/// How many texts are named of which the same is to be told of how their language was told.
const GUESSES: usize = 3;
/// Columns that line numbers and rules take from a terminal's width.
const MARGIN: usize = 10;

/// Prints findings and counts them.
pub(super) struct Page<'a> {
    output: Output,
    format: CheckFormat,
    settings: &'a Settings<'a>,
    summary: Summary,
    failing: usize,
    printed: usize,
    /// Where the texts lie, for formats that are shown beside a repository.
    repository: Option<Repository>,
    /// What was found, for formats that are written at the end.
    held: Vec<PairReport>,
    /// How often each thing was to be told of how a language was told.
    guesses: BTreeMap<String, usize>,
}

impl<'a> Page<'a> {
    /// Opens the page that the arguments name.
    pub(super) fn open(settings: &'a Settings<'a>) -> anyhow::Result<Self> {
        Self::on(Output::open(settings.options.output.as_deref())?, settings)
    }

    /// Begins a page on `output`.
    pub(super) fn on(mut output: Output, settings: &'a Settings<'a>) -> anyhow::Result<Self> {
        let format = settings.options.format;
        if format == CheckFormat::Json {
            output.text("{\"version\":1,\"findings\":[")?;
        }
        let repository = format.names_places_in_files().then(Repository::find);
        let (summary, held, guesses) = (Summary::default(), Vec::new(), BTreeMap::new());
        Ok(Self { output, format, settings, summary, failing: 0, printed: 0, repository, held, guesses })
    }

    /// Prints what was found in a pair, remarks on standard error.
    pub(super) fn print(&mut self, mut checked: Checked) -> anyhow::Result<()> {
        checked.remarks.iter().for_each(|text| remark(text));
        for guess in &checked.guesses {
            let told = self.guesses.entry(guess.what.clone()).or_default();
            *told += 1;
            if *told <= GUESSES {
                remark(&guess.to_string());
            }
        }
        self.summary.add(checked.summary);
        let open = checked.report.records.iter().zip(&checked.open).filter(|(_, open)| **open);
        self.failing += open.filter(|(record, _)| self.settings.fail_on.fails(record.level)).count();
        if let Some(repository) = &self.repository {
            repository.rename(&mut checked.report);
        }
        for (record, text) in checked.report.records.iter().zip(&checked.texts) {
            match self.format {
                CheckFormat::Text => self.output.text(text)?,
                CheckFormat::Jsonl => self.output.json_line(record)?,
                CheckFormat::Json => {
                    self.output.text(if self.printed > 0 { ",\n" } else { "\n" })?;
                    self.output.json(record)?;
                }
                CheckFormat::Rdjsonl => self.output.json_line(&report::Diagnostic::new(record))?,
                _ => {}
            }
            self.printed += 1;
        }
        if self.format.is_written_at_the_end() {
            self.held.push(checked.report);
        }
        Ok(())
    }

    /// Prints the summary; tells whether a finding fails.
    pub(super) fn finish(mut self) -> anyhow::Result<bool> {
        for (what, more) in self.guesses.iter().filter_map(|(what, told)| Some((what, told.checked_sub(GUESSES + 1)? + 1))) {
            remark(&format!("remark: of {more} more {} as well: {what}", if more == 1 { "text" } else { "texts" }));
        }
        let ignored = self.summary.verdicts.is_some_and(|verdicts| verdicts.ignored > 0);
        self.summary.verdicts = self.summary.verdicts.filter(|_| ignored || self.settings.verdicts.are_in_use());
        match self.format {
            CheckFormat::Json => {
                self.output.text("\n],\"summary\":")?;
                self.output.json(&self.summary)?;
                self.output.text("}\n")?;
            }
            CheckFormat::Text if self.summary.pairs > 0 => self.output.text(&format!("{}\n", self.summary))?,
            CheckFormat::Text | CheckFormat::Jsonl | CheckFormat::Rdjsonl => {}
            CheckFormat::Github => {
                self.output.text(&report::github(&self.held, &self.summary))?;
                self.step_summary()?;
            }
            CheckFormat::Sarif => self.sarif()?,
            CheckFormat::Junit => self.output.text(&report::junit(&self.held))?,
            CheckFormat::Gitlab => self.output.json_line(&report::gitlab(&self.held))?,
            CheckFormat::Markdown => self.output.text(&report::markdown(&self.held, &self.summary, report::COMMENT))?,
            CheckFormat::Html => self.output.text(&report::html(&self.held, &self.summary))?,
            CheckFormat::Xlsx => self.workbook()?,
        }
        self.output.finish()?;
        Ok(self.failing > 0)
    }

    /// Prints the findings as a workbook.
    #[cfg(feature = "spreadsheet")]
    fn workbook(&mut self) -> anyhow::Result<()> {
        let found: usize = self.held.iter().map(|pair| pair.records.len()).sum();
        if found > report::MOST_ROWS {
            remark(&format!(
                "remark: a sheet holds {} findings; the last {} are left out",
                report::MOST_ROWS,
                found - report::MOST_ROWS
            ));
        }
        let verdicts: Vec<&str> = Verdict::ALL.iter().map(|verdict| verdict.name()).collect();
        self.output.bytes(&report::xlsx(&self.held, &verdicts)?)
    }

    /// Says that there are no workbooks.
    #[cfg(not(feature = "spreadsheet"))]
    #[expect(clippy::unused_self, reason = "with the feature it is used")]
    fn workbook(&mut self) -> anyhow::Result<()> {
        anyhow::bail!("this kanhe was built without the feature spreadsheet; write --format html")
    }

    /// Prints the findings as SARIF.
    fn sarif(&mut self) -> anyhow::Result<()> {
        let config = self.settings.config.as_deref().and_then(std::path::Path::parent);
        let category = match self.repository.as_ref().and_then(|repository| repository.folder(config?)) {
            Some(folder) => format!("kanhe/{folder}/"),
            None => "kanhe/".to_owned(),
        };
        let report = report::sarif(&self.held, self.settings.options.sarif_columns.into(), &category);
        if report.left_out > 0 {
            remark(&format!("remark: SARIF is read up to a number of findings; the {} mildest are left out", report.left_out));
        }
        self.output.json_line(&report)
    }

    /// Adds the findings to the page that GitHub shows of a job, where there is one.
    fn step_summary(&self) -> anyhow::Result<()> {
        let Some(path) = std::env::var_os("GITHUB_STEP_SUMMARY").filter(|path| !path.is_empty()) else { return Ok(()) };
        let path = std::path::Path::new(&path);
        let before = std::fs::metadata(path).map_or(0, |about| usize::try_from(about.len()).unwrap_or(usize::MAX));
        let room = report::STEP_SUMMARY.saturating_sub(before);
        output::append(path, &report::markdown(&self.held, &self.summary, room))
    }
}

/// What was found in a pair of texts.
#[derive(Default)]
pub(super) struct Checked {
    pub(super) report: PairReport,
    /// Whether each record counts: it is not settled.
    pub(super) open: Vec<bool>,
    /// What verdicts know each record by.
    pub(super) known: Vec<Known>,
    /// Each record as text; empty strings where another format is printed.
    pub(super) texts: Vec<String>,
    pub(super) summary: Summary,
    /// What the reader should be told besides.
    pub(super) remarks: Vec<String>,
    /// What the reader should be told of how languages were told.
    pub(super) guesses: Vec<Guess>,
}

impl Checked {
    /// The records that count.
    pub(super) fn open_records(&self) -> Vec<&Record> {
        self.report.records.iter().zip(&self.open).filter(|(_, open)| **open).map(|(record, _)| record).collect()
    }
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
