//! What a reviewer takes away: reports on all pairs, and the beads of one.

use kanhe::report::{self, PairReport, Summary};
#[cfg(feature = "spreadsheet")]
use kanhe::verdict::Verdict;

use super::super::options::{AlignFormat, CheckFormat};

/// A report by the name of its file, and the format that it is in.
pub(super) fn report_format(name: &str) -> Option<CheckFormat> {
    let format = match name {
        "findings.html" => CheckFormat::Html,
        #[cfg(feature = "spreadsheet")]
        "findings.xlsx" => CheckFormat::Xlsx,
        "findings.md" => CheckFormat::Markdown,
        "findings.jsonl" => CheckFormat::Jsonl,
        _ => return None,
    };
    Some(format)
}

/// Beads by the name of their file, and the format that they are in.
pub(super) fn beads_format(name: &str) -> Option<AlignFormat> {
    let format = match name {
        "beads.tsv" => AlignFormat::Tsv,
        "beads.tmx" => AlignFormat::Tmx,
        "beads.xlf" => AlignFormat::Xliff,
        "beads.csv" => AlignFormat::Csv,
        "beads.html" => AlignFormat::Html,
        #[cfg(feature = "spreadsheet")]
        "beads.xlsx" => AlignFormat::Xlsx,
        _ => return None,
    };
    Some(format)
}

/// The kind of a file, as the web has it.
pub(super) fn kind(name: &str) -> &'static str {
    match name.rsplit('.').next().unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "xlsx" => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "md" => "text/markdown; charset=utf-8",
        "tsv" => "text/tab-separated-values; charset=utf-8",
        "csv" => "text/csv; charset=utf-8",
        "jsonl" => "application/jsonl",
        _ => "application/xml",
    }
}

/// The report in a format.
pub(super) fn report(format: CheckFormat, pairs: &[PairReport], summary: &Summary) -> anyhow::Result<Vec<u8>> {
    Ok(match format {
        CheckFormat::Html => report::html(pairs, summary).into_bytes(),
        CheckFormat::Markdown => report::markdown(pairs, summary, usize::MAX).into_bytes(),
        #[cfg(feature = "spreadsheet")]
        CheckFormat::Xlsx => report::xlsx(pairs, &Verdict::ALL.map(Verdict::name))?,
        _ => {
            let lines = pairs.iter().flat_map(|pair| &pair.records).map(serde_json::to_string);
            let lines = lines.collect::<serde_json::Result<Vec<String>>>()?;
            lines.iter().flat_map(|line| [line.as_str(), "\n"]).collect::<String>().into_bytes()
        }
    })
}
