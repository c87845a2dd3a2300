//! Findings for reviewdog, a diagnostic a line
//! (<https://github.com/reviewdog/reviewdog/tree/master/proto/rdf>): columns in bytes from 1, ends exclusive.

use serde::Serialize;

use super::pair::one_line;
use super::{Place, Record};
use crate::check::Level;

/// A finding as reviewdog reads it.
#[derive(Debug, Clone, Serialize)]
pub struct Diagnostic<'a> {
    message: String,
    location: Location<'a>,
    severity: &'static str,
    source: Source,
    code: Code,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    suggestions: Vec<Suggestion<'a>>,
}

#[derive(Debug, Clone, Serialize)]
struct Location<'a> {
    path: &'a str,
    range: Range,
}

#[derive(Debug, Clone, Copy, Serialize)]
struct Range {
    start: Position,
    end: Position,
}

#[derive(Debug, Clone, Copy, Serialize)]
struct Position {
    line: usize,
    column: usize,
}

#[derive(Debug, Clone, Serialize)]
struct Source {
    name: &'static str,
}

#[derive(Debug, Clone, Serialize)]
struct Code {
    value: &'static str,
}

#[derive(Debug, Clone, Serialize)]
struct Suggestion<'a> {
    range: Range,
    text: &'a str,
}

impl<'a> Location<'a> {
    fn new(place: &'a Place) -> Self {
        let position = |column| Position { line: place.region.line, column };
        let range = Range { start: position(place.region.start.bytes), end: position(place.region.end.bytes) };
        Self { path: &place.file, range }
    }
}

impl<'a> Diagnostic<'a> {
    /// The diagnostic of a finding.
    #[must_use]
    pub fn new(record: &'a Record) -> Self {
        let (location, original) = (Location::new(&record.target), &record.source);
        // Words that go on beyond their line would be replaced in part only, and with them markup in between.
        let (words, region) = (&record.target.text, record.target.region);
        let replaces = !words.is_empty() && region.end.bytes.saturating_sub(region.start.bytes) == words.len();
        let suggestion = record.suggestion.as_deref().filter(|_| replaces);
        Self {
            // Other versions of reviewdog refuse fields for further places.
            message: one_line(&format!("{} (original: {original})", record.message)),
            suggestions: suggestion.map(|text| Suggestion { range: location.range, text }).into_iter().collect(),
            location,
            severity: match record.level {
                Level::Error => "ERROR",
                Level::Warning => "WARNING",
                Level::Note => "INFO",
            },
            source: Source { name: "kanhe" },
            code: Code { value: record.rule },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::pair::tests::pair;

    #[test]
    fn a_diagnostic_counts_bytes_and_suggests_what_to_write() {
        let pair = pair(&[Level::Error], "m");
        let found = serde_json::to_value(Diagnostic::new(&pair.records[0])).expect("it can be written");
        let range = |line: u32, start: u32, end: u32| serde_json::json!({"start": {"line": line, "column": start}, "end": {"line": line, "column": end}});
        assert_eq!(found["location"]["range"], range(1, 15, 21));
        assert_eq!(found["message"], "m (original: zh/城 市.txt:2:4)");
        assert_eq!(found["suggestions"], serde_json::json!([{"range": range(1, 15, 21), "text": "350,000"}]));
        assert_eq!((&found["severity"], &found["code"]["value"]), (&"ERROR".into(), &"number-mismatch".into()));
    }

    #[test]
    fn words_that_are_missing_or_go_on_in_the_next_line_are_not_replaced() {
        for words in ["", "35,\n000"] {
            let mut pair = pair(&[Level::Error], "m");
            pair.records[0].target.text = words.to_owned();
            assert!(Diagnostic::new(&pair.records[0]).suggestions.is_empty(), "{words:?}");
        }
    }
}
