//! Czech.

use std::sync::LazyLock;

use super::{Language, Tables, Traits, stem::Endings, table::unicode_words};

/// The endings of its words.
pub static ENDINGS: LazyLock<Endings> = LazyLock::new(|| Endings::of(include_str!("stems.tsv")));

/// Czech.
pub static LANGUAGE: Language = Language {
    code: "cs",
    name: "Czech",
    traits: Traits { word_spaces: true, letter_case: true, myriads: false, capital_nouns: false },
    bulk: 105.0,
    fold: |character| character,
    words: unicode_words,
    stem: |word| ENDINGS.stem(word),
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
        sounds: "",
        vocabulary: "",
        frequencies: include_str!("frequencies.tsv"),
        negations: include_str!("negations.tsv"),
        function_words: include_str!("function-words.tsv"),
        derivations: "",
        genders: "",
        holes: &[],
    },
};
