//! How common words are in a language, and what its words look like.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use super::{Language, PerLanguage, table};

/// The common words of a language.
#[derive(Debug)]
pub struct Frequencies {
    words: FxHashMap<&'static str, u8>,
    shapes: OnceLock<Shapes>,
}

impl Frequencies {
    /// The common words of `language`, where they are known.
    #[must_use]
    pub fn of(language: &'static Language) -> Option<&'static Self> {
        static FREQUENCIES: PerLanguage<Option<Frequencies>> = PerLanguage::new(Frequencies::read);
        FREQUENCIES.of(language).as_ref()
    }

    fn read(language: &'static Language) -> Option<Self> {
        let rows = table::rows(language.tables.frequencies);
        let words: FxHashMap<_, _> = rows
            .flat_map(|row| {
                let frequency = row.cell(0).parse().unwrap_or(0);
                row.cell(1).split(' ').map(move |word| (word, frequency))
            })
            .collect();
        (!words.is_empty()).then(|| Self { words, shapes: OnceLock::new() })
    }

    /// How common a word in small letters is: ten times the common logarithm of how often it stands in
    /// 1,000,000,000 words; nothing for one that is not among the common words.
    #[must_use]
    pub fn frequency(&self, word: &str) -> Option<u8> {
        if word.contains('ß') {
            return self.words.get(word.replace('ß', "ss").as_str()).copied();
        }
        self.words.get(word).copied()
    }

    /// The natural logarithm of how likely the letters of a word in small letters follow each other in the
    /// language, by the trigrams of its common words. Only the difference between two languages tells anything.
    #[must_use]
    pub fn likelihood(&self, word: &str) -> f32 {
        self.shapes.get_or_init(|| Shapes::of(self.words.keys())).likelihood(word)
    }
}

/// How often letters follow each other in words, each word counted once.
#[derive(Debug, Default)]
struct Shapes {
    trigrams: FxHashMap<[char; 3], u32>,
    bigrams: FxHashMap<[char; 2], u32>,
}

/// What a trigram that was never seen counts for, and how many letters may follow two others.
const UNSEEN: f32 = 0.1;
const LETTERS: f32 = 60.0;

impl Shapes {
    fn of<'a>(words: impl Iterator<Item = &'a &'static str>) -> Self {
        let mut shapes = Self::default();
        for word in words {
            each_trigram(word, |[first, second, third]| {
                *shapes.trigrams.entry([first, second, third]).or_default() += 1;
                *shapes.bigrams.entry([first, second]).or_default() += 1;
            });
        }
        shapes
    }

    fn likelihood(&self, word: &str) -> f32 {
        let mut sum = 0.0;
        each_trigram(word, |[first, second, third]| {
            let seen = self.trigrams.get(&[first, second, third]).copied().unwrap_or(0) as f32;
            let of = self.bigrams.get(&[first, second]).copied().unwrap_or(0) as f32;
            sum += ((seen + UNSEEN) / (of + UNSEEN * LETTERS)).ln();
        });
        sum
    }
}

/// The trigrams of a word, with blanks around it.
fn each_trigram(word: &str, mut see: impl FnMut([char; 3])) {
    let (mut first, mut second) = (' ', ' ');
    for third in word.chars().chain([' ']) {
        see([first, second, third]);
        (first, second) = (second, third);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::{find, known};

    fn of(code: &str) -> &'static Frequencies {
        Frequencies::of(find(code)).expect("the frequencies")
    }

    #[test]
    fn every_row_holds_a_frequency_and_words_in_small_letters() {
        let mut tables = 0;
        for language in known().filter(|language| !language.tables.frequencies.is_empty()) {
            tables += 1;
            for row in table::rows(language.tables.frequencies) {
                let place = format!("{} line {}", language.code, row.line);
                assert!(row.cell(0).parse::<u8>().is_ok_and(|frequency| (20..=80).contains(&frequency)), "{place}");
                assert!(row.cell(1).split(' ').all(|word| word.chars().all(char::is_lowercase)), "{place}");
            }
        }
        assert!(tables >= 9, "only {tables} languages have frequencies");
    }

    #[test]
    fn a_word_is_more_common_in_its_own_language() {
        assert!(of("de").frequency("und") > of("en").frequency("und"));
        assert!(of("en").frequency("house") > of("it").frequency("house"));
        assert!(of("de").frequency("straße").is_some());
        assert_eq!(of("en").frequency("zusammengehalten"), None);
    }

    #[test]
    fn the_letters_of_a_word_tell_its_language() {
        let leans = |word: &str, code: &str| of(code).likelihood(word) - of("en").likelihood(word);
        assert!(leans("zusammengeschraubt", "de") > 3.0);
        assert!(leans("nieszczęśliwcami", "pl") > 3.0);
        assert!(leans("thoroughbreds", "de") < 0.0);
    }
}
