//! Persons and organisations: those that the tables know, and names that their form tells.

mod capital;
mod known;
mod native;
mod parts;
mod transcribed;
pub(crate) mod written;

pub use known::{Kind, forms_of, home, is_known_form};
pub(crate) use parts::Parts;

use super::{Fact, Mention, Name, Origin, Sentence};
use crate::text::Span;

/// Adds the persons and organisations of the sentence. Words that other mentions hold already are left to them.
pub(super) fn extract(sentence: &Sentence<'_>, found: &mut Vec<Mention>) {
    let taken: Vec<Span> = found.iter().filter(|mention| holds_a_name(&mention.fact)).map(|mention| mention.span).collect();
    let mut names = known::find(sentence, &taken);
    for finder in [transcribed::find, native::find, capital::find] {
        let more = finder(sentence);
        let free: Vec<Mention> = more
            .into_iter()
            .filter(|mention| !names.iter().any(|name| name.span.overlaps(mention.span)))
            .filter(|mention| !taken.iter().any(|&span| span.overlaps(mention.span) && !is_longer(mention.span, span)))
            .collect();
        names.extend(free);
    }
    found.extend(names);
}

/// Whether the words of such a mention are a name already.
fn holds_a_name(fact: &Fact) -> bool {
    matches!(fact, Fact::Country(_) | Fact::Place(_) | Fact::Date(_) | Fact::Url(_) | Fact::Email(_) | Fact::Money(..))
}

/// Whether a name goes on beyond the place or country that it holds: Athletico de Kolkata.
fn is_longer(name: Span, held: Span) -> bool {
    name.contains(held) && name != held
}

/// A name that only its form tells.
fn unknown(span: Span, origin: Origin) -> Mention {
    Mention { span, fact: Fact::Person(Name { known: Vec::new(), origin }) }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use crate::lang::{Language, en, zh};
    use crate::mention::{Fact, extract};

    /// The persons and organisations of a sentence: their words, and their first key.
    fn names(language: &'static Language, text: &str) -> Vec<(String, &'static str)> {
        extract(language, &language.view(text))
            .into_iter()
            .filter_map(|mention| match mention.fact {
                Fact::Person(name) | Fact::Organisation(name) => {
                    Some((mention.span.of(text).to_owned(), name.known.first().copied().unwrap_or_default()))
                }
                _ => None,
            })
            .collect()
    }

    #[test]
    fn tables_know_persons_and_agencies_in_chinese() {
        let found = names(&zh::LANGUAGE, "据哈通社报道，托卡耶夫会见了普丁。");
        let expected = [("哈通社", "Kazinform"), ("托卡耶夫", "Kassym-Jomart Tokayev"), ("普丁", "Vladimir Putin")];
        assert_eq!(found, expected.map(|(words, key)| (words.to_owned(), key)));
    }

    #[test]
    fn transcribed_names_are_told_by_their_characters() {
        let found = names(&zh::LANGUAGE, "国防部长鲁斯坦·扎克瑟马科夫二十日表示，斯捷潘诺维奇没有来。");
        let words: Vec<_> = found.iter().map(|(words, _)| words.as_str()).collect();
        assert_eq!(words, ["鲁斯坦·扎克瑟马科夫", "斯捷潘诺维奇"]);
    }

    #[test]
    fn ordinary_chinese_words_are_no_names() {
        for text in
            ["他们在会上讨论了经济合作。", "双方同意扩大战略伙伴关系，并改善基础设施。", "我们将遵守制裁，不会帮助任何一方。"]
        {
            assert_eq!(names(&zh::LANGUAGE, text), [], "{text}");
        }
    }

    #[test]
    fn capital_letters_tell_english_names_and_not_ordinary_words() {
        let found = names(&en::LANGUAGE, "Yesterday President Tokayev met Minister Ruslan Zhaksylykov at the Summit.");
        let words: Vec<_> = found.iter().map(|(words, _)| words.as_str()).collect();
        assert_eq!(words, ["Tokayev", "Ruslan Zhaksylykov"]);
        assert_eq!(names(&en::LANGUAGE, "The Government Didn't Say So On Monday."), []);
    }

    #[test]
    fn part_of_a_longer_name_is_not_the_known_one() {
        assert!(names(&en::LANGUAGE, "Abraham Blinken spoke.").iter().all(|(_, key)| key.is_empty()));
    }

    proptest! {
        #[test]
        fn names_lie_on_character_boundaries(text in "[\\PC托卡耶夫·王A-Za-z 总统说.,-]{0,60}") {
            for language in [&zh::LANGUAGE, &en::LANGUAGE] {
                for mention in extract(language, &language.view(&text)) {
                    prop_assert!(text.get(mention.span.range()).is_some());
                }
            }
        }
    }
}
