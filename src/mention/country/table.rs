//! What the tables of a language call each country.

use std::sync::Arc;

use crate::lang::table::{self, Row};
use crate::lang::{Language, PerLanguage};
use crate::mention::listed::{Doubt, Endings, Entry};
use crate::mention::{CountryForm, place};

/// What a listed form stands for.
#[derive(Debug, Clone)]
pub(crate) enum Meaning {
    /// Countries, the likeliest first.
    Countries(Vec<&'static str>, CountryForm),
    /// A place, by its English name.
    Place(&'static str),
    /// Words that only hold the name of a country.
    Nothing,
}

impl Meaning {
    /// Adds a further meaning of the same form: readings pile up, and what means nothing outdoes the rest.
    pub(crate) fn join(&mut self, other: Self) {
        match (&mut *self, other) {
            (Self::Countries(readings, form), Self::Countries(more, also)) => {
                // The readings of the plainest form stand first, and it names the whole.
                if rank(also) < rank(*form) {
                    *form = also;
                }
                for code in more {
                    if !readings.contains(&code) {
                        readings.push(code);
                    }
                }
            }
            (Self::Nothing, _) | (_, Self::Place(_)) => {}
            (held, other) => *held = other,
        }
    }
}

fn rank(form: CountryForm) -> u8 {
    match form {
        CountryForm::Name | CountryForm::Flag => 0,
        CountryForm::Nationality => 1,
        CountryForm::Abbreviation => 2,
        CountryForm::Allusion => 3,
    }
}

/// Every entry of the tables of a language, with its meaning.
pub(crate) fn entries(language: &Language) -> Vec<(Entry, Meaning)> {
    let countries = language.tables.countries;
    let endings = Arc::new(Endings::of(countries));
    let mut entries = Vec::new();
    for row in table::rows(countries) {
        let code = row.cell(0);
        let mut add = |column, meaning: Meaning| {
            entries.extend(row.forms(column).map(|cell| (Entry::Cell(cell, endings.clone()), meaning.clone())));
        };
        if code == "-" {
            add(1, Meaning::Nothing);
        } else if !code.starts_with(SIGNS) {
            COLUMNS.into_iter().for_each(|(column, kind)| add(column, Meaning::Countries(vec![code], kind)));
        }
    }
    let places = place::entries(language).into_iter();
    entries.extend(places.map(|(entry, key)| (entry, key.map_or(Meaning::Nothing, Meaning::Place))));
    for row in table::rows(language.tables.country_abbreviations).filter(|row| row.cell(0) == "not") {
        entries.extend(row.forms(1).map(|text| (Entry::Form(text, Doubt::No), Meaning::Nothing)));
    }
    entries
}

/// What rows begin with that give no country's names.
const SIGNS: [char; 6] = ['~', '@', '^', '*', '+', '&'];

const COLUMNS: [(usize, CountryForm); 3] = [(1, CountryForm::Name), (2, CountryForm::Nationality), (3, CountryForm::Allusion)];

/// The usual name of each country in a language, and what its people are called.
struct Usual {
    code: &'static str,
    name: Option<String>,
    nationality: Option<String>,
}

static USUAL: PerLanguage<Vec<Usual>> = PerLanguage::new(|language| {
    let endings = Endings::of(language.tables.countries);
    let first = |entry: Option<&str>| entry.and_then(|entry| endings.expand(entry).into_iter().next()).map(|form| form.text);
    table::rows(language.tables.countries)
        .filter(|row| row.cell(0) != "-" && !row.cell(0).starts_with(SIGNS))
        .map(|row| Usual { code: row.cell(0), name: first(row.forms(1).next()), nationality: first(row.forms(2).next()) })
        .collect()
});

/// The usual name of the country `code` in `language`, where its table has one.
#[must_use]
pub fn name(language: &'static Language, code: &str) -> Option<&'static str> {
    usual(language, code).and_then(|usual| usual.name.as_deref())
}

/// What is of the country `code`, or one of its people, in `language`: Uzbek, usbekisch.
#[must_use]
pub fn nationality(language: &'static Language, code: &str) -> Option<&'static str> {
    usual(language, code).and_then(|usual| usual.nationality.as_deref())
}

fn usual(language: &'static Language, code: &str) -> Option<&'static Usual> {
    USUAL.of(language).iter().find(|usual| usual.code == code)
}

/// The code of a country as tables hold it, by its letters.
pub(crate) fn code(letters: &str) -> Option<&'static str> {
    crate::lang::LANGUAGES.iter().find_map(|language| usual(language, letters)).map(|usual| usual.code)
}

/// Whether the language has a table of countries; without one, nothing can be said about a text that names none.
#[must_use]
pub fn is_listed(language: &'static Language) -> bool {
    !USUAL.of(language).is_empty()
}

/// The rows that begin with one of [`SIGNS`].
static SIGNED: PerLanguage<Vec<Row>> =
    PerLanguage::new(|language| table::rows(language.tables.countries).filter(|row| row.cell(0).starts_with(SIGNS)).collect());

fn signed(language: &'static Language, sign: &'static str) -> impl Iterator<Item = &'static Row> {
    SIGNED.of(language).iter().filter(move |row| row.cell(0) == sign)
}

/// The countries that a text in `language` may leave unsaid, for its readers live there.
pub fn unsaid(language: &'static Language) -> impl Iterator<Item = &'static str> {
    signed(language, "@").flat_map(|row| row.forms(1))
}

/// The words of `language` for the way home, whoever's home it is: 回国.
pub fn homeward(language: &'static Language) -> impl Iterator<Item = &'static str> {
    signed(language, "^").flat_map(|row| row.forms(1))
}

/// Whether `words` speak of a country, its people or its government and leave open which: the country, 国民.
#[must_use]
pub fn is_left_open(language: &'static Language, words: &str) -> bool {
    let words = language.view(words);
    let mut forms = signed(language, "*").flat_map(|row| row.forms(1));
    forms.any(|form| begins_word(words.text(), language.view(form).text()))
}

/// Whether `words` speak of a person or body whose home the country `code` is, or of what bears its name: the Gulf of Mexico.
#[must_use]
pub fn is_home_of_some(language: &'static Language, code: &str, words: &str) -> bool {
    let words = language.view(words);
    let forms = signed(language, "+").filter(|row| row.cell(1) == code).flat_map(|row| row.forms(2));
    forms.chain(name(language, code)).any(|form| begins_word(words.text(), language.view(form).text()))
}

/// Whether `between`, the words between two countries, makes a list of the two: and, 和, und der.
#[must_use]
pub fn joins(language: &'static Language, between: &str) -> bool {
    let between = language.view(between);
    let lower = between.text().to_lowercase();
    signed(language, "&").any(|row| {
        let beside: Vec<&str> = row.forms(2).collect();
        let words = lower.split([' ', '\n', '\'', '’']).filter(|word| !word.is_empty() && !beside.contains(word));
        let words: Vec<&str> = words.collect();
        let joined = words.join(" ");
        row.forms(1).any(|form| form == joined)
    })
}

/// Whether a word of `text` begins with `form`, which may go on with an ending; of writing without blanks, any place will do.
fn begins_word(text: &str, form: &str) -> bool {
    let joined = |before: Option<char>| before.is_some_and(|c| c.is_lowercase() || c.is_uppercase() || c.is_ascii_digit());
    let cased = form.starts_with(|c: char| c.is_lowercase() || c.is_uppercase());
    text.match_indices(form).any(|(at, _)| !cased || !joined(text[..at].chars().next_back()))
}
