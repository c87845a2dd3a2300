//! How words sound across scripts: a skeleton of consonant classes that spelling and transcription share.

use any_ascii::any_ascii_char;

/// A name's sound is told apart by at least so many consonants; shorter skeletons meet by chance.
pub(super) const FEWEST_CONSONANTS: usize = 3;

/// The word in plain Latin letters, lower case, without marks or blanks.
pub(super) fn latin(word: &str) -> String {
    let mut letters = String::with_capacity(word.len());
    word.chars().for_each(|character| add_latin(character, &mut letters));
    letters
}

/// Adds the plain Latin letters of a character.
pub(super) fn add_latin(character: char, letters: &mut String) {
    let plain = any_ascii_char(character).bytes().filter(u8::is_ascii_alphanumeric);
    letters.extend(plain.map(|byte| byte.to_ascii_lowercase() as char));
}

/// The consonant classes of a word in plain Latin letters.
///
/// Voiced and voiceless sounds fall together, as do `l` and `r` and all sibilants; vowels and the glides
/// between them are left out, and an `r` before a consonant, which transcriptions drop.
pub(super) fn skeleton(latin: &str) -> String {
    let mut skeleton = Skeleton::default();
    skeleton.extend(latin);
    skeleton.whole(latin, str::to_owned)
}

/// The skeleton of a word that grows letter by letter.
#[derive(Debug, Default)]
pub(super) struct Skeleton {
    classes: String,
    /// How many letters the classes were made of; the last letter waits for the next.
    read: usize,
}

impl Skeleton {
    /// Reads on in `latin`, which begins with all that was read before.
    pub(super) fn extend(&mut self, latin: &str) {
        let letters = latin.as_bytes();
        while let (Some(&letter), Some(&next)) = (letters.get(self.read), letters.get(self.read + 1)) {
            let (class, width) = class(letter, next);
            self.classes.extend(class);
            // A doubled letter is one sound.
            let doubled = width == 1 && letter == next && !letter.is_ascii_digit();
            self.read += width + usize::from(doubled);
        }
    }

    /// The classes that stand whatever letters follow.
    pub(super) fn settled(&self) -> &str {
        &self.classes
    }

    /// What `look` says of the skeleton of `latin`, all of which was read, should no more letters follow.
    pub(super) fn whole<T>(&mut self, latin: &str, look: impl FnOnce(&str) -> T) -> T {
        let settled = self.classes.len();
        self.classes.extend(latin.as_bytes().get(self.read).and_then(|&letter| class(letter, b' ').0));
        let said = look(&self.classes);
        self.classes.truncate(settled);
        said
    }

    /// Makes it the skeleton of no letters.
    pub(super) fn clear(&mut self) {
        self.classes.clear();
        self.read = 0;
    }
}

/// The class of a letter before another, none where it is not heard, and how many letters it takes.
fn class(letter: u8, next: u8) -> (Option<char>, usize) {
    match (letter, next) {
        (b'c' | b's' | b'z', b'h') => (Some('S'), 2),
        (b'p', b'h') => (Some('F'), 2),
        (b't' | b'k' | b'g', b'h') => (Some(if letter == b't' { 'T' } else { 'K' }), 2),
        (b't', b's' | b'z') => (Some('S'), 2),
        (b'r', b'a' | b'e' | b'i' | b'o' | b'u' | b'y' | b' ') | (b'l', _) => (Some('L'), 1),
        (b'm', b'b' | b'p') | (b'n', _) => (Some('N'), 1),
        (b'm', _) => (Some('M'), 1),
        (b'b' | b'p', _) => (Some('P'), 1),
        (b'd' | b't', _) => (Some('T'), 1),
        (b'g' | b'k' | b'q' | b'j', _) => (Some('K'), 1),
        (b'c', b'e' | b'i' | b'y') | (b's' | b'z', _) => (Some('S'), 1),
        (b'c', _) => (Some('K'), 1),
        (b'x', _) => (Some('S'), 1),
        (b'f' | b'v', _) => (Some('F'), 1),
        (b'0'..=b'9', _) => (Some(letter as char), 1),
        _ => (None, 1),
    }
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
