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
    /// In order, each up to the next; nothing before the first is folded.
    pieces: Vec<Piece>,
    original_len: u32,
}

/// A stretch of the folded text and the stretch of the original that it came from.
#[derive(Debug, Clone, Copy)]
struct Piece {
    /// The first byte of the folded text.
    at: u32,
    original: Span,
    /// Each character fills as many bytes as its original, so that places inside are found by counting; else the
    /// stretch is one piece.
    even: bool,
}

impl View {
    /// Folds `original`; `fold` maps each normalised character to the one that the language compares
    /// (traditional to simplified characters, for instance).
    #[must_use]
    pub fn new(original: &str, fold: fn(char) -> char) -> Self {
        let original_len = u32::try_from(original.len()).unwrap_or(u32::MAX);
        let mut text = String::with_capacity(original.len());
        let mut pieces: Vec<Piece> = Vec::new();
        let mut add = |at: usize, start: usize, end: usize, even: bool| match pieces.last_mut() {
            Some(last) if even && last.even => last.original.end = Span::at(end).end,
            _ => pieces.push(Piece { at: Span::at(at).start, original: Span::new(start, end), even }),
        };
        let bytes = original.as_bytes();
        let mut start = 0;
        while start < bytes.len() {
            // ASCII is as it should be, unless a mark stands over its last character.
            let plain = bytes[start..].iter().take_while(|byte| byte.is_ascii()).count();
            let ascii = if start + plain == bytes.len() { plain } else { plain.saturating_sub(1) };
            if ascii > 0 {
                add(text.len(), start, start + ascii, true);
                text.push_str(&original[start..start + ascii]);
                start += ascii;
            }
            let mut chars = original[start..].char_indices();
            let Some((_, first)) = chars.next() else { break };
            if is_stable(first) && !chars.clone().next().is_some_and(|(_, next)| is_joined(next)) {
                let (folded, at) = (fold(first), text.len());
                text.push(folded);
                add(at, start, start + first.len_utf8(), folded.len_utf8() == first.len_utf8());
                start += first.len_utf8();
                continue;
            }
            let (mut length, mut alone) = (first.len_utf8(), true);
            for (at, next) in chars {
                if !is_joined(next) {
                    break;
                }
                length = at + next.len_utf8();
                alone = false;
            }
            let (end, at) = (start + length, text.len());
            if keeps_its_form(first) {
                text.push_str(&original[start..end]);
            } else {
                text.extend(original[start..end].nfkc().map(fold));
            }
            add(at, start, end, alone && text.len() - at == length && text[at..].chars().nth(1).is_none());
            start = end;
        }
        Self { text, pieces, original_len }
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
        let after = self.pieces.partition_point(|piece| piece.at <= byte);
        let piece = self.pieces.get(after.checked_sub(1)?)?;
        if !piece.even {
            return Some(piece.original);
        }
        let mut start = byte as usize;
        while !self.text.is_char_boundary(start) {
            start -= 1;
        }
        let length = self.text.get(start..)?.chars().next().map_or(1, char::len_utf8);
        let begin = piece.original.start as usize + (start - piece.at as usize);
        Some(Span::new(begin, begin + length))
    }
}

/// Whether the character is written over or into the one before it.
fn is_joined(character: char) -> bool {
    // No such mark lies below, nor among the characters of Chinese.
    if character < '\u{300}' || matches!(character, '\u{3400}'..='\u{9FFF}') {
        return false;
    }
    is_combining_mark(character) || is_conjoining_jamo(character)
}

/// Whether compatibility normalisation leaves the character, standing alone, as it is.
fn is_stable(character: char) -> bool {
    character.is_ascii()
        || matches!(character, '\u{3001}'..='\u{3029}' | '\u{3041}'..='\u{3096}' | '\u{30A1}'..='\u{30FA}')
        || matches!(character, '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7A3}')
        || matches!(character, '\u{400}'..='\u{45F}' | '\u{2018}'..='\u{201F}')
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

    #[test]
    fn a_mark_stays_with_the_letter_that_it_stands_over() {
        let original = "cafe\u{301} 烏茲別克";
        let view = View::new(original, |c| c);
        assert_eq!(view.text(), "café 烏茲別克");
        assert_eq!(view.original(Span::new(3, 5)).of(original), "e\u{301}");
        let grown = View::new("㎏¼ ab", |c| c);
        let at = grown.text().find('b').expect("the letter");
        assert_eq!(grown.original(Span::new(at, at + 1)).of("㎏¼ ab"), "b");
        let longer = View::new("ŀ ab", |c| c);
        let at = longer.text().find('b').expect("the letter");
        assert_eq!(longer.original(Span::new(at, at + 1)).of("ŀ ab"), "b");
        let at = view.text().find('別').expect("the character");
        assert_eq!(view.original(Span::new(at, at + 1)).of(original), "別");
    }

    #[test]
    fn characters_taken_for_stable_are() {
        for character in ('\0'..=char::MAX).filter(|&c| is_stable(c)) {
            assert!(character.nfkc().eq([character]), "{character:?} has another form");
        }
        let joined = ('\0'..=char::MAX).find(|&c| (is_combining_mark(c) || is_conjoining_jamo(c)) && !is_joined(c));
        assert_eq!(joined, None);
    }
}
