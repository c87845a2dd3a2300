//! What stands between two lines that are read as one.

use unicode_width::UnicodeWidthChar;

/// The blank that parts the words before a line end from those after it; nothing where either side is of a script that
/// has no blanks between words.
pub(super) fn between(before: &str, after: &str) -> &'static str {
    let (last, first) = (before.chars().next_back(), after.trim_start().chars().next());
    match (last, first) {
        (Some(last), _) if last.is_whitespace() => "",
        (Some(last), Some(first)) if unspaced(last) || unspaced(first) => "",
        (Some(_), Some(_)) => " ",
        _ => "",
    }
}

/// Whether words in the script of the character are written without blanks: Han, kana and the marks that go with them.
fn unspaced(character: char) -> bool {
    let is_mark = matches!(character, '\u{3000}'..='\u{303F}' | '\u{FF00}'..='\u{FFEF}');
    let is_hangul = matches!(character, '\u{1100}'..='\u{11FF}' | '\u{3130}'..='\u{318F}' | '\u{AC00}'..='\u{D7AF}');
    character.width() == Some(2) && (is_mark || character.is_alphabetic()) && !is_hangul
}
