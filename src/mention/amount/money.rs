//! Amounts of money.

use super::super::number::{Role, after_blanks};
use super::super::{Fact, Mention, Precision, units};
use super::Dressed;
use crate::text::Span;

/// The name of a currency.
struct Currency {
    /// The likeliest that it stands for.
    code: &'static str,
    /// It stands for so many that it tells none of them from another: 元.
    shared: bool,
}

/// A sign, code or name of a currency before the number or after it.
pub(super) fn read(dressed: &mut Dressed<'_>) -> Option<Mention> {
    let (end, after) = name_after(dressed).unzip();
    let before = sign_before(dressed);
    let (start, code) = match (before, after) {
        // £28 億元: after a sign 元 says no more than that it is money.
        (Some((start, code)), Some(Currency { shared: true, .. })) => (start, code),
        // US$ 5 million, and 5 US dollars; ¥500 million yuan.
        (Some((start, code)), after) => (start, after.map_or(code, |after| after.code)),
        (None, Some(Currency { code, .. })) => (dressed.start, code),
        (None, None) => return None,
    };
    dressed.start = start;
    if let Some(end) = end {
        dressed.end = end;
    }
    let span = Span::new(dressed.start, dressed.end);
    Some(Mention { span, fact: Fact::Money(dressed.amount(), code) })
}

/// The sign or code of a currency that stands before the number.
pub(super) fn sign_before(dressed: &Dressed<'_>) -> Option<(usize, &'static str)> {
    let before = &dressed.text[..dressed.start];
    let end = before.trim_end().len();
    let words = units::words(dressed.sentence.language);
    let (start, readings) = words.before.ending(before, end)?;
    let code = readings.first().copied().filter(|code| units::is_currency(code))?;
    // 5 $ 3: the sign belongs to the number before it.
    let taken = before[..start].trim_end().ends_with(|c: char| c.is_ascii_digit()) && before.len() > end;
    (!taken).then_some((start, code))
}

/// The name of a currency after the number, and where it ends.
fn name_after(dressed: &mut Dressed<'_>) -> Option<(usize, Currency)> {
    let words = units::words(dressed.sentence.language);
    let mut next = dressed.gap(dressed.end);
    if let Some((end, _)) = dressed.numerals.at(dressed.text, next, Role::More) {
        let after = after_blanks(dressed.text, end);
        if words.after.longest(dressed.text, after).is_some() && dressed.precision == Precision::Exact {
            dressed.precision = Precision::About;
            next = after;
        }
    }
    if let Some((end, _)) = dressed.numerals.at(dressed.text, next, Role::Joiner) {
        next = after_blanks(dressed.text, end);
    }
    words.after.longest(dressed.text, next).and_then(|(end, readings)| {
        let code = readings.first().copied().filter(|code| units::is_currency(code))?;
        // $ 5 $ 6: a sign with a number right behind belongs to that.
        let sign = !dressed.text[next..end].chars().any(char::is_alphabetic);
        let taken = sign && dressed.text[end..].starts_with(|c: char| c.is_ascii_digit()) && next > dressed.end;
        (!taken).then_some((end, Currency { code, shared: readings.len() > 2 }))
    })
}
