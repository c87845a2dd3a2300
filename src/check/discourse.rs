//! What a short form stands for at its place, settled by the text around it.

use std::collections::HashMap;

use super::Text;
use crate::lang::PerLanguage;
use crate::lang::table;
use crate::mention::{Countries, CountryForm, Fact, Mention, place};
use crate::text::Span;

/// The readings of a mention that the text around it leaves, and the words that settled them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Settled {
    /// Codes of countries, at least one where the mention had one.
    pub(crate) codes: Vec<&'static str>,
    /// The full name, earlier or later in the text, that the short form takes up.
    pub(crate) because: Option<Span>,
}

/// How far back a reader remembers which country a character last stood for, in sentences.
const MEMORY: usize = 400;
/// How far a headline's character may wait for its full name, in sentences.
const FORESIGHT: usize = 12;

/// Runs of signs that readers take in one sense whatever stands before them, with that sense of each sign.
static FIXED: PerLanguage<HashMap<&'static str, Vec<&'static str>>> = PerLanguage::new(|language| {
    let rows = table::rows(language.tables.country_abbreviations).filter(|row| row.cell(0) == "fixed");
    rows.map(|row| (row.cell(1), row.forms(2).collect())).collect()
});

/// The readings of the country mention `at` its place in `segment` that the text leaves.
///
/// A short form with several readings stands for what it stands for in a fixed run (俄乌), else for the
/// nearest full name before it that it can stand for, else, as in a headline, for the first one soon after
/// it; where there is none, every reading stays.
pub(crate) fn settle(text: &Text, segment: usize, mention: &Mention, countries: &Countries) -> Settled {
    let open = Settled { codes: countries.readings.clone(), because: None };
    if countries.form != CountryForm::Abbreviation || countries.readings.len() < 2 {
        return open;
    }
    if let Some(code) = fixed(text, segment, mention) {
        return Settled { codes: vec![code], because: None };
    }
    let before = (segment.saturating_sub(MEMORY)..=segment)
        .rev()
        .flat_map(|segment| text.mentions.in_segment(segment).iter().rev())
        .filter(|other| other.span.end <= mention.span.start);
    let after = (segment..segment.saturating_add(FORESIGHT))
        .flat_map(|segment| text.mentions.in_segment(segment).iter())
        .filter(|other| other.span.start >= mention.span.end);
    let named = before.chain(after).find_map(|other| Some((named(other, &countries.readings)?, other.span)));
    named.map_or(open, |(code, span)| Settled { codes: vec![code], because: Some(span) })
}

/// Which of `readings` the mention names beyond doubt.
fn named(mention: &Mention, readings: &[&'static str]) -> Option<&'static str> {
    let codes = match &mention.fact {
        Fact::Country(Countries { readings, form: CountryForm::Name | CountryForm::Nationality | CountryForm::Flag }) => {
            readings.as_slice()
        }
        Fact::Place(key) => place::countries(key),
        _ => return None,
    };
    match codes {
        [code] => readings.iter().copied().find(|reading| reading == code),
        _ => None,
    }
}

/// What the mention stands for as part of a fixed run.
fn fixed(text: &Text, segment: usize, mention: &Mention) -> Option<&'static str> {
    let runs = FIXED.of(text.document.language());
    let beside = text.mentions.in_segment(segment).iter().filter(|other| {
        matches!(&other.fact, Fact::Country(Countries { form: CountryForm::Abbreviation, .. }))
            && (other.span.end == mention.span.start || other.span.start == mention.span.end)
    });
    let mut readings = beside.filter_map(|other| {
        let run = runs.get(mention.span.join(other.span).of(text.document.text()))?;
        run.get(usize::from(other.span.end == mention.span.start)).copied()
    });
    readings.next()
}
