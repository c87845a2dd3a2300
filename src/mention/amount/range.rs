//! What the second number of a range says of the first: 3–5 km, 30至43%, 3-5 million.

use rust_decimal::Decimal;

use super::super::number::{Numerals, Role, after_blanks};
use super::super::{Fact, Mention, Sentence};
use super::Amount;

/// Gives the first number of each range the unit and the multiplier of the second, where it has none.
pub(in super::super) fn spread_over_ranges(sentence: &Sentence<'_>, numerals: &Numerals, mentions: &mut [Mention]) {
    for index in 1..mentions.len() {
        let (head, tail) = mentions.split_at_mut(index);
        let (Some(first), Some(second)) = (head.last_mut(), tail.first_mut()) else { continue };
        if !is_range(sentence.text, first, second, numerals) && !is_list(sentence.text, first, second, numerals) {
            continue;
        }
        if let (Fact::Percent(_), Fact::Number(amount)) = (&first.fact, &second.fact) {
            // 百分之三至五
            if !first.span.of(sentence.text).ends_with('%') {
                second.fact = Fact::Percent(*amount);
            }
            continue;
        }
        if let (Fact::Money(_, code), Fact::Number(amount)) = (&first.fact, &second.fact) {
            second.fact = Fact::Money(*amount, code);
        }
        let amount = match &first.fact {
            Fact::Number(amount) => *amount,
            Fact::Money(amount, _) => *amount,
            _ => continue,
        };
        // From 6,000 sum to 7,500 tenge: each has its own.
        if matches!((&first.fact, &second.fact), (Fact::Money(_, own), Fact::Money(_, other)) if own != other) {
            continue;
        }
        let listed = is_list(sentence.text, first, second, numerals);
        let scaled =
            Amount { value: scaled(sentence.text, amount.value, second).filter(|_| !listed).unwrap_or(amount.value), ..amount };
        first.fact = match &second.fact {
            Fact::Percent(_) => Fact::Percent(scaled),
            Fact::Money(_, code) => Fact::Money(scaled, code),
            Fact::Quantity(_, unit) if *unit != super::super::units::CLOCK => Fact::Quantity(scaled, unit),
            Fact::Number(_) => Fact::Number(scaled),
            _ => continue,
        };
    }
}

fn is_range(text: &str, first: &Mention, second: &Mention, numerals: &Numerals) -> bool {
    let at = after_blanks(text, first.span.end as usize);
    let joined = numerals.at(text, at, Role::Range).map(|(end, _)| after_blanks(text, end)) == Some(second.span.start as usize);
    joined && !first.span.is_empty()
}

/// 5 and 10 cm share the unit, though not a multiplier.
fn is_list(text: &str, first: &Mention, second: &Mention, numerals: &Numerals) -> bool {
    let at = after_blanks(text, first.span.end as usize);
    let joined = numerals.at(text, at, Role::And).map(|(end, _)| after_blanks(text, end)) == Some(second.span.start as usize);
    joined
        && matches!(first.fact, Fact::Number(_))
        && first.span.of(text).ends_with(|c: char| c.is_ascii_digit())
        && matches!(second.fact, Fact::Quantity(..) | Fact::Percent(_))
}

/// The first value with the multiplier of the second: 3 of 3–5 million. Nothing where the second has none,
/// or the first is no smaller than the digits of the second.
fn scaled(text: &str, value: Decimal, second: &Mention) -> Option<Decimal> {
    let (Fact::Number(amount) | Fact::Money(amount, _) | Fact::Quantity(amount, _)) = &second.fact else { return None };
    let words = second.span.of(text).trim_start_matches(|c: char| !c.is_ascii_digit());
    let length = words.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(words.len());
    let digits: Decimal = words[..length].parse().ok()?;
    let factor = amount.value.checked_div(digits)?;
    (factor >= Decimal::ONE_THOUSAND && factor.fract().is_zero() && value < digits).then(|| value.checked_mul(factor))?
}
