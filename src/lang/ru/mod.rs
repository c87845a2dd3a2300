//! Russian.

use rust_stemmers::Algorithm;

use super::{Language, Tables, Traits, stem::snowball, table::unicode_words};

/// Russian.
pub static LANGUAGE: Language = Language {
    code: "ru",
    name: "Russian",
    traits: Traits { word_spaces: true, letter_case: true, myriads: false, capital_nouns: false },
    bulk: 190.0,
    fold: |character| character,
    words: unicode_words,
    stem: |word| snowball(Algorithm::Russian, word),
    tables: Tables {
        sentences: include_str!("sentences.tsv"),
        numerals: include_str!("numerals.tsv"),
        dates: include_str!("dates.tsv"),
        repetitions: include_str!("repetitions.tsv"),
        gaps: "",
        units: include_str!("units.tsv"),
        countries: include_str!("countries.tsv"),
        country_abbreviations: "",
        places: include_str!("places.tsv"),
        persons: include_str!("persons.tsv"),
        organisations: include_str!("organisations.tsv"),
        names: include_str!("names.tsv"),
        sounds: include_str!("sounds.tsv"),
        vocabulary: "",
        frequencies: "",
        negations: include_str!("negations.tsv"),
        function_words: include_str!("function-words.tsv"),
        derivations: "",
        genders: "",
        holes: &[],
    },
};
