//! Tables for spreadsheets: a row for each bead.

use super::{Exchanged, on_one_line};
use crate::align::Bead;

/// The heads of the columns, which kanhe reads back as those of originals and renderings.
const HEADS: [&str; 4] = ["id", "source", "target", "confidence"];
/// How wide the columns of words are, in characters.
#[cfg(feature = "spreadsheet")]
const WIDTH: f64 = 60.0;

/// The words of both sides of a bead.
fn sides(exchanged: &Exchanged<'_>, bead: &Bead) -> [String; 2] {
    [on_one_line(exchanged.source, &bead.source), on_one_line(exchanged.target, &bead.target)]
}

/// A table parted by commas. A bead without a rendering, or without an original, has an empty cell.
#[must_use]
pub fn write_csv(exchanged: &Exchanged<'_>) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    // Writing to memory cannot fail.
    let _ = writer.write_record(HEADS);
    for (number, bead) in exchanged.alignment.beads().iter().enumerate() {
        let [source, target] = sides(exchanged, bead);
        let _ = writer.write_record([(number + 1).to_string(), source, target, format!("{:.3}", bead.confidence)]);
    }
    writer.into_inner().ok().and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default()
}

/// Why a workbook cannot be written.
#[cfg(feature = "spreadsheet")]
#[derive(Debug, thiserror::Error)]
#[error("a workbook cannot hold this alignment: {0}; write another format")]
pub struct WorkbookError(#[from] rust_xlsxwriter::XlsxError);

/// A workbook with the same table.
///
/// # Errors
///
/// Where there are more beads than a sheet has rows (1,048,575), or a side of one is longer than a cell may be (32,767
/// characters).
#[cfg(feature = "spreadsheet")]
pub fn write_xlsx(exchanged: &Exchanged<'_>) -> Result<Vec<u8>, WorkbookError> {
    use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook};
    let mut book = Workbook::new();
    // The same alignment gives the same bytes on every day.
    book.set_properties(&DocProperties::new().set_creation_datetime(&ExcelDateTime::from_ymd(2000, 1, 1)?));
    let (bold, wrapped) = (Format::new().set_bold(), Format::new().set_text_wrap());
    let sheet = book.add_worksheet();
    for (column, head) in (0..).zip(HEADS) {
        sheet.write_string_with_format(0, column, head, &bold)?;
    }
    sheet.set_column_width(1, WIDTH)?.set_column_width(2, WIDTH)?.set_freeze_panes(1, 0)?;
    for (row, bead) in (1..).zip(exchanged.alignment.beads()) {
        let [source, target] = sides(exchanged, bead);
        sheet.write_number(row, 0, f64::from(row))?;
        sheet.write_string_with_format(row, 1, source, &wrapped)?.write_string_with_format(row, 2, target, &wrapped)?;
        sheet.write_number(row, 3, (f64::from(bead.confidence) * 1000.0).round() / 1000.0)?;
    }
    Ok(book.save_to_buffer()?)
}
