//! `kanhe align`: the sentences of two texts, paired.

use kanhe::align::format::{notation, write_bead_file};
use kanhe::align::{self, Bead};
use kanhe::segment::Document;

use super::Outcome;
use super::options::{AlignFormat, AlignOptions};
use super::output::Output;
use super::pair::{Opened, PairJob, Paired};
use super::progress::Progress;

/// A bead as machines read it.
#[derive(serde::Serialize)]
struct BeadRecord<'a> {
    source: Vec<usize>,
    target: Vec<usize>,
    confidence: f64,
    source_text: Vec<&'a str>,
    target_text: Vec<&'a str>,
}

/// Prints the alignment.
pub(super) fn run(options: &AlignOptions) -> anyhow::Result<Outcome> {
    let job = PairJob {
        source: options.source.clone(),
        target: Some(options.target.clone()),
        languages: options.languages.clone(),
        segmented: options.segmented,
        options: align::Options { crossing: options.crossing, fast: options.fast },
        alignment: None,
        swapped: format!("run `kanhe align {} {}`", options.target, options.source),
    };
    let progress = Progress::new(Some(1));
    let paired = job.read()?;
    drop(progress);
    let mut output = Output::open(options.output.as_deref())?;
    match options.format {
        AlignFormat::Beads => output.text(&beads(&paired))?,
        AlignFormat::Tsv => {
            let (source, target) = (&paired.source.text.document, &paired.target.text.document);
            output.text(&write_bead_file(&paired.alignment, source, target, |_| false))?;
        }
        AlignFormat::Jsonl => {
            for bead in paired.alignment.beads() {
                output.json_line(&record(bead, &paired))?;
            }
        }
        AlignFormat::Text => {
            for (number, bead) in paired.alignment.beads().iter().enumerate() {
                output.text(&text(number, bead, &paired))?;
            }
        }
    }
    output.flush()?;
    Ok(Outcome::Passed)
}

fn beads(paired: &Paired) -> String {
    let numbered = match (&paired.source.lines, &paired.target.lines) {
        (Some(source), Some(target)) => &align::numbered_by_line(&paired.alignment, source, target),
        _ => paired.alignment.beads(),
    };
    numbered.iter().map(|bead| notation(bead) + "\n").collect()
}

fn record<'a>(bead: &Bead, paired: &'a Paired) -> BeadRecord<'a> {
    let numbers = |side: &Opened, range: &std::ops::Range<usize>| -> Vec<usize> {
        range.clone().map(|at| side.lines.as_ref().map_or(at, |lines| lines.line(at).0)).collect()
    };
    BeadRecord {
        source: numbers(&paired.source, &bead.source),
        target: numbers(&paired.target, &bead.target),
        confidence: (f64::from(bead.confidence) * 1000.0).round() / 1000.0,
        source_text: words(&paired.source.text.document, &bead.source).collect(),
        target_text: words(&paired.target.text.document, &bead.target).collect(),
    }
}

/// Such as `12  2:1  0.93`, the original and the rendering on lines of their own, and a blank line.
fn text(number: usize, bead: &Bead, paired: &Paired) -> String {
    let mut text = format!("{}  {}:{}  {:.2}\n", number + 1, bead.source.len(), bead.target.len(), bead.confidence);
    for (sign, side, range) in [('<', &paired.source, &bead.source), ('>', &paired.target, &bead.target)] {
        for words in words(&side.text.document, range) {
            text.push(sign);
            text.push(' ');
            text.push_str(&on_one_line(words));
            text.push('\n');
        }
    }
    text.push('\n');
    text
}

fn words<'a>(document: &'a Document, range: &std::ops::Range<usize>) -> impl Iterator<Item = &'a str> {
    range.clone().map(|segment| document.words(segment))
}

/// A sentence with its line breaks as blanks.
pub(super) fn on_one_line(words: &str) -> String {
    words.split(['\n', '\r']).map(str::trim).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}
