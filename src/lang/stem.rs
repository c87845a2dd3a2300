//! Word forms reduced to a stem, so that two forms of a word meet.

use std::collections::HashMap;

use rust_stemmers::{Algorithm, Stemmer};

use super::table;

/// The word in lower case, for languages without a stemmer.
#[must_use]
pub fn none(word: &str) -> String {
    word.to_lowercase()
}

/// The Snowball stem of the word in lower case.
#[must_use]
pub fn snowball(algorithm: Algorithm, word: &str) -> String {
    Stemmer::create(algorithm).stem(&word.to_lowercase()).into_owned()
}

/// The base form of each irregular form in a table of base forms and their irregular forms.
#[must_use]
pub fn irregular(forms: &'static str) -> HashMap<&'static str, &'static str> {
    table::rows(forms).flat_map(|row| row.forms(1).map(|form| (form, row.cell(0))).collect::<Vec<_>>()).collect()
}
