//! Findings as a workbook, for people who look at them in a spreadsheet: both texts with the words marked, and columns for
//! what the reader decides.

use rust_xlsxwriter::{Color, DataValidation, DocProperties, ExcelDateTime, Format, FormatAlign, Workbook, Worksheet, XlsxError};

use super::pair::{PairReport, Passage, level_name};
use super::{Place, Record};

/// The heads of the columns and their widths, in characters.
const COLUMNS: [(&str, f64); 13] = [
    ("id", 10.0),
    ("level", 9.0),
    ("rule", 20.0),
    ("file", 24.0),
    ("place", 18.0),
    ("bead", 7.0),
    ("original", 50.0),
    ("rendering", 50.0),
    ("message", 50.0),
    ("suggestion", 18.0),
    ("verdict", 16.0),
    ("reason", 24.0),
    ("comment", 30.0),
];
/// The column of the verdict.
const VERDICT: u16 = 10;
/// How many characters a cell may hold, less room for the mark of a cut.
const LONGEST: usize = 32_000;
/// How many findings go into a workbook; a sheet has some more rows.
pub const MOST_ROWS: usize = 1_000_000;

/// A workbook with the findings of all pairs, a row each, in order; [`PairReport::beads`] give the words around them.
///
/// The column `id` holds the fingerprint, by which a verdict finds its way back; `verdicts` are those to choose from.
///
/// # Errors
///
/// Where the workbook cannot be put together; what is too long for a cell is cut, so that has not been seen.
pub fn xlsx(pairs: &[PairReport], verdicts: &[&str]) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    // The same findings give the same bytes on every day.
    book.set_properties(&DocProperties::new().set_title("kanhe").set_creation_datetime(&ExcelDateTime::from_ymd(2000, 1, 1)?));
    let sheet = book.add_worksheet().set_name("findings")?;
    let bold = Format::new().set_bold();
    for (column, (head, width)) in (0..).zip(COLUMNS) {
        sheet.write_string_with_format(0, column, head, &bold)?.set_column_width(column, width)?;
    }
    sheet.set_freeze_panes(1, 0)?;
    let mut row = 0;
    for pair in pairs {
        for record in pair.records.iter().take(MOST_ROWS.saturating_sub(row as usize)) {
            row += 1;
            write(sheet, row, pair, record)?;
        }
    }
    if row > 0 {
        sheet.autofilter(0, 0, row, VERDICT + 2)?;
        // A state that stands there already is none of the verdicts to choose from, and no error either.
        let choice = DataValidation::new().allow_list_strings(verdicts)?.show_error_message(false);
        sheet.add_data_validation(1, VERDICT, row, VERDICT, &choice)?;
    }
    book.save_to_buffer()
}

fn write(sheet: &mut Worksheet, row: u32, pair: &PairReport, record: &Record) -> Result<(), XlsxError> {
    let target = &record.target;
    let place = format!("{}:{}", target.line, target.column);
    let place = target.unit.as_ref().map_or(place.clone(), |unit| format!("{place} ({unit})"));
    let plain = Format::new().set_align(FormatAlign::Top).set_text_wrap();
    let cells = [
        (0, record.fingerprint.as_str()),
        (1, level_name(record.level)),
        (2, record.rule),
        (3, &target.file),
        (4, &place),
        (8, &record.message),
        (9, record.suggestion.as_deref().unwrap_or_default()),
    ];
    for (column, words) in cells {
        sheet.write_string_with_format(row, column, cut(words), &plain)?;
    }
    sheet.write_number_with_format(row, 5, record.bead as f64 + 1.0, &plain)?;
    let bead = pair.beads.get(record.bead);
    marked(sheet, (row, 6), bead.map(|bead| &bead.source), &record.source, &plain)?;
    marked(sheet, (row, 7), bead.map(|bead| &bead.target), &record.target, &plain)?;
    if let Some(state) = record.state {
        sheet.write_string_with_format(row, VERDICT, state, &plain)?;
    }
    if let Some(said) = &record.said {
        sheet.write_string_with_format(row, VERDICT + 1, cut(said), &plain)?;
    }
    Ok(())
}

/// Writes the words of a bead with those of the finding marked; the words with those around them where the bead is not
/// there or too long for a cell.
fn marked(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    passage: Option<&Passage>,
    place: &Place,
    plain: &Format,
) -> Result<(), XlsxError> {
    let whole = passage.filter(|passage| passage.text.chars().count() < LONGEST).and_then(|passage| {
        let start = place.words.start.checked_sub(passage.start)? as usize;
        let end = place.words.end.checked_sub(passage.start)? as usize;
        Some([passage.text.get(..start)?, passage.text.get(start..end)?, passage.text.get(end..)?])
    });
    let excerpt = || {
        let (text, words) = (&place.excerpt.text, place.excerpt.words.clone());
        [text.get(..words.start), text.get(words.clone()), text.get(words.end..)].map(Option::unwrap_or_default)
    };
    let [before, words, after] = whole.unwrap_or_else(excerpt);
    let mark = Format::new().set_bold().set_font_color(Color::Red);
    let usual = Format::new();
    let pieces = [(&usual, before), (&mark, words), (&usual, after)];
    let pieces: Vec<(&Format, &str)> = pieces.into_iter().filter(|(_, piece)| !piece.is_empty()).collect();
    match pieces.as_slice() {
        [] => sheet.write_blank(row, column, plain)?,
        // A single piece makes no text of several formats.
        [(_, only)] => sheet.write_string_with_format(row, column, *only, plain)?,
        several => sheet.write_rich_string_with_format(row, column, several, plain)?,
    };
    Ok(())
}

/// The words as far as a cell can hold them.
fn cut(words: &str) -> String {
    match words.char_indices().nth(LONGEST) {
        Some((at, _)) => format!("{}…", &words[..at]),
        None => words.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::Level;
    use crate::report::pair::tests::pair;

    #[test]
    fn the_workbook_is_the_same_on_every_day_and_holds_a_row_for_each_finding() {
        use calamine::{Data, Reader};
        let pairs = [pair(&[Level::Error, Level::Note], "the message")];
        let bytes = xlsx(&pairs, &["intended", "confirmed"]).expect("a workbook");
        assert_eq!(bytes, xlsx(&pairs, &["intended", "confirmed"]).expect("a workbook"));
        let mut book: calamine::Xlsx<_> = calamine::Xlsx::new(std::io::Cursor::new(bytes)).expect("a workbook");
        let range = book.worksheet_range("findings").expect("a sheet");
        assert_eq!(range.height(), 3);
        let cell = |row, column| range.get_value((row, column)).map(Data::to_string).unwrap_or_default();
        assert_eq!((cell(0, 0), cell(1, 1), cell(2, 8)), ("id".to_owned(), "error".to_owned(), "the message".to_owned()));
        assert_eq!(cell(1, 0).len(), 32);
        assert!(cell(1, 6).contains("三十五万") && cell(1, 7).contains("35,000"));
    }

    #[test]
    fn a_workbook_without_findings_has_its_heads() {
        assert!(xlsx(&[], &[]).is_ok());
    }
}
