//! Chinese words, split by jieba.

use std::sync::OnceLock;

use jieba_rs::Jieba;

use crate::text::Span;

/// The words of folded text in order, without blanks and punctuation. The dictionary is loaded when the
/// first text is split.
pub(super) fn words(text: &str) -> Vec<Span> {
    static JIEBA: OnceLock<Jieba> = OnceLock::new();
    JIEBA
        .get_or_init(Jieba::new)
        .cut(text, true)
        .into_iter()
        .filter(|token| token.word.chars().any(char::is_alphanumeric))
        .map(|token| Span::new(token.byte_start, token.byte_end))
        .collect()
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
}
