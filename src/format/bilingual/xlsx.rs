//! Workbooks of spreadsheets, Office Open XML.

use std::io::{Cursor, Read};

use calamine::{DataRef, Reader, Xlsx};

use super::table::SAMPLE;
use super::{Bilingual, Columns, Content, Unit, Wanted};
use crate::format::limit::ENTITIES;
use crate::format::{FormatError, LARGEST};
use crate::text::Span;

/// How many bytes a workbook may hold when unpacked: the largest that people work with hold a tenth.
const UNPACKED: u64 = LARGEST / 4;
/// How many parts a workbook may have.
const PARTS: usize = 20_000;
/// How many bytes of a part are looked at for what it declares.
const HEAD: u64 = 4096;
/// How many columns of a sheet are looked at, unless one is named.
const WIDTH: u32 = 256;

/// A row of a sheet: its number, counted from 0, and its cells that are not empty, with their columns.
struct Row {
    number: u32,
    cells: Vec<(u32, String)>,
}

impl Row {
    fn cell(&self, column: usize) -> &str {
        self.cells.iter().find(|(at, _)| *at as usize == column).map_or("", |(_, words)| words)
    }
}

/// Reads every sheet of a workbook that has columns for both sides; gives the units, and a list of them, one a line, in
/// which their places are.
pub(super) fn read(bytes: &[u8], wanted: &Wanted) -> Result<(Bilingual, String), FormatError> {
    let damaged = || FormatError::Not("XLSX");
    measure(bytes)?;
    let mut book = Xlsx::new(Cursor::new(bytes)).map_err(|_| damaged())?;
    let (mut found, mut list) = (Bilingual::default(), String::new());
    let mut refused = None;
    for sheet in book.sheet_names() {
        let rows = rows(&mut book, &sheet).map_err(|_| damaged())?;
        let sample: Vec<Vec<String>> = rows.iter().take(SAMPLE).map(dense).collect();
        let columns = match Columns::of(&sample, wanted) {
            Ok(columns) => columns,
            Err(error) => {
                refused.get_or_insert(error);
                continue;
            }
        };
        if found.languages == [None, None] {
            found.languages.clone_from(&columns.languages);
        }
        for row in rows.iter().skip(usize::from(columns.headed)) {
            let cell = format!("{sheet}!{}{}", letters(columns.sides[1]), row.number + 1);
            let named = columns.id.map(|column| row.cell(column).trim()).filter(|name| !name.is_empty());
            let id = named.map_or_else(|| cell.clone(), |name| format!("{cell} ({name})"));
            let [source, target] = columns.sides.map(|column| row.cell(column));
            if source.trim().is_empty() && target.trim().is_empty() {
                continue;
            }
            let source = listed(source, '\t', &mut list);
            let target = listed(target, '\n', &mut list);
            found.add(Unit { id, source, target, ..Unit::default() })?;
        }
    }
    match refused {
        Some(error) if found.units.is_empty() => Err(error),
        _ => Ok((found, list)),
    }
}

/// The rows of the first sheet of a workbook that has any: their numbers, counted from 1, and their cells.
///
/// # Errors
///
/// [`FormatError`] where the workbook is damaged or holds more than a person could have meant.
pub fn sheet_rows(bytes: &[u8]) -> Result<Vec<(usize, Vec<String>)>, FormatError> {
    let damaged = || FormatError::Not("XLSX");
    measure(bytes)?;
    let mut book = Xlsx::new(Cursor::new(bytes)).map_err(|_| damaged())?;
    for sheet in book.sheet_names() {
        let rows = rows(&mut book, &sheet).map_err(|_| damaged())?;
        if !rows.is_empty() {
            return Ok(rows.iter().map(|row| (row.number as usize + 1, dense(row))).collect());
        }
    }
    Ok(Vec::new())
}

/// The cells of a row from the first column on, empty ones included.
fn dense(row: &Row) -> Vec<String> {
    let width = row.cells.last().map_or(0, |(column, _)| column.min(&WIDTH) + 1);
    (0..width).map(|column| row.cell(column as usize).to_owned()).collect()
}

/// Refuses an archive that grows beyond measure when it is unpacked.
fn measure(bytes: &[u8]) -> Result<(), FormatError> {
    let damaged = |_| FormatError::Not("XLSX");
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(damaged)?;
    let large = || FormatError::TooMuch(format!("the workbook holds more than {} MiB when unpacked", UNPACKED >> 20));
    if archive.len() > PARTS {
        return Err(large());
    }
    // What the archive says of the size of its parts may be wrong, so it is tried.
    let mut left = UNPACKED;
    for index in 0..archive.len() {
        let part = archive.by_index(index).map_err(damaged)?;
        let name = part.name().map_err(damaged)?.into_owned();
        let mut part = part.take(left + 1);
        let mut head = Vec::new();
        part.by_ref().take(HEAD).read_to_end(&mut head).map_err(|_| FormatError::Not("XLSX"))?;
        if String::from_utf8_lossy(&head).contains("<!ENTITY") {
            return Err(FormatError::Part { part: name, what: ENTITIES.to_owned() });
        }
        let rest = std::io::copy(&mut part, &mut std::io::sink()).map_err(|_| FormatError::Not("XLSX"))?;
        let read = head.len() as u64 + rest;
        left = left.checked_sub(read).ok_or_else(large)?;
    }
    Ok(())
}

fn rows(book: &mut Xlsx<Cursor<&[u8]>>, sheet: &str) -> Result<Vec<Row>, calamine::XlsxError> {
    let mut reader = book.worksheet_cells_reader(sheet)?;
    let mut rows: Vec<Row> = Vec::new();
    while let Some(cell) = reader.next_cell()? {
        let words = match cell.get_value() {
            DataRef::Empty | DataRef::Error(_) => continue,
            DataRef::String(words) | DataRef::DateTimeIso(words) | DataRef::DurationIso(words) => words.clone(),
            DataRef::SharedString(words) => (*words).to_owned(),
            DataRef::Int(number) => number.to_string(),
            DataRef::Float(number) => number.to_string(),
            DataRef::Bool(yes) => yes.to_string(),
            DataRef::DateTime(date) => date.to_string(),
        };
        let (number, column) = cell.get_position();
        match rows.last_mut().filter(|row| row.number == number) {
            Some(row) => row.cells.push((column, words)),
            None => rows.push(Row { number, cells: vec![(column, words)] }),
        }
    }
    Ok(rows)
}

/// A column by its letters, as spreadsheets have them.
fn letters(column: usize) -> String {
    let (mut letters, mut rest) = (Vec::new(), column + 1);
    while rest > 0 {
        rest -= 1;
        letters.push(char::from(b'A' + u8::try_from(rest % 26).unwrap_or_default()));
        rest /= 26;
    }
    letters.iter().rev().collect()
}

/// Adds the words of a cell to the list, with `end` behind them; line ends and tabs in them become blanks there.
fn listed(words: &str, end: char, list: &mut String) -> Content {
    let start = list.len();
    list.extend(words.chars().map(|character| if matches!(character, '\n' | '\r' | '\t') { ' ' } else { character }));
    let mut content = Content::at(start);
    content.add(words, Span::new(start, list.len()));
    list.push(end);
    content
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_have_the_letters_of_spreadsheets() {
        let found: Vec<_> = [0, 25, 26, 701, 702, 16383].map(letters).into();
        assert_eq!(found, ["A", "Z", "AA", "ZZ", "AAA", "XFD"]);
    }

    #[test]
    fn what_is_no_workbook_is_refused() {
        for bytes in [&b""[..], b"PK\x03\x04", b"PK\x05\x06\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"] {
            assert!(read(bytes, &Wanted::default()).is_err());
        }
    }

    #[test]
    fn a_part_that_declares_entities_is_named() {
        use std::io::Write;
        let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
        archive.start_file("xl/sharedStrings.xml", zip::write::SimpleFileOptions::default()).expect("memory");
        archive
            .write_all(b"<!DOCTYPE sst [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;\">]><sst><si><t>&b;</t></si></sst>")
            .expect("memory");
        let bytes = archive.finish().expect("memory").into_inner();
        let error = read(&bytes, &Wanted::default()).expect_err("it must be refused").to_string();
        assert!(error.starts_with("xl/sharedStrings.xml: it declares entities of its own"), "{error}");
    }

    #[test]
    fn an_archive_that_grows_beyond_measure_is_refused() {
        use std::io::Write;
        let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
        let options = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Deflated);
        archive.start_file("xl/workbook.xml", options.large_file(true)).expect("memory");
        let zeros = vec![b' '; 1 << 20];
        for _ in 0..=(UNPACKED >> 20) {
            archive.write_all(&zeros).expect("memory");
        }
        let bytes = archive.finish().expect("memory").into_inner();
        assert!(bytes.len() < 1 << 21, "the test should be a small file");
        assert!(read(&bytes, &Wanted::default()).is_err_and(|error| error.to_string().contains("256 MiB")));
    }
}
