//! What a sentence is known by in a bead file, so that changed texts are told from unchanged ones.

use std::fmt;
use std::hash::Hasher;
use std::str::FromStr;

use siphasher::sip::SipHasher24;

/// The words of a sentence in short: ten letters, the same on every machine and for every release.
///
/// It is SipHash-2-4 with a key of zeros over the sentence in UTF-8 without its white space, so that new line breaks
/// change nothing. Letters alone are used, and no vowels: no spreadsheet takes them for a number, a date or a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SentenceHash(u64);

const LETTERS: &[u8; 20] = b"bcdfghjklmnpqrstvwxz";
const LENGTH: usize = 10;
/// How many different hashes there are: 20 to the tenth.
const COUNT: u64 = 10_240_000_000_000;

impl SentenceHash {
    /// The hash of a sentence.
    #[must_use]
    pub fn of(words: &str) -> Self {
        let mut hasher = SipHasher24::new();
        for word in words.split_whitespace() {
            hasher.write(word.as_bytes());
        }
        Self(hasher.finish() % COUNT)
    }
}

impl fmt::Display for SentenceHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut rest = self.0;
        let mut letters = [b'b'; LENGTH];
        for letter in letters.iter_mut().rev() {
            let digit = usize::try_from(rest % 20).unwrap_or_default();
            *letter = LETTERS.get(digit).copied().unwrap_or(b'b');
            rest /= 20;
        }
        f.write_str(std::str::from_utf8(&letters).unwrap_or_default())
    }
}

impl FromStr for SentenceHash {
    type Err = ();

    fn from_str(letters: &str) -> Result<Self, ()> {
        if letters.len() != LENGTH {
            return Err(());
        }
        let digit = |letter: u8| LETTERS.iter().position(|known| *known == letter.to_ascii_lowercase());
        let mut value = 0_u64;
        for letter in letters.bytes() {
            value = value * 20 + digit(letter).ok_or(())? as u64;
        }
        Ok(Self(value))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_hash_never_changes_between_machines_or_releases() {
        assert_eq!(SentenceHash::of("城中有三十五万人。").to_string(), "dsgxxnjpms");
    }

    #[test]
    fn line_breaks_and_blanks_change_nothing_and_words_do() {
        let hash = SentenceHash::of("The city held\n  350,000 people.");
        assert_eq!(hash, SentenceHash::of("The city held 350,000 people."));
        assert_ne!(hash, SentenceHash::of("The city held 35,000 people."));
    }

    proptest! {
        #[test]
        fn a_hash_reads_as_it_is_written(words in ".*") {
            let hash = SentenceHash::of(&words);
            prop_assert_eq!(hash.to_string().parse(), Ok(hash));
        }
    }
}
