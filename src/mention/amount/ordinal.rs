//! Places in an order that signs around a number make.

use super::super::number::{Role, after_blanks};
use super::super::{Fact, Mention};
use super::Dressed;

/// 第3, No. 3, 3rd, 3., 3番目.
pub(super) fn read(dressed: &mut Dressed<'_>) -> Option<Mention> {
    if !dressed.value.fract().is_zero() || dressed.value.is_sign_negative() {
        return None;
    }
    if let Some(start) = dressed.before(dressed.start, Role::OrdinalBefore) {
        dressed.start = start;
        return Some(dressed.mention(Fact::Ordinal));
    }
    let after = dressed.numerals.at(dressed.text, after_blanks(dressed.text, dressed.end), Role::OrdinalAfter);
    if let Some((end, _)) = after {
        dressed.end = end;
        return Some(dressed.mention(Fact::Ordinal));
    }
    // 二十大报告: a congress is told by its number, as is a comment of a series.
    let ranked = dressed.numerals.at(dressed.text, dressed.end, Role::RankAfter);
    if ranked.is_some_and(|(_, fewest)| dressed.spelled && dressed.value >= fewest) {
        return Some(dressed.mention(Fact::Ordinal));
    }
    let (end, _) = dressed.numerals.at(dressed.text, dressed.end, Role::OrdinalSign).filter(|_| !dressed.spelled)?;
    let sign = &dressed.text[dressed.end..end];
    if sign == "." {
        // A stop after a short number, with the sentence going on: 3. Platz.
        let goes_on = dressed.text[end..].strip_prefix(' ').is_some_and(|rest| rest.starts_with(char::is_alphabetic));
        let short = dressed.end - dressed.start <= 2;
        if !goes_on || !short {
            return None;
        }
    }
    dressed.end = end;
    Some(dressed.mention(Fact::Ordinal))
}
