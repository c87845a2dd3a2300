//! Chinese, in simplified and traditional characters.

mod characters;
mod words;

use super::{Language, Tables, Traits, stem::none};

/// Chinese.
pub static LANGUAGE: Language = Language {
    code: "zh",
    name: "Chinese",
    traits: Traits { word_spaces: false, letter_case: false, myriads: true, capital_nouns: false },
    bulk: 85.0,
    fold: characters::simplified,
    words: words::words,
    stem: none,
    tables: Tables {
        sentences: include_str!("sentences.tsv"),
        numerals: include_str!("numerals.tsv"),
        dates: include_str!("dates.tsv"),
        repetitions: include_str!("repetitions.tsv"),
        gaps: "",
        units: include_str!("units.tsv"),
        countries: include_str!("countries.tsv"),
        country_abbreviations: include_str!("country-abbreviations.tsv"),
        places: include_str!("places.tsv"),
        persons: include_str!("persons.tsv"),
        organisations: include_str!("organisations.tsv"),
        names: include_str!("names.tsv"),
        sounds: concat!(include_str!("readings.tsv"), include_str!("transcription.tsv"), include_str!("name-readings.tsv")),
        vocabulary: "",
        frequencies: "",
        negations: include_str!("negations.tsv"),
        function_words: include_str!("function-words.tsv"),
        derivations: "",
        genders: include_str!("genders.tsv"),
        holes: &[],
    },
};
