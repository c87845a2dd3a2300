//! What was found in one pair of texts, as reports of many pairs need it.

use super::Record;
use crate::check::Level;

/// What was found in one pair of texts.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct PairReport {
    /// The name of the original.
    pub source: String,
    /// The name of the rendering; that of the original where one text holds both.
    pub target: String,
    /// The findings in the order of their places.
    pub records: Vec<Record>,
    /// The languages of the two sides, as BCP 47 tags.
    pub languages: [String; 2],
    /// The whole of both texts, for reports that show it; else empty.
    pub beads: Vec<ShownBead>,
}

/// The words of a bead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShownBead {
    /// Those of the original.
    pub source: Passage,
    /// Those of the rendering.
    pub target: Passage,
}

/// Words that stand together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passage {
    /// The first byte, in the text that was checked.
    pub start: u32,
    /// The line that they begin on, counted from 1.
    pub line: usize,
    /// The words; none where a side of a bead is empty.
    pub text: String,
}

/// The findings of all pairs, the worst first, else in order.
pub(super) fn worst_first(pairs: &[PairReport]) -> Vec<&Record> {
    let mut records: Vec<&Record> = pairs.iter().flat_map(|pair| &pair.records).collect();
    records.sort_by_key(|record| std::cmp::Reverse(record.level));
    records
}

/// A level in a word.
#[must_use]
pub fn level_name(level: Level) -> &'static str {
    match level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Note => "note",
    }
}

/// `text` on one line, without characters that steer a terminal or turn the direction of what follows.
pub(super) fn one_line(text: &str) -> String {
    let unseen = |character: char| {
        character.is_control()
            || matches!(character, '\u{2028}' | '\u{2029}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    text.split(unseen).filter(|piece| !piece.is_empty()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::check::{Finding, Label};
    use crate::report::Shown;
    use crate::text::{Side, Span};

    pub(in crate::report) const ZH: &str = "前一句。\n城中有三十五万人。\n";
    pub(in crate::report) const EN: &str = "The city held 35,000 people.\n";

    /// A pair with a finding of each of `levels`, the message of each `message`.
    pub(in crate::report) fn pair(levels: &[Level], message: &str) -> PairReport {
        let label = |side, text: &str, words: &str| {
            let start = text.find(words).expect("the words stand in the text");
            Label { side, span: Span::new(start, start + words.len()), text: String::new() }
        };
        let (source, target) = (Shown::new("zh/城 市.txt", ZH, 0), Shown::new("en/a,b.txt", EN, 0));
        let record = |(index, level): (usize, &Level)| {
            let finding = Finding {
                rule: "number-mismatch",
                level: *level,
                confidence: 0.9,
                bead: 1,
                message: message.to_owned(),
                source: label(Side::Source, ZH, "三十五万"),
                target: label(Side::Target, EN, "35,000"),
                more: Vec::new(),
                suggestion: Some("350,000".into()),
            };
            let places = (source.place(finding.source.span), target.place(finding.target.span));
            Record::new(None, &finding, places.0, places.1, format!("{index:032x}"))
        };
        let records = levels.iter().enumerate().map(record).collect();
        PairReport { source: source.name().to_owned(), target: target.name().to_owned(), records, ..PairReport::default() }
    }

    #[test]
    fn the_worst_comes_first_and_equals_stay_in_order() {
        let pairs = [pair(&[Level::Note, Level::Error, Level::Warning, Level::Error], "m")];
        let order: Vec<&str> = worst_first(&pairs).iter().map(|record| &record.fingerprint[31..]).collect();
        assert_eq!(order, ["1", "3", "2", "0"]);
    }

    #[test]
    fn one_line_holds_nothing_that_steers_the_page() {
        assert_eq!(one_line("a\r\nb\u{1b}[31m\u{202e}c"), "a b [31m c");
    }
}
