//! Small questions about characters that both paragraphs and sentences ask.

/// Whether it is a letter of a script that knows no capitals, such as Han, Hangul or Arabic.
pub(super) fn is_uncased(character: char) -> bool {
    character.is_alphabetic() && !character.is_lowercase() && !character.is_uppercase()
}

/// Whether it is a pictograph or part of one: emoji, flags, dingbats and what joins them.
pub(super) fn is_pictograph(character: char) -> bool {
    matches!(character, '\u{1F000}'..='\u{1FAFF}' | '\u{2600}'..='\u{27BF}' | '\u{FE0E}' | '\u{FE0F}' | '\u{200D}' | '\u{E0020}'..='\u{E007F}')
}

/// The character that stands at byte `at` of `text`.
pub(super) fn char_at(text: &str, at: usize) -> Option<char> {
    text.get(at..)?.chars().next()
}

/// The character that ends before byte `at` of `text`.
pub(super) fn char_before(text: &str, at: usize) -> Option<char> {
    text.get(..at)?.chars().next_back()
}
