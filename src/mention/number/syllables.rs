//! Numerals in syllables that are common in other words as well, as in Hangul.

use rust_decimal::Decimal;

use super::table::{Numeral, Numerals, Role};
use super::{Figure, Sentence, Sort, after_blanks, myriad};
use crate::mention::{Precision, units};

/// Reads the number at byte `at`: digits as anywhere, Hangul only where it can be nothing else.
pub(super) fn read(sentence: &Sentence<'_>, at: usize, numerals: &Numerals) -> Option<Figure> {
    let text = sentence.text;
    if let Some(native) = native(sentence, at, numerals) {
        return Some(native);
    }
    let figure = myriad::read(text, at, numerals)?;
    let words = &text[at..figure.end];
    if !words.starts_with(is_hangul) {
        return Some(figure);
    }
    let syllables: Vec<&Numeral> = words
        .char_indices()
        .filter(|(_, c)| is_hangul(*c))
        .filter_map(|(place, _)| numerals.forms.at(words, place).map(|(_, n)| n).find(|n| is_syllable(n.role)))
        .collect();
    // 구조 is structure and 조사 an inquiry: two syllables are a number only as 이십 or 십이.
    let sound = match syllables.as_slice() {
        [first, second] => {
            first.role != Role::Group && second.role != Role::Digit && second.value < Decimal::from(1_000_000_000_000_u64)
                || first.value == Decimal::TEN && second.role == Role::Digit
        }
        many => many.len() > 2,
    } || words.char_indices().any(|(place, _)| numerals.at(words, place, Role::Over).is_some());
    let starts_word = !text[..at].ends_with(is_hangul);
    (sound && starts_word && stands_alone(sentence, figure.end, numerals)).then_some(figure)
}

fn is_syllable(role: Role) -> bool {
    matches!(role, Role::Digit | Role::Place | Role::Group)
}

/// 두 나라, 열두 명, 스물다섯; năm người.
pub(super) fn native(sentence: &Sentence<'_>, at: usize, numerals: &Numerals) -> Option<Figure> {
    let text = sentence.text;
    if text[..at].ends_with(is_hangul) {
        return None;
    }
    let ten = numerals.at(text, at, Role::NativeTen);
    let unit_at = ten.map_or(at, |(end, _)| after_blanks(text, end));
    let unit = numerals.at(text, unit_at, Role::Native);
    let end = unit.or(ten)?.0;
    let value = ten.map_or_else(Default::default, |(_, value)| value) + unit.map_or_else(Default::default, |(_, value)| value);
    counted(sentence, end, numerals).then_some(())?;
    Some(Figure { start: at, end, value, precision: Precision::Exact, sort: Sort::Number, spelled: true, bare: false })
}

/// Whether a counter or a unit follows.
fn counted(sentence: &Sentence<'_>, end: usize, numerals: &Numerals) -> bool {
    let next = after_blanks(sentence.text, end);
    numerals.at(sentence.text, next, Role::Counter).is_some()
        || numerals.at(sentence.text, next, Role::OrdinalAfter).is_some()
        || units::words(sentence.language).after.longest(sentence.text, next).is_some()
}

fn stands_alone(sentence: &Sentence<'_>, end: usize, numerals: &Numerals) -> bool {
    let text = sentence.text;
    !text[end..].starts_with(is_hangul)
        || counted(sentence, end, numerals)
        || [Role::Particle, Role::Percent, Role::Over, Role::AboutAfter, Role::Mixed, Role::Multiple]
            .into_iter()
            .any(|role| numerals.at(text, end, role).is_some())
}

fn is_hangul(character: char) -> bool {
    matches!(character, '\u{AC00}'..='\u{D7A3}')
}
