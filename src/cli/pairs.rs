//! `kanhe check --pairs`: pairs that are aligned already, streamed text by text.

use std::fs::File;
use std::io::{BufRead, BufReader};

use kanhe::check::{self, Finding, PairView};
use kanhe::io::{AlignedBatch, Batch, Batches, PairsError};
use kanhe::report::{self, Identity, Mark, PairReport, Record, Shown, Summary};
use kanhe::text::Side;

use super::check::{Settings, outcome};
use super::options::CheckFormat;
use super::output::remark;
use super::page::{Checked, Page};
use super::progress::Progress;
use super::project::unreadable;
use super::{Outcome, languages, parallel};

/// How many pairs are held at a time for each job.
const HELD: usize = 64;

/// Checks every pair of `path`.
pub(super) fn run(path: &str, settings: &Settings<'_>) -> anyhow::Result<Outcome> {
    let reader: Box<dyn BufRead> = if path == "-" {
        Box::new(std::io::stdin().lock())
    } else {
        Box::new(BufReader::with_capacity(1 << 16, File::open(path).map_err(|error| unreadable(path, error))?))
    };
    let progress = Progress::new(None);
    let mut page = Page::open(settings)?;
    let mut incomplete = false;
    let mut batches = Batches::new(path, reader);
    loop {
        let (mut some, mut held) = (Vec::new(), 0);
        while held < HELD * settings.jobs {
            match batches.next() {
                Some(Ok(batch)) => {
                    held += batch.lines.len();
                    some.push(batch);
                }
                Some(Err(error @ PairsError::Line { .. })) => {
                    incomplete = true;
                    progress.aside(|| remark(&format!("error: {error}")));
                }
                Some(Err(error)) => return Err(error.into()),
                None => break,
            }
        }
        if some.is_empty() {
            break;
        }
        let checked = parallel::in_order(settings.jobs, &some, |batch| checked(path, batch, settings));
        progress.advance(some.len() as u64);
        progress.aside(|| checked.into_iter().try_for_each(|checked| page.print(checked?)))?;
    }
    drop(progress);
    outcome(page, incomplete)
}

fn checked(name: &str, batch: &Batch, settings: &Settings<'_>) -> anyhow::Result<Checked> {
    let asked = &settings.options.languages;
    let language = |side: Side, asked: Option<&String>| {
        let tag = batch.language_tag(side).or(asked.map(String::as_str));
        languages::of(tag, &if tag.is_some() { String::new() } else { batch.joined(side) })
    };
    let aligned =
        batch.align(language(Side::Source, asked.source_lang.as_ref())?, language(Side::Target, asked.target_lang.as_ref())?);
    let pair = PairView { source: &aligned.source, target: &aligned.target, alignment: &aligned.alignment };
    let mut findings = check::check_with(&pair, &settings.glossary);
    settings.levels.apply(&mut findings);
    let (mut records, mut texts) = (Vec::new(), Vec::new());
    for finding in &findings {
        if let Some((record, text)) = described(name, batch, &aligned, finding, settings) {
            records.push(record);
            texts.push(text);
        }
    }
    let summary = Summary::of(&aligned.alignment, &records);
    let report = PairReport { source: name.to_owned(), target: name.to_owned(), records, ..PairReport::default() };
    Ok(Checked { report, texts, summary, remarks: Vec::new() })
}

/// The record of a finding, its places in the strings of its line, and its text where text is printed.
fn described(
    name: &str,
    batch: &Batch,
    aligned: &AlignedBatch,
    finding: &Finding,
    settings: &Settings<'_>,
) -> Option<(Record, String)> {
    let line = aligned.line_of(finding.bead);
    let strings = batch.lines.get(line)?;
    let within = |side: Side, span| aligned.within(side, line, strings.text(side).len(), span);
    let place = |side, span| Shown::new(name, strings.text(side), 0).place(within(side, span));
    let (source, target) = (place(Side::Source, finding.source.span), place(Side::Target, finding.target.span));
    let identity = Identity {
        rule: finding.rule,
        source_words: &source.text,
        target_words: &target.text,
        source_sentences: strings.source.trim(),
        target_sentences: strings.target.trim(),
    };
    let fingerprint = identity.fingerprint();
    let record = Record::new(Some(strings.id.clone()), finding, source, target, fingerprint);
    let mut text = String::new();
    if settings.options.format == CheckFormat::Text {
        let names = [format!("{} (original)", strings.id), format!("{} (rendering)", strings.id)];
        let (source, target) = (Shown::new(&names[0], &strings.source, 0), Shown::new(&names[1], &strings.target, 0));
        let mark = |shown, label: &check::Label| Mark { shown, span: within(label.side, label.span), label: "" };
        let bead = format!("pair {}", strings.id);
        text = report::text(&record, mark(&target, &finding.target), mark(&source, &finding.source), &[], &bead, settings.look);
    }
    Some((record, text))
}
