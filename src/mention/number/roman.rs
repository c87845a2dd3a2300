//! Roman numerals, where a reader means them.

use rust_decimal::Decimal;

use super::table::{Numerals, Role};
use super::{Figure, Sort};
use crate::mention::Precision;

/// Whether Roman numerals are written with the letter.
fn is_letter(letter: char) -> bool {
    matches!(letter, 'I' | 'V' | 'X' | 'L' | 'C' | 'D' | 'M')
}

/// Whether nothing but the letters of Roman numerals stands at byte `at` up to the end of the word.
pub(super) fn may_stand(text: &str, at: usize) -> bool {
    let rest = text[at..].trim_start_matches(is_letter);
    text.len() - rest.len() > at && !rest.starts_with(char::is_alphanumeric)
}

/// Reads a Roman numeral after a word that calls for one (chapter IV), or of two letters and more after a
/// name (Elizabeth II).
pub(super) fn read(text: &str, at: usize, numerals: &Numerals) -> Option<Figure> {
    let length = text[at..].bytes().take_while(|&byte| is_letter(char::from(byte))).count();
    let after = text[at + length..].chars().next();
    if length == 0 || length > 8 || after.is_some_and(char::is_alphanumeric) {
        return None;
    }
    let before = text[..at].trim_end();
    let called = before.len() < at && numerals.forms.ending_of(before, before.len(), |n| n.role == Role::RomanBefore).is_some();
    let word = before.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    let named =
        before.len() < at && length > 1 && word.chars().next().is_some_and(char::is_uppercase) && word.chars().count() > 2;
    if !called && !named {
        return None;
    }
    let value = value(&text[at..at + length])?;
    Some(Figure {
        start: at,
        end: at + length,
        value: Decimal::from(value),
        precision: Precision::Vague,
        sort: Sort::Ordinal,
        spelled: true,
        bare: false,
    })
}

/// The value of a Roman numeral that is written by the rules.
fn value(numeral: &str) -> Option<u32> {
    const PARTS: &[(&str, u32)] = &[
        ("M", 1000),
        ("CM", 900),
        ("D", 500),
        ("CD", 400),
        ("C", 100),
        ("XC", 90),
        ("L", 50),
        ("XL", 40),
        ("X", 10),
        ("IX", 9),
        ("V", 5),
        ("IV", 4),
        ("I", 1),
    ];
    let (mut rest, mut sum) = (numeral, 0);
    for &(part, value) in PARTS {
        let mut times = 0;
        while let Some(after) = rest.strip_prefix(part) {
            (rest, sum, times) = (after, sum + value, times + 1);
        }
        let most = if part.len() == 1 && matches!(value, 1 | 10 | 100 | 1000) { 3 } else { 1 };
        if times > most {
            return None;
        }
    }
    (rest.is_empty() && sum > 0 && sum < 100).then_some(sum)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_numerals_written_by_the_rules_have_a_value() {
        assert_eq!(value("XIV"), Some(14));
        assert_eq!(value("II"), Some(2));
        assert_eq!(value("IIII"), None);
        assert_eq!(value("VX"), None);
        assert_eq!(value("MD"), None);
    }
}
