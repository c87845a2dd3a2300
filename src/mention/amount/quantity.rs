//! Amounts of a unit.

use rust_decimal::Decimal;

use super::super::number::{Role, after_blanks};
use super::super::{Fact, Mention, Precision, units};
use super::Dressed;
use crate::text::Span;

/// A unit after the number, with a measure word or half a unit around it (三个半小时, 三斤半).
pub(super) fn read(dressed: &mut Dressed<'_>) -> Option<Mention> {
    let words = units::words(dressed.sentence.language);
    let mut next = dressed.gap(dressed.end);
    let (mut value, mut precision) = (dressed.value, dressed.precision);
    let unit_at = |at: usize| {
        let (end, readings) = words.after.longest(dressed.text, at)?;
        let unit = readings.first().copied().and_then(units::find)?;
        Some((end, unit.name))
    };
    let mut found = unit_at(next);
    for _ in 0..3 {
        if found.is_some() {
            break;
        }
        let skipped = |role| dressed.numerals.at(dressed.text, next, role);
        let after = if let Some((end, _)) = skipped(Role::More) {
            precision = Precision::About;
            end
        } else if let Some((end, _)) = skipped(Role::Measure) {
            end
        } else if let Some((end, half)) = skipped(Role::Half).filter(|_| value.fract().is_zero()) {
            value = value.checked_add(half)?;
            end
        } else if let Some((end, _)) = skipped(Role::Joiner) {
            end
        } else if let Some((end, _)) = skipped(Role::Article).filter(|_| value == Decimal::new(5, 1)) {
            end
        } else {
            return None;
        };
        next = after_blanks(dressed.text, after);
        found = unit_at(next);
    }
    let (mut end, name) = found?;
    let letter = &dressed.text[next..end];
    // One letter is a unit only right behind digits or after a blank, and not where another letter follows.
    if letter.len() == 1 && letter.is_ascii() && letter != "%" && (dressed.spelled || is_initial(dressed.text, end)) {
        return None;
    }
    // A year alone is a date that no extractor claimed.
    let year = (1000..2200).contains(&i64::try_from(value).unwrap_or_default());
    if name == "year" && year && !dressed.spelled && next == dressed.end {
        return None;
    }
    if let Some((after, half)) = dressed.numerals.at(dressed.text, end, Role::Half).filter(|_| value.fract().is_zero()) {
        let next = after_blanks(dressed.text, after);
        if unit_at(next).is_none() && dressed.numerals.lookalike(dressed.text, end).is_none() && value < Decimal::ONE_HUNDRED {
            value = value.checked_add(half)?;
            end = after;
        }
    }
    if let Some((after, half)) = value.fract().is_zero().then(|| and_half(dressed, end)).flatten() {
        value = value.checked_add(half)?;
        end = after;
    }
    let height = name == "metre" && value.fract().is_zero() && value < Decimal::TEN;
    if let Some((after, part)) = height.then(|| part_behind(dressed, end)).flatten() {
        value = value.checked_add(part)?;
        end = after;
    }
    (dressed.value, dressed.precision, dressed.end) = (value, precision, end);
    Some(Mention { span: Span::new(dressed.start, dressed.end), fact: Fact::Quantity(dressed.amount(), name) })
}

/// Half a unit more, said behind the unit: deux heures et demie.
fn and_half(dressed: &Dressed<'_>, end: usize) -> Option<(usize, Decimal)> {
    if !dressed.sentence.language.traits.word_spaces || !dressed.text[end..].starts_with(' ') {
        return None;
    }
    let (and_end, _) = dressed.numerals.at(dressed.text, after_blanks(dressed.text, end), Role::And)?;
    let (after, half) = dressed.numerals.at(dressed.text, after_blanks(dressed.text, and_end), Role::Half)?;
    // Half a dozen, and half of them, are no half of the unit.
    let next = after_blanks(dressed.text, after);
    let others = [Role::Article, Role::PartOf, Role::Dozen, Role::Scale, Role::Hundred];
    (!others.into_iter().any(|role| dressed.numerals.at(dressed.text, next, role).is_some())).then_some((after, half))
}

/// Tenths or hundredths right behind the unit, which nothing follows that they could count: 一米八五.
fn part_behind(dressed: &Dressed<'_>, end: usize) -> Option<(usize, Decimal)> {
    if !dressed.numerals.elliptic {
        return None;
    }
    let text = dressed.text;
    let (mut at, mut digits) = (end, String::from("0."));
    while let Some((after, digit)) = own_or_ascii(dressed, at) {
        digits.push_str(&digit);
        at = after;
    }
    let counts = [Role::Place, Role::Group, Role::Point, Role::Measure, Role::CountAfter, Role::Percent, Role::Over];
    let counted = counts.into_iter().any(|role| dressed.numerals.at(text, at, role).is_some())
        || units::words(dressed.sentence.language).after.longest(text, at).is_some();
    let short = matches!(digits.len(), 3 | 4);
    Some((at, digits.parse().ok()?)).filter(|_| short && !counted)
}

fn own_or_ascii(dressed: &Dressed<'_>, at: usize) -> Option<(usize, String)> {
    if let Some(digit) = dressed.text[at..].chars().next().filter(char::is_ascii_digit) {
        return Some((at + 1, digit.to_string()));
    }
    dressed.numerals.at(dressed.text, at, Role::Digit).map(|(end, digit)| (end, digit.to_string()))
}

/// Whether what looked like a unit is an initial or part of a code: 5 m. Smith, 3 L-202.
fn is_initial(text: &str, end: usize) -> bool {
    let rest = &text[end..];
    rest.starts_with('-') && rest[1..].starts_with(char::is_alphanumeric)
}
