//! Czech.

use super::{Language, Tables, Traits, stem, table::unicode_words};

/// Czech.
pub static LANGUAGE: Language = Language {
    code: "cs",
    name: "Czech",
    traits: Traits { word_spaces: true, letter_case: true, myriads: false, capital_nouns: false },
    bulk: 105.0,
    fold: |character| character,
    words: unicode_words,
    stem: stem::none,
    tables: Tables {
        sentences: include_str!("sentences.tsv"),
        numerals: include_str!("numerals.tsv"),
        dates: include_str!("dates.tsv"),
        repetitions: include_str!("repetitions.tsv"),
        units: include_str!("units.tsv"),
        countries: "",
        country_abbreviations: "",
        places: "",
        persons: include_str!("persons.tsv"),
        organisations: include_str!("organisations.tsv"),
        names: include_str!("names.tsv"),
        sounds: "",
        vocabulary: "",
        frequencies: include_str!("frequencies.tsv"),
        negations: include_str!("negations.tsv"),
        function_words: include_str!("function-words.tsv"),
    },
};
