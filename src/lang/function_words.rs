//! The words that carry a sentence and mean little by themselves: and, of, which.

use rustc_hash::FxHashSet;

use super::{Language, PerLanguage, table};

/// The function words of the language, in small letters; none where it has no table of them.
#[must_use]
pub fn function_words(language: &'static Language) -> &'static FxHashSet<&'static str> {
    static WORDS: PerLanguage<FxHashSet<&'static str>> =
        PerLanguage::new(|language| table::rows(language.tables.function_words).map(|row| row.cell(0)).collect());
    WORDS.of(language)
}
