//! `kanhe check --pairs`: pairs that are aligned already, streamed text by text.

use std::fs::File;
use std::io::{BufRead, BufReader};

use kanhe::check::{self, Finding, PairView};
use kanhe::io::{AlignedBatch, Batch, Batches, PairsError};
use kanhe::report::{self, Identity, Mark, Record, Shown, Summary};
use kanhe::text::{Side, Span};
use kanhe::verdict::Known;

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
    let asked = &settings.options.reading.languages;
    let mut guesses = Vec::new();
    let mut language = |side: Side, asked: Option<&String>| {
        let tag = batch.language_tag(side).or(asked.map(String::as_str));
        if tag.is_some() {
            return languages::of(tag, "");
        }
        let words = batch.joined(side);
        let called = batch.lines.first().map_or_else(|| name.to_owned(), |line| format!("{name} ({})", line.id));
        let (language, guess) = languages::of_text(side, (&called, &words));
        guesses.extend(guess);
        Ok(language)
    };
    let aligned =
        batch.align(language(Side::Source, asked.source_lang.as_ref())?, language(Side::Target, asked.target_lang.as_ref())?);
    let pair = PairView { source: &aligned.source, target: &aligned.target, alignment: &aligned.alignment };
    let mut findings = check::check_with(&pair, &settings.glossary, settings.options.reading.fast);
    settings.levels.apply(&mut findings);
    let all: Vec<_> = findings.iter().filter_map(|finding| Some((finding, record(name, batch, &aligned, finding)?))).collect();
    let all_known: Vec<Known> = all.iter().map(|(_, (_, known))| known.clone()).collect();
    let settled = settings.verdicts.settle([name, name], &all_known, &[], |_| true);
    let mut checked = Checked { guesses, ..Checked::default() };
    for kept in settled.kept {
        let Some((finding, (record, known))) = all.get(kept.index) else { continue };
        let mut record = record.clone();
        settings.verdicts.tell(&mut record, &kept);
        checked.texts.push(text(batch, &aligned, finding, &record, settings).unwrap_or_default());
        checked.open.push(kept.open);
        checked.known.push(known.clone());
        checked.report.records.push(record);
    }
    checked.summary = Summary::of(&aligned.alignment, &checked.open_records());
    checked.summary.verdicts = settled.counts;
    (checked.report.source, checked.report.target) = (name.to_owned(), name.to_owned());
    Ok(checked)
}

/// A place of a finding in the string of its line.
fn within(batch: &Batch, aligned: &AlignedBatch, line: usize, side: Side, span: Span) -> Span {
    let length = batch.lines.get(line).map_or(0, |line| line.text(side).len());
    aligned.within(side, line, length, span)
}

/// The record of a finding, its places in the strings of its line, and what verdicts know it by.
fn record(name: &str, batch: &Batch, aligned: &AlignedBatch, finding: &Finding) -> Option<(Record, Known)> {
    let line = aligned.line_of(finding.bead);
    let strings = batch.lines.get(line)?;
    let place = |side, span| Shown::new(name, strings.text(side), 0).place(within(batch, aligned, line, side, span));
    let (source, target) = (place(Side::Source, finding.source.span), place(Side::Target, finding.target.span));
    let identity = Identity {
        rule: finding.rule,
        source_words: &source.text,
        target_words: &target.text,
        source_sentences: strings.source.trim(),
        target_sentences: strings.target.trim(),
    };
    let fingerprint = identity.fingerprint();
    let known = Known::of(&identity);
    Some((Record::new(Some(strings.id.clone()), finding, source, target, fingerprint), known))
}

/// The text of a finding, where text is printed.
fn text(batch: &Batch, aligned: &AlignedBatch, finding: &Finding, record: &Record, settings: &Settings<'_>) -> Option<String> {
    if settings.options.format != CheckFormat::Text {
        return None;
    }
    let line = aligned.line_of(finding.bead);
    let strings = batch.lines.get(line)?;
    let names = [format!("{} (original)", strings.id), format!("{} (rendering)", strings.id)];
    let (source, target) = (Shown::new(&names[0], &strings.source, 0), Shown::new(&names[1], &strings.target, 0));
    let mark =
        |shown, label: &check::Label| Mark { shown, span: within(batch, aligned, line, label.side, label.span), label: "" };
    let bead = format!("pair {}", strings.id);
    Some(report::text(record, mark(&target, &finding.target), mark(&source, &finding.source), &[], &bead, settings.look))
}
