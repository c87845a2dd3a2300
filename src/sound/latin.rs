//! Names in Latin letters, with their marks and signs set aside.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The small letters a to z of a name: marks are dropped, letters such as ø and ß written with their nearest,
/// and whatever is no Latin letter left out.
#[must_use]
pub fn letters(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    for character in name.nfd().filter(|&c| !is_combining_mark(c)).flat_map(char::to_lowercase) {
        match character {
            'a'..='z' => out.push(character),
            'ø' => out.push('o'),
            'ł' => out.push('l'),
            'đ' | 'ð' => out.push('d'),
            'ı' => out.push('i'),
            'ə' => out.push('e'),
            'æ' => out.push_str("ae"),
            'œ' => out.push_str("oe"),
            'ß' => out.push_str("ss"),
            'þ' => out.push_str("th"),
            _ => {}
        }
    }
    out
}

/// How alike two names in Latin letters are, 0 to 1, whatever marks they bear.
///
/// Jaro–Winkler, which forgives differences more the later they stand: endings differ between languages
/// (Putin, Poutine), beginnings hardly. Names of fewer than four letters must be the same.
#[must_use]
pub fn alike(one: &str, other: &str) -> f32 {
    let (one, other) = (letters(one), letters(other));
    if one.is_empty() || other.is_empty() {
        return 0.0;
    }
    if one == other {
        return 1.0;
    }
    if one.len() < 4 || other.len() < 4 {
        return 0.0;
    }
    #[expect(clippy::cast_possible_truncation, reason = "a likeness needs no more digits")]
    let likeness = strsim::jaro_winkler(&one, &other) as f32;
    likeness
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_and_signs_do_not_part_two_spellings() {
        assert_eq!(letters("Erdoğan"), "erdogan");
        assert_eq!(letters("al-Assad"), "alassad");
        assert!(alike("Mirziyoyev", "Mirziyoev") > 0.9);
        assert!(alike("Tokayev", "Netanyahu") < 0.7);
    }
}
