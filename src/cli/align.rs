//! `kanhe align`: the sentences of two texts, paired.

use std::path::Path;

use anyhow::bail;

#[cfg(feature = "spreadsheet")]
use kanhe::align::exchange::write_xlsx;
use kanhe::align::exchange::{Exchanged, write_csv, write_tmx, write_xliff};
use kanhe::align::file::{Review, write_bead_file};
use kanhe::align::format::notation;
use kanhe::align::{self, Bead};
use kanhe::segment::Document;

use super::beads::refuse_reviewed;
use super::options::{AlignFormat, AlignOptions, LanguageOptions, UnitOptions};
use super::output::{Output, remark};
use super::pair::{Opened, PairJob, Paired};
use super::progress::Progress;
use super::project::Common;
use super::{Outcome, corpus, languages};

/// A bead as machines read it.
#[derive(serde::Serialize)]
struct BeadRecord<'a> {
    source: Vec<usize>,
    target: Vec<usize>,
    confidence: f64,
    source_text: Vec<&'a str>,
    target_text: Vec<&'a str>,
}

/// Prints or writes the alignment.
pub(super) fn run(options: &AlignOptions) -> anyhow::Result<Outcome> {
    let Some(source) = &options.source else { return corpus::run(options) };
    if options.segmented && options.target.is_none() {
        bail!("--segmented needs a text for each side; name the rendering after {source}");
    }
    let common = Common {
        languages: &options.languages,
        segmented: options.segmented,
        format: options.input.input_format,
        // Units are paired already: whoever asks for an alignment wants another.
        units: UnitOptions { columns: options.columns.clone(), realign: true, annotate: None },
        options: options.options(),
        only_aligned: true,
    };
    let job = PairJob::new("align", source.clone(), options.target.clone(), options.update.clone(), &common);
    let progress = Progress::new(Some(1));
    if let Some(path) = &options.update {
        let (text, remarks) = job.update(path)?;
        drop(progress);
        remarks.iter().for_each(|text| remark(text));
        let mut output = Output::open(Some(options.output.as_deref().unwrap_or(Path::new(path))))?;
        output.text(&text)?;
        output.finish()?;
        return Ok(Outcome::Passed);
    }
    let format = options.format.unwrap_or(AlignFormat::Text);
    if let Some(path) = options.output.as_deref().filter(|_| format == AlignFormat::Tsv) {
        refuse_reviewed(path)?;
    }
    let paired = job.read()?;
    drop(progress);
    let mut output = Output::open(options.output.as_deref())?;
    output.bytes(&rendered(&paired, format, &options.languages)?)?;
    output.finish()?;
    Ok(Outcome::Passed)
}

/// The alignment in a format.
pub(super) fn rendered(paired: &Paired, format: AlignFormat, languages: &LanguageOptions) -> anyhow::Result<Vec<u8>> {
    let (source, target) = (&paired.source.text.document, &paired.target.text.document);
    let all = paired.alignment.beads();
    let text = match format {
        AlignFormat::Beads => beads(paired),
        AlignFormat::Tsv => write_bead_file(&paired.alignment, source, target, |_| Review::default()),
        AlignFormat::Jsonl => {
            let lines = all.iter().map(|bead| Ok(serde_json::to_string(&record(bead, paired))? + "\n"));
            lines.collect::<serde_json::Result<String>>()?
        }
        AlignFormat::Tmx | AlignFormat::Xliff | AlignFormat::Csv | AlignFormat::Xlsx => {
            let tags = [
                languages::tag(languages.source_lang.as_deref(), source),
                languages::tag(languages.target_lang.as_deref(), target),
            ];
            let exchanged = Exchanged { source, target, alignment: &paired.alignment, languages: [&tags[0], &tags[1]] };
            match format {
                AlignFormat::Tmx => write_tmx(&exchanged),
                AlignFormat::Csv => write_csv(&exchanged),
                #[cfg(feature = "spreadsheet")]
                AlignFormat::Xlsx => return Ok(write_xlsx(&exchanged)?),
                #[cfg(not(feature = "spreadsheet"))]
                AlignFormat::Xlsx => bail!("this kanhe was built without the feature spreadsheet; write --format csv"),
                _ => write_xliff(&exchanged),
            }
        }
        AlignFormat::Html => paired.side_by_side(),
        AlignFormat::Text => all.iter().enumerate().map(|(number, bead)| text(number, bead, paired)).collect(),
    };
    Ok(text.into_bytes())
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
