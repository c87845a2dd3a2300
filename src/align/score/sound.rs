//! How words sound across scripts: a skeleton of consonant classes that spelling and transcription share.

use any_ascii::any_ascii_char;

/// A name's sound is told apart by at least so many consonants; shorter skeletons meet by chance.
pub(super) const FEWEST_CONSONANTS: usize = 3;

/// The word in plain Latin letters, lower case, without marks or blanks.
pub(super) fn latin(word: &str) -> String {
    word.chars()
        .flat_map(|character| any_ascii_char(character).bytes())
        .filter(u8::is_ascii_alphanumeric)
        .map(|byte| byte.to_ascii_lowercase() as char)
        .collect()
}

/// The consonant classes of a word in plain Latin letters.
///
/// Voiced and voiceless sounds fall together, as do `l` and `r` and all sibilants; vowels and the glides
/// between them are left out, and an `r` before a consonant, which transcriptions drop.
pub(super) fn skeleton(latin: &str) -> String {
    let letters: Vec<u8> = latin.bytes().collect();
    let mut classes = String::with_capacity(letters.len());
    let mut at = 0;
    while let Some(&letter) = letters.get(at) {
        let next = letters.get(at + 1).copied().unwrap_or(b' ');
        let (class, width) = match (letter, next) {
            (b'c' | b's' | b'z', b'h') => ('S', 2),
            (b'p', b'h') => ('F', 2),
            (b't' | b'k' | b'g', b'h') => (if letter == b't' { 'T' } else { 'K' }, 2),
            (b't', b's' | b'z') => ('S', 2),
            (b'r', b'a' | b'e' | b'i' | b'o' | b'u' | b'y' | b' ') | (b'l', _) => ('L', 1),
            (b'm', b'b' | b'p') | (b'n', _) => ('N', 1),
            (b'm', _) => ('M', 1),
            (b'b' | b'p', _) => ('P', 1),
            (b'd' | b't', _) => ('T', 1),
            (b'g' | b'k' | b'q' | b'j', _) => ('K', 1),
            (b'c', b'e' | b'i' | b'y') | (b's' | b'z', _) => ('S', 1),
            (b'c', _) => ('K', 1),
            (b'x', _) => ('S', 1),
            (b'f' | b'v', _) => ('F', 1),
            (b'0'..=b'9', _) => (letter as char, 1),
            _ => (' ', 1),
        };
        if class != ' ' {
            classes.push(class);
        }
        // A doubled letter is one sound.
        let doubled = width == 1 && letter == next && !letter.is_ascii_digit();
        at += width + usize::from(doubled);
    }
    classes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_transcribed_name_has_the_skeleton_of_its_spelling() {
        for (transcribed, spelled) in
            [("泽连斯基", "Zelensky"), ("布林肯", "Blinken"), ("托卡耶夫", "Tokayev"), ("Меркель", "Merkel")]
        {
            assert_eq!(skeleton(&latin(transcribed)), skeleton(&latin(spelled)), "{transcribed}");
        }
        assert_ne!(skeleton(&latin("布林肯")), skeleton(&latin("Tokayev")));
    }
}
