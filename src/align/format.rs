//! Beads as text: the notation that aligners share, and the bead file that people review.

use std::fmt::Write;
use std::ops::Range;

use super::{Alignment, Bead};
use crate::segment::Document;

/// Why a line holds no bead.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {problem}")]
pub struct FormatError {
    /// The line, counted from 1.
    pub line: usize,
    /// What is wrong with it.
    pub problem: Problem,
}

/// What is wrong with a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Problem {
    /// A list of sentences does not read as one.
    #[error("expected a list of sentence numbers such as [0, 1]")]
    Sentences,
    /// Sentences of one side do not follow each other.
    #[error("the sentences of a bead must follow each other without a gap")]
    Gap,
    /// The confidence is no number from 0 to 1.
    #[error("expected a confidence from 0 to 1")]
    Confidence,
    /// The mark of a reviewed bead is neither empty nor `x`.
    #[error("the column `reviewed` holds x or nothing")]
    Mark,
}

/// A row of a bead file.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// The bead.
    pub bead: Bead,
    /// Whether a person has looked at it and found it right.
    pub reviewed: bool,
    /// The words of the source as the file holds them.
    pub source: String,
    /// The words of the target as the file holds them.
    pub target: String,
}

/// The first line of a bead file.
const HEADER: &str = "source\ttarget\tconfidence\treviewed\tsource text\ttarget text";

/// The bead in the notation that aligners share: `[0, 1]:[0]:0.934`.
#[must_use]
pub fn notation(bead: &Bead) -> String {
    format!("{}:{}:{:.3}", list(&bead.source), list(&bead.target), bead.confidence)
}

/// The beads of a text in the shared notation, a bead a line; the confidence may be missing, and is 1 then.
///
/// # Errors
///
/// [`FormatError`] names the first line that is neither blank nor a bead.
pub fn read_notation(text: &str) -> Result<Vec<Bead>, FormatError> {
    let mut places = Places::default();
    let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    lines
        .map(|(index, line)| {
            let fields = line.trim().split_once("]:[").map(|(source, rest)| (source, rest.split_once(']').unwrap_or((rest, ""))));
            let problem = |problem| FormatError { line: index + 1, problem };
            let (source, (target, rest)) = fields.ok_or(problem(Problem::Sentences))?;
            let source = source.strip_prefix('[').ok_or(problem(Problem::Sentences))?;
            let confidence = match rest.strip_prefix(':') {
                Some(number) => confidence(number).map_err(problem)?,
                None if rest.is_empty() => 1.0,
                None => return Err(problem(Problem::Confidence)),
            };
            places.bead(source, target, confidence).map_err(problem)
        })
        .collect()
}

/// A table of the beads with their words, which a spreadsheet opens: the sentences of each side counted from
/// 0, the confidence, an `x` where `reviewed` says so of the bead with that number, and the words of each side.
///
/// Tabs and line ends within the words stand as `\t` and `\n`, a backslash as `\\`.
#[must_use]
pub fn write_bead_file(alignment: &Alignment, source: &Document, target: &Document, reviewed: impl Fn(usize) -> bool) -> String {
    let mut file = format!("{HEADER}\n");
    for (index, bead) in alignment.beads().iter().enumerate() {
        let mark = if reviewed(index) { "x" } else { "" };
        let cells = [words(source, &bead.source), words(target, &bead.target)];
        let [source, target] = cells.map(|cell| escape(&cell));
        // Writing to a string cannot fail.
        let _ =
            writeln!(file, "{}\t{}\t{:.3}\t{mark}\t{source}\t{target}", list(&bead.source), list(&bead.target), bead.confidence);
    }
    file
}

/// The rows of a bead file.
///
/// # Errors
///
/// [`FormatError`] names the first row that does not read; a heading and blank lines are passed over.
pub fn read_bead_file(text: &str) -> Result<Vec<Row>, FormatError> {
    let mut places = Places::default();
    let mut rows = Vec::new();
    for (index, line) in text.split('\n').enumerate() {
        let line = line.strip_suffix('\r').unwrap_or(line);
        if line.trim().is_empty() || line == HEADER {
            continue;
        }
        let problem = |problem| FormatError { line: index + 1, problem };
        let mut cells = line.split('\t');
        let mut cell = || cells.next().unwrap_or_default();
        let (source, target) = (cell(), cell());
        let inner = |cell: &'_ str| -> Option<String> { Some(cell.trim().strip_prefix('[')?.strip_suffix(']')?.to_owned()) };
        let (Some(source), Some(target)) = (inner(source), inner(target)) else { return Err(problem(Problem::Sentences)) };
        let confidence = confidence(cell()).map_err(problem)?;
        let bead = places.bead(&source, &target, confidence).map_err(problem)?;
        let reviewed = match cell().trim() {
            "" => false,
            "x" | "X" => true,
            _ => return Err(problem(Problem::Mark)),
        };
        rows.push(Row { bead, reviewed, source: unescape(cell()), target: unescape(cell()) });
    }
    Ok(rows)
}

/// Where the sentences of an empty side would stand: after those of the bead before.
#[derive(Default)]
struct Places {
    source: usize,
    target: usize,
}

impl Places {
    fn bead(&mut self, source: &str, target: &str, confidence: f32) -> Result<Bead, Problem> {
        let source = range(source, self.source)?;
        let target = range(target, self.target)?;
        (self.source, self.target) = (source.end, target.end);
        Ok(Bead { source, target, confidence })
    }
}

fn list(range: &Range<usize>) -> String {
    let numbers: Vec<String> = range.clone().map(|number| number.to_string()).collect();
    format!("[{}]", numbers.join(", "))
}

fn range(list: &str, place: usize) -> Result<Range<usize>, Problem> {
    if list.trim().is_empty() {
        return Ok(place..place);
    }
    let mut range: Option<Range<usize>> = None;
    for number in list.split(',') {
        let number: usize = number.trim().parse().map_err(|_| Problem::Sentences)?;
        let end = number.checked_add(1).ok_or(Problem::Sentences)?;
        range = Some(match range {
            None => number..end,
            Some(before) if before.end == number => before.start..end,
            Some(_) => return Err(Problem::Gap),
        });
    }
    range.ok_or(Problem::Sentences)
}

fn confidence(number: &str) -> Result<f32, Problem> {
    number.trim().parse().ok().filter(|confidence| (0.0..=1.0).contains(confidence)).ok_or(Problem::Confidence)
}

fn words(document: &Document, range: &Range<usize>) -> String {
    let segments = document.segments();
    match (segments.get(range.start), range.end.checked_sub(1).and_then(|last| segments.get(last))) {
        (Some(first), Some(last)) if !range.is_empty() => first.span.join(last.span).of(document.text()).to_owned(),
        _ => String::new(),
    }
}

fn escape(words: &str) -> String {
    words.replace('\\', "\\\\").replace('\t', "\\t").replace('\n', "\\n").replace('\r', "\\r")
}

fn unescape(cell: &str) -> String {
    let mut words = String::with_capacity(cell.len());
    let mut chars = cell.chars();
    while let Some(character) = chars.next() {
        let written = match character {
            '\\' => match chars.next() {
                Some('t') => '\t',
                Some('n') => '\n',
                Some('r') => '\r',
                Some(other) => other,
                None => '\\',
            },
            other => other,
        };
        words.push(written);
    }
    words
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::lang;

    #[test]
    fn a_bead_reads_as_it_is_written() {
        let text = "[0, 1]:[0]:0.934\n[]:[1]:0.500\n[2]:[]:1.000\n";
        let beads = read_notation(text).expect("beads");
        assert_eq!(beads[1].source, 2..2);
        assert_eq!(beads[2].target, 2..2);
        assert_eq!(beads.iter().map(|bead| notation(bead) + "\n").collect::<String>(), text);
    }

    #[test]
    fn what_is_no_bead_is_named_with_its_line() {
        let problem = |text| read_notation(text).expect_err("no beads");
        assert_eq!(problem("[0]:[0]\n\n0:0"), FormatError { line: 3, problem: Problem::Sentences });
        assert_eq!(problem("[0, 2]:[0]").problem, Problem::Gap);
        assert_eq!(problem("[0]:[0]:7").problem, Problem::Confidence);
        assert_eq!(read_bead_file("[0]\t[0]\t1\tmaybe").expect_err("no beads").problem, Problem::Mark);
    }

    proptest! {
        #[test]
        fn a_bead_file_reads_as_it_was_written(
            sizes in prop::collection::vec((0..3_usize, 0..3_usize, 0..=1000_u16, any::<bool>()), 0..8),
            pieces in prop::collection::vec("[a\\\\t\t。\"=]{1,6}", 16),
        ) {
            let sizes: Vec<_> = sizes.into_iter().filter(|size| size.0 + size.1 > 0).collect();
            let mut beads = Vec::new();
            let (mut from, mut to) = (0, 0);
            for (wide, high, confidence, _) in &sizes {
                let confidence = f32::from(*confidence) / 1000.0;
                beads.push(Bead { source: from..from + wide, target: to..to + high, confidence });
                (from, to) = (from + wide, to + high);
            }
            let text = |count: usize| pieces.iter().take(count).map(|piece| format!("x{piece}x\n")).collect::<String>();
            let [source, target] = [from, to].map(|count| Document::from_lines("t", text(count), &lang::OTHER));
            let alignment = Alignment::new(beads.clone(), from, to).expect("an alignment");
            let file = write_bead_file(&alignment, &source, &target, |index| sizes[index].3);
            let rows = read_bead_file(&file).expect("a bead file");
            prop_assert_eq!(rows.len(), beads.len());
            for ((row, bead), size) in rows.iter().zip(&beads).zip(&sizes) {
                prop_assert_eq!(&row.bead, bead);
                prop_assert_eq!(row.reviewed, size.3);
                prop_assert_eq!(&row.source, &words(&source, &bead.source));
                prop_assert_eq!(&row.target, &words(&target, &bead.target));
            }
        }
    }
}
