//! Vietnamese.

use super::{Language, Tables, Traits, stem, table::unicode_words};

/// Vietnamese. Its blanks stand between syllables; a lexicon tells which of them make one word.
pub static LANGUAGE: Language = Language {
    code: "vi",
    name: "Vietnamese",
    traits: Traits { word_spaces: true, letter_case: true, myriads: false, capital_nouns: false },
    bulk: 138.0,
    fold: |character| character,
    words: unicode_words,
    stem: stem::none,
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
        frequencies: "",
        negations: include_str!("negations.tsv"),
        function_words: include_str!("function-words.tsv"),
        derivations: "",
        genders: "",
        holes: &[],
    },
};
