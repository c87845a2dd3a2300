//! Parts of a hundred.

use rust_decimal::Decimal;

use super::super::number::Role;
use super::super::{Fact, Mention, Precision};
use super::Dressed;

/// A sign or word for per cent after the number, or a word for tenths (成, 割).
pub(super) fn read(dressed: &mut Dressed<'_>) -> Option<Mention> {
    let next = dressed.gap(dressed.end);
    if let Some((end, unit)) = dressed.numerals.at(dressed.text, next, Role::Percent) {
        dressed.value = dressed.value.checked_mul(unit)?;
        dressed.end = end;
        return Some(dressed.mention(Fact::Percent));
    }
    let (end, _) = dressed.numerals.at(dressed.text, next, Role::Tenth)?;
    let tenths = dressed.value > Decimal::ZERO && dressed.value <= Decimal::ONE_HUNDRED;
    if !tenths || dressed.numerals.lookalike(dressed.text, next).is_some_and(|word| word > end) {
        return None;
    }
    // 75折 is written without its point.
    let value = if dressed.value > Decimal::TEN { dressed.value } else { dressed.value * Decimal::TEN };
    dressed.value = value;
    dressed.end = end;
    // 七割半, 三成多.
    if let Some((end, half)) = dressed.numerals.at(dressed.text, dressed.end, Role::Half) {
        dressed.value = value.checked_add(half * Decimal::TEN)?;
        dressed.end = end;
    } else if let Some((end, _)) = dressed.numerals.at(dressed.text, dressed.end, Role::More) {
        dressed.precision = Precision::About;
        dressed.end = end;
    }
    Some(dressed.mention(Fact::Percent))
}
