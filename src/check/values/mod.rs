//! The values that the two sides of a bead name, and which of them belong together.

mod agree;
mod item;
mod pairing;
mod words;

pub(super) use agree::{Agreement, agreement};
pub(super) use item::{Item, Kind};
pub(super) use pairing::{Comparison, compare, magnitude};
pub(super) use words::{in_language, said};

#[cfg(test)]
mod laws {
    use proptest::prelude::*;

    use super::compare;
    use crate::align::Alignment;
    use crate::check::{PairView, Text};
    use crate::lang::LANGUAGES;
    use crate::segment::Document;

    proptest! {
        #[test]
        fn a_text_compared_with_itself_has_no_mismatch(
            text in "([0-9]{1,4}|[一二三十百千万亿半点分之第年元]|[.,%$€ -]|[a-z]{1,3}|( two | hundred | and a half | million | zwanzig | сто | mil | vingt |만|억)){1,24}"
        ) {
            for language in LANGUAGES {
                let document = Document::from_lines("text", text.clone(), language);
                let alignment = Alignment::of_pairs(document.segments().iter().map(|_| (true, true)));
                let text = Text::new(document);
                let pair = PairView { source: &text, target: &text, alignment: &alignment };
                for bead in pair.beads() {
                    let comparison = compare(&bead);
                    prop_assert!(comparison.contrary.is_empty(), "{:?}", comparison.contrary);
                    prop_assert!(comparison.other_unit.is_empty(), "{:?}", comparison.other_unit);
                    prop_assert!(comparison.missing.is_empty(), "{:?}", comparison.missing);
                }
            }
        }
    }
}
