//! English.

use std::sync::LazyLock;

use rust_stemmers::Algorithm;

use rustc_hash::FxHashMap;

use super::stem::{irregular, snowball};
use super::{Language, Tables, Traits, table::unicode_words};

/// English.
pub static LANGUAGE: Language = Language {
    code: "en",
    name: "English",
    traits: Traits { word_spaces: true, letter_case: true, myriads: false, capital_nouns: false },
    bulk: 100.0,
    fold: |character| character,
    words: unicode_words,
    stem,
    tables: Tables {
        sentences: include_str!("sentences.tsv"),
        numerals: include_str!("numerals.tsv"),
        dates: include_str!("dates.tsv"),
        repetitions: include_str!("repetitions.tsv"),
        gaps: include_str!("gaps.tsv"),
        units: include_str!("units.tsv"),
        countries: include_str!("countries.tsv"),
        country_abbreviations: "",
        places: include_str!("places.tsv"),
        persons: include_str!("persons.tsv"),
        organisations: include_str!("organisations.tsv"),
        names: include_str!("names.tsv"),
        sounds: "",
        vocabulary: include_str!("vocabulary.tsv"),
        frequencies: include_str!("frequencies.tsv"),
        negations: include_str!("negations.tsv"),
        function_words: include_str!("function-words.tsv"),
        derivations: include_str!("derivations.tsv"),
        genders: include_str!("genders.tsv"),
        holes: include_bytes!("holes.safetensors"),
    },
};

static IRREGULAR: LazyLock<FxHashMap<&'static str, &'static str>> =
    LazyLock::new(|| irregular(include_str!("irregular-forms.tsv")));

fn stem(word: &str) -> String {
    let lower = word.to_lowercase();
    snowball(Algorithm::English, IRREGULAR.get(lower.as_str()).copied().unwrap_or(&lower))
}

#[cfg(test)]
mod tests {
    use super::stem;

    #[test]
    fn forms_of_a_word_have_one_stem() {
        assert_eq!(stem("Went"), stem("going"));
        assert_eq!(stem("children"), stem("child"));
        assert_eq!(stem("studies"), stem("studied"));
        assert_ne!(stem("house"), stem("horse"));
    }
}
