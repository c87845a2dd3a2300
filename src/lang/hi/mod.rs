//! Hindi.

use std::sync::LazyLock;

use super::{Language, Tables, Traits, stem::Endings, table::unicode_words};

/// The endings of its words.
pub static ENDINGS: LazyLock<Endings> = LazyLock::new(|| Endings::of(include_str!("stems.tsv")));

/// Hindi.
pub static LANGUAGE: Language = Language {
    code: "hi",
    name: "Hindi",
    traits: Traits { word_spaces: true, letter_case: false, myriads: false, capital_nouns: false },
    bulk: 250.0,
    fold: plain,
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

/// Its own digits as the common ones; and the two signs of a nasal vowel as one, for writers use them alike.
fn plain(character: char) -> char {
    match character {
        '\u{966}'..='\u{96F}' => char::from_digit(character as u32 - 0x966, 10).unwrap_or(character),
        '\u{901}' => '\u{902}',
        other => other,
    }
}
