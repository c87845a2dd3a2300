//! Chinese words, split by jieba.

use jieba_rs::Jieba;
use rustc_hash::FxHashSet;

use crate::lang::sorted::Sorted;
use crate::text::Span;

static DICTIONARY: Sorted = Sorted::new(include_str!("dictionary.tsv"));

/// The sum of all counts in the dictionary.
const COUNTED: usize = 60_101_964;

/// A word that stands in no text, for all words of the dictionary that do not stand in the one at hand.
const ELSEWHERE: &str = "\u{1}";

/// The words of folded text in order, without blanks and punctuation.
pub(super) fn words(text: &str) -> Vec<Span> {
    known_in(text)
        .cut(text, true)
        .into_iter()
        .filter(|token| token.word.chars().any(char::is_alphanumeric))
        .map(|token| Span::new(token.byte_start, token.byte_end))
        .collect()
}

/// What jieba needs to know for one text: to load the whole dictionary takes longer than to read many a text, and only
/// the words that stand in the text, and the sum of all counts, have a part in how it is split.
fn known_in(text: &str) -> Jieba {
    let mut seen = FxHashSet::default();
    let (mut known, mut elsewhere) = (String::new(), COUNTED);
    for (at, _) in text.char_indices() {
        for (word, count) in DICTIONARY.along(&text[at..]) {
            if seen.insert(word) {
                known.extend([word, " ", count, "\n"]);
                elsewhere = elsewhere.saturating_sub(count.parse().unwrap_or_default());
            }
        }
    }
    known.extend([ELSEWHERE, " ", &elsewhere.to_string(), "\n"]);
    let mut jieba = Jieba::empty();
    // Every line is a word and its count, so that nothing can be refused.
    let _ = jieba.load_dict(&mut known.as_bytes());
    jieba
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_cover_the_text_save_for_punctuation() {
        let text = "乌兹别克斯坦外长说，GDP 增长2.5%。";
        let words: Vec<&str> = words(text).into_iter().map(|span| span.of(text)).collect();
        assert_eq!(words, ["乌兹别克斯坦", "外长", "说", "GDP", "增长", "2.5%"]);
    }

    #[test]
    fn the_dictionary_is_sorted_and_its_counts_add_up() {
        DICTIONARY.assert_sorted("the dictionary");
        let table = include_str!("dictionary.tsv");
        let counts = table.lines().filter(|line| !line.starts_with("# ")).filter_map(|line| line.split('\t').nth(1));
        assert_eq!(counts.map(|count| count.parse::<usize>().expect("a count")).sum::<usize>(), COUNTED);
        let jieba = known_in("北京大学");
        assert!(jieba.has_word("北京大学") && jieba.has_word("大学") && !jieba.has_word("上海"));
    }
}
