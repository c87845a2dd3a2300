//! Cities, regions and seas that tables list, and the countries they lie in.

use std::collections::HashMap;
use std::sync::{Arc, LazyLock};

use super::listed::{self, Endings, Entry};
use crate::lang::table;
use crate::lang::{LANGUAGES, Language};

/// Every entry of every place in the table of a language, with the place's English name; without one for
/// words that only hold the name of a place.
pub(super) fn entries(language: &Language) -> Vec<(Entry, Option<&'static str>)> {
    let endings = Arc::new(Endings::of(language.tables.places));
    let mut entries = Vec::new();
    for row in table::rows(language.tables.places).filter(|row| !row.cell(0).starts_with('~')) {
        let key = (row.cell(0) != "-").then_some(row.cell(0));
        entries.extend(row.forms(2).map(|cell| (Entry::Cell(cell, endings.clone()), key)));
    }
    entries
}

static COUNTRIES: LazyLock<HashMap<&'static str, Vec<&'static str>>> = LazyLock::new(|| {
    let mut countries: HashMap<&'static str, Vec<&'static str>> = HashMap::new();
    for row in LANGUAGES.iter().flat_map(|language| table::rows(language.tables.places)) {
        let codes = countries.entry(row.cell(0)).or_default();
        for code in row.forms(1) {
            if !codes.contains(&code) {
                codes.push(code);
            }
        }
    }
    countries
});

/// The countries that the place lies in, by its English name in the tables; none for one that lies in no
/// country or that they do not hold.
#[must_use]
pub fn countries(place: &str) -> &'static [&'static str] {
    COUNTRIES.get(place).map(Vec::as_slice).unwrap_or_default()
}

/// The code, in the tables, of the union of countries that stands for a continent.
const UNION: &str = "EU";

/// Whether the place is no part of a country, but has countries for its parts: Europe.
#[must_use]
pub fn is_continent(place: &str) -> bool {
    countries(place).contains(&UNION)
}

/// What `language` calls the place, where its table has it.
#[must_use]
pub fn name(language: &Language, place: &str) -> Option<String> {
    let row = table::rows(language.tables.places).find(|row| row.cell(0) == place)?;
    let first = row.forms(2).next()?;
    Endings::of(language.tables.places).expand(first).into_iter().next().map(|form| form.text)
}

/// Whether `language` also calls the place by `words`, as Chinese calls both Santiago and San Diego 圣地亚哥.
#[must_use]
pub fn is_called(language: &Language, place: &str, words: &str) -> bool {
    let (endings, words) = (Endings::of(language.tables.places), language.view(words));
    let rows = table::rows(language.tables.places).filter(|row| row.cell(0) == place);
    rows.flat_map(|row| endings.cell(&row, 2)).any(|form| language.view(&form.text).text() == words.text())
}

/// Whether `text` holds what `language` calls the place, be it within a longer word: Südkalifornien.
#[must_use]
pub fn stands_within(language: &Language, place: &str, text: &str) -> bool {
    let endings = Endings::of(language.tables.places);
    let rows = table::rows(language.tables.places).filter(|row| row.cell(0) == place);
    listed::stand_within(language, rows.flat_map(|row| endings.cell(&row, 2)), text)
}
