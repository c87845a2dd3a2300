//! The compared view: a text with its character variants folded, and the way back to the original.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::Span;

/// A text in NFKC, further folded character by character, that knows where each piece came from.
///
/// Full-width digits and letters become the common ones (`２０２２` is `2022`), compatibility forms their
/// plain spelling (`℃` is `°C`). Superscripts, fractions and circled digits stay as they are: `10²` is not
/// 102. Letter case is kept.
#[derive(Debug, Clone)]
pub struct View {
    text: String,
    /// For each byte of `text` where a piece starts: that byte, and the span of the original.
    pieces: Vec<(u32, Span)>,
    original_len: u32,
}

impl View {
    /// Folds `original`; `fold` maps each normalised character to the one that the language compares
    /// (traditional to simplified characters, for instance).
    #[must_use]
    pub fn new(original: &str, fold: fn(char) -> char) -> Self {
        let mut text = String::with_capacity(original.len());
        let mut pieces = Vec::with_capacity(original.len() / 2 + 1);
        let mut chars = original.char_indices().peekable();
        while let Some((start, first)) = chars.next() {
            let mut end = start + first.len_utf8();
            while let Some(&(at, next)) = chars.peek() {
                if !is_combining_mark(next) && !is_conjoining_jamo(next) {
                    break;
                }
                end = at + next.len_utf8();
                chars.next();
            }
            pieces.push((u32::try_from(text.len()).unwrap_or(u32::MAX), Span::new(start, end)));
            let piece = &original[start..end];
            if keeps_its_form(first) {
                text.push_str(piece);
            } else {
                text.extend(piece.nfkc().map(fold));
            }
        }
        Self { text, pieces, original_len: u32::try_from(original.len()).unwrap_or(u32::MAX) }
    }

    /// The folded text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The stretch of the original that `span` of the folded text came from.
    ///
    /// A span that begins or ends inside a folded character covers the whole of it.
    #[must_use]
    pub fn original(&self, span: Span) -> Span {
        let start = self.piece_at(span.start).map_or(self.original_len, |piece| piece.start);
        if span.is_empty() {
            return Span { start, end: start };
        }
        let end = self.piece_at(span.end - 1).map_or(self.original_len, |piece| piece.end);
        Span { start, end: end.max(start) }
    }

    fn piece_at(&self, byte: u32) -> Option<Span> {
        if byte as usize >= self.text.len() {
            return None;
        }
        let after = self.pieces.partition_point(|&(at, _)| at <= byte);
        after.checked_sub(1).map(|index| self.pieces[index].1)
    }
}

/// Medial vowels and final consonants of decomposed Hangul, which compose with the syllable before.
fn is_conjoining_jamo(character: char) -> bool {
    matches!(character, '\u{1160}'..='\u{11FF}' | '\u{D7B0}'..='\u{D7FF}')
}

/// Characters whose plain spelling would change a value: superscripts, subscripts, fractions, circled and
/// bracketed digits.
fn keeps_its_form(character: char) -> bool {
    matches!(
        character,
        '\u{B2}' | '\u{B3}' | '\u{B9}' | '\u{BC}'..='\u{BE}' | '\u{2070}'..='\u{209F}'
            | '\u{2150}'..='\u{215F}' | '\u{2189}' | '\u{2460}'..='\u{24FF}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_lead_back_to_the_words_that_were_folded() {
        let original = "价格２０２２元 ㎡ 10²";
        let view = View::new(original, |c| c);
        assert_eq!(view.text(), "价格2022元 m2 10²");
        let at = view.text().find("2022").expect("the folded digits");
        assert_eq!(view.original(Span::new(at, at + 4)).of(original), "２０２２");
        let at = view.text().find("m2").expect("the folded unit");
        assert_eq!(view.original(Span::new(at, at + 1)).of(original), "㎡");
        assert_eq!(view.original(Span::at(view.text().len())), Span::at(original.len()));
    }
}
