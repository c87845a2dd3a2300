//! Reading a bead file as spreadsheets and people leave it: with other line ends, quoted cells, columns in another
//! order, rows in another order, blank lines, empty cells at the end.

use std::collections::HashMap;
use std::ops::Range;

use super::order::in_order;
use super::{BeadFile, COLUMNS, FileError, Problem, Row, SentenceHash, index};
use crate::align::Bead;
use crate::text::Side;

/// What a reviewed bead may be marked with.
const MARKED: &[&str] = &["x", "✓", "✔", "yes", "y", "ok", "true", "wahr", "vrai", "1", "done", "reviewed", "是", "对"];
/// What stands where a bead is not reviewed.
const UNMARKED: &[&str] = &["", "no", "n", "false", "falsch", "faux", "0", "-", "否"];

impl BeadFile {
    /// Reads a bead file.
    ///
    /// # Errors
    ///
    /// [`FileError`] names the first row that does not read, and the first sentence that stands in two.
    pub fn parse(text: &str) -> Result<Self, FileError> {
        let records = records(text)?;
        let columns = columns(&records)?;
        let mut hashes = Hashes::default();
        let mut rows = Vec::new();
        for record in records.iter().filter(|record| !record.is_heading() && !record.is_blank()) {
            if let Some(row) = row(record, &columns, text.len(), &mut hashes)? {
                rows.push(row);
            }
        }
        once(&rows, Side::Source)?;
        once(&rows, Side::Target)?;
        let known = [Side::Source, Side::Target].map(|side| {
            let ends = rows.iter().map(|row| row.sentences(side).end);
            let length =
                ends.chain(hashes.found[index(side)].iter().map(|(sentence, ..)| sentence + 1)).max().unwrap_or_default();
            let mut known = vec![None; length];
            for (sentence, hash, _) in &hashes.found[index(side)] {
                known[*sentence] = Some(*hash);
            }
            known
        });
        hashes.agree(&known)?;
        // In a file without hashes nothing tells what was moved.
        let told = known.iter().flatten().any(Option::is_some);
        rows.iter_mut().for_each(|row| row.moved &= told);
        Ok(Self { rows: in_order(rows), known })
    }
}

/// A line of the table, or several where a cell holds line ends.
struct Record {
    line: usize,
    cells: Vec<String>,
}

impl Record {
    fn is_blank(&self) -> bool {
        self.cells.iter().all(|cell| cell.trim().is_empty())
    }

    /// The heading may stand anywhere: whoever sorts a table may sort it too.
    fn is_heading(&self) -> bool {
        let named = |name| self.cells.iter().any(|cell| cell.trim().eq_ignore_ascii_case(name));
        named("source") && named("target") && !self.cells.iter().any(|cell| cell.trim().starts_with('['))
    }
}

fn records(text: &str) -> Result<Vec<Record>, FileError> {
    let mut reader = csv::ReaderBuilder::new().delimiter(b'\t').has_headers(false).flexible(true).from_reader(text.as_bytes());
    let mut records = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|error| FileError {
            line: error.position().map_or(1, |position| usize::try_from(position.line()).unwrap_or(usize::MAX)),
            problem: Problem::Table,
        })?;
        let line = record.position().map_or(1, |position| usize::try_from(position.line()).unwrap_or(usize::MAX));
        records.push(Record { line, cells: record.iter().map(str::to_owned).collect() });
    }
    Ok(records)
}

/// Where each of [`COLUMNS`] stands; as written where there is no heading.
fn columns(records: &[Record]) -> Result<HashMap<&'static str, usize>, FileError> {
    let Some(heading) = records.iter().find(|record| record.is_heading()) else {
        return Ok(COLUMNS.iter().copied().zip(0..).collect());
    };
    let mut columns = HashMap::new();
    for (at, name) in heading.cells.iter().map(|cell| cell.trim()).enumerate().filter(|(_, name)| !name.is_empty()) {
        let known = COLUMNS.iter().find(|column| column.eq_ignore_ascii_case(name));
        let column = known.ok_or_else(|| FileError { line: heading.line, problem: Problem::Column(name.to_owned()) })?;
        columns.entry(*column).or_insert(at);
    }
    Ok(columns)
}

/// What the hash columns tell of the sentences, by side: the sentence, its hash, and the line that tells.
#[derive(Default)]
struct Hashes {
    found: [Vec<(usize, SentenceHash, usize)>; 2],
}

impl Hashes {
    /// Takes in a cell such as `3:kfmbdpxqwz 4:…`; gives the sentences that it names.
    fn read(&mut self, cell: &str, side: Side, line: usize, beyond: usize) -> Result<Vec<usize>, Problem> {
        let mut sentences = Vec::new();
        for item in cell.split_whitespace() {
            let parted =
                item.split_once(':').and_then(|(sentence, hash)| Some((sentence.parse::<usize>().ok()?, hash.parse().ok()?)));
            let (sentence, hash) = parted.ok_or_else(|| Problem::Hash(item.to_owned()))?;
            if sentence >= beyond {
                return Err(Problem::Beyond(sentence));
            }
            sentences.push(sentence);
            self.found[index(side)].push((sentence, hash, line));
        }
        Ok(sentences)
    }

    /// Refuses two hashes for one sentence.
    fn agree(&self, known: &[Vec<Option<SentenceHash>>; 2]) -> Result<(), FileError> {
        for side in [Side::Source, Side::Target] {
            for (sentence, hash, line) in &self.found[index(side)] {
                if known[index(side)].get(*sentence).copied().flatten() != Some(*hash) {
                    return Err(FileError { line: *line, problem: Problem::Hashes { side, sentence: *sentence } });
                }
            }
        }
        Ok(())
    }
}

/// A row; none where both sides are empty, as is left when beads were merged by hand. No text has `beyond` sentences.
fn row(record: &Record, columns: &HashMap<&str, usize>, beyond: usize, hashes: &mut Hashes) -> Result<Option<Row>, FileError> {
    let line = record.line;
    let problem = |problem| FileError { line, problem };
    let cell = |name: &str| columns.get(name).and_then(|at| record.cells.get(*at)).map_or("", String::as_str);
    let source = range(cell("source"), beyond).map_err(problem)?;
    let target = range(cell("target"), beyond).map_err(problem)?;
    let written = [
        hashes.read(cell("source hash"), Side::Source, line, beyond).map_err(problem)?,
        hashes.read(cell("target hash"), Side::Target, line, beyond).map_err(problem)?,
    ];
    let confidence = confidence(cell("confidence")).map_err(problem)?;
    let mark = cell("reviewed").trim().to_lowercase();
    let reviewed = MARKED.contains(&mark.as_str());
    if !reviewed && !UNMARKED.contains(&mark.as_str()) {
        return Err(problem(Problem::Mark(cell("reviewed").trim().to_owned())));
    }
    if source.is_empty() && target.is_empty() {
        return Ok(None);
    }
    let moved = !written[0].iter().copied().eq(source.clone()) || !written[1].iter().copied().eq(target.clone());
    Ok(Some(Row {
        line,
        bead: Bead { source, target, confidence },
        reviewed,
        moved,
        note: unescape(cell("note").trim()),
        source: unescape(cell("source text")),
        target: unescape(cell("target text")),
        former: unescape(cell("former source").trim()),
    }))
}

/// Sentences such as `[3, 4]`; without brackets or commas they are understood too.
fn range(cell: &str, beyond: usize) -> Result<Range<usize>, Problem> {
    let unreadable = || Problem::Sentences(cell.trim().to_owned());
    let inner = match (cell.trim().strip_prefix('['), cell.trim().strip_suffix(']')) {
        (Some(_), Some(_)) => cell.trim().trim_start_matches('[').trim_end_matches(']'),
        (None, None) => cell.trim(),
        _ => return Err(unreadable()),
    };
    let mut range: Option<Range<usize>> = None;
    for number in inner.split([',', ';', '，', '、', ' ']).filter(|number| !number.is_empty()) {
        let number: usize = number.parse().map_err(|_| unreadable())?;
        if number >= beyond {
            return Err(Problem::Beyond(number));
        }
        range = Some(match range {
            None => number..number + 1,
            Some(before) if before.end == number => before.start..number + 1,
            Some(_) => return Err(Problem::Gap(cell.trim().to_owned())),
        });
    }
    Ok(range.unwrap_or(0..0))
}

/// A number from 0 to 1. Where commas part the decimals a spreadsheet may have written 0,934, or 934 where it took the
/// point for one that parts thousands; an empty cell belongs to a row put in by hand.
fn confidence(cell: &str) -> Result<f32, Problem> {
    let number: Option<f32> = match cell.trim() {
        "" => Some(1.0),
        number => number.replace(',', ".").parse().ok(),
    };
    let number = number.map(|number| if number >= 2.0 && number.fract() == 0.0 { number / 1000.0 } else { number });
    number.filter(|number| (0.0..=1.0).contains(number)).ok_or_else(|| Problem::Confidence(cell.trim().to_owned()))
}

/// Refuses a sentence that stands in two rows.
fn once(rows: &[Row], side: Side) -> Result<(), FileError> {
    let mut lines = HashMap::new();
    for row in rows {
        for sentence in row.sentences(side).clone() {
            if let Some(other) = lines.insert(sentence, row.line) {
                return Err(FileError { line: row.line, problem: Problem::Twice { side, sentence, other } });
            }
        }
    }
    Ok(())
}

/// Words as they were before they were escaped for their cell.
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
