//! Tables of text, parted by commas, semicolons, tabs or bars.

use csv::{ReaderBuilder, StringRecord};

use super::table::SAMPLE;
use super::{Bilingual, Columns, Content, Unit, Wanted};
use crate::format::FormatError;
use crate::text::Span;

/// What may part the cells of a row.
const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// How many cells a row may have: as many as a sheet has columns.
const MOST_CELLS: usize = 16_384;

/// How a table is written.
#[derive(Debug, Clone, Copy)]
struct Dialect {
    delimiter: u8,
    /// Whether cells may stand in quotes.
    quoted: bool,
}

/// Reads a table whose delimiter its first line tells.
pub(super) fn read(file: &str, wanted: &Wanted) -> Result<Bilingual, FormatError> {
    let first = file.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let outside = |delimiter: u8| first.split('"').step_by(2).flat_map(str::bytes).filter(|byte| *byte == delimiter).count();
    let delimiter = DELIMITERS.into_iter().rev().max_by_key(|delimiter| outside(*delimiter)).unwrap_or(b',');
    rows(file, Dialect { delimiter, quoted: true }, wanted)
}

/// Reads a table parted by tabs.
pub(super) fn read_tabbed(file: &str, wanted: &Wanted) -> Result<Bilingual, FormatError> {
    // Programs that part by tabs mostly know no quotes: then one that opens swallows cells up to the next.
    let mut quoted = true;
    let tabbed = Dialect { delimiter: b'\t', quoted };
    each(file, tabbed, |_, span, record| {
        quoted &= !is_open(file, span, tabbed);
        quoted &= !record.iter().any(|cell| cell.contains('\t'));
        Ok(quoted)
    })?;
    rows(file, Dialect { delimiter: b'\t', quoted }, wanted)
}

fn rows(file: &str, dialect: Dialect, wanted: &Wanted) -> Result<Bilingual, FormatError> {
    let mut sample = Vec::new();
    each(file, dialect, |_, _, record| {
        sample.push(record.iter().map(str::to_owned).collect());
        Ok(sample.len() < SAMPLE)
    })?;
    let columns = Columns::of(&sample, wanted)?;
    let mut table = Bilingual { languages: columns.languages.clone(), ..Bilingual::default() };
    each(file, dialect, |number, span, record| {
        if columns.headed && number == 1 {
            return Ok(true);
        }
        let named = columns.id.and_then(|column| record.get(column)).map(str::trim).filter(|id| !id.is_empty());
        let id = named.map_or_else(|| format!("row {number}"), str::to_owned);
        if is_open(file, span, dialect) {
            let line = file.get(..span.range().start).unwrap_or_default().matches('\n').count() + 1;
            let what = "a cell of this row opens with a quote that nothing closes".to_owned();
            return Err(FormatError::Line { line, what });
        }
        let places = cells(file, span, dialect);
        let [source, target] = columns.sides.map(|column| {
            let words = record.get(column).unwrap_or_default();
            content(file, words, places.get(column).copied().unwrap_or(Span::at(span.range().end)), dialect)
        });
        table.add(Unit { id, source, target, ..Unit::default() })?;
        Ok(true)
    })?;
    Ok(table)
}

/// Calls `take` with the number, the place and the cells of every row that is not blank, until it says no.
fn each(
    file: &str,
    dialect: Dialect,
    mut take: impl FnMut(usize, Span, &StringRecord) -> Result<bool, FormatError>,
) -> Result<(), FormatError> {
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(dialect.delimiter)
        .quoting(dialect.quoted)
        .from_reader(file.as_bytes());
    let (mut record, mut number) = (StringRecord::new(), 0);
    let byte = |position: &csv::Position| usize::try_from(position.byte()).unwrap_or(file.len());
    loop {
        match reader.read_record(&mut record) {
            Ok(true) => {}
            Ok(false) => return Ok(()),
            Err(error) => {
                let line = error.position().map_or(0, csv::Position::line);
                return Err(FormatError::Line { line: usize::try_from(line).unwrap_or(0), what: error.to_string() });
            }
        }
        number += 1;
        if record.len() > MOST_CELLS {
            return Err(FormatError::TooMuch(format!("row {number} has more than {MOST_CELLS} cells")));
        }
        let span = Span::new(record.position().map_or(0, byte), byte(reader.position()));
        if !take(number, span, &record)? {
            return Ok(());
        }
    }
}

/// Whether the row at `span` is the last one because of a quote that opens a cell and never closes it.
fn is_open(file: &str, span: Span, dialect: Dialect) -> bool {
    let last = || cells(file, span, dialect).pop().map_or("", |cell| cell.of(file));
    // Lone quotes within the cell are odd too, but close it.
    let opens = |cell: &str| {
        let rest = cell.strip_prefix('"').map(|rest| rest.replace("\"\"", ""));
        rest.is_some_and(|rest| !rest.contains('"'))
    };
    dialect.quoted && span.range().end == file.len() && opens(last())
}

/// The places of the cells of the row at `span`, with their quotes.
fn cells(file: &str, row: Span, dialect: Dialect) -> Vec<Span> {
    let bytes = row.of(file).as_bytes();
    let first = bytes.iter().position(|byte| !matches!(byte, b'\n' | b'\r')).unwrap_or(0);
    let last = bytes.iter().rposition(|byte| !matches!(byte, b'\n' | b'\r')).map_or(first, |at| at + 1);
    let start = row.range().start;
    let (mut found, mut begin, mut quoted) = (Vec::new(), first, false);
    for at in first..last {
        let byte = bytes[at];
        if byte == b'"' && dialect.quoted && (quoted || at == begin) {
            quoted = !quoted;
        } else if byte == b'"' && quoted_before(bytes, begin, at, dialect) {
            // The second of two quotes that stand for one.
            quoted = true;
        } else if byte == dialect.delimiter && !quoted {
            found.push(Span::new(start + begin, start + at));
            begin = at + 1;
        }
    }
    found.push(Span::new(start + begin, start + last));
    found
}

/// Whether the byte before `at` closed the quotes of the cell that begins at `begin`.
fn quoted_before(bytes: &[u8], begin: usize, at: usize, dialect: Dialect) -> bool {
    dialect.quoted && at > begin + 1 && bytes.get(begin) == Some(&b'"') && bytes.get(at - 1) == Some(&b'"')
}

/// The words of the cell at `span`, which a reader of tables has found to be `words`.
fn content(file: &str, words: &str, span: Span, dialect: Dialect) -> Content {
    let written = span.of(file);
    let quoted = dialect.quoted && written.len() >= 2 && written.starts_with('"') && written.ends_with('"');
    let inner = if quoted { Span::new(span.range().start + 1, span.range().end - 1) } else { span };
    let mut content = Content::at(inner.range().start);
    let mut at = inner.range().start;
    for (index, piece) in inner.of(file).split("\"\"").enumerate() {
        if index > 0 && quoted {
            content.add("\"", Span::new(at, at + 2));
            at += 2;
        } else if index > 0 {
            content.add("\"\"", Span::new(at, at + 2));
            at += 2;
        }
        content.add(piece, Span::new(at, at + piece.len()));
        at += piece.len();
    }
    if content.text == words {
        return content;
    }
    // Quotes used in an unusual way: the cell as a whole.
    let mut content = Content::at(inner.range().start);
    content.add(words, span);
    content
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn wanted(source: &str, target: &str) -> Wanted {
        Wanted { columns: [Some(source.to_owned()), Some(target.to_owned())], ..Wanted::default() }
    }

    #[test]
    fn cells_are_placed_inside_their_quotes() {
        let file = "id;原文;译文\r\n\r\na1;\"他说\"\"好\"\"; 走了\";\"He said \"\"yes\"\"\nand left\"\r\n;水;water\r\n";
        let table = read(file, &Wanted::default()).expect("a table");
        let shown: Vec<_> =
            table.units.iter().map(|unit| (unit.id.as_str(), unit.source.text.as_str(), unit.target.text.as_str())).collect();
        assert_eq!(shown, [("a1", "他说\"好\"; 走了", "He said \"yes\"\nand left"), ("row 3", "水", "water")]);
        for unit in &table.units {
            for content in [&unit.source, &unit.target] {
                for run in content.runs.iter().filter(|run| run.is_copied()) {
                    assert_eq!(run.text.of(&content.text), run.file.of(file));
                }
            }
        }
    }

    #[test]
    fn tabs_part_cells_that_hold_quotes_of_their_own() {
        let file = "source\ttarget\n\"一\ta \"b\"\n二\tc\n三\t\"d\n";
        let table = read_tabbed(file, &Wanted::default()).expect("a table");
        let shown: Vec<_> = table.units.iter().map(|unit| (unit.source.text.as_str(), unit.target.text.as_str())).collect();
        assert_eq!(shown, [("\"一", "a \"b\""), ("二", "c"), ("三", "\"d")]);
    }

    #[test]
    fn a_quote_that_nothing_closes_and_a_row_without_end_are_refused() {
        let open = "source,target\n水,water\n火,\"fire\n土,earth\n";
        let error = read(open, &Wanted::default()).expect_err("it must be refused").to_string();
        assert!(error.starts_with("line 3: a cell of this row opens with a quote"), "{error}");
        for whole in ["source,target\n水,\"water\"", "source,target\n水,\"the \"\"water\"\"\"\n", "source,target\n水,\"a\" b\n"]
        {
            assert!(read(whole, &Wanted::default()).is_ok(), "{whole}");
        }
        let wide = format!("source,target{}\n水,water\n", ",a".repeat(MOST_CELLS));
        assert!(read(&wide, &Wanted::default()).is_err_and(|error| error.to_string().contains("16384 cells")));
    }

    proptest! {
        /// What a writer of tables writes is read back, each cell at its place.
        #[test]
        fn every_table_is_read_back(rows in prop::collection::vec(("[a中\",;\t\n ]{0,6}", "[b文\",\r\n]{0,6}"), 1..6)) {
            let mut writer = csv::Writer::from_writer(Vec::new());
            writer.write_record(["source", "target"]).expect("memory");
            for (source, target) in &rows {
                writer.write_record([source, target]).expect("memory");
            }
            let file = String::from_utf8(writer.into_inner().expect("memory")).expect("text");
            let table = read(&file, &wanted("source", "target")).expect("a table");
            let expected: Vec<_> = rows.iter().filter(|(source, target)| !source.trim().is_empty() || !target.trim().is_empty()).collect();
            prop_assert_eq!(table.units.len(), expected.len());
            for (unit, (source, target)) in table.units.iter().zip(expected) {
                prop_assert_eq!((&unit.source.text, &unit.target.text), (source, target));
                for run in unit.source.runs.iter().chain(&unit.target.runs).filter(|run| !run.is_copied()) {
                    prop_assert_eq!(run.file.of(&file), "\"\"");
                }
            }
        }
    }
}
