//! Countries: their names, peoples, flags and short forms, and the places that tables list.
//!
//! Countries and places are looked for together, for the longest name at a place is what a reader sees:
//! Mexico City is no mention of the country.

mod abbreviation;
mod flag;
pub(super) mod table;

pub use table::{homeward, is_home_of_some, is_left_open, is_listed, joins, name, nationality, unsaid};

use self::table::Meaning;
use super::listed::Listed;
use super::{Countries, CountryForm, Fact, Mention, Sentence};
use crate::lang::PerLanguage;
use crate::text::Span;

static LISTED: PerLanguage<Listed<Meaning>> =
    PerLanguage::new(|language| Listed::new(language, table::entries(language), Meaning::join));

/// Adds the countries and places in the sentence.
pub(super) fn extract(sentence: &Sentence<'_>, found: &mut Vec<Mention>) {
    let mut taken: Vec<Span> = Vec::new();
    for listed in LISTED.of(sentence.language).find(sentence) {
        taken.push(listed.span);
        let fact = match listed.value {
            Meaning::Nothing => continue,
            Meaning::Place(key) => Fact::Place((*key).to_owned()),
            Meaning::Countries(readings, form) => {
                let form = if listed.doubtful { CountryForm::Allusion } else { *form };
                Fact::Country(Countries { readings: readings.clone(), form })
            }
        };
        found.push(Mention { span: listed.span, fact });
    }
    abbreviation::find(sentence, &taken, found);
    flag::find(sentence, found);
}

#[cfg(test)]
mod tests;
