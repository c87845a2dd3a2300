//! The rules. To add one, write `name.rs` and `name.md` here and its line in [`RULES`].

mod address_mismatch;
mod alike_names;
mod capital_phrases;
mod country_mismatch;
mod date_mismatch;
mod extra_text;
mod forbidden_term;
mod gaps;
mod gender_mismatch;
mod holes;
mod inconsistent_name;
mod inconsistent_term;
mod lost_names;
mod measured;
mod missing_evidence;
mod missing_name;
mod missing_text;
mod missing_word;
mod name_mismatch;
mod name_phrases;
mod name_rendering;
mod name_sides;
mod negation_flip;
mod negations;
mod number_mismatch;
mod place_mismatch;
mod place_put_in;
mod placeholder_mismatch;
mod quantity_mismatch;
mod repeated_text;
mod role_contexts;
mod role_words;
mod stale_translation;
mod stray_candidates;
mod stray_evidence;
mod stray_name;
mod structure_code;
mod structure_mismatch;
mod structure_targets;
mod swapped_roles;
mod term_mismatch;
mod unpaired;
mod unrelated_text;
mod untranslated_letters;
mod untranslated_text;
mod untranslated_words;

use super::Rule;

pub use measured::{Figure, Measured, measured};

/// Every rule, in the order in which they run and are listed.
#[rustfmt::skip]
pub static RULES: &[&Rule] = &[
    &country_mismatch::RULE,
    &place_mismatch::RULE,
    &name_mismatch::RULE,
    &date_mismatch::RULE,
    &missing_text::RULE,
    &extra_text::RULE,
    &address_mismatch::RULE,
    &placeholder_mismatch::RULE,
    &repeated_text::RULE,
    &untranslated_text::RULE,
    &unrelated_text::RULE,
    &number_mismatch::RULE,
    &quantity_mismatch::RULE,
    &negation_flip::RULE,
    &swapped_roles::RULE,
    &gender_mismatch::RULE,
    &stray_name::RULE,
    &missing_word::RULE,
    &missing_name::RULE,
    &stale_translation::RULE,
    &term_mismatch::RULE,
    &forbidden_term::RULE,
    &inconsistent_name::RULE,
    &inconsistent_term::RULE,
    &structure_mismatch::RULE,
];

/// The rule of that name.
#[must_use]
pub fn find(name: &str) -> Option<&'static Rule> {
    RULES.iter().copied().find(|rule| rule.name == name)
}
