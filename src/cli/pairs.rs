//! `kanhe check --pairs`: pairs that are aligned already, streamed text by text.

use std::fs::File;
use std::io::{BufRead, BufReader};

use anyhow::Context;

use kanhe::check::{self, PairView};
use kanhe::io::{Batch, Batches, Cause, InputError, PairsError};
use kanhe::lang::{self, Language};
use kanhe::report::{Identity, Record, Shown};
use kanhe::text::Side;

use super::Outcome;
use super::options::{CheckFormat, CheckOptions};
use super::output::{Output, remark};

/// Checks every pair of `path`.
pub(super) fn run(path: &str, options: &CheckOptions) -> anyhow::Result<Outcome> {
    let reader: Box<dyn BufRead> = if path == "-" {
        Box::new(std::io::stdin().lock())
    } else {
        let fail = |error: std::io::Error| InputError {
            name: path.to_owned(),
            cause: if error.kind() == std::io::ErrorKind::NotFound { Cause::Missing } else { Cause::Unreadable(error) },
        };
        Box::new(BufReader::with_capacity(1 << 16, File::open(path).map_err(fail)?))
    };
    let mut output = Output::open(options.output.as_deref())?;
    let (mut found, mut incomplete) = (false, false);
    for batch in Batches::new(path, reader) {
        match batch {
            Ok(batch) => {
                for record in records(path, &batch, options)? {
                    found |= options.fail_on.fails(record.level);
                    print(&mut output, options.format, &record)?;
                }
            }
            Err(error @ PairsError::Line { .. }) => {
                incomplete = true;
                remark(&format!("error: {error}"));
            }
            Err(error) => return Err(error.into()),
        }
    }
    output.flush()?;
    Ok(match (incomplete, found) {
        (true, _) => Outcome::Incomplete,
        (false, true) => Outcome::Found,
        (false, false) => Outcome::Passed,
    })
}

fn print(output: &mut Output, format: CheckFormat, record: &Record) -> anyhow::Result<()> {
    match format {
        CheckFormat::Jsonl | CheckFormat::Json => output.json_line(record),
        CheckFormat::Text => output.text(&format!("{}\n", record.message)),
    }
}

fn records(name: &str, batch: &Batch, options: &CheckOptions) -> anyhow::Result<Vec<Record>> {
    let language = |side: Side, asked: Option<&String>| -> &'static Language {
        batch.language_tag(side).or(asked.map(String::as_str)).map_or(&lang::OTHER, lang::find)
    };
    let aligned = batch
        .align(
            language(Side::Source, options.languages.source_lang.as_ref()),
            language(Side::Target, options.languages.target_lang.as_ref()),
        )
        .context("the pairs cannot be joined")?;
    let pair = PairView { source: &aligned.source, target: &aligned.target, alignment: &aligned.alignment };
    let mut records = Vec::new();
    for finding in check::check(&pair) {
        let line = aligned.line_of(finding.bead);
        let Some(strings) = batch.lines.get(line) else { continue };
        let place = |side: Side, span| {
            let text = strings.text(side);
            Shown::new(name, text, 0).place(aligned.within(side, line, text.len(), span))
        };
        let (source, target) = (place(Side::Source, finding.source.span), place(Side::Target, finding.target.span));
        let identity = Identity {
            rule: finding.rule,
            source_words: &source.text,
            target_words: &target.text,
            source_sentences: strings.source.trim(),
            target_sentences: strings.target.trim(),
        };
        let fingerprint = identity.fingerprint();
        records.push(Record::new(Some(strings.id.clone()), &finding, source, target, fingerprint));
    }
    Ok(records)
}
