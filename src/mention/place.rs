//! Cities, regions and seas that tables list, and the countries they lie in.

use std::collections::HashMap;
use std::sync::{Arc, LazyLock};

use rustc_hash::FxHashMap;

use super::listed::{self, Endings, Entry, Form};
use crate::lang::table::{self, Row};
use crate::lang::{LANGUAGES, Language, PerLanguage};

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

/// The rows of a language about each place, by its key, and the endings of their forms.
struct Places {
    endings: Endings,
    rows: FxHashMap<&'static str, Vec<Row>>,
}

static PLACES: PerLanguage<Places> = PerLanguage::new(|language| {
    let mut rows: FxHashMap<&'static str, Vec<Row>> = FxHashMap::default();
    for row in table::rows(language.tables.places) {
        rows.entry(row.cell(0)).or_default().push(row);
    }
    Places { endings: Endings::of(language.tables.places), rows }
});

impl Places {
    fn rows(&self, place: &str) -> &[Row] {
        self.rows.get(place).map(Vec::as_slice).unwrap_or_default()
    }

    fn forms(&self, place: &str) -> impl Iterator<Item = Form> {
        self.rows(place).iter().flat_map(|row| self.endings.cell(row, 2))
    }
}

/// Whether the table of `language` has the place.
#[must_use]
pub fn is_listed(language: &'static Language, place: &str) -> bool {
    !PLACES.of(language).rows(place).is_empty()
}

/// What `language` calls the place, where its table has it.
#[must_use]
pub fn name(language: &'static Language, place: &str) -> Option<String> {
    let places = PLACES.of(language);
    let first = places.rows(place).first()?.forms(2).next()?;
    places.endings.expand(first).into_iter().next().map(|form| form.text)
}

/// Whether `language` also calls the place by `words`, as Chinese calls both Santiago and San Diego 圣地亚哥.
#[must_use]
pub fn is_called(language: &'static Language, place: &str, words: &str) -> bool {
    let words = language.view(words);
    PLACES.of(language).forms(place).any(|form| language.view(&form.text).text() == words.text())
}

/// Whether `text` holds what `language` calls the place, be it within a longer word: Südkalifornien.
#[must_use]
pub fn stands_within(language: &'static Language, place: &str, text: &str) -> bool {
    listed::stand_within(language, PLACES.of(language).forms(place), text)
}
