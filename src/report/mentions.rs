//! Mentions as machines read them.

use serde::Serialize;

use crate::mention::{Amount, Fact, Mention, Name};

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
        Fact::Date(date) => ("date", date.iso(), None),
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
