//! Writing a bead file.

use std::fmt::Write;
use std::ops::Range;

use super::{ALWAYS, COLUMNS, SentenceHash};
use crate::align::Alignment;
use crate::align::format::list;
use crate::segment::Document;

/// What people said of a bead.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Review<'a> {
    /// Whether somebody has looked at it and found it right.
    pub reviewed: bool,
    /// Remarks.
    pub note: &'a str,
    /// The words of the source that the target was last known to render, where the source has others now.
    pub former: &'a str,
}

/// A table of the beads with their words, which a spreadsheet opens: the sentences of each side counted from 0, the
/// confidence, an `x` where `review` says so of the bead with that number, its note, the words of each side, a
/// [`SentenceHash`] of each sentence, and where some rendering is stale what it was last known to render.
///
/// Tabs and line ends within the words stand as `\t` and `\n`, a backslash as `\\`; words with quotes are quoted, as
/// spreadsheets expect it.
#[must_use]
pub fn write_bead_file<'a>(
    alignment: &Alignment,
    source: &Document,
    target: &Document,
    review: impl Fn(usize) -> Review<'a>,
) -> String {
    let has_former = (0..alignment.beads().len()).any(|number| !review(number).former.is_empty());
    let mut file = COLUMNS[..if has_former { COLUMNS.len() } else { ALWAYS }].join("\t") + "\n";
    for (number, bead) in alignment.beads().iter().enumerate() {
        let review = review(number);
        let mark = if review.reviewed { "x" } else { "" };
        let cells = [review.note, words(source, &bead.source), words(target, &bead.target)].map(cell);
        let [note, source_text, target_text] = cells;
        let hashes = [hashes(source, &bead.source), hashes(target, &bead.target)];
        // Writing to a string cannot fail.
        let _ = write!(
            file,
            "{}\t{}\t{:.3}\t{mark}\t{note}\t{source_text}\t{target_text}\t{}\t{}",
            list(&bead.source),
            list(&bead.target),
            bead.confidence,
            hashes[0],
            hashes[1]
        );
        if has_former {
            let _ = write!(file, "\t{}", cell(review.former));
        }
        file.push('\n');
    }
    file
}

/// The text from the first of the sentences to the last.
pub(in crate::align) fn words<'a>(document: &'a Document, range: &Range<usize>) -> &'a str {
    let segments = document.segments();
    match (segments.get(range.start), range.end.checked_sub(1).and_then(|last| segments.get(last))) {
        (Some(first), Some(last)) if !range.is_empty() => first.span.join(last.span).of(document.text()),
        _ => "",
    }
}

/// Such as `3:kfmbdpxqwz 4:…`: with the numbers, so that moved boundaries are told from changed words.
fn hashes(document: &Document, range: &Range<usize>) -> String {
    let hashes: Vec<String> =
        range.clone().map(|sentence| format!("{sentence}:{}", SentenceHash::of(document.words(sentence)))).collect();
    hashes.join(" ")
}

fn cell(words: &str) -> String {
    let escaped = words.replace('\\', "\\\\").replace('\t', "\\t").replace('\n', "\\n").replace('\r', "\\r");
    if escaped.contains('"') { format!("\"{}\"", escaped.replace('"', "\"\"")) } else { escaped }
}
