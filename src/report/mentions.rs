//! Mentions as machines read them.

use serde::Serialize;

use crate::mention::{Amount, Date, Fact, Mention, Name};

/// A mention as `kanhe mentions` prints it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MentionRecord<'a> {
    /// The sentence, counted from 0.
    pub segment: usize,
    /// What kind of fact it states.
    pub kind: &'static str,
    /// The fact: an exact decimal, a date in ISO 8601, an ISO code, a name; several that the words can stand
    /// for have `|` between them, the likeliest first.
    pub value: String,
    /// The unit of a quantity, or the ISO 4217 code of a currency.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<&'static str>,
    /// The words that state it.
    pub text: &'a str,
    /// Their first byte in the sentence.
    pub start: u32,
    /// The byte after their last.
    pub end: u32,
}

impl<'a> MentionRecord<'a> {
    /// The record of a mention in `document`, the text of the document; `start` is where its sentence begins.
    #[must_use]
    pub fn new(segment: usize, mention: &Mention, document: &'a str, start: u32) -> Self {
        let text = mention.span.of(document);
        let (kind, value, unit) = described(&mention.fact, text);
        let (start, end) = (mention.span.start.saturating_sub(start), mention.span.end.saturating_sub(start));
        Self { segment, kind, value, unit, text, start, end }
    }
}

fn described(fact: &Fact, text: &str) -> (&'static str, String, Option<&'static str>) {
    match fact {
        Fact::Number(amount) => ("number", decimal(amount), None),
        Fact::Ordinal(amount) => ("ordinal", decimal(amount), None),
        Fact::Percent(amount) => ("percent", decimal(amount), None),
        Fact::Money(amount, currency) => ("money", decimal(amount), Some(currency)),
        Fact::Quantity(amount, unit) => ("quantity", decimal(amount), Some(unit)),
        Fact::Date(date) => ("date", iso_8601(date), None),
        Fact::Country(countries) => ("country", countries.readings.join("|"), None),
        Fact::Place(place) => ("place", place.clone(), None),
        Fact::Person(name) => ("person", known_or(name, text), None),
        Fact::Organisation(name) => ("organisation", known_or(name, text), None),
        Fact::Url(address) => ("url", address.clone(), None),
        Fact::Email(address) => ("email", address.clone(), None),
    }
}

fn decimal(amount: &Amount) -> String {
    amount.value.normalize().to_string()
}

fn known_or(name: &Name, text: &str) -> String {
    if name.known.is_empty() { text.to_owned() } else { name.known.join("|") }
}

/// A date as far as the text gives it: `2022-04-25`, `2022-04`, `2022`, `--04-25` and `---25` without a year
/// (ISO 8601:2000), `199X` and `19XX` for a decade and a century (unspecified digits of ISO 8601-2), `W-1`
/// for a Monday where nothing else is given.
fn iso_8601(date: &Date) -> String {
    let year = date.year.map(|year| {
        let unspecified = match date.years {
            100.. => 2,
            10.. => 1,
            _ => 0,
        };
        let digits = format!("{}{:04}", if year < 0 { "-" } else { "" }, year.unsigned_abs());
        format!("{}{}", &digits[..digits.len() - unspecified], "X".repeat(unspecified))
    });
    let written = match (year, date.month, date.day) {
        (Some(year), Some(month), Some(day)) => format!("{year}-{month:02}-{day:02}"),
        (Some(year), Some(month), None) => format!("{year}-{month:02}"),
        (Some(year), None, Some(day)) => format!("{year}---{day:02}"),
        (Some(year), None, None) => year,
        (None, Some(month), Some(day)) => format!("--{month:02}-{day:02}"),
        (None, Some(month), None) => format!("--{month:02}"),
        (None, None, Some(day)) => format!("---{day:02}"),
        (None, None, None) => String::new(),
    };
    match date.weekday {
        Some(weekday) if written.is_empty() => format!("W-{weekday}"),
        _ => written,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_written_as_far_as_they_are_known() {
        let full = Date { year: Some(2022), years: 1, month: Some(4), day: Some(25), weekday: None };
        assert_eq!(iso_8601(&full), "2022-04-25");
        assert_eq!(iso_8601(&Date { year: None, weekday: Some(1), ..full }), "--04-25");
        assert_eq!(iso_8601(&Date { year: Some(1990), years: 10, ..Date::default() }), "199X");
        assert_eq!(iso_8601(&Date { year: Some(1900), years: 100, ..Date::default() }), "19XX");
        assert_eq!(iso_8601(&Date { year: Some(-221), years: 1, ..Date::default() }), "-0221");
        assert_eq!(iso_8601(&Date { weekday: Some(7), ..Date::default() }), "W-7");
    }
}
